"""Challenges that the program grades, by measuring the learner's own run on points it has not seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dlcore.config import Config
from ui.language import _

Measure = Callable[[Any, Mapping[str, float]], float]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a run shows of one condition: whether it is met (None: not measured yet), and the number seen."""

    met: bool | None
    seen: float | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that a run must fulfil.

    Attributes
    ----------
    text
        Message id; ``{bound}`` stands for the bound.
    measure
        (config, metrics) -> the number that counts, a bool for yes or no. It raises ``KeyError`` for a metric that
        has not been measured yet.
    least, most
        The bounds, both included; None where there is none.
    style
        How the number is written, as a format specification.
    """

    text: str
    measure: Measure
    least: float | None = None
    most: float | None = None
    style: str = ""

    def judge(self, config: Config, metrics: Mapping[str, float]) -> Finding:
        """Measure a run against the bounds."""
        try:
            seen = self.measure(config, metrics)
        except KeyError:
            return Finding(None)
        if isinstance(seen, bool):
            return Finding(seen)
        return Finding((self.least is None or seen >= self.least) and (self.most is None or seen <= self.most), seen)

    def wording(self) -> str:
        """Word the condition in the session's language."""
        bound = self.most if self.least is None else self.least
        return _(self.text).format(bound=format(bound, self.style) if bound is not None else "")


def metric(
    text: str, name: str, *, least: float | None = None, most: float | None = None, style: str = ".3f"
) -> Condition:
    """Bound one of the run's metrics."""
    return Condition(text, lambda config, metrics: metrics[name], least, most, style)


def setting(
    text: str, name: str, *, least: float | None = None, most: float | None = None, style: str = "g"
) -> Condition:
    """Bound one of the experiment's settings; an experiment without it does not meet the condition."""
    return Condition(text, lambda config, metrics: getattr(config, name, False), least, most, style)


def experiment(text: str, kind: type[Config], also: Callable[[Any], bool] = lambda config: True) -> Condition:
    """Ask for an experiment of one kind, and for what `also` says of its config."""
    return Condition(text, lambda config, metrics: isinstance(config, kind) and also(config))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings on a challenge's conditions, in their order."""

    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether every condition has been measured and is met."""
        return all(finding.met is True for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Challenge:
    """A task, and what a run must show to have solved it. `title` and `task` are message ids."""

    code: str
    title: str
    task: str
    conditions: tuple[Condition, ...]

    def grade(self, config: Config, metrics: Mapping[str, float]) -> Verdict:
        """Judge a run by its config and by what was measured of it, on fresh points too; missing metrics stay open."""
        return Verdict(tuple(condition.judge(config, metrics) for condition in self.conditions))


def challenges(
    challenges: Sequence[Challenge],
    *,
    config: Config,
    finished: bool,
    examine: Callable[[], Mapping[str, float] | None],
) -> None:
    """Show each challenge as a card with its conditions, and grade the run when asked.

    Parameters
    ----------
    challenges
        What is set.
    config
        Of the run on screen, or of the controls while there is none.
    finished
        Whether that run has come to its end; only then can it be checked.
    examine
        Gives the run's final metrics together with those measured on fresh points, or None while it is being
        measured; the page then reruns when they have arrived.
    """
    tally = st.empty()
    for left, right in zip(challenges[::2], [*challenges[1::2], None], strict=False):
        columns = st.columns(2)
        for column, challenge in zip(columns, (left, right), strict=True):
            if challenge is not None:
                with column:
                    _card(challenge, config, finished, examine)
    done = sum(challenge.code in solved() for challenge in challenges)
    tally.markdown(_("Solved: {done} of {all}").format(done=done, all=len(challenges)))


def solved() -> set[str]:
    """Return the codes of the challenges that this session has solved."""
    return st.session_state.setdefault("solved", set())


def _card(
    challenge: Challenge, config: Config, finished: bool, examine: Callable[[], Mapping[str, float] | None]
) -> None:
    # What was asked for, and what was measured, holds for one experiment only: changing the config clears both.
    asked: dict[str, str] = st.session_state.setdefault("asked", {})
    with st.container(border=True):
        heading = st.empty()
        st.markdown(_(challenge.task))
        findings = st.empty()
        if st.button(
            _("Check my run"),
            key=f"check_{challenge.code}",
            disabled=not finished,
            help=None if finished else _("Let a run finish first: its final network is what is graded."),
        ):
            asked[challenge.code] = config.key
        wanted = finished and asked.get(challenge.code) == config.key
        metrics = examine() if wanted else None
        verdict = challenge.grade(config, metrics or {})
        if verdict.passed:
            solved().add(challenge.code)
        findings.markdown("\n".join(map(_line, challenge.conditions, verdict.findings)))
        if wanted and metrics is None:
            st.caption(_("Measuring on fresh points …"))
        elif wanted:
            st.caption(_("Every condition is met.") if verdict.passed else _("Not there yet: see what is missing."))
        title = _(challenge.title)
        heading.markdown(
            f"#### :material/task_alt: {title} · {_('solved')}" if challenge.code in solved() else f"#### {title}"
        )


def _line(condition: Condition, finding: Finding) -> str:
    """Word one condition and its finding as a list item."""
    state = {True: f"✓ {_('met')}", False: f"✗ {_('not met')}", None: f"○ {_('measured when you check')}"}[finding.met]
    wording = condition.wording()
    if finding.seen is not None:
        seen = format(finding.seen, condition.style)
        wording = _("{condition} (this run: {seen})").format(condition=wording, seen=seen)
    return f"- **{state}** · {wording}"
