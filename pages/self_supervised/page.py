"""Learning without labels: auto-encoders of digits, what pretext tasks are worth, and diffusion on a plane."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from dlcore.experiments.self_supervised import CONFIGS
from dlcore.experiments.self_supervised.viewing import VIEWS
from pages.self_supervised import panels
from pages.self_supervised.both_ways import both_ways
from pages.self_supervised.controls import controls
from pages.self_supervised.explanation import explanation
from pages.self_supervised.lesson import PREDICTION, QUESTIONS
from pages.self_supervised.presets import PRESETS, of_room
from pages.self_supervised.stroll import stroll
from pages.self_supervised.tasks import CHALLENGES
from pages.self_supervised.words import CODES, FIELDS, ROOMS, wording
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

Look = Callable[[Mapping[str, str], Settings[Any], Recording, int], None]
LOOKS: Mapping[str, tuple[str, Look]] = {
    "": (message("Walk about"), stroll),
    "diffusion": (message("Step by step"), both_ways),
}

settings: Settings[Any] = Settings("self_supervised", *CONFIGS, views=VIEWS)
settings.open()
text, room, config = prose("self_supervised"), settings.experiment, settings.config
workbench = Workbench(
    settings,
    panels.panels,
    titles=panels.offered(config),
    default=panels.opened(config),
    metrics=panels.metrics(config),
    wording=wording(config),
    follows=room in LOOKS,
)

st.markdown(text["hook"])
notices(settings, FIELDS)
with st.container(key="workbench"):
    stage = st.container(key="stage")
    with st.container(key="question"):
        foresee(settings, workbench, PREDICTION, text["predict"], PRESETS)
    with st.container(key="presets"):
        rooms(settings, ROOMS)
        presets(settings, of_room(room), text[f"room_{room or 'codes'}"])
    workbench.controls(controls)
settings.write_address()

recording = workbench.bench.shown.run.recording
looks = [LOOKS[room]] if room in LOOKS else []
titles = [*(_(title) for title, _look in looks), _("Explain"), _("Check"), _("Code"), _("Compare")]
*first, explain, check, code, comparison = st.tabs(titles, key=settings.key("tab"), on_change="rerun")
for tab, (_title, look) in zip(first, looks, strict=True):
    if tab.open:
        with tab:
            look(text, settings, recording, workbench.frame)
with explain:
    explanation(text, recording)
with check:
    questions(QUESTIONS)
    challenges(CHALLENGES, config=config, finished=workbench.run.state == "done", examine=workbench.examine)
with code:
    program(settings.stem, config)
with comparison:
    compare(workbench, labels=FIELDS, say=plainly(CODES), results=panels.metrics(config),
            pictures=("codes", "redrawn", "generated"))  # fmt: skip
with stage:  # drawn last, when it is known whether anything above has asked for something that is still to come
    workbench.stage()
