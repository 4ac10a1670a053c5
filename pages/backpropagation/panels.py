"""The moving panels of the experiments that train or sweep, in the learner's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from dlcore import figures
from dlcore.config import Config
from dlcore.experiments.backpropagation.config import DepthSweep, LoopMistake, UnitCensus
from dlcore.figures import Panel, Series
from ui.language import _, language, message

TITLES = {
    "": {},
    "depth": {
        "layer_norms": message("Gradient in each layer"),
        "ends": message("First and last layer against depth"),
    },
    "units": {
        "unit_plane": message("First layer's units"),
        "dead": message("Share of dead units"),
        "learning": message("Training loss"),
    },
    "loop": {
        "paths": message("Two ways to the line"),
        "gradients": message("What .grad holds"),
        "losses": message("Loss"),
    },
}
METRICS = {
    "": {},
    "depth": {
        "first_norm": message("First layer"),
        "last_norm": message("Last layer"),
        "factor": message("Factor per layer"),
    },
    "units": {
        "train_loss": message("Training loss"),
        "train_accuracy": message("Training accuracy"),
        "dead_share": message("Share of dead units"),
        "different": message("Different units in layer 1"),
    },
    "loop": {
        "loss_with": message("Loss with zero_grad"),
        "loss_without": message("Loss without"),
        "gradient_with": message(".grad with zero_grad"),
        "gradient_without": message(".grad without"),
    },
}
RESULTS = METRICS | {"": {"loss": message("Loss"), "gradient_norm": message("gradient norm")}}  # of runs side by side
GOAL = (2.0, 1.0)  # the line that the loop's points are scattered around


def panels(config: Config, _scene: Any, chosen: Sequence[str]) -> tuple[Panel, ...]:
    """Build the chosen panels; asked again for the same, it gives the same objects."""
    return tuple(_panel(name, config, language()) for name in TITLES[config.experiment] if name in chosen)


@lru_cache(maxsize=64)
def _panel(name: str, config: Any, _language: str) -> Panel:
    return BUILDERS[name](config)


def _layer_norms(config: DepthSweep) -> Panel:
    return figures.layer_norms(
        title=_(TITLES["depth"]["layer_norms"]),
        description=_(
            "Depth {step}: the gradient's norm is {first_norm} in the first layer and {last_norm} in the last, "
            "a factor of {factor} for each layer on the way back."
        ),
        layer=_("layer, input side first"),
        norm=_("gradient norm"),
        median=_("median, band from 10% to 90%"),
        layers=config.deepest + 1,
    )


def _ends(config: DepthSweep) -> Panel:
    return figures.histories(
        "ends",
        [
            Series(_("first layer"), "ends", 1, (0, 2)),
            Series(_("last layer"), "ends", 4, (3, 5)),
        ],
        title=_(TITLES["depth"]["ends"]),
        description=_("Up to depth {step}: first layer {first_norm}, last layer {last_norm}."),
        x=_("hidden layers"),
        y=_("gradient norm"),
        span=(1, max(config.deepest, 2)),
        scale="powers",
        height=420,
        large=True,
    )


def _unit_plane(config: UnitCensus) -> Panel:
    return figures.unit_plane(
        title=_("First layer: each unit at its two weights"),
        description=_("Epoch {step}: {different} different units in the first layer."),
        x=_("weight of x₁"),
        y=_("weight of x₂"),
        unit=_("unit"),
    )


def _dead(config: UnitCensus) -> Panel:
    series = [Series(_("Hidden {n}").format(n=i + 1), "dead", i) for i in range(len(config.hidden))]
    return figures.histories(
        "dead", series, title=_(TITLES["units"]["dead"]),
        description=_("Epoch {step}: {dead_share} of all hidden units are dead."),
        x=_("epoch"), y=_("share of the layer"), span=(0, config.epochs), scale="share", height=420, large=True,
    )  # fmt: skip


def _learning(config: UnitCensus) -> Panel:
    return figures.histories(
        "learning", [Series(_("loss"), "train_loss")], title=_(TITLES["units"]["learning"]),
        description=_("Epoch {step}: training loss {train_loss}, accuracy {train_accuracy}."),
        x=_("epoch"), y=_("loss"), span=(0, config.epochs), height=240,
    )  # fmt: skip


def _paths(config: LoopMistake) -> Panel:
    return figures.paths(
        (_("with zero_grad"), _("without")), title=_("Slope and intercept, step by step"),
        description=_("After step {step}: loss {loss_with} with zero_grad, {loss_without} without."),
        x=_("slope"), y=_("intercept"), goal=GOAL, goal_label=_("line behind the data"),
    )  # fmt: skip


def _gradients(config: LoopMistake) -> Panel:
    series = [Series(_("with zero_grad"), "gradient_with"), Series(_("without"), "gradient_without")]
    return figures.histories(
        "gradients", series, title=_("Length of what .grad holds"),
        description=_("At step {step}: {gradient_with} with zero_grad, {gradient_without} without."),
        x=_("optimiser steps"), y=_("norm of .grad"), span=(0, config.steps), height=420, large=True,
    )  # fmt: skip


def _losses(config: LoopMistake) -> Panel:
    series = [Series(_("with zero_grad"), "loss_with"), Series(_("without"), "loss_without")]
    return figures.histories(
        "losses", series, title=_(TITLES["loop"]["losses"]),
        description=_("After step {step}: loss {loss_with} with zero_grad, {loss_without} without."),
        x=_("optimiser steps"), y=_("loss"), span=(0, config.steps), scale="log", height=240,
    )  # fmt: skip


BUILDERS: dict[str, Callable[[Any], Panel]] = {
    "layer_norms": _layer_norms,
    "ends": _ends,
    "unit_plane": _unit_plane,
    "dead": _dead,
    "learning": _learning,
    "paths": _paths,
    "gradients": _gradients,
    "losses": _losses,
}
