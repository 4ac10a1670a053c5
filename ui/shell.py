"""What surrounds every page: navigation, the language switch, the look, and a clear word when something breaks."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from ui import keeping, language, settings, workbench
from ui.catalogue import sections
from ui.language import _, message

TITLE = message("Deep Learning by Experiment")

_STYLE = Path(__file__).parent / "style.css"
_HOME = Path(__file__).parent.parent / "pages" / "home" / "page.py"


def run() -> None:
    """Draw the app for one visitor: one script run."""
    language.settle()
    st.set_page_config(_(TITLE), layout="wide", initial_sidebar_state="collapsed")
    home = st.Page(_HOME, title=_("Home"), default=True)
    pages = {
        _(section): [st.Page(each.folder / "page.py", title=_(each.title), url_path=each.stem) for each in members]
        for section, members in sections().items()
    }
    page = st.navigation({"": [home], **pages})
    if page is not home:
        st.set_page_config(f"{page.title} · {_(TITLE)}")
    st.html(_STYLE)
    with st.container(key="language_corner"):
        language.switch()
        st.html(_document_language(), unsafe_allow_javascript=True)
    stem = "" if page is home else page.url_path
    workbench.leave(stem)
    settings.arrive(stem)
    page.run()
    keeping.keep()  # last, when everything has been said and done


def _document_language() -> str:
    # Screen readers and the browser's choice of fonts go by this attribute, which Streamlit fixes at "en".
    return f"<script>document.documentElement.lang = '{language.language()}'</script>"


def apologise(error: Exception) -> bool:
    """Tell the learner that a page broke, and the server's log why. True keeps Streamlit's own box away."""
    logging.getLogger(__name__).error("a page broke", exc_info=error)
    st.error(
        _("This page ran into an error. Reload it to go on; if that does not help, open it again from Home."),
        icon=":material/error:",
    )
    return True
