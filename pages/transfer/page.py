"""Transfer: what was learned on one task, taken as the start of another; where it helps, and where it hurts."""

from __future__ import annotations

import streamlit as st

from dlcore.config import Config
from dlcore.experiments.transfer import CONFIGS
from pages.transfer import panels
from pages.transfer.controls import controls
from pages.transfer.explanation import explanation
from pages.transfer.lesson import PREDICTION, QUESTIONS
from pages.transfer.presets import PRESETS, of_room
from pages.transfer.tasks import CHALLENGES
from pages.transfer.words import CODES, FIELDS, ROOMS, wording
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

settings: Settings[Config] = Settings("transfer", *CONFIGS)
settings.open()
text = prose("transfer")

st.markdown(text["hook"])
workbench = Workbench(
    settings,
    panels.panels,
    titles=panels.offered(settings.config),
    default=panels.opened(settings.config),
    metrics=panels.metrics(settings.config),
    wording=wording(settings.config),
)
notices(settings, FIELDS)
with st.container(key="workbench"):
    stage = st.container(key="stage")
    with st.container(key="question"):
        foresee(settings, workbench, PREDICTION, text["predict"], PRESETS)
    with st.container(key="presets"):
        rooms(settings, ROOMS)
        presets(settings, of_room(settings.experiment), text[f"room_{settings.experiment or 'amounts'}"])
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
    compare(
        workbench, labels=FIELDS, say=plainly(CODES), results=panels.metrics(settings.config), pictures=("results",)
    )
with stage:  # drawn last, when it is known whether anything above has asked for something that is still to come
    workbench.stage()
