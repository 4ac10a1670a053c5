"""A trained reader of digits whose weights are stored in other formats: bytes, accuracy and time."""

from __future__ import annotations

import copy
import logging
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from dlcore.datasets.digits import digits
from dlcore.models.counted import build

from .config import BITS, FORMATS, TRAINED_ON, Formats
from .measuring import Stopwatch, using

BATCH, LR = 50, 1e-3
ROWS = ("bytes", "accuracy", "agreement", "deviation", "milliseconds")


def store(config: Formats, step: int, board: dict[str, np.ndarray]) -> dict[str, float]:
    """Convert the trained network to one more format, and measure it on pictures it has not seen."""
    if not board:
        board |= {name: np.full((len(config.formats), 1), np.nan) for name in ROWS}
        board["times"] = np.full((config.repeats, len(config.formats)), np.nan)
    name = config.formats[step]
    trained, x, y = learned(config.width, config.depth, config.epochs, config.seed)
    model = converted(trained, name)
    dtype = torch.bfloat16 if name == "bfloat16" else torch.float32
    with torch.inference_mode():
        exact = trained(x)
        logits = model(x.to(dtype)).float()
    said = logits.argmax(1)
    sample = x[: config.batch].to(dtype)
    watch = Stopwatch.of(using(model, sample), torch.device("cpu"))
    board["times"][:, step] = [watch.read() for _ in range(config.repeats)]
    board["bytes"][step] = config.stored_bytes(name)
    board["accuracy"][step] = (said == y).double().mean()
    board["agreement"][step] = (said == exact.argmax(1)).double().mean()
    board["deviation"][step] = (logits - exact).abs().mean()
    board["milliseconds"][step] = np.median(board["times"][:, step])
    found = {f"{row}_now": float(board[row][step, 0]) for row in ROWS}
    found["kilobytes_now"] = found["bytes_now"] / 1e3
    for i, each in enumerate(config.formats[: step + 1]):
        found |= {f"{each}_{row}": float(board[row][i, 0]) for row in ROWS[:4]}
    missing = {f"{each}_{row}": 0.0 for each in config.formats[step + 1 :] for row in ROWS[:4]}
    return found | missing


@lru_cache(maxsize=4)
def learned(width: int, depth: int, epochs: int, seed: int) -> tuple[nn.Module, Tensor, Tensor]:
    """Train a multilayer perceptron on MNIST's digits in float32: the network, and pictures and classes to test on."""
    generator = torch.Generator().manual_seed(seed)
    every = digits("mnist")
    order = torch.randperm(len(every.labels), generator=generator)
    x = torch.from_numpy(every.pixels()).float().view(-1, 1, 28, 28)[order]
    y = torch.tensor(every.labels)[order]
    model = build("mlp", width, depth, 28, generator)
    optimizer = torch.optim.Adam(model.parameters(), lr=LR, fused=True)
    for _ in range(epochs):
        for chosen in torch.randperm(TRAINED_ON, generator=generator).split(BATCH):
            optimizer.zero_grad()
            F.cross_entropy(model(x[chosen]), y[chosen]).backward()
            optimizer.step()
    return model.eval().requires_grad_(False), x[TRAINED_ON:], y[TRAINED_ON:]


def converted(trained: nn.Module, name: str) -> nn.Module:
    """Return a copy whose weights are in another format. Two of them are PyTorch's torchao; two are only rounded."""
    model = copy.deepcopy(trained)
    match name:
        case "float32":
            return model
        case "bfloat16":
            return model.bfloat16()
        case "int8" | "int8_dynamic":
            return _by_torchao(model, name)
        case "int4" | "int2":
            for module in model.modules():
                if isinstance(module, nn.Linear):
                    module.weight.copy_(rounded(module.weight, BITS[name]))
            return model
    raise ValueError(f"unknown format {name!r}; known: {', '.join(FORMATS)}")


def rounded(weight: Tensor, bits: int) -> Tensor:
    """Round each row to whole multiples of a scale of its own, from −(2^(bits−1) − 1) to 2^(bits−1) − 1 of them."""
    most = 2 ** (bits - 1) - 1
    scale = weight.abs().amax(1, keepdim=True) / most
    return (weight / scale).round().clamp(-most, most) * scale


def _by_torchao(model: nn.Module, name: str) -> nn.Module:
    for noisy in ("torchao", "torch.utils._pytree"):  # it looks for kernels of GPUs that are not here
        logging.getLogger(noisy).setLevel(logging.ERROR)
    from torchao import quantization  # a second of importing, which only this format needs

    kind: Any = (
        quantization.Int8WeightOnlyConfig if name == "int8" else quantization.Int8DynamicActivationInt8WeightConfig
    )
    quantization.quantize_(model, kind())
    return model
