"""The PyTorch program of each of the page's experiments, as a learner would write it. Loads without torch."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from dlcore.config import Config
from dlcore.export import source

from .config import DepthSweep, LoopMistake, OneSample, UnitCensus

IMPORTS = """\
import json
import math

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)"""
CALLS = {"relu": "torch.relu({})", "leaky_relu": "F.leaky_relu({})", "tanh": "torch.tanh({})",
         "sigmoid": "torch.sigmoid({})", "identity": "{}"}  # fmt: skip
LAYERS = {
    "identity": "nn.Identity()",
    "relu": "nn.ReLU()",
    "leaky_relu": "nn.LeakyReLU()",
    "tanh": "nn.Tanh()",
    "sigmoid": "nn.Sigmoid()",
    "gelu": "nn.GELU()",
    "sine": "Sine()",
}
SINE = """\
class Sine(nn.Module):
    def forward(self, x):
        return torch.sin(x)"""
LOSSES = {"mse": "F.mse_loss({}, y)", "cross_entropy": "F.binary_cross_entropy_with_logits({}, y)"}
OPTIMIZERS = {
    "sgd": "torch.optim.SGD({}, lr={!r})",
    "momentum": "torch.optim.SGD({}, lr={!r}, momentum=0.9)",
    "adam": "torch.optim.Adam({}, lr={!r})",
}
INITS = {
    "default": """\
    bound = 1 / math.sqrt(layer.in_features)
    nn.init.uniform_(layer.weight, -bound, bound, generator=generator)
    nn.init.uniform_(layer.bias, -bound, bound, generator=generator)""",
    "xavier": "    nn.init.xavier_uniform_(layer.weight, generator=generator)\n    nn.init.zeros_(layer.bias)",
    "he": '    nn.init.kaiming_normal_(layer.weight, nonlinearity="relu", generator=generator)\n'
    "    nn.init.zeros_(layer.bias)",
    "zeros": "    nn.init.zeros_(layer.weight)\n    nn.init.zeros_(layer.bias)",
    "large": "    nn.init.normal_(layer.weight, std=3.0, generator=generator)\n    nn.init.zeros_(layer.bias)",
}


def cells(config: Config) -> list[str]:
    """The program of this config in parts, the last of which prints the final metrics as JSON."""
    makers: dict[type[Config], Callable[[Any], list[str]]] = {
        OneSample: _one_sample,
        DepthSweep: _depth_sweep,
        UnitCensus: _unit_census,
        LoopMistake: _loop_mistake,
    }
    return makers[type(config)](config)


def _one_sample(config: OneSample) -> list[str]:
    given = [f"x = torch.tensor({list(config.inputs)!r})", f"y = torch.tensor([{config.target!r}])"]
    forward, names, h, start = [], [], "x", 0
    layers = len(config.sizes) - 1
    for layer, (fan_in, fan_out) in enumerate(pairwise(config.sizes), start=1):
        rows = [list(config.start[start + i * fan_in : start + (i + 1) * fan_in]) for i in range(fan_out)]
        start += fan_in * fan_out
        given.append(f"W{layer} = torch.tensor({rows!r}, requires_grad=True)")
        given.append(f"b{layer} = torch.tensor({list(config.start[start : start + fan_out])!r}, requires_grad=True)")
        start += fan_out
        names += [f"W{layer}", f"b{layer}"]
        forward.append(f"z{layer} = torch.addmv(b{layer}, W{layer}, {h})  # W{layer} @ {h} + b{layer}")
        h = f"z{layer}"
        if layer < layers and config.activation != "identity":
            forward.append(f"h{layer} = {CALLS[config.activation].format(h)}")
            h = f"h{layer}"
    body = "\n".join(f"    {line}" for line in forward)
    parameters = ", ".join(names)
    loss = LOSSES[config.loss].format(h)
    moves = OPTIMIZERS[config.optimizer].format("parameters", config.lr)
    return [
        IMPORTS.replace("from torch import nn\n", ""),
        "\n".join([*given, f"parameters = [{parameters}]"]),
        f"def loss_of():\n{body}\n    return {loss}",
        "def measure(loss):\n"
        "    squares = [float(p.grad.square().sum()) for p in parameters]\n"
        "    return {\n"
        '        "loss": float(loss.detach()),\n'
        '        "gradient_norm": math.sqrt(sum(squares)),\n'
        '        "first_gradient_norm": math.sqrt(sum(squares[:2])),\n'
        "    }",
        f"optimizer = {moves}\n"
        "metrics = {}\n"
        f"for step in range({config.steps + 1}):\n"
        "    optimizer.zero_grad()\n"
        "    loss = loss_of()\n"
        "    if step > 0 and not loss <= 1e6:\n"
        '        metrics["diverged"] = True  # and keep what was measured before\n'
        "        break\n"
        "    loss.backward()  # the gradients are there, the weights have not moved\n"
        "    metrics = measure(loss)\n"
        "    if step == 0:\n"
        f'        for name, p in zip("{" ".join(names)}".split(), parameters):\n'
        '            print(f"{name}.grad =", p.grad.tolist())\n'
        f"    if step < {config.steps}:\n"
        "        optimizer.step()  # only this changes them",
        "print(json.dumps(metrics))",
    ]


def _depth_sweep(config: DepthSweep) -> list[str]:
    init = "\n".join(f"    {line}" for line in INITS[config.init].splitlines())
    scaled = ""
    if config.scale != 1:
        scaled = (
            "\n        with torch.no_grad():\n            for p in layer.parameters():\n"
            f"                p *= {config.scale!r}"
        )
    return [
        IMPORTS,
        *([SINE] if config.activation == "sine" else []),
        f"generator = torch.Generator().manual_seed({config.seed})\n"
        f"x = torch.randn(32, {config.width}, generator=generator)\n"
        "y = torch.randint(0, 2, (32, 1), generator=generator).double()",
        f"def layers_of(seed):\n"
        f"    generator = torch.Generator().manual_seed(seed)\n"
        f"    layers = [nn.Linear({config.width}, {config.width}) for _ in range({config.deepest})]\n"
        f"    layers.append(nn.Linear({config.width}, 1))\n"
        f"    for layer in layers:\n{init}{scaled}\n"
        f"    return layers",
        "def gradient_norms(layers, depth):\n"
        "    used = [*layers[:depth], layers[-1]]\n"
        "    parts = []\n"
        "    for layer in used[:-1]:\n"
        f"        parts += [layer, {LAYERS[config.activation]}]\n"
        "    model = nn.Sequential(*parts, used[-1])\n"
        "    model.zero_grad()\n"
        "    F.binary_cross_entropy_with_logits(model(x), y).backward()\n"
        "    norms = [torch.cat([p.grad.flatten() for p in layer.parameters()]).norm() for layer in used]\n"
        "    return torch.stack(norms)",
        "def median(values):\n"
        "    return float(values.quantile(0.5))\n\n\n"
        f"networks = [layers_of({config.seed} + 1 + k) for k in range({config.seeds})]\n"
        f"for depth in range(1, {config.deepest} + 1):\n"
        "    norms = torch.stack([gradient_norms(layers, depth) for layers in networks])\n"
        "    first, last = norms[:, 0], norms[:, -1]\n"
        "    factor = (first / last.clamp_min(1e-300)) ** (1 / depth)\n"
        '    metrics = {"first_norm": median(first), "last_norm": median(last), "factor": median(factor)}\n'
        '    print(f"depth {depth}: first layer {median(first):.3g}, last layer {median(last):.3g}")',
        "print(json.dumps(metrics))",
    ]


def _unit_census(config: UnitCensus) -> list[str]:
    layers = ""
    for fan_in, fan_out in pairwise(config.sizes[:-1]):
        layers += f"    nn.Linear({fan_in}, {fan_out}),\n    {LAYERS[config.activation]},\n"
    layers += f"    nn.Linear({config.sizes[-2]}, 1),\n"
    init = "\n".join(f"    {line}" for line in INITS[config.init].splitlines())
    moves = OPTIMIZERS[config.optimizer].format("model.parameters()", config.lr)
    return [
        IMPORTS,
        f"{source('dlcore.datasets.toy', 'moons')}\n\n\n"
        f"x, y = moons(200, 0.1, torch.Generator().manual_seed({config.seed}))\n"
        "y = y.double()[:, None]",
        f"generator = torch.Generator().manual_seed({config.seed})\n"
        f"model = nn.Sequential(\n{layers})\n"
        "for layer in model:\n"
        f"    if isinstance(layer, nn.Linear):\n{init}",
        "def dead_units():\n"
        '    """For each hidden unit whether its slope is zero at every training point."""\n'
        "    found, h = [], x\n"
        "    for linear, activation in zip(model[:-1:2], model[1::2]):\n"
        "        z = linear(h).detach().requires_grad_()\n"
        "        (slope,) = torch.autograd.grad(activation(z).sum(), z)\n"
        "        found.append(slope.abs().amax(0) < 1e-9)\n"
        "        h = activation(z).detach()\n"
        "    return torch.cat(found)",
        "def measure():\n"
        "    with torch.no_grad():\n"
        "        z = model(x)\n"
        "        rows = torch.cat([model[0].weight, model[0].bias[:, None]], 1)\n"
        "        close = (rows[:, None] - rows[None]).abs().amax(2) < 1e-9\n"
        "    return {\n"
        '        "train_loss": float(F.binary_cross_entropy_with_logits(z, y)),\n'
        '        "train_accuracy": float(((z > 0) == (y > 0)).double().mean()),\n'
        '        "dead_share": float(dead_units().double().mean()),\n'
        '        "different": float((~close.tril(-1).any(1)).sum()),\n'
        "    }",
        f"optimizer = {moves}\n"
        "metrics = measure()\n"
        f"for epoch in range({config.epochs}):\n"
        f"    for batch in torch.randperm(200, generator=generator).split({config.batch_size}):\n"
        "        loss = F.binary_cross_entropy_with_logits(model(x[batch]), y[batch])\n"
        "        optimizer.zero_grad()\n"
        "        loss.backward()\n"
        "        optimizer.step()\n"
        "    latest = measure()\n"
        '    if not latest["train_loss"] <= 1e6:\n'
        '        metrics["diverged"] = True  # and keep what was measured before\n'
        "        break\n"
        "    metrics = latest",
        "print(json.dumps(metrics))",
    ]


def _loop_mistake(config: LoopMistake) -> list[str]:
    return [
        IMPORTS.replace("import math\n", "").replace("from torch import nn\n", ""),
        f"generator = torch.Generator().manual_seed({config.seed})\n"
        "x = torch.randn(40, 1, generator=generator)\n"
        f"y = 2 * x + 1 + {config.noise!r} * torch.randn(40, 1, generator=generator)",
        "def train(clear):\n"
        "    line = torch.zeros(2, requires_grad=True)  # slope and intercept\n"
        f"    optimizer = torch.optim.SGD([line], lr={config.lr!r})\n"
        "    history = []\n"
        f"    for step in range({config.steps + 1}):\n"
        "        if clear:\n"
        "            optimizer.zero_grad()  # without it, backward() adds to what is there\n"
        "        loss = F.mse_loss(line[0] * x + line[1], y)\n"
        "        loss.backward()\n"
        "        history.append((float(loss.detach()), float(line.grad.norm())))\n"
        f"        if step < {config.steps}:\n"
        "            optimizer.step()\n"
        "    return history",
        "metrics = {}\n"
        'names = ("loss_with", "gradient_with", "loss_without", "gradient_without")\n'
        "for right, wrong in zip(train(True), train(False)):\n"
        "    latest = dict(zip(names, (*right, *wrong)))\n"
        "    if metrics and not max(latest.values()) <= 1e6:\n"
        '        metrics["diverged"] = True  # and keep what was measured before\n'
        "        break\n"
        "    metrics = latest",
        "print(json.dumps(metrics))",
    ]
