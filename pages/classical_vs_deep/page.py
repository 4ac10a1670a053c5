"""Deep learning against the classics: seven classifiers, one split, one budget for tuning."""

from __future__ import annotations

import streamlit as st

from dlcore.experiments.classical_vs_deep import Config
from pages.classical_vs_deep import panels
from pages.classical_vs_deep.controls import controls
from pages.classical_vs_deep.explanation import explanation
from pages.classical_vs_deep.lesson import PREDICTION, QUESTIONS
from pages.classical_vs_deep.presets import PRESETS
from pages.classical_vs_deep.tasks import CHALLENGES
from pages.classical_vs_deep.words import CODES, FIELDS, FITS
from ui.challenges import challenges
from ui.compare.differences import plainly
from ui.compare.tab import compare
from ui.language import _, prose
from ui.lesson import questions
from ui.notices import notices
from ui.presets import foresee, presets
from ui.program import program
from ui.settings import Settings
from ui.workbench import Workbench

settings: Settings[Config] = Settings("classical_vs_deep", Config)
settings.open()
text = prose("classical_vs_deep")

st.markdown(text["hook"])
config = settings.config
workbench = Workbench(
    settings,
    panels.panels,
    titles=panels.offered(config),
    default=panels.opened(config),
    metrics=panels.metrics(),
    wording=FITS,
)
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
    challenges(CHALLENGES, config=settings.config, finished=workbench.run.state == "done", examine=workbench.examine)
with code:
    program(settings.stem, settings.config)
with comparison:
    compare(workbench, labels=FIELDS, say=plainly(CODES), results=panels.metrics())
with stage:  # drawn last, when it is known whether anything above has asked for something that is still to come
    workbench.stage()
