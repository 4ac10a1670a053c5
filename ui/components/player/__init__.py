"""The player: one moving picture of a run, fed with frames while it trains, scrubbed and played without the server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Protocol

import streamlit as st
from streamlit.components import v2

from dlcore.figures.panel import Panel
from ui.components.assets import address
from ui.components.player.delivery import Delivery, Recorded
from ui.components.player.spec import build
from ui.language import _

# Inline JavaScript travels with every message, so it only fetches the module, which the browser keeps.
_LOADER = f"""const url = new URL("{address("player/player.js")}", document.baseURI);
export default async (component) => (await import(url)).default(component);"""

_component = v2.component(
    "player", html='<div class="player"></div>', css=".player{min-height:30rem}", js=_LOADER, isolate_styles=False
)


class Recording(Recorded, Protocol):
    """A run's frames, with what 0 and 255 mean in the arrays that are kept as bytes."""

    @property
    def ranges(self) -> Mapping[str, tuple[float, float]]: ...


def player(
    recording: Recording,
    panels: Sequence[Panel],
    *,
    run: str,
    key: str,
    live: bool,
    metrics: Mapping[str, str],
    frame: str,
) -> None:
    """Show a run in step with one scrubber; call it again whenever there are new frames.

    Frames go to the browser once. When it lacks some (two messages merged into one, a tab that forgot), it asks, and
    they are sent again.

    Parameters
    ----------
    recording
        The frames so far.
    panels
        What to show; the first is the main one. Keep them between calls: their JSON is then made once.
    run
        Names the recording. Another recording needs another name, also after a restart of the server.
    key
        The widget's key. One player keeps one key.
    live
        Whether more frames are to come.
    metrics
        The metrics to write out, with their labels. Those whose name ends in ``accuracy`` are shown in percent.
    frame
        What a frame is called, with ``{step}``.
    """
    delivery: Delivery = st.session_state.setdefault(f"{key} delivery", Delivery())
    spec, digest = build(panels, recording.ranges, metrics, _words() | {"epoch": frame})
    probes = dict.fromkeys(probe for panel in panels for probe in panel.probes)
    data = delivery.message(recording, probes, run=run, live=live, spec=spec, digest=digest)
    _component(data=data, key=key, on_need_change=partial(_answer, key))


def _answer(key: str) -> None:
    result = st.session_state.get(key) or {}
    st.session_state.setdefault(f"{key} delivery", Delivery()).forget(result.get("need"))


def _words() -> dict[str, str]:
    return {
        "player": _("Training player"),
        "play": _("Play"),
        "pause": _("Hold the picture"),
        "position": _("Position"),
        "speed": _("Speed"),
    }
