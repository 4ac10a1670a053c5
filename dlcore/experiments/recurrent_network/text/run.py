"""Train a character model and show what it writes; everything shown is computed from the recorded parameters."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from dlcore.models.characters import CharacterModel, initialise, windows
from dlcore.snapshot import Checkpoint, Snapshot

from ..text_config import EMBEDDING, Text, schedule, width
from .reading import read
from .scene import pieces, scene, text_of

__all__ = ["examine", "replay", "run", "scene", "schedule"]

EXPLODED = 1e6


def run(
    config: Text,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] | None = None,
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Train from the beginning or from a checkpoint; frames are those of :func:`~.text_config.schedule`.

    It computes in float32, in which the LSTM's kernel is three times as fast as in float64.
    """
    training = Training(config)
    if start is not None:
        training.load(start.state)
    wanted, began = set(schedule(config)), training.step
    probes = config.default_probes if probes is None else probes
    ended = False
    if start is None:
        ended = stop is not None and stop(0)
        yield training.snapshot(probes)
    while not ended and training.step < config.updates:
        if not training.update():
            yield training.snapshot(probes, diverged=True)
            return
        ended = training.step == config.updates or (stop is not None and stop(training.step))
        single = training.step - began <= 1  # it may have been asked for
        if training.step in wanted or (ended and single):
            yield training.snapshot(probes)
        elif ended:
            yield Snapshot(training.step, {}, checkpoint=Checkpoint(training.step, training.state()))


def replay(config: Text, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes (see :func:`.reading.read`) for recorded parameters (frames, parameters)."""
    model = build(config)
    rows: dict[str, list[np.ndarray]] = {name: [] for name in probes}
    for row in trace:
        fill(model, row)
        for name, array in read(config, model, probes).items():
            rows[name].append(array)
    return {name: np.stack(arrays) for name, arrays in rows.items() if arrays}


def examine(config: Text, parameters: np.ndarray) -> dict[str, float]:
    """Measure a model on the last part of the text, which nobody has looked at: ``fresh_perplexity``."""
    model = build(config)
    fill(model, parameters)
    loss = judge(model, text_of(config).fresh, config.length)
    return {"fresh_perplexity": math.exp(loss)} if loss < math.log(EXPLODED) else {}


def build(config: Text) -> CharacterModel:
    """Make the model of a config, with parameters that are yet to be filled in."""
    symbols = len(text_of(config).vocabulary)
    wide = width(symbols, config.cell, config.hidden, config.length)
    return CharacterModel(symbols, config.cell, EMBEDDING, wide, config.length).float()


def fill(model: nn.Module, parameters: np.ndarray) -> None:
    """Put recorded parameters into a model."""
    flat = torch.from_numpy(np.asarray(parameters, np.float32).copy())
    nn.utils.vector_to_parameters(flat, model.parameters())


@torch.inference_mode()
def judge(model: CharacterModel, part: np.ndarray, length: int) -> float:
    """Return the mean loss, in nats a character, on the second halves of overlapping windows of a text."""
    cut = torch.from_numpy(pieces(part, length))
    logits, _state = model(cut[:, :-1])
    half = length // 2
    return float(cross_entropy(logits[:, half:].flatten(0, 1), cut[:, half + 1 :].flatten()))


class Training:
    """A character model being trained.

    Attributes
    ----------
    step
        Updates so far.
    """

    def __init__(self, config: Text) -> None:
        self.config, self.step = config, 0
        self.text = text_of(config)
        self.train = torch.from_numpy(self.text.train.copy())
        self.generator = torch.Generator().manual_seed(config.seed)
        self.model = build(config)
        initialise(self.model, self.generator)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=config.lr, fused=True)

    def update(self) -> bool:
        """Take one step of Adam on random windows; return whether everything is still finite."""
        config = self.config
        for group in self.optimizer.param_groups:
            group["lr"] = config.lr * (1 - self.step / config.updates)  # falls to 0 by the end
        x, y = windows(self.train, config.length, config.batch_size, self.generator)
        h, _state = self.model.layer(self._drop(self.model.embedding(x)), None)
        loss = cross_entropy(self.model.out(self._drop(h)).flatten(0, 1), y.flatten())
        if not loss.item() < EXPLODED:  # NaN, too
            return False
        self.optimizer.zero_grad()
        loss.backward()
        if config.clip:
            nn.utils.clip_grad_norm_(self.model.parameters(), config.clip)
        before = self._parameters()
        self.optimizer.step()
        if not all(bool(p.isfinite().all()) for p in self.model.parameters()):
            fill(self.model, before)
            return False
        self.step += 1
        return True

    def snapshot(self, probes: Sequence[str], diverged: bool = False) -> Snapshot:
        """Show the present model."""
        length = self.config.length
        losses = {
            "train": judge(self.model, self.text.train, length),
            "test": judge(self.model, self.text.held_out, length),
        }
        metrics = {"updates": float(self.step)}
        for part, loss in losses.items():
            loss = min(loss, math.log(EXPLODED)) if math.isfinite(loss) else math.log(EXPLODED)
            metrics |= {f"{part}_loss": loss, f"{part}_perplexity": math.exp(loss)}
        metrics["test_bits"] = metrics["test_loss"] / math.log(2)
        shown = {"parameters": self._parameters(), **read(self.config, self.model, probes)}
        return Snapshot(self.step, metrics, shown, Checkpoint(self.step, self.state()), diverged)

    def state(self) -> bytes:
        """Everything that :meth:`load` needs to go on as if there had been no stop."""
        moments = [
            (each["step"].item(), each["exp_avg"].numpy(), each["exp_avg_sq"].numpy())
            for each in self.optimizer.state.values()
        ]
        return pickle.dumps((self.step, self._parameters(), moments, self.generator.get_state().numpy()))

    def load(self, state: bytes) -> None:
        """Take over what :meth:`state` gave."""
        self.step, parameters, moments, draws = pickle.loads(state)
        fill(self.model, parameters)
        for p, (step, first, second) in zip(self.model.parameters(), moments, strict=False):
            self.optimizer.state[p] = {
                "step": torch.tensor(step),
                "exp_avg": torch.from_numpy(first.copy()),
                "exp_avg_sq": torch.from_numpy(second.copy()),
            }
        self.generator.set_state(torch.from_numpy(draws))

    def _parameters(self) -> np.ndarray:
        return nn.utils.parameters_to_vector(self.model.parameters()).detach().numpy().copy()

    def _drop(self, h: Tensor) -> Tensor:
        """Dropout, with draws from the run's own generator."""
        p = self.config.dropout
        return h * (torch.rand(h.shape, generator=self.generator) >= p) / (1 - p) if p else h
