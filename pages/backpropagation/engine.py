"""The engine in one screen: our own autograd, and the hand-written backward pass that the other pages train with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import streamlit as st

from dlcore.export import source
from ui.language import _


def engine(text: Mapping[str, str]) -> None:
    """Show both, each under a sentence of the page's prose."""
    st.markdown(text["engine_own"])
    with st.expander(_("dlcore/autograd.py, all of it")):
        st.code(_file("dlcore.autograd"), language="python")
    st.markdown(text["engine_stacked"])
    st.code(source("dlcore.stacked", "StackedMLP.backward"), language="python")


@cache
def _file(module: str) -> str:
    spec = find_spec(module)
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).read_text(encoding="utf-8")
