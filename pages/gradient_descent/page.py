"""Gradient descent: races down surfaces, the loss of a real network, and 64 learning rates at once."""

from __future__ import annotations

import streamlit as st

from dlcore.experiments.gradient_descent import CONFIGS
from dlcore.experiments.gradient_descent.config import Race
from pages.gradient_descent import panels
from pages.gradient_descent.controls import WORDS, controls
from pages.gradient_descent.explanation import explanation, verdict
from pages.gradient_descent.lesson import PREDICTION, QUESTIONS
from pages.gradient_descent.presets import PRESETS
from pages.gradient_descent.tasks import CHALLENGES
from pages.gradient_descent.words import FIELDS, ROOMS, STEPS
from ui.challenges import challenges
from ui.compare.differences import plainly
from ui.compare.tab import compare
from ui.components.place import Place
from ui.language import _, prose
from ui.lesson import questions
from ui.notices import notices
from ui.presets import foresee, presets
from ui.program import program
from ui.rooms import rooms
from ui.settings import Settings
from ui.workbench import EPOCHS, Workbench

settings = Settings("gradient_descent", *CONFIGS)
settings.open()
text = prose("gradient_descent")


def set_out_from(place: Place) -> None:
    """Start a race where the learner has clicked."""
    if settings.change(x=round(place.x, 3), y=round(place.y, 3)):
        st.session_state[settings.key("start")] = True


st.markdown(text["hook"])
race = isinstance(settings.config, Race)
workbench = Workbench(
    settings,
    panels.panels,
    titles=panels.TITLES[settings.experiment],
    default=panels.DEFAULT[settings.experiment],
    metrics=panels.metrics(settings.config),
    wording=STEPS if race else EPOCHS,
    on_click=set_out_from if race else None,
)
notices(settings, FIELDS)
with st.container(key="workbench"):
    stage = st.container(key="stage")
    with st.container(key="question"):
        foresee(settings, workbench, PREDICTION, text["predict"], PRESETS)
    with st.container(key="presets"):
        rooms(settings, ROOMS)
        presets(settings, [each for each in PRESETS if each.config.experiment == settings.experiment])
    workbench.controls(controls)
settings.write_address()
shown = workbench.bench.shown.run.recording
verdict(shown)

explain, check, code, comparison = st.tabs([_("Explain"), _("Check"), _("Code"), _("Compare")])
with explain:
    explanation(text, shown)
with check:
    questions(QUESTIONS)
    challenges(CHALLENGES, config=settings.config, finished=workbench.run.state == "done", examine=workbench.examine)
with code:
    program(settings.stem, settings.config)
with comparison:
    compare(workbench, labels=FIELDS, say=plainly(WORDS), results=panels.metrics(settings.config), pictures=("map",))
with stage:  # drawn last, when it is known whether anything above has asked for something that is still to come
    workbench.stage()
