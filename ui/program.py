"""The experiment's PyTorch program, to read, copy and take home."""

from __future__ import annotations

import streamlit as st

from dlcore import export
from dlcore.config import Config
from ui.language import _


def program(stem: str, config: Config) -> None:
    """Show the program of this experiment, and offer it as a Python file and as a notebook."""
    text = export.program(config)
    others = ", ".join(name for name in export.packages(text) if name != "torch")
    said = (
        _(
            "This is the whole experiment as a PyTorch program: the same start, the same steps, the same numbers. "
            "It needs torch and {others}, and runs on the CPU in {precision}."
        )
        if others
        else _(
            "This is the whole experiment as a PyTorch program: the same start, the same steps, the same numbers. "
            "It needs torch alone and runs on the CPU in {precision}."
        )
    )
    st.markdown(said.format(others=others, precision=export.precision(text)))
    with st.container(horizontal=True):
        downloads(stem, text, export.notebook(config))
    st.code(text, language="python")


def downloads(name: str, text: str, notebook: str) -> None:
    """Offer a program as a Python file and as a notebook, and the files of data that have to lie beside it."""
    st.download_button(_("Download .py"), text, f"{name}.py", "text/x-python", key="download_py",
                       icon=":material/download:", on_click="ignore")  # fmt: skip
    st.download_button(_("Download .ipynb"), notebook, f"{name}.ipynb", "application/x-ipynb+json",
                       key="download_ipynb", icon=":material/download:", on_click="ignore")  # fmt: skip
    for file in export.files(text):
        st.download_button(_("Download {name}").format(name=file.name), file.read_bytes(), file.name,
                           "application/octet-stream", key=f"download_{file.name}", icon=":material/download:",
                           on_click="ignore", help=_("The program reads it: put it beside the program."))  # fmt: skip
