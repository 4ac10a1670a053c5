"""Convolutional networks: one kernel slides over an image; many of them, learned, read digits."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from dlcore.experiments.convolutional_network import CONFIGS
from pages.convolutional_network import choosing, panels
from pages.convolutional_network.controls import controls
from pages.convolutional_network.explanation import explanation
from pages.convolutional_network.layers import layers
from pages.convolutional_network.lesson import PREDICTION, QUESTIONS
from pages.convolutional_network.mistakes import choose_cell, mistakes
from pages.convolutional_network.presets import PRESETS
from pages.convolutional_network.take_home import take_home
from pages.convolutional_network.tasks import CHALLENGES
from pages.convolutional_network.words import FIELDS, ROOMS, STEPS, WORDS
from ui.challenges import challenges
from ui.compare.differences import plainly
from ui.compare.tab import compare
from ui.language import _, prose
from ui.lesson import questions
from ui.notices import notices
from ui.presets import foresee, presets
from ui.rooms import rooms
from ui.settings import Settings
from ui.workbench import Workbench

settings: Settings[Any] = Settings("convolutional_network", *CONFIGS)
settings.open()
text, room, config = prose("convolutional_network"), settings.experiment, settings.config
shown = {"layer": choosing.layer(settings), "image": choosing.image(settings)} if room == "" else {}
workbench = Workbench(
    settings,
    partial(panels.panels, **shown),
    titles=panels.offered(config),
    default=panels.opened(config),
    metrics=panels.metrics(config),
    wording=STEPS,
    on_click=partial(choose_cell, settings),
)

st.markdown(text["hook"])
choice, asked = st.columns([5, 6], vertical_alignment="center")
with choice:
    rooms(settings, ROOMS)
asked.markdown(text[f"room_{room or 'network'}"])
notices(settings, FIELDS)
with st.container(key="workbench"):
    stage = st.container(key="stage")
    with st.container(key="question"):
        foresee(settings, workbench, PREDICTION, text["predict"], PRESETS)
    with st.container(key="presets"):
        presets(settings, [each for each in PRESETS if each.config.experiment == room])
    workbench.controls(controls)
settings.write_address()

recording = workbench.bench.shown.run.recording
extra = {"": [_("Layers"), _("Mistakes")]}.get(room, [])
*first, explain, check, code, comparison = st.tabs([*extra, _("Explain"), _("Check"), _("Code"), _("Compare")])
if room == "":
    with first[0]:
        layers(text, settings, recording)
    with first[1]:
        mistakes(text, settings, recording)
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
    take_home(settings.stem, settings.config)
with comparison:
    compare(workbench, labels=FIELDS, say=plainly(WORDS), results=panels.metrics(config))
with stage:  # drawn last, when it is known whether anything above has asked for something that is still to come
    workbench.stage()
