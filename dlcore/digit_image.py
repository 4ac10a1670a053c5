"""From a picture that a learner brings to pixels like those of MNIST, and on to altered ones. Loads without torch.

MNIST was made so: crop the digit, scale it into 20×20 pixels with its proportions kept, and shift it so that its centre
of mass lies in the middle of 28×28 (LeCun, Cortes and Burges, "The MNIST database of handwritten digits").
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image, ImageOps

MOST_BYTES = 5_000_000
MOST_PIXELS = 16_000_000  # a phone's photograph has about twelve million
LEAST_SIDE = 8
WORKING_SIDE = 560  # pixels along the longer edge that are kept of a large picture
SIDE = 28
BOXES = {28: 20, 8: 8}  # edge of the images that a network reads -> of the box that a digit is scaled into
FAINTEST = 0.15  # contrast between ink and paper, of 1, below which there is nothing to read

Centring = Literal["mass", "box", "none"]


class ImageError(ValueError):
    """A file that is not used.

    Attributes
    ----------
    reason
        ``"bytes"``, ``"format"``, ``"pixels"``, ``"small"``, ``"animated"``, ``"broken"``, ``"empty"`` (no contrast).
    value, allowed
        What was found and what would be accepted, in numbers; empty where there is nothing to count.
    """

    def __init__(self, reason: str, value: str = "", allowed: str = "") -> None:
        super().__init__(f"image refused: {reason} {value} (allowed: {allowed})")
        self.reason, self.value, self.allowed = reason, value, allowed


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One step of the preparation.

    Attributes
    ----------
    code
        ``"given"``, ``"ink"``, ``"crop"``, ``"scale"``, ``"centre"``, or ``"shrink"`` in place of the last four.
    image
        (rows, columns) from 0 to 1 after the step.
    box
        First row, last row, first column and last column that the next step cuts out, where it cuts.
    numbers
        What the step found, for the words beside it.
    """

    code: str
    image: np.ndarray
    box: tuple[int, int, int, int] | None = None
    numbers: tuple[float, ...] = ()


def decode(content: bytes) -> np.ndarray:
    """Read a PNG or JPEG as grey values (rows, columns) from 0 (black) to 1 (white).

    The file's size, format and dimensions are looked at before any pixel is decoded. Transparent places show paper:
    white under dark ink, black under bright ink. Raise :class:`ImageError` for everything that is not used.
    """
    if len(content) > MOST_BYTES:
        raise ImageError("bytes", f"{len(content):,}", f"{MOST_BYTES:,}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            image = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
    except Image.DecompressionBombError as error:
        raise ImageError("pixels", "", f"{MOST_PIXELS:,}") from error
    except (OSError, SyntaxError, ValueError, struct.error, zlib.error) as error:
        raise ImageError("format") from error
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise ImageError("pixels", f"{width:,} × {height:,}", f"{MOST_PIXELS:,}")
    if min(width, height) < LEAST_SIDE:
        raise ImageError("small", f"{width:,} × {height:,}", f"{LEAST_SIDE} × {LEAST_SIDE}")
    try:
        if getattr(image, "n_frames", 1) > 1:
            raise ImageError("animated", str(getattr(image, "n_frames", "")))
        image.draft("L", (WORKING_SIDE, WORKING_SIDE))  # lets a large JPEG be decoded at a fraction of its size
        image.load()
        image = ImageOps.exif_transpose(image)
        return _grey(image)
    except ImageError:
        raise
    except (OSError, SyntaxError, ValueError, EOFError, KeyError, TypeError, IndexError, OverflowError, struct.error,
            zlib.error, Image.DecompressionBombError) as error:  # fmt: skip
        raise ImageError("broken") from error


def _grey(image: Image.Image) -> np.ndarray:
    factor = -(-max(image.size) // WORKING_SIDE)
    if image.mode.startswith("I") or image.mode == "F":  # 16 bits and more, which converting to "L" would cut off
        values = np.asarray(image, dtype=np.float64)
        values = values / max(65535.0 if image.mode.startswith("I;16") else values.max(), 1.0)
        image = Image.fromarray(np.round(np.clip(values, 0, 1) * 255).astype(np.uint8))
    if not image.has_transparency_data:
        grey = image.convert("L")
        return np.asarray(grey.reduce(factor) if factor > 1 else grey) / 255
    layers = image.convert("RGBA")
    colours = np.asarray(layers.reduce(factor) if factor > 1 else layers, dtype=np.float64) / 255
    ink, cover = colours[..., :3] @ (0.299, 0.587, 0.114), colours[..., 3]
    if not cover.any():
        raise ImageError("empty")
    paper = 1.0 if np.average(ink, weights=cover) < 0.5 else 0.0
    return ink * cover + paper * (1 - cover)


def prepare(grey: np.ndarray, centring: Centring = "mass", side: int = SIDE) -> tuple[Step, ...]:
    """Make the pixels that a network reads of a picture, as MNIST was made, every step kept.

    Parameters
    ----------
    grey
        (rows, columns) from 0 to 1. Ink may be dark on bright paper or bright on dark.
    centring
        ``"mass"`` as MNIST; ``"box"`` puts the middle of the cropped digit into the middle; ``"none"`` only shrinks the
        whole picture, as it is.
    side
        Edge of the result; a key of `BOXES`.

    Returns
    -------
    steps
        The last one's image is (side, side). Raise :class:`ImageError` if nothing stands out from the paper.
    """
    given = Step("given", grey)
    if centring == "none":
        return given, Step("shrink", _fitted(grey, side))
    ink, inverted = _ink(grey)
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    box = int(rows[0]), int(rows[-1]), int(columns[0]), int(columns[-1])
    cropped = ink[box[0] : box[1] + 1, box[2] : box[3] + 1]
    scaled = resized(cropped, BOXES[side])
    middle = centre_of_mass(scaled) if centring == "mass" else ((scaled.shape[0] - 1) / 2, (scaled.shape[1] - 1) / 2)
    return (
        given,
        Step("ink", ink, box, (float(inverted),)),
        Step("crop", cropped, numbers=cropped.shape),
        Step("scale", scaled, numbers=scaled.shape),
        Step("centre", _placed(scaled, middle, side), numbers=middle),
    )


def _ink(grey: np.ndarray) -> tuple[np.ndarray, bool]:
    """Make paper, which lies at the rim, 0 and ink up to 1, and say whether the picture had to be inverted."""
    thick = max(1, round(0.04 * min(grey.shape)))
    inner = np.zeros(grey.shape, dtype=bool)
    inner[thick:-thick, thick:-thick] = True
    rim = grey[~inner]
    paper = float(np.median(rim))
    above, below = grey.max() - paper, paper - grey.min()
    inverted = bool(below > above)
    contrast = float(max(above, below))
    if contrast < FAINTEST:
        raise ImageError("empty")
    ink = np.clip((paper - grey if inverted else grey - paper) / contrast, 0, 1)
    grain = min(float(np.quantile(np.abs(rim - paper), 0.9)) / contrast * 2, 0.5)  # paper is never quite even
    return np.where(ink > grain, ink, 0.0), inverted


def resized(image: np.ndarray, longest: int) -> np.ndarray:
    """Scale to `longest` pixels along the longer edge, proportions kept; going down, all pixels are averaged."""
    factor = longest / max(image.shape)
    rows, columns = (max(1, round(side * factor)) for side in image.shape)
    if (rows, columns) == image.shape:
        return image
    picture = Image.fromarray(image.astype(np.float32))
    way = Image.Resampling.BILINEAR if factor > 1 else Image.Resampling.HAMMING
    return np.clip(np.asarray(picture.resize((columns, rows), way), dtype=np.float64), 0, 1)


def _fitted(image: np.ndarray, side: int) -> np.ndarray:
    """Shrink or enlarge a whole picture so that it lies in the middle of a square."""
    small = resized(image, side)
    return _placed(small, ((small.shape[0] - 1) / 2, (small.shape[1] - 1) / 2), side)


def centre_of_mass(image: np.ndarray) -> tuple[float, float]:
    """Mean row and column, each pixel counted by its brightness; the first pixel's centre is at 0."""
    total = image.sum()
    rows, columns = (np.arange(side) for side in image.shape)
    return float(image.sum(1) @ rows / total), float(image.sum(0) @ columns / total)


def _placed(image: np.ndarray, middle: tuple[float, float], edge: int) -> np.ndarray:
    """Lay an image onto a black square so that `middle` comes as near to its pixel (edge/2, edge/2) as can be.

    MNIST's own centres of mass lie within half a pixel of (14, 14), counted from 0, not of (13.5, 13.5).
    """
    sheet = np.zeros((edge, edge))
    height, width = image.shape
    top, left = (int(np.ceil(edge / 2 - at - 0.5)) for at in middle)
    top, left = (min(max(at, 0), edge - side) for at, side in zip((top, left), (height, width), strict=True))
    sheet[top : top + height, left : left + width] = image
    return sheet


def altered(
    image: np.ndarray,
    *,
    right: float = 0.0,
    down: float = 0.0,
    angle: float = 0.0,
    scale: float = 1.0,
    invert: bool = False,
    noise: float = 0.0,
    seed: int = 0,
) -> np.ndarray:
    """Shift, turn, scale, invert and blur with noise, in this order of what one sees.

    Parameters
    ----------
    image
        (side, side) from 0 to 1.
    right, down
        Pixels.
    angle
        Degrees, counter-clockwise, about the middle.
    scale
        Above 1 enlarges, about the middle.
    noise
        Standard deviation of Gaussian noise, drawn from `seed`; the result is cut off at 0 and 1.

    Returns
    -------
    altered
        (side, side). Between pixels it is interpolated linearly; what comes in from outside is black.
    """
    side = len(image)
    middle = (side - 1) / 2
    y, x = np.mgrid[:side, :side] - middle
    turn = np.deg2rad(angle)
    y, x = y - down, x - right
    source_x = (np.cos(turn) * x - np.sin(turn) * y) / scale + middle
    source_y = (np.sin(turn) * x + np.cos(turn) * y) / scale + middle
    result = _between(image, source_y, source_x)
    if invert:
        result = 1 - result
    if noise:
        result = result + np.random.default_rng(seed).normal(0, noise, result.shape)
    return np.clip(result, 0, 1)


def _between(image: np.ndarray, y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Read an image between its pixels: the mean of the four around, the nearer the heavier."""
    framed = np.pad(image, 1)
    side = len(framed)
    y, x = np.round(y + 1, 9), np.round(x + 1, 9)  # a whole pixel must not become a hair less
    top, left = np.floor(y).astype(int), np.floor(x).astype(int)
    total = np.zeros(image.shape)
    for row, column in ((0, 0), (0, 1), (1, 0), (1, 1)):
        share = (1 - np.abs(y - top - row)) * (1 - np.abs(x - left - column))
        inside = (top + row >= 0) & (top + row < side) & (left + column >= 0) & (left + column < side)
        total += share * np.where(
            inside, framed[np.clip(top + row, 0, side - 1), np.clip(left + column, 0, side - 1)], 0
        )
    return total
