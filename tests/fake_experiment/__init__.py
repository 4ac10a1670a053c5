"""An experiment that only counts: each epoch adds a drawn number to a sum. It stands in for training in tests."""

from .config import Counting as Config
from .experiment import examine, replay, run, scene, schedule

__all__ = ["Config", "examine", "replay", "run", "scene", "schedule"]
