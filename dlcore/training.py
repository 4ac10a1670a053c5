"""The training loop of stacked networks: shuffle, cut into batches, back-propagate, step; stop and go on anywhere."""

from __future__ import annotations

import pickle
from collections.abc import Sequence

import torch
from torch import Tensor

from dlcore.optimizers import Optimizer
from dlcore.stacked import StackedMLP, with_ones


class Training:
    """K networks on their way; :meth:`epoch` takes them one epoch further.

    Parameters
    ----------
    net, optimizer
        The networks and what moves them.
    x, y
        Training inputs (1, in, examples) and targets (1, out, examples), shared by all networks; or a row for each
        network, which then has a generator of its own.
    batch_size
        Examples in a batch; the last batch of an epoch may be smaller.
    generators
        CPU generators for shuffling and dropout: one for all networks, or one for each.
    l1
        (networks, 1) strength of the L1 penalty, or None.
    """

    def __init__(
        self,
        net: StackedMLP,
        optimizer: Optimizer,
        x: Tensor,
        y: Tensor,
        batch_size: int,
        generators: Sequence[torch.Generator],
        l1: Tensor | None = None,
    ) -> None:
        networks = len(net.theta)
        if len(generators) not in (1, networks):
            raise ValueError(f"got {len(generators)} generators for {networks} networks; want 1 or {networks}")
        if len(x) not in (1, len(generators)):
            raise ValueError(f"got {len(x)} data sets for {len(generators)} generators; want 1 or as many")
        self.net, self.optimizer, self.x, self.y, self.l1 = net, optimizer, x, y, l1
        self.generators = generators
        # An epoch's examples are gathered into fixed buffers once; the batches are views of these, made only here.
        self.shuffled_x = with_ones(x).repeat(len(generators) // len(x), 1, 1)
        self.shuffled_y = y.repeat(len(generators) // len(x), 1, 1)
        self.batches = [
            (bx.expand(networks, -1, -1), by, net.workspace(bx.shape[2]))
            for bx, by in zip(self.shuffled_x.split(batch_size, 2), self.shuffled_y.split(batch_size, 2), strict=True)
        ]
        self.step = 0

    @torch.inference_mode()
    def epoch(self) -> None:
        """Show every example once, in a new order."""
        examples = self.x.shape[2]
        for i, generator in enumerate(self.generators):
            order, own = torch.randperm(examples, generator=generator).to(self.x.device), i % len(self.x)
            torch.index_select(self.x[own], 1, order, out=self.shuffled_x[i, :-1])
            torch.index_select(self.y[own], 1, order, out=self.shuffled_y[i])
        for x, y, room in self.batches:
            if self.net.dropout:
                room.mask = self._masks(x.shape[2])
            grad = self.net.backward(x, y, room)
            if self.l1 is not None:
                grad.addcmul_(self.net.theta.sign(), self.l1)
            self.optimizer.step(grad)
        self.step += 1

    def _masks(self, batch: int) -> list[Tensor]:
        """Draw a mask for each hidden layer, (1 or networks, units, batch): 0, or 1/(1 − p) to keep the mean."""
        keep = 1 - self.net.dropout
        drawn = [
            [torch.rand(batch, units, generator=g, dtype=torch.float64).mT < keep for units in self.net.sizes[1:-1]]
            for g in self.generators
        ]
        return [torch.stack(layer).to(self.net.theta) / keep for layer in zip(*drawn, strict=True)]

    def state(self) -> bytes:
        """Everything that :meth:`load` needs to go on bit for bit as if there had been no stop."""
        return pickle.dumps(
            {
                "theta": self.net.theta.cpu().numpy(),
                "optimizer": self._memory,
                "moments": [moment.cpu().numpy() for moment in self.optimizer.moments],
                "optimizer_steps": self.optimizer.steps,
                "generators": [g.get_state().numpy() for g in self.generators],
                "step": self.step,
            }
        )

    @torch.inference_mode()
    def load(self, state: bytes) -> None:
        """Take over what :meth:`state` gave, on this machine's device.

        An optimiser with another kind of memory than the one that was at work starts afresh.
        """
        saved = pickle.loads(state)
        self.net.theta.copy_(torch.from_numpy(saved["theta"]))
        if saved["optimizer"] == self._memory:
            for moment, value in zip(self.optimizer.moments, saved["moments"], strict=True):
                moment.copy_(torch.from_numpy(value))
            self.optimizer.steps = saved["optimizer_steps"]
        for generator, value in zip(self.generators, saved["generators"], strict=True):
            generator.set_state(torch.from_numpy(value.copy()))
        self.step = saved["step"]

    @property
    def _memory(self) -> tuple[str, int]:
        """What kind of memory the optimiser has: Adam's and AdamW's are alike, as are both kinds of momentum."""
        return type(self.optimizer).__name__, len(self.optimizer.moments)
