"""The page's prose covers all that the page has, and asks only for numbers that the page can give."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlcore.config import Config
from dlcore.experiments.gradient_descent import CONFIGS, run, scene
from dlcore.experiments.gradient_descent.config import Landscape, Race, Rates
from pages.gradient_descent.explanation import sentences
from pages.gradient_descent.live import DERIVATIONS, SECTIONS, live
from pages.gradient_descent.panels import TITLES
from ui.language import sections
from ui.lesson import fill
from ui.recording import Recording

FOLDER = Path(__file__).parents[3] / "pages" / "gradient_descent"
EN, ZH = sections(FOLDER / "en.md"), sections(FOLDER / "zh.md")


def recorded(config: Config) -> Recording:
    recording = Recording(config, scene=scene(config))
    for each in run(config):
        recording.steps.append(each.step)
        recording.trace.append(each.probes["parameters"])
        recording.diverged = each.diverged
        for name, value in each.metrics.items():
            recording.metrics.setdefault(name, []).append(value)
    return recording


def test_every_control_and_panel_has_its_section_and_no_section_is_left_over() -> None:
    controls = {f"control_{name}" for kind in CONFIGS for name in kind.specs()}
    controls |= {"control_network_noise", "control_rates_noise", "control_network_lr"}
    panels = {f"panel_{room or 'race'}_{code}" for room, titles in TITLES.items() for code in titles}
    explained = {name for names in (*SECTIONS.values(), *DERIVATIONS.values()) for name in names}
    assert EN.keys() == controls | panels | explained | {"hook", "predict"}


@pytest.mark.parametrize(
    "config",
    [
        Race(steps=10),
        Race(steps=10, racers=("adam",), clip=1, noise=1),
        Race(steps=10, contest="schedules"),
        Race(steps=10, contest="rates", momentum=0),
        Landscape(epochs=10),
        Landscape(epochs=10, optimizer="adam", directions="random", dataset="bumps"),
        Rates(epochs=10),
        Rates(epochs=10, optimizer="adam", hidden=(3,)),
        Rates(epochs=10, lowest=5, highest=10),
    ],
)
def test_every_section_of_the_explanation_can_be_filled(config: Config) -> None:
    numbers = live(recorded(config))
    for name in (*SECTIONS[config.experiment], *DERIVATIONS[config.experiment]):
        for text in (EN[name], ZH[name]):
            assert "⟦" not in fill(text, numbers)


def test_live_numbers_are_those_of_the_run() -> None:
    numbers = live(recorded(Race(racers=("sgd",), steps=10, angle=0, condition=10, x=-4, y=3, lr=0.05)))
    assert numbers["start"] == r"(-4,\ 3)" and numbers["next"] == r"(-3.8,\ 1.5)"  # factors 1 − 0.05 and 1 − 0.5
    assert numbers["start_loss"] == "53" and numbers["bearable"] == "40" and numbers["sharpness"] == "10"


def test_a_lost_racer_is_explained_with_its_numbers() -> None:
    (said,) = sentences(recorded(Race(racers=("sgd", "adam"), lr=0.2)))
    assert (
        "**SGD** was lost after step" in said
        and "η = 0.2" in said
        and "up to 10;" in said
        and "20 at the start" in said
    )
    assert sentences(recorded(Race(steps=10))) == []


def test_a_lost_adaptive_racer_is_explained_by_its_step_length() -> None:
    (said,) = sentences(recorded(Race(surface="ravine", x=-1.2, y=1, racers=("rmsprop",), adaptive_lr=10, steps=50)))
    assert "**RMSProp** was lost after step" in said and "η = 10 long" in said


def test_a_training_that_blew_up_is_explained_with_its_sharpness() -> None:
    recording = recorded(Landscape(dataset="bumps", activation="relu", lr=10, epochs=30, samples=60))
    (said,) = sentences(recording)
    assert "blew up" in said and "bears 0.2" in said
