"""Logistic regression: a weighted sum becomes a probability; the threshold; the article's mistake; growing weights."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dlcore.experiments.logistic_regression import CONFIGS
from dlcore.experiments.logistic_regression.config import View
from pages.logistic_regression import panels
from pages.logistic_regression.beside import beside
from pages.logistic_regression.controls import controls
from pages.logistic_regression.explanation import explanation
from pages.logistic_regression.lesson import CHALLENGES, PREDICTION, QUESTIONS
from pages.logistic_regression.presets import PRESETS
from pages.logistic_regression.said import said
from pages.logistic_regression.threshold import threshold
from pages.logistic_regression.two_losses import two_losses
from pages.logistic_regression.words import EPOCHS, FIELDS, ROOMS, WORDS
from ui.challenges import challenges
from ui.compare.differences import plainly
from ui.compare.tab import compare
from ui.language import _, prose
from ui.lesson import questions
from ui.notices import notices
from ui.presets import foresee, presets
from ui.program import program
from ui.rooms import rooms
from ui.settings import Settings
from ui.workbench import Workbench

settings: Settings[Any] = Settings("logistic_regression", *CONFIGS, views=(View,))
settings.open()
text = prose("logistic_regression")
room = settings.experiment
workbench = Workbench(
    settings,
    panels.panels,
    titles=panels.offered(settings.config),
    default=panels.default(settings.config),
    metrics=panels.metrics(room),
    wording=EPOCHS,
)

st.markdown(text["hook"])
notices(settings, FIELDS)
with st.container(key="workbench"):
    stage = st.container(key="stage")
    with st.container(key="question"):
        foresee(settings, workbench, PREDICTION, text["predict"], PRESETS)
    with st.container(key="presets"):
        rooms(settings, ROOMS)
        presets(settings, [each for each in PRESETS if each.config.experiment == room])
    workbench.controls(controls)
settings.write_address()

recording = workbench.bench.shown.run.recording
extra = {"": [_("Threshold"), _("Two losses"), "scikit-learn"], "mistake": [_("What PyTorch says")], "growth": []}[room]
*first, explain, check, code, comparison = st.tabs([*extra, _("Explain"), _("Check"), _("Code"), _("Compare")])
if room == "":
    with first[0]:
        threshold(text, recording, settings)
    with first[1]:
        two_losses(text, settings)
    with first[2]:
        beside(text, recording)
elif room == "mistake":
    with first[0]:
        said(text, recording)
with explain:
    explanation(text, recording)
with check:
    questions(QUESTIONS)
    challenges(
        CHALLENGES,
        config=settings.config,
        finished=workbench.run.state == "done",
        examine=workbench.examine,
    )
with code:
    program(settings.stem, settings.config)
with comparison:
    compare(workbench, labels=FIELDS, say=plainly(WORDS))
with stage:  # drawn last, when it is known whether anything above has asked for something that is still to come
    workbench.stage()
