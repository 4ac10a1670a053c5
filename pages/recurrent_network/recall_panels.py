"""Panels of the room in which a network must keep something in mind."""

from __future__ import annotations

from dlcore import figures
from dlcore.experiments.recurrent_network.config import Recall
from dlcore.experiments.recurrent_network.stills import Sample
from dlcore.figures import Follow, Panel, palette
from ui.language import _, message

TITLES = {
    "accuracy": message("Right answers"),
    "flow": message("Length of the gradient"),
    "sequence_states": message("The state over one sequence"),
    "keep": message("The gate that keeps"),
    "loss": message("Loss"),
}
METRICS = {
    "test_accuracy": message("Right answers"),
    "test_loss": message("Loss"),
    "flow_last": message("‖∂L/∂h‖ at the last step"),
    "flow_first": message("‖∂L/∂h‖ at the first step"),
}


def _accuracy(config: Recall, scene: Sample) -> Panel:
    return figures.courses(
        "accuracy",
        (
            Follow(_("right after the last step"), "test_accuracy", colour=palette.ORANGE),
            Follow(_("without looking"), "chance", colour=palette.QUIET, dash="dot"),
        ),
        title=_(TITLES["accuracy"]),
        description=_("Share of right answers after the last step against the update, now {test_accuracy}."),
        epoch=_("update"),
        value=_("share of right answers"),
        epochs=config.updates,
        y_range=(-0.03, 1.03),
        height=420,
        large=True,
    )


def _loss(config: Recall, scene: Sample) -> Panel:
    return figures.courses(
        "loss",
        (Follow(_("loss"), "test_loss"),),
        title=_(TITLES["loss"]),
        description=_("Loss on sequences that are not trained on, now {test_loss}."),
        epoch=_("update"),
        value=_("loss"),
        epochs=config.updates,
    )


def _flow(config: Recall, scene: Sample) -> Panel:
    return figures.reach_of_one(
        config.length,
        title=_(TITLES["flow"]),
        description=_("‖∂L/∂h‖ at each step: {flow_last} at the last, {flow_first} at the first."),
        x=_("step t"),
        y=_("‖∂L/∂hₜ‖"),
    )


def _states(config: Recall, scene: Sample) -> Panel:
    return figures.state_map(
        "sequence_states",
        config.hidden,
        config.length,
        title=_(TITLES["sequence_states"]),
        description=_("Every unit of the state at every step of one test sequence."),
        x=_("step t"),
        y=_("unit"),
        large=True,
    )


def _keep(config: Recall, scene: Sample) -> Panel:
    return figures.state_map(
        "keep",
        config.hidden,
        config.length,
        title=_(TITLES["keep"]),
        description=_("How far open the gate is that keeps the old content, for every unit at every step."),
        x=_("step t"),
        y=_("unit"),
        share=True,
    )


BUILDERS = {"accuracy": _accuracy, "sequence_states": _states, "flow": _flow, "keep": _keep, "loss": _loss}
