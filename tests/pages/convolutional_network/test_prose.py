"""The prose has a section for everything that asks for one, and every live number can be given."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlcore.config import Config
from dlcore.experiments.convolutional_network import CONFIGS
from dlcore.experiments.convolutional_network.config import Compare, LearnKernel, Network
from dlcore.worker import advance
from pages.convolutional_network import layers, panels
from pages.convolutional_network.live import DERIVATIONS, explained, live
from ui.language import sections
from ui.lesson import fill
from ui.recording import Recording

FOLDER = Path(__file__).parents[3] / "pages" / "convolutional_network"
EN, ZH = sections(FOLDER / "en.md"), sections(FOLDER / "zh.md")
SMALL = Network(dataset="digits8", kernel_size=3, same=True, steps=2, train_images=40)


def recorded(config: Config) -> Recording:
    recording = Recording(config)
    recording.extend(advance(config, None, 60, None, config.default_probes))
    return recording


def test_every_control_panel_and_derivation_has_its_section() -> None:
    for config_class in CONFIGS:
        assert {f"control_{name}" for name in config_class.specs()} <= EN.keys()
        assert {f"panel_{code}" for code in panels.offered(config_class())} <= EN.keys()
    assert {name for names in DERIVATIONS.values() for name in names} == {
        name for name in EN if name.startswith("derivation_")
    }


@pytest.mark.parametrize(
    "config",
    [
        SMALL,
        SMALL.replace(blocks=()),
        SMALL.replace(blocks=("conv", "average"), stride=2),
        LearnKernel(steps=10),
        LearnKernel(steps=10, inputs="flat", size=5, noise=0.5),
        Compare(steps=1, train_images=40),
    ],
)
def test_every_section_of_the_explanation_can_be_filled(config: Config) -> None:
    recording = recorded(config)
    values = live(recording)
    for texts in (EN, ZH):
        for section in [*explained(config), *DERIVATIONS[config.experiment], "diverged"]:
            assert "⟦" not in fill(texts[section], values)
    for code in panels.offered(config):
        (panel,) = panels.panels(config, recording.scene, [code])
        assert set(panel.probes) <= {*recording.arrays, *panel.probes} and panel.description


def test_the_numbers_of_the_layers_are_counted() -> None:
    told = layers.numbers(Network())
    for texts in (EN, ZH):
        assert "⟦" not in fill(texts["layers"], told)
    assert told["parameters"] == "8,946" and "101,106" in told["pooling"]
    assert layers.without_pooling(Network(blocks=("conv",), channels=(2,))) is None
    rows = layers.table(Network()).splitlines()
    assert len(rows) == 2 + len(Network().layers) + 1
    assert "8×24×24" in rows[2] and "`Conv2d(1, 8, 5)`" in rows[2] and "208" in rows[2]
