"""Presets show what their texts say, challenges can be solved and missed, questions have one right answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from dlcore.config import Config
from dlcore.experiments.transfer import CONFIGS, run
from dlcore.experiments.transfer.config import Amounts, Depth, Sources, Transfer, Tuning
from dlcore.experiments.transfer.pictures import first, second
from pages.transfer.lesson import PREDICTION, QUESTIONS
from pages.transfer.presets import PRESETS, of_room
from pages.transfer.tasks import CHALLENGES
from pages.transfer.words import ROOMS

torch.set_num_threads(1)
BY_CODE = {preset.code: preset.config for preset in PRESETS}
TASKS = {challenge.code: challenge for challenge in CHALLENGES}


@cache
def frames(config: Config) -> list[Any]:
    assert isinstance(config, Transfer)
    return list(run(config))


def final(config: Config) -> Any:
    return frames(config)[-1]


def preset(code: str, **changes: Any) -> Any:
    return BY_CODE[code].replace(**changes)


def lines(config: Config) -> dict[str, np.ndarray]:
    """Return the mean right answers of each start of the room about examples."""
    assert isinstance(config, Amounts)
    return dict(zip(config.ways, final(config).probes["middle"], strict=True))


def test_every_room_has_three_to_eight_presets_and_none_is_the_default() -> None:
    for room in ROOMS:
        assert 3 <= len(of_room(room)) <= 8
    assert len(BY_CODE) == len(PRESETS) and all(config != type(config)() for config in BY_CODE.values())


def test_the_prediction_comes_out_as_its_right_answer_says() -> None:
    seen = final(preset("centred", largest=5)).metrics
    assert PREDICTION.preset == "centred" and PREDICTION.right == "behind"
    assert seen["one_fresh"] > seen["one_tuned"] + 0.05 > seen["one_frozen"] + 0.1
    assert seen["few_fresh"] > seen["few_tuned"] > seen["few_frozen"]
    assert "%" in PREDICTION.tell("behind", seen)


def test_by_default_frozen_leads_first_and_is_overtaken_while_fine_tuned_melts_into_fresh() -> None:
    line = lines(Amounts())
    assert (line["frozen"][:5] > line["fresh"][:5] + 0.05).all() and line["frozen"][-1] < line["fresh"][-1] - 0.15
    assert (line["tuned"][3:6] > line["fresh"][3:6]).all() and abs(line["tuned"][-1] - line["fresh"][-1]) < 0.03


def test_what_was_learned_is_more_than_the_restraint_of_freezing() -> None:
    line = lines(preset("control", largest=10))
    assert (line["frozen"] > line["random"] + 0.05).all()
    assert (line["random"][3:] < line["fresh"][3:]).all()


def test_hardly_a_first_task_is_worth_nothing() -> None:
    line = lines(preset("little", largest=10))
    assert (line["tuned"] < line["fresh"] + 0.02).all() and (line["frozen"][3:] < line["fresh"][3:]).all()


def test_another_collection_crosses_over() -> None:
    line = lines(preset("writers", largest=10))
    assert (line["frozen"] > line["fresh"] + 0.05).all() and (line["tuned"] > line["fresh"]).all()


def test_one_frozen_layer_ends_higher_than_two() -> None:
    shallow = lines(preset("shallow", seeds=1))
    assert shallow["frozen"][-1] > lines(Amounts())["frozen"][-1] + 0.05


def test_small_steps_and_a_leash_keep_the_first_task_and_learn_as_well() -> None:
    default = final(Tuning()).metrics
    start = frames(Tuning())[0].metrics["right_first"]
    assert default["right_first"] < start - 0.3
    for code in ("gentle", "tether"):
        seen = final(BY_CODE[code]).metrics
        assert seen["right_first"] > default["right_first"] + 0.3 and seen["right_tuned"] > default["right_tuned"]
    assert final(BY_CODE["gentle"]).metrics["right_first"] > start - 0.1


def test_ten_times_the_rate_forgets_within_five_epochs() -> None:
    seen = [each.metrics for each in frames(preset("hot", epochs=10))]
    assert seen[5]["right_first"] < 0.35 < 0.85 < seen[0]["right_first"]
    assert seen[-1]["right_tuned"] < seen[-1]["right_frozen"]


def test_with_a_hundred_examples_the_new_is_learned_while_the_old_still_gets_worse() -> None:
    seen = [each.metrics for each in frames(BY_CODE["plenty"])]
    early = next(each for each in seen if each["right_fresh"] > each["right_frozen"] + 0.05)
    assert seen.index(early) < 60 and seen[-1]["right_tuned"] > seen[20]["right_tuned"] + 0.1
    assert seen[-1]["right_first"] < seen[20]["right_first"] - 0.05 < seen[0]["right_first"] - 0.2


def test_small_steps_have_their_price_where_examples_are_plenty() -> None:
    seen = final(preset("gentle", count=100)).metrics
    assert seen["right_tuned"] < final(BY_CODE["plenty"]).metrics["right_tuned"] - 0.05


def test_a_network_has_room_for_both_tasks_at_once() -> None:
    config = Tuning()
    generator = torch.Generator().manual_seed(0)
    old, new = first(config, "digits", 0), second(config, 0)
    body = [torch.nn.Linear(144, 32).double(), torch.nn.Linear(32, 32).double(), torch.nn.Linear(32, 10).double()]
    for layer in body:
        torch.nn.init.kaiming_uniform_(layer.weight, generator=generator)
        torch.nn.init.zeros_(layer.bias)
    model = torch.nn.Sequential(body[0], torch.nn.ReLU(), body[1], torch.nn.ReLU(), body[2])
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(config.patience):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(old.x)[:, :5], old.y) + F.cross_entropy(model(new.x)[:, 5:], new.y)
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        kept = (model(old.test_x)[:, :5].argmax(1) == old.test_y).double().mean()
        learned = (model(new.test_x)[:, 5:].argmax(1) == new.test_y).double().mean()
    assert kept > 0.85 and learned > 0.65


def layers(config: Depth) -> dict[str, np.ndarray]:
    return dict(zip(("tuned", "frozen", "random"), final(config).probes["middle"], strict=True))


def test_frozen_layers_cost_answers_where_examples_are_plenty() -> None:
    line = layers(preset("many_layers"))
    assert (np.diff(line["frozen"]) < -0.02).all()


def test_learned_layers_fall_below_random_ones_for_centred_digits_and_not_by_default() -> None:
    centred, default = layers(preset("centred_layers")), layers(Depth())
    assert (centred["random"][1:] > centred["frozen"][1:]).all()
    assert (default["random"][1:] < default["frozen"][1:] - 0.05).all()


def test_layers_from_random_labels_know_no_more_than_random_ones() -> None:
    line = layers(preset("empty_layers"))
    assert line["frozen"][-1] < line["random"][-1] + 0.03


def gains(config: Sources) -> dict[str, np.ndarray]:
    return dict(zip(config.sources, final(config).probes["middle"].T, strict=True))


def test_near_sources_help_and_far_ones_hurt_when_frozen() -> None:
    config = Sources(sources=("digits", "mnist_same", "rotated", "scrambled", "labels"))
    found = gains(config)
    learned = dict(zip(config.sources, final(config).probes["first_task"], strict=True))
    for name in ("rotated", "scrambled"):  # learned as well, and carried over worse
        assert abs(learned[name] - learned["digits"]) < 0.03
    for name in ("digits", "mnist_same"):
        assert found[name].min() > 0.02
    for name in ("rotated", "scrambled", "labels"):
        assert found[name][1] < -0.02


def test_with_one_example_stems_are_wider_than_the_marks_are_high() -> None:
    last = final(preset("one_example", sources=("digits", "mnist_same", "rotated")))
    assert np.median(last.probes["high"] - last.probes["low"]) > np.median(np.abs(last.probes["middle"]))


def test_with_fifty_examples_no_frozen_source_is_worth_it() -> None:
    found = gains(preset("fifty_examples", sources=("digits", "mnist_same")))
    assert all(frozen < -0.05 for _tuned, frozen in found.values())
    assert max(abs(tuned) for tuned, _frozen in found.values()) < 0.12


def test_an_easy_task_gains_little_from_any_source() -> None:
    found = gains(preset("centred_sources", sources=("digits", "mnist_same", "inverted")))
    assert all(frozen < -0.05 for _tuned, frozen in found.values()) and found["digits"][0] < 0.01


@dataclass(frozen=True)
class Try:
    """A learner's attempt, and some of the challenge's conditions that it misses."""

    code: str
    config: Config
    missed: tuple[str, ...] = ()


START = Amounts(placements=8, width=64, largest=5)
REMEMBER = Tuning(count=100, share=0.03)
TRIES = [
    Try("head_start", START),
    Try("head_start", START.replace(width=32, placements=4), (
        "With one example, frozen is ahead of fresh by at least 10%",
    )),
    Try("handicap", Amounts(wander=0, largest=5)),
    Try("handicap", Amounts(wander=1, largest=5), ("Somewhere, fine-tuned is at least 8% behind fresh",)),
    Try("handicap", Amounts(wander=0, largest=5, source="labels"), ("The first task has right labels",)),
    Try("remember", REMEMBER),
    Try("remember", REMEMBER.replace(share=1.0), ("At least 85% right on the first task, in the end",)),
    Try("remember", REMEMBER.replace(share=0.0), ("In the end, fine-tuned is ahead of frozen by at least 5%",)),
    Try("worse_than_nothing", Depth(wander=0)),
    Try("worse_than_nothing", Depth(wander=1), (
        "With all layers taken over, random ones are ahead by at least 5%",
    )),
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
