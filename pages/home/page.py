"""The start page: what this is, the learning path, and what the training runs on."""

from __future__ import annotations

import streamlit as st

from ui import jobs
from ui.catalogue import Page, sections
from ui.language import _, prose

LINE = 760  # pixels: about as long as a line of text may be


def card(page: Page) -> None:
    """Show a page: its sketch, its name as a link that covers the card, its one sentence."""
    with st.container(key=f"card_{page.stem}", border=True, gap="small"):
        st.image(page.folder / "sketch.svg", width="stretch", alt="")
        st.page_link(page.folder / "page.py", label=f"**{_(page.title)}**")
        st.markdown(_(page.idea))


def device(asking: bool) -> None:
    """Name what the training runs on; just after the server's start its workers have yet to say."""
    name = jobs.device_name()
    if asking and name:
        st.rerun()
    st.caption(_("Training runs on: {device}").format(device=name or _("checking …")))


text = prose("home")
with st.container(key="home"):
    with st.container(width=LINE):
        st.markdown(text["welcome"])
    path, guide = st.columns([3, 2], gap="large")
    with path:
        for section, members in sections().items():
            st.subheader(_(section), anchor=False)
            with st.container(key=f"path_{members[0].stem}"):
                for member in members:
                    card(member)
    guide.markdown(text["guide"])
    unknown = jobs.device_name() is None
    st.fragment(device, run_every=1 if unknown else None)(unknown)
