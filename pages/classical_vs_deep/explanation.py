"""What the contest shows, with the numbers of the run on the bench."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import streamlit as st

from dlcore.experiments.classical_vs_deep import Config
from dlcore.rivals.spaces import RIVALS, SPACES
from pages.classical_vs_deep import panels
from pages.classical_vs_deep.words import RIVALS as NAMES
from ui.language import _
from ui.lesson import explain
from ui.recording import Recording

SECTIONS = ("fair", "standing", "reading", "families", "when", "article")
FOLDED = ("derivation_noise", "derivation_shapes")


def explanation(text: Mapping[str, str], recording: Recording) -> None:
    """Explain what a recording shows; `text` is the page's prose."""
    if not recording.steps:
        st.caption(_("The explanations fill with numbers as soon as there is a result."))
        return
    config, numbers = recording.config, live(recording)
    assert isinstance(config, Config)
    explain(text, numbers, SECTIONS, FOLDED, panels.offered(config),
            beneath={"standing": lambda: st.table(standings(recording))})  # fmt: skip


def live(recording: Recording) -> dict[str, str]:
    """Give every placeholder of the prose its value, for a run that has at least one frame."""
    config = recording.config
    assert isinstance(config, Config)
    last = {name: column[-1] for name, column in recording.metrics.items()}
    leader = RIVALS[int(last["leader"])]
    network = recording.arrays["accuracy"][-1][RIVALS.index("network")]
    known = network[~np.isnan(network)]
    return {
        "points": f"{config.points:,}",
        "validation": f"{config.validation:,}",
        "budget": str(config.budget),
        "seeds": str(config.seeds),
        "features": str(config.features),
        "leader": _(NAMES[leader]),
        "leader_accuracy": f"{last['best_accuracy']:.1%}",
        "network_accuracy": f"{last['network_accuracy']:.1%}",
        "best_classical": f"{last['best_classical']:.1%}",
        "logistic_accuracy": f"{last['logistic_accuracy']:.1%}",
        "baseline": f"{last['baseline']:.1%}",
        "spread": f"{100 * np.ptp(known):.1f}" if len(known) else "–",
    }


def standings(recording: Recording) -> dict[str, list[str]]:
    """Lay out how every rival stands at the end of a recording, as columns, the best first."""
    arrays = {name: recording.arrays[name][-1] for name in ("accuracy", "mean", "chosen")}
    order = sorted(range(len(RIVALS)), key=lambda r: -np.nan_to_num(arrays["mean"][r]))
    known = [r for r in order if not np.isnan(arrays["mean"][r])]
    settings = [SPACES[RIVALS[r]][int(arrays["chosen"][r])] for r in known]
    return {
        _("Model"): [_(NAMES[RIVALS[r]]) for r in known],
        _("Test accuracy, mean"): [f"{recording.metrics[f'{RIVALS[r]}_accuracy'][-1]:.1%}" for r in known],
        _("Lowest and highest"): [
            f"{np.nanmin(arrays['accuracy'][r]):.1%} … {np.nanmax(arrays['accuracy'][r]):.1%}" for r in known
        ],
        _("Chosen in the first split"): [
            "`" + ", ".join(f"{name}={value}" for name, value in setting.items()) + "`" for setting in settings
        ],
    }
