"""Put a quick question to a worker and keep its answer for as long as the question stays the same."""

from __future__ import annotations

from collections.abc import Hashable
from concurrent.futures import Future
from typing import Any

import streamlit as st

from dlcore import worker
from ui import jobs
from ui.language import _

QUESTIONS = "dlcore.experiments.recurrent_network.questions"
PATIENCE = 4.0  # seconds; questions go ahead of all training, which is cut into much shorter slices


def asked(key: str, about: Hashable, question: str, *arguments: Any) -> Any | None:
    """Return the answer, or None, with a word to the learner, if there is none yet or none at all.

    Parameters
    ----------
    key
        Where the question is kept in the session.
    about
        What the answer depends on.
    question, arguments
        What is asked: a function of :mod:`dlcore.experiments.recurrent_network.questions`.
    """
    kept: tuple[Hashable, Future[Any]] | None = st.session_state.get(key)
    if kept is None or kept[0] != about:
        kept = about, jobs.ask(worker.answer, QUESTIONS, question, *arguments)
        st.session_state[key] = kept
    try:
        return kept[1].result(PATIENCE)
    except TimeoutError:
        st.caption(_("The workers are busy. Ask again in a moment."))
    except Exception:
        st.session_state.pop(key, None)  # whatever it was, the next script run may ask anew
        st.caption(_("This could not be computed. Change something and try again."))
    return None
