"""Going downhill: a race of optimisers, the loss of a real network on a plane, and 64 learning rates at once.

The configs load without torch; everything else is resolved when first asked for, in a worker.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .config import Landscape, Race, Rates

Config = Race
CONFIGS = (Race, Landscape, Rates)

__all__ = ["CONFIGS", "Config", "examine", "replay", "run", "scene", "schedule"]


def __getattr__(name: str) -> Any:
    if name in ("examine", "replay", "run", "scene", "schedule"):
        return getattr(import_module(".experiment", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
