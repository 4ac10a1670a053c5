"""The player: one moving picture of a run, fed with frames while it trains, scrubbed and played without the server."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import streamlit as st
from streamlit.components import v2

from dlcore.figures.panel import Panel
from ui.components.assets import address
from ui.components.place import Place
from ui.components.place import read as read_place
from ui.components.player.delivery import Delivery, Recorded
from ui.components.player.spec import build
from ui.language import _

# Inline JavaScript travels with every message, so it only fetches the module, which the browser keeps.
_LOADER = f"""const url = new URL("{address("player/player.js")}", document.baseURI);
export default async (component) => (await import(url)).default(component);"""

_component = v2.component(
    "player", html='<div class="player"></div>', css=".player{min-height:30rem}", js=_LOADER, isolate_styles=False
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the learner wants of the frame on screen.

    Attributes
    ----------
    code
        One of the offers, or ``"weight"``: another value for a weight or bias.
    run, step
        The recording's name and the frame's step.
    parameter, value
        Of a weight or bias: its place in PyTorch's order, and the value it shall have.
    """

    code: str
    run: str
    step: int
    parameter: int = 0
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame on which the player has come to rest: the recording's name, and the step; None is the newest."""

    run: str
    step: int | None


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
    offers: Mapping[str, str] | None = None,
    edit: str | None = None,
    on_wish: Callable[[Wish], None] | None = None,
    gallery: bool = False,
    on_click: Callable[[Place], None] | None = None,
    on_frame: Callable[[Frame], None] | None = None,
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
        The metrics to write out, with their labels. Those whose name ends in ``accuracy`` are shown in
        percent, those in ``_count`` as whole numbers.
    frame
        What a frame is called, with ``{step}``.
    offers
        Code -> label of what can be done at the frame on screen, a button each.
    edit
        How the keys change a weight of the network, in words; None if they shall not.
    on_wish
        Called as a callback with what the learner wants at which frame: a code of `offers`, or ``"weight"``.
    gallery
        Whether the panels hang side by side, all of one size, rather than round a main one.
    on_click
        Called as a callback with the place on a clickable panel that was clicked.
    on_frame
        Called as a callback with the frame on which the learner has let the player rest.
    """
    delivery: Delivery = st.session_state.setdefault(f"{key} delivery", Delivery())
    spec, digest = build(
        panels, recording.ranges, metrics, _words() | {"epoch": frame, "edit": edit}, offers or {}, gallery,
        follows=on_frame is not None,
    )  # fmt: skip
    probes = dict.fromkeys(probe for panel in panels for probe in panel.probes)
    data = delivery.message(recording, probes, run=run, live=live, spec=spec, digest=digest)
    _component(
        data=data,
        key=key,
        on_need_change=partial(_answer, key),
        on_wish_change=partial(_grant, key, on_wish),
        on_clicked_change=partial(_clicked, key, on_click),
        on_frame_change=partial(_framed, key, on_frame),
    )


def _answer(key: str) -> None:
    result = st.session_state.get(key) or {}
    st.session_state.setdefault(f"{key} delivery", Delivery()).forget(result.get("need"))


def _grant(key: str, on_wish: Callable[[Wish], None] | None) -> None:
    wish = read((st.session_state.get(key) or {}).get("wish"))
    if wish is not None and on_wish is not None:
        on_wish(wish)


def read(told: Any) -> Wish | None:
    """Read what the browser sent; it comes from outside, so anything else than a wish is None."""
    match told:
        case {"code": "weight", "run": str(run), "step": int(step), "parameter": int(parameter), "value": value} if (
            step >= 0 and parameter >= 0 and isinstance(value, (int, float)) and math.isfinite(value)
        ):
            return Wish("weight", run, step, parameter, float(value))
        case {"code": str(code), "run": str(run), "step": int(step)} if step >= 0 and code != "weight":
            return Wish(code, run, step)
    return None


def read_frame(told: Any) -> Frame | None:
    """Read which frame the browser says it rests on; it comes from outside, so anything else is None."""
    match told:
        case {"run": str(run), "step": int(step)} if step >= 0:
            return Frame(run, step)
        case {"run": str(run), "step": None}:
            return Frame(run, None)
    return None


def _framed(key: str, on_frame: Callable[[Frame], None] | None) -> None:
    frame = read_frame((st.session_state.get(key) or {}).get("frame"))
    if frame is not None and on_frame is not None:
        on_frame(frame)


def _clicked(key: str, on_click: Callable[[Place], None] | None) -> None:
    place = read_place((st.session_state.get(key) or {}).get("clicked"))
    if place is not None and on_click is not None:
        on_click(place)


def _words() -> dict[str, str | None]:
    return {
        "player": _("Training player"),
        "play": _("Play"),
        "pause": _("Hold the picture"),
        "position": _("Position"),
        "speed": _("Speed"),
        "turn": _("Turn"),
        "stop": _("Stop"),
        "turning": _("Turn the figure; the arrow keys turn it by hand"),
    }
