"""What the curves show, with the numbers of the run on the bench."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import streamlit as st

from dlcore.config import Config
from dlcore.experiments.data_efficiency.config import Curves, Shifts
from pages.data_efficiency import panels
from pages.data_efficiency.words import curves
from ui.language import _
from ui.lesson import explain
from ui.recording import Recording

SECTIONS: Mapping[type[Config], tuple[str, ...]] = {
    Curves: ("law", "table", "foretelling", "shapes", "article"),
    Shifts: ("shifts", "table", "helps", "article"),
}
FOLDED: Mapping[type[Config], tuple[str, ...]] = {
    Curves: ("derivation_line", "derivation_fit"),
    Shifts: ("derivation_labels", "derivation_fit"),
}


def explanation(text: Mapping[str, str], recording: Recording) -> None:
    """Explain what a recording shows; `text` is the page's prose."""
    if not recording.steps:
        st.caption(_("The explanations fill with numbers as soon as there is a result."))
        return
    kind = type(recording.config)
    explain(text, live(recording), SECTIONS[kind], FOLDED[kind], panels.TITLES,
            beneath={"table": lambda: st.table(laws(recording))})  # fmt: skip


def live(recording: Recording) -> dict[str, str]:
    """Give every placeholder of the prose its value, for a run that has at least one frame: those of the last curve."""
    config = recording.config
    last = {name: column[-1] for name, column in recording.metrics.items()}
    target = getattr(config, "target")  # noqa: B009 (a Config need not have it)
    return {
        "curve": curves(config)[-1],
        "size": f"{last['size']:,.0f}",
        "tenfold": f"{10 * last['size']:,.0f}",
        "error": f"{last['error']:.2%}",
        "exponent": f"{last['exponent']:.2f}",
        "halving": f"{2 ** (1 / last['exponent']):.1f}" if last["exponent"] > 0.01 else "∞",
        "floor": f"{last['floor']:.2%}",
        "foretold": f"{last['foretold']:.2%}",
        "ten_times": f"{last['ten_times']:.2%}",
        "target": f"{target:.0%}",
        "seeds": str(getattr(config, "seeds")),  # noqa: B009
        "wrong": f"{getattr(config, 'mislabelled', 0):.0%}",
        "pretraining": f"{getattr(config, 'pretraining', 0):,}",
    }


def laws(recording: Recording) -> dict[str, list[str]]:
    """Lay out each curve's law, what it foretells, and how many examples it needs for the error to reach."""
    config = recording.config
    assert isinstance(config, (Curves, Shifts))
    found, errors = recording.arrays["laws"][-1], recording.arrays["measured"][-1]
    known = [r for r in range(len(config.lines)) if not np.isnan(found[r, 0])]
    a, b, c = found[known].T
    needs = [recording.metrics["needed_" + "_".join(config.lines[r])][-1] for r in known]
    end = config.sizes[-1]
    names = curves(config)
    return {
        _("Curve"): [names[r] for r in known],
        _("Exponent b"): [f"{each:.2f}" for each in b],
        _("Floor c"): [f"{each:.2%}" for each in c],
        _("Error with the most"): [f"{errors[r][~np.isnan(errors[r])][-1]:.2%}" for r in known],
        _("Foretold for ten times that"): [f"{each:.2%}" for each in c + a * (10.0 * end) ** -b],
        _("Examples for {error:.0%} error").format(error=config.target): [
            f"{need:,.0f}" if need < 10 * end else f"\\> {end:,}" for need in needs
        ],
    }
