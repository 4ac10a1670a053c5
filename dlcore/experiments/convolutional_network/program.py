"""The PyTorch programs of these experiments, as a learner would write them. Loads without torch."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.datasets.digits import BRIGHTEST, FILES
from dlcore.export import source
from dlcore.models.blocks import Layer

from .config import FRESH, HELD_OUT, Network

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
    assert isinstance(config, Network)
    return [IMPORTS, _data(config), *_model(config), *_training(config), "print(json.dumps(metrics))"]


def _data(config: Network) -> str:
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


def _model(config: Network) -> list[str]:
    lines = "".join(f"    {expression(layer)}\n" for layer in config.layers)
    dropout = [DROPOUT] if "dropout" in config.blocks else []
    return [
        f"generator = torch.Generator().manual_seed({config.seed})",
        *dropout,
        f"model = nn.Sequential(\n{lines})\n"
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
