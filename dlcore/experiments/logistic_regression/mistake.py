"""The article's program, run as it stands until PyTorch stops it, beside its two repairs.

One feature, four points, plain gradient descent in float32: three models with the same first weights take the same
steps. The first feeds the raw output of ``nn.Linear`` to ``nn.BCELoss``, which wants probabilities.
"""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import numpy as np
import torch
from torch import Tensor, nn

from dlcore.snapshot import Checkpoint, Snapshot

from .config import FOUR_POINTS, Mistake
from .story import Extreme, Story

FRAMES = 120
WINDOW = (0.0, 6.0)  # of x, for the curves
PLACES = 61
EXTREMES = ((200.0, 0.0), (-200.0, 1.0), (20.0, 0.0), (-20.0, 1.0))  # logit, class: sure of itself, and wrong
PROGRAMS = ("raw", "with_logits", "sigmoid")
Compute = Callable[[Tensor, Tensor], Tensor]
LOSSES: dict[str, Compute] = {
    "raw": lambda z, y: nn.BCELoss()(z, y),  # the mistake
    "with_logits": lambda z, y: nn.BCEWithLogitsLoss()(z, y),
    "sigmoid": lambda z, y: nn.BCELoss()(torch.sigmoid(z), y),
}


@cache
def points() -> tuple[Tensor, Tensor]:
    """The four points, (4, 1) each, in float32."""
    x, y = FOUR_POINTS
    return torch.tensor(x)[:, None], torch.tensor(y, dtype=torch.float32)[:, None]


def model(seed: int) -> nn.Linear:
    """Draw the first weight and bias as ``nn.Linear`` does after ``torch.manual_seed(seed)``."""
    generator = torch.Generator().manual_seed(seed)
    linear = nn.Linear(1, 1)
    with torch.no_grad():
        linear.weight.uniform_(-1, 1, generator=generator)
        linear.bias.uniform_(-1, 1, generator=generator)
    return linear


def step(linear: nn.Linear, lr: float, loss_of: Compute) -> None:
    """One step of plain gradient descent; raises what PyTorch raises."""
    x, y = points()
    loss = loss_of(linear(x), y)
    linear.zero_grad()
    loss.backward()
    with torch.no_grad():
        for parameter in linear.parameters():
            if parameter.grad is not None:
                parameter -= lr * parameter.grad


def scene(config: Mistake) -> Story:
    """Run the mistaken program until PyTorch stops it, and keep what it said."""
    linear, kind, error, at = model(config.seed), "", "", -1
    for epoch in range(config.epochs):
        try:
            step(linear, config.lr, LOSSES["raw"])
        except RuntimeError as stopped:
            kind, error, at = type(stopped).__name__, str(stopped), epoch
            break
    with torch.no_grad():
        outputs = tuple(float(value) for value in linear(points()[0])[:, 0])
    extremes = tuple(extreme(logit, label) for logit, label in EXTREMES)
    return Story(kind, error, at, outputs, str(torch.__version__), extremes)


def extreme(logit: float, label: float) -> Extreme:
    """Ask both repairs about one logit in float32."""
    found = []
    for name in ("with_logits", "sigmoid"):
        z = torch.tensor([logit], requires_grad=True)
        loss = LOSSES[name](z, torch.tensor([label]))
        (gradient,) = torch.autograd.grad(loss, z)
        found.append((loss.item(), gradient.item()))
    (first, first_slope), (second, second_slope) = found
    return Extreme(logit, label, (first, second), (first_slope, second_slope))


def schedule(config: Mistake) -> tuple[int, ...]:
    """Epochs at which a snapshot is taken: each of the first few, where it happens, then fewer and fewer."""
    return tuple(sorted({round(config.epochs * (i / FRAMES) ** 2) for i in range(FRAMES + 1)}))


def run(
    config: Mistake, start: Checkpoint | None, probes: Sequence[str], stop: Callable[[int], bool]
) -> Iterator[Snapshot]:
    """Train all three; the one that was stopped stays where it was."""
    models = [model(config.seed) for _program in PROGRAMS]
    epoch, running = 0, True
    if start is not None:
        saved = pickle.loads(start.state)
        epoch, running = start.step, saved["running"]
        for linear, (weight, bias) in zip(models, saved["parameters"], strict=True):
            _put(linear, weight, bias)
    else:
        yield _seen(models, 0, running, probes)
    scheduled = set(schedule(config))
    ended = start is None and stop(0)
    while not ended and epoch < config.epochs:
        for name, linear in zip(PROGRAMS, models, strict=True):
            if name != "raw":
                step(linear, config.lr, LOSSES[name])
            elif running:
                try:
                    step(linear, config.lr, LOSSES[name])
                except RuntimeError:
                    running = False
        epoch += 1
        ended = epoch == config.epochs or stop(epoch)
        if ended or epoch in scheduled:
            yield _seen(models, epoch, running, probes)


def _put(linear: nn.Linear, weight: float, bias: float) -> None:
    with torch.no_grad():
        linear.weight.fill_(weight)
        linear.bias.fill_(bias)


def _seen(models: Sequence[nn.Linear], epoch: int, running: bool, probes: Sequence[str]) -> Snapshot:
    parameters = [(each.weight.item(), each.bias.item()) for each in models]
    trace = np.array([value for pair in parameters for value in pair])
    arrays = {name: array[0] for name, array in replay(trace[None], probes).items()}
    losses = measured(trace[None])[0]
    state = pickle.dumps({"running": running, "parameters": parameters})
    return Snapshot(
        step=epoch,
        metrics={"train_loss": float(losses[1]), "sigmoid_loss": float(losses[2]), "programs": 2.0 + running},
        probes={"parameters": trace, **arrays},
        checkpoint=Checkpoint(epoch, state),
    )


def measured(trace: np.ndarray) -> np.ndarray:
    """Each program's loss (frames, 3); NaN where PyTorch refuses to compute it."""
    x, y = points()
    found = np.full((len(trace), len(PROGRAMS)), np.nan)
    for i, row in enumerate(torch.from_numpy(trace).float()):
        for j, name in enumerate(PROGRAMS):
            weight, bias = row[2 * j : 2 * j + 2]
            try:
                found[i, j] = float(LOSSES[name](weight * x + bias, y))
            except RuntimeError:
                found[i, j] = math.nan
    return found


def replay(trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes of recorded parameters (frames, 6).

    ``losses``: (3,) of each program, NaN where PyTorch refuses. ``curves``: (3, 61) what each puts out over x from 0 to
    6: the raw sum of the first, the probabilities of the others. ``outputs``: (4,) the first one's for the four points.
    """
    places = np.linspace(*WINDOW, PLACES)
    sums = trace[:, 0::2, None] * places + trace[:, 1::2, None]  # (frames, 3, places)
    makers: dict[str, Callable[[], np.ndarray]] = {
        "losses": lambda: measured(trace),
        "curves": lambda: np.concatenate([sums[:, :1], (1 + np.tanh(sums[:, 1:] / 2)) / 2], 1),
        "outputs": lambda: trace[:, :1] * np.array(FOUR_POINTS[0]) + trace[:, 1:2],
    }
    unknown = set(probes) - makers.keys()
    if unknown:
        raise ValueError(f"unknown probes {sorted(unknown)}; known: {sorted(makers)}")
    return {name: makers[name]().astype(np.float32) for name in probes}
