"""The PyTorch program of one linear-regression experiment, as a learner would write it. Loads without torch."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import indent

from dlcore.datasets.own import OwnData, split
from dlcore.datasets.quartet import ANSCOMBE, FOUR_POINTS
from dlcore.datasets.real import table
from dlcore.export import source

from .config import LARGEST_SEED, MEASUREMENTS, UNSEEN, LinearRegression, SeveralFeatures
from .replaying import EXPLODED, NEW_X

Config = LinearRegression | SeveralFeatures

IMPORTS = """\
import json
import math

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)"""
LOSSES = {
    "mse": "F.mse_loss(prediction, target)",
    "mae": "F.l1_loss(prediction, target)",
    "huber": "F.huber_loss(prediction, target, delta={delta!r})",
}
LASSO = """\
def lasso(x, y, strength):
    \"\"\"Weights and bias by coordinate descent: each weight in turn goes to its own minimum.\"\"\"
    X, rest = x - x.mean(0), y - y.mean()
    gram, target, w = X.T @ X, X.T @ rest, torch.zeros(x.shape[1])
    for _ in range(20000):
        before = w.clone()
        for j in range(len(w)):
            pull = target[j] - gram[j] @ w + gram[j, j] * w[j]
            w[j] = pull.sign() * (pull.abs() - strength * len(x) / 2).clamp(min=0) / gram[j, j]
        if (w - before).abs().max() <= 1e-9 * w.abs().max():
            break
    return torch.cat([w, (y.mean() - x.mean(0) @ w)[None]])"""


def cells(config: Config) -> list[str]:
    """The program in parts: imports, data, closed form, model, training, result."""
    return [
        IMPORTS,
        _data(config),
        *_closed_form(config),
        _model(config),
        _measure(config),
        _training(config),
        "print(json.dumps(metrics))",
    ]


def _several(config: Config) -> bool:
    return isinstance(config, SeveralFeatures)


def _is_tested(config: Config) -> bool:
    return isinstance(config, SeveralFeatures) or config.dataset == "diabetes"


def _data(config: Config) -> str:
    if isinstance(config, SeveralFeatures):
        made = _patients(config, config.measurements) if config.own is None else _own_rows(config, config.own)
    elif config.dataset == "diabetes":
        made = _patients(config, (config.measurement,))
    elif config.dataset == "noisy":
        made = (
            f"{source('dlcore.datasets.lines', 'noisy_line')}\n\n\n"
            f"generator = torch.Generator().manual_seed({config.data_seed})\n"
            f"x, y = noisy_line({config.samples}, {config.slope!r}, {config.intercept!r}, {config.noise!r}, "
            f"{config.outliers}, generator)\n"
            "x = x[:, None]"
        )
    else:
        x, y = _written_out(config)
        made = f"x = torch.tensor([{', '.join(f'[{v!r}]' for v in x)}])\ny = torch.tensor({list(y)})"
    if not _is_tested(config):
        made += "\ntrain = torch.ones(len(x), dtype=torch.bool)"
    if config.standardise:
        return f"{made}\nmean, std = x[train].mean(0), x[train].std(0, correction=0)\ninputs = (x - mean) / std"
    return f"{made}\nmean, std = torch.zeros(x.shape[1]), torch.ones(x.shape[1])\ninputs = x"


def _written_out(config: LinearRegression) -> tuple[Sequence[float], Sequence[float]]:
    if config.own is not None:
        return config.own.points[:, 0].tolist(), config.own.targets.tolist()
    return FOUR_POINTS if config.dataset == "four" else ANSCOMBE[config.quartet - 1]


def _own_rows(config: SeveralFeatures, own: OwnData) -> str:
    """The learner's own rows, each with 1 if it is for training."""
    train = split(own, config.train_share, config.data_seed)
    rows = [
        f"({', '.join(map(repr, row))}, {int(role)}),"
        for row, role in zip(own.table.tolist(), train.tolist(), strict=True)
    ]
    in_a_line = max(1, 8 // (own.inputs + 2))
    lines = [" ".join(rows[i : i + in_a_line]) for i in range(0, len(rows), in_a_line)]
    named = _wrapped(f"{', '.join(own.axes)}; then {own.target_name}; then 1 for training")
    return (
        "\n".join(f"# {part}" for part in named)
        + f"\nrows = torch.tensor([\n{indent(chr(10).join(lines), '    ')}\n])\n"
        "x, y, train = rows[:, :-2], rows[:, -2], rows[:, -1] == 1"
    )


def _patients(config: Config, measurements: tuple[str, ...]) -> str:
    data = table("diabetes")
    columns = [MEASUREMENTS.index(name) for name in measurements]
    rows = [
        f"({', '.join(f'{values[column]:.9g}' for column in columns)}, {target:g}),"
        for values, target in zip(data.values, data.labels, strict=True)
    ]
    in_a_line = max(1, 6 // len(columns))
    lines = [" ".join(rows[i : i + in_a_line]) for i in range(0, len(rows), in_a_line)]
    names = ", ".join(data.axes[column] for column in columns)
    return (
        "\n".join(f"# {part}" for part in _wrapped(f"{names}; last: {data.target_name} of the disease"))
        + f"\npatients = torch.tensor([\n{indent(chr(10).join(lines), '    ')}\n])\n"
        f"order = torch.randperm(len(patients), generator=torch.Generator().manual_seed({LARGEST_SEED + 1}))\n"
        f"patients = patients[order[{UNSEEN}:]]  # the others are kept back\n"
        "x, y = patients[:, :-1], patients[:, -1]\n"
        f"generator = torch.Generator().manual_seed({config.data_seed})\n"
        "train = torch.zeros(len(x), dtype=torch.bool)\n"
        f"train[torch.randperm(len(x), generator=generator)[:{config.train_points}]] = True"
    )


def _wrapped(text: str, width: int = 100) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _closed_form(config: Config) -> list[str]:
    if isinstance(config, LinearRegression) and config.loss != "mse":
        return []
    X = "X = torch.cat([inputs[train], torch.ones(int(train.sum()), 1)], dim=1)  # the bias's input is always 1"
    if isinstance(config, SeveralFeatures) and config.penalty == "lasso":
        return [LASSO, f"best = lasso(inputs[train], y[train], {config.strength!r})"]
    if isinstance(config, SeveralFeatures) and config.penalty == "ridge":
        return [
            f"{X}\n"
            f"penalty = len(X) * {config.strength!r} * torch.diag(torch.tensor([1.0] * x.shape[1] + [0.0]))\n"
            "best = torch.linalg.solve(X.T @ X + penalty, X.T @ y[train])"
        ]
    return [f"{X}\nbest = torch.linalg.lstsq(X, y[train, None]).solution[:, 0]  # least squares, in closed form"]


def _model(config: Config) -> str:
    d = config.inputs if isinstance(config, SeveralFeatures) else 1
    text = f"model = nn.Linear({d}, 1)\ngenerator = torch.Generator().manual_seed({config.seed})\n"
    if config.init == "zeros":
        return f"{text}with torch.no_grad():\n    model.weight.zero_()\n    model.bias.zero_()"
    if isinstance(config, LinearRegression) and config.init == "hand":
        return (
            f"{text}with torch.no_grad():  # the line that was drawn by hand\n"
            f"    model.weight.fill_({config.hand_slope!r} * std[0])\n"
            f"    model.bias.fill_({config.hand_intercept!r} + {config.hand_slope!r} * mean[0])"
        )
    return (
        f"{text}with torch.no_grad():  # in float32, as nn.Linear draws after torch.manual_seed({config.seed})\n"
        "    for parameter in model.parameters():\n"
        "        drawn = torch.empty(parameter.shape, dtype=torch.float32)\n"
        f"        parameter.copy_(drawn.uniform_(-1 / math.sqrt({d}), 1 / math.sqrt({d}), generator=generator))"
    )


def _measure(config: Config) -> str:
    loss = LOSSES["mse"]
    if isinstance(config, LinearRegression):
        loss = LOSSES[config.loss].format(delta=config.delta)
    closed = isinstance(config, SeveralFeatures) or config.loss == "mse"
    entries = ['"train_loss": float(loss_of(train))']
    entries += ['"test_loss": float(loss_of(~train))'] if _is_tested(config) else []
    entries += ['"distance": float(torch.cat([model.weight[0], model.bias]).sub(best).norm())'] if closed else []
    helper = ""
    if isinstance(config, SeveralFeatures):
        entries += ['"train_r2": r2_of(train)', '"test_r2": r2_of(~train)']
        helper = (
            "def r2_of(rows):\n"
            "    rest, spread = y[rows] - model(inputs[rows])[:, 0], y[rows] - y[rows].mean()\n"
            "    return float(1 - rest.square().sum() / spread.square().sum())\n\n\n"
        )
    else:
        entries += ['"slope": float(slope)', '"intercept": float(intercept)']
        entries += [f'"prediction": float(slope * {NEW_X} + intercept)'] if config.dataset == "four" else []
    body = "".join(f"            {entry},\n" for entry in entries)
    line = (
        ""
        if _several(config)
        else "        slope = model.weight[0, 0] / std[0]\n        intercept = model.bias[0] - slope * mean[0]\n"
    )
    return (
        "def loss_of(rows):\n"
        "    prediction, target = model(inputs[rows])[:, 0], y[rows]\n"
        f"    return {loss}\n\n\n{helper}"
        f"def measure():\n    with torch.no_grad():\n{line}        return {{\n{body}        }}"
    )


def _training(config: Config) -> str:
    penalty, strength = ("none", 0.0)
    if isinstance(config, SeveralFeatures):
        penalty, strength = config.penalty, config.strength
    groups = "model.parameters()"
    if penalty == "ridge":  # weight_decay · w is added to the gradient
        groups = f'[{{"params": [model.weight], "weight_decay": {2 * strength!r}}}, {{"params": [model.bias]}}]'
    shrink = ""
    if penalty == "lasso":
        shrink = (
            "        with torch.no_grad():  # what the L1 penalty calls for: shrink towards zero, and stop there\n"
            f"            size = (model.weight.abs() - {config.lr!r} * {strength!r}).clamp(min=0)\n"
            "            model.weight.copy_(model.weight.sign() * size)\n"
        )
    return (
        f"optimizer = torch.optim.SGD({groups}, lr={config.lr!r})\n"
        "examples = train.nonzero()[:, 0]\n"
        f"limit = max({EXPLODED!r}, 1e3 * float(y.square().mean()))\n"
        "metrics = measure()\n"
        f"for epoch in range({config.epochs}):\n"
        f"    for batch in torch.randperm(len(examples), generator=generator).split({config.batch_size}):\n"
        "        loss = loss_of(examples[batch])\n"
        "        optimizer.zero_grad()\n"
        "        loss.backward()\n"
        "        optimizer.step()\n"
        f"{shrink}"
        "    latest = measure()\n"
        '    if not latest["train_loss"] <= limit or not all(map(math.isfinite, latest.values())):\n'
        '        metrics["diverged"] = True  # and keep what was measured before\n'
        "        break\n"
        "    metrics = latest"
    )
