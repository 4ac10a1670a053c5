"""Points dissolve in noise, and the walk back to points with a function that foretells the noise."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor

from dlcore.datasets.toy import TOYS
from dlcore.stacked import StackedMLP

from .config import Diffusion

SCALE = 1.5  # the toys reach to ±3, the noise is as wide as 1
REACH = 3.0  # no point is taken to come from farther away than this from the middle

Denoiser = Callable[[Tensor, int], Tensor]  # (points (n, 2), time) -> the noise in them (n, 2)


def points(config: Diffusion, count: int, seed: int) -> Tensor:
    """Draw points (count, 2) of the chosen kind."""
    generator = torch.Generator().manual_seed(seed)
    draw = cloud if config.dataset == "cloud" else TOYS[config.dataset]
    return draw(count, config.noise, generator)[0] / SCALE


def cloud(n: int, noise: float, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Draw one oblong Gaussian cloud about (0.6, −0.3), the longer axis along the diagonal."""
    spread = torch.tensor([[1.2, 0.0], [0.9, 0.45]], dtype=torch.float64)
    centre = torch.tensor([0.6, -0.3], dtype=torch.float64)
    return centre + torch.randn(n, 2, generator=generator, dtype=torch.float64) @ spread.T, torch.zeros(n)


def waves(x: Tensor, time: Tensor) -> Tensor:
    """Put six waves of the time (n,), which runs from 0 to 1, beside places (n, 2): (n, 8)."""
    turns = math.pi * time[:, None] * torch.tensor([1.0, 2.0, 4.0], dtype=torch.float64)
    return torch.cat([x, turns.sin(), turns.cos()], 1)


def denoiser(net: StackedMLP, steps: int) -> Denoiser:
    """Make a function of a network."""

    def foretell(x: Tensor, time: int) -> Tensor:
        times = torch.full((len(x),), time / steps, dtype=torch.float64)
        return net.forward(waves(x, times).T[None])[-1][0].T

    return foretell


def best_denoiser(data: Tensor, shares: Tensor) -> Denoiser:
    """Return the function with the lowest possible training loss: the mean noise, given where a noisy point lies.

    Any of the points (n, 2) may have become x; each counts as much as the noise that it needs is likely.
    """

    def foretell(x: Tensor, time: int) -> Tensor:
        a, s = shares[time].sqrt(), (1 - shares[time]).sqrt()
        likely = torch.softmax(-(torch.cdist(x, a * data) / s).square() / 2, 1)  # (points, n)
        return (x - a * (likely @ data)) / s

    return foretell


def disturbed(x: Tensor, share: Tensor, noise: Tensor) -> Tensor:
    """Let points (n, 2) dissolve at once up to a time: √ᾱ x + √(1 − ᾱ) ε."""
    return share.sqrt() * x + (1 - share).sqrt() * noise


@torch.inference_mode()
def backwards(foretell: Denoiser, shares: Tensor, sampler: str, generator: torch.Generator, count: int) -> Tensor:
    """Walk from noise to points.

    Parameters
    ----------
    foretell
        Says the noise in a point.
    shares
        (steps + 1,) ᾱ.
    sampler
        ``ddpm``: every step adds some noise again (Ho et al. 2020). ``ddim``: none (Song et al. 2021).

    Returns
    -------
    paths
        (steps + 1, count, 2): pure noise first.
    """
    x = torch.randn(count, 2, generator=generator, dtype=torch.float64)
    path = [x]
    for time in range(len(shares) - 1, 0, -1):
        now, then = shares[time], shares[time - 1]
        clean = (x - (1 - now).sqrt() * foretell(x, time)) / now.sqrt()  # where the point seems to come from
        clean = clean.clamp(-REACH, REACH)  # a small mistake about almost pure noise is a large one about its origin
        noise = (x - now.sqrt() * clean) / (1 - now).sqrt()
        added = ((1 - then) / (1 - now) * (1 - now / then)).sqrt() if sampler == "ddpm" else torch.zeros(())
        x = then.sqrt() * clean + (1 - then - added**2).clamp(min=0).sqrt() * noise
        if sampler == "ddpm":
            x = x + added * torch.randn(count, 2, generator=generator, dtype=torch.float64)
        path.append(x)
    return torch.stack(path)
