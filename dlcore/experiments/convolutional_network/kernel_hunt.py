"""Find a kernel by gradient descent on pairs of images and outputs; the loss is a bowl, so the answer is known."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from dlcore.datasets.digits import digits
from dlcore.models.sliding import PRESETS
from dlcore.snapshot import Checkpoint, Snapshot

from .config import LearnKernel
from .fitting import EXPLODED
from .material import Hunt

FRAMES = 100
FLAT = 0.7  # grey of an image without any edge
WIDEST = 1e-9  # of the largest curvature; below it, a direction has none


def schedule(config: LearnKernel) -> tuple[int, ...]:
    """Steps at which there is a snapshot: close together at first."""
    return tuple(sorted({round(config.steps * (i / FRAMES) ** 1.5) for i in range(FRAMES + 1)}))


def scene(config: LearnKernel) -> Hunt:
    """Make inputs and outputs, and find where the loss is lowest and how it curves."""
    x, y, true = _pairs(config)
    windows = F.unfold(x, config.size).transpose(1, 2).flatten(0, 1)  # (places, size²)
    curvature = 2 * windows.T @ windows / len(windows)
    widths = torch.linalg.eigvalsh(curvature)
    best = torch.linalg.lstsq(windows, y.flatten()[:, None], driver="gelsd").solution.view(config.size, config.size)
    seen = int((widths > WIDEST * widths[-1]).sum())
    return Hunt(x[0, 0].numpy(), y[0, 0].numpy(), true.numpy(), best.numpy(), float(widths[-1]), float(widths[0]), seen)


def _pairs(config: LearnKernel) -> tuple[Tensor, Tensor, Tensor]:
    """Images (n, 1, side, side), outputs (n, 1, …) with noise, and the kernel (size, size) that made them."""
    generator = torch.Generator().manual_seed(config.seed)
    held = digits("mnist")
    if config.inputs == "digits":
        chosen = torch.randperm(len(held.labels), generator=generator)[: config.images].numpy()
        x = torch.from_numpy(held.pixels(chosen))[:, None]
    elif config.inputs == "random":
        x = torch.rand(config.images, 1, held.side, held.side, generator=generator, dtype=torch.float64)
    else:
        x = torch.full((config.images, 1, held.side, held.side), FLAT, dtype=torch.float64)
    small = torch.tensor(PRESETS[config.target], dtype=torch.float64)
    true = F.pad(small, [(config.size - len(small)) // 2] * 4)
    y = F.conv2d(x, true[None, None])
    return x, y + config.noise * torch.randn(y.shape, generator=generator, dtype=torch.float64), true


def run(
    config: LearnKernel, start: Checkpoint | None, probes: Sequence[str], stop: Callable[[int], bool]
) -> Iterator[Snapshot]:
    """Descend from the beginning or from a checkpoint."""
    x, y, true = _pairs(config)
    weight = torch.zeros(1, 1, config.size, config.size, dtype=torch.float64)
    if config.init == "random":
        torch.nn.init.normal_(weight, generator=torch.Generator().manual_seed(config.seed))
    weight.requires_grad_()
    optimizer = {
        "sgd": lambda: torch.optim.SGD([weight], lr=config.lr),
        "momentum": lambda: torch.optim.SGD([weight], lr=config.lr, momentum=0.9),
        "adam": lambda: torch.optim.Adam([weight], lr=config.lr),
    }[config.optimizer]()
    at, sound = 0, (0, weight.detach().clone())
    if start is not None:
        saved = torch.load(io.BytesIO(start.state), weights_only=True)
        at, sound = saved["at"], tuple(saved["sound"])
        with torch.no_grad():
            weight.copy_(saved["weight"])
        optimizer.load_state_dict(saved["optimizer"])

    def seen(at: int, diverged: bool = False) -> Snapshot:
        file = io.BytesIO()
        held = {"at": at, "sound": sound, "weight": weight.detach(), "optimizer": optimizer.state_dict()}
        torch.save(held, file)
        kernel = weight.detach()[0, 0]
        with torch.no_grad():
            loss = float(F.mse_loss(F.conv2d(x, weight), y))
        row = kernel.flatten().numpy().copy()
        arrays = {name: array[0] for name, array in _probes(config, x, row[None], probes).items()}
        metrics = {"train_loss": loss, "distance": float((kernel - true).norm())}
        return Snapshot(at, metrics, {"parameters": row, **arrays}, Checkpoint(at, file.getvalue()), diverged)

    if start is None:
        yield seen(0)
    scheduled, ended = set(schedule(config)), start is None and stop(0)
    while not ended and at < config.steps:
        loss = F.mse_loss(F.conv2d(x, weight), y)
        optimizer.zero_grad()
        loss.backward()
        if float(loss.detach()) <= EXPLODED:
            sound = (at, weight.detach().clone())
        else:
            at, kept = sound
            with torch.no_grad():
                weight.copy_(kept)
            yield seen(at, diverged=True)
            return
        optimizer.step()
        at += 1
        ended = at == config.steps or stop(at)
        if ended or at in scheduled:
            snapshot = seen(at)
            if snapshot.metrics["train_loss"] <= EXPLODED:
                yield snapshot


def replay(config: LearnKernel, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes of recorded kernels (frames, size²): ``kernel`` (size, size), ``output`` of the first image."""
    return _probes(config, _pairs(config)[0], trace, probes)


def _probes(config: LearnKernel, x: Tensor, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    kernels = torch.from_numpy(trace).view(-1, 1, config.size, config.size)
    makers: dict[str, Callable[[], Tensor]] = {
        "kernel": lambda: kernels[:, 0],
        "output": lambda: F.conv2d(x[:1], kernels)[0],
    }
    unknown = set(probes) - makers.keys()
    if unknown:
        raise ValueError(f"unknown probes {sorted(unknown)}; known: {sorted(makers)}")
    return {name: makers[name]().float().numpy() for name in probes}
