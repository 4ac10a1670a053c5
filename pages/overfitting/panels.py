"""The rooms' panels in the learner's language: which figures there are, and what every part of them is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from dlcore import figures
from dlcore.config import Config
from dlcore.experiments.overfitting.config import Capacity, Descent, Leakage, Real, Remedies, Stopping
from dlcore.experiments.overfitting.still import Scene
from dlcore.figures import Line, Marks, Panel
from pages.overfitting.words import knob
from ui.language import _, language, message
from ui.shown import Shown

TITLES = {
    "fits": message("Fits"),
    "errors": message("Error"),
    "decomposition": message("Bias, variance, noise"),
    "weights": message("Weights"),
    "zeros": message("Weights at zero"),
    "norm": message("Length of the weights"),
    "masks": message("Training and evaluation mode"),
    "losses": message("Loss"),
    "scores": message("Accuracy of the chosen"),
    "tries": message("Every try of one study"),
}
OFFERED: Mapping[type[Config], tuple[str, ...]] = {
    Capacity: ("fits", "errors", "decomposition"),
    Stopping: ("fits", "errors"),
    Remedies: ("fits", "errors", "weights", "zeros", "norm"),
    Descent: ("errors", "norm"),
    Real: ("errors", "losses"),
    Leakage: ("scores", "tries"),
}
CLOSED = ("decomposition", "zeros")  # not open at first


def offered(config: Config) -> dict[str, str]:
    """Give the titles (message ids) of a room's panels."""
    names = OFFERED[type(config)]
    if isinstance(config, Remedies) and config.remedy == "dropout":
        names = (*names, "masks")
    return {name: TITLES[name] for name in names}


def opened(config: Config) -> tuple[str, ...]:
    """Name the panels that are open when a room is entered."""
    if isinstance(config, Remedies):
        return ("fits", "errors", "weights")
    return tuple(name for name in OFFERED[type(config)] if name not in CLOSED)


def metrics(config: Config) -> dict[str, str]:
    """Name the metrics that are written out under the panels, with their labels."""
    value = {"value": _(knob(config))}
    if isinstance(config, Leakage):
        reported = {"mean_reported": _("Reported accuracy"), "mean_fresh": _("Accuracy on fresh points")}
        return value | reported | {"optimism": _("Optimism")}
    errors = {"train_error": _("Training error"), "test_error": _("Test error")}
    match config:
        case Stopping():
            return errors | {"validation_error": _("Validation error"), "stopped_error": _("Test error of the kept")}
        case Remedies():
            return value | errors | {"zeros": _("Share of weights at zero")}
        case _:
            return value | errors


def panels(config: Config, scene: Scene, chosen: Sequence[str], *, truth: bool = False) -> tuple[Panel, ...]:
    """Build the chosen panels; asked again for the same, it gives the same objects."""
    names = [name for name in offered(config) if name in chosen]
    return tuple(_panel(name, config, Shown(scene), truth, language()) for name in names)


@lru_cache(maxsize=96)
def _panel(name: str, config: Config, shown: Shown[Scene], truth: bool, _language: str) -> Panel:
    if name == "fits":
        return _fits(config, shown.scene, truth)
    return BUILDERS[name](config, shown.scene)


def _fits(config: Config, scene: Scene, truth: bool) -> Panel:
    dropped = isinstance(config, Remedies) and config.remedy == "dropout"
    return figures.fits(
        scene.x,
        scene.y,
        scene.grid,
        scene.truth if truth else None,
        title=_(TITLES["fits"]),
        description=_(
            "The training points of the first seed and the fit to them, with the fits of other seeds. "
            "Training error {train_error}, test error {test_error}."
        ),
        points=_("training points"),
        fit=_("fit"),
        others=_("the same under masks") if dropped else _("other seeds"),
        band=_("middle 80%"),
        true=_("true curve"),
    )


def _errors(config: Config, scene: Scene) -> Panel:
    lines = [Line("train_error", _("training"), "train", band=True), Line("test_error", _("test"), "test", band=True)]
    marks: list[Marks] = []
    values: Sequence[float] = scene.values.tolist()
    last = None
    if isinstance(config, (Stopping, Remedies)):
        lines.insert(1, Line("validation_error", _("validation"), "validation"))
    if isinstance(config, Stopping):
        values, last = (), config.epochs
        marks = [
            Marks("marks", _("kept: lowest validation error"), 1, 2, "star"),
            Marks("marks", _("stopped here"), 0, 2, "square-open"),
        ]
    return figures.sweep(
        "errors",
        lines,
        title=_(TITLES["errors"]),
        description=_(
            "Median training and test error over the seeds against {knob}. Now: training error {train_error}, "
            "test error {test_error}."
        ).replace("{knob}", _(knob(config))),
        x=_(knob(config)),
        y=_error_name(config),
        values=values,
        last=last,
        limits=_limits(config),
        log=not isinstance(config, Real),
        share=isinstance(config, Real) and config.table == "breast_cancer",
        threshold=_threshold(config),
        marks=marks,
        large=True,
    )


def _error_name(config: Config) -> str:
    match config:
        case Real(table="breast_cancer"):
            return _("share of wrong answers")
        case Real():
            return _("unexplained share of the variance, 1 − R²")
        case _:
            return _("mean squared error")


def _limits(config: Config) -> tuple[float, float] | None:
    """The part of the error axis that matters: interpolation reaches down to rounding errors, bad fits up to 10⁶."""
    match config:
        case Capacity() | Stopping() | Remedies():
            return max(config.noise**2, 0.003) / 30, 3.0 if not isinstance(config, Capacity) else 30.0
        case Descent(along="epochs"):
            return None
        case Descent():
            return 0.003, 300.0
        case Real(table="breast_cancer"):
            return -0.01, 0.3
        case _:
            return -0.05, 2.5


def _threshold(config: Config) -> tuple[float, str] | None:
    """Where a fit just can meet every point: as many features as points."""
    if isinstance(config, Descent) and config.along != "epochs" and config.threshold in config.swept:
        return config.swept.index(config.threshold), _("threshold: as many features as points")
    return None


def _decomposition(config: Config, scene: Scene) -> Panel:
    return figures.sweep(
        "decomposition",
        [
            Line("shares", _("bias²"), "first", index=0),
            Line("shares", _("variance"), "second", index=1),
            Line("shares", _("noise"), "third", index=2),
            Line("sum", _("sum of the three"), "sum"),
            Line("mean_test_error", _("test error, measured"), "measured"),
        ],
        title=_(TITLES["decomposition"]),
        description=_(
            "Squared bias {bias2}, variance {variance} and noise {noise} add up to {sum}; the mean test error measured "
            "is {mean_test_error}."
        ),
        x=_(knob(config)),
        y=_("mean squared error"),
        values=scene.values.tolist(),
        limits=(1e-3, 30.0),
    )


def _weights(config: Config, scene: Scene) -> Panel:
    return figures.weights(
        [_("all weights and biases")],
        title=_(TITLES["weights"]),
        description=_("How the weights of all seeds are spread at this setting; {zeros} of them are exactly zero."),
        share=_("share of weights"),
    )


def _zeros(config: Config, scene: Scene) -> Panel:
    return figures.sweep(
        "zeros",
        [Line("zeros", _("exactly zero"), "first")],
        title=_(TITLES["zeros"]),
        description=_("Share of the weights that are exactly zero at this setting: {zeros}."),
        x=_(knob(config)),
        y=_("share of weights"),
        values=scene.values.tolist(),
        limits=(-0.03, 1.03),
        log=False,
        share=True,
    )


def _norm(config: Config, scene: Scene) -> Panel:
    return figures.sweep(
        "norm",
        [Line("norm", _("length ‖w‖"), "first")],
        title=_(TITLES["norm"]),
        description=_("Median length of the weight vector at this setting: {norm}."),
        x=_(knob(config)),
        y=_("length ‖w‖"),
        values=scene.values.tolist(),
        threshold=_threshold(config),
        large=isinstance(config, Descent),
    )


def _masks(config: Config, scene: Scene) -> Panel:
    return figures.sweep(
        "masks",
        [
            Line("one_mask_error", _("training mode: one mask"), "second"),
            Line("mean_mask_error", _("mean over many masks"), "first"),
            Line("test_error", _("evaluation mode: all units"), "test"),
        ],
        title=_(TITLES["masks"]),
        description=_(
            "Test error with one mask {one_mask_error}, of the mean over many masks {mean_mask_error}, and in "
            "evaluation mode {test_error}."
        ),
        x=_(knob(config)),
        y=_("mean squared error"),
        values=scene.values.tolist(),
    )


def _losses(config: Config, scene: Scene) -> Panel:
    return figures.sweep(
        "losses",
        [Line("train_loss", _("training"), "train", band=True), Line("test_loss", _("test"), "test", band=True)],
        title=_(TITLES["losses"]),
        description=_("Median training loss {train_loss} and test loss {test_loss} over the seeds."),
        x=_(knob(config)),
        y=_("loss"),
        values=scene.values.tolist(),
        limits=(1e-3, 10.0),
        large=True,
    )


def _scores(config: Config, scene: Scene) -> Panel:
    return figures.sweep(
        "scores",
        [
            Line("mean_fresh", _("on fresh points"), "validation", band=True),
            Line("mean_reported", _("on the test points"), "test", band=True),
        ],
        title=_(TITLES["scores"]),
        description=_(
            "Accuracy of the best try so far: {mean_reported} on the test points and {mean_fresh} on fresh points, on "
            "average over all studies."
        ),
        x=_("tries"),
        y=_("accuracy"),
        values=scene.values.tolist(),
        log=False,
        share=True,
    )


def _tries(config: Config, scene: Scene) -> Panel:
    return figures.tries(
        len(scene.values),
        title=_(TITLES["tries"]),
        description=_("Test accuracy and fresh accuracy of every try of the first study so far; the chosen is ringed."),
        x=_("try"),
        y=_("accuracy"),
        test=_("on the test points"),
        fresh=_("on fresh points"),
        chosen=_("chosen"),
    )


BUILDERS: dict[str, Callable[[Config, Scene], Panel]] = {
    "errors": _errors,
    "decomposition": _decomposition,
    "weights": _weights,
    "zeros": _zeros,
    "norm": _norm,
    "masks": _masks,
    "losses": _losses,
    "scores": _scores,
    "tries": _tries,
}
