"""Several strengths of L2 on the same points, trained as one stack: where does the weights' length go?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from dlcore.models.losses import LOSSES
from dlcore.models.mlp import initial_parameters
from dlcore.models.newton import newton
from dlcore.optimizers import SGD
from dlcore.snapshot import Checkpoint, Snapshot
from dlcore.stacked import StackedMLP, torch_order
from dlcore.training import Training

from . import clouds
from .config import OVERLAP, Growth
from .landscape import Ground

FRAMES = 120
SIZES = (2, 1)
FAR = 50.0  # coordinates of a boundary beyond this are cut off


def scene(config: Growth) -> Ground:
    """Make the points, and find the best weights' length for each strength that has one."""
    generator = torch.Generator().manual_seed(config.data_seed)
    draw = clouds.separable if config.separable else clouds.clouds
    points, labels = (each.numpy() for each in draw(config.samples, OVERLAP, 0.5, generator))
    found = [newton(points, labels, decay) for decay in config.weight_decays]
    lengths = [np.nan if each is None else float(np.linalg.norm(each[:-1])) for each in found]
    return Ground(points, labels, np.array(lengths))


def schedule(config: Growth) -> tuple[int, ...]:
    """Epochs at which a snapshot is taken: evenly spread on a logarithmic axis, where this is drawn."""
    return tuple(sorted({0, *(round(config.epochs ** (i / FRAMES)) for i in range(FRAMES + 1))}))


def prepare(config: Growth, ground: Ground) -> Training:
    """Stack the networks, all with the same first weights."""
    generator = torch.Generator().manual_seed(config.seed)
    theta = initial_parameters(SIZES, "default", generator).repeat(len(config.strengths), 1)
    decay = theta.new_tensor(config.weight_decays)[:, None] * theta.new_tensor([1, 1, 0])
    x = torch.from_numpy(ground.points).T.contiguous()[None]
    y = torch.from_numpy(ground.labels).double()[None, None]
    net = StackedMLP(theta, SIZES, (), LOSSES["binary_cross_entropy"])
    return Training(net, SGD(theta, theta.new_full((len(theta), 1), config.lr), decay), x, y, len(ground.points),
                    [generator])  # fmt: skip


def run(
    config: Growth, start: Checkpoint | None, probes: Sequence[str], stop: Callable[[int], bool]
) -> Iterator[Snapshot]:
    """Train all strengths from the beginning or from a checkpoint."""
    ground = scene(config)
    training = prepare(config, ground)
    if start is not None:
        training.load(start.state)
    else:
        yield _seen(config, ground, training, probes)
    ended, scheduled = start is None and stop(0), set(schedule(config))
    while not ended and training.step < config.epochs:
        training.epoch()
        ended = training.step == config.epochs or stop(training.step)
        if ended or training.step in scheduled:
            yield _seen(config, ground, training, probes)


def _seen(config: Growth, ground: Ground, training: Training, probes: Sequence[str]) -> Snapshot:
    rows = training.net.theta.clone()
    losses, norms = _losses(ground, rows[None])[0], rows[:, :-1].norm(dim=1)
    trace = rows[:, torch_order(SIZES)].flatten().numpy()
    arrays = {name: array[0] for name, array in _probes(config, ground, trace[None], probes).items()}
    return Snapshot(
        step=training.step,
        metrics={
            "train_loss": float(losses[0]),
            "first_norm": float(norms[0]),
            "last_norm": float(norms[-1]),
        },
        probes={"parameters": trace, **arrays},
        checkpoint=Checkpoint(training.step, training.state()),
    )


def _losses(ground: Ground, rows: Tensor) -> Tensor:
    """(frames, networks) mean cross-entropy, without the penalty."""
    x = torch.from_numpy(ground.points).T.contiguous()[None]
    y = torch.from_numpy(ground.labels).double()[None, None]
    net = StackedMLP(rows.flatten(0, 1), SIZES, (), LOSSES["binary_cross_entropy"])
    return net.loss.value(net.forward(x)[-1], y).view(rows.shape[:2])


def replay(config: Growth, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes of recorded parameters (frames, networks · 3).

    ``norms``, ``losses``: (networks,). ``boundaries``: (networks, 2) x₂ where each boundary leaves the picture, at both
    ends of :attr:`Ground.window`.
    """
    return _probes(config, scene(config), trace, probes)


def _probes(config: Growth, ground: Ground, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    rows = torch.from_numpy(trace).view(len(trace), len(config.strengths), 3)
    low, high = ground.window
    w1, w2, bias = (rows[..., i, None] for i in range(3))
    ends = rows.new_tensor([low, high])
    makers: dict[str, Callable[[], Tensor]] = {
        "norms": lambda: rows[..., :2].norm(dim=2),
        "losses": lambda: _losses(ground, rows),
        "boundaries": lambda: (-(w1 * ends + bias) / w2).nan_to_num(FAR).clamp(-FAR, FAR),
    }
    unknown = set(probes) - makers.keys()
    if unknown:
        raise ValueError(f"unknown probes {sorted(unknown)}; known: {sorted(makers)}")
    return {name: makers[name]().float().numpy() for name in probes}
