"""What computing costs: counted from the architecture, measured on this machine, and over the decades."""

from __future__ import annotations

import streamlit as st

from dlcore.config import Config
from dlcore.experiments.compute_cost import CONFIGS
from pages.compute_cost import panels
from pages.compute_cost.controls import controls
from pages.compute_cost.explanation import explanation
from pages.compute_cost.lesson import PREDICTION, QUESTIONS
from pages.compute_cost.presets import PRESETS, of_room
from pages.compute_cost.tasks import CHALLENGES
from pages.compute_cost.words import CODES, FIELDS, ROOMS, STEPS
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

settings: Settings[Config] = Settings("compute_cost", *CONFIGS)
settings.open()
text, room = prose("compute_cost"), settings.experiment

st.markdown(text["hook"])
workbench = Workbench(
    settings,
    panels.panels,
    titles=panels.TITLES[room],
    default=tuple(panels.TITLES[room])[:2],
    metrics=panels.metrics(settings.config),
    wording=STEPS[room],
)
notices(settings, FIELDS)
with st.container(key="workbench"):
    stage = st.container(key="stage")
    with st.container(key="question"):
        foresee(settings, workbench, PREDICTION, text["predict"], PRESETS)
    with st.container(key="presets"):
        rooms(settings, ROOMS)
        presets(settings, of_room(room), text[f"room_{room or 'network'}"])
    workbench.controls(controls)
settings.write_address()

explain, check, code, comparison = st.tabs([_("Explain"), _("Check"), _("Code"), _("Compare")])
with explain:
    explanation(text, workbench.bench.shown.run.recording)
with check:
    questions(QUESTIONS)
    challenges(CHALLENGES, config=settings.config, finished=workbench.run.state == "done", examine=workbench.examine)
with code:
    if room != "history":
        st.markdown(text["clock_differs"])
    program(settings.stem, settings.config)
with comparison:
    compare(workbench, labels=FIELDS, say=plainly(CODES), results=panels.metrics(settings.config))
with stage:  # drawn last, when it is known whether anything above has asked for something that is still to come
    workbench.stage()
