"""The text room's challenges: a solution for each that passes, and near misses that lack exactly what they lack."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest
import torch

from dlcore.config import Config
from dlcore.experiments.recurrent_network import OneCell
from dlcore.experiments.recurrent_network.text import run as text_run
from dlcore.experiments.recurrent_network.text_config import Text
from pages.recurrent_network.text.lesson import TEXT_CHALLENGES

torch.set_num_threads(1)
BY_CODE = {challenge.code: challenge for challenge in TEXT_CHALLENGES}
SMALL = Text(cell="rnn", updates=150)
POET = Text(corpus="tang", cell="gru", length=16, dropout=0.4, updates=150)
TRIES: list[tuple[str, Config, tuple[str, ...]]] = [
    ("more_than_counts", SMALL, ()),
    ("more_than_counts", SMALL.replace(lr=0.01), ("Perplexity on fresh text at most 7.80",)),
    ("more_than_counts", SMALL.replace(cell="lstm"), ("At most 13,000 parameters",)),
    ("poets_apprentice", POET, ()),
    ("poets_apprentice", POET.replace(lr=0.005), ("Perplexity on fresh text at most 126.0",)),
]


@cache
def measured(config: Text) -> Mapping[str, float]:
    last = list(text_run.run(config, probes=()))[-1]
    return last.metrics | text_run.examine(config, last.probes["parameters"])


@pytest.mark.parametrize(("code", "config", "missed"), TRIES)
def test_a_try_misses_exactly_what_it_lacks(code: str, config: Text, missed: tuple[str, ...]) -> None:
    verdict = BY_CODE[code].grade(config, measured(config))
    found = zip(BY_CODE[code].conditions, verdict.findings, strict=True)
    assert tuple(condition.wording() for condition, finding in found if not finding.met) == missed
    assert verdict.passed == (not missed)


@pytest.mark.parametrize("code", BY_CODE)
def test_another_room_is_no_answer(code: str) -> None:
    assert not BY_CODE[code].grade(OneCell(), {"fresh_perplexity": 1.0}).passed
