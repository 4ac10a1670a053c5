"""Run the playground's experiment: train, record parameters, and replay everything that is shown from the record."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from dlcore import device
from dlcore.datasets.catalogue import DATASETS
from dlcore.datasets.dataset import Dataset
from dlcore.datasets.making import make
from dlcore.models.features import features
from dlcore.models.losses import LOSSES, Loss
from dlcore.models.mlp import initial_parameters
from dlcore.optimizers import optimizer
from dlcore.probes import (
    activation_histograms,
    confusion,
    gradient_norms,
    plane,
    predicted_class,
    surface,
    unit_maps,
    weight_histograms,
)
from dlcore.snapshot import Checkpoint, Snapshot
from dlcore.stacked import StackedMLP, torch_order
from dlcore.training import Training

from .config import LARGEST_SEED, NeuralNetwork

FRAMES = 120
SURFACE_CELLS = 50
MAP_CELLS = 20
EXPLODED = 1e6  # a training loss above this has diverged
FRAMES_AT_ONCE = 16
EPOCHS_AT_ONCE = 512
ELEMENTS_AT_ONCE = 2_000_000  # of one layer's activations in one batched pass: 16 MB, which stays near the caches


def scene(config: NeuralNetwork) -> Dataset:
    """Make the experiment's data set."""
    return make(
        config.dataset,
        samples=config.points,
        noise=config.noise,
        train_points=config.train_points,
        data_seed=config.data_seed,
        measurements=config.measurements,
    )


def schedule(config: NeuralNetwork) -> tuple[int, ...]:
    """Epochs at which a snapshot is taken: denser at the beginning, where most happens."""
    return tuple(sorted({round(config.epochs * (i / FRAMES) ** 1.5) for i in range(FRAMES + 1)}))


def run(
    config: NeuralNetwork,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] = ("surface",),
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Train the network of `config`, from the beginning or from a checkpoint.

    Parameters
    ----------
    config
        The experiment.
    start
        Where to go on; None starts with the untrained network, whose snapshot comes first.
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
    film = Replay(config, data)
    training = prepare(config, data)
    theta = training.net.theta
    ended = False
    if start is None:
        yield from film.develop([(0, theta[0].clone())], {0: training.state()}, probes)
        ended = stop is not None and stop(0)
    else:
        training.load(start.state)
    scheduled = set(schedule(config))
    before: tuple[int, Tensor] = (training.step, theta[0].clone())  # the last state known to be finite
    trace: list[tuple[int, Tensor]] = []
    states: dict[int, bytes] = {}
    while not ended and training.step < config.epochs:
        training.epoch()
        epoch = training.step
        trace.append((epoch, theta[0].clone()))
        ended = epoch == config.epochs or (stop is not None and stop(epoch))
        if ended or epoch in scheduled:
            states[epoch] = training.state()
        if ended or len(states) >= FRAMES_AT_ONCE or len(trace) >= EPOCHS_AT_ONCE:
            exploded = film.first_exploded(torch.stack([row for _, row in trace]))
            yield from film.develop([each for each in trace[:exploded] if each[0] in states], states, probes)
            if exploded is not None:
                last = trace[exploded - 1] if exploded else before
                yield next(iter(film.develop([last], {}, probes, diverged=True)))
                return
            before, trace, states = trace[-1], [], {}


def prepare(config: NeuralNetwork, data: Dataset) -> Training:
    """Set up network, optimiser and generators as they are before the first epoch."""
    place = device.resolve(config.device)
    generator = torch.Generator().manual_seed(config.seed)
    theta = initial_parameters(config.sizes, config.init, generator)[None].to(place, device.dtype(place))
    net = StackedMLP(theta, config.sizes, config.activations, loss_of(config, data), config.dropout)
    lr, weight_decay, l1 = (theta.new_tensor([[value]]) for value in (config.lr, config.weight_decay, config.l1))
    x, y = tensors(config, data, data.is_train, theta)
    moves = optimizer(config.optimizer, theta, lr, weight_decay)
    return Training(net, moves, x, y, config.batch_size, [generator], l1 if config.l1 else None)


def loss_of(config: NeuralNetwork, data: Dataset) -> Loss:
    """The loss that is minimised: always squared error for regression, else as chosen."""
    if not data.classes:
        return LOSSES["mse"]
    binary = data.outputs == 1
    if config.loss == "mse":
        return LOSSES["sigmoid_mse" if binary else "softmax_mse"]
    return LOSSES["binary_cross_entropy" if binary else "cross_entropy"]


def tensors(config: NeuralNetwork, data: Dataset, chosen: np.ndarray, like: Tensor) -> tuple[Tensor, Tensor]:
    """Inputs (1, in, n) and targets (1, out, n) of the chosen points, with the device and dtype of `like`."""
    x = features(torch.from_numpy(data.inputs[chosen]), config.features)
    y = torch.from_numpy(data.targets[chosen])
    if data.outputs > 1:
        y = torch.nn.functional.one_hot(y, data.outputs)
    columns = y.reshape(len(x), data.outputs)
    return x.T.contiguous()[None].to(like), columns.T.contiguous()[None].to(like)


class Replay:
    """Turns recorded parameters into metrics and probes, many epochs in one batched pass."""

    def __init__(self, config: NeuralNetwork, data: Dataset) -> None:
        self.config, self.data, self.loss = config, data, loss_of(config, data)
        place = device.resolve(config.device)
        self.like = torch.empty(0, device=place, dtype=device.dtype(place))
        self.train = tensors(config, data, data.is_train, self.like)
        self.test = tensors(config, data, ~data.is_train, self.like)
        self.every = tensors(config, data, np.ones(len(data.points), bool), self.like)
        self.labels = torch.from_numpy(data.targets).to(place)
        self.is_train = torch.from_numpy(data.is_train).to(place)
        self.order = torch_order(config.sizes).to(place)

    def rows(self, parameters: np.ndarray) -> Tensor:
        """Lay out parameters (frames, parameters) in PyTorch's order as this engine keeps them."""
        return torch.from_numpy(parameters).to(self.like)[:, self.order.argsort()]

    def network(self, trace: Tensor) -> StackedMLP:
        """See recorded rows (frames, parameters) as so many networks."""
        return StackedMLP(trace, self.config.sizes, self.config.activations, self.loss)

    def blocks(self, trace: Tensor, points: int) -> Iterator[StackedMLP]:
        """Cut a trace so that no layer of a pass over that many points outgrows the caches."""
        widest = max(self.config.sizes)
        for block in trace.split(max(1, ELEMENTS_AT_ONCE // (widest * points))):
            yield self.network(block)

    def first_exploded(self, trace: Tensor) -> int | None:
        """Index of the first row whose loss is not finite or above :data:`EXPLODED`; None if there is none."""
        (x, y), (test_x, test_y) = self.train, self.test
        bad = [
            ~(self.loss.value(net.forward(x)[-1], y) <= EXPLODED)
            | ~torch.isfinite(self.loss.value(net.forward(test_x)[-1], test_y))
            for net in self.blocks(trace, max(x.shape[2], test_x.shape[2]))
        ]
        found = torch.cat(bad).nonzero()
        return int(found[0]) if len(found) else None

    def develop(
        self, frames: list[tuple[int, Tensor]], states: dict[int, bytes], wanted: Sequence[str], diverged: bool = False
    ) -> Iterator[Snapshot]:
        """Make the snapshots of (epoch, parameters) pairs; `states` gives the checkpoints."""
        if not frames:
            return
        trace = torch.stack([row for _, row in frames])
        metrics = self.metrics(trace)
        arrays = {"parameters": trace[:, self.order].cpu().double().numpy(), **self.probe(trace, wanted)}
        for i, (epoch, _) in enumerate(frames):
            yield Snapshot(
                step=epoch,
                metrics={name: float(values[i]) for name, values in metrics.items()},
                probes={name: values[i] for name, values in arrays.items()},
                checkpoint=Checkpoint(epoch, states[epoch]) if epoch in states else None,
                diverged=diverged,
            )

    def metrics(self, trace: Tensor) -> dict[str, np.ndarray]:
        """Losses on both splits, and for classes accuracies: one value a row."""
        found: dict[str, list[Tensor]] = {}
        for net in self.blocks(trace, len(self.labels)):
            z = net.forward(self.every[0])[-1]
            for split, chosen in (("train", self.is_train), ("test", ~self.is_train)):
                value = self.loss.value(z[:, :, chosen].contiguous(), self.every[1][:, :, chosen].contiguous())
                found.setdefault(f"{split}_loss", []).append(value)
                if self.data.classes:
                    hits = predicted_class(z[:, :, chosen]) == self.labels[chosen]
                    found.setdefault(f"{split}_accuracy", []).append(hits.double().mean(1))
        return {name: torch.cat(values).cpu().numpy() for name, values in found.items()}

    def probe(self, trace: Tensor, wanted: Sequence[str]) -> dict[str, np.ndarray]:
        """Compute the wanted probes for every row of a trace: name -> (frames, …) float32."""
        makers: dict[tuple[str, ...], Callable[[Tensor], tuple[Tensor, ...]]] = {
            ("surface",): self._surface,
            ("unit_maps", "unit_scales"): self._unit_maps,
            ("gradient_norms",): self._gradient_norms,
            ("weight_histograms", "weight_ranges"): lambda rows: weight_histograms(self.network(rows)),
            ("activation_histograms", "activation_ranges"): self._activation_histograms,
            ("confusion", "predictions", "misses"): self._verdicts,
        }
        unknown = set(wanted) - {name for names in makers for name in names}
        if unknown:
            raise ValueError(f"unknown probes {sorted(unknown)}; known: {sorted(n for names in makers for n in names)}")
        arrays = {}
        for names, maker in makers.items():
            if set(names) & set(wanted):
                for name, values in zip(names, maker(trace), strict=False):
                    if name in wanted:
                        arrays[name] = values.float().cpu().numpy()
        return arrays

    def _grid(self, cells: int) -> Tensor:
        """Inputs (1, in, cells²) of a grid over the data's window."""
        points = (plane(torch.from_numpy(self.data.window), cells).numpy() - self.data.mean) / self.data.std
        return features(torch.from_numpy(points), self.config.features).T.contiguous()[None].to(self.like)

    def _surface(self, trace: Tensor) -> tuple[Tensor, ...]:
        grid = self._grid(SURFACE_CELLS)
        fields = [
            surface(net.forward(grid)[-1], len(self.data.classes)) for net in self.blocks(trace, SURFACE_CELLS**2)
        ]
        return (torch.cat(fields).unflatten(1, (SURFACE_CELLS, SURFACE_CELLS)),)

    def _unit_maps(self, trace: Tensor) -> tuple[Tensor, ...]:
        grid = self._grid(MAP_CELLS)
        parts = [unit_maps(grid, net.forward(grid)) for net in self.blocks(trace, MAP_CELLS**2)]
        maps = torch.cat([maps for maps, _ in parts]).unflatten(2, (MAP_CELLS, MAP_CELLS))
        return maps, torch.cat([scales for _, scales in parts])

    def _gradient_norms(self, trace: Tensor) -> tuple[Tensor, ...]:
        x, y = self.train
        return (torch.cat([gradient_norms(net, x, y) for net in self.blocks(trace, x.shape[2])]),)

    def _activation_histograms(self, trace: Tensor) -> tuple[Tensor, ...]:
        x, _ = self.every
        parts = [activation_histograms(net.forward(x)) for net in self.blocks(trace, x.shape[2])]
        return torch.cat([shares for shares, _ in parts]), torch.cat([r for _, r in parts])

    def _verdicts(self, trace: Tensor) -> tuple[Tensor, ...]:
        """Confusion counts and predictions on the test points; and for every point 1 if it is misclassified, else 0.

        What makes no sense for the task is empty.
        """
        z = torch.cat([net.forward(self.every[0])[-1] for net in self.blocks(trace, len(self.labels))])
        test, nothing = ~self.is_train, torch.empty(len(trace), 0)
        if not self.data.classes:
            return nothing, z[:, 0, test], nothing
        predicted = predicted_class(z)
        counts = confusion(predicted[:, test], self.labels[test], len(self.data.classes))
        return counts, predicted[:, test], predicted != self.labels


def replay(config: NeuralNetwork, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes of a recorded run without training again.

    Parameters
    ----------
    config
        The experiment.
    trace
        (frames, parameters) float64: the ``parameters`` probe of each frame.
    probes
        What to show: surface, unit_maps, unit_scales, gradient_norms, weight_histograms, weight_ranges,
        activation_histograms, activation_ranges, confusion, predictions, misses.

    Returns
    -------
    arrays
        Probe name -> (frames, …) float32; see :mod:`dlcore.probes` for each one's meaning.
    """
    film = Replay(config, scene(config))
    return film.probe(film.rows(trace), probes)


def examine(config: NeuralNetwork, parameters: np.ndarray, samples: int = 1000) -> dict[str, float]:
    """Measure trained parameters (parameters,) on points that nobody has seen: ``fresh_loss`` and ``fresh_accuracy``.

    The points come from the same generator with the same noise and a seed beyond every seed a learner can choose.
    There are no more of measured data, so there the run's own test points must do.
    """
    if DATASETS[config.dataset].real:
        film = Replay(config, scene(config))
        unseen = ~film.is_train
    else:
        seed = LARGEST_SEED + 1 + config.data_seed
        fresh = make(config.dataset, samples=samples, noise=config.noise, train_points=samples // 2, data_seed=seed)
        film = Replay(config, fresh)
        unseen = torch.ones_like(film.is_train)
    x, y = (each[:, :, unseen] for each in film.every)
    z = film.network(film.rows(parameters[None])).forward(x)[-1]
    found = {"fresh_loss": float(film.loss.value(z, y))}
    if film.data.classes:
        found["fresh_accuracy"] = float((predicted_class(z) == film.labels[unseen]).double().mean())
    return {name: value for name, value in found.items() if math.isfinite(value)}
