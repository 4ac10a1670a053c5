"""Descent against the closed form, the article's number, and the limit of the learning rate from both sides."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn.linear_model import Lasso, Ridge

from dlcore.experiments.linear_regression import Config, SeveralFeatures, examine, facts, replay, run, scene, schedule
from dlcore.experiments.linear_regression.data import split_patients
from dlcore.experiments.linear_regression.replaying import best
from dlcore.models.least_squares import bowl, least_squares
from dlcore.snapshot import Snapshot

EVERY = [
    Config(),
    Config(dataset="noisy", outliers=2, loss="mae", batch_size=8, epochs=40),
    Config(dataset="diabetes", standardise=True, lr=0.1, loss="huber", epochs=40),
    SeveralFeatures(epochs=60, penalty="lasso", strength=3.0, batch_size=64),
]


def last(config: Config | SeveralFeatures) -> Snapshot:
    return list(run(config))[-1]


def test_the_articles_program_predicts_what_a_plain_one_does() -> None:
    """The same model, data, loss, optimiser and steps in float32, as PyTorch itself starts and runs them."""
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model = torch.nn.Linear(1, 1)
    x = torch.tensor([[1.0], [2.0], [3.0], [4.0]])
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for _ in range(1000):
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(model(x), 2 * x).backward()
        optimizer.step()
    found = last(Config()).metrics
    assert found["prediction"] == pytest.approx(model(torch.tensor([[5.0]])).item(), abs=1e-4)
    assert f"{found['prediction']:.2f}" == "9.96"
    assert found["train_loss"] == pytest.approx(5e-4, rel=0.05)


@pytest.mark.parametrize(("seed", "d"), [(0, 1), (7, 1), (0, 10)])
def test_descent_starts_where_nn_linear_does(seed: int, d: int) -> None:
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        layer = torch.nn.Linear(d, 1)
    config = Config(seed=seed) if d == 1 else SeveralFeatures(seed=seed)
    expected = torch.cat([layer.weight[0], layer.bias]).detach().double().numpy()
    assert scene(config).start == pytest.approx(expected, rel=1e-7)
    assert next(iter(run(config))).probes["parameters"] == pytest.approx(expected, rel=1e-7)


@pytest.mark.parametrize(
    "config",
    [
        Config(epochs=10_000),
        Config(dataset="noisy", standardise=True, lr=0.1, outliers=4, epochs=200),
        Config(dataset="anscombe", quartet=4, standardise=True, lr=0.3),
        Config(dataset="diabetes", standardise=True, lr=0.1, epochs=300),
        SeveralFeatures(measurements=("bmi", "bp", "s5"), epochs=1000),
        SeveralFeatures(penalty="ridge", strength=0.3),
        SeveralFeatures(penalty="lasso", strength=10.0, epochs=1000),
    ],
)
def test_descent_meets_the_closed_form(config: Config | SeveralFeatures) -> None:
    assert last(config).metrics["distance"] < 1e-4


def test_ridge_and_lasso_are_scikit_learns() -> None:
    data = scene(SeveralFeatures())
    x, y = data.inputs[data.is_train], data.targets[data.is_train]
    for config, model in (
        (SeveralFeatures(penalty="ridge", strength=0.3), Ridge(alpha=0.3 * len(x))),
        (SeveralFeatures(penalty="lasso", strength=10.0, epochs=1000), Lasso(alpha=5.0, tol=1e-10)),
    ):
        model.fit(x, y)
        assert last(config).probes["parameters"][:-1] == pytest.approx(model.coef_, abs=1e-3)


@pytest.mark.parametrize("dataset", ["four", "noisy", "anscombe", "diabetes"])
@pytest.mark.parametrize("standardise", [False, True])
def test_the_largest_stable_rate_holds_on_both_sides(dataset: str, standardise: bool) -> None:
    config = Config(dataset=dataset, standardise=standardise, epochs=60)
    data = scene(config)
    x, y = facts.training_rows(data)
    edge, floor = bowl(x).largest_rate, ((x[:, 0] * least_squares(x, y)[0] + least_squares(x, y)[1] - y) ** 2).mean()
    below, above = (
        [s.metrics["train_loss"] - floor for s in run(config.replace(lr=share * edge))] for share in (0.98, 1.02)
    )
    assert (np.diff(below) <= 1e-9).all()
    assert above[-1] > 1.5 * above[20]
    trial = facts.trial(config, data)
    assert trial.rates == pytest.approx([0.98 * edge, 1.02 * edge])
    assert trial.excess[:, 60] * trial_start(data) == pytest.approx([below[-1], above[-1]], rel=1e-4, abs=1e-9)


def trial_start(data) -> float:
    x, y = facts.training_rows(data)
    loss = lambda theta: ((x @ theta[:-1] + theta[-1] - y) ** 2).mean()
    return loss(data.start) - loss(least_squares(x, y))


def test_one_step_beyond_the_edge_diverges_and_keeps_the_last_finite_state() -> None:
    film = list(run(Config(lr=0.3)))
    assert film[-1].diverged and not any(each.diverged for each in film[:-1])
    assert np.isfinite(list(film[-1].metrics.values())).all()
    assert film[-1].metrics["train_loss"] <= 1e6


@pytest.mark.parametrize("config", EVERY, ids=repr)
def test_a_run_from_a_checkpoint_goes_on_bit_for_bit(config: Config | SeveralFeatures) -> None:
    whole = list(run(config))
    middle = next(each for each in whole if each.step >= config.epochs // 2)
    rest = list(run(config, middle.checkpoint))
    assert [each.step for each in whole] == list(schedule(config))
    for one, other in zip(rest, whole[-len(rest) :], strict=True):
        assert one.step == other.step and one.metrics == other.metrics
        assert np.array_equal(one.probes["parameters"], other.probes["parameters"])


@pytest.mark.parametrize("config", EVERY, ids=repr)
def test_a_replay_shows_what_the_run_showed(config: Config | SeveralFeatures) -> None:
    film = list(run(config, probes=config.default_probes))
    again = replay(config, np.stack([each.probes["parameters"] for each in film]), config.default_probes)
    for name in config.default_probes:
        assert np.array_equal(again[name], np.stack([each.probes[name] for each in film]), equal_nan=True)


def test_a_line_drawn_by_hand_is_where_descent_starts_in_either_unit() -> None:
    for standardise in (False, True):
        first = next(iter(run(Config(init="hand", hand_slope=3.0, hand_intercept=-2.0, standardise=standardise))))
        assert (first.metrics["slope"], first.metrics["intercept"]) == pytest.approx((3.0, -2.0))


def test_standardising_changes_the_bowl_and_not_the_line() -> None:
    raw, scaled = (Config(dataset="diabetes", standardise=each) for each in (False, True))
    lines = [scene(config).original(best(config, scene(config))) for config in (raw, scaled)]
    assert lines[0] == pytest.approx(lines[1], rel=1e-9)
    shapes = facts.bowls(raw, scene(raw))
    assert shapes.standardised.condition == pytest.approx(1) and shapes.raw.condition > 1000


def test_the_loss_map_holds_the_minimum_and_all_of_a_stable_path() -> None:
    config = Config(lr=0.117, epochs=200)
    found = facts.loss_map(config, scene(config))
    path = np.stack([each.probes["parameters"] for each in run(config)])
    for column, axis in zip(path.T, (found.weight, found.bias), strict=True):
        assert axis[0] <= column.min() and column.max() <= axis[-1]
    row, column = np.unravel_index(found.loss.argmin(), found.loss.shape)
    assert (found.weight[column], found.bias[row]) == pytest.approx((2.0, 0.0), abs=1e-9)


def test_penalty_paths_end_where_they_should() -> None:
    data = scene(SeveralFeatures())
    for kind in ("ridge", "lasso"):
        path = facts.path(kind, data)
        assert path.weights[0] == pytest.approx(least_squares(*facts.training_rows(data))[:-1], abs=8)
        assert np.abs(path.weights[-1]).max() < 2
        assert (np.diff(path.train_r2) <= 1e-9).all()


def test_patients_kept_back_are_in_no_experiment() -> None:
    used, kept_back = split_patients()
    assert len(kept_back) == 100 and not set(used) & set(kept_back)
    assert len(scene(SeveralFeatures(data_seed=5)).targets) == len(used)


def test_examining_measures_against_the_truth() -> None:
    exact = np.array([2.0, 0.0])
    assert examine(Config(), exact)["fresh_error"] < 1e-12
    assert examine(Config(), exact + np.array([0, 0.5]))["fresh_error"] == pytest.approx(0.5)
    noisy = Config(dataset="noisy", noise=3.0, outliers=9)
    assert examine(noisy, np.array([noisy.slope, noisy.intercept]))["fresh_error"] < 1e-12
    assert examine(SeveralFeatures(), np.zeros(11))["kept"] == 0
    ridge = SeveralFeatures(penalty="ridge", strength=2.0)
    assert examine(ridge, np.ones(11))["rate_share"] > examine(SeveralFeatures(), np.ones(11))["rate_share"]


def test_trails_are_runs_with_three_batch_sizes() -> None:
    config = Config(dataset="noisy", lr=0.02)
    problem = scene(config)
    epochs = problem.trails.shape[1] - 1
    for trail, size in zip(problem.trails, problem.trail_batches, strict=True):
        film = list(run(config.replace(batch_size=size, epochs=epochs)))
        for each in film:
            assert np.array_equal(trail[each.step], each.probes["parameters"])
    assert np.isnan(scene(Config(lr=0.3)).trails[:, -1]).all()


def test_the_limit_counts_the_ridge_penalty_in() -> None:
    config = SeveralFeatures(penalty="ridge", strength=2.0, epochs=100)
    data = scene(config)
    edge = bowl(facts.training_rows(data)[0], 2.0).largest_rate
    assert edge < 0.8 * bowl(facts.training_rows(data)[0]).largest_rate
    ends = [list(run(config.replace(lr=share * edge)))[-1].metrics["distance"] for share in (0.98, 1.02)]
    start = next(iter(run(config))).metrics["distance"]
    assert ends[0] < start and ends[1] > 2 * ends[0]
    trial = facts.trial(config, data)
    assert trial.rates == pytest.approx([0.98 * edge, 1.02 * edge])
    assert trial.excess[0, -1] < trial.excess[0, 20] and trial.excess[1, -1] > trial.excess[1, 20]
