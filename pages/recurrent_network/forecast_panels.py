"""Panels of the room in which a series is learned from its past and forecast."""

from __future__ import annotations

from dlcore import figures
from dlcore.experiments.recurrent_network.config import Forecast
from dlcore.experiments.recurrent_network.stills import Course
from dlcore.figures import Follow, Panel, palette
from ui.language import _, message

TITLES = {
    "series": message("Past, forecast, and what came"),
    "errors": message("Error of the forecast"),
    "training": message("Loss on the past"),
    "looking_back": message("Where attention looks"),
}
METRICS = {
    "forecast_error": message("Forecast error"),
    "naive_error": message("“Same as last season”"),
    "ahead_error": message("Error one step ahead"),
    "naive_ahead_error": message("“Same as last season”, one step ahead"),
}
TIMES = {"sine": message("step"), "sunspots": message("year"), "co2": message("year")}
ERRORS = {"sine": message("value"), "sunspots": message("sunspot number"), "co2": "ppmv"}
UNITS = {"sine": message("value"), "sunspots": message("sunspot number"), "co2": message("CO₂ (ppmv)")}


def _series(config: Forecast, scene: Course) -> Panel:
    return figures.time_series(
        scene.times,
        scene.values,
        scene.cut,
        scene.naive,
        title=_(TITLES["series"]),
        description=_(
            "The measured series up to the cut and after it, with the network's forecast, its forecasts one step "
            "ahead, and “same as last season”. Errors: {forecast_error}, {ahead_error}, {naive_error}."
        ),
        x=_(TIMES[config.series]),
        y=_(UNITS[config.series]),
        measured=_("measured"),
        same=_("same as last season"),
        free=_("forecast from the past alone"),
        ahead=_("one step ahead"),
        now=_("trained up to here"),
    )


def _errors(config: Forecast, scene: Course) -> Panel:
    return figures.courses(
        "errors",
        (
            Follow(_("forecast"), "forecast_error", colour=palette.ORANGE),
            Follow(_("same as last season"), "naive_error", colour=palette.QUIET, dash="dot"),
            Follow(_("one step ahead"), "ahead_error", colour=palette.BLUE, dash="dash"),
        ),
        title=_(TITLES["errors"]),
        description=_(
            "Root mean squared error over the forecast numbers against the update: {forecast_error} for the forecast, "
            "{ahead_error} one step ahead, {naive_error} for “same as last season”."
        ),
        epoch=_("update"),
        value=_("error ({unit})").format(unit=_(ERRORS[config.series])),
        epochs=config.updates,
        log_y=True,
        large=True,
    )


def _training(config: Forecast, scene: Course) -> Panel:
    return figures.courses(
        "training",
        (Follow(_("loss"), "train_loss"),),
        title=_(TITLES["training"]),
        description=_("Mean squared error of the next number on windows of the standardised past: {train_loss}."),
        epoch=_("update"),
        value=_("loss"),
        epochs=config.updates,
        log_y=True,
    )


def _looking_back(config: Forecast, scene: Course) -> Panel:
    every = max(1, config.window // 8)
    steps = ["" if back % every else f"{-back}".replace("-", "−") for back in reversed(range(config.window))]
    return figures.attention_map(
        "looking_back",
        steps,
        source="map",
        most=0.5,
        title=_(TITLES["looking_back"]),
        reads=_("reading, steps before the last"),
        looks=_("looks back at"),
        description=_(
            "How much each of the last {window} numbers before the forecast attends to each one before it; after "
            "update {step}."
        ).replace("{window}", str(config.window)),
        large=True,
    )


BUILDERS = {"series": _series, "errors": _errors, "training": _training, "looking_back": _looking_back}
