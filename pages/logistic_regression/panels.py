"""The page's panels in the learner's language: which figures there are, and what every part of them is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from dlcore import figures
from dlcore.config import Config
from dlcore.experiments.logistic_regression.config import FOUR_POINTS, Growth, LogisticRegression, Mistake
from dlcore.experiments.logistic_regression.landscape import Ground
from dlcore.experiments.logistic_regression.material import Scene
from dlcore.experiments.logistic_regression.story import Story
from dlcore.figures import Follow, Panel, palette
from dlcore.models.newton import sigmoid
from pages.logistic_regression.words import class_names, measurement
from ui.language import _, language, message
from ui.shown import Shown

PICTURE = {1: message("Sigmoid curve"), 2: message("Probability over the plane")}
TITLES = {
    "curves": message("Loss and accuracy"),
    "log_odds": message("Log-odds"),
    "weights": message("Weights"),
    "norm": message("Length of the weights"),
    "distance": message("Distance to Newton's solution"),
    "confusion": message("Confusion matrix"),
}
MISTAKE = {
    "outputs": message("What the three models put out"),
    "losses": message("Loss of the three programs"),
    "raw": message("Raw sums of the article's model"),
}
GROWTH = {
    "norms": message("Length of the weights"),
    "losses": message("Loss"),
    "boundaries": message("Boundaries"),
}
PLACES = 121
NAMES = {
    "raw": message("article's program"),
    "with_logits": message("repair 1: BCEWithLogitsLoss"),
    "sigmoid": message("repair 2: sigmoid, BCELoss"),
}


def offered(config: Config) -> dict[str, str]:
    """Give the titles (message ids) of the panels that make sense for a config."""
    match config:
        case Mistake():
            return MISTAKE
        case Growth():
            return GROWTH
    assert isinstance(config, LogisticRegression)
    several = config.classes > 2
    drawn = {"surface": PICTURE[config.inputs]} if config.inputs == 2 or (config.inputs == 1 and not several) else {}
    left_out = ({"log_odds", "distance"} if several else set()) | ({"distance"} if config.loss == "mse" else set())
    return drawn | {name: title for name, title in TITLES.items() if name not in left_out}


def default(config: Config) -> tuple[str, ...]:
    """Name the panels that are open at first."""
    return tuple(offered(config))[:2]


def metrics(experiment: str) -> dict[str, str]:
    """Name the metrics that are written out under the panels, with their labels."""
    written = {
        "": {
            "train_loss": _("Training loss"),
            "test_loss": _("Test loss"),
            "test_accuracy": _("Test accuracy"),
            "weight_norm": _("Length of the weights"),
            "distance": _("Distance to Newton's solution"),
        },
        "mistake": {
            "train_loss": _("Loss, repair 1"),
            "sigmoid_loss": _("Loss, repair 2"),
        },
        "growth": {
            "train_loss": _("Loss with the least L2"),
            "first_norm": _("Length with the least L2"),
            "last_norm": _("Length with the most L2"),
        },
    }
    return written[experiment]


def panels(config: Config, scene: Any, chosen: Sequence[str]) -> tuple[Panel, ...]:
    """Build the chosen panels; asked again for the same, it gives the same objects."""
    names = [name for name in offered(config) if name in chosen]
    return tuple(_panel(name, config, Shown(scene), language()) for name in names)


@lru_cache(maxsize=64)
def _panel(name: str, config: Config, shown: Shown[Any], _language: str) -> Panel:
    builders: Mapping[str, Callable[[Any, Any], Panel]] = BUILDERS[config.experiment]
    return builders[name](config, shown.scene)


def inputs(config: LogisticRegression) -> tuple[str, ...]:
    """Name what the weighted sum is made of, in the learner's language."""
    if config.measured:
        names = tuple(measurement(config.dataset, column) for column in config.columns)
    else:
        names = ("x",) if config.inputs == 1 else ("x₁", "x₂")
    if len(config.features) <= 2:
        return names
    first, second = names[0], names[-1]
    products = {"x1x1": f"{first}²", "x2x2": f"{second}²", "x1x2": f"{first} · {second}"}
    return (*names, *(products[code] for code in config.features[2:]))


def _measured(config: LogisticRegression) -> str:
    """The part of a text alternative that the main panels share."""
    if config.dataset == "four":
        return _("Epoch {step}: training loss {train_loss}, accuracy {train_accuracy}.")
    return _("Epoch {step}: training loss {train_loss}, test loss {test_loss}, test accuracy {test_accuracy}.")


def _surface(config: LogisticRegression, scene: Scene) -> Panel:
    names, title = class_names(scene.classes), _(PICTURE[config.inputs])
    alternative = f"{title}. {_measured(config)}"
    if scene.dataset is not None:
        axes = (inputs(config)[0], inputs(config)[1])
        return figures.surface(
            replace(scene.dataset, axes=axes),
            title=title,
            description=alternative,
            value=_("probability of {name}").format(name=names[1]) if len(names) == 2 else _("prediction"),
            train=_("training"),
            test=_("test"),
            missed=_("misclassified"),
            classes=names,
        )
    places = np.linspace(*scene.window, PLACES)
    seen = (places - scene.values[scene.is_train].mean()) / scene.values[scene.is_train].std()
    best = scene.reference
    return figures.sigmoid_curve(
        scene.values[:, 0],
        scene.labels,
        scene.is_train,
        places,
        title=title,
        description=alternative,
        classes=names,
        words={
            "x": inputs(config)[0],
            "probability": _("probability of {name}").format(name=names[1]),
            "model": _("model"),
            "best": _("Newton's solution"),
            "test": _("test"),
            "missed": _("misclassified"),
        },
        reference=sigmoid(best[0] * (seen if config.measured else places) + best[1]) if len(best) else None,
    )


def _curves(config: LogisticRegression, scene: Scene) -> Panel:
    title, alternative = _(TITLES["curves"]), f"{_(TITLES['curves'])}. {_measured(config)}"
    if config.dataset == "four":
        line = Follow(_("training"), "train_loss")
        return figures.courses("curves", [line], title=title, description=alternative, epoch=_("epoch"),
                               value=_("loss"), epochs=config.epochs, height=420, large=True)  # fmt: skip
    return figures.curves(
        title=title,
        description=alternative,
        epoch=_("epoch"),
        loss=_("loss"),
        accuracy=_("accuracy"),
        train=_("training"),
        test=_("test"),
        epochs=config.epochs,
    )


def _log_odds(config: LogisticRegression, scene: Scene) -> Panel:
    names = class_names(scene.classes)
    return figures.log_odds(
        title=_(TITLES["log_odds"]),
        description=f"{_('Each point at its log-odds, on the sigmoid.')} {_measured(config)}",
        classes=names,
        words={
            "logit": _("log-odds z = w·x + b"),
            "probability": _("probability of {name}").format(name=names[1]),
            "sigmoid": "σ(z)",
        },
    )


def _weights(config: LogisticRegression, scene: Scene) -> Panel:
    return figures.solutions(
        [*inputs(config), _("bias")],
        scene.reference,
        title=_(TITLES["weights"]),
        description=f"{_(TITLES['weights'])}. {_measured(config)}",
        words={"weight": _("weight"), "descent": _("gradient descent"), "best": _("Newton's solution")},
        groups=class_names(scene.classes) if config.classes > 2 else (),
    )


def _norm(config: LogisticRegression, scene: Scene) -> Panel:
    aim = float(np.linalg.norm(scene.reference[:-1])) if len(scene.reference) else None
    line = Follow(_("‖w‖ (dotted: Newton's solution)") if aim else "‖w‖", "weight_norm", aim=aim)
    return figures.courses(
        "norm",
        [line],
        title=_(TITLES["norm"]),
        description=_("Length of the weights over the epochs. Epoch {step}: {weight_norm}."),
        epoch=_("epoch"),
        value=_("length of the weights"),
        epochs=config.epochs,
    )


def _distance(config: LogisticRegression, scene: Scene) -> Panel:
    found = len(scene.reference)
    lines = [Follow(_("distance to Newton's solution"), "distance")] if found else []
    if not found:  # no finite weights are best, so there is nothing to be distant from
        lines = [Follow(_("there is no best solution: training loss"), "train_loss", dash="dash")]
    return figures.courses(
        "distance",
        lines,
        title=_(TITLES["distance"]),
        description=_("Distance to Newton's solution over the epochs, up to epoch {step}."),
        epoch=_("epoch"),
        value=_("distance") if found else _("loss"),
        epochs=config.epochs,
        log_y=True,
    )


def _confusion(config: LogisticRegression, scene: Scene) -> Panel:
    return figures.confusion(
        class_names(scene.classes),
        title=_(TITLES["confusion"]),
        description=_("Points by true and predicted class after epoch {step}."),
        true=_("true"),
        predicted=_("predicted"),
        most=float(np.bincount(scene.labels[scene.judged]).max()),
    )


STYLES = {
    "raw": (palette.RUN_COLOURS[2], "dash"),
    "with_logits": (palette.RUN_COLOURS[1], "solid"),
    "sigmoid": (palette.RUN_COLOURS[0], "dot"),
}


def _three_losses(config: Mistake, story: Story) -> Panel:
    lines = [
        Follow(_(NAMES[name]), "losses", index, colour, dash)
        for index, (name, (colour, dash)) in enumerate(STYLES.items())
    ]
    return figures.courses(
        "losses",
        lines,
        title=_(MISTAKE["losses"]),
        description=_("Loss over the epochs. Epoch {step}: {train_loss} with repair 1, {sigmoid_loss} with repair 2."),
        epoch=_("epoch"),
        value=_("loss"),
        epochs=config.epochs,
        height=420,
        large=True,
    )


def _outputs(config: Mistake, story: Story) -> Panel:
    x, y = (np.array(each, dtype=float) for each in FOUR_POINTS)
    return figures.three_curves(
        x,
        y,
        [(_(NAMES[name]), colour, dash) for name, (colour, dash) in STYLES.items()],
        title=_(MISTAKE["outputs"]),
        description=_(
            "Outputs over x after epoch {step}: the article's straight line, and the curves of the two repairs."
        ),
        words={"x": "x", "output": _("output"), "allowed": _("what BCELoss accepts")},
        classes=class_names(("0", "1")),
    )


def _raw(config: Mistake, story: Story) -> Panel:
    lines = [
        Follow(f"x = {value:g}", "outputs", index, palette.CLASS_COLOURS[label], palette.LINE_DASHES[index])
        for index, (value, label) in enumerate(zip(*FOUR_POINTS, strict=True))
    ]
    return figures.courses(
        "raw",
        lines,
        title=_(MISTAKE["raw"]),
        description=_("Raw sums of the article's model for the four points, up to epoch {step}."),
        epoch=_("epoch"),
        value="w x + b",
        epochs=config.epochs if story.epoch < 0 else max(4, 2 * story.epoch),
        y_range=(min(-0.2, *story.outputs) - 0.1, max(1.2, *story.outputs) + 0.1),
    )


def _strengths(config: Growth) -> list[str]:
    return [f"λ = {code}" for code in config.strengths]


def _grown(code: str, config: Growth, aims: Sequence[float | None], value: str, alternative: str, large: bool) -> Panel:
    lines = [
        Follow(name, code, index, palette.RUN_COLOURS[index], palette.LINE_DASHES[index], aims[index])
        for index, name in enumerate(_strengths(config))
    ]
    return figures.courses(
        code,
        lines,
        title=_(GROWTH[code]),
        description=alternative,
        epoch=_("epoch"),
        value=value,
        epochs=config.epochs,
        log_x=True,
        log_y=code == "losses",
        height=420,
        large=large,
    )


def _norms(config: Growth, ground: Ground) -> Panel:
    aims = [None if np.isnan(length) else float(length) for length in ground.lengths]
    said = _("Length of the weights. Epoch {step}: {first_norm} with the least L2, {last_norm} with the most.")
    return _grown("norms", config, aims, _("length of the weights"), said, large=False)


def _growth_losses(config: Growth, ground: Ground) -> Panel:
    said = _("Cross-entropy over the epochs, without the penalty. Epoch {step}: {train_loss} with the least L2.")
    return _grown("losses", config, [None] * len(config.strengths), _("cross-entropy"), said, large=True)


def _boundaries(config: Growth, ground: Ground) -> Panel:
    return figures.boundaries(
        ground.points,
        ground.labels,
        ground.window,
        _strengths(config),
        classes=class_names(("0", "1")),
        title=_(GROWTH["boundaries"]),
        description=_("The points, and a boundary for each strength of L2, after epoch {step}."),
    )


BUILDERS: dict[str, dict[str, Callable[..., Panel]]] = {
    "": {
        "surface": _surface,
        "curves": _curves,
        "log_odds": _log_odds,
        "weights": _weights,
        "norm": _norm,
        "distance": _distance,
        "confusion": _confusion,
    },
    "mistake": {"losses": _three_losses, "outputs": _outputs, "raw": _raw},
    "growth": {"norms": _norms, "losses": _growth_losses, "boundaries": _boundaries},
}
