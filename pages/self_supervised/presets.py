"""Experiments without labels that are worth seeing; each changes one idea."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.self_supervised.config import AutoEncoder, Diffusion, Pretext
from ui.language import message
from ui.lesson import Preset

SQUEEZED = ("codes", "redrawn", "atlas", "curves")
LEARNING = ("learning",)
DIFFUSED = ("generated", "curves", "energy")

PRESETS: tuple[Preset[Config], ...] = (
    Preset(
        "no_bends",
        message("Without bends"),
        message(
            "All activations are the identity. Watch the loss run down to the line of principal components and stop."
        ),
        AutoEncoder(activation="identity"),
        ("codes", "redrawn", "curves", "pca"),
    ),
    Preset(
        "buried",
        message("Buried in noise"),
        message("The network is given noisy digits and is to draw the clean ones. Compare the rows of pictures."),
        AutoEncoder(noise=0.5),
        ("codes", "redrawn", "curves", "atlas"),
    ),
    Preset(
        "fifty",
        message("Fifty pictures"),
        message(
            "It redraws its 50 training pictures ever better, and unseen ones no better than principal components."
        ),
        AutoEncoder(train_images=50, epochs=200),
        ("curves", "redrawn", "codes"),
    ),
    Preset(
        "tight",
        message("Eight units"),
        message("The code is as large as before, but the layers around it are too narrow to use it. See the loss."),
        AutoEncoder(width=8),
        SQUEEZED,
    ),
    Preset(
        "wide",
        message("Wider and longer"),
        message("Twice the units, three times the epochs. See the crowds of digits move apart, without any label."),
        AutoEncoder(width=128, epochs=120),
        ("codes", "redrawn", "atlas", "curves", "alike"),
    ),
    Preset(
        "quarter_turns",
        message("Which way up?"),
        message("The pretext task is solved well. See how much its features help to read digits."),
        Pretext(starts=("pixels", "untrained", "rotated")),
        LEARNING,
    ),
    Preset(
        "wrong_task",
        message("Longer at the wrong task"),
        message("Rotations for a hundred epochs instead of twenty: better at the task, and at digits?"),
        Pretext(starts=("pixels", "rotated"), pretraining=100, seeds=2),
        LEARNING,
    ),
    Preset(
        "fine_tuned",
        message("Probe or fine-tune"),
        message("The same start, read as it is or trained on. Where do the curves cross, and who is ahead at the end?"),
        Pretext(starts=("scratch", "masked", "tuned")),
        LEARNING,
    ),
    Preset(
        "few_pictures",
        message("Fifty pictures to prepare with"),
        message("A pretext task needs data too: with 50 pictures instead of 1,197, nothing of the lead is left."),
        Pretext(starts=("scratch", "pixels", "masked"), unlabelled=50),
        LEARNING,
    ),
    Preset(
        "nearly_all_hidden",
        message("Nine pixels in ten hidden"),
        message("The task becomes guesswork. Compare the curve with that of copying, where nothing is hidden."),
        Pretext(starts=("pixels", "autoencoded", "masked"), hidden_share=0.9),
        LEARNING,
    ),
    Preset(
        "spiral",
        message("A spiral"),
        message("Watch the cloud of noise find the two arms while the network trains."),
        Diffusion(dataset="spiral"),
        DIFFUSED,
    ),
    Preset(
        "two_steps",
        message("Two steps"),
        message("The same network with two big steps instead of forty small ones. See what is left of the moons."),
        Diffusion(steps=2),
        DIFFUSED,
    ),
    Preset(
        "fast_noise",
        message("Ten steps, linear rate"),
        message("Ten steps that are spent mostly on noise. Change the schedule to cosine: are the moons as blurred?"),
        Diffusion(steps=10, schedule="linear"),
        DIFFUSED,
    ),
    Preset(
        "no_dice",
        message("No noise on the way"),
        message("DDIM in ten steps: once the first points are drawn, nothing is left to chance."),
        Diffusion(sampler="ddim", steps=10),
        DIFFUSED,
    ),
    Preset(
        "by_heart",
        message("Ten points by heart"),
        message("A network that nears the lowest possible loss makes nothing new: it gives its ten points back."),
        Diffusion(samples=10, updates=6000),
        DIFFUSED,
    ),
    Preset(
        "one_cloud",
        message("One Gaussian cloud"),
        message("Here the best answer is a formula. The network's loss comes close to it."),
        Diffusion(dataset="cloud"),
        DIFFUSED,
    ),
)


def of_room(experiment: str) -> list[Preset[Config]]:
    """Return the presets of one room."""
    return [preset for preset in PRESETS if preset.config.experiment == experiment]
