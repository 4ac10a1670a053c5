"""Transfer: what was learned on one task, taken as the start of another; where it helps, and where it hurts.

``Config`` and ``CONFIGS`` load without torch; everything else is resolved when first asked for, in a worker.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .config import CONFIGS
from .config import Amounts as Config

__all__ = ["CONFIGS", "Config", "examine", "replay", "run", "scene", "schedule"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module(".experiment", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
