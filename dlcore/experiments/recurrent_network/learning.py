"""K recurrent networks that learn side by side, each from its own generator, and each as it would alone."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import torch
from torch import Tensor

from dlcore.models.recurrent import State, Weights, initial, unroll, with_forget_bias
from dlcore.models.through_time import backward, forward

Loss = Callable[[Tensor, Tensor], Tensor]
Draw = Callable[[], tuple[Tensor, Tensor]]


class Trainable(Protocol):
    """What can learn: its parameters, each with the networks first, and what the loss says of them."""

    parameters: list[Tensor]

    def slopes(self, x: Tensor, y: Tensor, loss: Loss, truncate: int = 0) -> tuple[Tensor, list[Tensor], Tensor]:
        """Return each network's loss (networks,), its gradients, and ‖∂loss/∂h_t‖ (time, networks)."""
        ...


N = TypeVar("N", bound=Trainable)


class Nets:
    """K networks of one shape: a recurrent layer, and a linear read-out of its state.

    Parameters
    ----------
    generators
        One for each network; its first weights are drawn from it.
    gain
        What the recurrent weights are multiplied by at first.
    forget_bias
        For each network, the forget gates' bias at first; None leaves it as drawn. For the LSTM only.
    """

    def __init__(
        self,
        cell: str,
        inputs: int,
        hidden: int,
        outputs: int,
        generators: Sequence[torch.Generator],
        *,
        gain: float = 1.0,
        forget_bias: Sequence[float | None] = (),
    ) -> None:
        self.cell = cell
        rows, bound = [], 1 / math.sqrt(hidden)
        for k, g in enumerate(generators):
            w = initial(cell, inputs, hidden, g)
            bias = forget_bias[k] if forget_bias else None
            if bias is not None:
                w = with_forget_bias(w, bias)
            read = [
                torch.empty(shape, dtype=torch.float64).uniform_(-bound, bound, generator=g)
                for shape in ((outputs, hidden), (outputs,))
            ]
            rows.append([*w._replace(weight_hh=w.weight_hh * gain), *read])
        self.parameters: list[Tensor] = [torch.stack(parts) for parts in zip(*rows, strict=True)]

    @property
    def weights(self) -> Weights:
        """The recurrent layer's, networks first."""
        return Weights(*self.parameters[:4])

    def read(self, h: Tensor) -> Tensor:
        """Read states (..., networks, batch, hidden) out: (..., networks, batch, outputs)."""
        return h @ self.parameters[4].mT + self.parameters[5].unsqueeze(-2)

    @torch.no_grad()
    def answer(self, x: Tensor, asked: int) -> Tensor:
        """Answer at the last `asked` steps of x (time, networks, batch, inputs): (asked, networks, batch, outputs)."""
        tape = forward(self.cell, x, self.weights)
        return self.read(torch.stack([tape.state(t) for t in range(len(x) - asked, len(x))]))

    @torch.no_grad()
    def read_on(self, x: Tensor, state: State | None = None) -> tuple[Tensor, State]:
        """Read x (time, networks, batch, inputs) on from `state`; return the answer after its last step, and the state.

        The answer is (networks, batch, outputs).
        """
        gone = unroll(self.cell, x, self.weights, state)
        return self.read(gone.hidden[-1]), gone.states[-1]

    def slopes(self, x: Tensor, y: Tensor, loss: Loss, truncate: int = 0) -> tuple[Tensor, list[Tensor], Tensor]:
        """Return each network's loss (networks,), its gradients, and ‖∂loss/∂h_t‖ (time, networks)."""
        tape = forward(self.cell, x, self.weights)
        steps = range(len(x) - len(y), len(x))
        h = torch.stack([tape.state(t) for t in steps]).requires_grad_()
        read = [p.detach().requires_grad_() for p in self.parameters[4:]]
        losses = loss(h @ read[0].mT + read[1].unsqueeze(-2), y)
        on_h, *on_read = torch.autograd.grad(losses.sum(), [h, *read])
        back = backward(self.cell, tape, self.weights, dict(zip(steps, on_h, strict=True)), truncate)
        return losses.detach(), [*back.weights, *on_read], back.flow

    def watch(self, x: Tensor, k: int) -> tuple[Tensor, dict[str, Tensor]]:
        """Show network k's states and gates on one sequence x (time, inputs): (time, hidden) each."""
        gone = unroll(self.cell, x[:, None], Weights(*(p[k] for p in self.weights)))
        gates = {name: gone.gate(name)[:, 0] for name in gone.gates[0]}
        return gone.hidden[:, 0], gates


@dataclass(slots=True)
class Learner(Generic[N]):
    """Networks in training.

    Attributes
    ----------
    nets, draw, loss
        Who learns, from which batches, and what is minimised.
    optimizer
        Of the networks' parameters.
    generators
        Where the batches come from.
    clip
        For each network, the length to which a longer gradient is cut; (networks,), infinite for none.
    truncate
        See :func:`dlcore.models.through_time.backward`.
    endless
        A loss that is not below this has diverged: no step is taken then, and `diverged` is True. None takes every one.
    """

    nets: N
    draw: Draw
    loss: Loss
    optimizer: torch.optim.Optimizer
    generators: Sequence[torch.Generator]
    clip: Tensor
    truncate: int = 0
    endless: float | None = None
    step: int = 0
    diverged: bool = False

    def update(self) -> tuple[Tensor, Tensor, Tensor]:
        """Take one step; return the losses before it and the gradients' lengths before clipping, and ‖∂loss/∂h_t‖."""
        losses, slopes, flow = self.nets.slopes(*self.draw(), self.loss, self.truncate)
        norms = torch.stack([each.flatten(1).square().sum(1) for each in slopes]).sum(0).sqrt()
        self.diverged = self.endless is not None and not bool((losses < self.endless).all())
        if self.diverged:
            return losses, norms, flow
        shrink = (self.clip / (norms + 1e-6)).clamp(max=1.0)  # as torch.nn.utils.clip_grad_norm_ does
        for p, slope in zip(self.nets.parameters, slopes, strict=True):
            # the fused Adam walks through memory, so a gradient must lie there as its parameter does
            p.grad = (slope * shrink.view(-1, *[1] * (slope.ndim - 1))).contiguous()
        self.optimizer.step()
        self.step += 1
        return losses, norms, flow

    def state(self) -> bytes:
        """Everything that :meth:`load` needs to go on as if there had been no stop."""
        randomness = [g.get_state() for g in self.generators]
        return pickle.dumps((self.step, self.nets.parameters, self.optimizer.state_dict(), randomness))

    def load(self, state: bytes) -> None:
        """Take over what :meth:`state` gave."""
        self.step, parameters, optimizer, randomness = pickle.loads(state)
        for p, kept in zip(self.nets.parameters, parameters, strict=True):
            p.copy_(kept)
        self.optimizer.load_state_dict(optimizer)
        for g, kept in zip(self.generators, randomness, strict=True):
            g.set_state(kept)


def unclipped(networks: int) -> Tensor:
    """Return the limits of gradients that are not cut."""
    return torch.full((networks,), math.inf, dtype=torch.float64)


def adam(nets: Trainable, lr: float) -> torch.optim.Optimizer:
    """Adam on all networks at once: it treats every number on its own, so none sees another."""
    return torch.optim.Adam(nets.parameters, lr=lr, fused=True)


def scheduled(updates: int, frames: int = 40, power: float = 1.0) -> tuple[int, ...]:
    """Updates at which there is a snapshot: the first, the last, and about `frames` between."""
    return tuple(sorted({round(updates * (i / frames) ** power) for i in range(frames + 1)}))
