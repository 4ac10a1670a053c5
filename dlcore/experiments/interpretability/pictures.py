"""Run the room of pictures: a network learns digits, and every method says what one answer hangs on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from dlcore.experiments.convolutional_network import fitting
from dlcore.experiments.convolutional_network.data import tensors
from dlcore.models.convolutional import build, fill
from dlcore.snapshot import Checkpoint, Snapshot

from .config import DIGITS, Pictures
from .looking import Explainer, areas, curves, explained, falling, options, schedule
from .still import Album

FRESH = 16  # images on which the deletion curves are measured for grading


def scene(config: Pictures) -> Album:
    """Return which images are held out."""
    return Album(fitting.scene(config.network).test)


def run(
    config: Pictures, start: Checkpoint | None, probes: Sequence[str], stop: Callable[[int], bool]
) -> Iterator[Snapshot]:
    """Train from the beginning or from a checkpoint; see :func:`dlcore.experiments.convolutional_network.run`."""
    x, y = material(config)
    training = fitting.Training(config.network, config.network.layers, x, y)
    yield from fitting.follow(training, explainer(config), schedule(config), start, probes, stop)


def material(config: Pictures) -> tuple[Tensor, Tensor]:
    """Return the training images (n, 1, side, side) and their labels, of which a share is drawn at random."""
    x, y = tensors(fitting.scene(config.network), "train")
    generator = torch.Generator().manual_seed(config.seed)
    drawn = torch.rand(len(y), generator=generator, dtype=torch.float64) < config.mislabelled
    return x, torch.where(drawn, torch.randint(DIGITS, (len(y),), generator=generator), y)


@lru_cache(maxsize=2)
def explainer(config: Pictures) -> Explainer:
    """Keep the last ones: their images need not be read again for every replay."""
    return Explainer(config, fitting.scene(config.network), material(config)[1])


def replay(config: Pictures, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes of a recorded run without training again; see :meth:`Explainer.probe`."""
    return explainer(config).probe(trace, probes)


def examine(config: Pictures, parameters: np.ndarray) -> dict[str, float]:
    """Measure on images kept for grading: how many are read rightly, and the mean areas under the deletion curves."""
    x, y = tensors(fitting.scene(config.network), "fresh")
    model = build(config.network.layers).eval()
    fill(model, parameters)
    with torch.inference_mode():
        answers = model(x).argmax(1)
    falls = [
        falling(model, image[None], int(answer), explained(model, image[None], int(answer), options(config)),
               options(config))
        for image, answer in zip(x[:FRESH], answers, strict=False)
    ]  # fmt: skip
    return {"fresh_accuracy": float((answers == y).double().mean())} | areas(curves(falls))
