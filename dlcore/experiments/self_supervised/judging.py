"""How well a diffusion network does: its loss beside the lowest possible, and what it makes beside fresh points."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from .config import Diffusion
from .denoising import Denoiser, backwards, best_denoiser, denoiser, disturbed, points
from .learning import stacked
from .noising import kept
from .still import Plane

POINTS = 400  # that are generated
REFERENCE = 2000  # fresh points that they are compared with
MEASURED = 4000  # noisy points that measure the loss
RIVALS = 20  # fresh samples that are compared with the reference too: as near as anything can be expected to come
SEEDS = {  # added to seeds: no two of what is drawn may share their random numbers
    "fresh": 1_000_000,
    "rival": 2_000_000,
    "noise": 3_000_000,
    "test": 4_000_000,
    "back": 5_000_000,
    "forwards": 6_000_000,
    "graded_back": 7_000_000,
    "graded_fresh": 8_000_000,
}


def _sample(config: Diffusion, seed: int) -> Tensor:
    """Draw POINTS points as a walk back does: how many come from which part of the data is left to chance."""
    order = torch.randperm(REFERENCE, generator=torch.Generator().manual_seed(seed))
    return points(config, REFERENCE, seed)[order[:POINTS]]


def energy_distance(x: Tensor, y: Tensor) -> float:
    """Measure how far apart two sets of points are: 2 E|x − y| − E|x − x′| − E|y − y′| (Székely and Rizzo 2013).

    All pairs count, a point with itself too, so it is 0 for equal sets and positive otherwise.
    """
    return float(2 * torch.cdist(x, y).mean() - torch.cdist(x, x).mean() - torch.cdist(y, y).mean())


class Judge:
    """Measures networks of one config: the same noise in every frame, so that only the network makes a difference."""

    def __init__(self, config: Diffusion) -> None:
        self.config = config
        self.data = points(config, config.samples, config.data_seed)
        self.fresh = points(config, REFERENCE, config.data_seed + SEEDS["fresh"])
        self.rivals = [_sample(config, config.data_seed + SEEDS["rival"] + k) for k in range(RIVALS)]
        self.floor = self._floor(self.fresh)
        self.shares = torch.from_numpy(kept(config.schedule, config.steps))
        generator = torch.Generator().manual_seed(config.seed + SEEDS["noise"])
        self.noise = torch.randn(MEASURED, 2, generator=generator, dtype=torch.float64)
        self.times = torch.randint(1, config.steps + 1, (MEASURED,), generator=generator)
        self.sources = {
            "train": self.data[torch.randint(len(self.data), (MEASURED,), generator=generator)],
            "test": points(config, MEASURED, config.data_seed + SEEDS["test"]),
        }
        self.best = self._loss(best_denoiser(self.data, self.shares), "train")

    def scene(self) -> Plane:
        """Return the points that are shown."""
        return Plane(self.data.numpy(), self.fresh[:POINTS].numpy())

    @torch.inference_mode()
    def _loss(self, foretell: Denoiser, part: str) -> float:
        x = disturbed(self.sources[part], self.shares[self.times, None], self.noise)
        wrong = torch.zeros(())
        for time in self.times.unique().tolist():
            chosen = self.times == time
            wrong = wrong + (foretell(x[chosen], time) - self.noise[chosen]).square().sum()
        return float(wrong / self.noise.numel())

    def generated(self, row: np.ndarray, way: str = "back") -> Tensor:
        """Walk back with a network: the whole paths (steps + 1, POINTS, 2)."""
        foretell = denoiser(stacked(self.config, row[None]), self.config.steps)
        generator = torch.Generator().manual_seed(self.config.seed + SEEDS[way])
        return backwards(foretell, self.shares, self.config.sampler, generator, POINTS)

    def metrics(self, row: np.ndarray, made: Tensor) -> dict[str, float]:
        """Give losses, and how far what was made (POINTS, 2) is from fresh points and from the training points."""
        foretell = denoiser(stacked(self.config, row[None]), self.config.steps)
        return {
            "train_loss": self._loss(foretell, "train"),
            "test_loss": self._loss(foretell, "test"),
            "best_loss": self.best,
            **self.likeness(made, self.fresh, self.floor),
        }

    def _floor(self, fresh: Tensor) -> float:
        return sum(energy_distance(each, fresh) for each in self.rivals) / RIVALS

    def graded(self, row: np.ndarray) -> dict[str, float]:
        """Walk back from other noise, and compare with other fresh points."""
        fresh = points(self.config, REFERENCE, self.config.data_seed + SEEDS["graded_fresh"])
        return self.likeness(self.generated(row, "graded_back")[-1], fresh, self._floor(fresh))

    def likeness(self, made: Tensor, fresh: Tensor, floor: float) -> dict[str, float]:
        """Compare what was made with fresh points: as a whole, and by the distance to the nearest training point."""
        near, natural = (float(torch.cdist(each, self.data).amin(1).median()) for each in (made, fresh))
        return {"energy": energy_distance(made, fresh), "floor": floor, "nearest": near, "natural": natural}


@lru_cache(maxsize=4)
def judge(config: Diffusion) -> Judge:
    """Keep the last judges: the best denoiser takes a moment."""
    return Judge(config)
