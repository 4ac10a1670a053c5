"""What a transfer shows, with the numbers of the run on the bench."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import streamlit as st

from dlcore.config import Config
from dlcore.experiments.transfer.config import CLASSES, HELD, Amounts, Depth, Sources, Transfer, Tuning
from pages.transfer import panels
from pages.transfer.words import SOURCES, TASKS, WAYS
from ui.language import _
from ui.lesson import explain
from ui.recording import Recording

SECTIONS: Mapping[type[Config], tuple[str, ...]] = {
    Amounts: ("starts", "table", "crossing", "easy", "article"),
    Tuning: ("tuning", "forgetting", "remedies", "article"),
    Depth: ("layers", "table", "general", "article"),
    Sources: ("sources", "table", "near", "article"),
}
FOLDED: Mapping[type[Config], tuple[str, ...]] = {
    Amounts: ("derivation_freeze", "derivation_fair"),
    Tuning: ("derivation_pull", "derivation_heads"),
    Depth: ("derivation_freeze", "derivation_fair"),
    Sources: ("derivation_pairs", "derivation_fair"),
}


def explanation(text: Mapping[str, str], recording: Recording) -> None:
    """Explain what a recording shows; `text` is the page's prose."""
    if not recording.steps:
        st.caption(_("The explanations fill with numbers as soon as there is a result."))
        return
    kind = type(recording.config)
    explain(text, live(recording), SECTIONS[kind], FOLDED[kind], panels.offered(recording.config),
            beneath={"table": lambda: st.table(table(recording))})  # fmt: skip


def live(recording: Recording) -> dict[str, str]:
    """Give every placeholder of the prose its value, for a run that has at least one frame."""
    config = recording.config
    assert isinstance(config, Transfer)
    last = {name: column[-1] for name, column in recording.metrics.items()}
    first = {name: column[0] for name, column in recording.metrics.items()}
    source = getattr(config, "source", "")
    values = {
        "tasks": _(TASKS[config.tasks]),
        "source": _(SOURCES[source]) if source else "",
        "seeds": str(config.seeds),
        "held": str(HELD * CLASSES),
        "count": str(getattr(config, "count", 0)),
        "lower": f"{sum((a + 1) * b for a, b in zip(config.sizes[:-2], config.sizes[1:-1], strict=True)):,}",
        "upper": f"{(config.width + 1) * CLASSES:,}",
        "first": f"{last['right_first']:.0%}",
        "before": f"{first['right_first']:.0%}",
        "epoch": str(recording.steps[-1]),
        "lr": f"{config.lr:g}",
        "share": f"{getattr(config, 'share', 0):g}",
        "pull": f"{getattr(config, 'pull', 0):g}",
        "hidden": str(config.hidden),
        "place": f"{last.get('place', 0):.0f}",
    }
    return values | {way: _share(last.get(f"right_{way}")) for way in WAYS} | _told(recording, last)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


def _told(recording: Recording, last: Mapping[str, float]) -> dict[str, str]:
    """Say what a room's whole figure shows: where lines cross, and which source is best and worst."""
    config = recording.config
    found = {"crossing": "–", "best": "–", "worst": "–", "most": "–", "least": "–"}
    if isinstance(config, Amounts) and {"fresh", "frozen"} <= set(config.ways):
        rows = dict(zip(config.ways, recording.arrays["middle"][-1], strict=True))
        ahead = np.flatnonzero(rows["fresh"] >= rows["frozen"])  # False where a number is still to come
        found["crossing"] = str(config.counts[ahead[0]]) if len(ahead) else "–"
    if isinstance(config, Sources):
        tuned = recording.arrays["middle"][-1][0]
        names = [_(SOURCES[code]) for code in config.sources]
        best, worst = int(np.nanargmax(tuned)), int(np.nanargmin(tuned))
        found |= {"best": names[best], "worst": names[worst]}
        found |= {"most": f"{last['most_gain_tuned']:+.1%}", "least": f"{last['least_gain_tuned']:+.1%}"}
    return found


def table(recording: Recording) -> dict[str, list[str]]:
    """Lay out the figure's numbers, with their spread: a column for each start, a row for each place."""
    config = recording.config
    middle, low, high = (recording.arrays[name][-1] for name in ("middle", "low", "high"))
    known = np.flatnonzero(~np.isnan(middle[0])).tolist()
    match config:
        case Amounts():
            ways, head, names = config.ways, _("Examples of each class"), [str(count) for count in config.counts]
        case Depth():
            ways, head = panels.DEPTH_WAYS, _("Layers taken over")
            names = [str(kept) for kept in range(config.hidden + 1)]
        case Sources():
            ways, head, names = panels.SOURCE_WAYS, _("Source"), [_(SOURCES[code]) for code in config.sources]
        case _:
            return {}
    sign = "+" if isinstance(config, Sources) else ""
    columns = {head: [names[at] for at in known]}
    for row, way in enumerate(ways):
        columns[_(WAYS[way])] = [
            f"{middle[row, at]:{sign}.1%} ({low[row, at]:{sign}.0%} … {high[row, at]:{sign}.0%})" for at in known
        ]
    if isinstance(config, Sources):
        learned = recording.arrays["first_task"][-1]
        columns[_("First task")] = [f"{learned[at]:.0%}" for at in known]
    return columns
