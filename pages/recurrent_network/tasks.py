"""The challenges, which are graded on sequences that took no part in training."""

from __future__ import annotations

from pages.recurrent_network.attention_lesson import DUEL_CHALLENGES
from pages.recurrent_network.text_lesson import TEXT_CHALLENGES
from ui.challenges import Challenge

CHALLENGES: tuple[Challenge, ...] = (*TEXT_CHALLENGES, *DUEL_CHALLENGES)
