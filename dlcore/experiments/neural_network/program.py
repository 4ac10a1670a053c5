"""The PyTorch program of one playground experiment, as a learner would write it. Loads without torch."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from textwrap import indent

import numpy as np

from dlcore.datasets.own import OwnData, split
from dlcore.datasets.real import table
from dlcore.export import source
from dlcore.history import Stretch, stretches

from .config import NeuralNetwork

FEATURES = {
    "x1": "x1",
    "x2": "x2",
    "x1x1": "x1 * x1",
    "x2x2": "x2 * x2",
    "x1x2": "x1 * x2",
    "sinx1": "torch.sin(x1)",
    "sinx2": "torch.sin(x2)",
}
LAYERS = {
    "identity": "nn.Identity()",
    "relu": "nn.ReLU()",
    "leaky_relu": "nn.LeakyReLU()",
    "tanh": "nn.Tanh()",
    "sigmoid": "nn.Sigmoid()",
    "gelu": "nn.GELU()",
    "sine": "Sine()",
}
OPTIMIZERS = {
    "sgd": "SGD(model.parameters(), lr={lr}{decay})",
    "momentum": "SGD(model.parameters(), lr={lr}, momentum=0.9{decay})",
    "nesterov": "SGD(model.parameters(), lr={lr}, momentum=0.9, nesterov=True{decay})",
    "adagrad": "Adagrad(model.parameters(), lr={lr}{decay})",
    "rmsprop": "RMSprop(model.parameters(), lr={lr}{decay})",
    "adam": "Adam(model.parameters(), lr={lr}{decay})",
    "adamw": "AdamW(model.parameters(), lr={lr}, weight_decay={weight_decay})",
}
MEMORIES = {  # what an optimiser keeps of earlier gradients; another one of that kind can go on with it
    "sgd": "",
    "momentum": "velocity",
    "nesterov": "velocity",
    "rmsprop": "squares",
    "adam": "moments",
    "adamw": "moments",
}
EXAMPLES = "examples = train.nonzero()[:, 0]"
INITS = {
    "default": """\
        bound = 1 / math.sqrt(layer.in_features)
        nn.init.uniform_(layer.weight, -bound, bound, generator=generator)
        nn.init.uniform_(layer.bias, -bound, bound, generator=generator)""",
    "xavier": "        nn.init.xavier_uniform_(layer.weight, generator=generator)",
    "he": '        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu", generator=generator)',
    "zeros": "        nn.init.zeros_(layer.weight)",
    "large": "        nn.init.normal_(layer.weight, std=3.0, generator=generator)",
}
IMPORTS = """\
import json
import math

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)"""
STANDARDISE = "points = (points - points[train].mean(0)) / points[train].std(0, correction=0)"
SINE = """\
class Sine(nn.Module):
    def forward(self, x):
        return torch.sin(x)
"""
DROPOUT = '''\
class Dropout(nn.Module):
    """nn.Dropout with a generator of its own, so that the run can be repeated."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        kept = torch.rand(x.shape, generator=generator) < 1 - self.p
        return x * kept / (1 - self.p)
'''


def cells(config: NeuralNetwork) -> list[str]:
    """The program in parts: imports, data, model, loss, training, result; a branch goes on from part to part."""
    if not config.past:
        start = f"{_measure(config)}\n\n\n{_optimizer(config)}\n{EXAMPLES}\n"
        training = start + _loop(f"{config.epochs}", f"{config.batch_size}", f"{config.l1!r}" if config.l1 else "")
        return [IMPORTS, _data(config), _model(config), _loss(config), training, "print(json.dumps(metrics))"]
    first, *later = stretches(config)
    penalised = any(each.config.l1 for each in (first, *later))
    parts = [IMPORTS, _data(first.config), _model(first.config), _loss(first.config), _measure(first.config)]
    parts += [_fit(penalised), f"{_optimizer(first.config)}\n{EXAMPLES}\n{_call(first, penalised)}"]
    for before, after in pairwise((first, *later)):
        edits = [_edits(before)] if before.edits else []
        changes = _changes(before.config, after.config, "\n".join(parts))
        parts += [*edits, *changes, f"# from epoch {after.start} on\n{_call(after, penalised)}"]
    return [*parts, "print(json.dumps(metrics))"]


def _changes(before: NeuralNetwork, after: NeuralNetwork, text: str) -> list[str]:
    """What has to be made anew where the settings change; `text` is the program up to there."""
    parts = []
    if _data(after) != _data(before):
        parts.append(f"{_data(after, 'data_generator', text)}\n{EXAMPLES}")
    if _layers(after) != _layers(before):
        kept = [f"linear[{i}]" for i in range(len(after.sizes) - 1)]
        body = "".join(f"    {layer},\n" for layer in _layers(after, kept))
        linear = "linear = [layer for layer in model if isinstance(layer, nn.Linear)]"
        parts.append(f"{_classes(after, text)}{linear}\nmodel = nn.Sequential(\n{body})")
    parts += [make(after) for make in (_loss, _measure) if make(after) != make(before)]
    if _optimizer(after) != _optimizer(before):
        memory = MEMORIES[after.optimizer]
        if memory and memory == MEMORIES[before.optimizer]:
            carry = "optimizer.state.update(memory)  # what it remembers of earlier gradients"
            parts.append(f"memory = optimizer.state\n{_optimizer(after)}\n{carry}")
        else:
            parts.append(_optimizer(after))
    return parts


def _edits(stretch: Stretch[NeuralNetwork]) -> str:
    """Set single weights and biases, found by their index in PyTorch's order."""
    config, lines = stretch.config, []
    names = [(f"model[{i}]", layer) for i, layer in enumerate(_layers(config)) if layer.startswith("nn.Linear")]
    for index, value in stretch.edits:
        rest = index
        for (name, _), (fan_in, fan_out) in zip(names, pairwise(config.sizes), strict=True):
            if rest < fan_in * fan_out:
                lines.append(f"    {name}.weight[{rest // fan_in}, {rest % fan_in}] = {value!r}")
                break
            rest -= fan_in * fan_out
            if rest < fan_out:
                lines.append(f"    {name}.bias[{rest}] = {value!r}")
                break
            rest -= fan_out
    return "\n".join(["with torch.no_grad():", *lines])


def _call(stretch: Stretch[NeuralNetwork], penalised: bool) -> str:
    l1 = f", l1={stretch.config.l1!r}" if penalised else ""
    return f"metrics = fit({stretch.epochs}, batch_size={stretch.config.batch_size}{l1})"


def _fit(penalised: bool) -> str:
    body = indent(_loop("epochs", "batch_size", "l1" if penalised else ""), "    ")
    return f"def fit(epochs, batch_size{', l1' if penalised else ''}):\n{body}\n    return metrics"


def _data(config: NeuralNetwork, generator: str = "generator", text: str = "") -> str:
    """Make the points; a function that `text` has already is not defined again."""
    entry = config.entry
    if config.own is not None:
        return f"{_written_out(config.own, split(config.own, config.train_share, config.data_seed))}\n{_inputs(config)}"
    if entry.real:
        made = _measured(config, generator)
    else:
        function = source("dlcore.datasets.toy", config.dataset)
        made = "" if function in text else f"{function}\n\n\n"
        made += (
            f"{generator} = torch.Generator().manual_seed({config.data_seed})\n"
            f"points, y = {config.dataset}({config.points}, {config.noise!r}, {generator})"
        )
    scaled = f"\n{STANDARDISE}" if entry.real else ""
    return (
        f"{made}\n"
        f"train = torch.zeros(len(points), dtype=torch.bool)\n"
        f"train[torch.randperm(len(points), generator={generator})[:{config.train_points}]] = True{scaled}\n"
        f"{_inputs(config)}"
    )


def _inputs(config: NeuralNetwork) -> str:
    columns = ", ".join(FEATURES[name] for name in config.features)
    return f"x1, x2 = points.T\nx = torch.stack([{columns}], dim=1)"


def _written_out(own: OwnData, train: np.ndarray) -> str:
    """The learner's own rows, each with 1 if it is for training."""
    rows = [f"({', '.join(f'{value:.17g}' for value in row)}, {int(role)})"
            for row, role in zip(own.table.tolist(), train.tolist(), strict=True)]  # fmt: skip
    lines = [", ".join(rows[i : i + 4]) + "," for i in range(0, len(rows), 4)]
    target = (
        f"class ({', '.join(f'{i}: {name}' for i, name in enumerate(own.classes))})"
        if own.classes
        else (own.target_name)
    )
    kind = ".long()" if own.classes else ""
    scaled = f"\n{STANDARDISE}" if own.standardise else ""
    return (
        f"# {own.axes[0]}, {own.axes[1]}, {target}, 1 for training\n"
        f"rows = torch.tensor([\n{indent(chr(10).join(lines), '    ')}\n])\n"
        f"points, y, train = rows[:, :2], rows[:, 2]{kind}, rows[:, 3].bool(){scaled}"
    )


def _measured(config: NeuralNetwork, generator: str) -> str:
    """Both chosen measurements and the class of every specimen, written out."""
    measured = table(config.dataset)
    rows = [
        f"({values[config.measurements[0] - 1]:g}, {values[config.measurements[1] - 1]:g}, {label})"
        for values, label in zip(measured.values, measured.labels, strict=True)
    ]
    lines = [", ".join(rows[i : i + 6]) + "," for i in range(0, len(rows), 6)]
    names = " and ".join(measured.axes[column - 1] for column in config.measurements)
    return (
        f"# {names}, then the species: {', '.join(measured.classes)}\n"
        f"specimens = torch.tensor([\n{indent(chr(10).join(lines), '    ')}\n])\n"
        f"{generator} = torch.Generator().manual_seed({config.data_seed})\n"
        f"specimens = specimens[torch.randperm(len(specimens), generator={generator})[:{config.points}]]\n"
        f"points, y = specimens[:, :2], specimens[:, 2].long()"
    )


def _model(config: NeuralNetwork) -> str:
    body = "".join(f"    {layer},\n" for layer in _layers(config))
    biases = "" if config.init == "default" else "\n        nn.init.zeros_(layer.bias)"
    return (
        f"{_classes(config)}generator = torch.Generator().manual_seed({config.seed})\n"
        f"model = nn.Sequential(\n{body})\n"
        f"for layer in model:\n"
        f"    if isinstance(layer, nn.Linear):\n"
        f"{INITS[config.init]}{biases}"
    )


def _classes(config: NeuralNetwork, text: str = "") -> str:
    """Define the layers that PyTorch does not have and `text` has not yet."""
    classes = [SINE] if "sine" in config.activations else []
    classes += [DROPOUT] if config.dropout and config.hidden else []
    return "".join(f"{each}\n\n" for each in classes if each not in text)


def _layers(config: NeuralNetwork, linear: Sequence[str] = ()) -> list[str]:
    """What the model is a sequence of; `linear` names the linear layers, if they are there already."""
    layers = []
    for i, (fan_in, fan_out) in enumerate(pairwise(config.sizes)):
        layers.append(linear[i] if linear else f"nn.Linear({fan_in}, {fan_out})")
        if i < len(config.hidden):
            layers.append(LAYERS[config.activations[i]])
            layers += [f"Dropout({config.dropout!r})"] if config.dropout else []
    return layers


def _loss(config: NeuralNetwork) -> str:
    entry = config.entry
    binary = entry.outputs == 1
    if entry.kind == "regression":
        target, value = "y[chosen, None]", "F.mse_loss(z, t)"
    elif config.loss == "mse":
        target = "y[chosen, None].double()" if binary else f"F.one_hot(y[chosen], {entry.outputs}).double()"
        value = "F.mse_loss(torch.sigmoid(z), t)" if binary else "F.mse_loss(torch.softmax(z, 1), t)"
    else:
        target = "y[chosen, None].double()" if binary else "y[chosen]"
        value = "F.binary_cross_entropy_with_logits(z, t)" if binary else "F.cross_entropy(z, t)"
    text = f"def loss_of(chosen):\n    z, t = model(x[chosen]), {target}\n    return {value}"
    if entry.kind == "regression":
        return text
    guess = "(model(x[chosen])[:, 0] > 0).long()" if binary else "model(x[chosen]).argmax(1)"
    return f"{text}\n\n\ndef accuracy_of(chosen):\n    return ({guess} == y[chosen]).double().mean()"


def _optimizer(config: NeuralNetwork) -> str:
    decay = f", weight_decay={config.weight_decay!r}" if config.weight_decay else ""
    moves = OPTIMIZERS[config.optimizer].format(lr=repr(config.lr), decay=decay, weight_decay=repr(config.weight_decay))
    return f"optimizer = torch.optim.{moves}"


def _measure(config: NeuralNetwork) -> str:
    measured = ["loss"] if config.entry.kind == "regression" else ["loss", "accuracy"]
    entries = "".join(
        f'            "{split}_{what}": float({what}_of({chosen})),\n'
        for what in measured
        for split, chosen in (("train", "train"), ("test", "~train"))
    )
    return f"def measure():\n    model.eval()\n    with torch.no_grad():\n        return {{\n{entries}        }}"


def _loop(epochs: str, batch_size: str, l1: str) -> str:
    penalty = f" + {l1} * sum(p.abs().sum() for p in model.parameters())" if l1 else ""
    return (
        "metrics = measure()\n"
        f"for epoch in range({epochs}):\n"
        "    model.train()\n"
        f"    for batch in torch.randperm(len(examples), generator=generator).split({batch_size}):\n"
        f"        loss = loss_of(examples[batch]){penalty}\n"
        "        optimizer.zero_grad()\n"
        "        loss.backward()\n"
        "        optimizer.step()\n"
        "    latest = measure()\n"
        '    if not latest["train_loss"] <= 1e6 or not math.isfinite(latest["test_loss"]):\n'
        '        metrics["diverged"] = True  # and keep what was measured before\n'
        "        break\n"
        "    metrics = latest"
    )
