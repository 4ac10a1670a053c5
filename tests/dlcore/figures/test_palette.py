"""The palette against the formulas of the standards that it claims to keep."""

import itertools
import tomllib
from pathlib import Path

import numpy as np
import pytest

from dlcore.figures import palette

SETTINGS = tomllib.loads((Path(__file__).parents[3] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
BACKGROUNDS = [SETTINGS["theme"][mode]["backgroundColor"] for mode in ("light", "dark")]
DRAWN = [*palette.CLASS_COLOURS, palette.QUIET, *palette.layer_colours(7)]

# Full deficiency, on linear RGB: Machado, Oliveira and Fernandes (2009), table 1.
DEFICIENCIES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def test_contrast_of_known_pairs():
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert palette.contrast("#0072b2", "#0072b2") == 1


@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("colour", DRAWN)
def test_everything_drawn_has_the_contrast_of_graphics(colour, background):
    assert palette.contrast(colour, background) >= 3


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_the_first_two_classes_stay_far_apart_for_colour_blind_eyes(deficiency):
    assert _difference(palette.BLUE, palette.ORANGE, deficiency) > 40


def test_classes_have_symbols_of_their_own():
    assert len(set(palette.CLASS_SYMBOLS)) == len(palette.CLASS_SYMBOLS) == len(palette.CLASS_COLOURS)


@pytest.mark.parametrize("classes", range(3, 7))
def test_a_sure_winner_has_its_class_colour_and_an_unsure_one_the_background(classes):
    scale = palette.winners(classes)
    stops = np.array([stop for stop, _ in scale])
    assert stops[0] == 0
    assert stops[-1] == 1
    for index in range(classes):
        after = np.searchsorted(stops, (index + 0.5) / classes)
        assert scale[after] == (pytest.approx((index + 1) / classes), palette.CLASS_COLOURS[index])
        assert scale[after - 1] == (pytest.approx(index / classes), palette.BACKGROUND)


@pytest.mark.parametrize("scale", [palette.diverging(), palette.diverging_points()])
def test_diverging_scales_run_from_blue_to_orange(scale):
    assert [stop for stop, _ in scale] == [0, 0.5, 1]
    assert (scale[0][1], scale[-1][1]) == (palette.BLUE, palette.ORANGE)


@pytest.mark.parametrize("layers", [1, 2, 7])
def test_every_layer_has_a_colour_of_its_own(layers):
    colours = palette.layer_colours(layers)
    assert len(set(colours)) == layers
    assert all(palette.contrast(a, b) > 1 for a, b in itertools.pairwise(colours))


def _difference(first, second, deficiency):
    """CIE76 difference of two colours as a colour-blind eye has them."""
    return np.linalg.norm(_lab(first, deficiency) - _lab(second, deficiency))


def _lab(colour, deficiency):
    shares = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(DEFICIENCIES[deficiency]) @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ seen
    ratio = xyz / [0.9505, 1.0, 1.089]
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])
