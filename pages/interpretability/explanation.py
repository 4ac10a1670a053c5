"""What the methods compute, what the trials show and what a picture does not say, with the numbers of the run."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dlcore.experiments.interpretability.config import METHODS, Table
from dlcore.experiments.interpretability.still import Sheet
from pages.interpretability import panels
from pages.interpretability.words import methods
from ui.language import _
from ui.lesson import explain
from ui.recording import Recording

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "": ("methods", "sums", "deletion", "silent", "article"),
    "cheat": ("cheat", "found", "silent", "article"),
    "checks": ("randomised", "faithful", "silent", "article"),
    "table": ("shuffling", "copies", "row", "silent", "article"),
}
FOLDED: Mapping[str, tuple[str, ...]] = {
    "": ("derivation_sums", "derivation_smooth", "derivation_cam"),
    "cheat": ("derivation_window", "derivation_sums"),
    "checks": ("derivation_ranks", "derivation_area"),
    "table": ("derivation_square", "derivation_sums"),
}
UNKNOWN = "–"


def explanation(text: Mapping[str, str], recording: Recording, *, image: int = 0, target: int = panels.ANSWER) -> None:
    """Explain what a recording shows; `text` is the page's prose, and the rest what is looked at."""
    if not recording.steps or recording.scene is None:
        st.caption(_("The explanations fill with numbers as soon as there is a result."))
        return
    room = recording.config.experiment
    tables = {"deletion": areas, "found": findings, "randomised": likenesses, "faithful": areas}
    beneath = {name: lambda draw=draw: st.table(draw(recording, image, target)) for name, draw in tables.items()}
    explain(text, live(recording, image, target), SECTIONS[room], FOLDED[room], panels.offered(room), beneath=beneath,
            prefix=f"panel_{room}_" if room else "panel_")  # fmt: skip


def live(recording: Recording, image: int = 0, target: int = panels.ANSWER) -> dict[str, str]:
    """Give every placeholder of the prose its value, for a run that has at least one frame: that of the last one."""
    config, last = recording.config, _last(recording)
    numbers = {name: str(getattr(config, name, UNKNOWN)) for name in ("points", "samples", "digit", "copies", "images")}
    numbers |= {name: f"{getattr(config, name, 0):.0%}" for name in ("noise", "share")}
    numbers |= {"baseline": f"{getattr(config, 'baseline', 0):g}", "size": str(getattr(config, "size", UNKNOWN))}
    percents = ("gap", "test_accuracy", "fooled", "bare_accuracy", "patched_accuracy", "area", "accuracy")
    percents += tuple(f"{kind}_{code}" for kind in ("share", "found") for code in METHODS)
    numbers |= {name: f"{last[name]:.1%}" if name in last else UNKNOWN for name in percents}
    ranks = [f"{kind}_{code}" for kind in ("alike", "inner") for code in METHODS]
    numbers |= {name: _signed(last[name]) if name in last else UNKNOWN for name in ranks}
    falls = ("score", "alone", "together", "largest")
    numbers |= {name: f"{last[name]:.3f}".replace("-", "−") if name in last else UNKNOWN for name in falls}
    return numbers | _of_image(recording, image, target) | _of_row(recording)


def _last(recording: Recording) -> dict[str, float]:
    return {name: column[-1] for name, column in recording.metrics.items()}


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _of_image(recording: Recording, image: int, target: int) -> dict[str, str]:
    """Word the sums of the image that is looked at; they arrive a little later than the run."""
    sums = recording.arrays.get(f"sums_{image}_{target}", [])
    if not sums:
        return dict.fromkeys(("total", "difference", "target", "answer"), UNKNOWN)
    total, difference, explained, answer = sums[-1][:4]
    return {"total": _signed(total), "difference": _signed(difference), "target": f"{explained:.0f}",
            "answer": f"{answer:.0f}"}  # fmt: skip


def _of_row(recording: Recording) -> dict[str, str]:
    """Word the sums of the explained row of a table, and its features with the largest shares."""
    names = ("row", "row_total", "row_output", "row_mean", "row_truth", "for", "against", "for_value", "against_value")
    sheet, given = recording.scene, recording.arrays.get("given", [])
    if not isinstance(recording.config, Table) or not isinstance(sheet, Sheet) or not given:
        return dict.fromkeys(names, UNKNOWN)
    row, last = recording.config.row, _last(recording)
    best, worst = int(given[-1].argmax()), int(given[-1].argmin())
    truth = sheet.classes[int(sheet.truths[row])] if sheet.classes else f"{sheet.truths[row]:g}"
    values = (str(row), *(_signed(last[name]) for name in names[1:4]), truth, sheet.features[best],
              sheet.features[worst], f"{sheet.values[row, best]:g}", f"{sheet.values[row, worst]:g}")  # fmt: skip
    return dict(zip(names, values, strict=True))


def areas(recording: Recording, image: int, target: int) -> dict[str, list[str]]:
    """Lay out the areas under the deletion curves, of the image that is looked at or of all images so far."""
    names, last = (*METHODS, "random"), _last(recording)
    sums = recording.arrays.get(f"sums_{image}_{target}", [])
    found = [last[f"area_{name}"] for name in names] if "area_random" in last else list(sums[-1][4:]) if sums else []
    written = [_signed(area) for area in found] or [UNKNOWN] * len(names)
    return {_("Order"): [*methods(), _("at random")], _("Area under the curve"): written}


def likenesses(recording: Recording, _image: int, _target: int) -> dict[str, list[str]]:
    """Lay out how like each method's maps are to those of drawn weights: as a whole, and in the middle."""
    last = _last(recording)
    return {
        _("Method"): methods(),
        _("Likeness of the whole map"): [_signed(last[f"alike_{code}"]) for code in METHODS],
        _("Likeness of its middle"): [_signed(last[f"inner_{code}"]) for code in METHODS],
    }


def findings(recording: Recording, _image: int, _target: int) -> dict[str, list[str]]:
    """Lay out what each method shows of the patch."""
    last = _last(recording)
    return {
        _("Method"): methods(),
        _("Share of the map on the patch"): [f"{last[f'share_{code}']:.0%}" for code in METHODS],
        _("Times the patch's area"): [f"{last[f'share_{code}'] / last['area']:.1f}" for code in METHODS],
        _("Hottest place is the patch"): [f"{last[f'found_{code}']:.0%}" for code in METHODS],
    }
