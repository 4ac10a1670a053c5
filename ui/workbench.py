"""The bench that experiments are run on: one run per experiment and session, its buttons, its progress, the player.

This is the only place in the app that reruns by the clock, and it does so only while something is under way.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import streamlit as st

from dlcore import worker
from dlcore.config import Config
from dlcore.figures import Panel, overlay
from ui import branching, cache, jobs, sharing
from ui.compare.lines import forks, line
from ui.compare.shelf import Shelf, shelf, shelves
from ui.components.place import Place
from ui.components.player import Frame, player
from ui.controls import mirrored
from ui.jobs.run import Run
from ui.language import _, message
from ui.recording import Recording
from ui.settings import Settings
from ui.weights import Layer

TICK = 0.2  # seconds
CROWD = 6  # jobs in the queue from which on every picture waits for its turn anyway, so that fewer ticks do
TICK_IN_A_CROWD = 0.8
FIRST_FRAME = 0.15  # seconds that a script run waits for the first frame rather than leave it to the next tick
C = TypeVar("C", bound=Config)
Panels = Callable[[Any, Any, Sequence[str]], Sequence[Panel]]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a run's steps are called (message ids).

    Attributes
    ----------
    where
        How far it is, with ``{epoch:,}`` and ``{end:,}`` for the steps done and the steps to do.
    speed
        How fast it goes, with ``{speed:,.0f}`` for the steps per second.
    diverged
        Where it diverged, with ``{epoch:,}`` for the last step.
    one
        What the button for a single step does.
    back
        What the button for starting again does.
    frame
        The name of a frame under the picture, with ``{step}``.
    """

    where: str
    speed: str
    diverged: str
    one: str
    back: str
    frame: str


EPOCHS = Wording(
    where=message("Epoch {epoch:,} of {end:,}"),
    speed=message("{speed:,.0f} epochs/s"),
    diverged=message("Diverged after epoch {epoch:,}"),
    one=message("Train for one epoch."),
    back=message("Back to the untrained network."),
    frame=message("Epoch {step}"),
)


@dataclass(slots=True)
class Bench:
    """A run on a page's bench.

    Attributes
    ----------
    run
        The run.
    name
        Never used for another run, not even after a restart of the server: browsers remember frames by it.
    before
        The bench as it was until this run's first frame has come, so that the picture does not flicker.
    examination
        The measurement of the final network on fresh points, once somebody asked for it.
    dressed
        What the panels with the curves of other runs were made of, and these panels: made once, they travel once.
    """

    run: Run
    name: str = field(default_factory=lambda: uuid.uuid4().hex)
    before: Bench | None = None
    examination: Future[dict[str, float]] | None = None
    dressed: tuple[Any, tuple[Panel, ...]] | None = None

    @property
    def busy(self) -> bool:
        """Whether anything may still arrive without the learner doing something."""
        measuring = self.examination is not None and not self.examination.done()
        return measuring or self.run.busy

    @property
    def shown(self) -> Bench:
        """The bench whose picture is on screen: this one, or the one before while this has no frame."""
        if self.run.recording.steps:
            self.before = None
        return self.before or self


class Workbench(Generic[C]):
    """A page's settings, put on the bench.

    Parameters
    ----------
    settings
        Whenever they have changed, a new run is set up with them.
    panels
        (config, scene, chosen codes) -> what to show. Asked again for the same, it gives the same objects.
    titles
        Panel code -> title, of those that make sense for the present settings.
    default
        The panels that are open at first.
    metrics
        Metric -> label, for writing out.
    wording
        What the run's steps are called.
    weights
        (config) -> the tables in which its weights can be edited; None where they cannot.
    on_click
        Called as a callback with the place on a clickable panel that the learner has clicked.
    picture
        Draws a recording in the player's place; it is then shown the config's default probes.
    axis
        (config) -> what the steps of its run stand for; the curves of a pinned run with another axis are not drawn.
    follows
        Whether the page shows more of the frame on screen, see :attr:`frame`; it is then drawn again at another one.
    """

    def __init__(
        self,
        settings: Settings[C],
        panels: Panels,
        *,
        titles: Mapping[str, str],
        default: Sequence[str],
        metrics: Mapping[str, str],
        wording: Wording = EPOCHS,
        weights: Callable[[C], Sequence[Layer]] | None = None,
        on_click: Callable[[Place], None] | None = None,
        picture: Callable[[Recording], None] | None = None,
        axis: Callable[[Any], Any] | None = None,
        follows: bool = False,
    ) -> None:
        self.settings, self.panels, self.titles, self.default = settings, panels, titles, default
        self.metrics, self.wording, self.weights = metrics, wording, weights
        self.on_click, self.picture, self.axis = on_click, picture, axis
        self.follows = follows
        self.whole = False
        _let_sleep(lambda place: place != settings.place)
        bench = benches().get(settings.place)
        if bench is None or bench.run.config != settings.config:
            self._take_up()
        if st.session_state.pop(settings.key("start"), False):
            self.run.start()
        self._seen = self.bench.shown.run.recording

    def _take_up(self) -> None:
        """Put the run of the present settings on the bench: a pinned one, a finished one, or a new one.

        A branch that was just made stands at its fork, waiting for a change, whoever may have run it before.
        """
        pinned, forked = (
            self.shelf.holds(self.settings.config),
            st.session_state.pop(self.settings.key("forked"), False),
        )
        if pinned is not None:
            self._lay(Bench(pinned.run, pinned.code))
        else:
            recording = None if forked else cache.load(self.settings.config)
            self._set_up(recording)
            if recording is None and self.settings.config == type(self.settings.config)():
                self.run.start()  # the server has just started and not come to it yet: a page opens with its result

    def _set_up(self, recording: Recording | None = None) -> None:
        """Put a new run on the bench; a branch sets off from where its parent was at the fork."""
        config = self.settings.config
        start = branching.start(config, [pin.run.recording for pin in self.shelf])
        run = jobs.new_run(config, recording=recording, checkpoint=start, on_finish=cache.store)
        self._lay(Bench(run))
        run.show()

    def _lay(self, bench: Bench) -> None:
        """Put a run on the bench; the one that lies there is stopped, unless it is pinned."""
        before = benches().get(self.settings.place)
        if before is not None:
            bench.before = before.shown
            if self.shelf.holds(before.run.config) is None:
                before.run.pause()
        benches()[self.settings.place] = bench

    @property
    def bench(self) -> Bench:
        """What is on the bench now; a reset may have changed it since this object was made."""
        if self.settings.place not in benches():  # what a script run leaves behind is lost if it is cut short
            self._take_up()
        return benches()[self.settings.place]

    @property
    def run(self) -> Run:
        """The run on the bench."""
        return self.bench.run

    @property
    def frame(self) -> int:
        """Number the frame of the shown recording on which the player rests: −1 for the newest, whichever it is."""
        shown, told = self.bench.shown, st.session_state.get(self.settings.key("frame"))
        if not isinstance(told, Frame) or told.run != shown.name or told.step not in shown.run.recording.steps:
            return -1
        return shown.run.recording.steps.index(told.step)

    def _rest(self, frame: Frame) -> None:
        """Have the page show another frame, too. Called as a callback."""
        before, key = self.frame, self.settings.key("frame")
        st.session_state[key] = frame
        if self.frame != before:
            redraw(self.settings)

    @property
    def shelf(self) -> Shelf:
        """The runs of this experiment that the learner keeps."""
        return shelf(self.settings.place)

    def pin(self) -> None:
        """Keep the run on the bench, if there is room. Called as a callback."""
        self.shelf.pin(self.run, _("Run {mark}"), self.bench.name)
        redraw(self.settings)

    def open_panels(self) -> tuple[str, ...]:
        """Codes of the open panels, in the order of their titles."""
        kept = st.session_state.setdefault(self.settings.key("open"), tuple(self.default))
        return tuple(code for code in self.titles if code in kept) or tuple(self.titles)[:1]

    def stage(self) -> None:
        """Draw player, buttons and progress; they follow the run by themselves."""
        self._want()
        every = self._pace()
        self.whole = True  # the page's script draws all of the page; later the clock or a button draws the stage alone
        st.fragment(self._stage, run_every=every)(every)
        self.whole = False
        if not self.bench.busy and self.bench.shown.run.recording is not self._seen:
            st.rerun()  # the run came to its end while the page's script was drawing an earlier frame of it

    def _pace(self) -> float | None:
        """Seconds between ticks; None while nothing is under way."""
        if not (self.bench.busy or any(pin.run.busy for pin in self.shelf)):
            return None
        return TICK if jobs.waiting() < CROWD else TICK_IN_A_CROWD

    def _stage(self, every: float | None) -> None:
        asked = st.session_state.pop(self.settings.key("redraw"), False)
        if (asked or self.run.config != self.settings.config) and not self.whole:
            st.rerun()  # the rest of the page must know of a pin, a branch, an edit or a click too
        self.run.tick()
        for pin in self.shelf:
            pin.run.tick()
        self._await_first_frame()
        self._want()
        drawn = self._picture()
        with st.container(horizontal=True, vertical_alignment="center", key="transport"):
            self._buttons()
            st.markdown(self._progress())
        branching.told(self)
        if len(self.titles) > 1:
            self._panel_choice()
        late = self.bench.shown.run.recording is not drawn
        if (every or TICK if late else self._pace()) != every and not self.whole:
            st.rerun()

    def _await_first_frame(self) -> None:
        """Give a run that has just set off the moment that its first trained frame takes."""
        deadline = time.monotonic() + FIRST_FRAME
        while self._is_setting_off() and time.monotonic() < deadline:
            time.sleep(0.005)

    def _is_setting_off(self) -> bool:
        run = self.run
        return run.state in ("waiting", "running") and len(run.recording.steps) < 2 and jobs.ready() and not run.ahead

    def _want(self) -> None:
        """Ask the run for what the open panels show."""
        scene = self.run.recording.scene
        if self.picture is not None:
            self.run.want(self.run.config.default_probes)
        elif scene is not None:
            panels = self.panels(self.run.config, scene, self.open_panels())
            self.run.want(dict.fromkeys(probe for panel in panels for probe in panel.probes))

    def _picture(self) -> Recording:
        """Draw the player and return the recording that it shows."""
        shown = self.bench.shown
        recording = shown.run.recording
        if recording.scene is None:
            st.html('<div class="empty-stage"></div>')
            return recording
        if self.picture is not None:
            self.picture(recording)
            return recording
        panels = self._dressed(shown, self.panels(shown.run.config, recording.scene, self.open_panels()))
        written = {name: label for name, label in self.metrics.items() if name in recording.metrics}
        live = self.run.state in ("waiting", "running")
        player(recording, panels, run=shown.name, key=self.settings.key("player"), live=live, metrics=written,
               frame=_(self.wording.frame), offers=branching.offers(self), edit=branching.hint(self),
               on_wish=lambda wish: branching.grant(self, wish), on_click=self.on_click,
               on_frame=self._rest if self.follows else None)  # fmt: skip
        return recording

    def _dressed(self, shown: Bench, panels: Sequence[Panel]) -> tuple[Panel, ...]:
        """Draw the curves of the pinned runs into the panels that have curves."""
        others = [pin for pin in self.shelf if pin.shown and pin.run is not shown.run and pin.run.recording.steps]
        if self.axis is not None:
            others = [pin for pin in others if self.axis(pin.run.config) == self.axis(shown.run.config)]
        marks = forks(shown.run.config, others)
        made_of = (*map(id, panels), *((pin.mark, pin.name, len(pin.run.recording.steps)) for pin in others), *marks)
        if shown.dressed is None or shown.dressed[0] != made_of:
            lines = [line(pin) for pin in others]
            shown.dressed = made_of, tuple(overlay(panel, lines, marks) for panel in panels)
        return shown.dressed[1]

    def _buttons(self) -> None:
        run, state = self.run, self.run.state
        ended = state in ("done", "diverged", "failed")
        going = run.going
        st.button(_("Run"), key="run", on_click=run.start, type="primary", icon=":material/play_arrow:",
                  disabled=ended or going)  # fmt: skip
        st.button(_("Pause"), key="pause", on_click=run.pause, icon=":material/pause:", disabled=not going)
        st.button(_("Step"), key="step", on_click=run.step, icon=":material/skip_next:", disabled=ended or going,
                  help=_(self.wording.one))  # fmt: skip
        st.button(_("Reset"), key="reset", on_click=self._set_up, icon=":material/replay:",
                  disabled=not (going or run.progress.epoch), help=branching.way_back(self))  # fmt: skip
        pinned = self.shelf.holds(run.config)
        if pinned is None:
            st.button(_("Pin"), key="pin", on_click=self.pin, icon=":material/keep:",
                      disabled=self.shelf.full or len(run.recording.steps) < 2,
                      help=_("Keep this run: its curves stay in the figure, to compare with others."))  # fmt: skip
        else:
            st.markdown(f":material/keep: {pinned.mark}")

    def _progress(self) -> str:
        """Say in one line where the run stands."""
        run, progress = self.run, self.run.progress
        where = _(self.wording.where).format(epoch=progress.epoch, end=progress.end)
        match run.state:
            case "failed":
                return f":red[{_('The run failed: {error}').format(error=run.error)}]"
            case "waiting" | "running" | "asleep" if not jobs.ready():
                if run.going:
                    return _("The workers are warming up; the run starts by itself.")
                return _("The workers are warming up.")
            case "waiting" | "running" | "asleep":
                parts = [where] if progress.end else []
                if run.ahead:
                    parts.append(_("{n} ahead of you").format(n=run.ahead))
                if progress.speed:
                    parts.append(_(self.wording.speed).format(speed=progress.speed))
                if progress.seconds_left is not None:
                    parts.append(_("{seconds:.1f} s left").format(seconds=progress.seconds_left))
                return " · ".join(parts)
            case "diverged":
                return _(self.wording.diverged).format(epoch=run.recording.steps[-1])
            case "done":
                return f"{where} · {_('done in {seconds:.2f} s of computing').format(seconds=run.recording.seconds)}"
            case _:
                return where if progress.end else ""

    def _panel_choice(self) -> None:
        kept, present = self.settings.key("open"), list(self.open_panels())

        def choose(chosen: list[str]) -> None:
            st.session_state[kept] = tuple(chosen)

        st.pills(_("Panels"), list(self.titles), default=present, format_func=lambda code: _(self.titles[code]),
                 selection_mode="multi", label_visibility="collapsed",
                 **mirrored(self.settings.key("panels"), present, choose))  # fmt: skip

    def controls(self, draw: Callable[[Settings[C]], None]) -> None:
        """Draw the page's knobs, and under them the way to take the experiment elsewhere.

        However many knobs there are, what is under them keeps its place among its neighbours: an element that changes
        its place stands on the page twice until the script has come to its end.
        """
        with st.container(key="controls"):
            with st.container(key="knobs"):
                draw(self.settings)
            sharing.share(self)

    def examine(self) -> dict[str, float] | None:
        """Measure the final network on fresh points; None until the measurement is there."""
        bench, recording = self.bench, self.run.recording
        if bench.examination is None:
            bench.examination = jobs.ask(worker.examine, recording.config, recording.trace[-1])
        if not bench.examination.done():
            return None
        return {name: values[-1] for name, values in recording.metrics.items()} | bench.examination.result()


def benches() -> dict[str, Bench]:
    """This session's benches, by page and experiment; see :attr:`~ui.settings.Settings.place`."""
    return st.session_state.setdefault("benches", {})


def redraw(settings: Settings[Any]) -> None:
    """Have the whole page drawn after a click in the stage, which alone would only draw itself. For callbacks."""
    st.session_state[settings.key("redraw")] = True


def leave(stay: str) -> None:
    """Let the runs of every other page fall asleep; they go on when their page is opened again."""
    _let_sleep(lambda place: place.partition(".")[0] != stay)


def _let_sleep(left: Callable[[str], bool]) -> None:
    runs = [(place, bench.run) for place, bench in benches().items()]
    runs += [(place, pin.run) for place, pins in shelves().items() for pin in pins]
    for place, run in runs:
        if left(place):
            run.leave()
