"""Presets show what their texts say, challenges can be solved and missed, questions have one right answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch

from dlcore.config import Config
from dlcore.experiments.compute_cost import CONFIGS, run
from dlcore.experiments.compute_cost.config import Architecture, Formats, History, Scaling
from dlcore.models import costs
from pages.compute_cost.lesson import PREDICTION, QUESTIONS
from pages.compute_cost.presets import PRESETS, of_room
from pages.compute_cost.tasks import CHALLENGES
from pages.compute_cost.words import ROOMS

torch.set_num_threads(1)
BY_CODE = {preset.code: preset.config for preset in PRESETS}
TASKS = {challenge.code: challenge for challenge in CHALLENGES}


@cache
def final(config: Config) -> Any:
    *_, last = run(config)
    return last


def parts(code: str) -> tuple[costs.Part, ...]:
    config = BY_CODE[code]
    assert isinstance(config, Architecture)
    return config.parts


def largest(code: str, attribute: str) -> costs.Part:
    counted = costs.grouped(parts(code))
    return max(counted, key=lambda part: getattr(part, attribute) * counted[part])


def test_every_room_has_three_to_eight_presets_and_none_is_the_default() -> None:
    for room in ROOMS:
        assert 3 <= len(of_room(room)) <= 8
    assert len(BY_CODE) == len(PRESETS) and all(config != type(config)() for config in BY_CODE.values())


def test_the_prediction_comes_out_as_its_right_answer_says() -> None:
    seen, before = final(BY_CODE[PREDICTION.preset].replace(repeats=5)).metrics, Architecture().parts
    assert PREDICTION.right == "more" and seen["macs"] > 10 * costs.macs(before)
    assert seen["parameter_count"] < costs.parameters(before) / 3
    assert "multiply-accumulates" in PREDICTION.tell("more", seen)


def test_a_few_kernels_hold_few_parameters_and_do_the_work() -> None:
    assert largest("kernels", "parameters").name.startswith("Linear")
    assert largest("kernels", "macs").name.startswith("Conv2d")


def test_one_picture_is_64_times_less_work_than_before() -> None:
    assert BY_CODE["one_picture"] == Architecture(batch=1) and Architecture().batch == 64


def test_recurrent_weights_are_used_at_every_step() -> None:
    every = parts("step_by_step")
    assert costs.macs(every) > 30 * costs.parameters(every)


def test_the_table_of_who_looks_at_whom_fills_the_memory() -> None:
    every = parts("everybody_looks")
    softmax = next(part for part in every if part.name == "softmax")
    assert max(every, key=lambda part: part.memory(4)) == softmax
    assert softmax.memory(4) * costs.grouped(every)[softmax] > costs.memory(every, 4) / 2


def test_eight_times_as_wide_the_middle_outgrows_the_first_layer_and_memory_grows_least() -> None:
    assert largest("wide", "parameters").name == "Linear(1024, 1024)"
    before, after = Architecture().parts, parts("wide")
    factors = {
        "parameters": costs.parameters(after) / costs.parameters(before),
        "macs": costs.macs(after) / costs.macs(before),
        "memory": costs.memory(after, 64) / costs.memory(before, 64),
    }
    assert min(factors, key=lambda name: factors[name]) == "memory" and factors["memory"] < 3


@pytest.mark.parametrize(
    ("code", "changes", "low", "high"),
    [
        ("pictures_grow", {"batch": 1}, 1.9, 2.05),
        ("steps_grow", {"doublings": 4, "batch": 1}, 0.95, 1.02),
        ("batches_grow", {}, 0.999, 1.001),
    ],
)
def test_work_grows_with_the_exponent_that_a_preset_promises(
    code: str, changes: dict[str, Any], low: float, high: float
) -> None:
    assert low < final(BY_CODE[code].replace(repeats=5, **changes)).metrics["macs_exponent"] < high


def test_wider_layers_bend_the_line_upwards() -> None:
    macs = np.log2(final(BY_CODE["layers_widen"].replace(repeats=5, batch=1)).probes["counts"][1])
    assert (np.diff(macs, 2) > 0).all() and np.diff(macs)[-1] > 1.5


def test_a_recurrent_networks_slope_stays_below_attentions_end() -> None:
    recurrent = final(BY_CODE["steps_grow"].replace(repeats=5, doublings=4, batch=1)).metrics
    attention = final(Scaling(repeats=5, batch=1)).metrics
    assert attention["last_exponent"] > recurrent["last_exponent"] + 0.5


def test_a_tiny_reader_needs_more_bits_than_a_large_one() -> None:
    few = ("float32", "int2")
    lost = {}
    for code, epochs in (("tiny_reader", 3), ("large_reader", 1)):
        seen = final(BY_CODE[code].replace(formats=few, repeats=5, batch=1, epochs=epochs)).metrics
        lost[code] = seen["float32_accuracy"] - seen["int2_accuracy"]
    assert lost["tiny_reader"] > 3 * lost["large_reader"] and lost["large_reader"] < 0.05


def test_lenet_makes_the_time_to_double_longer_and_the_language_models_hardly_change_it() -> None:
    months = {code: final(BY_CODE[code]).metrics["doubling_months"] for code in ("all_years", "language_models")}
    assert months["all_years"] > final(History()).metrics["doubling_months"] + 0.5
    assert months["language_models"] == pytest.approx(final(History()).metrics["doubling_months"], abs=0.5)


def test_old_machines_take_a_hundred_times_the_energy() -> None:
    now, then = final(History()).metrics, final(BY_CODE["old_machines"]).metrics
    assert then["energy_mwh"] == pytest.approx(100 * now["energy_mwh"]) and then["flop"] == now["flop"]


@dataclass(frozen=True)
class Try:
    """A learner's attempt, and some of the challenge's conditions that it misses."""

    code: str
    config: Config
    missed: tuple[str, ...] = ()


BUSY = Architecture(kind="cnn", width=16, depth=2, length=8, batch=1, repeats=5)
LEAN = Architecture(kind="mlp", width=512, depth=1, length=16, batch=256, repeats=5)
SQUARE = Scaling(width=16, batch=1, repeats=5)
EIGHTH = Formats(formats=("float32", "int4"), width=128, epochs=5, batch=1, repeats=5)
TRIES = [
    Try("busy_weights", Architecture(kind="rnn", width=32, length=512, batch=1, repeats=5)),
    Try("busy_weights", BUSY, ("At least 1,000,000 multiply-accumulates for one example",)),
    Try("busy_weights", BUSY.replace(length=28), ("At most 5,000 parameters",)),
    Try("small_memory", LEAN),
    Try("small_memory", LEAN.replace(length=28), ("At most 1,000,000 bytes kept",)),
    Try("small_memory", LEAN.replace(batch=128), ("A batch of at least 256",)),
    Try("square_law", SQUARE),
    Try("square_law", SQUARE.replace(width=32), ("The last doubling multiplies the work by at least 3.40",)),
    Try("square_law", Scaling(kind="cnn", varied="length", doublings=3, width=4, repeats=5, batch=1), (
        "Attention, over its length",
    )),
    Try("eighth", EIGHTH),
    Try("eighth", EIGHTH.replace(epochs=1), ("In float32 it reads at least 93.0% of the new digits",)),
    Try("eighth", EIGHTH.replace(formats=("float32",)), ("With 4 bits it takes at most 14.0% of the bytes",)),
    Try("slower", History(since=2020)),
    Try("slower", History(since=2019), ("They double in no less than 8.0 months",)),
]  # fmt: skip


@pytest.mark.parametrize("attempt", TRIES, ids=lambda attempt: f"{attempt.code}-{'-'.join(attempt.missed)}")
def test_a_try_misses_what_it_lacks(attempt: Try) -> None:
    challenge = TASKS[attempt.code]
    verdict = challenge.grade(attempt.config, final(attempt.config).metrics)
    pairs = zip(challenge.conditions, verdict.findings, strict=True)
    missed = tuple(condition.wording() for condition, finding in pairs if not finding.met)
    assert set(attempt.missed) <= set(missed) and bool(missed) == bool(attempt.missed), missed
    assert verdict.passed == (not attempt.missed)


def test_every_challenge_has_a_solution_and_a_near_miss() -> None:
    solved, missed = ({each.code for each in TRIES if bool(each.missed) == miss} for miss in (False, True))
    assert solved == missed == TASKS.keys()


@pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda challenge: challenge.code)
@pytest.mark.parametrize("each", CONFIGS)
def test_nothing_passes_unmeasured_in_any_room(challenge: Any, each: type[Config]) -> None:
    assert not challenge.grade(each(), {}).passed


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.code)
def test_a_question_has_one_right_answer_and_a_reply_of_its_own_to_each(question: Any) -> None:
    assert sum(option.right for option in question.options) == 1
    for attribute in ("code", "text", "reply"):
        assert len({getattr(option, attribute) for option in question.options}) == len(question.options) >= 3
