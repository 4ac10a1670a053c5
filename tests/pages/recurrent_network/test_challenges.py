"""Challenges of the number rooms have a solution that passes and near misses that fail; presets show what they say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
import torch

from dlcore.config import Config
from dlcore.experiments.recurrent_network import run
from dlcore.experiments.recurrent_network.config import Clipping, Forecast, Lags, OneCell, Recall
from pages.recurrent_network.lesson import PREDICTION, QUESTIONS
from pages.recurrent_network.presets import PRESETS
from pages.recurrent_network.tasks import CHALLENGES

torch.set_num_threads(1)
BY_CODE = {challenge.code: challenge for challenge in CHALLENGES}
PRESET = {preset.code: preset.config for preset in PRESETS}
EIGHT = (1.0, 0.5, -0.5, 0.0, 0.0, 0.0, 0.0, 0.0)
CARRIED = OneCell(values=EIGHT, hidden=3, gain=2.5, seed=2)
ACROSS = Recall(length=76, updates=60)
CARBON = Forecast(series="co2", differences=True, updates=200)
TAMED = Clipping(clip=0.1, seeds=2)


@cache
def last(config: Config) -> dict[str, float]:
    *_, snapshot = run(config)
    return snapshot.metrics


@dataclass(frozen=True)
class Try:
    """A learner's attempt, and how many of the challenge's conditions it misses."""

    code: str
    config: Config
    missed: int = 0


TRIES = [
    Try("carry_back", CARRIED),
    Try("carry_back", CARRIED.replace(gain=1.0), 1),
    Try("carry_back", CARRIED.replace(values=EIGHT[:6]), 1),
    Try("long_pause", ACROSS),
    Try("long_pause", Recall(length=76, updates=60, opened=False), 1),
    Try("long_pause", Recall(), 1),
    Try("beat_the_season", CARBON),
    Try("beat_the_season", CARBON.replace(differences=False), 1),
    Try("beat_the_season", CARBON.replace(horizon=30), 2),
    Try("tamed", TAMED),
    Try("tamed", TAMED.replace(clip=10.0), 1),
    Try("tamed", TAMED.replace(gain=1.0), 1),
]


@pytest.mark.parametrize("attempt", TRIES, ids=lambda attempt: f"{attempt.code}-{attempt.missed or 'solved'}")
def test_a_try_misses_exactly_what_it_lacks(attempt: Try) -> None:
    verdict = BY_CODE[attempt.code].grade(attempt.config, last(attempt.config))
    assert sum(finding.met is False for finding in verdict.findings) == attempt.missed
    assert verdict.passed == (not attempt.missed)


def test_nothing_passes_unmeasured_or_in_another_room() -> None:
    for attempt in TRIES:
        assert not BY_CODE[attempt.code].grade(attempt.config, {}).passed
        other: Any = Lags()
        assert BY_CODE[attempt.code].grade(other, {}).findings[0].met is False


def test_an_ordinary_lstm_forgets_and_one_with_open_gates_does_not() -> None:
    forgotten = last(PRESET[PREDICTION.preset])
    assert PREDICTION.right == "chance" and forgotten["test_accuracy"] <= 0.35
    assert forgotten["flow_first"] < 1e-9 * forgotten["flow_last"]
    assert last(Recall())["test_accuracy"] == 1
    assert "25%" in PREDICTION.tell("chance", forgotten)


def test_a_cut_way_back_never_reaches_the_first_symbol() -> None:
    assert last(PRESET["truncated"])["flow_first"] == 0 and last(PRESET["truncated"])["test_accuracy"] <= 0.5


@pytest.mark.parametrize("code", ["flipping", "two_numbers"])
def test_a_task_is_learned(code: str) -> None:
    assert last(PRESET[code])["test_accuracy"] >= 0.9


def test_sunspots_are_foretold_one_step_ahead_and_not_for_sixty_years() -> None:
    seen = last(PRESET["sunspots"])
    assert seen["ahead_error"] < 0.8 * seen["naive_ahead_error"] and seen["ratio"] > 1.2


def test_attention_sees_one_year_ahead_and_strays_less_over_sixty() -> None:
    *_frames, end = run(PRESET["sunspots_looking"])
    mine, rnn = end.metrics, last(PRESET["sunspots"])
    assert mine["ahead_error"] < 1.15 * rnn["ahead_error"] and mine["ratio"] < 0.85 * rnn["ratio"]
    assert end.probes["map"][-1, -3:].sum() > 0.9


def test_attention_takes_longer_to_find_the_year() -> None:
    frames = list(run(PRESET["carbon_looking"]))
    end = frames[-1].step
    rnn = next(frame for frame in run(PRESET["carbon_changes"]) if frame.step >= end / 10)
    assert frames[-1].metrics["ahead_error"] < 1.05 * rnn.metrics["ahead_error"]
    reached = next(frame.step for frame in frames if frame.metrics["ahead_error"] < 1.05 * rnn.metrics["ahead_error"])
    assert reached > 0.6 * end
    ratios = [frame.metrics["ratio"] for frame in frames if frame.step > end / 4]
    assert sum(b > a for a, b in pairwise(ratios)) > len(ratios) / 4


def test_changes_carry_further_than_values() -> None:
    assert last(PRESET["carbon_changes"])["ratio"] < 0.3 < 1 < last(PRESET["carbon_values"])["ratio"]


def test_the_gradient_grows_where_the_factors_are_large() -> None:
    assert last(PRESET["growing"])["flow_ratio"] > 2 and last(PRESET["gates"])["flow_ratio"] < 0.1
    assert last(PRESET["exploding"])["arrives_rnn"] > 1
    opened = PRESET["opened"]
    assert isinstance(opened, Lags)
    assert last(opened.replace(updates=0))["arrives_lstm"] > 1e3 * last(Lags(updates=0))["arrives_lstm"]


def test_clipping_tames_what_explodes_and_leaves_the_rest_alone() -> None:
    default = last(Clipping())
    assert default["worst_free"] > 1000 * default["worst_clipped"]
    calm = last(PRESET["no_explosion"])
    assert calm["loss_free"] == pytest.approx(calm["loss_clipped"], rel=0.2)
    lstm, edge, short = (last(PRESET[code]) for code in ("lstm_walls", "edge", "too_short"))
    assert lstm["spikes_free"] == 0 and lstm["loss_free"] == pytest.approx(lstm["loss_clipped"], rel=0.05)
    assert edge["worst_free"] > 1000 and edge["loss_free"] < 0.25
    assert short["spikes_clipped"] == 0 and short["loss_clipped"] > 1.3 * default["loss_clipped"]


def test_a_short_way_leaves_enough_gradient_to_learn_from() -> None:
    near = PRESET["near"]
    assert isinstance(near, Lags)
    trained, fresh, far = last(near), last(near.replace(updates=0)), last(Lags(updates=0))
    for cell in ("rnn", "lstm", "gru"):
        assert trained[f"arrives_{cell}"] > 10 * fresh[f"arrives_{cell}"] > 1e4 * far[f"arrives_{cell}"]


def test_a_forecast_under_much_noise_still_beats_last_season() -> None:
    assert last(PRESET["noisy"])["ratio"] < 0.95


def test_every_question_has_one_right_answer_and_a_reply_to_each() -> None:
    for question in QUESTIONS:
        assert sum(option.right for option in question.options) == 1
        assert all(option.reply for option in question.options)
