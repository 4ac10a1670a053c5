"""The page's prose covers all that the page has, and asks only for numbers that the page can give."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dlcore.config import Config
from dlcore.experiments import logistic_regression
from dlcore.experiments.logistic_regression import CONFIGS, Growth, Mistake
from dlcore.experiments.logistic_regression.story import Story
from dlcore.models.thresholds import count
from dlcore.worker import advance
from pages.logistic_regression import panels, said, threshold, two_losses
from pages.logistic_regression.live import DERIVATIONS, explained, live, weighted_sum
from ui.language import sections
from ui.lesson import fill
from ui.recording import Recording

FOLDER = Path(__file__).parents[3] / "pages" / "logistic_regression"
EN, ZH = sections(FOLDER / "en.md"), sections(FOLDER / "zh.md")
Fit = logistic_regression.Config


def recorded(config: Config) -> Recording:
    recording = Recording(config)
    recording.extend(advance(config, None, 60, None, ()))
    return recording


def test_every_control_panel_and_derivation_has_its_section() -> None:
    for config_class in CONFIGS:
        assert {f"control_{name}" for name in config_class.specs()} <= EN.keys()
    assert {name for names in DERIVATIONS.values() for name in names} == {
        name for name in EN if name.startswith("derivation_")
    }
    for config in (Fit(), Mistake(), Growth()):
        prefix = f"panel_{config.experiment}_" if config.experiment else "panel_"
        assert {prefix + code for code in panels.offered(config)} <= EN.keys()


@pytest.mark.parametrize(
    "config",
    [
        Fit(epochs=3),
        Fit(dataset="four", epochs=3),
        Fit(dataset="xor", terms="quadratic", epochs=3),
        Fit(dataset="breast_cancer", measurements=tuple(range(1, 31)), epochs=3),
        Fit(dataset="penguins", epochs=3),
        Fit(loss="mse", epochs=3),
        Mistake(epochs=70),
        Mistake(epochs=3),
        Growth(epochs=20),
    ],
)
def test_every_section_of_the_explanation_can_be_filled(config: Config) -> None:
    recording = recorded(config)
    values = live(recording)
    told = [*explained(config), *DERIVATIONS[config.experiment]]
    if isinstance(config, Mistake):
        told += ["said_error", "said_why", "said_nothing", "said_repairs"]
        assert isinstance(recording.scene, Story)
        assert said.numbers(config, recording.scene, recording).items() <= values.items()
    for texts in (EN, ZH):
        for section in told:
            assert "⟦" not in fill(texts[section], values)
    for code in panels.offered(config):
        assert panels.panels(config, recording.scene, [code])[0].probes is not None


def test_the_numbers_of_threshold_and_losses_fill_their_sections() -> None:
    counts = count(np.array([0.2, 0.7]), np.array([0, 1]), 0.5)
    for texts in (EN, ZH):
        assert "⟦" not in fill(texts["threshold_now"], threshold.numbers(counts, 0.5, 2))
        assert "⟦" not in fill(texts["two_losses_now"], two_losses.numbers(-5.0))


def test_the_ratio_of_the_pulls_is_one_over_twice_p_times_q() -> None:
    p = 1 / (1 + np.exp(3.0))
    assert float(two_losses.numbers(-3.0)["ratio"]) == pytest.approx(1 / (2 * p * (1 - p)), abs=0.06)


def test_long_sums_are_cut() -> None:
    assert weighted_sum([1, -2], ["a", "b"], 0.5) == r"1.000\,\text{a} -2.000\,\text{b} +0.500"
    assert weighted_sum([1.0] * 9, ["a"] * 9, 0.0).count("text") == 4
