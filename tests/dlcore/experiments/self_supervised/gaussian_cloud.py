"""The Gaussian cloud, whose best denoiser is a formula."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcore.experiments.self_supervised.config import Diffusion
from dlcore.experiments.self_supervised.denoising import Denoiser
from dlcore.experiments.self_supervised.noising import kept

CLOUD = Diffusion(dataset="cloud", samples=2000)
SPREAD = torch.tensor([[1.2, 0.0], [0.9, 0.45]], dtype=torch.float64) / 1.5
MEAN, COVARIANCE = torch.tensor([0.4, -0.2], dtype=torch.float64), SPREAD @ SPREAD.T
EYE = torch.eye(2, dtype=torch.float64)


def shares(config: Diffusion) -> Tensor:
    return torch.from_numpy(kept(config.schedule, config.steps))


def gaussian(left: Tensor) -> Denoiser:
    """The best denoiser of the Gaussian cloud itself, in closed form."""

    def foretell(x: Tensor, time: int) -> Tensor:
        inner = left[time] * COVARIANCE + (1 - left[time]) * EYE
        return (1 - left[time]).sqrt() * torch.linalg.solve(inner, (x - left[time].sqrt() * MEAN).T).T

    return foretell


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)
