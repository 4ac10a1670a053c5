"""Run the room of tables: a model learns from measurements, and every feature is asked what hangs on it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from dlcore.attributions import explain_rows, permutation_importance
from dlcore.experiments.convolutional_network import fitting
from dlcore.models.convolutional import fill, flat, start
from dlcore.snapshot import Checkpoint, Snapshot

from .config import TABLE_LR, Table
from .rows import material
from .still import Sheet

FRAMES = 12


def scene(config: Table) -> Sheet:
    """Return the rows that test, with the names of their features."""
    return material(config).sheet


def schedule(config: Table) -> tuple[int, ...]:
    """Epochs at which there is a snapshot."""
    return tuple(sorted({round(config.epochs * (i / FRAMES) ** 1.5) for i in range(FRAMES + 1)}))


def build(config: Table, features: int) -> nn.Sequential:
    """Make the model in float64: one hidden layer, or none."""
    with torch.random.fork_rng(devices=[]):  # torch's layers draw first weights from the global generator
        hidden = [nn.Linear(features, config.width), nn.ReLU(), nn.Linear(config.width, 1)]
        model = nn.Sequential(*(hidden if config.model == "network" else [nn.Linear(features, 1)])).double()
    start(model, torch.Generator().manual_seed(config.seed))
    return model


class Training:
    """A model on its way, on all rows at once; a trainee of :func:`fitting.follow`."""

    def __init__(self, config: Table) -> None:
        self.rows = material(config)
        self.model: nn.Module = build(config, self.rows.x.shape[1])
        self.optimizer = torch.optim.Adam(
            self.model.parameters(), lr=TABLE_LR, weight_decay=config.weight_decay, fused=True
        )
        self.at = 0
        self.sound: tuple[int, Tensor] = (0, flat(self.model).clone())

    def step(self) -> float:
        """Train for one epoch and return the loss before it."""
        loss = self.rows.loss(self.model(self.rows.x)[:, 0], self.rows.y)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.at += 1
        return float(loss.detach())

    def state(self) -> bytes:
        """Everything that :meth:`load` needs to go on bit for bit as if there had been no stop."""
        file = io.BytesIO()
        parts = {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict()}
        torch.save(parts | {"at": self.at, "sound": self.sound}, file)
        return file.getvalue()

    def load(self, state: bytes) -> None:
        """Take over what :meth:`state` gave."""
        saved = torch.load(io.BytesIO(state), weights_only=True)
        self.model.load_state_dict(saved["model"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.at, (step, numbers) = saved["at"], saved["sound"]
        self.sound = (step, numbers)


class Reviewer:
    """Looks at a model of one config, filled with one row of parameters after another."""

    def __init__(self, config: Table) -> None:
        self.config, self.rows = config, material(config)
        self.model = build(config, self.rows.x.shape[1]).eval()

    def out(self, x: Tensor) -> Tensor:
        """(…, features) -> (…)."""
        with torch.inference_mode():
            return self.model(x)[..., 0]

    def metrics(self, row: np.ndarray) -> dict[str, float]:
        """Losses, the score, and how far it falls without the copied feature: alone, and together with its copies."""
        fill(self.model, row)
        rows = self.rows
        out = self.out(rows.test_x)
        falls = self.falls().mean(1)
        return {
            "train_loss": float(rows.loss(self.out(rows.x), rows.y)),
            "test_loss": float(rows.loss(out, rows.test_y)),
            "score": float(rows.score(out)),
            "alone": self.without(rows.copied[:1]),
            "together": self.without(rows.copied),
            "largest": float(falls.max()),
        } | self.shared_out()

    def given(self) -> np.ndarray:
        """Share the chosen row's output out among its features, from the mean row on: (features,)."""
        mean = torch.zeros(self.rows.x.shape[1], dtype=torch.float64)
        return explain_rows(self.model, self.rows.test_x[[self.config.row]], mean)[0]

    def shared_out(self) -> dict[str, float]:
        """Sum up what is shared out, and what the output gains from the mean row to the chosen one."""
        row = self.rows.test_x[[self.config.row]]
        output, mean = float(self.out(row)[0]), float(self.out(torch.zeros_like(row))[0])
        return {"row_total": float(self.given().sum()), "row_output": output, "row_mean": mean}

    def scored(self, x: Tensor) -> Tensor:
        """Score the model on versions (…, n, features) of the rows that test: (…)."""
        return self.rows.score(self.out(x))

    def falls(self) -> np.ndarray:
        """How far the score falls when a feature is shuffled: (features, repeats)."""
        generator = torch.Generator().manual_seed(self.config.seed)
        return permutation_importance(self.scored, self.rows.test_x, self.config.repeats, generator)

    def without(self, columns: Sequence[int]) -> float:
        """How far the score falls, on average, when columns are shuffled, all of them in the same order."""
        generator, x = torch.Generator().manual_seed(self.config.seed), self.rows.test_x
        shuffled, columns = x.repeat(self.config.repeats, 1, 1), list(columns)
        for version in shuffled:
            order = torch.randperm(len(x), generator=generator)
            version[:, columns] = x[order][:, columns]
        return float(self.scored(x) - self.scored(shuffled).mean())

    def probe(self, trace: np.ndarray, wanted: Sequence[str]) -> dict[str, np.ndarray]:
        """Compute probes for every row of a trace: name -> (frames, …).

        ``fall``, ``spread``: (features,) mean and standard deviation over the repetitions. ``given``: (features,) see
        :meth:`given`.
        """
        found: dict[str, list[np.ndarray]] = {}
        for row in trace:
            fill(self.model, row)
            for name, array in self._seen(wanted).items():
                found.setdefault(name, []).append(array)
        return {name: np.stack(arrays).astype(np.float32) for name, arrays in found.items() if name in wanted}

    def _seen(self, wanted: Sequence[str]) -> dict[str, np.ndarray]:
        seen = {}
        if {"fall", "spread"} & set(wanted):
            falls = self.falls()
            seen |= {"fall": falls.mean(1), "spread": falls.std(1)}
        if "given" in wanted:
            seen["given"] = self.given()
        return seen


def run(
    config: Table, start: Checkpoint | None, probes: Sequence[str], stop: Callable[[int], bool]
) -> Iterator[Snapshot]:
    """Train from the beginning or from a checkpoint; see :func:`dlcore.experiments.convolutional_network.run`."""
    yield from fitting.follow(Training(config), Reviewer(config), schedule(config), start, probes, stop)


def replay(config: Table, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes of a recorded run without training again; see :meth:`Reviewer.probe`."""
    return Reviewer(config).probe(trace, probes)
