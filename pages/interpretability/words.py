"""What the page's rooms, methods, knobs and codes are called."""

from __future__ import annotations

from collections.abc import Mapping

from dlcore.experiments.interpretability.config import METHODS as CODES_OF_METHODS
from ui.language import _, message
from ui.workbench import EPOCHS, Wording

ROOMS = {
    "": message("Five pictures of an answer"),
    "cheat": message("A network that cheats"),
    "checks": message("Two trials of the methods"),
    "table": message("Tables with names"),
}
METHODS = {
    "occlusion": message("occlusion"),
    "saliency": message("saliency"),
    "smooth_grad": "SmoothGrad",
    "integrated_gradients": message("integrated gradients"),
    "grad_cam": message("Grad-CAM"),
}
DATA = {"diabetes": message("Diabetes (a value)"), "breast_cancer": message("Breast tumours (two classes)")}
MODELS = {"network": message("network with a hidden layer"), "linear": message("linear model")}
CODES: Mapping[str, Mapping[str, str]] = {"data": DATA, "model": MODELS}
FIELDS = {
    "image": message("Held-out image"),
    "target": message("Which digit's logit"),
    "steps": message("Optimiser steps"),
    "train_images": message("Training images"),
    "lr": message("Learning rate"),
    "seed": message("Seed"),
    "mislabelled": message("Labels drawn at random"),
    "points": message("Points of the integral"),
    "baseline": message("Baseline (grey value)"),
    "noise": message("SmoothGrad: noise"),
    "samples": message("SmoothGrad: noisy copies"),
    "digit": message("Digit with the patch"),
    "share": message("Share of its images with the patch"),
    "size": message("Edge of the patch (pixels)"),
    "brightness": message("Brightness of the patch"),
    "images": message("Images"),
    "cascade": message("All layers from the top down"),
    "data": message("Table"),
    "model": message("Model"),
    "copies": message("Copies of one feature"),
    "blur": message("Noise on the copies"),
    "epochs": message("Epochs"),
    "weight_decay": message("L2 (weight decay)"),
    "width": message("Hidden units"),
    "repeats": message("Times that a column is shuffled"),
    "row": message("Row that is explained"),
}
STEPS = Wording(
    where=message("Step {epoch:,} of {end:,}"),
    speed=message("{speed:,.0f} steps/s"),
    diverged=message("Diverged after step {epoch:,}"),
    one=message("Train on one batch."),
    back=message("Back to the untrained network."),
    frame=message("Step {step}"),
)
IMAGES = Wording(
    where=message("Image {epoch:,}; the last one is {end:,}"),
    speed=message("{speed:,.1f} images/s"),
    diverged=message("Diverged after image {epoch:,}"),
    one=message("Try the methods on the next image."),
    back=message("Back to the first image."),
    frame=message("Image {step}"),
)
WORDINGS = {"": STEPS, "cheat": STEPS, "checks": IMAGES, "table": EPOCHS}


def methods() -> list[str]:
    """Name the methods in the session's language, in the order of their codes."""
    return [_(METHODS[code]) for code in CODES_OF_METHODS]
