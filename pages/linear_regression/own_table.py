"""The learner's own points: two columns of a CSV file."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dlcore.datasets import csv_table
from dlcore.datasets.csv_table import CsvError
from dlcore.datasets.own import OwnData, OwnDataError
from ui.data.words import csv_sentence, own_sentence
from ui.language import _
from ui.settings import Settings


def own_table(settings: Settings[Any], help: str) -> None:
    """Read a file or pasted rows, let two columns be chosen, and make them the experiment's data."""
    st.caption(help)
    file = st.file_uploader(_("Choose a file"), type=["csv", "tsv", "txt"], key=settings.key("own file"),
                            max_upload_size=1)  # fmt: skip
    pasted = st.text_area(_("Or paste the rows"), key=settings.key("own rows"), height=100,
                          max_chars=csv_table.MOST_BYTES)  # fmt: skip
    content = file.getvalue() if file is not None else (pasted or "").encode()
    if not content:
        return
    try:
        data = _selected(settings, csv_table.read(content))
    except CsvError as error:
        st.warning(csv_sentence(error), icon=":material/block:")
        return
    except OwnDataError as error:
        st.warning(own_sentence(error), icon=":material/block:")
        return

    def use() -> None:
        settings.change(dataset="own", own=data)

    st.button(_("Use this table"), key=settings.key("own use"), on_click=use, type="primary", icon=":material/check:")


def _selected(settings: Settings[Any], table: csv_table.CsvTable) -> OwnData:
    """Ask for the two columns: x, and what is to be predicted."""
    columns = range(len(table.header))
    first, _second, target = table.suggestion()
    x, y = (
        st.selectbox(title, columns, start, key=settings.key(name), format_func=table.header.__getitem__)
        for title, start, name in ((_("Horizontal axis"), first, "own x"), (_("To predict"), target, "own y"))
    )
    found = csv_table.select(table, [x], y, classes=False)
    return OwnData.of(found.points, found.targets, axes=found.axes, target_name=found.target_name)
