"""A challenge shows what is missing, asks for a measurement, and stays solved."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from streamlit.testing.v1 import AppTest

from dlcore.config import Config
from dlcore.experiments.neural_network.config import NeuralNetwork
from ui.challenges import Challenge, Condition, Finding, experiment, metric, setting

SMALL = setting("At most {bound} parameters", "parameters", most=20, style="d")
GOOD = metric("At least {bound} right", "fresh_accuracy", least=0.9, style=".1%")
MOONS = experiment("Two moons", NeuralNetwork, lambda config: config.dataset == "moons")
FLAT = Condition("No hidden layer", lambda config, metrics: not config.hidden)
CHALLENGE = Challenge("small", "Small and good", "Make it so.", (SMALL, GOOD))

SMALL_NET, LARGE_NET = NeuralNetwork(hidden=(3,)), NeuralNetwork(hidden=(8,))


def showing() -> None:
    """A page with one challenge; its run and what is measured of it come from the session."""
    import streamlit as st

    from ui.challenges import Challenge, Condition, challenges

    state = st.session_state
    conditions = (
        Condition("At most {bound} parameters", lambda config, metrics: config.parameters, most=20, style="d"),
        Condition("At least {bound} right", lambda config, metrics: metrics["fresh_accuracy"], least=0.9, style=".1%"),
    )

    def examine() -> dict[str, float] | None:
        state["examined"] = state.get("examined", 0) + 1
        return state.get("metrics")

    challenges(
        [Challenge("small", "Small and good", "Make it so.", conditions)],
        config=state["config"],
        finished=state["finished"],
        examine=examine,
    )


def page(config: NeuralNetwork, finished: bool = True, metrics: Mapping[str, float] | None = None) -> AppTest:
    app = AppTest.from_function(showing)
    app.session_state["language"] = "en"
    app.session_state["config"], app.session_state["finished"] = config, finished
    if metrics is not None:
        app.session_state["metrics"] = metrics
    app.run()
    return app


def text(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.value for element in (*app.markdown, *app.caption))


@pytest.mark.parametrize(
    ("condition", "config", "metrics", "met"),
    [
        (SMALL, NeuralNetwork(hidden=(4,)), {}, True),
        (SMALL, NeuralNetwork(hidden=(5,)), {}, False),
        (GOOD, SMALL_NET, {"fresh_accuracy": 0.9}, True),
        (GOOD, SMALL_NET, {"fresh_accuracy": 0.899}, False),
        (GOOD, SMALL_NET, {}, None),
        (FLAT, NeuralNetwork(hidden=()), {}, True),
        (FLAT, SMALL_NET, {}, False),
        (MOONS, NeuralNetwork(dataset="moons"), {}, True),
        (MOONS, NeuralNetwork(dataset="xor"), {}, False),
        (MOONS, Config(), {}, False),
    ],
)
def test_bounds_are_included_and_what_is_not_measured_stays_open(condition, config, metrics, met) -> None:
    assert condition.judge(config, metrics).met is met


def test_the_number_seen_is_reported_but_not_for_yes_or_no() -> None:
    assert SMALL.judge(LARGE_NET, {}) == Finding(False, LARGE_NET.parameters)
    assert FLAT.judge(SMALL_NET, {}) == Finding(False)


def test_an_experiment_without_the_setting_fails_and_claims_no_number() -> None:
    assert SMALL.judge(Config(), {}) == Finding(False)


@pytest.mark.parametrize(
    ("config", "metrics", "passed"),
    [
        (SMALL_NET, {"fresh_accuracy": 0.95}, True),
        (SMALL_NET, {}, False),
        (LARGE_NET, {"fresh_accuracy": 0.95}, False),
        (SMALL_NET, {"fresh_accuracy": 0.5}, False),
    ],
)
def test_every_condition_must_be_measured_and_met(config, metrics, passed) -> None:
    assert CHALLENGE.grade(config, metrics).passed is passed


def test_what_the_config_decides_shows_before_any_check() -> None:
    shown = text(page(LARGE_NET, finished=False))
    assert "**✗ not met** · At most 20 parameters (this run: 33)" in shown
    assert "**○ measured when you check** · At least 90.0% right" in shown


def test_only_a_finished_run_can_be_checked_and_nothing_is_measured_unasked() -> None:
    running = page(SMALL_NET, finished=False)
    assert running.button("check_small").disabled
    done = page(SMALL_NET)
    assert not done.button("check_small").disabled
    assert "examined" not in running.session_state
    assert "examined" not in done.session_state


def test_a_check_waits_for_its_measurement_and_then_passes() -> None:
    app = page(SMALL_NET)
    app.button("check_small").click().run()
    assert "Measuring on fresh points" in text(app)
    assert "Solved: 0 of 1" in text(app)
    app.session_state["metrics"] = {"fresh_accuracy": 0.95}
    app.run()
    assert "**✓ met** · At least 90.0% right (this run: 95.0%)" in text(app)
    assert "Solved: 1 of 1" in text(app)
    assert "Every condition is met." in text(app)


def test_a_miss_says_by_how_much() -> None:
    app = page(SMALL_NET, metrics={"fresh_accuracy": 0.899})
    app.button("check_small").click().run()
    assert "**✗ not met** · At least 90.0% right (this run: 89.9%)" in text(app)
    assert "Not there yet" in text(app)
    assert "Solved: 0 of 1" in text(app)


def test_a_verdict_ends_with_its_run_but_a_challenge_stays_solved() -> None:
    app = page(SMALL_NET, metrics={"fresh_accuracy": 0.95})
    app.button("check_small").click().run()
    app.session_state["config"] = LARGE_NET
    app.run()
    assert "measured when you check" in text(app)
    assert "Solved: 1 of 1" in text(app)
