"""The numbers of one run that the prose speaks of."""

from __future__ import annotations

import math
from typing import Any

from dlcore.config import Config
from dlcore.experiments.convolutional_network.config import FRESH, HELD_OUT, Compare, LearnKernel, Network
from dlcore.experiments.convolutional_network.material import DISTANCES, Hunt
from dlcore.models import blocks
from pages.convolutional_network.layers import numbers as counted
from pages.convolutional_network.words import POOLINGS
from ui.language import _
from ui.recording import Recording

ROUNDING = 1e-9  # what is below it is nothing but rounding

DERIVATIONS = {
    "": ("derivation_receptive", "derivation_normalisation"),
    "kernel": ("derivation_kernel",),
    "why": ("derivation_equivariance",),
}


def explained(config: Config) -> tuple[str, ...]:
    """Name the sections that explain this run, in reading order."""
    match config:
        case LearnKernel():
            return ("hunt", "hunt_speed", "hunt_determined")
        case Compare():
            return ("why", "why_order", "why_shifts", "why_pooling")
    return ("convolution", "sharing", "pooling", "training", "held_out", "article")


def live(recording: Recording) -> dict[str, str]:
    """Give every placeholder of the prose its value, for the last frame of a recording."""
    config, scene = recording.config, recording.scene
    last = {name: column[-1] for name, column in recording.metrics.items()}
    told = {"step": f"{recording.steps[-1]:,}", "steps": f"{recording.end:,}"}
    match config:
        case LearnKernel() if isinstance(scene, Hunt):
            return told | _hunt(config, scene, last)
        case Compare():
            return told | _compared(config, recording, last)
    assert isinstance(config, Network)
    return told | _network(config, last)


def _network(config: Network, last: dict[str, float]) -> dict[str, str]:
    held = HELD_OUT[config.dataset]
    wrong = round((1 - last["test_accuracy"]) * held)
    return (
        {f"shown_{name}": value for name, value in counted(config).items()}
        | _first_convolution(config)
        | {
            "held_out": f"{held:,}",
            "fresh": f"{FRESH[config.dataset]:,}",
            "train_images": f"{config.used_images:,}",
            "epochs": f"{config.steps / config.steps_per_epoch:.1f}",
            "batch": str(config.batch_size),
            "lr": f"{config.lr:g}",
            "train_loss": f"{last['train_loss']:.4f}",
            "test_loss": f"{last['test_loss']:.4f}",
            "train_accuracy": _share(last["train_accuracy"]),
            "test_accuracy": _share(last["test_accuracy"]),
            "gap": f"{100 * (last['train_accuracy'] - last['test_accuracy']):.1f}",
            "wrong": str(wrong),
            "margin": f"{100 * 1.96 * math.sqrt(max(wrong, 1) * (held - wrong) / held**3):.1f}",
            "chance_loss": f"{math.log(10):.3f}",
        }
    )


def _first_convolution(config: Network) -> dict[str, str]:
    """The first convolution's numbers, or those of one that might be the first."""
    side, kernel = config.side, config.kernel_size
    padding = kernel // 2 if config.same else 0
    out = blocks.output_side(side, kernel, config.stride, padding)
    channels = config.channels[0]
    weights = channels * (kernel**2 + 1)
    dense = (side**2 + 1) * channels * out**2
    return {
        "side": str(side),
        "kernel": str(kernel),
        "padding": str(padding),
        "stride": str(config.stride),
        "out": str(out),
        "channels": str(channels),
        "kernel_weights": f"{weights:,}",
        "dense_weights": f"{dense:,}",
        "fewer": f"{dense / weights:,.0f}",
    }


def _hunt(config: LearnKernel, scene: Hunt, last: dict[str, float]) -> dict[str, str]:
    flattest = max(scene.flattest, 0.0)
    slow = 1 - min(config.lr * flattest, 1)
    distance = float(((scene.best - scene.true) ** 2).sum()) ** 0.5
    halving = math.log(2) / -math.log(slow) if 0 < slow < 1 else math.inf
    return {
        "train_loss": f"{last['train_loss']:.3g}",
        "distance": f"{last['distance']:.3g}",
        "lr": f"{config.lr:g}",
        "largest_lr": f"{2 / scene.steepest:.3g}",
        "steepest": f"{scene.steepest:.3g}",
        "flattest": f"{flattest:.2g}",
        "halving": f"{halving:,.0f}" if math.isfinite(halving) else "∞",
        "determined": str(scene.determined),
        "numbers": str(config.size**2),
        "images": str(config.images),
        "places": f"{config.images * scene.wanted.size:,}",
        "lowest": _lowest(config.noise),
        "best_distance": f"{distance:.3g}" if distance > ROUNDING else "0",
    }


def _lowest(noise: float) -> str:
    if noise == 0:
        return _("There is no noise on the outputs, so the lowest loss is zero.")
    said = _("With noise of standard deviation {noise} on the outputs, the loss cannot go far below {floor}.")
    return said.format(noise=f"{noise:g}", floor=f"{noise**2:.3g}")


def _compared(config: Compare, recording: Recording, last: dict[str, float]) -> dict[str, str]:
    shifted: Any = recording.arrays.get("shifted")
    moved = [f"{float(row[DISTANCES.index(2)]):.0%}" for row in shifted[-1]] if shifted else ["–", "–"]
    plain = config.replace(pooling="none")
    return {
        "cnn_parameters": f"{blocks.parameters(config.convolutional):,}",
        "mlp_parameters": f"{blocks.parameters(config.dense):,}",
        "hidden": str(config.hidden),
        "cnn_test": _share(last["cnn_test_accuracy"]),
        "mlp_test": _share(last["mlp_test_accuracy"]),
        "cnn_train": _share(last["cnn_train_accuracy"]),
        "mlp_train": _share(last["mlp_train_accuracy"]),
        "cnn_gap": f"{100 * (last['cnn_train_accuracy'] - last['cnn_test_accuracy']):.1f}",
        "cnn_moved": moved[0],
        "mlp_moved": moved[1],
        "cnn_macs": f"{blocks.macs(config.convolutional):,}",
        "mlp_macs": f"{blocks.macs(config.dense):,}",
        "images": f"{config.used_images:,}",
        "pooling": _(POOLINGS[config.pooling]),
        "with_pooling": f"{blocks.parameters(config.replace(pooling='max').convolutional):,}",
        "without_pooling": f"{blocks.parameters(plain.convolutional):,}",
    }


def _share(value: float) -> str:
    return f"{value:.1%}"
