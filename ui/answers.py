"""Put a quick question to a worker, and keep its answer for as long as the question stays the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any

import streamlit as st

from ui import jobs
from ui.language import _

PATIENCE = 6.0  # seconds; questions go ahead of all training, but a worker may have to load a library first


def asked(key: str, about: Hashable, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
    """Ask, unless this very question has just been asked; return the answer to be, for :func:`answer`.

    Parameters
    ----------
    key
        Where the question is kept in the session.
    about
        What the answer depends on.
    function, arguments
        What a worker calls.
    """
    kept: tuple[Hashable, Future[Any]] | None = st.session_state.get(key)
    if kept is None or kept[0] != about or _failed(kept[1]):
        kept = about, jobs.ask(function, *arguments)
        st.session_state[key] = kept
    return kept[1]


def answer(future: Future[Any], key: str) -> Any | None:
    """Wait a little for an answer; None while there is none, with a word to the learner and a button to look again."""
    try:
        return future.result(PATIENCE)
    except TimeoutError:
        st.caption(_("The workers are busy."))
        st.button(_("Ask again"), key=f"{key} again")
        return None


def answered(key: str, about: Hashable, function: Callable[..., Any], *arguments: Any) -> Any | None:
    """Ask, and wait a little: :func:`asked` and :func:`answer` in one."""
    return answer(asked(key, about, function, *arguments), key)


def _failed(future: Future[Any]) -> bool:
    return future.done() and (future.cancelled() or future.exception() is not None)
