"""How fast points dissolve into noise. Loads without torch."""

from __future__ import annotations

import math

import numpy as np

OFFSET = 0.008  # of the cosine schedule, so that the first steps are not too small
MOST = 0.999  # of the variance that one step may replace
FIRST, LAST = 0.1, 20.0  # rates of the linear schedule at its two ends


def kept(schedule: str, steps: int) -> np.ndarray:
    """Return ᾱ for the times 0 … steps: the share of the variance that is still the data's; ᾱ is 1 at time 0.

    ``linear``: the rate of noise grows linearly from 0.1 to 20 over the whole time (Ho et al. 2020, in the form for
    any number of steps of Song et al. 2021). ``cosine``: ᾱ follows a squared cosine (Nichol and Dhariwal 2021).
    """
    time = np.arange(steps + 1) / steps
    if schedule == "linear":
        share = np.exp(-FIRST * time - (LAST - FIRST) * time**2 / 2)
    else:
        wave = np.cos((time + OFFSET) / (1 + OFFSET) * math.pi / 2) ** 2
        share = wave / wave[0]
    ratios = np.maximum(share[1:] / share[:-1], 1 - MOST)
    return np.concatenate([[1.0], ratios.cumprod()])
