"""The auto-encoder of digits: its data, its training, and what is seen of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from dlcore.datasets.digits import digits
from dlcore.snapshot import Checkpoint, Snapshot

from .config import FRESH, HELD_OUT, PIXELS, AutoEncoder
from .decoding import decode
from .learning import Learner, followed, frames, stacked
from .still import Division, row_of

FRAMES = 30
ATLAS = 11  # places along each edge of the plane of codes that are decoded
EDGE = 8  # pixels along an edge of a picture
NOISE_SEED = 1_000_000  # added to the data seed: the noise on what measures is the same in every frame


def schedule(config: AutoEncoder) -> tuple[int, ...]:
    """Return the epochs at which there is a snapshot."""
    return frames(config.epochs, FRAMES)


class Eye:
    """Measures networks of one config, many frames at a time."""

    def __init__(self, config: AutoEncoder) -> None:
        pixels = torch.tensor(digits("digits8").pixels().reshape(-1, PIXELS))
        labels = torch.tensor(digits("digits8").labels)
        order = torch.randperm(len(pixels), generator=torch.Generator().manual_seed(config.data_seed))
        ends = HELD_OUT, HELD_OUT + FRESH, HELD_OUT + FRESH + config.train_images
        self.parts = {"test": order[: ends[0]], "fresh": order[ends[0] : ends[1]], "train": order[ends[1] : ends[2]]}
        self.config = config
        self.clean = {name: pixels[part] for name, part in self.parts.items()}
        self.labels = {name: labels[part] for name, part in self.parts.items()}
        self.mean, self.axes = principal(self.clean["train"], 2)
        generator = torch.Generator().manual_seed(config.data_seed + NOISE_SEED)
        self.given = {name: noisy(each, config.noise, generator) for name, each in self.clean.items()}

    def scene(self) -> Division:
        """Say how the digits are divided."""
        labels = self.labels["test"]
        shown = torch.stack([(labels == digit).nonzero()[0, 0] for digit in range(10)])
        given = self.given["test"][shown]
        return Division(
            train=self.parts["train"].numpy(),
            test=self.parts["test"].numpy(),
            fresh=self.parts["fresh"].numpy(),
            test_labels=labels.numpy(),
            train_labels=self.labels["train"].numpy(),
            shown=shown.numpy(),
            given=row_of(given.numpy()),
            projected=row_of(self.projected(given).numpy()),
            pca_codes=self.flat_codes(self.given["test"]).T.numpy(),
        )

    def flat_codes(self, x: Tensor) -> Tensor:
        """Measure pictures along the two principal components: (n, 2)."""
        return (x - self.mean) @ self.axes

    def projected(self, x: Tensor) -> Tensor:
        """Redraw pictures from their two principal components."""
        return self.flat_codes(x) @ self.axes.T + self.mean

    @torch.inference_mode()
    def metrics(self, row: np.ndarray, names: Sequence[str] = ("train", "test")) -> dict[str, float]:
        """Mean squared errors per pixel, and how often the nearest training code belongs to the same digit."""
        net, found = stacked(self.config, row[None]), {}
        codes = {}
        for name in dict.fromkeys(("train", *names)):
            outputs = net.forward(self.given[name].T[None])
            codes[name] = outputs[1][0].T
            found[f"{name}_loss"] = float((outputs[-1][0].T - self.clean[name]).square().mean())
        part = names[-1]
        found["pca_loss"] = float((self.projected(self.given[part]) - self.clean[part]).square().mean())
        found["input_loss"] = float((self.given[part] - self.clean[part]).square().mean())
        found["code_accuracy"] = self._alike(codes["train"], codes[part], part)
        flat = {name: self.flat_codes(self.given[name]) for name in ("train", part)}
        found["pca_accuracy"] = self._alike(flat["train"], flat[part], part)
        return found

    def _alike(self, train: Tensor, codes: Tensor, part: str) -> float:
        """Share of codes (n, 2) whose nearest training code shows the same digit."""
        nearest = torch.cdist(codes, train).argmin(1)
        return float((self.labels["train"][nearest] == self.labels[part]).double().mean())

    @torch.inference_mode()
    def probe(self, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
        """Compute probes of recorded parameters (frames, P).

        ``codes`` (2, test): where the held-out pictures lie. ``redrawn`` (8, 89): the shown pictures as the network
        draws them. ``atlas`` (11 · 8, 11 · 8): what is decoded all over the plane between the outermost codes, the
        second code number growing upwards.
        """
        known = {"codes", "redrawn", "atlas"}
        if set(probes) - known:
            raise ValueError(f"unknown probes {sorted(set(probes) - known)}; known: {sorted(known)}")
        if not probes:
            return {}
        net = stacked(self.config, trace)
        outputs = net.forward(self.given["test"].T[None])
        found = {"codes": outputs[1].numpy()}
        if "redrawn" in probes:
            shown = torch.from_numpy(self.scene().shown)
            found["redrawn"] = row_of(outputs[-1].mT[:, shown].numpy())
        if "atlas" in probes:
            found["atlas"] = np.stack(
                [self._atlas(row, codes) for row, codes in zip(trace, found["codes"], strict=True)]
            )
        return {name: found[name].astype(np.float32) for name in probes}

    def _atlas(self, row: np.ndarray, codes: np.ndarray) -> np.ndarray:
        across, up = (np.linspace(each.min(), each.max(), ATLAS) for each in codes)
        places = np.stack(np.meshgrid(across, up[::-1]), -1).reshape(-1, 2)
        return (
            decode(self.config, row, places)
            .reshape(ATLAS, ATLAS, EDGE, EDGE)
            .swapaxes(1, 2)
            .reshape(ATLAS * EDGE, ATLAS * EDGE)
        )


def principal(x: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """Find the mean of pictures (n, pixels), and their first principal components as columns (pixels, count)."""
    mean = x.mean(0)
    return mean, torch.linalg.svd(x - mean, full_matrices=False).Vh[:count].T


def noisy(x: Tensor, noise: float, generator: torch.Generator) -> Tensor:
    """Add Gaussian noise to every pixel; without noise, nothing is drawn."""
    return x + noise * torch.randn(x.shape, generator=generator, dtype=x.dtype) if noise else x


@lru_cache(maxsize=4)
def eye(config: AutoEncoder) -> Eye:
    """Keep the last eyes: their pictures need not be divided again for every replay."""
    return Eye(config)


def run(
    config: AutoEncoder, start: Checkpoint | None, probes: Sequence[str], stop: Callable[[int], bool]
) -> Iterator[Snapshot]:
    """Train epoch by epoch: every picture is disturbed anew each time, and the undisturbed one is the target."""
    sight, learner = eye(config), Learner(config, config.lr, config.seed)
    x = sight.clean["train"]

    def epoch() -> None:
        for chosen in torch.randperm(len(x), generator=learner.generator).split(config.batch_size):
            learner.learn(noisy(x[chosen], config.noise, learner.generator), x[chosen])

    def seen(row: np.ndarray) -> tuple[dict[str, float], dict[str, np.ndarray]]:
        return sight.metrics(row), {name: each[0] for name, each in sight.probe(row[None], probes).items()}

    yield from followed(learner, epoch, seen, schedule(config), start, stop)


def examine(config: AutoEncoder, row: np.ndarray) -> dict[str, float]:
    """Measure trained parameters on the pictures that are kept back."""
    found = eye(config).metrics(row, ("fresh",))
    return {name if name == "fresh_loss" else f"fresh_{name}": value for name, value in found.items()}
