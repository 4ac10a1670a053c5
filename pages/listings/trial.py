"""Run the chosen program with one click, watch what it prints, and compare its numbers with the app's own."""

from __future__ import annotations

import streamlit as st

from dlcore.listings import Listing
from dlcore.listings.running import LONGEST, Outcome
from pages.listings.words import ending
from ui.jobs.program_run import ProgramRun
from ui.language import _
from ui.program import downloads

KEY = "listings run"
GOING = ("waiting", "running")


def trial(listing: Listing) -> None:
    """Show the buttons, and the run of this program if there is one; while it goes on, it is drawn twice a second."""
    run = current(listing.code)
    going = run is not None and run.state in GOING
    with st.container(horizontal=True):
        st.button(_("Run"), key="run", type="primary", icon=":material/play_arrow:", disabled=going,
                  on_click=begin, args=(listing.code,))  # fmt: skip
        st.button(_("Cancel"), key="cancel", icon=":material/stop:", disabled=not going, on_click=cancel)
        downloads(listing.code, listing.program, listing.notebook)
    st.fragment(shown, run_every=0.5 if going else None)(listing, going)


def current(code: str) -> ProgramRun | None:
    """Return this session's run if it is one of that program."""
    run = st.session_state.get(KEY)
    return run if run is not None and run.code == code else None


def begin(code: str) -> None:
    """Start a run; an earlier one that still goes on is given up."""
    cancel()
    st.session_state[KEY] = ProgramRun(code)


def cancel() -> None:
    """Give up this session's run, if there is one."""
    if KEY in st.session_state:
        st.session_state[KEY].cancel()


def shown(listing: Listing, going: bool) -> None:
    """Show how far the run is, what it has printed, and how it ended."""
    run = current(listing.code)
    if run is None:
        return
    state = run.state
    if going and state not in GOING:
        st.rerun()
    if state == "waiting":
        st.progress(0.0, _("Waiting: one program runs at a time."))
    elif state == "running":
        st.progress(
            min(run.seconds / LONGEST, 1.0),
            _("Running for {seconds:.0f} s, of {longest:.0f} s at most.").format(seconds=run.seconds, longest=LONGEST),
        )
    elif state == "cancelled":
        st.info(_("Cancelled."), icon=":material/stop:")
    elif state == "failed":
        st.error(_("The worker process was lost. Run the program again."), icon=":material/error:")
    if run.outcome is not None:
        over(listing, run.outcome)
    printed = run.output
    if printed:
        st.code(printed, language=None, height=min(26 * (printed.count("\n") + 2), 420))


def over(listing: Listing, outcome: Outcome) -> None:
    """Say how a run ended, and whether its numbers are those of the app's own experiment."""
    said = ending(listing, outcome)
    if outcome.agrees:
        same = _("Its numbers are those that the app's own experiment arrives at.")
        st.success(f"{said} {same}", icon=":material/check:")
    elif outcome.end == "done" or listing.stops:
        st.info(said, icon=":material/info:")
    else:
        st.warning(said, icon=":material/warning:")
    if outcome.measured:
        rows = [f"| `{name}` | {outcome.printed[name]:.6g} | {value:.6g} |" for name, value in outcome.measured.items()]
        head = f"| | {_('this program')} | {_('the experiment')} |\n|---|---:|---:|"
        with st.expander(_("Number by number")):
            st.markdown("\n".join([head, *rows]))
