"""Learning-rate schedules: by which factor each step's learning rate is multiplied. Loads without torch."""

from __future__ import annotations

import math
from collections.abc import Callable

FALL = 0.1  # what the step schedule multiplies by
WARM_UP_START = 0.1  # of the full rate
ONE_CYCLE_START = 1 / 25  # as torch.optim.lr_scheduler.OneCycleLR has it
ONE_CYCLE_END = ONE_CYCLE_START / 1e4
ONE_CYCLE_RISE = 0.3  # of the steps


def constant(step: int, steps: int) -> float:
    """Always the full rate."""
    return 1.0


def stairs(step: int, steps: int) -> float:
    """A tenth of the rate after each third of the steps, as ``StepLR(step_size=⌈steps / 3⌉)``."""
    return FALL ** (step // math.ceil(steps / 3))


def cosine(step: int, steps: int) -> float:
    """Half a cosine wave down to nothing, as ``CosineAnnealingLR(T_max=steps)``; Loshchilov and Hutter 2017."""
    return (1 + math.cos(math.pi * step / steps)) / 2


def warm_up(step: int, steps: int) -> float:
    """From a tenth of the rate straight up to all of it in the first tenth of the steps, as ``LinearLR``."""
    rise = math.ceil(steps / 10)
    return WARM_UP_START + (1 - WARM_UP_START) * min(step / rise, 1.0)


def one_cycle(step: int, steps: int) -> float:
    """Up from a 25th and down to almost nothing, both on cosines, as ``OneCycleLR``; Smith and Topin 2019."""
    peak, last = ONE_CYCLE_RISE * steps - 1, steps - 1
    if step <= peak:
        return _bend(ONE_CYCLE_START, 1.0, step / peak)
    return _bend(1.0, ONE_CYCLE_END, (step - peak) / (last - peak))


def _bend(start: float, end: float, share: float) -> float:
    return end + (start - end) / 2 * (1 + math.cos(math.pi * share))


SCHEDULES: dict[str, Callable[[int, int], float]] = {
    "constant": constant,
    "step": stairs,
    "cosine": cosine,
    "warmup": warm_up,
    "onecycle": one_cycle,
}
