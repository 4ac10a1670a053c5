"""The page's panel in the learner's language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dlcore import figures
from dlcore.config import Config
from dlcore.experiments.data_efficiency.config import Curves
from dlcore.experiments.data_efficiency.still import Scene
from dlcore.figures import Panel
from pages.data_efficiency import words
from ui.language import _, language, message
from ui.shown import Shown

TITLES = {"learning": message("Error against training examples")}
LOWEST = {"digits": 0.006}  # where the error's axis ends
ON_A_PLANE = 0.0008


def metrics() -> dict[str, str]:
    """Name the metrics that are written out under the panel, with their labels."""
    return {
        "size": _("Training examples"),
        "error": _("Test error"),
        "exponent": _("Exponent b so far"),
        "ten_times": _("Foretold for ten times the data"),
    }


def panels(config: Config, scene: Scene, chosen: Sequence[str]) -> tuple[Panel, ...]:
    """Build the panel; asked again for the same, it gives the same object."""
    return (_panel(config, Shown(scene), language()),)


@lru_cache(maxsize=64)
def _panel(config: Config, shown: Shown[Scene], _language: str) -> Panel:
    sets = config.sets if isinstance(config, Curves) else ("digits",)
    target = getattr(config, "target")  # noqa: B009 (a Config need not have it)
    return figures.learning_curves(
        words.curves(config),
        shown.scene.values.tolist(),
        shown.scene.places,
        title=_(TITLES["learning"]),
        description=_(
            "Test error against the number of training examples, both on logarithmic axes. The curve that has just "
            "grown has error {error} at {size} examples; its law has exponent {exponent} and foretells {ten_times} "
            "for ten times as many."
        ),
        x=_("training examples"),
        y=_("share of wrong answers"),
        law=_("fitted law"),
        target=(target, _("error to reach")),
        lowest=min(LOWEST.get(data, ON_A_PLANE) for data in sets),
    )
