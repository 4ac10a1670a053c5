"""The attention room's challenge: a duel that the state wins passes, and near misses lack exactly what they lack."""

from __future__ import annotations

import pytest
import torch

from dlcore.config import Config
from dlcore.experiments.recurrent_network import OneCell, run
from dlcore.experiments.recurrent_network.attention_config import Attending
from pages.recurrent_network.attention.lesson import DUEL_CHALLENGES, DUEL_PRESETS, PANELS

torch.set_num_threads(1)
(CHALLENGE,) = DUEL_CHALLENGES
PARITY = Attending(task="parity", length=10, updates=160)
STATE = "The recurrent layer is right at least 95% of the time"
ATTENTION = "Attention is right at most 65% of the time"
TRIES: list[tuple[Config, tuple[str, ...]]] = [
    (PARITY, ()),
    (PARITY.replace(length=5), ("Sequences of at least 10 steps",)),
    (PARITY.replace(updates=5), (STATE,)),
    (Attending(length=10, updates=60, opened=True), (ATTENTION,)),
]


@pytest.mark.parametrize(("config", "missed"), TRIES)
def test_a_try_misses_exactly_what_it_lacks(config: Config, missed: tuple[str, ...]) -> None:
    *_, last = run(config)
    verdict = CHALLENGE.grade(config, last.metrics)
    found = zip(CHALLENGE.conditions, verdict.findings, strict=True)
    assert tuple(condition.wording() for condition, finding in found if not finding.met) == missed
    assert verdict.passed == (not missed)


def test_another_room_is_no_answer() -> None:
    assert not CHALLENGE.grade(OneCell(), {"fresh_recurrent_accuracy": 1.0, "fresh_attention_accuracy": 0.0}).passed


def test_presets_differ_and_open_their_panels() -> None:
    assert len({preset.config for preset in DUEL_PRESETS}) == len(DUEL_PRESETS)
    assert all(preset.panels == PANELS for preset in DUEL_PRESETS)
