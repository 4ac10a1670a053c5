"""Questions that learners ask: each answered in a few sentences, with the experiment that shows it."""

from __future__ import annotations

import streamlit as st

from pages.faq.answers import ANSWERS
from ui.language import _, prose
from ui.signposts import signpost

LINE = 760  # pixels: about as long as a line of text may be

text = prose("faq")
parted = {code: section.removeprefix("### ").partition("\n") for code, section in text.items()}

st.markdown(text["hook"])
with st.container(key="faq", width=LINE):
    for title, answers in ANSWERS.items():
        st.markdown(f"**{_(title)}**\n" + "\n".join(f"- [{parted[each.code][0]}](#{each.code})" for each in answers))
    for title, answers in ANSWERS.items():
        st.header(_(title), anchor=False)
        for answer in answers:
            question, _newline, words = parted[answer.code]
            st.subheader(question, anchor=answer.code)
            st.markdown(words)
            signpost(answer.stem, answer.config.to_query())
