"""The PyTorch program of one experiment of the laboratory, as a learner would write it. Loads without torch."""

from __future__ import annotations

from textwrap import indent

from dlcore.config import Config
from dlcore.datasets.real import table
from dlcore.export import source

from .config import Capacity, Descent, Leakage, Real, Remedies, Stopping

IMPORTS = """\
import json
import math
from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)"""
MEDIAN = """\
def median(values):
    return float(torch.tensor(values).quantile(0.5))"""
START = """\
def start(model, generator):
    for layer in model:
        if isinstance(layer, nn.Linear):
            bound = 1 / math.sqrt(layer.in_features)
            nn.init.uniform_(layer.weight, -bound, bound, generator=generator)
            nn.init.uniform_(layer.bias, -bound, bound, generator=generator)
    return model"""
MEASURE = """\
def scaled(x):
    return x[:, None] * 3**0.5  # standard deviation 1


def error(model, x, y):
    with torch.no_grad():
        return float(F.mse_loss(model(scaled(x))[:, 0], y))"""
LAYERS = {"tanh": "nn.Tanh()", "relu": "nn.ReLU()"}
TEST_SEED = 1_000_000


def cells(config: Config) -> list[str]:
    """The program in parts: imports, data, model, training, result."""
    match config:
        case Capacity():
            parts = _capacity(config)
        case Stopping():
            parts = _stopping(config)
        case Remedies():
            parts = _remedies(config)
        case Descent():
            parts = _descent(config)
        case Real():
            parts = _real(config)
        case Leakage():
            parts = _leakage(config)
        case _:
            raise TypeError(f"no program for {type(config).__name__}")
    return [IMPORTS, MEDIAN, *parts, "print(json.dumps(metrics))"]


def _curve(name: str, noise: float) -> str:
    """The true curve, the way points are drawn from it, and the test points."""
    return (
        f"{source('dlcore.datasets.curves', name)}\n\n\n{source('dlcore.datasets.curves', 'draw')}\n\n\n"
        f"test_x, test_y = draw({name}, 500, {noise!r}, torch.Generator().manual_seed({TEST_SEED}))"
    )


def _deep(width: str, activation: str) -> str:
    layer = LAYERS[activation]
    return f"nn.Sequential(nn.Linear(1, {width}), {layer}, nn.Linear({width}, {width}), {layer}, nn.Linear({width}, 1))"


def _adam(config: Capacity | Stopping | Real) -> str:
    return f"torch.optim.Adam(model.parameters(), lr={config.lr!r}, weight_decay={config.weight_decay!r})"


def _capacity(config: Capacity) -> list[str]:
    curve = _curve(config.curve, config.noise)
    loop = (
        f"for capacity in {list(config.capacities)!r}:\n"
        f"    fitted, tested, said = [], [], []\n"
        f"    for seed in range({config.seed}, {config.seed + config.seeds}):\n"
        f"        generator = torch.Generator().manual_seed(seed)\n"
        f"        x, y = draw({config.curve}, {config.samples}, {config.noise!r}, generator)\n"
        f"        predict = fit(capacity, x, y, generator)\n"
        f"        fitted.append(float((predict(x) - y).square().mean()))\n"
        f"        tested.append(float((predict(test_x) - test_y).square().mean()))\n"
        f"        said.append(predict(test_x))\n"
        f"    said = torch.stack(said)\n"
        f"    variance = float(said.var(0).mean()) if len(said) > 1 else 0.0\n"
        f"    distance = float((said - {config.curve}(test_x)).square().mean())\n"
        f"    metrics = {{\n"
        f'        "value": capacity,\n'
        f'        "train_error": max(median(fitted), 1e-12),\n'
        f'        "test_error": median(tested),\n'
        f'        "variance": variance,\n'
        f'        "sum": distance + {config.noise!r} ** 2,  # squared bias + variance + noise\n'
        f"    }}\n"
        f"    print(capacity, metrics)"
    )
    if config.model == "polynomial":
        linear = f"{source('dlcore.models.linear', 'legendre')}\n\n\n{source('dlcore.models.linear', 'ridge')}"
        fit = (
            "def fit(degree, x, y, generator):\n"
            f"    w = ridge(legendre(x, degree), y, {config.weight_decay!r})\n"
            "    return lambda x: legendre(x, degree) @ w"
        )
        return [curve, linear, fit, loop]
    model = f"nn.Sequential(nn.Linear(1, width), {LAYERS[config.activation]}, nn.Linear(width, 1))"
    fit = (
        "def fit(width, x, y, generator):\n"
        f"    model = start({model}, generator)\n"
        f"    optimizer = {_adam(config)}\n"
        f"    for epoch in range({config.epochs}):\n"
        "        loss = F.mse_loss(model(x[:, None] * 3**0.5)[:, 0], y)  # inputs with standard deviation 1\n"
        "        optimizer.zero_grad()\n"
        "        loss.backward()\n"
        "        optimizer.step()\n"
        "    return lambda x: model(x[:, None] * 3**0.5)[:, 0].detach()"
    )
    return [curve, START, fit, loop]


def _stopping(config: Stopping) -> list[str]:
    train = (
        "def train(seed):\n"
        '    """Train one network; return its errors at the end, and those of the one that early stopping keeps."""\n'
        "    generator = torch.Generator().manual_seed(seed)\n"
        f"    x, y = draw({config.curve}, {config.samples}, {config.noise!r}, generator)\n"
        f"    validation = draw({config.curve}, {config.validation}, {config.noise!r}, generator)\n"
        f"    model = start({_deep(str(config.width), config.activation)}, generator)\n"
        f"    optimizer = {_adam(config)}\n"
        "    lowest, best, stopped = error(model, *validation), 0, None\n"
        "    kept = error(model, test_x, test_y)\n"
        f"    for epoch in range(1, {config.epochs + 1}):\n"
        f"        for batch in torch.randperm(len(x), generator=generator).split({config.batch_size}):\n"
        "            loss = F.mse_loss(model(scaled(x[batch]))[:, 0], y[batch])\n"
        "            optimizer.zero_grad()\n"
        "            loss.backward()\n"
        "            optimizer.step()\n"
        "        now = error(model, *validation)\n"
        "        if stopped is None and now < lowest:\n"
        "            lowest, best, kept = now, epoch, error(model, test_x, test_y)\n"
        f"        if stopped is None and epoch - best >= {config.patience}:\n"
        "            stopped = epoch  # and go on, only to see what would have happened\n"
        "    return error(model, x, y), now, error(model, test_x, test_y), kept, stopped or epoch, best"
    )
    result = (
        f"runs = [train(seed) for seed in range({config.seed}, {config.seed + config.seeds})]\n"
        'names = ("train_error", "validation_error", "test_error", "stopped_error", "stop_epoch", "best_epoch")\n'
        "metrics = {name: median([float(run[i]) for run in runs]) for i, name in enumerate(names)}"
    )
    return [_curve(config.curve, config.noise), MEASURE, START, train, result]


DROPOUT = '''\
class Dropout(nn.Module):
    """nn.Dropout with a generator of its own, so that the run can be repeated."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        return x * (torch.rand(x.shape, generator=generator) < 1 - self.p) / (1 - self.p)'''


def _remedies(config: Remedies) -> list[str]:
    remedy = config.remedy
    width = "value" if remedy == "width" else str(config.width)
    model = _deep(width, config.activation)
    if remedy == "dropout":
        layer = LAYERS[config.activation]
        model = model.replace(layer, f"{layer}, Dropout(value)")
    samples = "value" if remedy == "samples" else str(config.samples)
    inputs = "scaled(x + value * torch.randn(x.shape, generator=generator))" if remedy == "jitter" else "scaled(x)"
    targets = "y + value * torch.randn(y.shape, generator=generator)" if remedy == "label_noise" else "y"
    decay = ", weight_decay=value" if remedy == "weight_decay" else ""
    step = (
        f"loss = F.mse_loss(model({inputs})[:, 0], {targets})\noptimizer.zero_grad()\nloss.backward()\noptimizer.step()"
    )
    if remedy == "batch_size":
        step = step.replace("scaled(x)", "scaled(x[batch])").replace(", y)", ", y[batch])")
        step = f"for batch in torch.randperm(len(x), generator=generator).split(value):\n{indent(step, '    ')}"
    if remedy == "l1":
        step += (
            "\nwith torch.no_grad():\n"
            "    for p in model.parameters():  # every weight a little closer to zero, and there it stays\n"
            f"        p.copy_(p.sign() * (p.abs() - {config.lr!r} * value).clamp_min(0))"
        )
    epochs = "value" if remedy == "epochs" else str(config.epochs)
    loop = (
        f"for value in {list(config.strengths)!r}:\n"
        "    fitted, tested, zeros = [], [], []\n"
        f"    for seed in range({config.seed}, {config.seed + config.seeds}):\n"
        "        generator = torch.Generator().manual_seed(seed)\n"
        f"        x, y = draw({config.curve}, {samples}, {config.noise!r}, generator)\n"
        f"        model = start({model}, generator)\n"
        f"        optimizer = torch.optim.Adam(model.parameters(), lr={config.lr!r}{decay})\n"
        f"        for epoch in range({epochs}):\n"
        f"{indent(step, ' ' * 12)}\n"
        "        model.eval()\n"
        "        fitted.append(error(model, x, y))\n"
        "        tested.append(error(model, test_x, test_y))\n"
        "        weights = nn.utils.parameters_to_vector(model.parameters())\n"
        "        zeros.append(float((weights == 0).double().mean()))\n"
        '    metrics = {"value": value, "train_error": median(fitted), "test_error": median(tested),\n'
        '               "zeros": sum(zeros) / len(zeros)}\n'
        "    print(metrics)"
    )
    return [_curve(config.curve, config.noise), MEASURE, START, *([DROPOUT] if remedy == "dropout" else []), loop]


def _descent(config: Descent) -> list[str]:
    every = list(config.swept)
    if config.along == "epochs":
        loop = (
            f"epochs = torch.tensor({every!r}).double()[:, None]\n"
            "fitted, tested = [], []\n"
            f"for seed in range({config.seed}, {config.seed + config.seeds}):\n"
            "    generator = torch.Generator().manual_seed(seed)\n"
            f"    scale = torch.ones({config.features})\n"
            f"    scale[{config.features // 2}:] = {config.scale!r}  # these inputs are small and learned late\n"
            f"    true = 1 / scale / {config.features} ** 0.5\n"
            f"    x = torch.randn({config.samples}, {config.features}, generator=generator) * scale\n"
            f"    y = x @ true + {config.noise!r} * torch.randn({config.samples}, generator=generator)\n"
            f"    w = descended(x, y, epochs, {config.weight_decay!r})\n"
            "    fitted.append(float((w[-1] @ x.T - y).square().mean()))\n"
            f"    tested.append(float(((w[-1] - true) * scale).square().sum()) + {config.noise!r} ** 2)\n"
            'metrics = {"train_error": max(median(fitted), 1e-12), "test_error": median(tested)}'
        )
        return [source("dlcore.experiments.overfitting.descent", "descended"), loop]
    features, samples = ("value", str(config.samples)) if config.along == "width" else (str(config.features), "value")
    functions = [source("dlcore.models.linear", "ridge"), source("dlcore.models.linear", "relu_features")]
    teacher = source("dlcore.experiments.overfitting.descent", "teacher")
    loop = (
        f"for value in {every!r}:\n"
        "    fitted, tested = [], []\n"
        f"    for seed in range({config.seed}, {config.seed + config.seeds}):\n"
        "        generator = torch.Generator().manual_seed(seed)\n"
        f"        directions = torch.randn({features}, INPUTS, generator=generator).T / INPUTS**0.5\n"
        f"        x, y = teacher({samples}, {config.noise!r}, generator)\n"
        f"        w = ridge(relu_features(x, directions), y, {config.weight_decay!r})\n"
        f"        test_x, test_y = teacher(1000, {config.noise!r}, generator)\n"
        "        fitted.append(float((relu_features(x, directions) @ w - y).square().mean()))\n"
        "        tested.append(float((relu_features(test_x, directions) @ w - test_y).square().mean()))\n"
        '    metrics = {"value": value, "train_error": max(median(fitted), 1e-12), "test_error": median(tested)}\n'
        "    print(metrics)"
    )
    return [*functions, f"INPUTS = 10\n\n\n{teacher}", loop]


def _real(config: Real) -> list[str]:
    data = table(config.table)
    rows = ",\n".join(
        f"    [{', '.join(f'{value!r}' for value in [*row.tolist(), float(label)])}]"
        for row, label in zip(data.values, data.labels, strict=True)
    )
    hidden = f"nn.Linear({config.sizes[0]}, {config.hidden}), nn.ReLU(), nn.Linear({config.hidden}, 1)"
    model = hidden if config.hidden else f"nn.Linear({config.sizes[0]}, 1)"
    classes = bool(data.classes)
    loss = "F.binary_cross_entropy_with_logits" if classes else "F.mse_loss"
    wrong = "((z > 0) != (y > 0.5)).double().mean()" if classes else "(z - y).square().mean() / y.var(correction=0)"
    what = f"# {', '.join(data.axes)}, then {data.target_name}" + (f": {', '.join(data.classes)}" if classes else "")
    targets = "" if classes else "        y = (y - y[train].mean()) / y[train].std(correction=0)\n"
    kept = len(data.values) - config.counts[-1]
    loop = (
        f"for count in {list(config.counts)!r}:\n"
        "    fitted, tested = [], []\n"
        f"    for seed in range({config.seed}, {config.seed + config.seeds}):\n"
        "        order = torch.randperm(len(specimens), generator=torch.Generator().manual_seed(seed))\n"
        f"        test, train = order[:{kept}], order[{kept} : {kept} + count]\n"
        "        x, y = specimens[:, :-1], specimens[:, -1]\n"
        "        std = x[train].std(0, correction=0)\n"
        "        x = (x - x[train].mean(0)) / torch.where(std > 1e-9, std, 1.0)\n"
        f"{targets}"
        f"        model = start(nn.Sequential({model}), torch.Generator().manual_seed(seed))\n"
        f"        optimizer = {_adam(config)}\n"
        f"        for epoch in range({config.epochs}):\n"
        f"            loss = {loss}(model(x[train])[:, 0], y[train])\n"
        "            optimizer.zero_grad()\n"
        "            loss.backward()\n"
        "            optimizer.step()\n"
        "        fitted.append(float(wrong(model(x[train])[:, 0], y[train])))\n"
        "        tested.append(float(wrong(model(x[test])[:, 0], y[test])))\n"
        '    metrics = {"value": count, "train_error": max(median(fitted), 1e-12),\n'
        '               "test_error": max(median(tested), 1e-12)}\n'
        "    print(metrics)"
    )
    return [
        f"{what}\nspecimens = torch.tensor([\n{rows},\n])",
        START,
        f"def wrong(z, y):\n    return {wrong}",
        loop,
    ]


def _leakage(config: Leakage) -> list[str]:
    coin = (
        "\n    y = torch.randint(2, (n,), generator=generator)  # a coin: there is nothing to learn"
        if config.coin
        else ""
    )
    points = (
        f"def points(n, generator):\n    x, y = moons(n, {config.noise!r}, generator){coin}\n    return x, y.double()"
    )
    study = (
        "def accuracy(model, x, y):\n"
        "    with torch.no_grad():\n"
        "        return float(((model(x)[:, 0] > 0) == (y > 0.5)).double().mean())\n\n\n"
        "def study(r):\n"
        '    """Try many networks on the same points, choose one, and see how good it really is."""\n'
        f"    generator = torch.Generator().manual_seed({config.seed} + 1000 * r)\n"
        f"    (x, y), validation, test, fresh = (points(n, generator) for n in "
        f"({config.samples}, {config.held_out}, {config.held_out}, 2000))\n"
        "    best = None\n"
        f"    for t in range({config.tries}):\n"
        f"        model = start(nn.Sequential(nn.Linear(2, {config.width}), nn.Tanh(), nn.Linear({config.width}, 1)),\n"
        f"                      torch.Generator().manual_seed({config.seed} + 1000 * r + 500 + t))\n"
        f"        optimizer = torch.optim.Adam(model.parameters(), lr={config.lr!r})\n"
        f"        for epoch in range({config.epochs}):\n"
        "            loss = F.binary_cross_entropy_with_logits(model(x)[:, 0], y)\n"
        "            optimizer.zero_grad()\n"
        "            loss.backward()\n"
        "            optimizer.step()\n"
        f"        score = accuracy(model, *{config.choose})\n"
        "        if best is None or score > best[0]:\n"
        "            best = score, accuracy(model, *test), accuracy(model, *fresh)\n"
        "    return best[1:]"
    )
    result = (
        f"reported, real = zip(*[study(r) for r in range({config.repeats})])\n"
        'metrics = {"mean_reported": sum(reported) / len(reported), "mean_fresh": sum(real) / len(real)}\n'
        'metrics["optimism"] = metrics["mean_reported"] - metrics["mean_fresh"]'
    )
    return [source("dlcore.datasets.toy", "moons"), points, START, study, result]
