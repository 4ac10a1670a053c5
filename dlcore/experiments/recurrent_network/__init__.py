"""Recurrent networks: one cell slowly, tasks trained live, and memory measured.

``Config`` and ``CONFIGS`` load without torch; everything else is resolved when first asked for, in a worker.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .attention_config import Attending
from .config import Clipping, Delays, Forecast, Lags, OneCell, Recall
from .text_config import Text

Config = OneCell
CONFIGS = (OneCell, Forecast, Recall, Lags, Delays, Clipping, Text, Attending)

__all__ = ["CONFIGS", "Config", "examine", "replay", "run", "scene", "schedule"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module(".experiment", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
