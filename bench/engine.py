"""The engine against the loop a learner writes, against scikit-learn, and against itself without record and replay."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

import torch
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset

from bench.table import Row, by_turns
from dlcore.models.losses import LOSSES
from dlcore.models.mlp import initial_parameters
from dlcore.optimizers import optimizer
from dlcore.probes import gradient_norms, plane, weight_histograms
from dlcore.stacked import StackedMLP, torch_order
from dlcore.training import Training

POINTS = 250
LR = 0.03


def points(dtype: torch.dtype = torch.float64) -> tuple[Tensor, Tensor]:
    """Points (250, 2) and labels (250, 1) of an exclusive-or."""
    x = torch.randn(POINTS, 2, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    return x.to(dtype), (x.prod(1, keepdim=True) > 0).to(dtype)


def sequential(hidden: tuple[int, ...], dtype: torch.dtype) -> nn.Sequential:
    """The network as a learner writes it, starting where ours starts."""
    sizes = (2, *hidden, 1)
    layers: list[nn.Module] = []
    for fan_in, fan_out in pairwise(sizes):
        layers += [nn.Linear(fan_in, fan_out, dtype=dtype), nn.Tanh()]
    model = nn.Sequential(*layers[:-1])
    start = initial_parameters(sizes, "default", torch.Generator().manual_seed(0))
    nn.utils.vector_to_parameters(start[torch_order(sizes)].to(dtype), model.parameters())
    return model


def notebook(hidden: tuple[int, ...], batch_size: int, epochs: int) -> Tensor:
    """The loop of a notebook: DataLoader, nn.Sequential, optim.SGD and .item(); returns the trained parameters."""
    x, y = points()
    model = sequential(hidden, torch.float64)
    generator = torch.Generator().manual_seed(0)
    loader = DataLoader(TensorDataset(x, y), batch_size=batch_size, shuffle=True, generator=generator)
    moves, loss_of = torch.optim.SGD(model.parameters(), lr=LR), nn.BCEWithLogitsLoss()
    for _ in range(epochs):
        total = 0.0
        for inputs, targets in loader:
            moves.zero_grad()
            loss = loss_of(model(inputs), targets)
            loss.backward()
            moves.step()
            total += loss.item()
    return nn.utils.parameters_to_vector(model.parameters()).detach()


def plain_loop(hidden: tuple[int, ...], batch_size: int, epochs: int, dtype: torch.dtype) -> None:
    """The leanest loop with autograd: no DataLoader and no .item(), batches indexed from a permutation."""
    x, y = points(dtype)
    model = sequential(hidden, dtype)
    generator = torch.Generator().manual_seed(0)
    moves, loss_of = torch.optim.SGD(model.parameters(), lr=LR), nn.BCEWithLogitsLoss()
    for _ in range(epochs):
        for batch in torch.randperm(POINTS, generator=generator).split(batch_size):
            moves.zero_grad()
            loss_of(model(x[batch]), y[batch]).backward()
            moves.step()


def ours(
    hidden: tuple[int, ...],
    batch_size: int,
    epochs: int,
    lrs: tuple[float, ...] = (LR,),
    *,
    record: bool = True,
    dtype: torch.dtype = torch.float64,
) -> list[Tensor]:
    """Our engine on the same task, one network a learning rate; returns the recorded parameters of every epoch."""
    x, y = points(dtype)
    sizes = (2, *hidden, 1)
    theta = initial_parameters(sizes, "default", torch.Generator().manual_seed(0)).to(dtype).repeat(len(lrs), 1)
    net = StackedMLP(theta, sizes, ["tanh"] * len(hidden), LOSSES["binary_cross_entropy"])
    rates = theta.new_tensor(lrs)[:, None]
    moves = optimizer("sgd", theta, rates, torch.zeros_like(rates))
    training = Training(net, moves, x.T[None], y.T[None], batch_size, [torch.Generator().manual_seed(0)])
    trace = []
    for _ in range(epochs):
        training.epoch()
        if record:
            trace.append(theta.clone())
    return trace or [theta]


def replay(hidden: tuple[int, ...], trace: Tensor) -> None:
    """Losses, gradients and histograms of every recorded epoch, and sixty surfaces of 50 × 50."""
    x, y = points()
    net = StackedMLP(trace, (2, *hidden, 1), ["tanh"] * len(hidden), LOSSES["binary_cross_entropy"])
    net.loss.value(net.forward(x.T[None])[-1], y.T[None])
    gradient_norms(net, x.T[None], y.T[None])
    weight_histograms(net)
    sixty = trace[torch.linspace(0, len(trace) - 1, 60).long()]
    grid = plane(torch.tensor([[-3.0, 3.0], [-3.0, 3.0]]), 50).T[None].contiguous()
    for block in sixty.split(20):
        StackedMLP(block, net.sizes, ["tanh"] * len(hidden), net.loss).forward(grid)


def scikit_learn(hidden: tuple[int, ...], batch_size: int, epochs: int) -> None:
    """scikit-learn's multilayer perceptron on the same task."""
    x, y = points()
    model = MLPClassifier(
        hidden, activation="tanh", solver="sgd", learning_rate_init=LR, momentum=0.0, alpha=0.0,
        batch_size=batch_size,  # type: ignore[arg-type]  # the stub knows only "auto"
        max_iter=epochs, n_iter_no_change=epochs + 1, tol=0.0, random_state=0,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(x.numpy(), y[:, 0].numpy())


def rows() -> Iterator[Row]:
    """Measure everything that needs no server."""
    torch.set_num_threads(1)
    for hidden in ((4, 2), (8, 8)):
        shape = "-".join(map(str, (2, *hidden, 1)))
        for batch_size, epochs, wanted in ((10, 20, 7), (POINTS, 100, 10)):
            contest: dict[str, Callable[[], object]] = {
                "ours": partial(ours, hidden, batch_size, epochs),
                "notebook": partial(notebook, hidden, batch_size, epochs),
                "scikit-learn": partial(scikit_learn, hidden, batch_size, epochs),
            }
            taken = by_turns(contest)
            label = f"one run, {shape}, {'full batch' if batch_size == POINTS else f'batch {batch_size}'}"
            yield Row(label, taken["notebook"] / taken["ours"], "× faster", f"≥ {wanted}", "notebook loop")
            yield Row(label, taken["scikit-learn"] / taken["ours"], "× faster", "≥ 1", "MLPClassifier")
    yield from sweep()
    yield from record_and_replay()


def sweep() -> Iterator[Row]:
    """64 learning rates in one batched run, for time and for equality with lone runs."""
    task, lrs = ((8, 8), 20, 60), tuple(torch.logspace(-4, -0.5, 64, dtype=torch.float64).tolist())
    taken = by_turns(
        {
            "stacked": partial(ours, *task, lrs, record=False, dtype=torch.float32),
            "plain": partial(plain_loop, *task, torch.float32),
            "stacked in float64": partial(ours, *task, lrs, record=False),
            "notebook in float64": partial(notebook, *task),
        },
        rounds=5,
    )
    label = "64 learning rates at once, 2-8-8-1, batch 20, 60 epochs"
    yield Row(f"{label}, float32", taken["stacked"] / taken["plain"], "of its time", "≤ 0.85", "one plain loop")
    yield Row(f"{label}, float64", taken["stacked in float64"] / taken["notebook in float64"],
              "of its time", "≤ 0.85", "one notebook loop")  # fmt: skip
    together = ours(*task, lrs)[-1]
    alone = torch.cat([ours(*task, (lr,))[-1] for lr in lrs])
    yield Row("the same, largest difference from lone runs, float64", float((together - alone).abs().max()),
              "", "≤ 1e-12", "64 lone runs")  # fmt: skip


def record_and_replay() -> Iterator[Row]:
    """What the record costs while training, and what the replay costs afterwards."""
    hidden, epochs = (4, 2), 300
    trace = torch.cat(ours(hidden, 10, epochs))
    taken = by_turns(
        {
            "with": partial(ours, hidden, 10, epochs),
            "without": partial(ours, hidden, 10, epochs, record=False),
            "replay": partial(replay, hidden, trace),
        },
        rounds=15,
    )
    cost = 100 * (taken["with"] / taken["without"] - 1)
    yield Row("record of every epoch, 2-4-2-1, batch 10", cost, "% more", "≤ 2", "the same without")
    share = 100 * taken["replay"] / taken["without"]
    yield Row("replay of 300 epochs and 60 surfaces, 2-4-2-1, batch 10", share, "% of it", "≤ 20", "the training")
