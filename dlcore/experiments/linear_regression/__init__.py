"""Linear regression: a line through points, and several measurements at once.

The configs load without torch; everything else is resolved when first asked for, in a worker.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .config import LinearRegression as Config
from .config import SeveralFeatures

CONFIGS = (Config, SeveralFeatures)

__all__ = ["CONFIGS", "Config", "SeveralFeatures", "examine", "replay", "run", "scene", "schedule"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module(".experiment", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
