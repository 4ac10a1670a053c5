"""Linear regression: a line drawn by hand, by descent and by formula; then several measurements at once."""

from __future__ import annotations

import streamlit as st

from dlcore.experiments.linear_regression import Config, SeveralFeatures
from pages.linear_regression import panels
from pages.linear_regression.by_hand import by_hand
from pages.linear_regression.controls import controls
from pages.linear_regression.explanation import explanation, penalty_paths
from pages.linear_regression.lesson import CHALLENGES, PREDICTION, QUESTIONS
from pages.linear_regression.presets import PRESETS
from pages.linear_regression.words import FIELDS, ROOMS, WORDS
from ui.challenges import challenges
from ui.compare.differences import plainly
from ui.compare.tab import compare
from ui.data.desk import desk
from ui.data.keeping import OwnDesk
from ui.language import _, prose
from ui.lesson import questions
from ui.notices import notices
from ui.presets import foresee, presets
from ui.program import program
from ui.rooms import rooms
from ui.settings import Settings
from ui.workbench import Workbench

settings: Settings[Config | SeveralFeatures] = Settings("linear_regression", Config, SeveralFeatures)
settings.open()
text = prose("linear_regression")
workbench = Workbench(
    settings,
    panels.panels,
    titles=panels.offered(settings.experiment),
    default=panels.DEFAULT[settings.experiment],
    metrics=panels.metrics(),
)

st.markdown(text["hook"])
notices(settings, FIELDS)
with st.container(key="workbench"):
    stage = st.container(key="stage")
    with st.container(key="question"):
        foresee(settings, workbench, PREDICTION, text["predict"], PRESETS)
    with st.container(key="presets"):
        rooms(settings, ROOMS)
        presets(settings, PRESETS)
    workbench.controls(controls)
settings.write_address()

several = settings.experiment == "several"
first = _("Ridge and lasso") if several else _("By hand")
extra, explain, check, code, comparison = st.tabs([first, _("Explain"), _("Check"), _("Code"), _("Compare")])
recording = workbench.bench.shown.run.recording
with extra:
    if several:
        penalty_paths(text, recording, settings)
    else:
        by_hand(text, recording, settings)
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
    compare(workbench, labels=FIELDS, say=plainly(WORDS), results=panels.metrics(), pictures=("line", "contours"))
with stage:  # drawn last, when it is known whether anything above has asked for something that is still to come
    desk(OwnDesk(settings), None, FIELDS)
    workbench.stage()
