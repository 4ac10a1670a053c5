"""The program of the experiment, and beside it the file of digits that it reads."""

from __future__ import annotations

import streamlit as st

from dlcore.config import Config
from dlcore.datasets.digits import FOLDER
from dlcore.experiments.convolutional_network.program import data_file
from ui.language import _
from ui.program import program


def take_home(stem: str, config: Config) -> None:
    """Offer the digits, then show the program."""
    name = data_file(config)
    st.info(_("The program reads the digits from a file that has to lie beside it."))
    st.download_button(_("Download {name}").format(name=name), (FOLDER / name).read_bytes(), name,
                       "application/octet-stream", key="download_digits", icon=":material/download:",
                       on_click="ignore")  # fmt: skip
    program(stem, config)
