"""The learning parts that every page shares: prose with live numbers, presets, a prediction, questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from dlcore.config import Config
from ui.language import _

C = TypeVar("C", bound=Config)

LINE = 760  # pixels: about as long as a line of text may be
_PLACEHOLDER = re.compile(r"⟦(\w+)⟧")  # braces would clash with LaTeX's


@dataclass(frozen=True, slots=True)
class Preset(Generic[C]):
    """An experiment worth trying: every knob and the seeds are set, and one idea shows.

    Attributes
    ----------
    code
        Its name in links, keys and tests.
    title, look
        Message ids: what it shows, and where to look.
    config
        The whole experiment.
    panels
        The panels in which it is seen, to be opened with it.
    """

    code: str
    title: str
    look: str
    config: C
    panels: tuple[str, ...] = ("surface", "curves")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a :class:`Question`: its text, and the reply to whoever chooses it (both message ids)."""

    code: str
    text: str
    reply: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A multiple-choice question with a reply to every answer, wrong ones too."""

    code: str
    text: str
    options: tuple[Option, ...]

    def option(self, code: str) -> Option:
        """Return the option of that code; raise ``StopIteration`` if there is none."""
        return next(each for each in self.options if each.code == code)


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a learner is asked to foresee about a preset that has not been run.

    Attributes
    ----------
    preset
        The code of the preset that an answer loads.
    options
        Code -> message id of each answer; the question itself is prose.
    right
        The code of what happens.
    outcome
        Message id with the run's metrics as placeholders, such as ``{test_accuracy:.0%}``.
    """

    preset: str
    options: Mapping[str, str]
    right: str
    outcome: str

    def tell(self, answer: str, metrics: Mapping[str, float]) -> str:
        """Say, in the session's language, whether the answer was right and what the finished run shows."""
        verdict = _("As you predicted.") if answer == self.right else _("Not as you predicted.")
        return f"**{verdict}** {_(self.outcome).format(**metrics)}"


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put live values in the place of ``⟦name⟧``; raise ``KeyError`` for a name that `values` does not hold."""
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text)


def folded(text: str) -> None:
    """Show a text under its first words in bold, unfolded by a click."""
    _nothing, heading, body = text.split("**", 2)
    with st.expander(heading):
        st.markdown(body.lstrip())


def explain(
    text: Mapping[str, str],
    numbers: Mapping[str, str],
    sections: Iterable[str],
    derivations: Iterable[str],
    panels: Mapping[str, str],
    *,
    diverged: bool = False,
    prefix: str = "panel_",
    beneath: Mapping[str, Callable[[], object]] | None = None,
) -> None:
    """Lay out a page's explanations with the numbers of its run, and beside them how its panels are read.

    Parameters
    ----------
    text
        The page's prose.
    numbers
        Live value -> what it is in this run.
    sections, derivations
        Names of the sections that are shown, and of those that are folded away after them.
    panels
        Panel code -> title (message id). How it is read is the section of its code behind `prefix`.
    diverged
        Whether the section of that name comes first, as a warning.
    beneath
        Section -> what draws a figure or a table under it.
    """
    beneath = beneath or {}
    reading, guide = st.columns([3, 2], gap="large")
    with reading, st.container(width=LINE):
        if diverged:
            st.warning(fill(text["diverged"], numbers), icon=":material/warning:")
        for section in sections:
            st.markdown(fill(text[section], numbers))
            beneath.get(section, lambda: None)()
        for section in derivations:
            folded(fill(text[section], numbers))
    with guide:
        st.subheader(_("How to read the panels"), anchor=False)
        for code, title in panels.items():
            with st.expander(_(title)):
                st.markdown(text[f"{prefix}{code}"])


def placeholders(text: str) -> set[str]:
    """Name the live values that a text asks for."""
    return set(_PLACEHOLDER.findall(text))


def answers() -> dict[str, str]:
    """Return this session's answers, question code -> option code.

    They are kept apart from the widgets, whose own state ends when the page or the language changes.
    """
    return st.session_state.setdefault("answers", {})


def predict(
    question: str,
    options: Mapping[str, str],
    *,
    key: str,
    outcome: str | None = None,
    on_answer: Callable[[], None] | None = None,
) -> str | None:
    """Ask once, before the result is seen; the answer then stays, next to what happened.

    Parameters
    ----------
    question, options
        In the learner's language; options map codes to labels.
    key
        Of the widget, and of the answer in :func:`answers`.
    outcome
        What then happened, as :meth:`Prediction.tell` words it; None until the run is done.
    on_answer
        Called as a callback, so it may change other widgets: it loads the preset that the question is about.

    Returns
    -------
    answer
        The chosen code, None before.
    """
    answer = _ask(question, options, key, on_answer, horizontal=True, locked=key in answers())
    if answer is not None:
        st.markdown(outcome or _("Your answer is kept. Watch what happens."))
    return answer


@st.fragment
def questions(questions: Sequence[Question]) -> None:
    """Ask multiple-choice questions, each with its reply under it. A fragment: an answer redraws nothing else."""
    for question in questions:
        labels = {option.code: _(option.text) for option in question.options}
        answer = _ask(f"**{_(question.text)}**", labels, f"answer_{question.code}")
        if answer is None:
            continue
        option = question.option(answer)
        if option.right:
            st.success(f"**{_('Right.')}** {_(option.reply)}", icon=":material/check:")
        else:
            st.warning(f"**{_('Not quite.')}** {_(option.reply)}", icon=":material/close:")


def _ask(
    question: str,
    options: Mapping[str, str],
    key: str,
    then: Callable[[], None] | None = None,
    *,
    horizontal: bool = False,
    locked: bool = False,
) -> str | None:
    """Show the options as radio buttons and return the kept answer."""

    def keep() -> None:
        answers()[key] = st.session_state[key]
        if then is not None:
            then()

    kept = answers().get(key)
    # In every run: Streamlit drops what a disabled widget held, and a run may be cut short before the widget is drawn.
    st.session_state[key] = kept
    st.radio(
        question,
        list(options),
        index=None,
        format_func=options.__getitem__,
        key=key,
        on_change=keep,
        horizontal=horizontal,
        disabled=locked,
    )
    return kept
