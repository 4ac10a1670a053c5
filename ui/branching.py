"""Going on otherwise: a branch from the epoch on screen, with other settings or with weights changed by hand.

A branch is an experiment like any other, since its config holds what came before; see :mod:`dlcore.history`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import streamlit as st

from dlcore import history
from dlcore.config import Config, ConfigError, Number
from dlcore.snapshot import Checkpoint
from ui import weights
from ui.components.player import Wish
from ui.language import _
from ui.recording import Recording

if TYPE_CHECKING:
    from ui.workbench import Workbench

MOST_UNDOS = 50


def possible(config: Config) -> bool:
    """Whether this kind of experiment can branch."""
    return "past" in config.specs()


def start(config: Config, recordings: Iterable[Recording]) -> Checkpoint | None:
    """Find the latest checkpoint on the way to a branch's first frame, among those of other runs, if there is one."""
    found = [recording.start_of(config) for recording in recordings]
    return max(filter(None, found), key=lambda checkpoint: checkpoint.step, default=None)


def offers(workbench: Workbench[Any]) -> dict[str, str]:
    """Word what can be done at the frame on screen."""
    if not possible(workbench.settings.config):
        return {}
    branch = {"branch": _("Branch from here")}
    return branch | {"edit": _("Edit weights here")} if workbench.weights else branch


def hint(workbench: Workbench[Any]) -> str | None:
    """Word how the keys change a weight in the network's picture; None where they do not."""
    if not (possible(workbench.settings.config) and workbench.weights):
        return None
    return _("↑ ↓ change it by 0.1, with Shift by 1, with Alt by 0.01; ← → choose another")


def grant(workbench: Workbench[Any], wish: Wish) -> None:
    """Do what the learner wants at a frame; a wish for a picture that is gone is dropped. Called as a callback."""
    shown = workbench.bench.shown
    if wish.run != shown.name or wish.step not in shown.run.recording.steps or wish.code not in (*_CODES, "weight"):
        return
    shown.run.pause()
    config = shown.run.config
    edits = {wish.parameter: wish.value} if wish.code == "weight" else {}
    if not (edits and _begins_at(config, wish.step)):
        workbench.shelf.pin(shown.run, _("Run {mark}"), shown.name)
    change(workbench, wish.step, edits, config)
    if wish.code != "branch":
        st.session_state[workbench.settings.key("editing")] = True


_CODES = ("branch", "edit")


def change(workbench: Workbench[Any], epoch: int, edits: dict[int, float], config: Config) -> None:
    """Make the branch of `config` at `epoch`, with these parameters edited, the present experiment."""
    settings = workbench.settings
    try:
        branch = _longer(history.edit(config, epoch, edits), epoch)
    except ConfigError as error:
        settings.refuse(error)
        return
    undos = st.session_state.setdefault(settings.key("undo"), [])
    undos.append(settings.config)
    del undos[:-MOST_UNDOS]
    settings.load(branch)
    st.session_state[settings.key("forked")] = True


def undo(workbench: Workbench[Any]) -> None:
    """Take back the last branch or edit. Called as a callback."""
    undos = st.session_state.get(workbench.settings.key("undo"), [])
    if undos:
        workbench.settings.load(undos.pop())
        weights.forget(workbench.settings)


def way_back(workbench: Workbench[Any]) -> str:
    """Word what a reset does: a branch goes back to its fork."""
    return _("Back to the fork.") if history.past_of(workbench.settings.config) else _(workbench.wording.back)


def told(workbench: Workbench[Any]) -> None:
    """Say where the branch on the bench comes from, offer the way back, and show its weights for editing."""
    settings, config = workbench.settings, workbench.settings.config
    past = history.past_of(config)
    if not past:
        return
    parents = (pin for pin in workbench.shelf if history.last_common_epoch(pin.run.config, config) == past[-1].epoch)
    parent = next(parents, None)
    with st.container(horizontal=True, vertical_alignment="center", key="branch"):
        name = _("Branch of {name}").format(name=f"**{parent.mark}**") if parent else _("Branch")
        st.markdown(" · ".join([f":material/fork_right: {name}", *origin(config)]))
        if st.session_state.get(settings.key("undo")):
            st.button(_("Undo"), key="undo", on_click=undo, args=(workbench,), icon=":material/undo:")
        if parent:
            st.button(_("Back to {name}").format(name=parent.mark), key="back", on_click=settings.load,
                      args=(parent.run.config,), icon=":material/arrow_back:")  # fmt: skip
    if workbench.weights:
        weights.editor(workbench, open=st.session_state.get(settings.key("editing"), False))


def origin(config: Config) -> list[str]:
    """Say in a few words what lies behind a branch; nothing for a run that began at the beginning."""
    past = history.past_of(config)
    if not past:
        return []
    words = [_("from epoch {epoch:,}").format(epoch=past[-1].epoch)]
    if past[-1].edits:
        words.append(_("weights changed by hand: {n}").format(n=len(past[-1].edits)))
    return words


def _begins_at(config: Config, epoch: int) -> bool:
    return bool(history.past_of(config)) and history.beginning(config) == epoch


def _longer(config: Any, epoch: int) -> Any:
    """Give a run that has come to its end as many epochs again, so that there is something to go on with."""
    spec = config.specs()["epochs"]
    if epoch < config.epochs or not isinstance(spec, Number):
        return config
    try:
        return config.replace(epochs=min(2 * max(epoch, 1), int(spec.high)))
    except ConfigError:
        return config  # too much work for a network of this size: it stays at its end, and can still be edited
