"""The program of one room, as a learner would write it. Loads without torch."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.export import source

from .config import Amounts, Depth, Sources, Transfer, Tuning

PICTURES = "dlcore.experiments.transfer.pictures"
IMPORTS = """\
import json
import math

import numpy as np
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)"""
SMALL = """\
digits = load_digits()
SMALL = torch.tensor(digits.images / 16), torch.tensor(digits.target)  # 1797 of 8×8"""
LARGE = """\
with np.load("mnist_5000.npz") as file:  # lies beside this program
    LARGE = shrunk(torch.tensor(file["images"] / 255)), torch.tensor(file["labels"].astype(np.int64))"""
NETWORK = """\
def network(seed):
    generator, parts = torch.Generator().manual_seed(seed), []
    for fan_in, fan_out in zip(SIZES, SIZES[1:]):
        layer = nn.Linear(fan_in, fan_out)
        bound = 1 / math.sqrt(fan_in)
        nn.init.uniform_(layer.weight, -bound, bound, generator=generator)
        nn.init.uniform_(layer.bias, -bound, bound, generator=generator)
        parts += [layer, nn.ReLU()]
    return nn.Sequential(*parts[:-1])


def right(model, x, y):
    with torch.no_grad():
        return float((model(x).argmax(1) == y).double().mean())"""
LEARN = """\
def learn(model, optimizer, x, y, epochs):
    for epoch in range(epochs):
        loss = F.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()"""
START = """\
def start(way, seed, old, kept):
    model = network(seed)
    for mine, learned in list(zip(model[::2], old[::2]))[:kept]:  # the lower layers, from the pixels
        if way in ("tuned", "frozen"):
            mine.load_state_dict(learned.state_dict())
        if way in ("frozen", "random"):
            mine.requires_grad_(False)
    return model"""
AFTER = """\
def after(way, count, seed, old, kept):
    model = start(way, seed, old, kept)
    x, y, test_x, test_y = second(seed)
    optimizer = torch.optim.Adam([each for each in model.parameters() if each.requires_grad], lr=LR)
    learn(model, optimizer, x[: 5 * count], y[: 5 * count], EPOCHS)
    return right(model, test_x, test_y)"""


def cells(config: Config) -> list[str]:
    """The program in parts: imports, pictures, network, first task, second task, result."""
    assert isinstance(config, (Amounts, Tuning, Depth, Sources))
    sources = config.sources if isinstance(config, Sources) else (config.source,)
    foreign = any(each.startswith("mnist") for each in sources)
    header = IMPORTS if foreign else IMPORTS.replace("import numpy as np\n", "")
    constants = (
        f"SIZES = {config.sizes!r}\n"
        f"SEEDS = range({config.seed}, {config.seed + config.seeds})\n"
        f"LR, EPOCHS = {config.lr!r}, {config.epochs}"
    )
    return [
        header,
        constants,
        *([source(PICTURES, "shrunk")] if foreign else []),
        SMALL,
        *([LARGE] if foreign else []),
        source(PICTURES, "placed"),
        source(PICTURES, "task"),
        _tasks(config, foreign),
        NETWORK,
        LEARN,
        _learned(config),
        START,
        *(_tuning(config) if isinstance(config, Tuning) else [AFTER, _compared(config)]),
        "print(json.dumps(metrics))",
    ]


def _tasks(config: Transfer, foreign: bool) -> str:
    first = f"    x, y = SMALL\n    classes = {config.old}\n"
    if foreign:
        first = (
            '    x, y = LARGE if source.startswith("mnist") else SMALL\n'
            f'    classes = {config.new} if source == "mnist_same" else {config.old}\n'
        )
    return (
        "def first(source, seed):\n"
        f"{first}"
        f"    return task(x, y, classes, source, {config.wander}, {config.pretraining}, {config.placements}, "
        "seed + 1_000_000)\n"
        "\n\n"
        "def second(seed):\n"
        f'    return task(*SMALL, {config.new}, "digits", {config.wander}, 100, 1, seed)'
    )


def _learned(config: Transfer) -> str:
    return (
        "def learned(source, seed):\n"
        "    model = network(seed + 1_000_000)\n"
        "    x, y, test_x, test_y = first(source, seed)\n"
        f"    learn(model, torch.optim.Adam(model.parameters(), lr=0.01), x, y, {config.patience})\n"
        "    return model, right(model, test_x, test_y)"
    )


def _compared(config: Amounts | Depth | Sources) -> str:
    """Write the loop over examples, layers or sources."""
    match config:
        case Amounts():
            ways, loop = config.ways, f"for count in {config.counts!r}:\n"
            source, count, kept, where = repr(config.source), "count", config.hidden, "count"
        case Depth():
            ways, loop = ("tuned", "frozen", "random"), f"for kept in range({config.hidden + 1}):\n"
            source, count, kept, where = repr(config.source), config.count, "kept", "kept"
        case Sources():
            ways, loop = ("fresh", "tuned", "frozen"), f"for source in {list(config.sources)!r}:\n"
            source, count, kept, where = "source", config.count, config.hidden, "source"
    olds = f"olds = {{seed: learned({source}, seed) for seed in SEEDS}}\n"
    before, inside = ("", f"    {olds}") if isinstance(config, Sources) else (olds, "")
    return (
        f"{before}{loop}{inside}"
        "    metrics = {}\n"
        f"    for way in {list(ways)!r}:\n"
        f"        found = [after(way, {count}, seed, olds[seed][0], {kept}) for seed in SEEDS]\n"
        '        metrics[f"right_{way}"] = sum(found) / len(found)\n'
        '    metrics["right_first"] = sum(share for model, share in olds.values()) / len(olds)\n'
        f"    print({where}, metrics)"
    )


def _tuning(config: Tuning) -> list[str]:
    pull = config.pull > 0
    pulled = (
        "            optimizer.zero_grad()\n"
        "            loss = F.cross_entropy(model(x), y)\n"
        '            if way == "tuned":  # squared distance from the start: Li and others, 2018\n'
        f"                loss = loss + {config.pull!r} / 2 * sum(((a - b) ** 2).sum() for a, b in zip(lower, begin))\n"
        "            loss.backward()\n"
        "            optimizer.step()\n"
    )
    steps = (
        "        begin = [each.detach().clone() for each in lower]\n        for epoch in range(EPOCHS):\n" + pulled
        if pull
        else "        learn(model, optimizer, x, y, EPOCHS)\n"
    )
    share = f'LR * {config.share!r} if way == "tuned" else LR' if config.share != 1 else "LR"
    return [
        'ways = ["fresh", "tuned", "frozen"]\n'
        "shares, left = {way: [] for way in ways}, []\n"
        "for seed in SEEDS:\n"
        f"    old, _ = learned({config.source!r}, seed)\n"
        "    x, y, test_x, test_y = second(seed)\n"
        f"    x, y = x[: {5 * config.count}], y[: {5 * config.count}]\n"
        "    for way in ways:\n"
        f"        model = start(way, seed, old, {config.hidden})\n"
        "        lower = list(model[:-1].parameters())\n"
        f"        moving = [{{\"params\": lower, \"lr\": {share}}}, {{\"params\": model[-1].parameters()}}]\n"
        "        optimizer = torch.optim.Adam(moving, lr=LR)\n"
        f"{steps}"
        "        shares[way].append(right(model, test_x, test_y))\n"
        '        if way == "tuned":  # the old output layer on the layers as they are now\n'
        "            _, _, old_x, old_y = first("
        f"{config.source!r}, seed)\n"
        "            left.append(right(nn.Sequential(*model[:-1], old[-1]), old_x, old_y))\n"
        'metrics = {f"right_{way}": sum(found) / len(found) for way, found in shares.items()}\n'
        'metrics["right_first"] = sum(left) / len(left)'
    ]  # fmt: skip
