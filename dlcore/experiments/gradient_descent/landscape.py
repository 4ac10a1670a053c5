"""A small network is trained, and its path is seen on a plane through its parameters, over the loss on that plane."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from dlcore.curvature import GradientNoise, eigenvalues, gradient_noise, hessian
from dlcore.experiments.neural_network import experiment as playground
from dlcore.experiments.neural_network.replaying import Replay
from dlcore.loss_planes import Plane, filter_normalised, loss_surface, principal_directions
from dlcore.snapshot import Checkpoint, Snapshot

from .config import Landscape
from .grounds import LEAST, Ground

CELLS = 41  # of the surface, along each axis
BATCHES = 40  # mini-batches whose gradients are drawn
MARGIN = 1.15  # of the drawn plane around the path
SPECTRUM = 40  # eigenvalues that are shown: the largest


def schedule(config: Landscape) -> tuple[int, ...]:
    """Every other epoch of the playground's schedule: a Hessian in each frame takes its time."""
    every = playground.schedule(config.network)
    return tuple(sorted({*every[::2], every[-1]}))


@lru_cache(maxsize=16)
def scene(config: Landscape) -> Ground:
    """Train the network once through, choose the plane, and compute the loss on it; kept for the run's next slices."""
    film = _film(config)
    path = torch.stack([film.rows(each.probes["parameters"][None])[0] for each in _training(config)])
    end, (x, y) = path[-1], film.train
    plane = Plane(end, _directions(config, film, path))
    a, b = _axes(config, plane.coordinates(path))
    values = loss_surface(plane, a, b, film.network(end[None]), x, y, torch.float32)  # as fine as a picture
    order = film.order
    return Ground(
        a.numpy(), b.numpy(), values.numpy(), end[order].numpy(), plane.directions[:, order].numpy(), plane.share(path)
    )


def _directions(config: Landscape, film: Replay, path: Tensor) -> Tensor:
    """Choose the plane's two directions: (2, parameters)."""
    end, sizes = path[-1], config.network.sizes
    match config.directions:
        case "path":
            found = principal_directions(path)
        case "random":
            generator = torch.Generator().manual_seed(config.direction_seed)
            drawn = torch.randn(2, len(end), generator=generator, dtype=end.dtype)
            return filter_normalised(drawn, end, sizes)
        case "sharpest":
            found = torch.linalg.eigh(_hessian(film, end))[1][:, [-1, -2]].T
        case _:
            found = torch.zeros(2, len(end), dtype=end.dtype)
            found[0, film.order[config.first - 1]] = 1.0
            found[1, film.order[config.second - 1]] = 1.0
    return found.contiguous()


def _axes(config: Landscape, walked: Tensor) -> tuple[Tensor, Tensor]:
    """Coordinates of the grid on both axes; 0, where the training ended, is one of them on each.

    A plane of the path shows all of the path, another one reaches equally far to all sides.
    """
    axes = []
    for column in walked.T:
        low, high = -config.reach, config.reach
        if config.directions == "path":
            reach = max(float(column.abs().max()), 1e-6)
            low, high = (
                MARGIN * min(float(column.min()), -0.25 * reach),
                MARGIN * max(float(column.max()), 0.25 * reach),
            )
        cell = (high - low) / (CELLS - 1)
        before = round(-low / cell)
        axes.append((torch.arange(CELLS, dtype=torch.float64) - before) * cell)
    return axes[0], axes[1]


def run(
    config: Landscape,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] = (),
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Train as the playground does; each snapshot also tells where on the plane it is, and how the loss curves there.

    Metrics, besides the playground's: ``sharpness``, the Hessian's largest eigenvalue; ``noise_scale``, see
    :func:`dlcore.curvature.gradient_noise`.
    """
    ground, film = scene(config), _film(config)
    scheduled, halted = set(schedule(config)), set()

    def halt(epoch: int) -> bool:
        if stop is not None and stop(epoch):
            halted.add(epoch)
        return epoch in halted

    for each in _training(config, start, halt):
        if each.step not in scheduled | halted and not each.diverged:
            continue
        row = each.probes["parameters"][None]
        theta = film.rows(row)[0]
        spectrum = eigenvalues(_hessian(film, theta))
        shown = _seen(config, ground, film, row, [name for name in probes if name != "spectrum"])
        if "spectrum" in probes:
            shown["spectrum"] = spectrum[None, :SPECTRUM].numpy()
        metrics = each.metrics | {
            "sharpness": float(spectrum[0]),
            "noise_scale": min(_noise(config, film, theta).scale, 1e12),
        }
        found = {name: array[0] for name, array in shown.items()} | {"parameters": each.probes["parameters"]}
        yield Snapshot(each.step, metrics, found, each.checkpoint, each.diverged)


def _training(
    config: Landscape, start: Checkpoint | None = None, stop: Callable[[int], bool] | None = None
) -> Iterator[Snapshot]:
    return playground.run(config.network, start, probes=(), stop=stop)


def _film(config: Landscape) -> Replay:
    return Replay(config.network, playground.scene(config.network))


def _hessian(film: Replay, theta: Tensor) -> Tensor:
    config, (x, y) = film.config, film.train
    return hessian(theta, config.sizes, config.activations, film.loss, x, y)


def _noise(config: Landscape, film: Replay, theta: Tensor) -> GradientNoise:
    """Gradients of the same mini-batches in every frame, of the run's batch size."""
    x, y = film.train
    size = min(config.batch_size, x.shape[2])
    generator = torch.Generator().manual_seed(config.seed)
    batches = torch.stack([torch.randperm(x.shape[2], generator=generator)[:size] for _ in range(BATCHES)])
    return gradient_noise(film.network(theta[None]), x, y, batches)


def _on_plane(ground: Ground, rows: np.ndarray) -> np.ndarray:
    """Coordinates (frames, 2) of the plane's points nearest to parameters (frames, parameters)."""
    gram = ground.directions @ ground.directions.T
    return np.linalg.solve(gram, ground.directions @ (rows - ground.centre).T).T


def _seen(
    config: Landscape, ground: Ground, film: Replay, rows: np.ndarray, probes: Sequence[str]
) -> dict[str, np.ndarray]:
    """What is shown of parameters (frames, parameters); the costly parts only where they are wanted."""
    along = _on_plane(ground, rows)
    theta = film.rows(rows)
    x, y = film.train
    losses = film.loss.value(film.network(theta).forward(x)[-1], y).numpy()
    found = {"x": along[:, :1], "y": along[:, 1:], "height": np.log10(np.maximum(losses, LEAST))[:, None]}
    if "spectrum" in probes:
        spectra = [eigenvalues(_hessian(film, row))[:SPECTRUM].numpy() for row in theta]
        found["spectrum"] = np.stack(spectra)
    if {"arrows_x", "arrows_y"} & set(probes):
        arrows = np.stack([_arrows(_noise(config, film, row)) for row in theta])
        found |= {"arrows_x": arrows[:, :, 0], "arrows_y": arrows[:, :, 1]}
    return found


def _arrows(noise: GradientNoise) -> np.ndarray:
    """Strokes (3 · batches, 2) from the origin to each mini-batch's gradient, in lengths of the full gradient."""
    tips = (noise.arrows / noise.full[0].clamp_min(1e-300)).numpy()
    gap = np.full_like(tips, np.nan)
    return np.stack([np.zeros_like(tips), tips, gap], 1).reshape(-1, 2)


def replay(config: Landscape, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes of a recorded run: x, y, height, spectrum, arrows_x, arrows_y."""
    found = _seen(config, scene(config), _film(config), trace, probes)
    return {name: array for name, array in found.items() if name in probes}


def examine(config: Landscape, parameters: np.ndarray) -> dict[str, float]:
    """Measure trained parameters on points that nobody has seen, as the playground does."""
    return playground.examine(config.network, parameters)
