"""Divide the digits, and hand them to a network as tensors."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcore.datasets.digits import digits

from .config import FRESH, HELD_OUT
from .material import Scene


def divide(dataset: str, train_images: int, data_seed: int) -> Scene:
    """Draw the held-out images, those for grading and then as many to train on; the first two do not depend on that."""
    held, fresh = HELD_OUT[dataset], FRESH[dataset]
    generator = torch.Generator().manual_seed(data_seed)
    order = torch.randperm(len(digits(dataset).labels), generator=generator).numpy()
    test, graded, train = order[:held], order[held : held + fresh], order[held + fresh :]
    return Scene(dataset, train[:train_images], test, graded)


def tensors(scene: Scene, part: str) -> tuple[Tensor, Tensor]:
    """Images (n, 1, side, side) in float64 from 0 to 1, and labels (n,), of ``"train"``, ``"test"`` or ``"fresh"``."""
    chosen = getattr(scene, part)
    pixels = torch.from_numpy(scene.digits.pixels(chosen))[:, None]
    return pixels, torch.from_numpy(scene.digits.labels[chosen])
