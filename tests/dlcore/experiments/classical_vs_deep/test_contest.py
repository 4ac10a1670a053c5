"""The contest is fair: one split and one budget for everybody, and what is reported is what was measured."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from sklearn.neighbors import KNeighborsClassifier

from dlcore.config import ConfigError
from dlcore.experiments.classical_vs_deep import Config, examine, experiment, replay, run, scene, schedule
from dlcore.experiments.classical_vs_deep.config import PLANES, SETS
from dlcore.experiments.classical_vs_deep.data import LOADERS, split
from dlcore.rivals import contest
from dlcore.rivals.spaces import MOST_TRIALS, RIVALS, SPACES
from dlcore.worker import advance

SMALL = Config(train=50, budget=2, seeds=2)
CLOCKS = ("fit", "predict", "fit_ms", "predict_ms")  # the only numbers that may differ between two runs


class Spy:
    """Stands in for every rival, and writes down what it was given."""

    seen: list[tuple[str, dict, int, np.ndarray, np.ndarray]] = []  # noqa: RUF012 (cleared by the fixture)

    def __init__(self, name: str, setting: dict, seed: int) -> None:
        self.name, self.setting, self.seed = name, setting, seed

    def fit(self, x: np.ndarray, y: np.ndarray) -> Spy:
        Spy.seen.append((self.name, self.setting, self.seed, x.copy(), y.copy()))
        return self

    def predict(self, x: np.ndarray) -> np.ndarray:
        return np.zeros(len(x), dtype=np.int64)

    def predict_proba(self, x: np.ndarray) -> np.ndarray:
        return np.full((len(x), 2), 0.5)


@pytest.fixture
def spied(monkeypatch):
    """Replace all rivals by spies, and forget what earlier ones saw."""
    Spy.seen.clear()
    monkeypatch.setattr(contest, "make", Spy)
    return Spy.seen


@pytest.mark.parametrize("data", ["moons", "breast_cancer", "digits"])
def test_every_rival_gets_the_same_split_and_the_same_budget(spied, data):
    config = Config(data=data, budget=4, seeds=2, distractors=2)
    list(run(config))
    assert len(spied) == len(RIVALS) * config.budget * config.seeds
    for k in range(config.seeds):
        parts = split(config, k)
        mine = [each for each in spied if each[2] == config.seed + k]
        for rival in RIVALS:
            tried = [each for each in mine if each[0] == rival]
            assert [each[1] for each in tried] == list(SPACES[rival][: config.budget])
            for _name, _setting, _seed, x, y in tried:
                np.testing.assert_array_equal(x, parts.train_x)
                np.testing.assert_array_equal(y, parts.train_y)


def test_every_rival_is_chosen_and_judged_on_the_same_points(monkeypatch):
    judged: list[tuple[int, int]] = []
    honest = contest.accuracy

    def spy(model, x, y):
        judged.append((len(x), hash(x.tobytes())))
        return honest(model, x, y)

    monkeypatch.setattr(contest, "accuracy", spy)
    monkeypatch.setattr(experiment, "accuracy", spy)
    config = Config(train=50, budget=2, seeds=1)
    list(run(config))
    parts = split(config, 0)
    expected = [parts.validation_x] * config.budget + [parts.test_x, parts.fresh_x, parts.train_x]
    assert judged == [(len(x), hash(x.tobytes())) for x in expected] * len(RIVALS)


def test_spaces_are_of_one_length_without_repetition():
    for space in SPACES.values():
        assert len(space) == MOST_TRIALS
        assert len({repr(sorted(setting.items(), key=str)) for setting in space}) == MOST_TRIALS


def test_a_split_of_one_class_is_answered_with_that_class():
    parts = split(Config(train=20), 0)
    parts = replace(parts, train_y=np.ones_like(parts.train_y))
    for rival in RIVALS:
        model = contest.tune(rival, parts, 2, 0).model
        assert (model.predict(parts.test_x) == 1).all() and (contest.leaning(model, parts.test_x) == 1).all()


def test_tuning_is_a_brute_force_search_by_validation_accuracy():
    parts = split(Config(train=70, noise=0.3), 0)
    tuned = contest.tune("neighbours", parts, 8, 0)
    scores = []
    for setting in SPACES["neighbours"][:8]:
        model = KNeighborsClassifier(**setting).fit(parts.train_x, parts.train_y)
        scores.append(model.score(parts.validation_x, parts.validation_y))
    np.testing.assert_allclose(tuned.trials, scores)
    assert tuned.chosen == int(np.argmax(scores))


@pytest.mark.parametrize("data", [*PLANES, *SETS])
def test_the_four_parts_are_of_the_promised_sizes_and_share_nothing(data):
    config = Config(data=data, train=700)
    parts = split(config, 3)
    assert len(parts.train_x) == config.points and len(parts.validation_x) == config.validation
    assert parts.train_x.shape[1] == config.features
    if config.plane:
        rows = [tuple(row) for x in (parts.train_x, parts.validation_x, parts.test_x, parts.fresh_x) for row in x]
        assert len(set(rows)) == len(rows)
    else:
        assert config.points + config.validation + len(parts.test_x) == len(LOADERS[data]().target)
        assert len(parts.test_x) >= 0.39 * len(LOADERS[data]().target) and parts.fresh_x is parts.test_x
        assert config.classes == len(set(LOADERS[data]().target))


def test_standardising_looks_at_the_training_points_only():
    parts = split(Config(data="wine"), 0)
    np.testing.assert_allclose(parts.train_x.mean(0), 0, atol=1e-12)
    np.testing.assert_allclose(parts.train_x.std(0), 1)
    assert np.abs(parts.test_x.mean(0)).max() > 1e-3


def test_wrong_labels_are_learned_from_and_never_judge():
    clean, lied = (split(Config(train=500, mislabelled=share), 0) for share in (0.0, 0.4))
    assert np.mean(clean.train_y != lied.train_y) == pytest.approx(0.4, abs=0.07)
    assert np.mean(clean.validation_y != lied.validation_y) == pytest.approx(0.4, abs=0.1)
    np.testing.assert_array_equal(clean.test_y, lied.test_y)


def without_clocks(values):
    return {name: value for name, value in values.items() if name not in CLOCKS}


def test_a_run_from_a_checkpoint_is_the_rest_of_the_run_but_for_the_clocks():
    whole = list(run(SMALL))
    assert [each.step for each in whole] == list(schedule(SMALL)) == list(range(14))
    assert all(np.isfinite(value) for each in whole for value in each.metrics.values())
    *_, middle = run(SMALL, stop=lambda step: step == 8)
    rest = list(run(SMALL, middle.checkpoint))
    assert [each.step for each in rest] == list(range(9, 14))
    for ours, theirs in zip(rest, whole[9:], strict=True):
        assert without_clocks(ours.metrics) == without_clocks(theirs.metrics)
        for name, array in without_clocks(ours.probes).items():
            np.testing.assert_array_equal(array, theirs.probes[name])
    again = replay(SMALL, np.array([[1.0], [13.0]]), ["accuracy", "surface_tree"])
    np.testing.assert_array_equal(again["accuracy"][1], whole[13].probes["accuracy"])
    np.testing.assert_array_equal(again["surface_tree"][0], np.full((36, 36), 0.5))
    assert examine(SMALL, np.zeros(1)) == {}
    assert not middle.probes.keys() & middle.metrics.keys()  # figures would show the metric instead


def test_a_worker_can_slice_it_and_shows_the_points_in_their_own_units():
    first = advance(SMALL, None, 0.0, None, ())
    assert first.scene is not None and not first.finished
    raw = split(SMALL.replace(standardise=False), 0)
    np.testing.assert_array_equal(first.scene.points, raw.train_x)
    assert scene(Config(data="iris")).points.shape == (0, 2)


def test_a_surface_is_what_the_model_says_at_that_place():
    config = Config(train=50, budget=1, seeds=1, distractors=1)
    *_, last = run(config)
    parts = split(config, 0)
    model = contest.tune("logistic", parts, 1, 0).model
    raw = split(config.replace(standardise=False), 0).train_x
    place = np.array([-3.8, 3.8, 0.0])  # lower row is lower x2: the upper left corner
    seen = (place - raw.mean(0)) / raw.std(0)
    seen[2] = 0.0
    expected = model.predict_proba(seen[None])[0, 1]
    assert last.probes["surface_logistic"][-1, 0] == pytest.approx(expected, abs=1e-6)


def test_means_are_over_the_splits_so_far_and_start_at_a_blind_guess():
    frames = list(run(SMALL))
    first, last = frames[0], frames[-1]
    assert first.metrics["network_accuracy"] == first.metrics["baseline"]
    table = last.probes["accuracy"]
    for r, name in enumerate(RIVALS):
        assert last.metrics[f"{name}_accuracy"] == pytest.approx(table[r].mean())
    assert last.metrics["best_accuracy"] == pytest.approx(table.mean(1).max())
    assert last.metrics["best_classical"] == pytest.approx(table[:-1].mean(1).max())


def test_too_much_work_is_refused_with_the_splits_that_are_possible():
    with pytest.raises(ConfigError) as refused:
        Config(data="digits", train=700, budget=16, seeds=16)
    assert refused.value.field == "seeds" and refused.value.reason == "contest_work"
    assert Config(seeds=16).seeds == 16


def test_the_global_generators_are_left_alone():
    before = torch.random.get_rng_state()
    numpys: Any = np.random.get_state()
    list(run(SMALL))
    assert torch.equal(torch.random.get_rng_state(), before)
    after: Any = np.random.get_state()
    np.testing.assert_array_equal(after[1], numpys[1])
