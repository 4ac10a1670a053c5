"""Panels of the room in which one cell is gone through step by step."""

from __future__ import annotations

from dlcore import figures
from dlcore.experiments.recurrent_network.config import OneCell
from dlcore.experiments.recurrent_network.stills import Sheet
from dlcore.figures import Panel
from ui.language import _, message

TITLES = {
    "unrolled": message("The cell, unrolled"),
    "gradients": message("Back through time"),
    "flow": message("Length of the gradient"),
    "weights": message("The weights, the same at every step"),
    "gathered": message("Their gradient, gathered over the steps"),
}
METRICS = {
    "prediction": message("Read-out ŷ"),
    "loss": message("Loss (ŷ − y)²"),
    "flow_last": message("‖∂L/∂h‖ at the last step"),
    "flow_first": message("‖∂L/∂h‖ at the first step"),
}
SYMBOLS = {"x": "xₜ", "h_before": "hₜ₋₁", "h": "hₜ", "c": "cₜ", "i": "iₜ", "f": "fₜ", "g": "gₜ", "o": "oₜ", "r": "rₜ",
           "z": "zₜ", "n": "nₜ"}  # fmt: skip
BLOCKS = {"rnn": ("h",), "lstm": ("i", "f", "g", "o"), "gru": ("r", "z", "n")}
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def _rows(config: OneCell, scene: Sheet) -> list[str]:
    """Name each row of numbers; units are counted from 1."""
    return [
        SYMBOLS[name] if name == "x" or config.hidden == 1 else f"{SYMBOLS[name]} {unit + 1}"
        for name, unit in scene.rows
    ]


def _unrolled(config: OneCell, scene: Sheet) -> Panel:
    return figures.unrolled(
        scene.x,
        _rows(config, scene),
        title=_(TITLES["unrolled"]),
        description=_(
            "The cell once for each step of the sequence, with the numbers of each step under it: input, old state, "
            "gates, new state. Read-out {prediction}, loss {loss}."
        ),
        time=_("step t"),
        loss="L",
        reads=_("target {y:g}").format(y=config.target),
    )


def _gradients(config: OneCell, scene: Sheet) -> Panel:
    return figures.number_sheet(
        "gradients",
        "gradients",
        [f"∂L/∂{row}" for row in _rows(config, scene)],
        [str(t + 1) for t in range(len(scene.x))],
        title=_(TITLES["gradients"]),
        description=_(
            "The derivative of the loss by each of these numbers, filled in from the last step to the first. Length "
            "of the gradient by the state: {flow_last} at the last step, {flow_first} at the first."
        ),
        x=_("step t"),
        limit=scene.steepest,
        large=True,
    )


def _flow(config: OneCell, scene: Sheet) -> Panel:
    return figures.reach_of_one(
        len(scene.x),
        title=_(TITLES["flow"]),
        description=_("‖∂L/∂h‖ at each step: {flow_last} at the last, {flow_first} at the first."),
        x=_("step t"),
        y=_("‖∂L/∂hₜ‖"),
        lowest=-4.0,
    )


def _weight_rows(config: OneCell) -> list[str]:
    return [
        f"{block}{str(unit + 1).translate(SUBSCRIPTS)}"
        for block in BLOCKS[config.cell]
        for unit in range(config.hidden)
    ]


def _weight_columns(config: OneCell) -> list[str]:
    recurrent = [f"W_hh {unit + 1}" for unit in range(config.hidden)] if config.hidden > 1 else ["W_hh"]
    return ["W_ih", *recurrent, "b_ih", "b_hh"]


def _weights(config: OneCell, scene: Sheet) -> Panel:
    return figures.still_sheet(
        "weights",
        scene.weights,
        _weight_rows(config),
        _weight_columns(config),
        title=_(TITLES["weights"]),
        description=_("The cell's weights and biases. They do not change from step to step."),
    )


def _gathered(config: OneCell, scene: Sheet) -> Panel:
    return figures.number_sheet(
        "gathered",
        "gathered",
        _weight_rows(config),
        _weight_columns(config),
        title=_(TITLES["gathered"]),
        description=_(
            "The gradient of the shared weights: each step that the pass comes back through adds its share, and the "
            "sum after the first step is what an optimiser uses."
        ),
        x=None,
        limit=scene.steepest,
    )


BUILDERS = {
    "unrolled": _unrolled,
    "gradients": _gradients,
    "flow": _flow,
    "weights": _weights,
    "gathered": _gathered,
}
