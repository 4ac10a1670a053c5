"""From recorded parameters to everything that is shown of a network: metrics, answers, kernels, feature maps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from dlcore.models.convolutional import build, fill, moved

from .config import Network
from .data import tensors
from .material import Scene
from .mosaic import mosaic

SEEN = 500  # training images that the training loss is measured on; all of them would take longer than training
CHUNK = 250  # images in one forward pass: what fits the processor's cache is faster
CLASSES = 10
SHIFTS = {"mnist": 3, "digits8": 1}  # pixels in the examination under shifts


class Eye:
    """Looks at a network of one config, filled with one row of parameters after another.

    It computes in float32, which shows the same and takes half the time; training is in float64.
    """

    def __init__(self, config: Network, scene: Scene) -> None:
        self.config, self.scene = config, scene
        self.model = build(config.layers).float().eval()
        (x, self.y), (train_x, train_y) = tensors(scene, "test"), tensors(scene, "train")
        self.x = x.float()
        self.train_x, self.train_y = train_x[:SEEN].float(), train_y[:SEEN]

    def logits(self, x: Tensor) -> Tensor:
        """(n, 10) for images (n, 1, side, side)."""
        with torch.inference_mode():
            return torch.cat([self.model(part) for part in x.split(CHUNK)])

    def metrics(self, row: np.ndarray) -> dict[str, float]:
        """Loss and accuracy on the held-out images and on the first :data:`SEEN` training images."""
        fill(self.model, row)
        found = {}
        for part, x, y in (("train", self.train_x, self.train_y), ("test", self.x, self.y)):
            z = self.logits(x)
            found[f"{part}_loss"] = float(F.cross_entropy(z.double(), y))
            found[f"{part}_accuracy"] = float((z.argmax(1) == y).double().mean())
        return found

    def probe(self, trace: np.ndarray, wanted: Sequence[str]) -> dict[str, np.ndarray]:
        """Compute probes for every row of a trace (frames, numbers): name -> (frames, …) float32.

        ``confusion``: (10, 10) held-out images by true and predicted digit. ``answers``: (n,) the predicted digit +
        how sure of it, as :func:`dlcore.figures.panel.spell` reads it. ``chances``: (n,) probability of the true digit.
        ``kernels_<i>``: the mosaic of convolution i's kernels, a row of tiles for each output channel where there are
        several inputs, at most 64 tiles. ``maps_<layer>_<image>``: the mosaic of a layer's output for held-out
        image number ``image``. A probe that this network has not is left out.
        """
        found: dict[str, list[np.ndarray]] = {}
        for row in trace:
            fill(self.model, row)
            z = self.logits(self.x) if {"confusion", "answers", "chances"} & set(wanted) else torch.empty(0)
            for name in wanted:
                array = self._one(name, z)
                if array is not None:
                    found.setdefault(name, []).append(array)
        return {name: np.stack(arrays).astype(np.float32) for name, arrays in found.items()}

    def _one(self, name: str, z: Tensor) -> np.ndarray | None:
        kind, *numbers = name.split("_")
        makers: dict[str, Callable[..., np.ndarray | None]] = {
            "confusion": lambda: self._confusion(z),
            "answers": lambda: self._answers(z),
            "chances": lambda: z.softmax(1)[torch.arange(len(z)), self.y].numpy(),
            "kernels": self._kernels,
            "maps": self._maps,
        }
        if kind not in makers:
            raise ValueError(f"unknown probe {name!r}; known: {sorted(makers)}")
        return makers[kind](*map(int, numbers))

    def _confusion(self, z: Tensor) -> np.ndarray:
        pairs = self.y * CLASSES + z.argmax(1)
        return torch.bincount(pairs, minlength=CLASSES**2).view(CLASSES, CLASSES).numpy()

    def _answers(self, z: Tensor) -> np.ndarray:
        chance, answer = z.softmax(1).max(1)
        sure = (chance - 1 / CLASSES) / (1 - 1 / CLASSES)
        return (answer + sure.clamp(0, 0.999)).numpy()

    def _kernels(self, index: int) -> np.ndarray | None:
        convolutions = [module for module in self.model if isinstance(module, torch.nn.Conv2d)]
        if index >= len(convolutions):
            return None
        weight = convolutions[index].weight.detach()  # (out, in, k, k)
        if weight.shape[1] == 1:
            return mosaic(weight[:, 0].numpy())
        across = min(weight.shape[1], 8)
        return mosaic(weight[:8, :across].flatten(0, 1).numpy(), across)

    def _maps(self, layer: int, image: int) -> np.ndarray | None:
        if layer >= len(self.model) or image >= len(self.x) or not self.config.layers[layer].is_map:
            return None
        with torch.inference_mode():
            out = self.model[: layer + 1](self.x[image, None])[0]  # (channels, side, side)
        return mosaic(out.numpy())


def examine(config: Network, scene: Scene, row: np.ndarray) -> dict[str, float]:
    """Measure a network on the images kept for grading, as they are and shifted by up to :data:`SHIFTS` pixels."""
    eye = Eye(config, scene)
    fill(eye.model, row)
    x, y = tensors(scene, "fresh")
    generator = torch.Generator().manual_seed(0)
    away = torch.cat([moved(x, SHIFTS[config.dataset], 0, generator) for _time in range(4)])
    right = (eye.logits(x.float()).argmax(1) == y).double().mean()
    shifted = (eye.logits(away.float()).argmax(1) == y.repeat(4)).double().mean()
    return {"fresh_accuracy": float(right), "shifted_accuracy": float(shifted)}
