"""The neural-network playground: one multilayer perceptron on points of a plane, or a band of them.

``Config`` loads without torch; everything else is resolved when first asked for, in a worker.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .config import NeuralNetwork as Config
from .config import SeedBand

FURTHER = (SeedBand,)  # experiments without a bench of their own: they are pinned beside others

__all__ = ["FURTHER", "Config", "SeedBand", "examine", "replay", "run", "scene", "schedule"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module(".experiment", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
