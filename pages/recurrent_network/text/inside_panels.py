"""The figures of the look inside: a passage and what every unit does with it."""

from __future__ import annotations

import numpy as np

from dlcore import figures
from dlcore.experiments.recurrent_network.text.inside import Look, Study
from dlcore.figures import Panel, StillLine, palette
from pages.recurrent_network.text.panels import TITLES, labels
from pages.recurrent_network.text.words import PROPERTY_NAMES
from ui.language import _


def drawn(look: Look, code: str) -> Panel:
    """Draw one of the arrays of a look over the passage."""
    values, across = look.arrays[code], labels(look.text)
    title, mean = _(TITLES[code]), float(np.nanmean(look.arrays[code]))
    if code == "surprise":
        said = _("Each character's surprise; {mean} bits on average.").format(mean=f"{mean:.2f}")
        return figures.surprises("still_surprise", across, values=values, title=title, description=said,
                                 x=_("your passage"), y=_("bits"))  # fmt: skip
    if code == "attention":
        said = _("How much each character attends to each one before it.")
        return figures.attention_map("still_attention", across, values=values, title=title, description=said,
                                     reads=_("reading"), looks=_("looks back at"), most=0.5)  # fmt: skip
    said = _("{name} of {n} units over the passage; {mean} on average.").format(
        name=title, n=len(values), mean=f"{mean:.2f}"
    )
    return figures.unit_map("still_units", across, values=values, rows=len(values), title=title, description=said,
                            x=_("your passage"), y=_("unit"), signed=not code.startswith("gate_"))  # fmt: skip


def one_unit(look: Look, unit: int) -> Panel:
    """Draw one unit's state from character to character."""
    row = look.arrays["states"][unit]
    line = StillLine(_("unit {n}").format(n=unit), np.arange(len(row)), row, palette.BLUE, marks="circle", size=6)
    said = _("Unit {n} over the passage, from {low} to {high}.").format(
        n=unit, low=f"{row.min():.2f}", high=f"{row.max():.2f}"
    )
    across = _("your passage")
    panel = figures.still_lines("unit", [line], title=_("One unit"), description=said, x=across, y=_("hidden state"),
                                y_range=(-1.05, 1.05), height=240)  # fmt: skip
    return figures.over_text(panel, labels(look.text), across)


def table(study: Study) -> dict[str, list[str]]:
    """List, for each property, the unit that goes along with it most closely."""
    rows = [(name, study.best(name)) for name in study.properties]
    found = [study.correlations[study.properties.index(name), unit] for name, unit in rows]
    return {
        _("Property of the text"): [_(PROPERTY_NAMES[name]) for name, _unit in rows],
        _("Unit"): [str(unit) for _name, unit in rows],
        _("Correlation"): [f"{value:+.2f}" for value in found],
    }
