"""The neural-network playground: a small network learns points of a plane, and everything in it can be watched."""

from __future__ import annotations

import streamlit as st

from dlcore.experiments.neural_network.config import NeuralNetwork, SeedBand
from pages.neural_network import panels
from pages.neural_network.controls import WORDS, controls
from pages.neural_network.explanation import explanation
from pages.neural_network.lesson import CHALLENGES, PREDICTION, QUESTIONS
from pages.neural_network.presets import PRESETS
from pages.neural_network.words import CLASSES, FIELDS
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
from ui.settings import Settings
from ui.workbench import Workbench

settings = Settings("neural_network", NeuralNetwork)
settings.open()
text = prose("neural_network")
regression = settings.config.entry.kind == "regression"
workbench = Workbench(
    settings,
    panels.panels,
    titles=panels.offered(regression),
    default=panels.DEFAULT,
    metrics=panels.metrics(regression),
    weights=panels.weight_tables,
)

st.markdown(text["hook"])
notices(settings, FIELDS)
with st.container(key="workbench"):
    stage = st.container(key="stage")
    with st.container(key="question"):
        foresee(settings, workbench, PREDICTION, text["predict"], PRESETS)
    with st.container(key="presets"):
        presets(settings, PRESETS)
    workbench.controls(controls)
settings.write_address()

explain, check, code, comparison = st.tabs([_("Explain"), _("Check"), _("Code"), _("Compare")])
with explain:
    explanation(text, workbench.bench.shown.run.recording)
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
    compare(workbench, labels=FIELDS, say=plainly(WORDS), band=SeedBand.of)
with stage:  # drawn last, when it is known whether anything above has asked for something that is still to come
    desk(OwnDesk(settings), workbench.bench.shown.run.recording.scene, FIELDS, CLASSES)
    workbench.stage()
