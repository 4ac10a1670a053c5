"""The page as a visitor uses it: rooms, weights, links, the learner's own turn, challenges, code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dlcore.config import Config
from dlcore.experiments.backpropagation import CONFIGS
from dlcore.experiments.backpropagation.config import OneSample
from dlcore.experiments.backpropagation.misconceptions import choose, task
from dlcore.experiments.backpropagation.reading import iteration
from dlcore.export import program
from pages.backpropagation.presets import PRESETS
from pages.backpropagation.turn import REPLIES
from tests.knobs import knob
from tests.visitor import bench, opened, place, settle, shown, texts

STEM = "backpropagation"

HOUSE = Path(__file__).parents[3]


def graphs(app: AppTest) -> list[dict[str, Any]]:
    """What the graph components were sent."""
    found = [each.proto for each in app.get("bidi_component") if each.proto.component_name == "graph"]
    return [json.loads(json.loads(proto.json)) for proto in found]


@pytest.fixture(scope="module")
def first() -> AppTest:
    """The page after its default experiment has run."""
    app = opened(STEM, steps="3")
    assert bench(app).run.state == "done"
    return app


def test_the_graph_holds_every_number_and_ends_before_the_step(first: AppTest) -> None:
    main, turn = graphs(first)
    assert [stage["phase"] for stage in main["stages"]][-1] == "step"
    assert main["stages"][main["openAt"]]["phase"] == "backward"
    assert "not one weight has moved" in main["stages"][main["openAt"]]["note"]
    assert {node["name"] for node in main["nodes"]} >= {"x", "W1", "b1", "z1", "h1", "loss"}
    assert turn["sought"] is not None
    name = turn["sought"][0]
    assert not any(stage["phase"] == "backward" and name in stage["shows"] for stage in turn["stages"])


def test_another_pass_can_be_looked_at(first: AppTest) -> None:
    app = first.slider(key="backpropagation.iteration").set_value(3).run()
    assert graphs(app)[0]["stages"][-1]["phase"] == "backward"  # after the last pass no step follows
    app.slider(key="backpropagation.iteration").set_value(0).run()


def test_the_explanation_and_the_program_are_of_this_run(first: AppTest) -> None:
    assert "optimisation algorithm that updates weights" in texts(first)
    assert program(OneSample(steps=3)).strip() in [each.value.strip() for each in first.code]
    assert any("def backward(self" in each.value for each in first.code)


def test_a_weight_set_by_hand_is_in_the_link_and_another_seed_forgets_it() -> None:
    app = opened(STEM, steps="1", hidden="1")
    app.number_input(key="backpropagation.weights 0").set_value(0.25).run()
    app = settle(app)
    assert shown(app).weights[0] == 0.25
    assert shown(app).weights[1:] == OneSample(hidden=(1,)).start[1:]
    assert app.query_params["weights"].startswith("0.25_")
    again = opened(STEM, **{name: app.query_params[name] for name in app.query_params if name != "lang"})
    assert shown(again) == shown(app)
    app = settle(app.number_input(key="backpropagation.seed").set_value(5).run())
    assert shown(app).weights == () and shown(app).seed == 5


def test_another_shape_draws_other_weights() -> None:
    app = opened(STEM, steps="1", hidden="1", weights="1_1_1_1_1")
    assert shown(app).weights == (1.0,) * 5
    app.segmented_control(key="backpropagation.layers").set_value(2).run()
    assert shown(app).hidden == (1, 1) and shown(app).weights == ()
    app.number_input(key="backpropagation.units 1").set_value(3).run()
    assert shown(app).hidden == (1, 3) and not app.exception


def test_cross_entropy_takes_the_nearest_probability() -> None:
    app = opened(STEM, steps="1", target="-3")
    app = settle(app.selectbox(key="backpropagation.loss").select("cross_entropy").run())
    assert (shown(app).loss, shown(app).target) == ("cross_entropy", 0.0)
    before = shown(app)
    knob(app.number_input, "backpropagation.target 0").set_value(2.0).run()
    assert shown(app) == before and "probability" in app.warning[0].value


def test_the_learners_turn_names_the_mistake_and_praises_the_truth() -> None:
    app = opened(STEM, steps="1")
    recording, settings = bench(app).run.recording, "backpropagation"
    scene: Any = recording.scene
    found = iteration(scene, recording.trace, recording.arrays, 0)
    asked = task(shown(app), scene, found.values, found.gradients, choose(scene, found.gradients, 0))
    assert len(asked.mistakes) >= 4
    for mistake, value in asked.mistakes.items():
        app.number_input(key=f"{settings}.typed").set_value(value)
        app = next(each for each in app.button if each.label == "Check").click().run()
        assert REPLIES[asked.judge(value) or "other"] in texts(app), mistake
        assert "Not quite" in texts(app)
    app.number_input(key=f"{settings}.typed").set_value(asked.answer)
    app = next(each for each in app.button if each.label == "Check").click().run()
    assert "Right." in texts(app) and not any(reply in texts(app) for reply in REPLIES.values())
    before = graphs(app)[1]["sought"]
    for _ in range(3):
        app = app.button(key=f"{settings}.another").click().run()
    assert graphs(app)[1]["sought"] != before or app.session_state[f"{settings}.task"] == 3


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.code)
def test_a_preset_turns_to_its_room_sets_every_knob_and_runs(preset) -> None:
    app = opened(STEM, **({"experiment": preset.config.experiment} if preset.config.experiment else {}), seed="1")
    app = settle(app.pills(key=f"{place(app)}.preset").set_value(preset.code).run())
    assert shown(app) == preset.config and bench(app).run.state == "done"


def test_a_prediction_leads_to_its_room_and_stays() -> None:
    app = opened(STEM)
    app = settle(app.radio(key="backpropagation.prediction").set_value("swings").run())
    assert app.session_state["backpropagation experiment"] == "loop"
    assert "As you predicted" in texts(app)
    assert "modified by an inplace operation" in "\n".join(each.value for each in app.code)
    app = settle(knob(app.segmented_control, "backpropagation room").set_value("depth").run())
    assert "As you predicted" in texts(app) and shown(app).experiment == "depth"


@pytest.mark.parametrize("experiment", CONFIGS, ids=lambda each: each.experiment or "first")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_room_opens_in_both_languages(experiment: type[Config], language: str) -> None:
    query = {"experiment": experiment.experiment} if experiment.experiment else {}
    app = opened(STEM, **query, lang=language)
    assert shown(app) == experiment() and not app.error and not app.warning
    assert bench(app).run.recording.finished == (bench(app).run.state == "done")


@pytest.mark.parametrize(
    "query",
    [
        {"weights": "nan_1_1", "hidden": "9-9", "target": "1e400"},
        {"experiment": "<script>alert(1)</script>", "lr": "0"},
        {"experiment": "depth", "deepest": "31", "activation": "softplus"},
        {"experiment": "units", "hidden": "32-32-32-32", "epochs": "500"},
        {"loss": "cross_entropy", "target": "5"},
    ],
)
def test_a_link_with_nonsense_opens_the_page_and_says_what_it_ignored(query: dict[str, str]) -> None:
    app = opened(STEM, **query, steps="1") if "experiment" not in query else opened(STEM, **query)
    assert not app.exception and len(app.info) == 1
    assert "<script>" not in app.info[0].value.replace("`<script>", "")


def test_a_challenge_is_graded_by_the_learners_own_run() -> None:
    app = opened(STEM, lr="0.206", steps="1")
    app = settle(app.button(key="check_one_step").click().run())
    assert "one_step" in app.session_state["solved"]


@pytest.mark.parametrize(
    ("query", "told"),
    [({"steps": "1"}, "gradient norm"), ({"experiment": "depth", "deepest": "2"}, "Factor per layer")],
)
def test_pinned_runs_are_set_side_by_side_with_what_came_of_them(query: dict[str, str], told: str) -> None:
    app = opened(STEM, **query)
    app = app.button(key="pin").click().run()
    app.number_input(key=f"{place(app)}.seed").set_value(3).run()
    app = settle(app.button(key="run").click().run())
    app = settle(app.button(key="pin").click().run())
    table = app.dataframe[0].value
    assert table.iloc[0, 0] == "Seed" and told in list(table.iloc[:, 0])
    assert list(table.iloc[0, 1:]) == ["0", "3"] and not app.exception
