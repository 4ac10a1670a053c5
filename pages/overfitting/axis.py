"""What the steps of a room's run stand for: runs share a figure only where they stand for the same."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.overfitting.config import Capacity, Descent, Real, Remedies


def axis(config: Config) -> tuple[object, ...]:
    """Describe the axis of an experiment's curves; two that end at different places are still the same."""
    match config:
        case Capacity():
            return (config.model,)
        case Remedies():
            return (config.remedy, config.strengths)
        case Descent():
            return (config.along, config.swept)
        case Real():
            return (config.table,)
        case _:
            return ()
