"""One network, 64 learning rates, one batched run: the final loss as a function of the learning rate."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from dlcore.curvature import eigenvalues, hessian
from dlcore.experiments.neural_network import experiment as playground
from dlcore.experiments.neural_network.replaying import EXPLODED, loss_of, tensors
from dlcore.models.mlp import initial_parameters
from dlcore.optimizers import optimizer
from dlcore.snapshot import Checkpoint, Snapshot
from dlcore.stability import edge
from dlcore.stacked import StackedMLP, torch_order
from dlcore.training import Training

from .config import PLAIN, RATES, Rates
from .grounds import Sweep

FRAMES = 60
CEILING = 20  # times the first loss: where diverged networks are drawn


def scene(config: Rates) -> Sweep:
    """Measure the curvature at the first weights."""
    training = prepare(config)
    net = training.net
    value = net.loss.value(net.forward(training.x)[-1], training.y)[0]
    known = 0.0
    if config.optimizer in PLAIN:
        names = [config.activation] * len(config.hidden)
        curve = hessian(net.theta[0], net.sizes, names, net.loss, training.x, training.y)
        found = edge(config.optimizer, float(eigenvalues(curve)[0]), 0.9)
        known = found if np.isfinite(found) else 0.0
    return Sweep(np.asarray(config.rates), known, float(value))


def schedule(config: Rates) -> tuple[int, ...]:
    """Epochs at which the curve is drawn."""
    return tuple(sorted({round(config.epochs * i / FRAMES) for i in range(FRAMES + 1)}))


def prepare(config: Rates) -> Training:
    """Set up 64 equal networks with a learning rate each."""
    network = config.network(config.lowest)
    data = playground.scene(network)
    generator = torch.Generator().manual_seed(config.seed)
    theta = initial_parameters(network.sizes, network.init, generator).repeat(RATES, 1)
    net = StackedMLP(theta, network.sizes, network.activations, loss_of(network, data))
    rates = theta.new_tensor(config.rates)[:, None]
    moves = optimizer(config.optimizer, theta, rates, torch.zeros_like(rates))
    x, y = tensors(network, data, data.is_train, theta)
    return Training(net, moves, x, y, config.batch_size, [generator])


def run(
    config: Rates,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] = (),
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Train all 64; a network whose loss explodes counts as diverged from then on, and the others go on."""
    training = prepare(config)
    ceiling = CEILING * float(_losses(training)[0])
    stopped = np.zeros(RATES, np.int64)  # the epoch in which a network diverged; 0: it has not
    ended = False
    if start is None:
        yield _snapshot(config, training, stopped, ceiling)
        ended = stop is not None and stop(0)
    else:
        state, stopped = pickle.loads(start.state)
        training.load(state)
    scheduled = set(schedule(config))
    while not ended and training.step < config.epochs:
        training.epoch()
        lost = ~(_losses(training) <= EXPLODED).numpy()
        stopped = np.where((stopped == 0) & lost, training.step, stopped)
        ended = training.step == config.epochs or (stop is not None and stop(training.step))
        if ended or training.step in scheduled:
            yield _snapshot(config, training, stopped, ceiling)


@torch.inference_mode()
def _losses(training: Training) -> Tensor:
    return training.net.loss.value(training.net.forward(training.x)[-1], training.y)


def _snapshot(config: Rates, training: Training, stopped: np.ndarray, ceiling: float) -> Snapshot:
    losses = np.where(stopped > 0, np.nan, _losses(training).numpy())
    metrics = {"diverged_count": float((stopped > 0).sum())}
    if not np.isnan(losses).all():
        best = int(np.nanargmin(losses))
        metrics |= {"best_loss": float(losses[best]), "best_rate": config.rates[best]}
    probes = {
        "parameters": training.net.theta[:, torch_order(training.net.sizes)].flatten().numpy().copy(),
        "losses": losses,
        "lost": np.where(stopped > 0, ceiling, np.nan),
    }
    state = pickle.dumps((training.state(), stopped))
    return Snapshot(training.step, metrics, probes, Checkpoint(training.step, state))


def replay(config: Rates, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Nothing has to be replayed: every snapshot holds all there is to show."""
    return {}


def examine(config: Rates, parameters: np.ndarray) -> dict[str, float]:
    """Measure the network with the lowest training loss on points that nobody has seen, as the playground does."""
    training = prepare(config)
    net = training.net
    rows = torch.from_numpy(parameters).view(RATES, -1)
    net.theta.copy_(rows[:, torch_order(net.sizes).argsort()])
    losses = _losses(training).numpy()
    losses = np.where(losses <= EXPLODED, losses, np.nan)
    if np.isnan(losses).all():
        return {}
    best = int(np.nanargmin(losses))
    return playground.examine(config.network(config.rates[best]), rows[best].numpy())
