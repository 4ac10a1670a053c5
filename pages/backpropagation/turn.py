"""Your turn: one gradient is hidden, the learner works it out, and a wrong answer is told what it looks like."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dlcore.experiments.backpropagation.config import OneSample
from dlcore.experiments.backpropagation.graph import Graph
from dlcore.experiments.backpropagation.misconceptions import ABSOLUTE, RELATIVE, Mistake, Task, choose, task
from dlcore.experiments.backpropagation.reading import iteration
from dlcore.experiments.backpropagation.steps import Step, steps, symbol
from pages.backpropagation.opened import drawn, stage, words
from ui.components.graph import graph
from ui.language import _, message
from ui.recording import Recording
from ui.settings import Settings

REPLIES: Mapping[Mistake, str] = {
    "sign": message(
        "The size is right, the sign is not. Follow the signs along the path: each factor's, and that of z − y."
    ),
    "activation": message("You passed the activation without its derivative. From h back to z, multiply by f′(z)."),
    "upstream": message(
        "That is the local slope alone. Multiply it by the gradient that arrives from the output side, as the chain "
        "rule asks."
    ),
    "one_path": message(
        "That is one path only. The unit feeds several units: add up what comes back from all of them."
    ),
    "own_weight": message(
        "You multiplied by the weight itself. A weight's gradient is ∂L/∂z times the input that it multiplies; its own "
        "value belongs to the gradient of that input."
    ),
    "factor_two": message("Half of it: the derivative of the square (z − y)² brings a factor of 2."),
    "target_sign": message("You added the target to the prediction. The error is the prediction minus the target."),
    "step": message("That is the step, lr times the gradient. The gradient itself knows no learning rate."),
    "other": message(
        "That fits none of the usual slips. Write the chain down from the loss to here, one factor for each node, and "
        "take every number from the graph."
    ),
}


@st.fragment
def turn(settings: Settings, recording: Recording, text: str) -> None:
    """Set a task on the first pass of this run, and judge the answer; a fragment, so it redraws nothing else."""
    config, scene = recording.config, recording.scene
    if not isinstance(config, OneSample) or not isinstance(scene, Graph) or not _is_whole(recording):
        st.caption(_("Open “The graph, opened” above: the task is set on its first pass."))
        return
    found = iteration(scene, recording.trace, recording.arrays, 0)
    place = choose(scene, found.gradients, _number(settings))
    asked = task(config, scene, found.values, found.gradients, place)
    st.markdown(text)
    name = symbol(scene, *place)
    listed = steps(config, scene, found.values, found.gradients, found.differences, None)
    before, answer = _cut(listed, place)
    graph(
        drawn(config, scene, found),
        [stage(scene, step, recording.metrics["loss"][:1]) for step in before],
        words=words(),
        description=_("The graph up to the stage before ∂L/∂{name}, which is to be found.").format(name=name),
        open_at=len(before) - 1,
        sought=place,
        key=settings.key("turn"),
    )
    _ask(settings, name, asked, answer)


def _ask(settings: Settings, name: str, asked: Task, answer: str) -> None:
    typed_key, kept = settings.key("typed"), settings.key("answered")
    with st.form(settings.key("form"), border=False):
        typed = st.number_input(
            _("∂L/∂{name} =").format(name=name), value=None, step=None, format="%g", key=typed_key, width=240
        )
        sent = st.form_submit_button(_("Check"), icon=":material/check:")
    st.caption(
        _("Right is what lies within {relative:.0%} of the true value, or within {absolute:g}.").format(
            relative=RELATIVE, absolute=ABSOLUTE
        )
    )
    st.button(_("Another one"), key=settings.key("another"), icon=":material/casino:", on_click=_next, args=(settings,))
    if sent and typed is not None:
        st.session_state[kept] = (_number(settings), asked, typed)
    judged = st.session_state.get(kept)
    if judged is None or judged[:2] != (_number(settings), asked):
        return
    mistake = asked.judge(judged[2])
    if mistake is None:
        st.success(f"**{_('Right.')}** {answer}", icon=":material/check:")
    else:
        st.warning(f"**{_('Not quite.')}** {_(REPLIES[mistake])}", icon=":material/close:")


def _number(settings: Settings) -> int:
    """Which task it is: the seed by which the gradient is chosen."""
    return st.session_state.get(settings.key("task"), 0)


def _next(settings: Settings) -> None:
    st.session_state[settings.key("task")] = _number(settings) + 1
    st.session_state[settings.key("typed")] = None


def _cut(listed: list[Step], place: tuple[str, int]) -> tuple[list[Step], str]:
    """The stages before the one that would give the answer away, and that stage's formula for it."""
    at = next(i for i, step in enumerate(listed) if step.phase == "backward" and place[0] in step.shows)
    line = next(line for line in listed[at].lines if (line.node, line.index) == place)
    return listed[:at], line.text


def _is_whole(recording: Recording) -> bool:
    return all(recording.arrays.get(name) for name in recording.config.default_probes)
