"""What a network costs on this machine: the clock, and the memory that its forward pass keeps."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from dlcore import device as devices

SHORTEST = 0.002  # seconds that a reading lasts at least; shorter work is repeated within it
MOST_CALLS = 64


def kept_bytes(model: nn.Module, x: Tensor) -> int:
    """Run a forward pass and return the bytes that it keeps for the backward pass, the parameters left out.

    Several saved tensors may be views of the same memory, which counts once.
    """
    own = {parameter.untyped_storage().data_ptr() for parameter in model.parameters()}
    kept: dict[int, int] = {}

    def pack(tensor: Tensor) -> Tensor:
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in own:
            kept[storage.data_ptr()] = storage.nbytes()
        return tensor  # held by the graph, so no address is given out twice

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        logits = model(x)
    del logits
    return sum(kept.values())


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """Times one piece of work again and again, each time for long enough to be read.

    Attributes
    ----------
    work
        What is timed.
    device
        Where it runs: a GPU works on while Python has gone ahead, so it is waited for.
    calls
        How often it is done within one reading.
    """

    work: Callable[[], object]
    device: torch.device
    calls: int

    @classmethod
    def of(cls, work: Callable[[], object], device: torch.device) -> Stopwatch:
        """Warm the work up, and see how often it fits into a reading."""
        once = cls(work, device, 1)
        once.read()
        seconds = once.read() / 1e3
        return cls(work, device, min(max(1, math.ceil(SHORTEST / max(seconds, 1e-9))), MOST_CALLS))

    def read(self) -> float:
        """Do the work and return the milliseconds that it takes once."""
        clock = self._clock()
        self._wait()
        began = clock()
        for _ in range(self.calls):
            self.work()
        self._wait()
        return 1e3 * (clock() - began) / self.calls

    def _clock(self) -> Callable[[], float]:
        """On one thread of a CPU, leave out the time while others have the core, where that can be read finely."""
        alone = self.device.type == "cpu" and torch.get_num_threads() == 1 and os.name != "nt"
        return time.thread_time if alone else time.perf_counter

    def _wait(self) -> None:
        if self.device.type == "cuda":
            torch.cuda.synchronize(self.device)
        elif self.device.type == "mps":
            torch.mps.synchronize()


def present() -> tuple[torch.device, ...]:
    """Return this machine's devices: the CPU, and a GPU if there is one."""
    best = devices.resolve("auto")
    return (torch.device("cpu"),) if best.type == "cpu" else (torch.device("cpu"), best)


def using(model: nn.Module, x: Tensor) -> Callable[[], object]:
    """Return a forward pass as it is in use, without gradients."""

    @torch.inference_mode()
    def forward() -> Tensor:
        return model(x)

    return forward


def training(model: nn.Module, x: Tensor, y: Tensor) -> Callable[[], object]:
    """Return a forward and a backward pass, as in training but without a step."""

    def both() -> None:
        for parameter in model.parameters():
            parameter.grad = None
        F.cross_entropy(model(x), y).backward()

    return both
