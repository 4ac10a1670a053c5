"""A way from one page to another, to an experiment that is set up there for the purpose."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ui import catalogue
from ui.language import _


def signpost(stem: str, query: Mapping[str, str]) -> None:
    """Show a link to a page of the catalogue, with settings as in its address; nothing if that page does not exist."""
    page = catalogue.page(stem)
    if page is not None:
        st.page_link(page.folder / "page.py", label=_(page.title), icon=":material/arrow_forward:", query_params=query)
