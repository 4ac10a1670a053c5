"""What the experiments show, with the numbers of the run on the bench."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import streamlit as st

from dlcore.config import Config
from dlcore.experiments.self_supervised.config import HELD_OUT_PRETEXT, AutoEncoder, Diffusion, Pretext
from dlcore.experiments.self_supervised.noising import kept
from pages.self_supervised import panels
from pages.self_supervised.words import curves
from ui.language import _
from ui.lesson import explain
from ui.recording import Recording

SECTIONS: Mapping[type[Config], tuple[str, ...]] = {
    AutoEncoder: ("squeeze", "components", "cleaning", "article"),
    Pretext: ("pretext", "table", "honest", "article"),
    Diffusion: ("noising", "foretelling", "back", "judging", "article"),
}
FOLDED: Mapping[type[Config], tuple[str, ...]] = {
    AutoEncoder: ("derivation_linear", "derivation_mean"),
    Pretext: ("derivation_probe",),
    Diffusion: ("derivation_share", "derivation_best", "derivation_back"),
}


def explanation(text: Mapping[str, str], recording: Recording) -> None:
    """Explain what a recording shows; `text` is the page's prose."""
    if not recording.steps:
        st.caption(_("The explanations fill with numbers as soon as there is a result."))
        return
    kind = type(recording.config)
    explain(text, live(recording), sections(recording.config), FOLDED[kind], panels.offered(recording.config),
            diverged=recording.diverged, prefix=f"panel_{kind.experiment}_" if kind.experiment else "panel_",
            beneath={"table": lambda: st.table(errors(recording))})  # fmt: skip


def sections(config: Config) -> tuple[str, ...]:
    """Name the sections that are shown: what noise does is told with numbers where there is some."""
    quiet = isinstance(config, AutoEncoder) and not config.noise
    return tuple("cleaning_off" if quiet and name == "cleaning" else name for name in SECTIONS[type(config)])


def live(recording: Recording) -> dict[str, str]:
    """Give every placeholder of a room's prose its value, for a run that has at least one frame."""
    last = {name: column[-1] for name, column in recording.metrics.items()}
    common = {"step": f"{recording.steps[-1]:,}"}
    return common | NUMBERS[type(recording.config)](recording.config, last)


def errors(recording: Recording) -> dict[str, list[str]]:
    """Tabulate each curve's mean error against the number of labels, with the middle four fifths."""
    config = recording.config
    assert isinstance(config, Pretext)
    mean, low, high = (np.asarray(recording.arrays[name][-1]) for name in ("measured", "low", "high"))
    table = {_("Curve"): curves(config)}
    for s, count in enumerate(config.labels):
        cells = zip(mean[:, s], low[:, s], high[:, s], strict=True)
        table[_("{n} labels").format(n=f"{count:,}")] = [
            "–" if np.isnan(each) else f"{each:.1%} ({least:.0%} … {most:.0%})" for each, least, most in cells
        ]
    return table


def _squeezed(config: AutoEncoder, last: Mapping[str, float]) -> dict[str, str]:
    return {
        "images": f"{config.train_images:,}",
        "test": f"{last['test_loss']:.4f}",
        "train": f"{last['train_loss']:.4f}",
        "pca": f"{last['pca_loss']:.4f}",
        "share": f"{last['test_loss'] / last['pca_loss']:.0%}",
        "alike": f"{last['code_accuracy']:.0%}",
        "pca_alike": f"{last['pca_accuracy']:.0%}",
        "noise": f"{config.noise:.2f}",
        "input": f"{last['input_loss']:.4f}",
    }


def _read(config: Pretext, last: Mapping[str, float]) -> dict[str, str]:
    return {
        "curve": curves(config)[-1],
        "size": f"{last['size']:,.0f}",
        "error": f"{last['error']:.1%}",
        "seeds": str(config.seeds),
        "unlabelled": f"{config.unlabelled:,}",
        "held": f"{HELD_OUT_PRETEXT:,}",
        "hidden": f"{config.hidden_share:.0%}",
        "pretraining": str(config.pretraining),
    }


def _diffused(config: Diffusion, last: Mapping[str, float]) -> dict[str, str]:
    shares = kept(config.schedule, config.steps)
    return {
        "steps": str(config.steps),
        "half": str(int((shares < 0.5).argmax())),
        "end": f"{shares[-1]:.1e}",
        "train": f"{last['train_loss']:.3f}",
        "test": f"{last['test_loss']:.3f}",
        "best": f"{last['best_loss']:.3f}",
        "energy": f"{last['energy']:.4f}",
        "floor": f"{last['floor']:.4f}",
        "times": f"{last['energy'] / last['floor']:.1f}",
        "nearest": f"{last['nearest']:.3f}",
        "natural": f"{last['natural']:.3f}",
        "samples": f"{config.samples:,}",
    }


NUMBERS: Mapping[type[Config], Callable[..., dict[str, str]]] = {
    AutoEncoder: _squeezed,
    Pretext: _read,
    Diffusion: _diffused,
}
