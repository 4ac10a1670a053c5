"""Weights and biases in tables, one a layer, to be changed cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import streamlit as st

from dlcore.history import LARGEST_EDIT
from ui import branching
from ui.language import _
from ui.settings import Settings

if TYPE_CHECKING:
    from ui.workbench import Workbench


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One layer's table.

    Attributes
    ----------
    title
        The layer's name.
    units, inputs
        Names of its rows and of its columns; a last column for the bias comes by itself.
    places
        (units, inputs + 1): each number's place among the parameters in PyTorch's order.
    """

    title: str
    units: Sequence[str]
    inputs: Sequence[str]
    places: np.ndarray


def layers(titles: Sequence[str], units: Sequence[Sequence[str]]) -> list[Layer]:
    """Lay out a multilayer perceptron's parameters; `units` names those of every layer, the inputs first."""
    tables, first = [], 0
    for title, (inputs, own) in zip(titles, pairwise(units), strict=True):
        count = len(inputs) * len(own)
        weight = np.arange(first, first + count).reshape(len(own), len(inputs))
        bias = np.arange(first + count, first + count + len(own))[:, None]
        tables.append(Layer(title, own, inputs, np.hstack([weight, bias])))
        first += count + len(own)
    return tables


@dataclass(slots=True)
class _Sheet:
    """What the tables started from: a widget keeps the cells that were changed since."""

    fork: Any
    number: int
    parameters: np.ndarray
    edits: dict[int, float]


def forget(settings: Settings[Any]) -> None:
    """Start the tables anew from the run on the bench, because something else than they has changed it."""
    st.session_state.pop(settings.key("sheet"), None)


def editor(workbench: Workbench[Any], *, open: bool) -> None:
    """Show the weights at the fork of the branch on the bench; a changed cell makes another branch of it at once."""
    settings, run = workbench.settings, workbench.run
    config: Any = settings.config
    assert workbench.weights is not None
    sheet = _sheet(workbench)
    with st.expander(_("Weights and biases after epoch {epoch:,}").format(epoch=config.past[-1].epoch), expanded=open):
        if sheet is None:
            st.caption(_("On their way …") if run.state != "failed" else "")
            return
        tables = workbench.weights(config)
        chosen = 0
        if len(tables) > 1:
            chosen = st.segmented_control(
                _("Layer"), range(len(tables)), default=0, required=True, key=settings.key("layer"),
                format_func=lambda i: tables[i].title, label_visibility="collapsed",
            )  # fmt: skip
        _table(workbench, tables[chosen], f"{settings.key('cells')} {sheet.number} {chosen}", sheet)


def _sheet(workbench: Workbench[Any]) -> _Sheet | None:
    """The present sheet; a new one if the branch is another or was changed by other means. None until it is known."""
    config: Any = workbench.settings.config
    key, past = workbench.settings.key("sheet"), config.past
    fork = (past[:-1], past[-1].epoch, past[-1].settings)
    sheet: _Sheet | None = st.session_state.get(key)
    if sheet is not None and sheet.fork == fork and dict(past[-1].edits) == sheet.edits | _changed(workbench, sheet):
        return sheet
    recording = workbench.run.recording
    if workbench.run.config != config or not recording.trace or recording.steps[0] != past[-1].epoch:
        return None
    number = sheet.number + 1 if sheet is not None else 0
    st.session_state[key] = sheet = _Sheet(fork, number, recording.trace[0], dict(past[-1].edits))
    return sheet


def _table(workbench: Workbench[Any], layer: Layer, key: str, sheet: _Sheet) -> None:
    columns = [*layer.inputs, _("bias")]
    values = pd.DataFrame(sheet.parameters[layer.places], index=pd.Index(layer.units), columns=pd.Index(columns))

    def changed() -> None:
        edits = sheet.edits | _changed(workbench, sheet)
        config: Any = workbench.settings.config
        branching.change(workbench, config.past[-1].epoch, edits, config)

    number = st.column_config.NumberColumn(
        format="%.4f", min_value=-LARGEST_EDIT, max_value=LARGEST_EDIT, required=True
    )
    st.data_editor(values, key=key, on_change=changed, column_config=dict.fromkeys(columns, number))


def _changed(workbench: Workbench[Any], sheet: _Sheet) -> dict[int, float]:
    """Read the cells that were changed since the sheet was made, from the tables' own states."""
    assert workbench.weights is not None
    config: Any = workbench.settings.config
    edits = {}
    for i, layer in enumerate(workbench.weights(config)):
        state = st.session_state.get(f"{workbench.settings.key('cells')} {sheet.number} {i}") or {}
        columns = [*layer.inputs, _("bias")]
        for row, cells in state.get("edited_rows", {}).items():
            for name, value in cells.items():
                if value is not None and name in columns:
                    edits[int(layer.places[int(row), columns.index(name)])] = float(value)
    return edits
