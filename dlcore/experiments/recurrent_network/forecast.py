"""Learn a series from its past, go on without it, and compare with what came and with "the same as last season"."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from dlcore.datasets.series import series
from dlcore.snapshot import Checkpoint, Snapshot

from .config import Forecast
from .learning import Learner, Nets, adam, scheduled
from .looking_back import LookingBack
from .stills import Course
from .watching import Stop

FUTURE = 120  # numbers at the end that are never trained on
WAVE = 400  # numbers of the sine
PERIOD = 25
CLIP = 1.0
Layer = Nets | LookingBack
ENDLESS = 1e6  # a loss above has diverged; no figure needs a larger error


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """A series cut into past and future.

    Attributes
    ----------
    values
        (n,) in the series' unit.
    times
        (n,)
    cut
        Where the future begins.
    season
        See :class:`dlcore.datasets.series.Series`.
    """

    values: np.ndarray
    times: np.ndarray
    cut: int
    season: int


def split(config: Forecast, generator: torch.Generator) -> Split:
    """Read the series, or draw the noisy sine."""
    if config.series == "sine":
        values = wave(WAVE, config.noise, generator).numpy()
        return Split(values, np.arange(WAVE, dtype=np.float64), WAVE - FUTURE, PERIOD)
    found = series(config.series)
    return Split(found.values, found.times, len(found.values) - FUTURE, found.season)


def wave(n: int, noise: float, generator: torch.Generator) -> Tensor:
    """Draw a sine with a period of 25 and noise of that standard deviation: (n,)."""
    t = torch.arange(n, dtype=torch.float64)
    return torch.sin(2 * math.pi / 25 * t) + noise * torch.randn(n, generator=generator, dtype=torch.float64)


class Reader:
    """What the network sees of a series: standardised by its past, levels or changes.

    Parameters
    ----------
    past
        (cut,) all that may be known.
    differences
        Whether changes from one number to the next are read instead of the numbers.
    """

    def __init__(self, past: np.ndarray, differences: bool) -> None:
        self.differences = differences
        seen = torch.from_numpy(np.array(past))
        steps = seen.diff() if differences else seen
        self.mean, self.std = steps.mean(), steps.std(correction=0)

    def read(self, values: Tensor) -> Tensor:
        """Turn numbers (..., n) into what goes in: (..., n), or (..., n − 1) changes."""
        return ((values.diff() if self.differences else values) - self.mean) / self.std

    def write(self, z: Tensor, before: Tensor) -> Tensor:
        """Turn what comes out into the next number, given the number before."""
        step = z * self.std + self.mean
        return before + step if self.differences else step


def run(config: Forecast, start: Checkpoint | None, stop: Stop | None) -> Iterator[Snapshot]:
    """Train on windows of the past, and forecast again and again."""
    generator = torch.Generator().manual_seed(config.seed)
    known = split(config, generator)
    trained = learner(config, known, generator)
    if start is not None:
        trained.load(start.state)
    frames, ended = set(schedule(config)), False
    if start is None:
        ended = stop is not None and stop(0)
        yield _snapshot(config, known, trained, float("nan"), ended)
    while not ended and trained.step < config.updates:
        losses, _norms, _flow = trained.update()
        if trained.diverged:
            yield _snapshot(config, known, trained, ENDLESS, True)
            return
        ended = trained.step == config.updates or (stop is not None and stop(trained.step))
        if ended or trained.step in frames:
            yield _snapshot(config, known, trained, float(losses), True)


def schedule(config: Forecast) -> tuple[int, ...]:
    """Updates at which there is a snapshot, denser at first."""
    return scheduled(config.updates, 40, 1.5)


def scene(config: Forecast) -> Course:
    """Return the series, and the naive forecast."""
    known = split(config, torch.Generator().manual_seed(config.seed))
    return Course(known.times, known.values, known.cut, naive(known.values[: known.cut], known.season, config.horizon))


def naive(past: np.ndarray, season: int, horizon: int) -> np.ndarray:
    """Forecast that the last season will repeat itself: (horizon,)."""
    return np.resize(past[-season:], horizon)


def learner(config: Forecast, known: Split, generator: torch.Generator) -> Learner[Layer]:
    """Set the network and its training on the past up."""
    nets = _layer(config, generator)
    past = torch.from_numpy(np.array(known.values[: known.cut]))
    z = Reader(known.values[: known.cut], config.differences).read(past)

    def draw() -> tuple[Tensor, Tensor]:
        begin = torch.randint(len(z) - config.window, (config.batch_size,), generator=generator)
        window = z[begin + torch.arange(config.window + 1)[:, None]]  # (window + 1, batch)
        return window[:-1, None, :, None], window[1:, None]

    clip = torch.full((1,), CLIP, dtype=torch.float64)
    return Learner(nets, draw, squared_error, adam(nets, config.lr), [generator], clip, endless=ENDLESS)


def _layer(config: Forecast, generator: torch.Generator) -> Layer:
    if config.cell == "attention":
        return LookingBack(1, config.width, 1, config.window, generator)
    return Nets(config.cell, 1, config.hidden, 1, [generator])


def squared_error(z: Tensor, y: Tensor) -> Tensor:
    """Mean over steps and batch of (asked, networks, batch, 1) against (asked, networks, batch): (networks,)."""
    return (z[..., 0] - y).square().mean((0, 2))


@torch.no_grad()
def go_on(config: Forecast, nets: Layer, past: np.ndarray) -> np.ndarray:
    """Forecast `horizon` numbers from the past alone, feeding each forecast back in as if it had been measured."""
    reader, last = Reader(past, config.differences), torch.from_numpy(np.array(past))[-1]
    x, state, said = newest(config, past), None, []
    for _ in range(config.horizon):
        out, state = nets.read_on(x, state)
        last = reader.write(out.squeeze(), last)
        said.append(float(last))
        x = out[None]  # its own answer is what it reads next
    return np.array(said)


def newest(config: Forecast, past: np.ndarray) -> Tensor:
    """Return what is read last before the forecast begins: (window, 1, 1, 1)."""
    z = Reader(past, config.differences).read(torch.from_numpy(np.array(past)))
    return z[-config.window :, None, None, None]


@torch.no_grad()
def step_ahead(config: Forecast, nets: Layer, known: Split) -> np.ndarray:
    """Forecast each of the `horizon` numbers from the measured ones before it: (horizon,)."""
    reader, values = Reader(known.values[: known.cut], config.differences), torch.from_numpy(np.array(known.values))
    asked = torch.arange(known.cut, known.cut + config.horizon)
    back = config.window + config.differences
    windows = values[asked[:, None] - torch.arange(back, 0, -1)]  # (horizon, back)
    out = nets.answer(reader.read(windows).T[:, None, :, None], 1)[0, 0, :, 0]
    return reader.write(out, values[asked - 1]).numpy()


def _snapshot(config: Forecast, known: Split, trained: Learner[Layer], loss: float, resumable: bool) -> Snapshot:
    past, future = known.values[: known.cut], known.values[known.cut :][: config.horizon]
    free, ahead = go_on(config, trained.nets, past), step_ahead(config, trained.nets, known)
    asked = np.arange(known.cut, known.cut + config.horizon)
    if math.isnan(loss):  # before the first update: on the first windows of the past
        z = Reader(past, config.differences).read(torch.from_numpy(np.array(past)))
        whole = z.unfold(0, config.window + 1, config.window)
        x, y = whole[:, :-1].T[:, None, :, None], whole[:, 1:].T[:, None]
        loss = float(squared_error(trained.nets.answer(x, len(y)), y))
    same = _error(naive(past, known.season, config.horizon), future)
    metrics = {
        "train_loss": loss,
        "forecast_error": _error(free, future),
        "naive_error": same,
        "ratio": _error(free, future) / same,
        "ahead_error": _error(ahead, future),
        "naive_ahead_error": _error(known.values[asked - known.season], future),
        "last_ahead_error": _error(known.values[asked - 1], future),
    }
    probes = {"parameters": np.array([trained.step], float), "free": free, "ahead": ahead}
    if isinstance(trained.nets, LookingBack):
        probes["map"] = trained.nets.attend(newest(config, past)[:, 0, 0]).numpy()
    checkpoint = Checkpoint(trained.step, trained.state()) if resumable else None
    return Snapshot(trained.step, metrics, probes, checkpoint, trained.diverged)


def _error(said: np.ndarray, true: np.ndarray) -> float:
    """Root of the mean squared error, in the series' unit, up to a bound that no figure needs to pass."""
    off = np.clip(said - true, -ENDLESS, ENDLESS)
    return float(np.sqrt(np.mean(off**2)))
