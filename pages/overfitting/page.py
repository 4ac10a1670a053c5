"""The over-fitting laboratory: what it is, how one sees it, and what each remedy does and costs."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dlcore.config import Config
from dlcore.experiments.overfitting import CONFIGS
from pages.overfitting import panels
from pages.overfitting.axis import axis
from pages.overfitting.controls import controls
from pages.overfitting.explanation import explanation
from pages.overfitting.gaps import gaps
from pages.overfitting.lesson import PREDICTION, QUESTIONS
from pages.overfitting.presets import PRESETS, of_room
from pages.overfitting.tasks import CHALLENGES
from pages.overfitting.words import CODES, ROOMS, label, wording
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

settings: Settings[Config] = Settings("overfitting", *CONFIGS)
settings.open()
text = prose("overfitting")

st.markdown(text["hook"])
config = settings.config
workbench = Workbench(
    settings,
    partial(panels.panels, truth=bool(st.session_state.get(settings.key("truth"), False))),
    titles=panels.offered(config),
    default=panels.opened(config),
    metrics=panels.metrics(config),
    wording=wording(config),
    axis=axis,
)
labels = {name: label(settings.experiment, name) for name in config.specs()}
notices(settings, labels)
with st.container(key="workbench"):
    stage = st.container(key="stage")
    with st.container(key="question"):
        foresee(settings, workbench, PREDICTION, text["predict"], PRESETS)
    with st.container(key="presets"):
        rooms(settings, ROOMS)
        presets(settings, of_room(settings.experiment), text[f"room_{settings.experiment or 'capacity'}"])
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
    compare(workbench, labels=labels, say=plainly(CODES), results=panels.metrics(config), pictures=("fits",))
    gaps(settings.stem)
with stage:  # drawn last, when it is known whether anything above has asked for something that is still to come
    workbench.stage()
