"""From recorded parameters to what is shown of a network that reads digits: pictures, sums, deletion curves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from dlcore.attributions import Options, attribute, attribute_all, completeness, deletion
from dlcore.experiments.convolutional_network.material import Scene
from dlcore.experiments.convolutional_network.seeing import Eye
from dlcore.models.convolutional import build, fill

from .config import METHODS, Pictures, Reader
from .still import PORTIONS

FRAMES = 12
MEASURED = 4  # images on which the sums are checked in every frame
RANDOM_ORDERS = 8


def schedule(config: Reader) -> tuple[int, ...]:
    """Optimiser steps at which there is a snapshot: close together at first, when most is learned."""
    return tuple(sorted({round(config.steps * (i / FRAMES) ** 1.5) for i in range(FRAMES + 1)}))


def strongest_is_one(maps: Iterable[np.ndarray]) -> list[np.ndarray]:
    """Scale each map so that its largest size is 1; what is 0 everywhere stays so."""
    return [each / (np.abs(each).max() or 1) for each in maps]


def options(config: Pictures) -> Options:
    """Set the methods as the config has them."""
    return Options(config.points, config.baseline, config.noise, config.samples, config.seed)


class Explainer(Eye):
    """Looks at a network of one config with all methods, filled with one row of parameters after another."""

    def __init__(self, config: Pictures, scene: Scene, train_y: Tensor) -> None:
        super().__init__(config.network, scene)
        self.settings, self.options = config, options(config)
        self.train_y = train_y[: len(self.train_x)]  # some of them may be wrong
        self.exact = build(config.network.layers).eval()  # sums are compared in float64

    def metrics(self, row: np.ndarray) -> dict[str, float]:
        """Add how far the sums of integrated gradients are off, relative to what the logits gain."""
        found = super().metrics(row)
        fill(self.exact, row)
        images, baseline = self.x[:MEASURED].double(), torch.full_like(self.x[:1].double(), self.options.baseline)
        with torch.inference_mode():
            logits = self.exact(images)
            targets = logits.argmax(1)
            gained = (logits - self.exact(baseline))[torch.arange(MEASURED), targets]
        maps = attribute_all(self.exact, images, targets, "integrated_gradients", self.options)
        assert maps is not None
        gaps = (maps.sum((1, 2)) - gained).abs().mean() / gained.abs().mean().clamp(min=1e-12)
        return found | {"gap": float(gaps.nan_to_num())}

    def probe(self, trace: np.ndarray, wanted: Sequence[str]) -> dict[str, np.ndarray]:
        """Compute probes for every row of a trace: name -> (frames, …) float32.

        Each name ends in the number of a held-out image and the digit whose logit is explained, −1 for the answer.
        ``<method>_…``: (side, side) its map, scaled to 1. ``sums_…``: total of the integrated gradients, what the
        logit gains, digit explained, answer, and the areas under the curves. ``deletion_…``: see :func:`curves`.
        """
        found: dict[str, list[np.ndarray]] = {}
        for row in trace:
            fill(self.exact, row)
            for image, target in dict.fromkeys(tuple(name.rsplit("_", 2)[1:]) for name in wanted):
                seen = self._seen(self.x[[int(image)]].double(), int(target))
                for name in wanted:
                    kind, *about = name.rsplit("_", 2)
                    if about == [image, target]:
                        found.setdefault(name, []).append(seen[kind])
        return {name: np.stack(arrays).astype(np.float32) for name, arrays in found.items()}

    def _seen(self, image: Tensor, target: int) -> dict[str, np.ndarray]:
        with torch.inference_mode():
            answer = int(self.exact(image)[0].argmax())
        target = answer if target < 0 else target
        maps = explained(self.exact, image, target, self.options)
        sums = completeness(self.exact, image, target, maps[METHODS.index("integrated_gradients")],
                            self.options.baseline)  # fmt: skip
        falls = curves([falling(self.exact, image, target, maps, self.options)])
        numbers = [sums.total, sums.difference, target, answer, *areas(falls).values()]
        return dict(zip(METHODS, strongest_is_one(maps), strict=True)) | {"sums": np.array(numbers), "deletion": falls}


def explained(model: nn.Module, image: Tensor, target: int, options: Options) -> list[np.ndarray]:
    """Explain one logit of an image (1, 1, side, side) by every method, in their order."""
    maps = [attribute(model, image, target, method, options) for method in METHODS]
    return [each for each in maps if each is not None]


def falling(model: nn.Module, image: Tensor, target: int, maps: Sequence[np.ndarray], options: Options) -> np.ndarray:
    """Take pixels away in the order of each map, and at random in the last row: (methods + 1, PORTIONS + 1).

    Only pixels that differ from the baseline are taken, the others would change nothing. The numbers are how far the
    logit is above that of the baseline.
    """
    pixels = image.flatten().numpy()
    taken = np.flatnonzero(pixels != options.baseline)
    generator = torch.Generator().manual_seed(options.seed)
    orders = [taken[np.argsort(-each.ravel()[taken], kind="stable")] for each in maps]
    chance = [taken[torch.randperm(len(taken), generator=generator).numpy()] for _time in range(RANDOM_ORDERS)]
    logits = np.stack(
        [deletion(model, image, target, order, PORTIONS, options.baseline) for order in (*orders, *chance)]
    )
    return np.vstack([logits[: len(maps)], logits[len(maps) :].mean(0)]) - logits[0, -1]


def curves(falls: Sequence[np.ndarray]) -> np.ndarray:
    """Say what is left of the logits of several images, as a share: means of :func:`falling` divided by one another.

    1 is the whole image and 0 the baseline. (A mean of shares would hang on images whose logit gains next to nothing.)
    """
    mean = np.mean(falls, axis=0)
    return mean / (mean[0, 0] or 1.0)


def areas(falls: np.ndarray) -> dict[str, float]:
    """Measure the area under each deletion curve (methods + 1, PORTIONS + 1): the smaller, the faster it falls."""
    found = (falls[:, 1:] + falls[:, :-1]).mean(1) / 2
    return {f"area_{name}": float(area) for name, area in zip((*METHODS, "random"), found, strict=True)}
