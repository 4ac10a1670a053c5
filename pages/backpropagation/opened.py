"""From a recording to the drawn graph: short numbers for the cells, a sentence for every stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st

from dlcore.experiments.backpropagation.config import OneSample
from dlcore.experiments.backpropagation.graph import Graph
from dlcore.experiments.backpropagation.reading import Iteration, iteration
from dlcore.experiments.backpropagation.steps import Step, steps, symbol, write
from ui.components.graph import Cell, Drawn, Stage, Told, graph
from ui.controls import mirrored
from ui.language import _, message
from ui.recording import Recording
from ui.settings import Settings
from ui.terms import ACTIVATIONS, LOSSES

PHASES = {
    "start": message("What is given"),
    "forward": message("Forward: {node}"),
    "loss": message("The loss"),
    "backward": message("Backward through {node}"),
    "step": message("Only now: the optimiser's step"),
}
NOTES = {
    "start": message("Inputs, weights and biases: the leaves of the graph. Nothing has been computed yet."),
    "forward": message("PyTorch computes the value and keeps what it will need on the way back: {function}."),
    "loss": message("One number says how wrong the prediction is. Every gradient is a derivative of this number."),
    "backward": message("The gradient of the output times the local slopes: {function} hands it on to its inputs."),
    "all": message(
        "Every gradient is there, and not one weight has moved. Back-propagation ends here: it computes gradients, "
        "nothing else."
    ),
    "step": message(
        "The optimiser reads the gradients and moves the weights; it knows nothing of the network. The next pass will "
        "find the loss {after} instead of {before}."
    ),
}


def opened(settings: Settings, recording: Recording) -> None:
    """Choose an iteration, and draw its graph."""
    config, scene = recording.config, recording.scene
    assert isinstance(config, OneSample) and isinstance(scene, Graph)
    ready = min(len(recording.steps), *(len(recording.arrays.get(name, ())) for name in config.default_probes))
    if not ready:
        st.html('<div class="empty-stage"></div>')
        return
    choice, told = st.columns([2, 3], vertical_alignment="center", gap="medium")
    with choice:
        shown = _chosen(settings, config.steps, ready)
    found = iteration(scene, recording.trace, recording.arrays, shown)
    listed = steps(config, scene, found.values, found.gradients, found.differences, found.after)
    told.caption(_summary(recording, shown, found))
    losses = recording.metrics["loss"][shown : shown + 2]
    end = len(listed) - 1 - (found.after is not None)  # where back-propagation ends
    stages = [stage(scene, step, losses, last=i == end) for i, step in enumerate(listed)]
    graph(
        drawn(config, scene, found),
        stages,
        words=words(),
        description=_describe(config, found),
        open_at=end,
        key=settings.key("graph"),
    )


def _chosen(settings: Settings, steps: int, ready: int) -> int:
    """Which of the recorded iterations is drawn."""
    kept = settings.key("shown")

    def choose(chosen: int) -> None:
        st.session_state[kept] = chosen

    chosen = min(st.session_state.get(kept, 0), ready - 1)
    st.slider(_("Optimiser steps taken before this pass"), 0, steps, chosen,
              **mirrored(settings.key("iteration"), chosen, choose))  # fmt: skip
    return chosen


def _summary(recording: Recording, shown: int, found: Iteration) -> str:
    loss = recording.metrics["loss"]
    told = _(
        "Loss {loss}, ‖gradient‖ {norm}. Autograd differs from finite differences by at most {gap}, from our own "
        "engine by {own}."
    ).format(
        loss=write(loss[shown]),
        norm=write(recording.metrics["gradient_norm"][shown]),
        gap=write(found.gap),
        own=write(found.own_gap),
    )
    if found.gap > 1e-4:
        told += " " + _(
            "A unit sits exactly at a kink here, where a derivative does not exist: PyTorch picks one side."
        )
    return told


def drawn(config: OneSample, scene: Graph, found: Iteration) -> list[Drawn]:
    """Describe every node for drawing."""
    nodes, slot = [], 0
    for name, node in scene.nodes.items():
        if name[0] in "Wb" or name == "x":
            place = 0 if name == "x" else 2 * int(name[1:]) - 1
        elif name == "loss":
            place = 2 * scene.layers
        else:
            place = 2 * int(name[1:]) - (name[0] == "z")
        slot = max(slot, place)
        columns = node.shape[1] if len(node.shape) == 2 else 1
        digits = 2 if columns > 2 else 3  # a wide matrix has narrow cells
        cells = [_cell(scene, found, name, index, digits) for index in range(node.size)]
        rows = tuple(tuple(cells[i : i + columns]) for i in range(0, len(cells), columns))
        nodes.append(Drawn(name, symbol(scene, name), _operation(config, name), place, rows, node.inputs))
    return nodes


def _operation(config: OneSample, name: str) -> str:
    match name[0]:
        case "z":
            return "addmv"
        case "h":
            return _(ACTIVATIONS[config.activation])
        case "l":
            return _(LOSSES[config.loss])
        case "x":
            return _("input")
    return ""


def _cell(scene: Graph, found: Iteration, name: str, index: int, digits: int) -> Cell:
    value, slope, check = (float(each[name].flat[index]) for each in (found.values, found.gradients, found.differences))
    after = found.after[name].flat[index] if found.after is not None and name in found.after else None
    exact = (write(value), write(slope), write(check), "" if after is None else write(after))
    moved = "" if after is None else short(after)
    return Cell(symbol(scene, name, index), short(value), short(slope, digits), moved, value, exact)


def stage(scene: Graph, step: Step, losses: Sequence[float], last: bool = False) -> Stage:
    """Put a step into words; `losses` are of this pass and the next, `last` tells where back-propagation ends."""
    node = symbol(scene, step.node) if step.node else ""
    note = "all" if last and step.phase == "backward" else step.phase
    function = scene.nodes[step.node].grad_fn if step.node else ""
    lines = tuple(
        Told(line.node, line.index, line.text, "" if line.check is None else write(line.check)) for line in step.lines
    )
    return Stage(
        step.phase,
        _(PHASES[step.phase]).format(node=node),
        _(NOTES[note]).format(function=function, before=write(losses[0]), after=write(losses[-1])),
        step.node,
        step.shows,
        lines,
        step.code,
    )


def short(value: float, digits: int = 3) -> str:
    """Write a number in at most six characters or so, for a cell."""
    value, size = float(value), abs(value)
    if size and size < 1e-3:
        mantissa, exponent = f"{value:.0e}".split("e")
        text = f"{mantissa}e{int(exponent)}"
    elif size >= 1e4:
        mantissa, exponent = f"{value:.1e}".split("e")
        text = f"{mantissa}e{int(exponent)}"
    else:
        text = f"{value:.{digits}g}"
    return "0" if value == 0 else text.replace("-", "−")


def words() -> Mapping[str, str]:
    """Say what is on the graph's buttons and in its table."""
    return {
        "graph": _("The graph of one sample"),
        "first": _("To the start"),
        "back": _("One stage back"),
        "forward": _("One stage on"),
        "last": _("To the end"),
        "play": _("Play"),
        "pause": _("Hold the picture"),
        "position": _("Position"),
        "speed": _("Speed"),
        "step": _("Step"),
        "number": _("number"),
        "value": _("value"),
        "gradient": _("gradient"),
        "difference": _("finite difference"),
        "after": _("after the step"),
        "numbers": _("All numbers: autograd's gradients beside finite differences"),
        "hidden": _("to be found"),
        "unknown": _("not computed yet"),
    }


def _describe(config: OneSample, found: Iteration) -> str:
    norm = float(np.sqrt(sum(np.square(found.gradients[name]).sum() for name in found.values if name[0] in "Wb")))
    return _("A network {sizes} on one sample: loss {loss}, norm of the gradient of all weights {norm}.").format(
        sizes="-".join(map(str, config.sizes)), loss=write(float(found.values["loss"])), norm=write(norm)
    )
