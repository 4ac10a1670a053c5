"""Convolutional networks: one kernel slides over an image; many of them, learned, read digits."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from dlcore.experiments.convolutional_network import CONFIGS
from pages.convolutional_network import panels
from pages.convolutional_network.controls import controls
from pages.convolutional_network.words import FIELDS, STEPS
from ui.language import prose
from ui.notices import notices
from ui.settings import Settings
from ui.workbench import Workbench

settings: Settings[Any] = Settings("convolutional_network", *CONFIGS)
settings.open()
text = prose("convolutional_network")
config = settings.config
workbench = Workbench(
    settings,
    partial(panels.panels, layer=None, image=0),
    titles=panels.offered(config),
    default=panels.opened(config),
    metrics=panels.metrics(),
    wording=STEPS,
)

st.markdown(text["hook"])
notices(settings, FIELDS)
with st.container(key="workbench"):
    stage = st.container(key="stage")
    workbench.controls(controls)
settings.write_address()

with stage:  # drawn last, when it is known whether anything above has asked for something that is still to come
    workbench.stage()
