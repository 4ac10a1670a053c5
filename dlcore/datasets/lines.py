"""A line drawn at random; the function stands alone, because the learner's program quotes it word for word."""

from __future__ import annotations

import torch


def noisy_line(
    n: int, slope: float, intercept: float, noise: float, outliers: int, generator: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """Draw n points about a line for x in [0, 10], and lift the `outliers` rightmost ones far above it."""
    x = 10 * torch.rand(n, generator=generator, dtype=torch.float64)
    y = slope * x + intercept + noise * torch.randn(n, generator=generator, dtype=torch.float64)
    y[x.argsort()[n - outliers :]] += 12 + 6 * torch.rand(outliers, generator=generator, dtype=torch.float64)
    return x, y
