"""What the learner answers is kept, answered to, and survives a change of language and of page."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from pages.neural_network.lesson import PREDICTION, QUESTIONS
from ui.language import translate
from ui.lesson import fill, placeholders


def asking() -> None:
    """A page with the questions on it, a switch of language, and a way to another page and back."""
    import streamlit as st

    from pages.neural_network.lesson import QUESTIONS
    from ui import language
    from ui.lesson import questions

    language.settle()
    language.switch()
    if not st.toggle("elsewhere", key="elsewhere"):
        questions(QUESTIONS)


def predicting() -> None:
    """A page that asks for a prediction, loads its preset on the answer, and has a result once it was loaded."""
    import streamlit as st

    from pages.neural_network.lesson import PREDICTION
    from ui.lesson import answers, predict

    def load() -> None:
        st.session_state["loaded"] = st.session_state.get("loaded", 0) + 1

    answer = answers().get("predict")
    metrics = {"test_accuracy": 0.5}
    predict(
        "What will happen?",
        PREDICTION.options,
        key="predict",
        outcome=PREDICTION.tell(answer, metrics) if answer and "done" in st.session_state else None,
        on_answer=load,
    )


def page(body, **state: object) -> AppTest:
    app = AppTest.from_function(body)
    app.session_state["language"] = "en"
    for name, value in state.items():
        app.session_state[name] = value
    return app.run()


def replies(app: AppTest) -> list[str]:
    assert not app.exception
    return [element.value for element in (*app.success, *app.warning)]


def test_fill_puts_values_between_latex_braces() -> None:
    assert fill(r"$\frac{⟦a⟧}{⟦b⟧}$", {"a": "1", "b": "2"}) == r"$\frac{1}{2}$"


def test_fill_takes_values_as_they_are() -> None:
    assert fill("⟦a⟧", {"a": r"\sin ⟦b⟧ \1"}) == r"\sin ⟦b⟧ \1"


def test_fill_refuses_a_name_without_a_value() -> None:
    with pytest.raises(KeyError, match="missing"):
        fill("⟦missing⟧", {"a": "1"})


def test_placeholders_are_those_that_fill_asks_for() -> None:
    text = "⟦a⟧ and ⟦b_2⟧ and ⟦a⟧"
    assert placeholders(text) == {"a", "b_2"}
    assert fill(text, dict.fromkeys(placeholders(text), "x")) == "x and x and x"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.code)
def test_a_question_has_one_right_answer_and_a_reply_of_its_own_to_each(question) -> None:
    assert sum(option.right for option in question.options) == 1
    for attribute in ("code", "text", "reply"):
        assert len({getattr(option, attribute) for option in question.options}) == len(question.options) >= 3


def test_right_answers_do_not_always_stand_in_one_place() -> None:
    places = {[option.right for option in question.options].index(True) for question in QUESTIONS}
    assert len(places) > 1


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.code)
def test_every_answer_gets_its_reply(question) -> None:
    app = page(asking)
    assert replies(app) == []
    for option in question.options:
        app.radio(f"answer_{question.code}").set_value(option.code).run()
        (reply,) = replies(app)
        assert option.reply in reply
        assert bool(app.success) == option.right


def test_answers_survive_the_language_and_are_replied_to_in_it() -> None:
    question = QUESTIONS[0]
    wrong = next(option for option in question.options if not option.right)
    app = page(asking)
    app.radio(f"answer_{question.code}").set_value(wrong.code).run()
    app.segmented_control("language").set_value("zh").run()
    assert app.radio(f"answer_{question.code}").value == wrong.code
    (reply,) = replies(app)
    assert translate(wrong.reply, "zh") in reply
    assert re.search("[\u4e00-\u9fff]", reply)


def test_answers_survive_a_visit_to_another_page() -> None:
    question = QUESTIONS[1]
    app = page(asking)
    app.radio(f"answer_{question.code}").set_value(question.options[2].code).run()
    app.toggle("elsewhere").set_value(True).run()
    assert not app.radio
    app.toggle("elsewhere").set_value(False).run()
    assert app.radio(f"answer_{question.code}").value == question.options[2].code
    assert question.options[2].reply in replies(app)[0]


def test_a_prediction_loads_its_preset_once_and_is_then_final() -> None:
    app = page(predicting)
    assert not app.radio("predict").disabled
    app.radio("predict").set_value("closes").run()
    assert app.session_state["loaded"] == 1
    assert app.radio("predict").disabled
    assert app.radio("predict").value == "closes"
    app.run()
    assert app.session_state["loaded"] == 1


@pytest.mark.parametrize("answer", PREDICTION.options)
def test_the_outcome_stands_beside_the_answer_and_judges_it(answer: str) -> None:
    app = page(predicting)
    app.radio("predict").set_value(answer).run()
    assert "predicted" not in app.markdown[0].value
    app.session_state["done"] = True
    app.run()
    (told,) = app.markdown
    assert told.value.startswith("**As you predicted.**") == (answer == PREDICTION.right)
    assert "50%" in told.value
    assert app.radio("predict").value == answer
