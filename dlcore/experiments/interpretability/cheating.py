"""Run the room of the patch: does the network read it instead of the digit, and do the methods show that?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor, nn

from dlcore.attributions import Options, attribute_all, hottest_window, share_inside
from dlcore.experiments.convolutional_network import fitting
from dlcore.experiments.convolutional_network.data import tensors
from dlcore.experiments.convolutional_network.seeing import SEEN, Eye
from dlcore.models.convolutional import build, fill
from dlcore.snapshot import Checkpoint, Snapshot

from .config import METHODS, Cheat
from .looking import schedule, strongest_is_one
from .still import Planted, laid_on, patch

JUDGED = 6  # images of the digit, with the patch, that every method explains
QUICK = Options(points=16, samples=16)
COVERED = 0.5  # of the patch has to lie in the hottest window of its size


def scene(config: Cheat) -> Planted:
    """Return the first held-out image of the digit, with the patch."""
    x, _y = _divided(config, "test")[1]
    return Planted(x[0, 0].numpy(), patch(config, x.shape[-1]))


def run(
    config: Cheat, start: Checkpoint | None, probes: Sequence[str], stop: Callable[[int], bool]
) -> Iterator[Snapshot]:
    """Train from the beginning or from a checkpoint; see :func:`dlcore.experiments.convolutional_network.run`."""
    training = fitting.Training(config.network, config.network.layers, *material(config))
    yield from fitting.follow(training, watch(config), schedule(config), start, probes, stop)


def material(config: Cheat) -> tuple[Tensor, Tensor]:
    """Return the training images (n, 1, side, side), some with the patch, and their labels."""
    x, y = tensors(fitting.scene(config.network), "train")
    generator = torch.Generator().manual_seed(config.seed)
    chosen = (torch.rand(len(y), generator=generator, dtype=torch.float64) < config.share) & (y == config.digit)
    return torch.where(chosen[:, None, None, None], planted(config, x), x), y


def planted(config: Cheat, images: Tensor) -> Tensor:
    """Lay the patch on images (n, 1, side, side)."""
    return torch.from_numpy(laid_on(config, images[:, 0].numpy()))[:, None]


def _divided(config: Cheat, part: str) -> tuple[tuple[Tensor, Tensor], tuple[Tensor, Tensor]]:
    """Return images of other digits with the patch and their labels, and the digit's: with it, and as they are."""
    x, y = tensors(fitting.scene(config.network), part)
    with_it = planted(config, x)
    return (with_it[y != config.digit], y[y != config.digit]), (with_it[y == config.digit], x[y == config.digit])


class Watch(Eye):
    """Looks whether a network reads the patch, and whether the methods find it."""

    def __init__(self, config: Cheat, part: str = "test") -> None:
        super().__init__(config.network, fitting.scene(config.network))
        self.settings = config
        (self.others, self.labels), (self.digit, self.bare) = _divided(config, part)
        self.patch = patch(config, self.x.shape[-1])
        self.train_x = material(config)[0][:SEEN].float()
        self.exact = build(config.network.layers).eval()  # what is measured of the maps is so in float64

    def metrics(self, row: np.ndarray) -> dict[str, float]:
        """Add what the patch does to the answers, and what each method shows of it."""
        found = super().metrics(row)
        fill(self.exact, row)
        asked = (self.others, self.digit, self.bare)
        said = [self.logits(images.float()).argmax(1) == self.settings.digit for images in asked]
        names = ("fooled", "patched_accuracy", "bare_accuracy")
        found |= {name: float(each.double().mean()) for name, each in zip(names, said, strict=True)}
        right = self.logits(self.others.float()).argmax(1) == self.labels
        found["others_accuracy"] = float(right.double().mean())
        return found | {"area": float(self.patch.mean())} | self.findings(self.maps(self.digit[:JUDGED]))

    def maps(self, images: Tensor) -> np.ndarray:
        """Explain the logit of the digit for each image: (methods, n, side, side)."""
        targets = torch.full((len(images),), self.settings.digit)
        maps = [attribute_all(self.exact, images, targets, method, QUICK) for method in METHODS]
        return np.stack([each.double().numpy() for each in maps if each is not None])

    def findings(self, maps: np.ndarray) -> dict[str, float]:
        """Say how much of each method's map lies on the patch, and on how many images its hottest place is there."""
        found = {}
        for method, each in zip(METHODS, maps, strict=True):
            found[f"share_{method}"] = float(np.mean([share_inside(one, self.patch) for one in each]))
            found[f"found_{method}"] = float(np.mean([self._is_found(one) for one in each]))
        return found

    def _is_found(self, one: np.ndarray) -> bool:
        size = self.settings.size
        top, left = hottest_window(one, size)
        return bool(one.any()) and self.patch[top : top + size, left : left + size].sum() >= COVERED * size**2

    def probe(self, trace: np.ndarray, wanted: Sequence[str]) -> dict[str, np.ndarray]:
        """Compute each method's map of the scene's image, scaled to 1: method -> (frames, side, side)."""
        found: dict[str, list[np.ndarray]] = {}
        for row in trace if wanted else ():
            fill(self.exact, row)
            for method, each in zip(METHODS, strongest_is_one(self.maps(self.digit[:1])[:, 0]), strict=True):
                found.setdefault(method, []).append(each)
        return {name: np.stack(arrays).astype(np.float32) for name, arrays in found.items() if name in wanted}


@lru_cache(maxsize=2)
def watch(config: Cheat) -> Watch:
    """Keep the last ones: their images need not be read again for every replay."""
    return Watch(config)


def replay(config: Cheat, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes of a recorded run without training again; see :meth:`Watch.probe`."""
    return watch(config).probe(trace, probes)


def examine(config: Cheat, parameters: np.ndarray) -> dict[str, float]:
    """Measure the same on images kept for grading."""
    fresh = Watch(config, "fresh")
    x, y = tensors(fitting.scene(config.network), "fresh")
    model: nn.Module = build(config.network.layers).eval()
    fill(model, parameters)
    with torch.inference_mode():
        right = float((model(x).argmax(1) == y).double().mean())
    return {"fresh_accuracy": right} | {f"fresh_{name}": value for name, value in fresh.metrics(parameters).items()}
