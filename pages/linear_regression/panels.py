"""The page's panels in the learner's language: which figures there are, and what every part of them is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from dlcore import figures
from dlcore.experiments.linear_regression import facts
from dlcore.experiments.linear_regression.config import LinearRegression, SeveralFeatures
from dlcore.experiments.linear_regression.problem import Problem
from dlcore.experiments.linear_regression.replaying import MOST_ERRORS, best, window
from dlcore.figures import Panel
from pages.linear_regression.words import MEASUREMENTS
from ui.language import _, language, message
from ui.shown import Shown

ONE = {
    "line": message("Points and line"),
    "contours": message("Loss over slope and intercept"),
    "descent": message("Loss and distance"),
    "bowl": message("The loss as a bowl"),
}
SEVERAL = {
    "coefficients": message("Weights"),
    "descent": message("Loss and distance"),
    "predicted": message("Predicted and true"),
    "residuals": message("Residuals"),
}
DEFAULT = {"": ("line", "contours"), "several": ("coefficients", "descent")}
METRICS = {
    "train_loss": message("Training loss"),
    "test_loss": message("Test loss"),
    "distance": message("Distance to the closed form"),
    "slope": message("Slope"),
    "intercept": message("Intercept"),
    "prediction": message("Prediction for x = 5"),
    "train_r2": message("R², training"),
    "test_r2": message("R², test"),
}
LINE_ALT = message("Points and line. Epoch {step}: slope {slope}, intercept {intercept}, loss {train_loss}.")
MAP_ALT = message("Rings of equal loss. Epoch {step}: slope {slope}, intercept {intercept}, loss {train_loss}.")
BOWL_ALT = message("The loss as a surface in space. Epoch {step}: loss {train_loss}.")
DESCENT_ALT = message("Loss and distance over the epochs. Epoch {step}: training loss {train_loss}.")
SEVERAL_ALT = message("Epoch {step}: R² is {train_r2} on training rows and {test_r2} on test rows.")


def offered(experiment: str) -> dict[str, str]:
    """Give the titles (message ids) of an experiment's panels."""
    return SEVERAL if experiment == "several" else ONE


def metrics() -> dict[str, str]:
    """Name the metrics that are written out under the panels, with their labels."""
    return {name: _(label) for name, label in METRICS.items()}


def panels(config: LinearRegression | SeveralFeatures, scene: Problem, chosen: Sequence[str]) -> tuple[Panel, ...]:
    """Build the chosen panels; asked again for the same, it gives the same objects."""
    names = [name for name in offered(config.experiment) if name in chosen]
    return tuple(_panel(name, config, Shown(scene), language()) for name in names)


@lru_cache(maxsize=64)
def _panel(name: str, config: LinearRegression | SeveralFeatures, shown: Shown[Problem], _language: str) -> Panel:
    return BUILDERS[name](config, shown.scene)


def _points() -> dict[str, str]:
    return {"train": _("training points"), "test": _("test points")}


def _line(config: LinearRegression, scene: Problem) -> Panel:
    closed = facts.fits(scene, config.delta)["mse"]
    words = _points() | {"line": _("line"), "best": _("least squares"), "error": _("errors")}
    return figures.fitted_line(
        scene,
        window(scene),
        scene.original(closed),
        title=_(ONE["line"]),
        description=_(LINE_ALT),
        words=words,
        errors=scene.is_train.sum() <= MOST_ERRORS,
    )


def _map_words(config: LinearRegression) -> dict[str, str]:
    scaled = config.standardise
    return {
        "weight": _("slope, standardised x") if scaled else _("slope"),
        "bias": _("intercept, standardised x") if scaled else _("intercept"),
        "loss": _("loss"),
        "path": _("path of descent"),
        "here": _("here"),
        "best": _("least loss"),
    }


def _contours(config: LinearRegression, scene: Problem) -> Panel:
    found = facts.loss_map(config, scene)
    return figures.loss_contours(
        found.weight,
        found.bias,
        found.loss,
        facts.fits(scene, config.delta)[config.loss],
        title=_(ONE["contours"]),
        description=_(MAP_ALT),
        words=_map_words(config),
    )


def _bowl(config: LinearRegression, scene: Problem) -> Panel:
    found = facts.loss_map(config, scene)
    return figures.loss_bowl(
        found.weight,
        found.bias,
        found.loss,
        title=_(ONE["bowl"]),
        description=_(BOWL_ALT),
        words=_map_words(config) | {"weight": _("slope"), "bias": _("intercept")},
    )


def _descent(config: LinearRegression | SeveralFeatures, scene: Problem) -> Panel:
    tested = " test_loss" if not scene.is_train.all() else ""
    rows = {f"train_loss{tested}": _("loss")}
    if isinstance(config, SeveralFeatures) or config.loss == "mse":
        rows["distance"] = _("distance")
    return figures.descent(
        title=_(ONE["descent"]),
        description=_(DESCENT_ALT),
        epoch=_("epoch"),
        rows=rows,
        words=metrics(),
        epochs=config.epochs,
    )


def batches(config: LinearRegression, scene: Problem) -> Panel:
    """Draw the first epochs with batches of three sizes."""
    found = facts.loss_map(config, scene)
    every, some = scene.trail_batches[:2]
    gaps = np.linalg.norm(scene.trails[:, -1] - facts.fits(scene, config.delta)[config.loss], axis=1)
    return figures.trails(
        found.weight,
        found.bias,
        found.loss,
        scene.trails,
        (_("all {n} points").format(n=every), _("{n} points a step").format(n=some), _("1 point a step")),
        title=_("{n} epochs from the same start").format(n=scene.trails.shape[1] - 1),
        description=_("Distance to the least loss in the end: {all} with all points, {some} with some, {one} with one.")
        .format(all=f"{gaps[0]:.3g}", some=f"{gaps[1]:.3g}", one=f"{gaps[2]:.3g}"),
        words=_map_words(config),
    )  # fmt: skip


def measured(config: SeveralFeatures) -> list[str]:
    """The measurements' names in the learner's language, or the own columns' names, in order."""
    if config.own is not None:
        return list(config.own.axes)
    return [_(MEASUREMENTS[code]) for code in config.measurements]


def _coefficients(config: SeveralFeatures, scene: Problem) -> Panel:
    known = facts.estimates(scene)
    closed = best(config, scene)
    assert closed is not None
    return figures.coefficients(
        measured(config),
        known.estimate[:-1],
        (known.high - known.estimate)[:-1],
        closed[:-1],
        title=_(SEVERAL["coefficients"]),
        description=f"{_(SEVERAL['coefficients'])}. {_(SEVERAL_ALT)}",
        words={
            "interval": _("least squares, 95% interval"),
            "best": _("closed form"),
            "here": _("descent"),
            "weight": _("weight per standard deviation") if config.standardise else _("weight per unit"),
        },
    )


def _words_of_predictions() -> dict[str, str]:
    return _points() | {
        "true": _("true"),
        "predicted": _("predicted"),
        "perfect": _("perfect"),
        "residual": _("true − predicted"),
    }


def _predicted(config: SeveralFeatures, scene: Problem) -> Panel:
    return figures.predicted_and_true(
        scene,
        title=_(SEVERAL["predicted"]),
        description=f"{_(SEVERAL['predicted'])}. {_(SEVERAL_ALT)}",
        words=_words_of_predictions(),
    )


def _residuals(config: SeveralFeatures, scene: Problem) -> Panel:
    return figures.residuals(
        scene,
        title=_(SEVERAL["residuals"]),
        description=f"{_(SEVERAL['residuals'])}. {_(SEVERAL_ALT)}",
        words=_words_of_predictions(),
    )


def stability(trial: facts.Trial) -> Panel:
    """Draw the check of the largest stable rate: one descent on each side of it."""
    low, high = (f"{rate:.4g}" for rate in trial.rates)
    return figures.trial(
        trial.excess,
        (_("rate {rate}").format(rate=low), _("rate {rate}").format(rate=high)),
        title=_("Just below and just above the largest stable rate"),
        description=_(
            "After {n} steps the excess loss is {below} times what it was with rate {low}, {above} with {high}."
        ).format(n=len(trial.excess[0]) - 1, low=low, high=high,
                below=f"{trial.excess[0, -1]:.2g}", above=f"{trial.excess[1, -1]:.2g}"),
        step=_("step"),
        share=_("excess loss, share of the first"),
    )  # fmt: skip


def penalty(kind: str, config: SeveralFeatures, scene: Problem) -> Panel:
    """Draw one penalty's path, the chosen strength marked where that penalty is on."""
    found = path(kind, Shown(scene))
    title = _("Ridge: weights against λ") if kind == "ridge" else _("Lasso: weights against λ")
    top = int(np.argmax(found.test_r2))
    return figures.penalty_path(
        measured(config),
        found.strengths,
        found.weights,
        {_("training"): found.train_r2, _("test"): found.test_r2},
        config.strength if config.penalty == kind else None,
        title=title,
        description=_("{title}. R² on test rows is highest, {r2}, at λ = {strength}.").format(
            title=title, r2=f"{found.test_r2[top]:.3f}", strength=f"{found.strengths[top]:.3g}"
        ),
        words={"strength": _("strength λ"), "weight": _("weight"), "r2": _("R²")},
    )


@lru_cache(maxsize=32)
def path(kind: str, shown: Shown[Problem]) -> facts.Path:
    """Follow a penalty's weights, once for each data set."""
    return facts.path(kind, shown.scene)


BUILDERS: dict[str, Callable[..., Panel]] = {
    "line": _line,
    "contours": _contours,
    "descent": _descent,
    "bowl": _bowl,
    "coefficients": _coefficients,
    "predicted": _predicted,
    "residuals": _residuals,
}
