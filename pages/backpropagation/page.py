"""Back-propagation: one sample's graph walked node by node, and what becomes of gradients in deep and faulty loops."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dlcore.experiments.backpropagation import CONFIGS
from pages.backpropagation import panels
from pages.backpropagation.controls import WORDS, controls
from pages.backpropagation.engine import engine
from pages.backpropagation.explanation import explanation
from pages.backpropagation.lesson import CHALLENGES, PREDICTION, QUESTIONS
from pages.backpropagation.opened import opened
from pages.backpropagation.presets import PRESETS
from pages.backpropagation.turn import turn
from pages.backpropagation.words import FIELDS, ROOMS, WORDINGS
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

settings = Settings("backpropagation", *CONFIGS)
settings.open()
text = prose("backpropagation")
titles = panels.TITLES[settings.experiment]
workbench = Workbench(
    settings,
    panels.panels,
    titles=titles,
    default=tuple(titles)[:2],
    metrics={name: _(label) for name, label in panels.METRICS[settings.experiment].items()},
    wording=WORDINGS[settings.experiment],
    picture=None if settings.experiment else partial(opened, settings),
)

st.markdown(text["hook"])
notices(settings, FIELDS)
with st.container(key="workbench"):
    stage = st.container(key="stage")
    with st.container(key="question"):
        foresee(settings, workbench, PREDICTION, text["predict"], PRESETS)
    with st.container(key="presets"):
        rooms(settings, ROOMS)
        presets(settings, [each for each in PRESETS if each.config.experiment == settings.experiment])
    workbench.controls(controls)
settings.write_address()

recording = workbench.bench.shown.run.recording
explain, check, code, comparison = st.tabs([_("Explain"), _("Check"), _("Code"), _("Compare")])
with explain:
    explanation(text, recording)
with check:
    st.subheader(_("Your turn"), anchor=False)
    turn(settings, recording, text["turn"])
    questions(QUESTIONS)
    challenges(
        CHALLENGES,
        config=settings.config,
        finished=workbench.run.state == "done",
        examine=workbench.examine,
    )
with code:
    program(settings.stem, settings.config)
    engine(text)
with comparison:
    compare(
        workbench,
        labels=FIELDS,
        say=plainly(WORDS),
        results=panels.RESULTS[settings.experiment],
        pictures=("layer_norms",),
    )
with stage:  # drawn last, when it is known whether anything above has asked for something that is still to come
    workbench.stage()
