"""The colours and symbols that mean the same thing on every page, readable on light and dark and by colour-blind eyes.

Two colours stand for the theme's own, and whoever shows a figure on another background replaces them:
:data:`BACKGROUND` and :data:`INK`.
"""

from __future__ import annotations

from collections.abc import Sequence

BACKGROUND = "#ffffff"
INK = "#000000"
QUIET = "#7f7f7f"  # second to INK, and readable on both themes

# After Okabe and Ito (2008); darkened where a colour would fall under a contrast of 3 to 1 on white.
CLASS_COLOURS = ("#0072b2", "#db7100", "#009e73", "#c46c9e", "#3a9ad0", "#9a8f00")
CLASS_SYMBOLS = ("circle", "square", "triangle-up", "diamond", "pentagon", "star")
BLUE, ORANGE = CLASS_COLOURS[:2]

# For runs that are compared, which are told apart by letters as well; none is a class's blue or orange.
RUN_COLOURS = ("#8e4fb0", "#009e73", "#c0392b", "#3a9ad0", "#9a8f00", "#c46c9e", "#6d7b8d", "#1f6f54")

# For ten digits, which are written out as well: colour only helps to see where their crowds are.
DIGIT_COLOURS = (*CLASS_COLOURS, "#8e4fb0", "#c0392b", INK, QUIET)

RACER_COLOURS = (*CLASS_COLOURS, INK)
RACER_SYMBOLS = (*CLASS_SYMBOLS, "cross")

LINE_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")

_FIRST_LAYER, _LAST_LAYER = "#a45bc0", "#1b9e77"

Scale = list[tuple[float, str]]


def diverging() -> Scale:
    """Return blue – background – orange: a field on both sides of a neutral middle."""
    return [(0.0, BLUE), (0.5, BACKGROUND), (1.0, ORANGE)]


def diverging_points() -> Scale:
    """Return blue – grey – orange, for markers, which must not vanish where they are neutral."""
    return [(0.0, BLUE), (0.5, QUIET), (1.0, ORANGE)]


def heights() -> Scale:
    """Return background – grey, for a map on which coloured paths must stand out."""
    return [(0.0, BACKGROUND), (1.0, QUIET)]


def counts() -> Scale:
    """Return background – green, for numbers that start at nothing."""
    return [(0.0, BACKGROUND), (1.0, CLASS_COLOURS[2])]


def winners(classes: int) -> Scale:
    """Return the scale of a field that holds class index + confidence, from 0 to `classes`.

    Within each class the colour grows from the background to the class's own.
    """
    ends = [index / classes for index in range(classes + 1)]
    return [
        stop
        for index, colour in enumerate(CLASS_COLOURS[:classes])
        for stop in ((ends[index], BACKGROUND), (ends[index + 1], colour))
    ]


def layer_colours(layers: int) -> tuple[str, ...]:
    """Return one colour for each layer, input side first, on an even path from purple to green."""
    ends = [_channels(_FIRST_LAYER), _channels(_LAST_LAYER)]
    shares = [layer / max(layers - 1, 1) for layer in range(layers)]
    return tuple(
        _hexadecimal([round(first + share * (last - first)) for first, last in zip(*ends, strict=True)])
        for share in shares
    )


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, § 1.4.11 wants 3 for graphics)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _hexadecimal(channels: Sequence[int]) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in channels)
