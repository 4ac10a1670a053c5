"""What the page's codes are called."""

from __future__ import annotations

from dlcore.datasets.real import table
from ui.language import _, message
from ui.terms import LOSSES, OPTIMIZERS
from ui.workbench import Wording

ROOMS = {
    "": message("Logistic regression"),
    "mistake": message("The article's program"),
    "growth": message("Weights that grow"),
}
DATASETS = {
    "four": message("The article's four points"),
    "line": message("One measurement"),
    "clouds": message("Two Gaussians"),
    "separable": message("Separable"),
    "xor": message("XOR"),
    "breast_cancer": message("Breast cancer"),
    "iris": message("Iris flowers"),
    "penguins": message("Penguins"),
}
TERMS = {"linear": "x₁, x₂", "product": "x₁, x₂, x₁x₂", "quadratic": "x₁, x₂, x₁², x₂², x₁x₂"}
INITS = {
    "default": message("PyTorch's default"),
    "zeros": message("all zero"),
    "wrong": message("sure of the opposite"),
}
WORDS = {"dataset": DATASETS, "terms": TERMS, "loss": LOSSES, "init": INITS, "optimizer": OPTIMIZERS}
CLASSES = {
    "0": message("class 0"),
    "1": message("class 1"),
    "benign": message("benign"),
    "malignant": message("malignant"),
    "setosa": message("setosa"),
    "versicolor": message("versicolor"),
    "virginica": message("virginica"),
    "Adelie": message("Adélie"),
    "Chinstrap": message("chinstrap"),
    "Gentoo": message("gentoo"),
}
FIELDS = {
    "dataset": message("Data"),
    "distance": message("Distance between the classes"),
    "positives": message("Share of class 1"),
    "flipped": message("Wrong labels"),
    "samples": message("Points"),
    "train_share": message("Share for training"),
    "measurements": message("Measurements"),
    "data_seed": message("Data seed"),
    "terms": message("Inputs"),
    "loss": message("Loss function"),
    "init": message("First weights"),
    "seed": message("Seed"),
    "optimizer": message("Optimiser"),
    "lr": message("Learning rate"),
    "batch_size": message("Batch size"),
    "epochs": message("Epochs"),
    "weight_decay": message("L2 (weight decay)"),
    "threshold": message("Threshold"),
    "logit": message("Logit"),
    "separable": message("A line parts the classes"),
    "strengths": message("Strengths of L2"),
}
MEASURED = {
    "iris": (message("sepal length"), message("sepal width"), message("petal length"), message("petal width")),
    "penguins": (message("bill length"), message("bill depth"), message("flipper length"), message("body mass")),
}
CELLS = {
    "radius": message("radius"),
    "texture": message("texture"),
    "perimeter": message("perimeter"),
    "area": message("area"),
    "smoothness": message("smoothness"),
    "compactness": message("compactness"),
    "concavity": message("concavity"),
    "concave points": message("concave points"),
    "symmetry": message("symmetry"),
    "fractal dimension": message("fractal dimension"),
}
EPOCHS = Wording(
    where=message("Epoch {epoch:,} of {end:,}"),
    speed=message("{speed:,.0f} epochs/s"),
    diverged=message("Diverged after epoch {epoch:,}"),
    one=message("Train for one epoch."),
    back=message("Back to the first weights."),
    frame=message("Epoch {step}"),
)


def measurement(dataset: str, column: int) -> str:
    """Name a measured set's measurement, counted from 1, in the learner's language."""
    if dataset in MEASURED:
        return _(MEASURED[dataset][column - 1])
    axis = table(dataset).axes[column - 1]
    if axis.startswith("mean "):
        return _("{name}, mean").format(name=_(CELLS[axis.removeprefix("mean ")]))
    if axis.startswith("worst "):
        return _("{name}, worst").format(name=_(CELLS[axis.removeprefix("worst ")]))
    return _("{name}, standard error").format(name=_(CELLS[axis.removesuffix(" error")]))


def class_names(classes: tuple[str, ...]) -> tuple[str, ...]:
    """Name classes in the learner's language."""
    return tuple(_(CLASSES.get(name, name)) for name in classes)
