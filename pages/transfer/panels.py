"""The page's panels in the learner's language: pictures of both tasks, and what each room measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from dlcore import figures
from dlcore.config import Config
from dlcore.experiments.transfer.config import Amounts, Depth, Sources, Transfer, Tuning
from dlcore.experiments.transfer.still import Scene
from dlcore.figures import Panel, Picture, Series
from pages.transfer.words import COLOURS, SOURCES, WAYS
from ui.language import _, language, message
from ui.shown import Shown

TITLES = {
    "results": message("Right answers"),
    "forgetting": message("What is left of the first task"),
    "tasks": message("The two tasks"),
}
OPEN: Mapping[type[Config], tuple[str, ...]] = {
    Amounts: ("results", "tasks"),
    Tuning: ("results", "forgetting"),
    Depth: ("results", "tasks"),
    Sources: ("results",),
}
DEPTH_WAYS, SOURCE_WAYS, TUNING_WAYS = (
    ("tuned", "frozen", "random"),
    ("tuned", "frozen"),
    ("fresh", "tuned", "frozen"),
)


def offered(config: Config) -> dict[str, str]:
    """Return the panels of a room."""
    return {code: title for code, title in TITLES.items() if code != "forgetting" or isinstance(config, Tuning)}


def opened(config: Config) -> tuple[str, ...]:
    """Return the panels that are open at first: two, or one where a figure needs the width."""
    return OPEN[type(config)]


def metrics(config: Config) -> dict[str, str]:
    """Name the metrics that are written out under the panels, with their labels."""
    ways = {
        Amounts: getattr(config, "ways", ()), Tuning: TUNING_WAYS, Depth: DEPTH_WAYS, Sources: ("fresh", *SOURCE_WAYS),
    }[type(config)]  # fmt: skip
    named = {f"right_{way}": _(WAYS[way]) for way in ways}
    return named | {"right_first": _("First task")}


def panels(config: Config, scene: Scene, chosen: Sequence[str]) -> tuple[Panel, ...]:
    """Build the chosen panels; asked again for the same, it gives the same objects."""
    makers = {"results": _results, "forgetting": _forgetting, "tasks": _tasks}
    return tuple(makers[code](config, Shown(scene), language()) for code in chosen if code in offered(config))


@lru_cache(maxsize=64)
def _results(config: Transfer, shown: Shown[Scene], _language: str) -> Panel:
    title = _(TITLES["results"])
    right = _("right answers, second task")
    places = shown.scene.places.tolist()
    match config:
        case Amounts():
            return figures.banded(
                "results", _labels(config.ways), places, title=title, limits=(0.1, 1.02), log=True,
                x=_("examples of each class, second task"), y=right,
                description=_(
                    "Share of right answers on new pictures of the second task against the number of examples of each "
                    "class, on a logarithmic axis; one line a start. At {place} examples: {values}."
                ).format(place="{place}", values=_values(config.ways)),
            )  # fmt: skip
        case Depth():
            return figures.banded(
                "results", _labels(DEPTH_WAYS), places, title=title, limits=(0.1, 1.02),
                x=_("layers taken over, counted from the pixels"), y=right,
                description=_(
                    "Share of right answers on new pictures of the second task against the number of layers taken "
                    "over. With {place} layers: {values}."
                ).format(place="{place}", values=_values(DEPTH_WAYS)),
            )  # fmt: skip
        case Sources():
            return figures.compared(
                "results", _labels(SOURCE_WAYS), [_(SOURCES[code]) for code in config.sources], title=title,
                x=_("right answers more than fresh"), limits=(-0.52, 0.25), nothing=_("fresh start"),
                description=_(
                    "How many more answers are right than after a fresh start, for each source. After the latest: "
                    "fine-tuned {tuned}, frozen {frozen}."
                ).format(tuned="{gain_tuned}", frozen="{gain_frozen}"),
            )  # fmt: skip
        case Tuning():
            return _course(config, title, right)
    raise TypeError(f"no results for {type(config).__name__}")


def _course(config: Tuning, title: str, right: str) -> Panel:
    series = [Series(_(WAYS[way]), "new", 3 * i, (3 * i + 1, 3 * i + 2)) for i, way in enumerate(TUNING_WAYS)]
    return figures.histories(
        "results", series, title=title, x=_("epoch"), y=right, span=(0, config.epochs), scale="share", height=420,
        description=_("Share of right answers on the second task against the epoch. At epoch {step}: {values}.").format(
            step="{step}", values=_values(TUNING_WAYS)
        ),
    )  # fmt: skip


@lru_cache(maxsize=64)
def _forgetting(config: Tuning, shown: Shown[Scene], _language: str) -> Panel:
    left = [
        Series(_("fine-tuned layers, old output layer"), "old", 0, (1, 2), COLOURS["tuned"]),
        Series(_(WAYS["frozen"]), "old", 3, None, COLOURS["frozen"]),
    ]
    return figures.histories(
        "forgetting", left, title=_(TITLES["forgetting"]), x=_("epoch"), y=_("right answers, first task"),
        span=(0, config.epochs), scale="share", height=420, large=True,
        description=_(
            "Share of right answers on the first task while the second is learned. At epoch {step}: {right_first}."
        ),
    )  # fmt: skip


@lru_cache(maxsize=64)
def _tasks(config: Transfer, shown: Shown[Scene], _language: str) -> Panel:
    row = [Picture(_("first task"), shown.scene.old), Picture(_("second task"), shown.scene.new)]
    return figures.pictures(
        "tasks", row, title=_(TITLES["tasks"]), height=330, large=True,
        description=_("Pictures of the first task and of the second, a column for each class."),
    )  # fmt: skip


def _labels(ways: Sequence[str]) -> dict[int, str]:
    return {COLOURS[way]: _(WAYS[way]) for way in ways}


def _values(ways: Sequence[str]) -> str:
    """Write each start with its metric's placeholder, which the player fills."""
    return ", ".join(f"{_(WAYS[way])} {{right_{way}}}" for way in ways)
