"""The page's prose covers all that the page has, and asks only for numbers that the page can give."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlcore.experiments.neural_network.config import ACTIVATIONS, FEATURES, OPTIMIZERS, NeuralNetwork
from pages.neural_network.live import DERIVATIONS, explained, live, weighted_sum
from pages.neural_network.presets import PRESETS
from ui.language import sections
from ui.lesson import fill

FOLDER = Path(__file__).parents[3] / "pages" / "neural_network"
EN, ZH = sections(FOLDER / "en.md"), sections(FOLDER / "zh.md")
METRICS = {"train_loss": 0.25, "test_loss": 0.5}


def of_run(config: NeuralNetwork) -> dict[str, str]:
    return live(config, 7, METRICS, [0.5] * config.parameters)


def test_every_control_panel_and_derivation_has_its_section() -> None:
    assert {f"control_{name}" for name in NeuralNetwork.specs() if name != "past"} <= EN.keys()
    assert set(DERIVATIONS) == {name for name in EN if name.startswith("derivation_")}
    assert {f"panel_{panel}" for preset in PRESETS for panel in preset.panels} <= EN.keys()


@pytest.mark.parametrize(
    "config",
    [
        NeuralNetwork(),
        NeuralNetwork(hidden=(), features=FEATURES, optimizer="momentum"),
        NeuralNetwork(dataset="iris", hidden=(3, 4), activation=("gelu", "sine")),
        NeuralNetwork(dataset="blobs", loss="mse"),
        NeuralNetwork(dataset="bumps", batch_size=1000),
    ],
)
def test_every_section_of_the_explanation_can_be_filled(config: NeuralNetwork) -> None:
    values = of_run(config)
    for text in (texts[name] for texts in (EN, ZH) for name in (*explained(config), "diverged")):
        assert "⟦" not in fill(text, values)


@pytest.mark.parametrize(
    ("changes", "section"),
    [
        ({}, "loss_binary"),
        ({"dataset": "three_arms"}, "loss_multiclass"),
        ({"dataset": "three_arms", "loss": "mse"}, "loss_squared_classes"),
        ({"loss": "mse"}, "loss_squared_classes"),
        ({"dataset": "slope", "loss": "cross_entropy"}, "loss_regression"),
    ],
)
def test_the_loss_explained_is_the_loss_of_the_run(changes: dict, section: str) -> None:
    assert [name for name in explained(NeuralNetwork(**changes)) if name.startswith("loss")] == [section]


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_code_has_a_name(activation: str, optimizer: str) -> None:
    values = of_run(NeuralNetwork(activation=(activation,), optimizer=optimizer))
    assert values["activations"]
    assert values["optimizer"]


def test_the_first_unit_is_read_from_the_first_row_and_its_own_bias() -> None:
    config = NeuralNetwork(hidden=(2,))
    values = live(config, 0, METRICS, [0.5, -1.25, 9, 9, 0.75, 9, 9, 9, 9])  # W¹ by rows, b¹, W², b²
    assert values["unit"] == r"0.50\,x_1 -1.25\,x_2 +0.75"
    assert values["bias"] == "0.75"
    assert values["count"] == r"(2 + 1) \cdot 2 + (2 + 1) \cdot 1 = 9"


def test_a_negative_first_weight_keeps_its_sign() -> None:
    assert weighted_sum([-1.0], ["x_1"], 0.0) == r"-1.00\,x_1 +0.00"
