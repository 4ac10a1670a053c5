"""Programs to read, to run with one click and to take home: the article's two, mended, and one for each concept."""

from __future__ import annotations

import streamlit as st

from dlcore.listings import WRITTEN, listings
from pages.listings.trial import trial
from pages.listings.words import title
from ui import catalogue
from ui.controls import mirrored
from ui.language import _, prose
from ui.lesson import fill
from ui.notices import quote
from ui.signposts import signpost

offered = [each.code for each in WRITTEN] + [each.stem for each in catalogue.concepts() if each.stem in listings()]
text = prose("listings")
state = st.session_state


def choose(code: str) -> None:
    """Keep the learner's choice: the widget's own state ends when the page or the language changes."""
    state["listing"], state["listing unknown"] = code, ""


asked = st.query_params.get("program", "")
if asked and asked != state.get("listing address"):
    state["listing unknown"] = "" if asked in offered else asked
    state["listing"] = asked if asked in offered else offered[0]
chosen = state.setdefault("listing", offered[0])
state["listing address"] = chosen
if asked != chosen:
    st.query_params["program"] = chosen

st.markdown(text["hook"])
if state.get("listing unknown"):
    st.info(
        _("There is no program {name} here.").format(name=quote(state["listing unknown"])), icon=":material/link_off:"
    )
choice, bench = st.columns([2, 5], gap="large")
with choice:
    st.radio(_("Program"), offered, offered.index(chosen), format_func=title, **mirrored("program", chosen, choose))
    st.caption(text["limits"])
listing = listings()[chosen]
with bench:
    st.subheader(title(chosen), anchor=False)
    st.markdown(
        fill(text[chosen if listing.written else "concept"], {"epochs": str(getattr(listing.config, "epochs", ""))})
    )
    signpost(type(listing.config).__module__.split(".")[-2], listing.config.to_query())
    trial(listing)
    st.code(listing.program, language="python")
