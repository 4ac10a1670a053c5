"""What an answer hangs on: pictures of it, a network that cheats, two trials of the methods, tables with names."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from dlcore.experiments.interpretability import CONFIGS
from dlcore.experiments.interpretability.config import View
from pages.interpretability import panels
from pages.interpretability.choosing import about
from pages.interpretability.controls import controls
from pages.interpretability.explanation import explanation
from pages.interpretability.lesson import PREDICTION, QUESTIONS
from pages.interpretability.presets import PRESETS, of_room
from pages.interpretability.tasks import CHALLENGES
from pages.interpretability.words import CODES, FIELDS, ROOMS, WORDINGS
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

settings: Settings[Any] = Settings("interpretability", *CONFIGS, views=(View,))
settings.open()
text, room = prose("interpretability"), settings.experiment

st.markdown(text["hook"])
seen = about(settings)
workbench = Workbench(
    settings,
    partial(panels.panels, **seen),
    titles=panels.offered(room),
    default=panels.opened(room),
    metrics=panels.metrics(room),
    wording=WORDINGS[room],
)
notices(settings, FIELDS)
with st.container(key="workbench"):
    stage = st.container(key="stage")
    with st.container(key="question"):
        foresee(settings, workbench, PREDICTION, text["predict"], PRESETS)
    with st.container(key="presets"):
        rooms(settings, ROOMS)
        presets(settings, of_room(room), text[f"room_{room or 'pictures'}"])
    workbench.controls(controls)
settings.write_address()

explain, check, code, comparison = st.tabs([_("Explain"), _("Check"), _("Code"), _("Compare")])
with explain:
    explanation(text, workbench.bench.shown.run.recording, **seen)
with check:
    questions(QUESTIONS)
    challenges(CHALLENGES, config=settings.config, finished=workbench.run.state == "done", examine=workbench.examine)
with code:
    program(settings.stem, settings.config)
with comparison:
    compare(workbench, labels=FIELDS, say=plainly(CODES), results=panels.metrics(room))
with stage:  # drawn last, when it is known whether anything above has asked for something that is still to come
    workbench.stage()
