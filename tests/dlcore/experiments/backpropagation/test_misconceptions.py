"""Each typical mistake, made on purpose with plain arithmetic, is recognised by its result."""

from __future__ import annotations

import numpy as np
import pytest

from dlcore.experiments.backpropagation import run, scene
from dlcore.experiments.backpropagation.config import OneSample
from dlcore.experiments.backpropagation.graph import Graph
from dlcore.experiments.backpropagation.misconceptions import Task, candidates, choose, task

CONFIG = OneSample(hidden=(2, 3), seed=4)


def prepared(config: OneSample) -> tuple[Graph, dict[str, np.ndarray], dict[str, np.ndarray]]:
    graph, first = scene(config), next(run(config, probes=config.default_probes))
    return graph, graph.cut(first.probes["values"]), graph.cut(first.probes["gradients"])


def set_task(config: OneSample, name: str, index: int) -> tuple[Task, dict[str, np.ndarray], dict[str, np.ndarray]]:
    graph, values, gradients = prepared(config)
    return task(config, graph, values, gradients, (name, index)), values, gradients


def test_a_right_answer_within_the_tolerance_is_right() -> None:
    asked, _values, gradients = set_task(CONFIG, "W1", 1)
    truth = gradients["W1"].flat[1]
    assert asked.answer == truth
    assert asked.judge(truth * 1.009) is None
    assert asked.judge(round(truth, 4)) is None
    assert asked.judge(truth * 1.5 + 0.01) is not None


def test_the_wrong_sign() -> None:
    asked, _values, gradients = set_task(CONFIG, "W2", 2)
    assert asked.judge(-gradients["W2"].flat[2]) == "sign"


def test_the_activations_derivative_forgotten() -> None:
    asked, values, gradients = set_task(CONFIG, "W1", 2)  # W⁽¹⁾₂₁
    assert asked.judge(gradients["h1"][1] * values["x"][0]) == "activation"
    asked, _values, gradients = set_task(CONFIG, "z2", 1)
    assert asked.judge(gradients["h2"][1]) == "activation"


def test_the_upstream_factor_forgotten() -> None:
    asked, values, _gradients = set_task(CONFIG, "W1", 2)
    assert asked.judge((1 - values["h1"][1] ** 2) * values["x"][0]) == "upstream"
    asked, values, _gradients = set_task(CONFIG, "W3", 0)
    assert asked.judge(values["h2"][0]) == "upstream"


def test_one_path_instead_of_the_sum() -> None:
    asked, values, gradients = set_task(CONFIG, "h1", 0)
    terms = values["W2"][:, 0] * gradients["z2"]
    assert len(terms) == 3
    assert asked.judge(terms[np.abs(terms).argmax()]) == "one_path"
    asked, values, gradients = set_task(CONFIG, "b1", 0)
    assert asked.judge((1 - values["h1"][0] ** 2) * terms[np.abs(terms).argmax()]) == "one_path"


def test_the_weight_instead_of_its_input() -> None:
    asked, values, gradients = set_task(CONFIG, "W2", 3)
    assert asked.judge(gradients["z2"][1] * values["W2"].flat[3]) == "own_weight"


def test_the_two_of_the_square_forgotten() -> None:
    asked, _values, gradients = set_task(CONFIG, "W3", 1)
    assert asked.judge(gradients["W3"].flat[1] / 2) == "factor_two"


def test_the_target_added_instead_of_subtracted() -> None:
    asked, values, _gradients = set_task(CONFIG, "z3", 0)
    assert asked.judge(2 * (values["z3"][0] + CONFIG.target)) == "target_sign"


def test_the_step_instead_of_the_gradient() -> None:
    asked, _values, gradients = set_task(CONFIG, "W3", 1)
    assert asked.judge(CONFIG.lr * gradients["W3"].flat[1]) == "step"


def test_anything_else_is_told_apart_from_all_of_them() -> None:
    asked, _values, _gradients = set_task(CONFIG, "W1", 0)
    assert asked.judge(1234.5) == "other"


def test_a_mistake_that_makes_no_difference_is_not_held_against_anybody() -> None:
    """Without an activation there is no derivative to forget."""
    config = CONFIG.replace(activation="identity")
    asked, _values, gradients = set_task(config, "W1", 0)
    assert "activation" not in asked.mistakes
    assert asked.judge(gradients["W1"].flat[0]) is None


@pytest.mark.parametrize(
    "config",
    [
        OneSample(hidden=hidden, activation=activation, loss=loss, seed=2)
        for hidden in ((1,), (2, 2), (3, 2, 4))
        for activation in ("identity", "relu", "leaky_relu", "tanh", "sigmoid")
        for loss in ("mse", "cross_entropy")
    ],
    ids=lambda c: f"{c.hidden}-{c.activation}-{c.loss}",
)
def test_every_gradient_makes_a_task_whose_truth_is_right_and_whose_mistakes_are_wrong(config: OneSample) -> None:
    graph, values, gradients = prepared(config)
    for place in candidates(graph):
        asked = task(config, graph, values, gradients, place)
        assert asked.judge(asked.answer) is None
        assert all(asked.judge(value) is not None for value in asked.mistakes.values())


def test_the_seed_chooses_among_gradients_that_are_not_zero() -> None:
    graph, _values, gradients = prepared(CONFIG)
    chosen = [choose(graph, gradients, seed) for seed in range(30)]
    assert len(set(chosen)) > 8
    assert chosen == [choose(graph, gradients, seed) for seed in range(30)]
    assert all(abs(gradients[name].flat[index]) > 1e-3 for name, index in chosen)
