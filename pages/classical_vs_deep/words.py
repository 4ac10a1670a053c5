"""What the contest's rivals, knobs and codes are called."""

from __future__ import annotations

from collections.abc import Mapping

from ui.language import message
from ui.workbench import Wording

RIVALS = {
    "logistic": message("Logistic regression"),
    "neighbours": message("k-nearest neighbours"),
    "svm": message("SVM with an RBF kernel"),
    "tree": message("Decision tree"),
    "forest": message("Random forest"),
    "boosting": message("Gradient boosting"),
    "network": message("Neural network"),
}
SHORT = {
    "logistic": message("logistic"),
    "neighbours": message("neighbours"),
    "svm": "SVM",
    "tree": message("tree"),
    "forest": message("forest"),
    "boosting": message("boosting"),
    "network": message("network"),
}
FIELDS = {
    "data": message("Data"),
    "train": message("Training points, at most"),
    "noise": message("Noise"),
    "distractors": message("Meaningless inputs"),
    "mislabelled": message("Share of wrong labels"),
    "standardise": message("Standardise the inputs"),
    "budget": message("Settings each may try"),
    "seeds": message("Random splits"),
    "seed": message("First seed"),
}
SETS = {
    "moons": message("moons"),
    "circles": message("circles"),
    "xor": message("XOR"),
    "spiral": message("spiral"),
    "gaussians": message("two clouds"),
    "iris": message("iris (150 flowers, 4 measurements)"),
    "wine": message("wine (178 wines, 13 measurements)"),
    "breast_cancer": message("breast cancer (569 tumours, 30 measurements)"),
    "digits": message("digits (1,797 pictures of 8 × 8)"),
}
CODES: Mapping[str, Mapping[str, str]] = {"data": SETS}
FITS = Wording(
    where=message("Result {epoch:,}; the last one is {end:,}"),
    speed=message("{speed:,.1f} results/s"),
    diverged=message("Diverged after result {epoch:,}"),
    one=message("Tune and test the next model."),
    back=message("Back to the first model."),
    frame=message("Result {step}"),
)
