"""One cell on a short sequence: every number forward, then every gradient backward, all of them from autograd."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from dlcore.models.recurrent import CELLS, State, Weights, initial, spectral_radius
from dlcore.snapshot import Checkpoint, Snapshot

from .config import OneCell
from .stills import Sheet
from .watching import Stop

GATES = {"rnn": (), "lstm": ("i", "f", "g", "o"), "gru": ("r", "z", "n")}


@dataclass(frozen=True, slots=True)
class Passed:
    """A whole pass there and back.

    Attributes
    ----------
    rows
        (quantity, unit) of each row of `values` and `gradients`, from the input up to the new state.
    values, gradients
        (rows, time) each number, and the derivative of the loss by it; NaN where there is none.
    flow
        (time,) the length of ∂loss/∂h_t.
    weights
        (gates * hidden, inputs + hidden + 2) W_ih, W_hh, b_ih, b_hh side by side.
    shares
        (time, like `weights`) what the use of the weights at each step adds to their gradient.
    prediction, loss
        Read out after the last step.
    radius
        The spectral radius of ∂h_t/∂h_{t−1} at the last step, for the LSTM that of (h, c).
    """

    rows: tuple[tuple[str, int], ...]
    values: np.ndarray
    gradients: np.ndarray
    flow: np.ndarray
    weights: np.ndarray
    shares: np.ndarray
    prediction: float
    loss: float
    radius: float


def start(config: OneCell) -> tuple[Weights, Tensor, Tensor]:
    """Draw the cell's weights and the read-out's (1, hidden) and (1,)."""
    generator = torch.Generator().manual_seed(config.seed)
    w = initial(config.cell, 1, config.hidden, generator)
    bound = 1 / math.sqrt(config.hidden)
    read, bias = (
        torch.empty(shape, dtype=torch.float64).uniform_(-bound, bound, generator=generator)
        for shape in ((1, config.hidden), (1,))
    )
    if config.cell == "lstm":
        w.bias_ih[config.hidden : 2 * config.hidden] += config.forget_bias
    return w._replace(weight_hh=w.weight_hh * config.gain), read, bias


def passed(config: OneCell) -> Passed:
    """Go through the sequence with a copy of the weights for each step, so that each copy's gradient is its share."""
    w, read, bias = start(config)
    cell, time, hidden = CELLS[config.cell], len(config.values), config.hidden
    x = [torch.tensor([[value]], dtype=torch.float64, requires_grad=True) for value in config.values]
    copies = [Weights(*(each.clone().requires_grad_() for each in w)) for _ in x]
    state: State = tuple(torch.zeros(1, hidden, dtype=torch.float64, requires_grad=True) for _ in range(cell.states))
    first, states, gates = state, [], []
    for x_t, w_t in zip(x, copies, strict=True):
        state, opened = cell.step(x_t @ w_t.weight_ih.mT + w_t.bias_ih, state, w_t)
        states.append(state)
        gates.append(opened)
    prediction = states[-1][0] @ read.T + bias
    loss = (prediction - config.target).square().sum()

    columns: list[dict[tuple[str, int], Tensor]] = []
    for t in range(time):
        before = (states[t - 1] if t else first)[0]
        named = {"x": x[t], "h_before": before, **gates[t]}
        if cell.states == 2:
            named["c"] = states[t][1]
        named["h"] = states[t][0]
        columns.append({(name, 0): tensor for name, tensor in named.items()})
    names = [name for name, _ in columns[0]]
    wanted = [tensor for column in columns for tensor in column.values()]
    found = torch.autograd.grad(loss, [*wanted, *(p for copy in copies for p in copy)], allow_unused=True)
    slopes = [torch.zeros_like(p) if g is None else g for p, g in zip(wanted, found, strict=False)]
    rows = tuple((name, unit) for name in names for unit in range(1 if name == "x" else hidden))
    values = torch.stack([torch.cat([t[0] for t in column.values()]) for column in columns], 1)
    per_column = [slopes[t * len(names) : (t + 1) * len(names)] for t in range(time)]
    gradients = torch.stack([torch.cat([g[0] for g in column]) for column in per_column], 1)
    shares = found[len(wanted) :]
    flow = torch.stack([column[-1][0].norm() for column in per_column])
    return Passed(
        rows,
        values.detach().numpy(),
        gradients.numpy(),
        flow.numpy(),
        _side_by_side(list(w)).numpy(),
        torch.stack([_side_by_side(shares[4 * t : 4 * t + 4]) for t in range(time)]).numpy(),
        float(prediction.detach()),
        float(loss.detach()),
        _radius(config, w, x[-1].detach(), tuple(each.detach() for each in (states[-2] if time > 1 else first))),
    )


def _side_by_side(parts: list[Tensor] | tuple[Tensor | None, ...]) -> Tensor:
    """W_ih, W_hh, b_ih, b_hh as the columns of one matrix."""
    made = [each for each in parts if each is not None]
    return torch.cat([each if each.ndim == 2 else each[:, None] for each in made], 1).detach()


def _radius(config: OneCell, w: Weights, x: Tensor, state: State) -> float:
    """The spectral radius of the step's Jacobian by its whole state."""
    sizes = [config.hidden] * len(state)

    def step(flat: Tensor) -> Tensor:
        parts = tuple(each[None] for each in flat.split(sizes))
        after, _gates = CELLS[config.cell].step(x @ w.weight_ih.mT + w.bias_ih, parts, w)
        return torch.cat([each[0] for each in after])

    jacobian = torch.autograd.functional.jacobian(step, torch.cat([each[0] for each in state]))
    assert isinstance(jacobian, Tensor)
    return float(spectral_radius(jacobian))


def scene(config: OneCell) -> Sheet:
    """Return the rows' names and what does not change from frame to frame."""
    whole = passed(config)
    return Sheet(whole.rows, np.array(config.values), whole.weights, float(np.abs(whole.gradients).max()) or 1.0)


def schedule(config: OneCell) -> tuple[int, ...]:
    """Every frame is shown."""
    return tuple(range(config.end + 1))


def run(config: OneCell, start: Checkpoint | None, stop: Stop | None) -> Iterator[Snapshot]:
    """Show the pass frame by frame: nothing yet, the steps forward, the loss, the steps back."""
    whole, time = passed(config), len(config.values)
    metrics = {
        "prediction": whole.prediction,
        "loss": whole.loss,
        "flow_first": float(whole.flow[0]),
        "flow_last": float(whole.flow[-1]),
        "flow_ratio": float(whole.flow[0] / whole.flow[-1]) if whole.flow[-1] > 0 else 0.0,
        "radius": whole.radius,
    }
    for step in range(0 if start is None else start.step + 1, config.end + 1):
        forward, back = min(step, time), max(step - time - 1, 0)
        ended = step == config.end or (stop is not None and stop(step))
        checkpoint = Checkpoint(step, b"") if ended else None
        yield Snapshot(step, metrics, _frame(whole, time, step, forward, back), checkpoint)
        if ended:
            return


def _frame(whole: Passed, time: int, step: int, forward: int, back: int) -> dict[str, np.ndarray]:
    """What is known after so many steps forward and back."""
    known = np.arange(time) < forward
    given = known[None, :] | np.array([name == "x" for name, _ in whole.rows])[:, None]
    returned = np.arange(time) >= time - back
    now = forward - 1 if step <= time else time - 1 if step == time + 1 else time - back
    cells = np.where(returned, 2.0, np.where(known, 1.0, 0.0))
    flow = np.where(returned, np.log10(np.maximum(whole.flow, 1e-16)), np.nan)
    share = whole.shares[time - back] if back else np.zeros_like(whole.weights)
    return {
        "parameters": np.array([step], float),
        "values": np.where(given, whole.values, np.nan),
        "gradients": np.where(returned[None, :], whole.gradients, np.nan),
        "cells": cells,
        "flow": flow,
        "now": np.array([now + 1.0 if step else np.nan]),
        "share": share,
        "gathered": whole.shares[time - back :].sum(0) if back else share,
    }
