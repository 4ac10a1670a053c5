"""The PyTorch programs of the logistic-regression experiments, as a learner would write them. Loads without torch."""

from __future__ import annotations

from textwrap import indent

from dlcore.datasets.real import table
from dlcore.export import source

from .config import FAR_OFF, FOUR_POINTS, NEW_X, OVERLAP, Growth, LogisticRegression, Mistake

IMPORTS = """\
import json
import math

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)"""
FEATURES = {"x1": "x1", "x2": "x2", "x1x1": "x1 * x1", "x2x2": "x2 * x2", "x1x2": "x1 * x2"}
OPTIMIZERS = {
    "sgd": "SGD({params}, lr={lr})",
    "momentum": "SGD({params}, lr={lr}, momentum=0.9)",
    "nesterov": "SGD({params}, lr={lr}, momentum=0.9, nesterov=True)",
    "rmsprop": "RMSprop({params}, lr={lr})",
    "adam": "Adam({params}, lr={lr})",
    "adamw": "AdamW({params}, lr={lr}, weight_decay=0)",
}
DEFAULT_START = """\
with torch.no_grad():
    bound = 1 / math.sqrt(model.in_features)
    model.weight.uniform_(-bound, bound, generator=generator)
    model.bias.uniform_(-bound, bound, generator=generator)"""


def cells(config: LogisticRegression | Mistake | Growth) -> list[str]:
    """The program in parts: imports, data, model, training, result."""
    match config:
        case Mistake():
            return _mistake(config)
        case Growth():
            return _growth(config)
    return [IMPORTS, _data(config), _model(config), _loss(config), _training(config), "print(json.dumps(metrics))"]


def _data(config: LogisticRegression) -> str:
    if config.dataset == "four":
        x, y = FOUR_POINTS
        made = f"points = torch.tensor({[[value] for value in x]})\ny = torch.tensor({list(y)})"
        return f"{made}\ntrain = torch.ones(len(points), dtype=torch.bool)\nx = points"
    seeded = f"generator = torch.Generator().manual_seed({config.data_seed})"
    if config.measured:
        made = f"{_measured(config)}\n{seeded}"
    else:
        drawn = f"{config.points}, {config.distance!r}, {config.positives!r}, generator"
        made = (
            f"{source('dlcore.experiments.logistic_regression.clouds', config.dataset)}\n\n\n{seeded}\n"
            f"points, y = {config.dataset}({drawn})\n"
            f"flipped = torch.rand({config.points}, generator=generator) < {config.flipped!r}\n"
            "y = torch.where(flipped, 1 - y, y)"
        )
    split = (
        "train = torch.zeros(len(points), dtype=torch.bool)\n"
        f"train[torch.randperm(len(points), generator=generator)[:{config.train_points}]] = True"
    )
    return f"{made}\n{split}\n{_inputs(config)}"


def _inputs(config: LogisticRegression) -> str:
    scaled = "(points - points[train].mean(0)) / points[train].std(0, correction=0)"
    seen = scaled if config.measured else "points"
    if len(config.features) <= 2:
        return f"x = {seen}"
    columns = ", ".join(FEATURES[name] for name in config.features)
    return f"x1, x2 = ({seen}).T\nx = torch.stack([{columns}], dim=1)"


def _measured(config: LogisticRegression) -> str:
    """The chosen measurements and the class of every specimen: written out, or loaded where there are many."""
    measured = table(config.dataset)
    columns = [column - 1 for column in config.columns]
    classes = ", ".join(f"{index}: {name}" for index, name in enumerate(measured.classes))
    if config.loaded:
        return (
            "from sklearn.datasets import load_breast_cancer  # the data only\n\n"
            "points, y = map(torch.tensor, load_breast_cancer(return_X_y=True))\n"
            f"points, y = points[:, {columns}], 1 - y  # {classes}"
        )
    rows = [
        f"({', '.join(f'{value:.17g}' for value in values[columns])}, {label})"
        for values, label in zip(measured.values, measured.labels, strict=True)
    ]
    lines = [", ".join(rows[i : i + 4]) + "," for i in range(0, len(rows), 4)]
    names = ", ".join(measured.axes[column] for column in columns)
    return (
        f"# {names}; then the class ({classes})\n"
        f"specimens = torch.tensor([\n{indent(chr(10).join(lines), '    ')}\n])\n"
        "points, y = specimens[:, :-1], specimens[:, -1].long()"
    )


def _model(config: LogisticRegression) -> str:
    inputs, logits = config.sizes
    zeros = "with torch.no_grad():\n    model.weight.fill_({weight})\n    model.bias.zero_()"
    starts = {
        "default": DEFAULT_START,
        "zeros": zeros.format(weight="0.0"),
        "wrong": zeros.format(weight=repr(-FAR_OFF)),
    }
    return (
        f"generator = torch.Generator().manual_seed({config.seed})\n"
        f"model = nn.Linear({inputs}, {logits})  # puts out logits; the sigmoid is in the loss\n"
        f"{starts[config.init]}"
    )


def _loss(config: LogisticRegression) -> str:
    several = config.classes > 2
    if config.loss == "mse":
        target = f"F.one_hot(y[chosen], {config.classes}).double()" if several else "y[chosen, None].double()"
        value = "F.mse_loss(torch.softmax(z, 1), t)" if several else "F.mse_loss(torch.sigmoid(z), t)"
    else:
        target = "y[chosen]" if several else "y[chosen, None].double()"
        value = "F.cross_entropy(z, t)" if several else "F.binary_cross_entropy_with_logits(z, t)"
    guess = "model(x[chosen]).argmax(1)" if several else "(model(x[chosen])[:, 0] > 0).long()"
    parts = [("train", "train")] if config.dataset == "four" else [("train", "train"), ("test", "~train")]
    measured = "".join(
        f'            "{part}_{what}": float({what}_of({chosen})),\n'
        for what in ("loss", "accuracy")
        for part, chosen in parts
    )
    return (
        f"def loss_of(chosen):\n    z, t = model(x[chosen]), {target}\n    return {value}\n\n\n"
        f"def accuracy_of(chosen):\n    return ({guess} == y[chosen]).double().mean()\n\n\n"
        "def measure():\n    with torch.no_grad():\n        return {\n"
        f'{measured}            "weight_norm": float(model.weight.norm()),\n        }}'
    )


def _training(config: LogisticRegression) -> str:
    params = "model.parameters()"
    if config.weight_decay:
        decayed = f'{{"params": [model.weight], "weight_decay": {config.weight_decay!r}}}'
        params = f'[{decayed}, {{"params": [model.bias], "weight_decay": 0.0}}]'
    return (
        f"optimizer = torch.optim.{OPTIMIZERS[config.optimizer].format(params=params, lr=repr(config.lr))}\n"
        "examples = train.nonzero()[:, 0]\n"
        "metrics = measure()\n"
        f"for epoch in range({config.epochs}):\n"
        f"    for batch in torch.randperm(len(examples), generator=generator).split({config.batch_size}):\n"
        "        loss = loss_of(examples[batch])\n"
        "        optimizer.zero_grad()\n"
        "        loss.backward()\n"
        "        optimizer.step()\n"
        "    latest = measure()\n"
        '    if not latest["train_loss"] <= 1e6 or not all(map(math.isfinite, latest.values())):\n'
        '        metrics["diverged"] = True  # and keep what was measured before\n'
        "        break\n"
        "    metrics = latest"
    )


def _mistake(config: Mistake) -> list[str]:
    x, y = FOUR_POINTS
    head = "import json\n\nimport torch\nfrom torch import nn"
    data = f"x = torch.tensor({[[value] for value in x]})\ny = torch.tensor({[[float(label)] for label in y]})"
    train = (
        "def train(loss_of):\n"
        f"    generator = torch.Generator().manual_seed({config.seed})\n"
        "    model = nn.Linear(1, 1)\n"
        "    with torch.no_grad():\n"
        "        model.weight.uniform_(-1, 1, generator=generator)\n"
        "        model.bias.uniform_(-1, 1, generator=generator)\n"
        f"    optimizer = torch.optim.SGD(model.parameters(), lr={config.lr!r})\n"
        f"    for epoch in range({config.epochs}):\n"
        "        try:\n"
        "            loss = loss_of(model(x), y)\n"
        "        except RuntimeError as error:\n"
        '            print(f"epoch {epoch}: {type(error).__name__}: {error}")\n'
        "            return None\n"
        "        optimizer.zero_grad()\n"
        "        loss.backward()\n"
        "        optimizer.step()\n"
        "    with torch.no_grad():\n"
        f"        chance = float(torch.sigmoid(model(torch.tensor([[{NEW_X!r}]]))))\n"
        f'        print(f"probability of class 1 for x = {NEW_X:g}: {{chance:.4f}}")\n'
        "        return float(loss_of(model(x), y))"
    )
    mistaken = "mistaken = train(nn.BCELoss())  # raw sums where probabilities are wanted"
    first = "with_logits = train(nn.BCEWithLogitsLoss())  # repair 1: leave the sigmoid to the loss"
    second = "sigmoid = train(lambda z, y: nn.BCELoss()(torch.sigmoid(z), y))  # repair 2: a sigmoid, then the loss"
    result = (
        "print(json.dumps({\n"
        '    "train_loss": with_logits,\n'
        '    "sigmoid_loss": sigmoid,\n'
        '    "programs": 2.0 + (mistaken is not None),\n'
        "}))"
    )
    return [head, data, train, mistaken, first, second, result]


def _growth(config: Growth) -> list[str]:
    name = "separable" if config.separable else "clouds"
    data = (
        f"{source('dlcore.experiments.logistic_regression.clouds', name)}\n\n\n"
        f"generator = torch.Generator().manual_seed({config.data_seed})\n"
        f"x, y = {name}({config.samples}, {OVERLAP!r}, 0.5, generator)\n"
        "target = y[:, None].double()"
    )
    start = indent(DEFAULT_START, "    ")
    train = (
        "def train(weight_decay):\n"
        f"    generator = torch.Generator().manual_seed({config.seed})\n"
        "    model = nn.Linear(2, 1)\n"
        f"{start}\n"
        "    groups = [\n"
        '        {"params": [model.weight], "weight_decay": weight_decay},\n'
        '        {"params": [model.bias], "weight_decay": 0.0},\n'
        "    ]\n"
        f"    optimizer = torch.optim.SGD(groups, lr={config.lr!r})\n"
        f"    for epoch in range({config.epochs}):\n"
        "        loss = F.binary_cross_entropy_with_logits(model(x), target)\n"
        "        optimizer.zero_grad()\n"
        "        loss.backward()\n"
        "        optimizer.step()\n"
        "    with torch.no_grad():\n"
        "        loss = F.binary_cross_entropy_with_logits(model(x), target)\n"
        "        return float(loss), float(model.weight.norm())"
    )
    body = (
        f"runs = [train(strength) for strength in {list(config.weight_decays)}]\n"
        "for loss, norm in runs:\n"
        '    print(f"loss {loss:.5f}, length of the weights {norm:.3f}")'
    )
    result = 'print(json.dumps({"train_loss": runs[0][0], "first_norm": runs[0][1], "last_norm": runs[-1][1]}))'
    return [IMPORTS, data, train, body, result]
