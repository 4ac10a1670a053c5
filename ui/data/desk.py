"""The desk where own data are made: from a CSV file, or on a plane. Only its last button changes the experiment.

What can be chosen there follows from the experiment's :class:`~dlcore.datasets.own.Own`: the two axes of a plane, which
points can also be placed on by hand; one column; or any number of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlcore.datasets import csv_table
from dlcore.datasets.csv_table import CsvError, CsvTable
from dlcore.datasets.dataset import Dataset
from dlcore.datasets.own import MOST_CLASSES, OwnData, OwnDataError
from ui.components.points import MOST, points
from ui.controls import mirrored
from ui.data.keeping import OwnDesk
from ui.data.words import called, csv_sentence, own_sentence
from ui.language import _, message
from ui.notices import quote, word

WAYS = {"plane": message("Points on a plane"), "csv": message("CSV file")}
PREVIEW = 5  # rows of a table that are shown


def desk(
    own: OwnDesk, scene: Dataset | None, labels: Mapping[str, str], names: Mapping[str, str] | None = None
) -> None:
    """Show the desk, if it is open.

    Parameters
    ----------
    own
        The page's desk.
    scene
        The present data set, to start from; None where it is not one of points on a plane.
    labels
        Field -> message id, for saying why the experiment refuses data.
    names
        Class of a generated data set -> message id.
    """
    if not own.is_open:
        return
    with st.container(border=True, key="desk"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            way = _way(own) if own.on_plane else "csv"
            st.button(_("Close"), key=own.key("close"), on_click=own.close, icon=":material/close:")
        if way == "plane":
            _plane(own, scene, names or {})
        else:
            _csv(own)
        if own.refused is not None:
            st.warning(word(own.refused, labels), icon=":material/block:")


def _way(own: OwnDesk) -> str:
    """Choose between placing points and reading a file; another language leaves the choice as it was."""
    kept = own.key("way kept")
    way = st.session_state.setdefault(kept, "plane")

    def turn(chosen: str) -> None:
        if chosen in WAYS:
            st.session_state[kept] = chosen

    st.segmented_control(_("Own data"), list(WAYS), default=way, format_func=lambda code: _(WAYS[code]), required=True,
                         label_visibility="collapsed", **mirrored(own.key("way"), way, turn))  # fmt: skip
    return way


def data_choice(own: OwnDesk, label: str, options: Mapping[str, str], help: str | None = None) -> None:
    """Draw the choice of a data set, with the learner's own among them, and the way to the desk.

    Parameters
    ----------
    label, help
        What the learner reads.
    options
        Code -> label, ``"own"`` included.
    """
    settings = own.settings
    present = getattr(settings.config, "dataset")  # noqa: B009 (a Config need not have it)

    def choose(chosen: str) -> None:
        last = own.last
        if chosen == "own" and last is None:
            own.open()
        elif chosen == "own" and last is not None:
            own.use(last)
        elif chosen in options:
            own.remember()
            settings.change(dataset=chosen, own=None)

    st.selectbox(label, list(options), list(options).index(present), format_func=options.__getitem__, help=help,
                 **mirrored(settings.key("dataset"), present, choose))  # fmt: skip
    if "own" in settings.config.left_out():
        st.caption(
            _("These data are too long for a link. To share or keep them, save the experiment as a file: Share.")
        )
    offer = (
        _("Place points, edit the present ones, or read a CSV file.")
        if own.on_plane
        else _("Read a CSV file, or paste its rows, and choose the columns.")
    )
    icon = ":material/edit_location_alt:" if own.on_plane else ":material/table_rows:"
    st.button(_("Own data …"), key=own.key("button"), on_click=own.open, icon=icon, disabled=own.is_open, help=offer)


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
    kinds = [*range(2, MOST_CLASSES + 1), 0]

    def turn(count: int) -> None:
        if count in kinds:
            own.reclass((*classes, *map(str, range(len(classes), count)))[:count])

    st.selectbox(
        _("What a point has"), kinds, kinds.index(len(classes)), width=220,
        format_func=lambda count: _("one of {n} classes").format(n=count) if count else _("a value"),
        **mirrored(own.key("kind"), len(classes), turn),
    )  # fmt: skip


def _csv(own: OwnDesk) -> None:
    table = _read(own)
    if table is None:
        st.caption(
            _("Up to 1 MB, 5,000 rows and 6 classes; the first row may hold the columns' names.")
            if own.spec.classes
            else _("Up to 1 MB and 5,000 rows; the first row may hold the columns' names.")
        )
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
        inputs, target, as_class = _columns(own, table, header)
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


def _columns(own: OwnDesk, table: CsvTable, header: list[str]) -> tuple[list[int], int, bool]:
    """Ask for the inputs, for what is to be predicted, and whether that is a class; a sensible choice is made."""
    spec, digest = own.spec, _digest(own)
    *suggested, start = table.suggestion(classes=spec.classes)

    def one(place: DeltaGenerator, title: str, column: int, name: int) -> int:
        return place.selectbox(title, range(len(header)), column, key=own.key(f"column {name} {digest}"),
                               format_func=header.__getitem__)  # fmt: skip

    if spec.inputs[0] < spec.inputs[1]:
        left, right = st.columns([1, 3])
        target = one(left, _("To predict"), start, 2)
        return _many(own, right, table, header, target), target, False
    titles = (_("Horizontal axis"), _("Vertical axis"))[: spec.inputs[1]]
    places = iter(st.columns(len(titles) + 1 + spec.classes))
    inputs = [one(next(places), title, suggested[i], i) for i, title in enumerate(titles)]
    target = one(next(places), _("To predict"), start, 2)
    as_class = spec.classes and next(places).selectbox(
        _("Read as"), [True, False], 0 if table.is_class(target) else 1, key=own.key(f"kind {target} {digest}"),
        format_func=lambda classes: _("classes") if classes else _("a number"),
    )  # fmt: skip
    return inputs, target, as_class


def _many(own: OwnDesk, place: DeltaGenerator, table: CsvTable, header: list[str], target: int) -> list[int]:
    """Ask for any number of inputs; at first all columns of numbers but the target."""
    others, most = [i for i in table.numeric() if i != target], own.spec.inputs[1]
    return place.multiselect(
        _("Predict from"), others, others[:most], key=own.key(f"columns {target} {_digest(own)}"), max_selections=most,
        format_func=header.__getitem__, help=_("Columns of numbers, up to {n}.").format(n=most),
    )  # fmt: skip


def _digest(own: OwnDesk) -> str:
    """Name the table that is being read: another one begins with a suggestion of its own."""
    return st.session_state[own.key("table")][0][:8]


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
