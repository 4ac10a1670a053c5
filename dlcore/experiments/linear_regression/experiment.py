"""Run linear regression by gradient descent: train and record parameters; what is shown is replayed from the record."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from dlcore.datasets.observations import Observations
from dlcore.models.least_squares import bowl, predict, r_squared
from dlcore.models.losses import LOSSES, Loss, huber
from dlcore.optimizers import SGD
from dlcore.snapshot import Checkpoint, Snapshot
from dlcore.stacked import StackedMLP
from dlcore.training import Training

from .config import LinearRegression, SeveralFeatures
from .data import NEVER_CHOSEN, Config, draw, observe, unseen
from .problem import Problem, batch_sizes
from .replaying import Replay

FRAMES = 150
FRAMES_AT_ONCE = 16
EPOCHS_AT_ONCE = 512
TRAIL_STEPS = 600  # of the trail whose batches hold one point: some 20 ms
MOST_TRAIL_EPOCHS = 40
FARTHEST = 1e9  # a parameter beyond it has run away


def scene(config: Config) -> Problem:
    """Make the experiment's data, and draw where descent starts."""
    data = observe(config)
    start = initial(config, data, torch.Generator().manual_seed(config.seed))
    return Problem(data.values, data.targets, data.is_train, data.names, data.target_name, data.standardise,
                   start=start.numpy(), trails=trails(config, data))  # fmt: skip


def trails(config: Config, data: Observations) -> np.ndarray:
    """Descend for a moment with batches of three sizes; see :attr:`Problem.trails`."""
    points = config.train_points
    line = isinstance(config, LinearRegression)  # several parameters make no picture
    epochs = min(max(TRAIL_STEPS // points, 2), MOST_TRAIL_EPOCHS) if line else 0
    found = np.full((3, epochs + 1, len(data.names) + 1), np.nan)
    for trail, size in zip(found, batch_sizes(points), strict=True):
        training = prepare(config.replace(batch_size=size, epochs=max(epochs, 1)), data)
        trail[0] = training.net.theta[0].numpy()
        for epoch in range(1, epochs + 1):
            training.epoch()
            trail[epoch] = training.net.theta[0].numpy()
        trail[~(np.abs(trail) < FARTHEST).all(1)] = np.nan
    return found


def schedule(config: Config) -> tuple[int, ...]:
    """Epochs at which a snapshot is taken: each of the first few, then fewer and fewer."""
    return tuple(sorted({round(config.epochs * (i / FRAMES) ** 2.5) for i in range(FRAMES + 1)}))


def run(
    config: Config,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] = (),
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Descend from the beginning or from a checkpoint.

    Parameters
    ----------
    config
        The experiment.
    start
        Where to go on; None starts at the first line, whose snapshot comes first.
    probes
        What each snapshot shows besides ``parameters``; the names are those of :func:`replay`.
    stop
        Asked with 0 before the first epoch and after every epoch; at True, the run ends with that epoch's snapshot.

    Yields
    ------
    Snapshot
        At the epochs of :func:`schedule`. Those of a run from a checkpoint are, bit for bit, those of a run that never
        stopped. If the loss explodes, the last one has ``diverged`` set and holds the last finite state.
    """
    data = scene(config)
    film, training = Replay(config, data), prepare(config, data)
    theta = training.net.theta
    ended = False
    if start is None:
        yield from film.develop([(0, theta[0].numpy().copy())], {0: training.state()}, probes)
        ended = stop is not None and stop(0)
    else:
        training.load(start.state)
    scheduled = set(schedule(config))
    before = (training.step, theta[0].numpy().copy())  # the last state known to be finite
    trace: list[tuple[int, np.ndarray]] = []
    states: dict[int, bytes] = {}
    while not ended and training.step < config.epochs:
        training.epoch()
        epoch = training.step
        trace.append((epoch, theta[0].numpy().copy()))
        ended = epoch == config.epochs or (stop is not None and stop(epoch))
        if ended or epoch in scheduled:
            states[epoch] = training.state()
        if ended or len(states) >= FRAMES_AT_ONCE or len(trace) >= EPOCHS_AT_ONCE:
            exploded = film.first_exploded(np.stack([row for _, row in trace]))
            yield from film.develop([each for each in trace[:exploded] if each[0] in states], states, probes)
            if exploded is not None:
                last = trace[exploded - 1] if exploded else before
                yield next(iter(film.develop([last], {}, probes, diverged=True)))
                return
            before, trace, states = trace[-1], [], {}


class ProximalSGD(SGD):
    """SGD on the smooth part of a loss, then the step that an L1 penalty calls for: shrink towards zero, stop there.

    Iterative soft thresholding (Daubechies, Defrise and De Mol 2004). `l1` is (1, parameters), 0 for what is free.
    """

    def __init__(self, theta: Tensor, lr: Tensor, l1: Tensor) -> None:
        super().__init__(theta, lr, torch.zeros_like(lr))
        self.threshold = lr * l1

    def step(self, grad: Tensor) -> None:
        super().step(grad)
        sign, size = self.theta.sign(), self.theta.abs()
        torch.mul(sign, (size - self.threshold).clamp_(min=0), out=self.theta)


def loss_of(config: Config) -> Loss:
    """The loss that is averaged over the points; a penalty is the optimiser's business."""
    if isinstance(config, SeveralFeatures):
        return LOSSES["mse"]
    return huber(config.delta) if config.loss == "huber" else LOSSES[config.loss]


def prepare(config: Config, data: Observations) -> Training:
    """Set up model, optimiser and generator as they are before the first epoch."""
    generator = torch.Generator().manual_seed(config.seed)
    theta = initial(config, data, generator)[None]
    net = StackedMLP(theta, (len(data.names), 1), (), loss_of(config))
    lr, penalised = theta.new_tensor([[config.lr]]), torch.ones_like(theta)
    penalised[:, -1] = 0
    if isinstance(config, SeveralFeatures) and config.penalty == "lasso":
        moves: SGD = ProximalSGD(theta, lr, config.strength * penalised)
    else:  # weight_decay · w is added to the gradient: that of strength · w² is 2 · strength · w
        moves = SGD(theta, lr, 2 * config.ridge * penalised)
    x = torch.from_numpy(data.inputs[data.is_train]).T.contiguous()[None]  # (1, d, n)
    y = torch.from_numpy(data.targets[data.is_train])[None, None]  # (1, 1, n)
    return Training(net, moves, x, y, config.batch_size, [generator])


def initial(config: Config, data: Observations, generator: torch.Generator) -> Tensor:
    """First weights and bias (d + 1,), float64.

    The default ones are drawn in float32, weights before bias: with the same seed they are, digit for digit, those of
    ``torch.manual_seed(seed); nn.Linear(d, 1)``.
    """
    d = len(data.names)
    if isinstance(config, LinearRegression) and config.init == "hand":
        return torch.from_numpy(data.seen(np.array([config.hand_slope, config.hand_intercept])))
    if config.init == "zeros":
        return torch.zeros(d + 1, dtype=torch.float64)
    bound = 1 / math.sqrt(d)
    return torch.empty(d + 1, dtype=torch.float32).uniform_(-bound, bound, generator=generator).double()


def replay(config: Config, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes of a recorded run without training again.

    Parameters
    ----------
    config
        The experiment.
    trace
        (frames, parameters) float64: the ``parameters`` probe of each frame.
    probes
        What to show; see :meth:`~dlcore.experiments.linear_regression.replaying.Replay.probe`.

    Returns
    -------
    arrays
        Probe name -> (frames, …) float32.
    """
    return Replay(config, scene(config)).probe(trace, probes)


def examine(config: Config, parameters: np.ndarray, samples: int = 1000) -> dict[str, float]:
    """Measure trained parameters (d + 1,) on what no experiment has seen.

    Returns
    -------
    measured
        ``fresh_error``: for points about a line, the root of the mean squared distance to the *true* line over fresh x
        (for the four points: over x = 5 … 10). ``fresh_r2``: for patients, R² on those kept back. ``kept``: how many
        weights are not zero. ``rate_share``: the learning rate as a share of the largest stable one.
    """
    data = scene(config)
    line = data.original(parameters)
    found = {
        "kept": float((parameters[:-1] != 0).sum()),
        "rate_share": config.lr / bowl(data.inputs[data.is_train], config.ridge).largest_rate,
    }
    if config.dataset == "diabetes":
        x, y = unseen(config)
        found["fresh_r2"] = float(r_squared(y, predict(x, line)))
    elif isinstance(config, LinearRegression) and config.dataset == "noisy":
        x, _ = draw(config, NEVER_CHOSEN + config.data_seed, samples)
        found["fresh_error"] = _distance(x, line, config.slope, config.intercept)
    elif config.dataset == "four":
        found["fresh_error"] = _distance(np.arange(5.0, 11.0), line, 2.0, 0.0)
    return {name: value for name, value in found.items() if math.isfinite(value)}


def _distance(x: np.ndarray, line: np.ndarray, slope: float, intercept: float) -> float:
    return float(np.sqrt(((predict(x[:, None], line) - slope * x - intercept) ** 2).mean()))
