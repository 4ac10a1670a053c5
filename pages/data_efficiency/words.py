"""What the page's rooms, curves, knobs and codes are called."""

from __future__ import annotations

from collections.abc import Mapping

from dlcore.config import Config
from dlcore.experiments.data_efficiency.config import Curves
from ui.language import _, message
from ui.workbench import Wording

ROOMS = {"": message("Learning curves"), "shifts": message("What shifts them")}
MODELS = {
    "logistic": message("logistic"),
    "neighbours": message("neighbours"),
    "svm": "SVM",
    "tree": message("tree"),
    "forest": message("forest"),
    "boosting": message("boosting"),
    "network": message("network"),
}
SETS = {
    "gaussians": message("two clouds (a straight line)"),
    "circles": message("circles"),
    "moons": message("moons"),
    "spiral": message("spiral"),
    "digits": message("digits"),
}
HELPS = {
    "plain": message("as it is"),
    "augmented": message("with augmentation"),
    "noisy": message("with wrong labels"),
    "pretrained": message("pre-trained on 0 to 4"),
}
FIELDS = {
    "sets": message("Data sets"),
    "models": message("Models"),
    "helps": message("Curves"),
    "largest": message("Up to so many training examples"),
    "noise": message("Noise"),
    "floor": message("Law with a floor"),
    "target": message("Error to reach"),
    "seeds": message("Repetitions"),
    "seed": message("First seed"),
    "wandering": message("Pictures lie off their place"),
    "mislabelled": message("Share of wrong labels"),
    "pretraining": message("Pictures to pre-train on"),
    "width": message("Units in each hidden layer"),
    "epochs": message("Epochs"),
}
CODES: Mapping[str, Mapping[str, str]] = {"sets": SETS, "models": MODELS, "helps": HELPS}
POINTS = Wording(
    where=message("Result {epoch:,}; the last one is {end:,}"),
    speed=message("{speed:,.1f} results/s"),
    diverged=message("Diverged after result {epoch:,}"),
    one=message("Measure the next point of a curve."),
    back=message("Back to the first point."),
    frame=message("Result {step}"),
)


def curves(config: Config) -> list[str]:
    """Name the curves in the session's language: by model, and by set where there are several."""
    if not isinstance(config, Curves):
        return [_(HELPS[what]) for _data, what in getattr(config, "lines")]  # noqa: B009
    if len(config.sets) == 1:
        return [_(MODELS[model]) for _data, model in config.lines]
    if len(config.models) == 1:
        return [_(SETS[data]) for data, _model in config.lines]
    return [f"{_(SETS[data])} · {_(MODELS[model])}" for data, model in config.lines]
