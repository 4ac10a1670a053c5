"""The learner's own digit: drawn, read from a file, or taken from the data; it stays for the whole visit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import streamlit as st

from dlcore.datasets.digits import digits
from dlcore.digit_image import MOST_BYTES, Centring, ImageError, Step, altered, decode, prepare
from ui.components.canvas import canvas
from ui.controls import mirrored
from ui.language import _, message

KEY = "convolutional_network sheet"
FIRST = 3500  # which of the MNIST digits lies on the sheet at first
REFUSALS = {
    "bytes": message("The file has {value} bytes; up to {allowed} are read."),
    "format": message("This is not a PNG or JPEG image."),
    "pixels": message("The image has more pixels than are read: {value}; at most {allowed} in all."),
    "small": message("The image is too small: {value} pixels; at least {allowed} are needed."),
    "animated": message("This is an animation; save one frame of it as an image."),
    "broken": message("The image file is damaged or incomplete; open it in an image program and save it again."),
    "empty": message("Nothing stands out from the background; there is no digit to read."),
}
CENTRINGS: dict[Centring, str] = {
    "mass": message("as MNIST: by the centre of mass"),
    "box": message("by the middle of its box"),
    "none": message("no preparation at all"),
}


@dataclass(slots=True, eq=False)
class Sheet:
    """What lies on the sheet.

    Attributes
    ----------
    number
        Counts the pictures that were laid on it; the browser keeps its own pixels until this changes.
    pixels
        (28, 28) uint8.
    photo
        The grey values of the file that the pixels were made of; None once the learner has drawn.
    refused
        Why the file that was brought last is not used, if so.
    """

    number: int
    pixels: np.ndarray
    photo: np.ndarray | None = None
    refused: ImageError | None = None

    def lay(self, pixels: np.ndarray, photo: np.ndarray | None = None) -> None:
        """Begin another sheet with this picture."""
        self.number, self.pixels, self.photo, self.refused = self.number + 1, pixels, photo, None


@dataclass(frozen=True, slots=True)
class Change:
    """How the drawing is altered before it is prepared; see :func:`dlcore.digit_image.altered`."""

    right: int = 0
    down: int = 0
    angle: int = 0
    scale: float = 1.0
    invert: bool = False
    noise: float = 0.0


def sheet() -> Sheet:
    """Return this visit's sheet."""
    if KEY not in st.session_state:
        st.session_state[KEY] = Sheet(0, digits("mnist").images[FIRST])
    return st.session_state[KEY]


def change() -> Change:
    """Return how the drawing is altered at present."""
    return st.session_state.setdefault(f"{KEY} change", Change())


def centring() -> Centring:
    """Return how the drawing is centred at present."""
    return st.session_state.setdefault(f"{KEY} centring", "mass")


def prepared(side: int) -> tuple[Step, ...]:
    """Prepare what lies on the sheet, altered as chosen, for a network of such images; raise :class:`ImageError`."""
    held, how = sheet(), change()
    if held.photo is not None and is_photo():
        return prepare(held.photo, centring(), side)
    picture = altered(held.pixels / 255, right=how.right, down=how.down, angle=how.angle, scale=how.scale,
                      invert=how.invert, noise=how.noise)  # fmt: skip
    return prepare(picture, centring(), side)


def is_photo() -> bool:
    """Whether a file is prepared as it came; what is altered is the small picture that was made of it."""
    return sheet().photo is not None and change() == Change()


def draw() -> None:
    """Show the sheet to draw on, and the way to bring a file."""
    held = sheet()

    def take(pixels: np.ndarray) -> None:
        held.pixels, held.photo, held.refused = pixels, None, None

    canvas(held.number, held.pixels, key=f"{KEY} canvas", words=_words(), on_draw=take)
    file = f"{KEY} file"

    def read() -> None:
        if st.session_state[file] is None:
            return
        try:
            photo = decode(st.session_state[file].getvalue())
            held.lay(np.round(prepare(photo)[-1].image * 255).astype(np.uint8), photo)
        except ImageError as error:
            held.refused = error

    st.file_uploader(_("Or a photograph of a digit (PNG, JPEG)"), type=["png", "jpg", "jpeg"], key=file,
                     on_change=read, max_upload_size=-(-MOST_BYTES // 2**20))  # fmt: skip
    if held.refused is not None:
        st.warning(refusal(held.refused), icon=":material/block:")


def refusal(error: ImageError) -> str:
    """Say in one sentence why a picture is not used."""
    return _(REFUSALS[error.reason]).format(value=error.value, allowed=error.allowed)


def alter() -> None:
    """Show the sliders that shift, turn, scale, invert and disturb the drawing, and how it is centred."""
    how, key = change(), f"{KEY} change"

    def one(name: str) -> dict[str, Any]:
        def put(chosen: Any) -> None:
            st.session_state[key] = replace(change(), **{name: chosen})

        return mirrored(f"{key}.{name}", getattr(how, name), put)

    def slider(name: str, label: str, low: float, high: float, step: float, style: str) -> None:
        st.slider(label, low, high, getattr(how, name), step, format=style, **one(name))

    left, right = st.columns(2)
    with left:
        slider("right", _("Shift to the right (pixels)"), -12, 12, 1, "%d")
        slider("angle", _("Turn (degrees)"), -180, 180, 5, "%d°")
        slider("noise", _("Noise (standard deviation)"), 0.0, 0.8, 0.05, "%.2f")
    with right:
        slider("down", _("Shift down (pixels)"), -12, 12, 1, "%d")
        slider("scale", _("Scale"), 0.3, 1.7, 0.1, "%.1f")
        st.toggle(_("Invert"), how.invert, **one("invert"))
        st.button(_("Unchanged again"), key=f"{key} back", disabled=how == Change(),
                  on_click=lambda: st.session_state.update({key: Change()}))  # fmt: skip


def centring_choice() -> None:
    """Offer the ways of preparing."""
    key = f"{KEY} centring"

    def take(chosen: Centring) -> None:
        if chosen in CENTRINGS:
            st.session_state[key] = chosen

    st.selectbox(_("Centre the digit"), list(CENTRINGS), list(CENTRINGS).index(centring()),
                 format_func=lambda code: _(CENTRINGS[code]),
                 **mirrored(f"{key} box", centring(), take))  # fmt: skip


def _words() -> dict[str, str]:
    return {
        "sheet": _(
            "Sheet of 28 by 28 pixels. Arrow keys move the cursor, with Shift they draw; Space colours a pixel or "
            "clears it, Delete clears it."
        ),
        "erase": _("Rubber"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "clear": _("Clear"),
        "cell": _("Row {row}, column {column}: {value} of 255"),
        "hint": _("Draw with mouse, finger or pen. Keys: arrows, Shift + arrows, Space, Delete."),
    }
