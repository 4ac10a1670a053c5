"""The page's panels in the learner's language: which figures each experiment has, and what their parts are called."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from dlcore import figures
from dlcore.config import Config
from dlcore.experiments.gradient_descent.config import Landscape, Race, Rates
from dlcore.figures import Panel
from dlcore.stability import edge
from pages.gradient_descent.words import SURFACES, racer_names
from ui.language import _, language, message
from ui.shown import Shown

TITLES = {
    "": {
        "map": message("The surface from above"),
        "losses": message("Loss against steps"),
        "relief": message("The surface in relief"),
        "times": message("Loss against time"),
        "rates": message("Learning rates"),
        "curvatures": message("Curvature"),
    },
    "network": {
        "map": message("The loss on a plane"),
        "curves": message("Loss and accuracy"),
        "relief": message("The loss in relief"),
        "sharpness": message("Sharpness"),
        "spectrum": message("Hessian eigenvalues"),
        "arrows": message("Gradient noise"),
    },
    "rates": {"sweep": message("Loss against learning rate")},
}
DEFAULT = {"": ("map", "losses"), "network": ("map", "curves"), "rates": ("sweep",)}
FLOOR = -8.0  # decades: the lowest loss that is drawn


def metrics(config: Config) -> dict[str, str]:
    """Name the metrics that are written out under the panels, with their labels."""
    match config:
        case Race():
            return {f"{code}_loss": name for code, name in racer_names(config).items()}
        case Landscape():
            return {
                "train_loss": _("Training loss"),
                "sharpness": _("Sharpness λmax"),
                "noise_scale": _("Noise scale"),
            }
    return {"best_loss": _("Lowest loss"), "best_rate": _("reached with"), "diverged_count": _("diverged, of 64")}


def panels(config: Config, scene: Any, chosen: Sequence[str]) -> tuple[Panel, ...]:
    """Build the chosen panels; asked again for the same, it gives the same objects."""
    names = [name for name in TITLES[config.experiment] if name in chosen]
    return tuple(_panel(name, config, Shown(scene), language()) for name in names)


@lru_cache(maxsize=64)
def _panel(name: str, config: Config, shown: Shown[Any], _language: str) -> Panel:
    return BUILDERS[config.experiment, name](config, shown.scene, _(TITLES[config.experiment][name]))


def _race_map(config: Race, scene: Any, title: str) -> Panel:
    names = racer_names(config)
    return figures.terrain(
        scene.x, scene.y, scene.heights, list(names.values()),
        title=title, description=_standing(config), axes=("x", "y"), height=_("log₁₀(1 + loss)"),
        marks=config.place.minima, mark=_("lowest point"), clickable=True,
    )  # fmt: skip


def _standing(config: Race) -> str:
    """The text alternative of a race: who is how high at this step."""
    heights = ", ".join(f"{name} {{{code}_loss}}" for code, name in racer_names(config).items())
    opening = _("{surface}, step {{step}}. Losses: ").format(surface=_(SURFACES[config.surface]))
    return f"{opening}{heights}."


def _race_relief(config: Race, scene: Any, title: str) -> Panel:
    return figures.relief(
        scene.x, scene.y, scene.heights, list(racer_names(config).values()),
        title=title, description=_standing(config), axes=("x", "y"), height=_("log₁₀(1 + loss)"),
    )  # fmt: skip


def _race_losses(config: Race, scene: Any, title: str) -> Panel:
    return figures.losses(
        list(racer_names(config).values()), title=title, description=_standing(config), step=_("step"), loss=_("loss"),
        steps=config.steps, decades=_decades(scene),
    )  # fmt: skip


def _decades(scene: Any) -> tuple[float, float]:
    return FLOOR, math.ceil(float(scene.heights.max())) + 0.5


def _race_times(config: Race, scene: Any, title: str) -> Panel:
    return figures.times(
        list(racer_names(config).values()), title=title, description=_standing(config),
        time=_("computing time (ms)"), loss=_("loss"), decades=_decades(scene),
    )  # fmt: skip


def _race_rates(config: Race, scene: Any, title: str) -> Panel:
    return figures.learning_rates(
        list(racer_names(config).values()), title=title,
        description=_("Each racer's learning rate up to step {step}."), step=_("step"), rate=_("learning rate η"),
        steps=config.steps,
    )  # fmt: skip


def _race_curvatures(config: Race, scene: Any, title: str) -> Panel:
    curved = ", ".join(f"{name} {{{code}_sharpness}}" for code, name in racer_names(config).items())
    return figures.curvatures(
        list(racer_names(config).values()), title=title,
        description=_("Largest Hessian eigenvalue where each racer stands at step {step}: ") + curved,
        step=_("step"), sharpness=_("sharpness λmax"), bearable=_("bearable with this learning rate"),
        steps=config.steps,
    )  # fmt: skip


def _loss_map(config: Landscape, scene: Any, title: str) -> Panel:
    return figures.terrain(
        scene.x, scene.y, scene.heights, [_("training path")],
        title=title, description=_of_training(), axes=_directions(config), height=_("log₁₀ loss"),
        marks=((0.0, 0.0),), mark=_("end of training"),
    )  # fmt: skip


def _loss_relief(config: Landscape, scene: Any, title: str) -> Panel:
    return figures.relief(
        scene.x, scene.y, scene.heights, [_("training path")],
        title=title, description=_of_training(), axes=_directions(config), height=_("log₁₀ loss"),
    )  # fmt: skip


def _of_training() -> str:
    return _("Epoch {step}: training loss {train_loss}, sharpness {sharpness}, noise scale {noise_scale}.")


def _directions(config: Landscape) -> tuple[str, str]:
    if config.directions == "chosen":
        first, second = (_("parameter {n}, from its end value").format(n=n) for n in (config.first, config.second))
        return first, second
    return _("first direction"), _("second direction")


def _loss_curves(config: Landscape, scene: Any, title: str) -> Panel:
    classes = config.dataset not in ("slope", "bumps")
    return figures.curves(
        title=title if classes else _("Loss"),
        description=_of_training(),
        epoch=_("epoch"),
        loss=_("loss"),
        accuracy=_("accuracy") if classes else None,
        train=_("training"),
        test=_("test"),
        epochs=config.epochs,
    )


def _bearable(config: Landscape) -> tuple[str | None, float]:
    """What the level is called that the learning rate bears, and where it lies."""
    level = edge(config.optimizer, 1.0, 0.9) / config.lr
    if math.isnan(level):
        return None, 0.0
    return _("bearable with this learning rate"), level


def _sharpness(config: Landscape, scene: Any, title: str) -> Panel:
    bearable, level = _bearable(config)
    return figures.sharpness_of_run(
        title=title, description=_of_training(), epoch=_("epoch"), sharpness=_("sharpness λmax"), bearable=bearable,
        edge=level, epochs=config.epochs,
    )  # fmt: skip


def _spectrum(config: Landscape, scene: Any, title: str) -> Panel:
    bearable, level = _bearable(config)
    return figures.spectrum(
        min(len(scene.centre), 40), title=title, description=_of_training(), rank=_("rank"), eigenvalue=_("eigenvalue"),
        bearable=bearable, edge=level,
    )  # fmt: skip


def _arrows(config: Landscape, scene: Any, title: str) -> Panel:
    return figures.arrows(
        title=title, description=_of_training(), along=_("along the full gradient (its length = 1)"),
        across=_("across it"), full=_("full gradient"), batches=_("gradients of 40 mini-batches"),
    )  # fmt: skip


def _sweep(config: Rates, scene: Any, title: str) -> Panel:
    said = _("2/λmax: edge of divergence") if config.is_quadratic else _("edge at the first weights")
    return figures.rate_sweep(
        list(config.rates),
        title=title,
        description=_(
            "After epoch {step}: lowest loss {best_loss} with learning rate {best_rate}; "
            "{diverged_count} of 64 diverged."
        ),
        rate=_("learning rate η"),
        loss=_("training loss"),
        reached=_("loss reached"),
        lost=_("diverged"),
        start=(_("loss at the start"), scene.start),
        edge=(said, scene.edge) if scene.edge else None,
    )


BUILDERS: dict[tuple[str, str], Callable[[Any, Any, str], Panel]] = {
    ("", "map"): _race_map,
    ("", "losses"): _race_losses,
    ("", "relief"): _race_relief,
    ("", "times"): _race_times,
    ("", "rates"): _race_rates,
    ("", "curvatures"): _race_curvatures,
    ("network", "map"): _loss_map,
    ("network", "curves"): _loss_curves,
    ("network", "relief"): _loss_relief,
    ("network", "sharpness"): _sharpness,
    ("network", "spectrum"): _spectrum,
    ("network", "arrows"): _arrows,
    ("rates", "sweep"): _sweep,
}
