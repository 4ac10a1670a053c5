"""Run the room of the two trials: a trained network, and one image after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
import torch

from dlcore.attributions import Options, randomised, similarity
from dlcore.experiments.convolutional_network import fitting
from dlcore.experiments.convolutional_network.data import tensors
from dlcore.experiments.overfitting.sweeping import Seen, swept
from dlcore.models.convolutional import build, fill, flat
from dlcore.snapshot import Checkpoint, Snapshot

from .config import LAYERS, METHODS, Checks
from .looking import areas, curves, explained, falling
from .still import Places

QUARTILES = (0.25, 0.75)
MIDDLE = (slice(5, -5), slice(5, -5))  # without the rows and columns that few windows of a convolution cover


def scene(config: Checks) -> Places:
    """Return where the lines have their points."""
    return Places(np.arange(LAYERS + 1))


def schedule(config: Checks) -> tuple[int, ...]:
    """Count the images, from 1."""
    return tuple(range(1, config.images + 1))


def run(
    config: Checks, start: Checkpoint | None, probes: Sequence[str], stop: Callable[[int], bool]
) -> Iterator[Snapshot]:
    """Try the methods on one held-out image after another; the network is trained before the first."""
    yield from swept([[step] for step in schedule(config)], partial(_measured, config), start, stop)


def trained(config: Checks) -> tuple[np.ndarray, float]:
    """Train the network: its parameters, and its accuracy on the held-out images."""
    divided = fitting.scene(config.network)
    training = fitting.Training(config.network, config.network.layers, *tensors(divided, "train"))
    while training.at < config.steps:
        training.step()
    x, y = tensors(divided, "test")
    with torch.inference_mode():
        right = float((training.model.eval()(x).argmax(1) == y).double().mean())
    return flat(training.model).numpy().copy(), right


def _measured(config: Checks, steps: Sequence[int], kept: dict[str, Any]) -> list[Seen]:
    if not kept:
        kept["parameters"], kept["accuracy"] = trained(config)
        kept["likeness"], kept["falls"] = [], []
    model = build(config.network.layers).eval()
    fill(model, kept["parameters"])
    x, _y = tensors(fitting.scene(config.network), "test")
    seen = []
    for step in steps:
        likeness, falls = one_image(config, model, x[[step - 1]])
        kept["likeness"].append(likeness)
        kept["falls"].append(falls)
        seen.append(_so_far(kept))
    return seen


def one_image(config: Checks, model: torch.nn.Module, image: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    """Try every method on an image (1, 1, side, side).

    Returns
    -------
    likeness
        (2, methods, LAYERS + 1): of the whole map, and of its middle alone.
    falls
        See :func:`falling`.
    """
    options = Options(points=32, samples=32, seed=config.seed)
    with torch.inference_mode():
        target = int(model(image)[0].argmax())
    maps = explained(model, image, target, options)
    likeness = np.ones((2, len(maps), LAYERS + 1))
    for layers in range(1, LAYERS + 1):
        drawn = explained(randomised(model, config.seed, layers, alone=not config.cascade), image, target, options)
        for i, (first, second) in enumerate(zip(maps, drawn, strict=True)):
            likeness[:, i, layers] = similarity(first, second), similarity(first[MIDDLE], second[MIDDLE])
    return likeness, falling(model, image, target, maps, options)


def _so_far(kept: dict[str, Any]) -> Seen:
    likeness, falls = np.stack(kept["likeness"]), curves(kept["falls"])
    mean, inner = likeness.mean(0)
    low, high = np.quantile(likeness[:, 0], QUARTILES, axis=0)
    metrics = {"accuracy": kept["accuracy"], "images": float(len(likeness))} | areas(falls)
    for i, name in enumerate(METHODS):
        metrics |= {f"alike_{name}": float(mean[i, -1]), f"inner_{name}": float(inner[i, -1])}
    spread = {"likeness_up": (high - mean).clip(0), "likeness_down": (mean - low).clip(0)}
    return metrics, {"likeness": mean, "falls": falls} | spread


def replay(config: Checks, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Show recorded steps again, whose numbers are what the trace (frames, 1) holds."""
    wanted = {int(row[0]) for row in trace}
    found = {each.step: each.probes for each in run(config, None, (), lambda step: step >= max(wanted))}
    return {name: np.stack([found[int(row[0])][name] for row in trace]) for name in probes if name in found[1]}
