"""The part of a page where pinned runs are compared: who they are, how they differ, and their pictures side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from dlcore.config import Config
from dlcore.figures import Panel, rename, sole
from ui import branching, cache, jobs
from ui.compare.differences import Say, settings_table
from ui.compare.lines import forks, line
from ui.compare.shelf import Pin
from ui.compare.side_by_side import common, side_by_side
from ui.components.player import player
from ui.controls import mirrored
from ui.language import _, language, message
from ui.workbench import Workbench

CURVES = "curves"
SEEDS = (1, 64)
RESULTS = {
    "train_loss": message("Training loss"),
    "test_loss": message("Test loss"),
    "train_accuracy": message("Training accuracy"),
    "test_accuracy": message("Test accuracy"),
}
Band = Callable[[Any, int], Config]


def compare(
    workbench: Workbench[Any],
    *,
    labels: Mapping[str, str],
    say: Say,
    band: Band | None = None,
    results: Mapping[str, str] = RESULTS,
    pictures: Sequence[str] = ("surface",),
) -> None:
    """Show everything that is pinned of the page's present experiment.

    Parameters
    ----------
    workbench
        Whose shelf it is.
    labels
        Field of the config -> message id.
    say
        (field, value) -> what the learner reads; see :func:`ui.compare.differences.plainly`.
    band
        (config, seeds) -> the experiment that trains it with so many seeds at once, where there is one.
    results
        Metric -> message id, of those that are tabulated.
    pictures
        Codes of the panels that are shown of every run, beside each other.
    """
    if band is not None:
        _offer_band(workbench, band)
    shelf = workbench.shelf
    if not len(shelf):
        st.markdown(_("Nothing is pinned yet. **Pin** under the picture keeps a run here; so does branching from it."))
    for pin in shelf:
        _row(workbench, pin)
    if shelf.dropped is not None and not shelf.full:
        st.button(_("Bring back {name}").format(name=shelf.dropped.name), key="pin_back", on_click=shelf.bring_back,
                  icon=":material/undo:")  # fmt: skip
    shown = [pin for pin in shelf if pin.shown and pin.run.recording.steps]
    if shown:
        _tables(shown, labels, say, results)
        _pictures(workbench, shown, pictures)


def _offer_band(workbench: Workbench[Any], band: Band) -> None:
    """One click: the present experiment with many seeds, trained at once and pinned."""
    key = workbench.settings.key("seeds")
    kept = f"{key} kept"
    count = st.session_state.setdefault(kept, 8)

    def train() -> None:
        config = band(workbench.settings.config, st.session_state[kept])
        run = jobs.new_run(config, recording=cache.load(config), on_finish=cache.store)
        if workbench.shelf.pin(run, _("{n} seeds").format(n=st.session_state[kept])) is not None:
            run.start()

    def recount(chosen: int) -> None:
        st.session_state[kept] = chosen

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(_("Seeds"), *SEEDS, count, width=120, **mirrored(key, count, recount))
        explained = _("The present settings with so many different first weights: the curve becomes a band.")
        st.button(_("Train them all at once"), key="band", on_click=train, icon=":material/stacked_line_chart:",
                  disabled=workbench.shelf.full, help=explained)  # fmt: skip


def _row(workbench: Workbench[Any], pin: Pin) -> None:
    """One pinned run: shown or not, its name, and what can be done with it."""
    shelf, where = workbench.shelf, f"{workbench.settings.place} {pin.code}"

    def show(chosen: bool) -> None:
        shelf.show(pin.mark, chosen)

    def name(chosen: str) -> None:
        shelf.rename(pin.mark, chosen)

    with st.container(horizontal=True, vertical_alignment="center", key=f"pin_{pin.mark}"):
        st.checkbox(f"**{pin.mark}**", pin.shown, **mirrored(f"{where} shown", pin.shown, show))
        st.text_input(_("Name of run {mark}").format(mark=pin.mark), pin.name, max_chars=40, width=220,
                      label_visibility="collapsed", **mirrored(f"{where} name", pin.name, name))  # fmt: skip
        if pin.run.config.experiment == workbench.settings.experiment:
            st.button(_("Put on the bench"), key=f"{where} open", icon=":material/open_in_full:",
                      on_click=workbench.settings.load, args=(pin.run.config,),
                      disabled=pin.run.config == workbench.settings.config)  # fmt: skip
        st.button(_("Delete"), key=f"{where} drop", icon=":material/delete:", on_click=shelf.drop, args=(pin.mark,))
        st.caption(_standing(pin, _(workbench.wording.where)))


def _standing(pin: Pin, where: str) -> str:
    """Say in a few words where a pinned run stands and where it comes from."""
    run, progress = pin.run, pin.run.progress
    states = {
        "done": _("done"),
        "diverged": _("diverged"),
        "failed": _("failed"),
        "paused": _("paused"),
        "idle": _("not started"),
    }
    parts = [where.format(epoch=progress.epoch, end=progress.end), states.get(run.state, _("training"))]
    return " · ".join([*branching.origin(run.config), *parts])


def _tables(shown: Sequence[Pin], labels: Mapping[str, str], say: Say, results: Mapping[str, str]) -> None:
    """Only what differs, and what came of it: runs are columns."""
    configs = {pin.mark: pin.run.config for pin in shown}
    rows = settings_table(configs, labels, say)
    for metric, label in results.items():
        found = {pin.mark: _result(pin, metric) for pin in shown}
        if any(value != "–" for value in found.values()):
            rows[_(label)] = found
    names = {pin.mark: f"{pin.mark} · {pin.name}" for pin in shown}
    table = {"": list(rows)} | {names[mark]: [row[mark] for row in rows.values()] for mark in configs}
    st.dataframe(table, hide_index=True, key="differences")


def _result(pin: Pin, metric: str) -> str:
    column = pin.run.recording.metrics.get(metric)
    if not column:
        return "–"
    return f"{column[-1]:.1%}" if metric.endswith("accuracy") else f"{column[-1]:.4g}"


def _pictures(workbench: Workbench[Any], shown: Sequence[Pin], pictures: Sequence[str]) -> None:
    """Curves in one figure and pictures beside each other, moved by one scrubber."""
    still = [pin for pin in shown if not pin.run.going and len(pin.run.recording.steps) > 1]
    if not still:
        return
    panels = _panels(workbench, still, pictures)
    if not panels:
        return
    probes = [probe for panel in _own_pictures(workbench, still[0], pictures) for probe in panel.probes]
    for pin in still:
        if pin.run.config.experiment == workbench.settings.experiment:
            pin.run.want(dict.fromkeys((*pin.run.config.default_probes, *probes)))
    both = side_by_side({pin.mark: pin.run.recording for pin in still}, dict.fromkeys(probes))
    drawn = "+".join(f"{pin.code}:{len(pin.run.recording.steps)}" for pin in still)
    player(both, panels, run=f"{drawn}:{len(both.arrays)}", key=workbench.settings.key("compared"), live=False,
           metrics={}, frame=_(workbench.wording.frame), gallery=True)  # fmt: skip


def _own_pictures(workbench: Workbench[Any], pin: Pin, pictures: Sequence[str]) -> Sequence[Panel]:
    recording = pin.run.recording
    if recording.scene is None or pin.run.config.experiment != workbench.settings.experiment:
        return ()
    return workbench.panels(pin.run.config, recording.scene, pictures)


def _panels(workbench: Workbench[Any], still: Sequence[Pin], pictures: Sequence[str]) -> tuple[Panel, ...]:
    """Make the panels once for the same runs: they then travel once."""
    key = workbench.settings.key("compared panels")
    made_of = (language(), *((pin.mark, pin.name, len(pin.run.recording.steps)) for pin in still))
    if st.session_state.get(key, (None, ()))[0] == made_of:
        return st.session_state[key][1]
    longest = max(still, key=lambda pin: pin.run.recording.steps[-1]).run
    curves = workbench.panels(workbench.settings.config, longest.recording.scene, (CURVES,))
    panels = [sole(panel, [line(pin) for pin in still], forks(longest.config, still)) for panel in curves]
    for pin in still:
        for panel in _own_pictures(workbench, pin, pictures):
            probes = {probe: common(probe, pin.mark) for probe in panel.probes}
            panels.append(rename(panel, pin.mark, f"{pin.mark} · {pin.name}", probes))
    st.session_state[key] = made_of, tuple(panels)
    return tuple(panels)
