"""What the laboratory's rooms, knobs and codes are called."""

from __future__ import annotations

from collections.abc import Mapping

from dlcore.config import Config
from dlcore.experiments.overfitting.config import Capacity, Descent, Leakage, Real, Remedies, Stopping
from ui.language import message
from ui.terms import ACTIVATIONS
from ui.workbench import EPOCHS, Wording

ROOMS = {
    "": message("Capacity"),
    "time": message("Time"),
    "remedies": message("Remedies"),
    "descent": message("Double descent"),
    "real": message("Real data"),
    "leakage": message("Leakage"),
}
FIELDS = {
    "model": message("Model"),
    "curve": message("True curve"),
    "samples": message("Training points"),
    "noise": message("Noise"),
    "degree": message("Highest degree"),
    "width": message("Units in each hidden layer"),
    "weight_decay": message("Weight decay λ"),
    "activation": message("Activation"),
    "lr": message("Learning rate"),
    "epochs": message("Epochs"),
    "seeds": message("Seeds"),
    "seed": message("First seed"),
    "validation": message("Validation points"),
    "patience": message("Patience, in epochs"),
    "batch_size": message("Batch size"),
    "remedy": message("Remedy"),
    "values": message("Settings in the sweep"),
    "along": message("What grows"),
    "features": message("Features"),
    "largest": message("Most features"),
    "scale": message("Size of the small inputs"),
    "table": message("Data"),
    "hidden": message("Hidden units"),
    "choose": message("The best is chosen on"),
    "tries": message("Tries"),
    "held_out": message("Points in each held-out set"),
    "coin": message("Labels by the toss of a coin"),
    "repeats": message("Repeats of the study"),
}
OTHERWISE = {
    ("", "width"): message("Widest network"),
    ("leakage", "width"): message("Hidden units"),
    ("descent", "weight_decay"): message("Ridge penalty λ"),
}

MODELS = {"polynomial": message("polynomials"), "network": message("networks with one hidden layer")}
CURVES = {"sine": message("sine"), "bump": message("bump (Runge)"), "stairs": message("stairs")}
REMEDIES = {
    "weight_decay": message("L2 (weight decay)"),
    "l1": message("L1 (sparsity)"),
    "dropout": message("dropout"),
    "jitter": message("jitter (augmentation)"),
    "samples": message("more data"),
    "width": message("smaller network"),
    "epochs": message("early stopping"),
    "batch_size": message("smaller batches"),
    "label_noise": message("label noise"),
}
KNOBS = {
    "weight_decay": "λ",
    "l1": "λ",
    "dropout": "p",
    "jitter": "σ",
    "samples": message("training points"),
    "width": message("units in each hidden layer"),
    "epochs": message("epochs"),
    "batch_size": message("batch size"),
    "label_noise": "σ",
}
ALONG = {
    "width": message("the model (features)"),
    "samples": message("the data (samples)"),
    "epochs": message("the training (epochs)"),
}
TABLES = {
    "breast_cancer": message("breast cancer (569 tumours, 30 measurements)"),
    "diabetes": message("diabetes (442 patients, 10 measurements)"),
}
CHOICES = {"test": message("the test points"), "validation": message("validation points")}
CODES: Mapping[str, Mapping[str, str]] = {
    "model": MODELS,
    "curve": CURVES,
    "activation": ACTIVATIONS,
    "remedy": REMEDIES,
    "along": ALONG,
    "table": TABLES,
    "choose": CHOICES,
}

SETTINGS = Wording(
    where=message("Setting {epoch:,} of {end:,}"),
    speed=message("{speed:,.0f} settings/s"),
    diverged=message("Diverged after setting {epoch:,}"),
    one=message("Compute the next setting."),
    back=message("Back to the first setting."),
    frame=message("Setting {step}"),
)
DEGREES = Wording(
    where=message("Degree {epoch:,} of {end:,}"),
    speed=message("{speed:,.0f} degrees/s"),
    diverged=message("Diverged after degree {epoch:,}"),
    one=message("Fit the next degree."),
    back=message("Back to degree 0."),
    frame=message("Degree {step}"),
)
TRIES = Wording(
    where=message("{epoch:,} of {end:,} tries after the first"),
    speed=message("{speed:,.0f} tries/s"),
    diverged=message("Diverged after try {epoch:,}"),
    one=message("Show one try more."),
    back=message("Back to the first try."),
    frame=message("Tries after the first: {step}"),
)


def wording(config: Config) -> Wording:
    """What the steps of this experiment's run are called."""
    match config:
        case Stopping():
            return EPOCHS
        case Leakage():
            return TRIES
        case Capacity(model="polynomial"):
            return DEGREES
        case _:
            return SETTINGS


def label(experiment: str, name: str) -> str:
    """Name a field (message id) as it is meant in this room."""
    return OTHERWISE.get((experiment, name), FIELDS[name])


def knob(config: Config) -> str:
    """Name what a room sweeps (message id)."""
    match config:
        case Capacity(model="polynomial"):
            return message("degree")
        case Capacity():
            return message("hidden units")
        case Stopping():
            return message("epoch")
        case Remedies(remedy=remedy):
            return KNOBS[remedy]
        case Descent(along="width"):
            return message("features")
        case Descent(along="epochs"):
            return message("epochs")
        case Descent():
            return message("training points")
        case Real():
            return message("training specimens")
        case _:
            return message("tries")
