"""Every formula that the graph shows comes out as the number that it claims, and stands at the right stage."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from dlcore.experiments.backpropagation import run, scene
from dlcore.experiments.backpropagation.config import OneSample
from dlcore.experiments.backpropagation.reading import Iteration, iteration
from dlcore.experiments.backpropagation.steps import Step, steps, symbol, write
from dlcore.snapshot import Snapshot

CONFIGS = [
    OneSample(),
    OneSample(hidden=(3, 4), activation="sigmoid", loss="cross_entropy", target=0.25),
    OneSample(hidden=(2, 3, 2), activation="relu", target=-2.0, seed=3),
    OneSample(hidden=(1,), activation="leaky_relu", inputs=(-3.0, 0.0)),
    OneSample(activation="identity", loss="cross_entropy", target=0.0),
]


def told(config: OneSample, frame: int = 0) -> tuple[Iteration, list[Step]]:
    snapshots: list[Snapshot] = list(run(config, probes=config.default_probes))
    arrays = {name: [each.probes[name] for each in snapshots] for name in config.default_probes}
    graph = scene(config)
    found = iteration(graph, [each.probes["parameters"] for each in snapshots], arrays, frame)
    return found, steps(config, graph, found.values, found.gradients, found.differences, found.after)


def evaluate(text: str) -> float:
    """Compute a formula in numbers, as a pocket calculator would."""
    python = text.replace("−", "-").replace("·", "*").replace("²", "**2").replace("[", "(").replace("]", ")")
    python = re.sub(r"\(([^()?]+) \? 1 : 0\.01\)", r"(1 if \1 else 0.01)", python)
    names = {
        "tanh": math.tanh,
        "σ": lambda z: 1 / (1 + math.exp(-z)),
        "ln": math.log,
        "ReLU": lambda z: max(z, 0),
        "leaky": lambda z: z if z > 0 else 0.01 * z,
    }
    python = python.replace("leaky ReLU", "leaky").replace("ln σ", "lnσ")
    names["lnσ"] = lambda z: math.log(names["σ"](z))
    return eval(python, {"__builtins__": {}}, names)


@pytest.mark.parametrize("config", CONFIGS, ids=lambda c: f"{c.activation}-{c.hidden}")
def test_each_formula_in_numbers_gives_its_result_and_the_result_is_autograds(config: OneSample) -> None:
    found, listed = told(config)
    seen = 0
    for step in listed:
        numbers = {"forward": found.values, "loss": found.values, "backward": found.gradients, "step": found.after}
        for line in step.lines:
            counted, result = line.text.replace(" ← ", " = ").split(" = ")[-2:]
            claimed = evaluate(result)
            if not re.search(r"[⁽∂]", counted):  # a bias's gradient has nothing to be counted
                assert evaluate(counted) == pytest.approx(claimed, rel=5e-3, abs=5e-3)
                seen += 1
            exact = numbers[step.phase][line.node].flat[line.index]  # type: ignore[index]
            assert claimed == pytest.approx(exact, rel=1e-3, abs=1e-9)
            if step.phase == "backward":
                assert line.check == pytest.approx(exact, rel=1e-5, abs=1e-6)
            else:
                assert line.check is None
    assert seen > 10


@pytest.mark.parametrize("config", CONFIGS, ids=lambda c: f"{c.activation}-{c.hidden}")
def test_the_order_is_forward_loss_backward_and_only_then_the_step(config: OneSample) -> None:
    _found, listed = told(config)
    phases = [step.phase for step in listed]
    assert phases == sorted(phases, key=["start", "forward", "loss", "backward", "step"].index)
    assert (phases.count("loss"), phases.count("step")) == (1, 1)
    nodes = scene(config).nodes
    forward = [step.node for step in listed if step.phase in ("forward", "loss")]
    backward = [step.node for step in listed if step.phase == "backward"]
    assert backward == forward[::-1] == [name for name in reversed(nodes) if not nodes[name].is_leaf]


@pytest.mark.parametrize("config", CONFIGS, ids=lambda c: f"{c.activation}-{c.hidden}")
def test_every_number_is_told_once_on_each_way(config: OneSample) -> None:
    _found, listed = told(config)
    graph = scene(config)
    computed = {(n, i) for n, node in graph.nodes.items() if not node.is_leaf for i in range(node.size)}
    everything = {(n, i) for n, node in graph.nodes.items() for i in range(node.size)}
    forward = [(line.node, line.index) for step in listed if step.phase in ("forward", "loss") for line in step.lines]
    backward = [(line.node, line.index) for step in listed if step.phase == "backward" for line in step.lines]
    assert sorted(forward) == sorted(computed)
    assert sorted(backward) == sorted(everything - {("loss", 0)})


def test_weights_move_at_the_step_and_not_before() -> None:
    config = OneSample(steps=2)
    found, listed = told(config)
    assert listed[-1].code == "optimizer.step()"
    assert found.values["W1"].ravel().tolist() == list(config.start[:4])
    assert found.after is not None
    np.testing.assert_allclose(found.after["W1"], found.values["W1"] - config.lr * found.gradients["W1"], rtol=1e-6)
    last, listed = told(config, frame=2)
    assert last.after is None
    assert listed[-1].phase == "backward"


def test_symbols_name_layer_and_place() -> None:
    graph = scene(OneSample(hidden=(2, 3)))
    assert symbol(graph, "W2", 3) == "W⁽²⁾₂₂"
    assert symbol(graph, "z1", 0) == "z⁽¹⁾₁"
    assert symbol(graph, "x", 1) == "x₂"
    assert symbol(graph, "loss", 0) == "L"


@pytest.mark.parametrize(
    ("value", "text"), [(-0.0, "0"), (-0.08386, "−0.08386"), (1234567.0, "1.23e+06"), (2e-5, "2.00e−05"), (1.0, "1")]
)
def test_numbers_are_written_with_a_real_minus(value: float, text: str) -> None:
    assert write(value) == text
