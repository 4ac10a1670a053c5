"""Train an attention layer and a recurrent layer on the same batches, and look at both."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from dlcore.models.characters import initialise
from dlcore.models.reader import Reader
from dlcore.snapshot import Checkpoint, Snapshot

from ..attention_config import INPUTS, OUTPUTS, Attending, schedule
from ..sequences import TASKS
from .scene import scene, shown_sequence

__all__ = ["run", "scene", "schedule"]

TEST_SEED, FRESH_SEED, BATCH_SEED = 1_000_000, 2_000_000, 3_000_000
TESTED = 200  # sequences to measure on
ENDLESS = 1e6  # a loss above has diverged


def run(config: Attending, start: Checkpoint | None, stop: Callable[[int], bool] | None) -> Iterator[Snapshot]:
    """Train both, from the beginning or from a checkpoint."""
    duel = Duel(config)
    if start is not None:
        duel.load(start.state)
    frames, ended = set(schedule(config)), False
    if start is None:
        ended = stop is not None and stop(0)
        yield duel.snapshot()
    while not ended and duel.step < config.updates:
        if not duel.update():
            yield duel.snapshot(diverged=True)
            return
        ended = duel.step == config.updates or (stop is not None and stop(duel.step))
        if ended or duel.step in frames:
            yield duel.snapshot()


@dataclass(slots=True)
class Side:
    """One of the two: its model and its optimiser."""

    model: Reader
    optimizer: torch.optim.Optimizer


class Duel:
    """Both models in training.

    Attributes
    ----------
    step
        Updates so far.
    """

    def __init__(self, config: Attending) -> None:
        self.config, self.step, self.task = config, 0, TASKS[config.task]
        self.sides = {
            "attention": self._side("attention", config.width),
            "recurrent": self._side(config.cell, config.hidden),
        }
        self.generator = torch.Generator().manual_seed(BATCH_SEED + config.seed)

    def _side(self, cell: str, hidden: int) -> Side:
        config = self.config
        model = Reader(INPUTS[config.task], OUTPUTS[config.task], cell, hidden, config.length).double()
        initialise(model, torch.Generator().manual_seed(config.seed))
        if cell == "lstm" and config.opened:
            with torch.no_grad():
                model.get_parameter("layer.bias_ih_l0")[hidden : 2 * hidden] = math.log(config.length - 1)
                model.get_parameter("layer.bias_hh_l0")[hidden : 2 * hidden] = 0
        return Side(model, torch.optim.Adam(model.parameters(), lr=config.lr, fused=True))

    def update(self) -> bool:
        """Let both take one step on the same batch, or none if a loss has diverged; return whether they did."""
        x, y = self.task.draw(self.config.length, self.config.batch_size, self.generator)
        losses = [self._loss(side.model, x, y) for side in self.sides.values()]
        if not all(loss.item() < ENDLESS for loss in losses):
            return False
        for side, loss in zip(self.sides.values(), losses, strict=True):
            side.optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(side.model.parameters(), 1.0)
            side.optimizer.step()
        self.step += 1
        return True

    def _loss(self, model: Reader, x: Tensor, y: Tensor) -> Tensor:
        return self.task.loss(self._answer(model, x, len(y)), y[:, None])[0]

    def _answer(self, model: Reader, x: Tensor, asked: int) -> Tensor:
        """Answers to x (time, batch, inputs) in the shape that the task judges: (asked, 1, batch, outputs)."""
        return model(x.transpose(0, 1), asked).transpose(0, 1)[:, None]

    @torch.no_grad()
    def snapshot(self, diverged: bool = False) -> Snapshot:
        """Measure both on sequences that are never trained on, and draw where attention looks on one of them."""
        metrics = {"chance": self.task.chance}
        for part, seed in (("test", TEST_SEED), ("fresh", FRESH_SEED)):
            x, y = self.task.draw(self.config.length, TESTED, torch.Generator().manual_seed(seed))
            for name, side in self.sides.items():
                said = self._answer(side.model, x, len(y))
                loss = float(self.task.loss(said, y[:, None])[0])
                metrics[f"{part}_{name}_loss"] = min(loss, ENDLESS) if math.isfinite(loss) else ENDLESS
                metrics[f"{part}_{name}_accuracy"] = float(self.task.right(said, y[:, None])[0])
        probes = {"parameters": np.array([self.step], float), "map": self.attention_map()}
        return Snapshot(self.step, metrics, probes, Checkpoint(self.step, self.state()), diverged)

    def attention_map(self) -> np.ndarray:
        """Where the attention layer looks on the sequence that is shown, (time, time)."""
        x = torch.from_numpy(shown_sequence(self.config))[None]  # (1, time, inputs)
        return self.sides["attention"].model.attend(x)[0].numpy()

    def state(self) -> bytes:
        """Everything that :meth:`load` needs to go on as if there had been no stop."""
        sides = [(side.model.state_dict(), side.optimizer.state_dict()) for side in self.sides.values()]
        return pickle.dumps((self.step, sides, self.generator.get_state()))

    def load(self, state: bytes) -> None:
        """Take over what :meth:`state` gave."""
        self.step, sides, draws = pickle.loads(state)
        for side, (model, optimizer) in zip(self.sides.values(), sides, strict=True):
            side.model.load_state_dict(model)
            side.optimizer.load_state_dict(optimizer)
        self.generator.set_state(draws)
