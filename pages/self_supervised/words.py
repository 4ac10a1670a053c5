"""What the page's rooms, curves, knobs and codes are called."""

from __future__ import annotations

from collections.abc import Mapping

from dlcore.config import Config
from dlcore.experiments.self_supervised.config import AutoEncoder, Diffusion
from ui.language import _, message
from ui.terms import ACTIVATIONS, DATASETS
from ui.workbench import EPOCHS, Wording

ROOMS = {
    "": message("Two numbers a digit"),
    "pretext": message("What labels are worth"),
    "diffusion": message("From noise to points"),
}
STARTS = {
    "scratch": message("trained from scratch"),
    "pixels": message("probe on pixels"),
    "untrained": message("probe on an untrained network"),
    "autoencoded": message("probe after copying"),
    "masked": message("probe after masked pixels"),
    "rotated": message("probe after rotations"),
    "tuned": message("fine-tuned after masked pixels"),
}
CLOUDS = {name: DATASETS[name] for name in ("moons", "circles", "spiral", "three_arms", "blobs")} | {
    "cloud": message("One Gaussian cloud")
}
SCHEDULES = {"cosine": message("cosine"), "linear": message("linear rate")}
SAMPLERS = {"ddpm": message("DDPM, with fresh noise"), "ddim": message("DDIM, without")}
FIELDS = {
    "noise": message("Noise"),
    "activation": message("Activation"),
    "width": message("Units in each hidden layer"),
    "train_images": message("Training images"),
    "epochs": message("Epochs"),
    "lr": message("Learning rate"),
    "batch_size": message("Batch size"),
    "data_seed": message("Data seed"),
    "seed": message("Seed"),
    "starts": message("Curves"),
    "hidden_share": message("Share of pixels that is masked"),
    "unlabelled": message("Pictures without labels"),
    "pretraining": message("Epochs of the pretext task"),
    "largest": message("Up to so many labels"),
    "seeds": message("Repetitions"),
    "dataset": message("What is generated"),
    "samples": message("Training points"),
    "steps": message("Steps from data to noise"),
    "schedule": message("Noise schedule"),
    "sampler": message("Way back"),
    "updates": message("Updates"),
}
CODES: Mapping[str, Mapping[str, str]] = {
    "activation": ACTIVATIONS,
    "starts": STARTS,
    "dataset": CLOUDS,
    "schedule": SCHEDULES,
    "sampler": SAMPLERS,
}
UPDATES = Wording(
    where=message("Update {epoch:,} of {end:,}"),
    speed=message("{speed:,.0f} updates/s"),
    diverged=message("Diverged after update {epoch:,}"),
    one=message("Train on one batch."),
    back=message("Back to the untrained network."),
    frame=message("Update {step}"),
)
RESULTS = Wording(
    where=message("Result {epoch:,}; the last one is {end:,}"),
    speed=message("{speed:,.1f} results/s"),
    diverged=message("Diverged after result {epoch:,}"),
    one=message("Measure the next point of a curve."),
    back=message("Back to the first point."),
    frame=message("Result {step}"),
)


def wording(config: Config) -> Wording:
    """Say what a run's steps are called."""
    match config:
        case AutoEncoder():
            return EPOCHS
        case Diffusion():
            return UPDATES
    return RESULTS


def curves(config: Config) -> list[str]:
    """Name the curves of the pretext room in the session's language."""
    return [_(STARTS[start]) for start in getattr(config, "starts", ())]
