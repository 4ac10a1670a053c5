"""What the network got wrong, image by image: the costliest mistakes, or the images of one cell of the matrix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.convolutional_network import choosing
from pages.convolutional_network.judged import Judged, judged
from ui.components.pictures import Picture, pictures
from ui.components.place import Place
from ui.controls import mirrored
from ui.language import _
from ui.lesson import fill
from ui.recording import Recording
from ui.settings import Settings
from ui.workbench import redraw

SHOWN = 24
WIDTH = 96  # of an image on the screen, in pixels
ANY = -1
Cell = tuple[int | None, int | None]


def choose_cell(settings: Settings[Any], place: Place) -> None:
    """Show the images of the cell of the confusion matrix that was clicked. Called as a callback."""
    true, predicted = round(place.y), round(place.x)
    if true in range(10) and predicted in range(10):
        st.session_state[settings.key("cell")] = (true, predicted)
        redraw(settings)


def mistakes(text: Mapping[str, str], settings: Settings[Any], recording: Recording, frame: int) -> None:
    """Show the mistakes at a frame of the recording, or the images that were asked for."""
    seen = judged(recording, frame)
    if seen is None:
        return
    wrong, n = seen.worst(), len(seen.labels)
    numbers = {"wrong": str(len(wrong)), "held_out": f"{n:,}", "step": f"{recording.steps[frame]:,}",
               "share": f"{len(wrong) / n:.1%}"}  # fmt: skip
    st.markdown(fill(text["mistakes"], numbers))
    cell: Cell | None = st.session_state.get(settings.key("cell"))
    cell = _choice(settings, cell)
    found = wrong if cell is None else seen.cell(*cell)
    if not len(found):
        st.caption(_("There is no such image."))
        return
    st.caption(_heading(cell, len(found)))
    shown = found[:SHOWN]
    here = choosing.image(settings)
    chosen = list(shown).index(here) if here in shown else None

    st.markdown(f"**{_('true → predicted · how sure')}**")
    pictures([[_captioned(seen, i)] for i in shown], key="convolutional_network mistakes", value=_("ink"), width=WIDTH,
             chosen=chosen, on_click=lambda tile: choosing.look_at(settings, int(shown[tile])))  # fmt: skip
    st.caption(_("A click on an image shows its feature maps above."))


def _choice(settings: Settings[Any], cell: Cell | None) -> Cell | None:
    """Two boxes for what a click on the confusion matrix says as well; both empty stand for the worst mistakes."""
    kept, columns = settings.key("cell"), st.columns([2, 2, 5])
    values = [ANY if each is None else each for each in (cell or (None, None))]
    labels = (_("True digit"), _("Predicted digit"))
    for i, (column, label, value) in enumerate(zip(columns, labels, values, strict=False)):

        def change(chosen: int, i: int = i) -> None:
            told: list[int | None] = list(st.session_state.get(kept) or (None, None))
            told[i] = None if chosen == ANY else chosen
            st.session_state[kept] = None if told == [None, None] else tuple(told)

        column.selectbox(label, [ANY, *range(10)], index=value + 1,
                         format_func=lambda digit: _("any") if digit == ANY else str(digit),
                         **mirrored(settings.key(f"cell {i}"), value, change))  # fmt: skip
    return cell


def _heading(cell: Cell | None, n: int) -> str:
    if cell is None:
        return _("The mistakes with the highest loss, {shown} of {n}").format(shown=min(n, SHOWN), n=n)
    true, predicted = (_("any digit") if each is None else str(each) for each in cell)
    return _("True digit: {true}. Predicted: {predicted}. {shown} of {n} images, the highest loss first.").format(
        true=true, predicted=predicted, shown=min(n, SHOWN), n=n
    )


def _captioned(seen: Judged, i: int) -> Picture:
    true, predicted, sure = seen.labels[i], seen.answers[i], f"{seen.sure[i]:.0%}"
    said = _("Held-out image {n}: a {true}, taken for a {predicted}, {sure} sure.")
    return Picture(seen.images[i], said.format(n=i, true=true, predicted=predicted, sure=sure),
                   caption=f"{true} → {predicted} · {sure}")  # fmt: skip
