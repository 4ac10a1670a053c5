"""The desk where own data are made: on a plane, or from a CSV file. Only its last button changes the experiment."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

import streamlit as st

from dlcore.datasets import csv_table
from dlcore.datasets.csv_table import CsvError, CsvTable
from dlcore.datasets.dataset import Dataset
from dlcore.datasets.own import MOST_CLASSES, OwnData, OwnDataError
from ui.components.points import MOST, points
from ui.controls import mirror
from ui.data.keeping import OwnDesk
from ui.data.words import called, csv_sentence, own_sentence
from ui.language import _, message
from ui.notices import quote, word

WAYS = {"plane": message("Points on a plane"), "csv": message("CSV file")}
PREVIEW = 5  # rows of a table that are shown


def desk(own: OwnDesk, scene: Dataset | None, labels: Mapping[str, str], names: Mapping[str, str]) -> None:
    """Show the desk, if it is open.

    Parameters
    ----------
    own
        The page's desk.
    scene
        The present data set, to start from.
    labels
        Field -> message id, for saying why the experiment refuses data.
    names
        Class of a generated data set -> message id.
    """
    if not own.is_open:
        return
    with st.container(border=True, key="desk"):
        key = own.key("way")
        way = st.session_state.setdefault(f"{key} kept", "plane")

        def turn() -> None:
            if st.session_state[key] in WAYS:
                st.session_state[f"{key} kept"] = st.session_state[key]

        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            mirror(key, way)
            st.segmented_control(_("Own data"), list(WAYS), default=way, format_func=lambda code: _(WAYS[code]),
                                 key=key, on_change=turn, required=True, label_visibility="collapsed")  # fmt: skip
            st.button(_("Close"), key=own.key("close"), on_click=own.close, icon=":material/close:")
        if way == "plane":
            _plane(own, scene, names)
        else:
            _csv(own)
        if own.refused is not None:
            st.warning(word(own.refused, labels), icon=":material/block:")


def data_choice(own: OwnDesk, label: str, options: Mapping[str, str], help: str | None = None) -> None:
    """Draw the choice of a data set, with the learner's own among them, and the way to the desk.

    Parameters
    ----------
    label, help
        What the learner reads.
    options
        Code -> label, ``"own"`` included.
    """
    settings, key = own.settings, own.settings.key("dataset")
    present = getattr(settings.config, "dataset")  # noqa: B009 (a Config need not have it)

    def choose() -> None:
        chosen, last = st.session_state[key], own.last
        if chosen == "own" and last is None:
            own.open()
        elif chosen == "own" and last is not None:
            own.use(last)
        elif chosen in options:
            own.remember()
            settings.change(dataset=chosen, own=None)

    mirror(key, present)
    st.selectbox(label, list(options), list(options).index(present), format_func=options.__getitem__, key=key,
                 on_change=choose, help=help)  # fmt: skip
    if "own" in settings.config.left_out():
        st.caption(
            _("These data are too long for a link. To share or keep them, save the experiment as a file: Share.")
        )
    st.button(_("Own data …"), key=own.key("button"), on_click=own.open, icon=":material/edit_location_alt:",
              disabled=own.is_open, help=_("Place points, edit the present ones, or read a CSV file."))  # fmt: skip


def _plane(own: OwnDesk, scene: Dataset | None, names: Mapping[str, str]) -> None:
    draft = own.draft(scene)
    words = called(draft.sheet.classes, draft.sheet.axes, names)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(_("Start from the present data"), key=own.key("copy"), on_click=own.begin, args=(scene,),
                  disabled=scene is None or len(scene.points) > MOST)  # fmt: skip
        st.button(_("Start empty"), key=own.key("empty"), on_click=own.begin, args=(None,))
        _kind(own, draft.sheet.classes)
        _use(own, _("Use these points"), lambda: own.draft(scene).own())
    points(draft.sheet, words, key=own.key("points"), on_change=own.update)
    st.caption(
        _(
            "Click to place, drag to move; right click or **Remove** takes a point away. "
            "Keys: arrows, Enter, 1 to 6, M, Delete."
        )
    )


def _kind(own: OwnDesk, classes: tuple[str, ...]) -> None:
    """How many classes there are, or a value to predict instead."""
    key, kinds = own.key("kind"), [*range(2, MOST_CLASSES + 1), 0]

    def turn() -> None:
        count = st.session_state[key]
        if count in kinds:
            own.reclass((*classes, *map(str, range(len(classes), count)))[:count])

    mirror(key, len(classes))
    st.selectbox(
        _("What a point has"), kinds, kinds.index(len(classes)), key=key, on_change=turn, width=220,
        format_func=lambda count: _("one of {n} classes").format(n=count) if count else _("a value"),
    )  # fmt: skip


def _csv(own: OwnDesk) -> None:
    table = _read(own)
    if table is None:
        st.caption(_("Up to 1 MB, 5,000 rows and 6 classes; the first row may hold the columns' names."))
        return
    header = [f"{i}. {name}" for i, name in enumerate(table.header, start=1)]
    st.dataframe({name: [row[i] for row in table.cells[:PREVIEW]] for i, name in enumerate(header)}, hide_index=True)
    _selection(own, table, header)


def _read(own: OwnDesk) -> CsvTable | None:
    """Read what was uploaded or pasted; what cannot be read is explained, and the table before it stays."""
    left, right = st.columns(2)
    file = left.file_uploader(_("Choose a file"), type=["csv", "tsv", "txt"], key=own.key("file"),
                              max_upload_size=1)  # fmt: skip
    pasted = right.text_area(_("Or paste the rows"), key=own.key("pasted"), height=120,
                             max_chars=csv_table.MOST_BYTES)  # fmt: skip
    content = file.getvalue() if file is not None else (pasted or "").encode()
    digest = hashlib.sha256(content).hexdigest()
    kept: tuple[str, CsvTable | None] = st.session_state.get(own.key("table"), ("", None))
    if not content:
        return kept[1]
    if digest != kept[0]:
        try:
            kept = digest, csv_table.read(content)
        except CsvError as error:
            st.warning(csv_sentence(error), icon=":material/block:")
            return kept[1]
        st.session_state[own.key("table")] = kept
    return kept[1]


def _selection(own: OwnDesk, table: CsvTable, header: list[str]) -> None:
    """Choose the columns, say what is left out, and offer the result."""
    try:
        *inputs, target, as_class = _columns(own, table, header)
        selected = csv_table.select(table, inputs, target, classes=as_class)
        data = OwnData.of(selected.points, selected.targets, classes=selected.classes, axes=selected.axes,
                          target_name=selected.target_name, standardise=True)  # fmt: skip
    except CsvError as error:
        st.warning(csv_sentence(error), icon=":material/block:")
    except OwnDataError as error:
        st.warning(own_sentence(error), icon=":material/block:")
    else:
        st.caption(_contents(selected))
        _use(own, _("Use this table"), lambda: data)


def _columns(own: OwnDesk, table: CsvTable, header: list[str]) -> tuple[int, int, int, bool]:
    """Ask for the two axes, for what is to be predicted, and whether that is a class; a sensible choice is made."""
    titles = (_("Horizontal axis"), _("Vertical axis"), _("To predict"))
    digest = st.session_state[own.key("table")][0][:8]  # another table begins with its own suggestion
    *places, last = st.columns(4)
    first, second, target = (
        place.selectbox(
            title, range(len(header)), start, key=own.key(f"column {i} {digest}"), format_func=header.__getitem__
        )
        for i, (place, title, start) in enumerate(zip(places, titles, table.suggestion(), strict=True))
    )
    as_class = last.selectbox(
        _("Read as"), [True, False], 0 if table.is_class(target) else 1, key=own.key(f"kind {target} {digest}"),
        format_func=lambda classes: _("classes") if classes else _("a number"),
    )  # fmt: skip
    return first, second, target, as_class


def _contents(selected: csv_table.Selection) -> str:
    """Say how many rows there are, of which classes, and which were left out."""
    parts = [_("{n:,} rows").format(n=len(selected.points)), ", ".join(map(quote, selected.classes))]
    if selected.missing:
        more = " …" if selected.missing > len(selected.missing_lines) else ""
        lines = ", ".join(map(str, selected.missing_lines)) + more
        left_out = _("left out because a cell is missing: {n} (in the file: {lines})")
        parts.append(left_out.format(n=selected.missing, lines=lines))
    return " · ".join(filter(None, parts))


def _use(own: OwnDesk, label: str, make: Callable[[], OwnData]) -> None:
    """The only button that changes the experiment."""
    failed = own.key("failed")

    def use() -> None:
        st.session_state.pop(failed, None)
        try:
            own.use(make())
        except OwnDataError as error:
            st.session_state[failed] = error

    st.button(label, key=own.key("use"), on_click=use, type="primary", icon=":material/check:")
    if failed in st.session_state:
        st.warning(own_sentence(st.session_state.pop(failed)), icon=":material/block:")
