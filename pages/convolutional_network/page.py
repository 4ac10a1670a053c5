"""Convolutional networks: one kernel slides over an image; many of them, learned, read digits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from dlcore.experiments.convolutional_network import CONFIGS
from dlcore.experiments.convolutional_network.viewing import VIEWS
from pages.convolutional_network import choosing, panels
from pages.convolutional_network.attribution import attribution
from pages.convolutional_network.by_hand import by_hand
from pages.convolutional_network.controls import controls
from pages.convolutional_network.digit import digit
from pages.convolutional_network.explanation import explanation
from pages.convolutional_network.layers import layers
from pages.convolutional_network.lesson import PREDICTION, QUESTIONS
from pages.convolutional_network.mistakes import choose_cell, mistakes
from pages.convolutional_network.presets import PRESETS
from pages.convolutional_network.tasks import CHALLENGES
from pages.convolutional_network.words import FIELDS, ROOMS, STEPS, WORDS
from ui.challenges import challenges
from ui.compare.differences import plainly
from ui.compare.tab import compare
from ui.language import _, message, prose
from ui.lesson import questions
from ui.notices import notices
from ui.presets import foresee, presets
from ui.program import program
from ui.recording import Recording
from ui.rooms import rooms
from ui.settings import Settings
from ui.workbench import Workbench

settings: Settings[Any] = Settings("convolutional_network", *CONFIGS, views=VIEWS)
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
    follows=room == "",
)

LOOKS: Mapping[str, Callable[[Mapping[str, str], Settings[Any], Recording, int], None]] = {
    message("Layers"): layers,
    message("Mistakes"): mistakes,
    message("Your digit"): digit,
    message("What it looked at"): attribution,
}

st.markdown(text["hook"])
notices(settings, FIELDS)
if room == "kernel":  # its choice of rooms stands above what is done by hand, not down at the bench
    rooms(settings, ROOMS)
    st.markdown(text["room_kernel"])
    by_hand(text, settings)
    st.markdown(text["hunt_begins"])
with st.container(key="workbench"):
    stage = st.container(key="stage")
    with st.container(key="question"):
        foresee(settings, workbench, PREDICTION, text["predict"], PRESETS)
    with st.container(key="presets"):
        if room != "kernel":
            rooms(settings, ROOMS)
        offered = [each for each in PRESETS if each.config.experiment == room]
        presets(settings, offered, None if room == "kernel" else text[f"room_{room or 'network'}"])
    workbench.controls(controls)
settings.write_address()

recording = workbench.bench.shown.run.recording
looks = LOOKS if room == "" else {}
titles = [*map(_, looks), _("Explain"), _("Check"), _("Code"), _("Compare")]
*first, explain, check, code, comparison = st.tabs(titles, key=settings.key("tab"), on_change="rerun")
for tab, look in zip(first, looks.values(), strict=True):
    if tab.open:  # each asks a worker, so only the one that is seen is drawn
        with tab:
            look(text, settings, recording, workbench.frame)
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
    compare(workbench, labels=FIELDS, say=plainly(WORDS), results=panels.metrics(config))
with stage:  # drawn last, when it is known whether anything above has asked for something that is still to come
    workbench.stage()
