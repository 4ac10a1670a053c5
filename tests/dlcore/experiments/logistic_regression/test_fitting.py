"""The main experiment against scikit-learn, against PyTorch, and against itself cut into slices."""

import numpy as np
import pytest
import torch
from sklearn import linear_model

from dlcore.experiments.logistic_regression import Config, examine, replay, run, scene, schedule
from dlcore.experiments.logistic_regression.config import MEASURED, TOYS
from dlcore.experiments.logistic_regression.replaying import Replay

ALL = tuple(range(1, 31))
SHORT = Config(epochs=12, samples=80)


@pytest.mark.parametrize(
    "changes",
    [
        {"lr": 5.0, "epochs": 300},
        {"dataset": "line", "lr": 5.0, "epochs": 300},
        {"dataset": "breast_cancer", "lr": 3.0, "epochs": 3000},
        {"positives": 0.1, "distance": 1.0, "lr": 5.0, "epochs": 600},
    ],
)
def test_descent_and_newton_find_scikit_learns_coefficients(changes):
    config = Config(**changes)
    data = scene(config)
    x, y = data.inputs[data.is_train], data.labels[data.is_train]
    known = linear_model.LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000).fit(x, y)
    expected = np.array([*known.coef_[0], *known.intercept_])
    last = list(run(config, probes=()))[-1]
    assert data.reference == pytest.approx(expected, abs=1e-3)
    assert last.probes["parameters"] == pytest.approx(expected, abs=1e-3)
    assert last.metrics["distance"] < 1e-3


def test_descent_with_l2_arrives_at_newtons_place_too():
    last = list(run(Config(dataset="separable", weight_decay=0.03, lr=1.0, epochs=1000), probes=()))[-1]
    assert last.metrics["distance"] < 1e-5


@pytest.mark.parametrize("changes", [{"dataset": "four"}, {"dataset": "separable"}])
def test_separable_points_have_no_best_weights_and_they_grow(changes):
    config = Config(lr=1.0, epochs=2000, **changes)
    assert not len(scene(config).reference)
    norms = [each.metrics["weight_norm"] for each in run(config, probes=())]
    assert norms == sorted(norms) or norms[len(norms) // 4 :] == sorted(norms[len(norms) // 4 :])
    assert norms[-1] > norms[len(norms) // 2] + 1


def test_thirty_measurements_part_the_training_points():
    config = Config(dataset="breast_cancer", measurements=ALL)
    data = scene(config)
    assert not len(data.reference) and data.dataset is None
    assert data.inputs[data.is_train].mean(0) == pytest.approx(np.zeros(30), abs=1e-9)


def test_softmax_with_two_classes_is_the_sigmoid():
    """Train softmax on two classes in PyTorch: its difference of logits takes the steps of our one logit."""
    config = Config(lr=0.3, epochs=50)
    data = scene(config)
    x = torch.from_numpy(data.inputs[data.is_train])
    y = torch.from_numpy(data.labels[data.is_train])
    first, *_rest, last = list(run(config, probes=()))
    start = torch.from_numpy(first.probes["parameters"])
    model = torch.nn.Linear(2, 2, dtype=torch.float64)
    with torch.no_grad():
        model.weight.copy_(torch.stack([-start[:2] / 2, start[:2] / 2]))
        model.bias.copy_(torch.stack([-start[2] / 2, start[2] / 2]))
    optimizer = torch.optim.SGD(model.parameters(), lr=config.lr / 2)  # both halves of the difference move
    for _epoch in range(config.epochs):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
    found = torch.cat([model.weight[1] - model.weight[0], (model.bias[1] - model.bias[0])[None]]).detach()
    assert found.numpy() == pytest.approx(last.probes["parameters"], abs=1e-10)
    chances = torch.softmax(model(x), 1)[:, 1].detach().numpy()
    logits = data.logits(last.probes["parameters"])[data.is_train]
    assert chances == pytest.approx(1 / (1 + np.exp(-logits)), abs=1e-10)


def test_a_line_cannot_do_xor_but_a_product_can():
    config = Config(dataset="xor", distance=3.0, epochs=400, lr=1.0)
    with_line, with_product = (
        list(run(each, probes=()))[-1].metrics for each in (config, config.replace(terms="product"))
    )
    assert with_line["train_accuracy"] < 0.7 and with_line["train_loss"] > 0.65
    assert with_product["train_accuracy"] > 0.95


@pytest.mark.parametrize("changes", [{}, {"optimizer": "adam", "batch_size": 10}, {"dataset": "iris"}])
def test_a_run_from_a_checkpoint_is_the_run_bit_for_bit(changes):
    config = SHORT.replace(**changes)
    whole = list(run(config, probes=()))
    middle = next(each for each in whole if each.step == 5)
    rest = list(run(config, middle.checkpoint, probes=()))
    assert [each.step for each in rest] == [each.step for each in whole if each.step > 5]
    for ours, theirs in zip(rest, [each for each in whole if each.step > 5], strict=True):
        assert ours.metrics == theirs.metrics
        assert (ours.probes["parameters"] == theirs.probes["parameters"]).all()


@pytest.mark.parametrize("dataset", ["four", *TOYS, *MEASURED])
def test_a_replay_shows_what_the_run_showed(dataset):
    config = SHORT.replace(dataset=dataset)
    film = Replay(config, scene(config))
    wanted = ["surface", "misses", "curve", "confusion", "scores", "logits_0", "chances_1", "weights_0"]
    shown = list(run(config, probes=wanted))
    again = replay(config, np.stack([each.probes["parameters"] for each in shown]), wanted)
    assert tuple(each.step for each in shown) == schedule(config)
    for name in wanted:
        for ours, theirs in zip(again[name], shown, strict=True):
            assert ours == pytest.approx(theirs.probes[name], abs=1e-6), name
    assert again["confusion"][-1].sum() == film.judged.sum()


def test_the_confident_start_is_wrong_and_the_squared_error_stays_there():
    config = Config(distance=4.0, init="wrong", epochs=50, lr=1.0)
    entropy, squared = (list(run(each, probes=())) for each in (config, config.replace(loss="mse")))
    assert entropy[0].metrics["train_accuracy"] < 0.1
    assert entropy[-1].metrics["train_accuracy"] > 0.95
    assert squared[-1].metrics["train_accuracy"] < 0.1


def test_a_run_that_explodes_keeps_its_last_finite_state():
    config = Config(distance=0.5, weight_decay=1.0, lr=100.0, epochs=200)
    *_before, last = run(config, probes=())
    assert last.diverged and all(np.isfinite(value) for value in last.metrics.values())


def test_examining_uses_points_that_nobody_has_seen():
    config = Config(distance=4.0)
    last = list(run(config, probes=()))[-1]
    found = examine(config, last.probes["parameters"])
    assert found["fresh_accuracy"] > 0.95 and found["fresh_area"] > 0.99
    assert found["fresh_loss"] != pytest.approx(last.metrics["test_loss"])
