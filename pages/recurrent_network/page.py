"""Recurrent networks: one cell slowly, tasks that need memory, and how long that memory lasts."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dlcore.config import Config
from dlcore.experiments.recurrent_network import CONFIGS
from dlcore.experiments.recurrent_network.text_config import Voice
from pages.recurrent_network import panels
from pages.recurrent_network.attention.room import cost
from pages.recurrent_network.controls import controls
from pages.recurrent_network.explanation import explanation
from pages.recurrent_network.lesson import PREDICTION, QUESTIONS
from pages.recurrent_network.presets import PRESETS, of_room
from pages.recurrent_network.tasks import CHALLENGES
from pages.recurrent_network.text.inside import inside
from pages.recurrent_network.words import CODES, ROOMS, WORDINGS, fields
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

settings: Settings[Config] = Settings("recurrent_network", *CONFIGS, views=(Voice,))
settings.open()
text = prose("recurrent_network")
config = settings.config

st.markdown(text["hook"])
measures = {name: _(label) for name, label in panels.METRICS[type(config)].items()}
workbench = Workbench(
    settings,
    partial(panels.panels, voice=settings.view),
    titles=panels.titles(config),
    default=panels.opened(config),
    metrics=measures,
    wording=WORDINGS[settings.experiment],
    follows=settings.experiment == "text",
)
labels = fields(settings.experiment)
notices(settings, labels)
with st.container(key="workbench"):
    stage = st.container(key="stage")
    with st.container(key="question"):
        foresee(settings, workbench, PREDICTION, text["predict"], PRESETS)
    with st.container(key="presets"):
        rooms(settings, ROOMS)
        presets(settings, of_room(settings.experiment), text[f"room_{settings.experiment or 'cell'}"])
    workbench.controls(controls)
settings.write_address()

recording = workbench.bench.shown.run.recording
further = {"text": [_("Inside")], "attention": [_("Cost")]}.get(settings.experiment, [])
titles = [_("Explain"), *further, _("Check"), _("Code"), _("Compare")]
explain, *looks, check, code, comparison = st.tabs(titles, key=settings.key("tab"), on_change="rerun")
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
    if settings.experiment == "text":
        st.caption(text["text_float"])
    program(settings.stem, settings.config)
with comparison:
    compare(workbench, labels=labels, say=plainly(CODES), results=measures)
with stage:  # drawn last, when it is known whether anything above has asked for something that is still to come
    workbench.stage()
for look in looks:
    if look.open:  # it asks workers, and the stage need not wait for their answer
        with look:
            if settings.experiment == "text":
                inside(settings, text, recording, workbench.frame)
            else:
                cost(settings, text)
