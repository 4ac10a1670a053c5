"""The challenges, which are graded on sequences that took no part in training."""

from __future__ import annotations

from ui.challenges import Challenge

CHALLENGES: tuple[Challenge, ...] = ()
