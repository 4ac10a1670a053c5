"""What the page challenges its learners to do, and how it is judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dlcore.experiments.convolutional_network.config import LearnKernel, Network
from ui.challenges import Challenge, Condition, experiment, metric, setting
from ui.language import message

FRESH = message("On images kept for grading, at least {bound} right")
MNIST = experiment(message("Images: MNIST"), Network, lambda config: config.dataset == "mnist")


def _hunting(config: Any, metrics: Mapping[str, float]) -> bool:
    return isinstance(config, LearnKernel) and config.inputs == "digits" and config.target == "edge"


def _distance(config: Any, metrics: Mapping[str, float]) -> float:
    return isinstance(config, LearnKernel) and metrics["distance"]


CHALLENGES = (
    Challenge(
        "frugal",
        message("Three thousand parameters"),
        message("Read MNIST with a small network. Where do the parameters sit?"),
        (
            MNIST,
            setting(message("At most {bound} parameters"), "parameters", most=3000, style=",.0f"),
            metric(FRESH, "fresh_accuracy", least=0.95, style=".1%"),
        ),
    ),
    Challenge(
        "few",
        message("Three hundred images"),
        message("Make the most of three hundred training images."),
        (
            MNIST,
            setting(message("At most {bound} training images"), "used_images", most=300, style=".0f"),
            metric(FRESH, "fresh_accuracy", least=0.935, style=".1%"),
        ),
    ),
    Challenge(
        "shift_proof",
        message("Wherever it is written"),
        message("Read digits that are shifted by up to three pixels, about as well as centred ones."),
        (
            MNIST,
            setting(message("At most {bound} optimiser steps"), "steps", most=600, style=".0f"),
            metric(message("On shifted images, at least {bound} right"), "shifted_accuracy", least=0.91, style=".1%"),
        ),
    ),
    Challenge(
        "outline",
        message("Edges all round, quickly"),
        message("Find the kernel for edges all round from digits: which optimiser, which learning rate?"),
        (
            Condition(message("Kernel: edges all round, from digits"), _hunting),
            Condition(
                message("At most {bound} steps"),
                lambda config, metrics: isinstance(config, LearnKernel) and config.steps,
                most=100,
                style=".0f",
            ),
            Condition(message("Distance at most {bound}"), _distance, most=0.05, style=".3g"),
        ),
    ),
)
