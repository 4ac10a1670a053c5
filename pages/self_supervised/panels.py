"""The experiments' panels in the learner's language: which figures there are, and what their parts are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from dlcore import figures
from dlcore.config import Config
from dlcore.experiments.self_supervised.config import AutoEncoder, Diffusion, Pretext
from dlcore.experiments.self_supervised.still import Counts, Division, Plane
from dlcore.figures import Panel, Series, Strip
from pages.self_supervised.words import curves
from ui.language import _, language, message
from ui.shown import Shown

TITLES = {
    "codes": message("The plane of codes"),
    "redrawn": message("Redrawn from two numbers"),
    "atlas": message("What the decoder draws, all over the plane"),
    "curves": message("Loss"),
    "alike": message("Is the nearest code the same digit?"),
    "pca": message("The plane of principal components"),
    "learning": message("Error against labels"),
    "generated": message("Generated points"),
    "energy": message("Distance from fresh points"),
}
OFFERED: Mapping[type[Config], tuple[str, ...]] = {
    AutoEncoder: ("codes", "redrawn", "curves", "atlas", "alike", "pca"),
    Pretext: ("learning",),
    Diffusion: ("generated", "curves", "energy"),
}
CLOSED = ("atlas", "alike", "pca")  # not open at first
REACH = 3.0  # of the plane of points
LOWEST = 0.02  # where the axis of errors ends


def offered(config: Config) -> dict[str, str]:
    """Give the titles (message ids) of a room's panels."""
    return {name: TITLES[name] for name in OFFERED[type(config)]}


def opened(config: Config) -> tuple[str, ...]:
    """Name the panels that are open when a room is entered."""
    return tuple(name for name in OFFERED[type(config)] if name not in CLOSED)


def metrics(config: Config) -> dict[str, str]:
    """Name the metrics that are written out under the panels, with their labels."""
    match config:
        case AutoEncoder():
            return {
                "test_loss": _("Held-out error"),
                "pca_loss": _("The same by two principal components"),
                "code_accuracy": _("Nearest code is the same digit"),
            }
        case Diffusion():
            return {
                "train_loss": _("Training loss"),
                "best_loss": _("Lowest possible"),
                "energy": _("Distance from fresh points"),
                "floor": _("Fresh points from fresh points"),
            }
    return {"size": _("Labels"), "error": _("Test error")}


def panels(config: Config, scene: Any, chosen: Sequence[str]) -> tuple[Panel, ...]:
    """Build the chosen panels; asked again for the same, it gives the same objects."""
    names = [name for name in OFFERED[type(config)] if name in chosen]
    return tuple(_panel(name, config, Shown(scene), language()) for name in names)


@lru_cache(maxsize=96)
def _panel(name: str, config: Config, shown: Shown[Any], _language: str) -> Panel:
    match config:
        case AutoEncoder():
            return SQUEEZED[name](config, shown.scene)
        case Diffusion():
            return DIFFUSED[name](config, shown.scene)
    return _learning(config, shown.scene)


def _codes(config: AutoEncoder, scene: Division) -> Panel:
    return figures.codes(
        "codes",
        scene.test_labels,
        title=_(TITLES["codes"]),
        description=_(
            "Every held-out picture at its two code numbers, written as the digit that it shows. For {code_accuracy} "
            "of them the nearest training picture is the same digit."
        ),
        x=_("first code number"),
        y=_("second code number"),
    )


def _pca(config: AutoEncoder, scene: Division) -> Panel:
    return figures.codes(
        "pca",
        scene.test_labels,
        where=scene.pca_codes,
        title=_(TITLES["pca"]),
        description=_(
            "The same pictures along their two principal components. For {pca_accuracy} of them the nearest training "
            "picture is the same digit."
        ),
        x=_("first principal component"),
        y=_("second principal component"),
    )


def _redrawn(config: AutoEncoder, scene: Division) -> Panel:
    given = _("what the network is given") if config.noise else _("held-out pictures")
    return figures.strips(
        "redrawn",
        [
            Strip(given, scene.given),
            Strip(_("redrawn by the network"), scene.given, "redrawn"),
            Strip(_("redrawn from two principal components"), scene.projected),
        ],
        title=_(TITLES["redrawn"]),
        description=_(
            "Ten held-out pictures, 0 to 9, above what the network and what two principal components make of them. "
            "Mean squared error {test_loss}, against {pca_loss}."
        ),
    )


def _atlas(config: AutoEncoder, scene: Division) -> Panel:
    return figures.tiles(
        "atlas",
        "atlas",
        title=_(TITLES["atlas"]),
        description=_("Pictures decoded from places all over the plane of codes, from its lowest to its highest."),
        value=_("ink"),
        shape=(88, 88),
        signed=False,
        height=420,
    )


def _losses(config: AutoEncoder, scene: Division) -> Panel:
    series = [
        Series(_("training"), "train_loss"),
        Series(_("held out"), "test_loss"),
        Series(_("two principal components"), "pca_loss"),
    ]
    if config.noise:
        series.append(Series(_("the input itself"), "input_loss"))
    return figures.histories(
        "curves",
        series,
        title=_(TITLES["curves"]),
        description=_("Mean squared error per pixel: training {train_loss}, held out {test_loss}, PCA {pca_loss}."),
        x=_("epoch"),
        y=_("mean squared error"),
        span=(0, config.epochs),
        limits=(0, max(0.12, 1.1 * config.noise**2)),
        large=True,
    )


def _alike(config: AutoEncoder, scene: Division) -> Panel:
    return figures.histories(
        "alike",
        [Series(_("by code"), "code_accuracy"), Series(_("by principal components"), "pca_accuracy")],
        title=_(TITLES["alike"]),
        description=_(
            "Share of held-out pictures whose nearest training picture is the same digit: {code_accuracy} by their "
            "codes, {pca_accuracy} by principal components."
        ),
        x=_("epoch"),
        y=_("share of held-out pictures"),
        span=(0, config.epochs),
        scale="share",
    )


def _learning(config: Config, scene: Counts) -> Panel:
    return figures.learning_curves(
        curves(config),
        scene.values.tolist(),
        scene.values,
        title=_(TITLES["learning"]),
        description=_(
            "Share of wrong answers against the number of labelled pictures, both on logarithmic axes. The curve that "
            "has just grown has error {error} with {size} labels."
        ),
        x=_("labelled pictures"),
        y=_("share of wrong answers"),
        law=None,
        target=None,
        lowest=LOWEST,
    )


def _generated(config: Diffusion, scene: Plane) -> Panel:
    return figures.clouds(
        "generated",
        "generated",
        _("generated"),
        title=_(TITLES["generated"]),
        description=_(
            "Points made from noise over fresh points of the data. Their energy distance is {energy}; that of two "
            "fresh samples is {floor}."
        ),
        axes=("x₁", "x₂"),
        reach=REACH,
        still=(scene.fresh, _("fresh points")),
    )


def _foretelling(config: Diffusion, scene: Plane) -> Panel:
    return figures.histories(
        "curves",
        [
            Series(_("training"), "train_loss"),
            Series(_("fresh points"), "test_loss"),
            Series(_("lowest possible in training"), "best_loss"),
        ],
        title=_(TITLES["curves"]),
        description=_(
            "Mean squared error of the foretold noise: training {train_loss}, fresh {test_loss}. No function has a "
            "lower training loss than {best_loss}."
        ),
        x=_("update"),
        y=_("mean squared error"),
        span=(0, config.updates),
        limits=(0, 1.1),
        large=True,
    )


def _energy(config: Diffusion, scene: Plane) -> Panel:
    return figures.histories(
        "energy",
        [Series(_("generated"), "energy"), Series(_("another fresh sample"), "floor")],
        title=_(TITLES["energy"]),
        description=_("Energy distance from fresh points: generated {energy}, another fresh sample {floor}."),
        x=_("update"),
        y=_("energy distance"),
        span=(0, config.updates),
        scale="log",
        large=True,
    )


Drawn = Callable[[Any, Any], Panel]
SQUEEZED: Mapping[str, Drawn] = {
    "codes": _codes,
    "redrawn": _redrawn,
    "atlas": _atlas,
    "curves": _losses,
    "alike": _alike,
    "pca": _pca,
}
DIFFUSED: Mapping[str, Drawn] = {"generated": _generated, "curves": _foretelling, "energy": _energy}
