"""The PyTorch programs of these experiments, as a learner would write them. Loads without torch."""

from __future__ import annotations

from collections.abc import Sequence

from dlcore.config import Config
from dlcore.datasets.digits import BRIGHTEST, FILES, digits
from dlcore.export import source
from dlcore.models.blocks import Layer
from dlcore.models.sliding import PRESETS

from .config import FRESH, HELD_OUT, Compare, LearnKernel, Network

SEEN = 500  # training images that the training loss is measured on
IMPORTS = """\
import json
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)  # several threads would add up in another order"""
OPTIMIZERS = {
    "sgd": "SGD(model.parameters(), lr={lr}{decay})",
    "momentum": "SGD(model.parameters(), lr={lr}, momentum=0.9{decay})",
    "adam": "Adam(model.parameters(), lr={lr}{decay}, fused=True)",
}
DROPOUT = '''\
class Dropout(nn.Module):
    """nn.Dropout with a generator of its own, so that the run can be repeated."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        keep = torch.rand(x.shape, generator=generator) >= self.p
        return x * keep / (1 - self.p)'''


def data_file(config: Config) -> str:
    """Name the file in ``dlcore/datasets/data`` that the program reads; it has to lie beside the program."""
    return FILES[getattr(config, "dataset", "mnist")]


def cells(config: Config) -> list[str]:
    """The program in parts: imports, data, model, training, result."""
    match config:
        case LearnKernel():
            return _hunt(config)
        case Compare():
            return _compare(config)
    assert isinstance(config, Network)
    return [IMPORTS, _data(config), *_model(config), *_training(config), "print(json.dumps(metrics))"]


def _data(config: Network | Compare) -> str:
    held, fresh = HELD_OUT[config.dataset], FRESH[config.dataset]
    kept = held + fresh
    return (
        f'with np.load("{data_file(config)}") as file:  # lies beside this program\n'
        f'    images = torch.from_numpy(file["images"][:, None] / {BRIGHTEST[config.dataset]})\n'
        '    labels = torch.from_numpy(file["labels"]).long()\n'
        f"order = torch.randperm(len(labels), generator=torch.Generator().manual_seed({config.data_seed}))\n"
        f"test = order[:{held}]  # the next {fresh} are kept for grading\n"
        f"train = order[{kept}:{kept + config.used_images}]"
    )


def expression(layer: Layer) -> str:
    """Write the line that makes a layer, with its output's shape."""
    made = layer.code if layer.kind == "dropout" else f"nn.{layer.code}"
    return f"{made},  # {'×'.join(map(str, layer.shape))}"


def _sequential(layers: Sequence[Layer], indent: str = "") -> str:
    lines = "".join(f"{indent}    {expression(layer)}\n" for layer in layers)
    return f"nn.Sequential(\n{lines}{indent})"


def _model(config: Network) -> list[str]:
    dropout = [DROPOUT] if "dropout" in config.blocks else []
    return [
        f"generator = torch.Generator().manual_seed({config.seed})",
        *dropout,
        f"model = {_sequential(config.layers)}\n"
        "for layer in model:\n"
        "    if isinstance(layer, (nn.Conv2d, nn.Linear)):  # PyTorch's own first weights, from our generator\n"
        "        bound = 1 / math.sqrt(layer.weight[0].numel())\n"
        "        nn.init.uniform_(layer.weight, -bound, bound, generator=generator)\n"
        "        nn.init.uniform_(layer.bias, -bound, bound, generator=generator)",
    ]


def _training(config: Network) -> list[str]:
    decay = f", weight_decay={config.weight_decay!r}" if config.weight_decay else ""
    made = OPTIMIZERS[config.optimizer].format(lr=repr(config.lr), decay=decay)
    augmented = bool(config.shift or config.angle)
    shown = f"moved(images[batch], {config.shift}, {config.angle!r}, generator)" if augmented else "images[batch]"
    falling = config.schedule == "cosine"
    lambda_ = f"lambda step: (1 + math.cos(math.pi * step / {config.steps})) / 2"
    scheduler = f"scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, {lambda_})\n" if falling else ""
    measure = (
        "def measure():\n"
        "    model.eval()\n"
        "    found = {}\n"
        f'    for part, chosen in (("train", train[:{SEEN}]), ("test", test)):\n'
        "        with torch.no_grad():\n"
        "            z = model(images[chosen])\n"
        '        found[f"{part}_loss"] = float(F.cross_entropy(z, labels[chosen]))\n'
        '        found[f"{part}_accuracy"] = float((z.argmax(1) == labels[chosen]).double().mean())\n'
        "    model.train()\n"
        "    return found"
    )
    loop = (
        f"optimizer = torch.optim.{made}\n"
        f"{scheduler}"
        "rest = train[:0]\n"
        f"for step in range({config.steps}):\n"
        "    if not len(rest):  # a new epoch, in a new order\n"
        "        rest = train[torch.randperm(len(train), generator=generator)]\n"
        f"    batch, rest = rest[:{config.batch_size}], rest[{config.batch_size}:]\n"
        f"    loss = F.cross_entropy(model({shown}), labels[batch])\n"
        "    optimizer.zero_grad()\n"
        "    loss.backward()\n"
        "    optimizer.step()\n" + ("    scheduler.step()\n" if falling else "") + "    if not loss <= 1e6:\n"
        '        print(json.dumps({"diverged": True, "step": step}))\n'
        "        raise SystemExit\n"
        "metrics = measure()"
    )
    moving = [source("dlcore.models.convolutional", "moved").replace("Tensor", "torch.Tensor")] if augmented else []
    return [*moving, measure, loop]


def _hunt(config: LearnKernel) -> list[str]:
    rows = ",\n    ".join(str(list(row)) for row in PRESETS[config.target])
    side = digits("mnist").side
    made = {
        "digits": (
            'with np.load("mnist_5000.npz") as file:  # lies beside this program\n'
            '    images = torch.from_numpy(file["images"][:, None] / 255)\n'
            f"x = images[torch.randperm(len(images), generator=generator)[:{config.images}]]"
        ),
        "random": f"x = torch.rand({config.images}, 1, {side}, {side}, generator=generator)",
        "flat": f"x = torch.full(({config.images}, 1, {side}, {side}), 0.7)",
    }[config.inputs]
    border = (config.size - 3) // 2
    padded = f"\nto_find = F.pad(to_find, [{border}] * 4)" if border else ""
    noise = f" + {config.noise!r} * torch.randn(clean.shape, generator=generator)" if config.noise else ""
    init = (
        f"\nnn.init.normal_(weight, generator=torch.Generator().manual_seed({config.seed}))"
        if config.init == "random"
        else ""
    )
    optimizer = {"sgd": "SGD([weight], lr={lr})", "momentum": "SGD([weight], lr={lr}, momentum=0.9)",
                 "adam": "Adam([weight], lr={lr})"}[config.optimizer].format(lr=repr(config.lr))  # fmt: skip
    return [
        IMPORTS,
        f"generator = torch.Generator().manual_seed({config.seed})\n"
        f"{made}\n"
        f"to_find = torch.tensor([\n    {rows},\n], dtype=torch.float64){padded}\n"
        "clean = F.conv2d(x, to_find[None, None])\n"
        f"y = clean{noise}",
        f"weight = torch.zeros(1, 1, {config.size}, {config.size}){init}\n"
        "weight.requires_grad_()\n"
        f"optimizer = torch.optim.{optimizer}\n"
        f"for step in range({config.steps}):\n"
        "    loss = F.mse_loss(F.conv2d(x, weight), y)\n"
        "    if not loss <= 1e6:\n"
        '        print(json.dumps({"diverged": True, "step": step}))\n'
        "        raise SystemExit\n"
        "    optimizer.zero_grad()\n"
        "    loss.backward()\n"
        "    optimizer.step()",
        "print(weight.detach()[0, 0])\n"
        "with torch.no_grad():\n"
        "    loss = F.mse_loss(F.conv2d(x, weight), y)\n"
        "    distance = (weight[0, 0] - to_find).norm()\n"
        'print(json.dumps({"train_loss": float(loss), "distance": float(distance)}))',
    ]


def _compare(config: Compare) -> list[str]:
    moving = [source("dlcore.models.convolutional", "moved").replace("Tensor", "torch.Tensor")] if config.shift else []
    shown = f"moved(images[batch], {config.shift}, 0.0, generator)" if config.shift else "images[batch]"
    side = config.side
    order = (
        f"places = torch.randperm({side**2}, generator=torch.Generator().manual_seed({config.data_seed + 1}))\n\n\n"
        "def seen(x):  # every image's pixels in the same other order\n"
        "    return x.flatten(1)[:, places].view_as(x)"
        if config.shuffled
        else "def seen(x):\n    return x"
    )
    train = (
        "def train_one(model):\n"
        f"    generator = torch.Generator().manual_seed({config.seed})\n"
        "    for layer in model:\n"
        "        if isinstance(layer, (nn.Conv2d, nn.Linear)):  # PyTorch's own first weights, from our generator\n"
        "            bound = 1 / math.sqrt(layer.weight[0].numel())\n"
        "            nn.init.uniform_(layer.weight, -bound, bound, generator=generator)\n"
        "            nn.init.uniform_(layer.bias, -bound, bound, generator=generator)\n"
        f"    optimizer = torch.optim.Adam(model.parameters(), lr={config.lr!r}, fused=True)\n"
        f"    falling = lambda step: (1 + math.cos(math.pi * step / {config.steps})) / 2\n"
        "    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, falling)\n"
        "    rest = train[:0]\n"
        f"    for step in range({config.steps}):\n"
        "        if not len(rest):\n"
        "            rest = train[torch.randperm(len(train), generator=generator)]\n"
        f"        batch, rest = rest[:{config.batch_size}], rest[{config.batch_size}:]\n"
        f"        loss = F.cross_entropy(model(seen({shown})), labels[batch])\n"
        "        optimizer.zero_grad()\n"
        "        loss.backward()\n"
        "        optimizer.step()\n"
        "        scheduler.step()"
    )
    models = (
        "models = {\n"
        f'    "cnn": {_sequential(config.convolutional, "    ")},\n'
        f'    "mlp": {_sequential(config.dense, "    ")},\n'
        "}"
    )
    result = (
        "metrics = {}\n"
        "for name, model in models.items():\n"
        "    train_one(model)\n"
        f'    for part, chosen in (("train", train[:{SEEN}]), ("test", test)):\n'
        "        with torch.no_grad():\n"
        "            z = model(seen(images[chosen]))\n"
        '        metrics[f"{name}_{part}_loss"] = float(F.cross_entropy(z, labels[chosen]))\n'
        '        metrics[f"{name}_{part}_accuracy"] = float((z.argmax(1) == labels[chosen]).double().mean())\n'
        "print(json.dumps(metrics))"
    )
    return [IMPORTS, _data(config), order, *moving, models, train, result]
