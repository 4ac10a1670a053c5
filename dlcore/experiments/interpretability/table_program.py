"""The program of the room of tables. Loads without torch."""

from __future__ import annotations

from dlcore.datasets.real import table
from dlcore.export import source

from .config import COPIED, TABLE_LR, TEST, Table

LOADERS = {"breast_cancer": "load_breast_cancer()", "diabetes": "load_diabetes(scaled=False)"}


def cells(config: Table) -> list[str]:
    """The program in parts: imports, data, model, training, importances, result."""
    classes = bool(table(config.data).classes)
    loader = LOADERS[config.data].partition("(")[0]
    shuffle = source("dlcore.attributions.tables", "permutation_importance")
    typed = "    score: Callable[[Tensor], Tensor], x: Tensor, repeats: int, generator: torch.Generator\n"
    return [
        _imports(loader),
        _data(config, classes),
        _model(config),
        _training(config, classes),
        shuffle.replace(f"(\n{typed}) -> np.ndarray:", "(score, x, repeats, generator):"),
        _score(classes),
        _importance(config),
        _row(config),
        "print(json.dumps(metrics))",
    ]


def _imports(loader: str) -> str:
    return (
        "import json\nimport math\n\nimport numpy as np\nimport torch\nfrom captum.attr import IntegratedGradients\n"
        f"from sklearn.datasets import {loader}\nfrom torch import nn\nfrom torch.nn import functional as F\n\n"
        "torch.set_default_dtype(torch.float64)\n"
        "torch.set_num_threads(1)  # several threads would add up in another order"
    )


def _data(config: Table, classes: bool) -> str:
    original = [name.partition(" (")[0] for name in table(config.data).axes].index(COPIED[config.data])
    targets = "" if classes else "y = (y - y[train].mean()) / y[train].std(correction=0)\n"
    malignant = "1 - " if classes else ""  # scikit-learn counts the classes the other way round
    return (
        f"table = {LOADERS[config.data]}\n"
        f"values, y = torch.tensor(table.data), {malignant}torch.tensor(table.target, dtype=torch.float64)\n"
        f"generator = torch.Generator().manual_seed({config.seed})\n"
        "order = torch.randperm(len(y), generator=generator)\n"
        f"held = round({TEST} * len(order))\n"
        "test, train = order[:held], order[held:]\n"
        "x = (values - values[train].mean(0)) / values[train].std(0, correction=0)\n"
        f"ORIGINAL, COPIES = {original}, {config.copies}\n"
        "noise = torch.randn(len(x), COPIES, generator=generator)\n"
        f"x = torch.cat([x, x[:, [ORIGINAL]] + {config.blur!r} * noise], 1)\n"
        f"{targets}"
        "x, y, test_x, test_y = x[train], y[train], x[test], y[test]"
    )


def _model(config: Table) -> str:
    layers = (
        f"nn.Linear(x.shape[1], {config.width}), nn.ReLU(), nn.Linear({config.width}, 1)"
        if config.model == "network"
        else "nn.Linear(x.shape[1], 1)"
    )
    return (
        f"generator = torch.Generator().manual_seed({config.seed})\n"
        f"model = nn.Sequential({layers})\n"
        "for layer in model:\n"
        "    if isinstance(layer, nn.Linear):\n"
        "        bound = 1 / math.sqrt(layer.in_features)\n"
        "        nn.init.uniform_(layer.weight, -bound, bound, generator=generator)\n"
        "        nn.init.uniform_(layer.bias, -bound, bound, generator=generator)"
    )


def _training(config: Table, classes: bool) -> str:
    loss = "F.binary_cross_entropy_with_logits" if classes else "F.mse_loss"
    return (
        f"loss_of = {loss}\n"
        f"decay = {config.weight_decay!r}\n"
        f"optimizer = torch.optim.Adam(model.parameters(), lr={TABLE_LR}, weight_decay=decay, fused=True)\n"
        f"for epoch in range({config.epochs}):\n"
        "    loss = loss_of(model(x)[:, 0], y)\n"
        "    optimizer.zero_grad()\n"
        "    loss.backward()\n"
        "    optimizer.step()\n"
        "model.requires_grad_(False)\n"
        'metrics = {"train_loss": float(loss_of(model(x)[:, 0], y)), '
        '"test_loss": float(loss_of(model(test_x)[:, 0], test_y))}'
    )


def _score(classes: bool) -> str:
    value = (
        "((out > 0) == (test_y > 0.5)).double().mean(-1)"
        if classes
        else "1 - ((out - test_y) ** 2).mean(-1) / test_y.var(correction=0)"
    )
    said = "the accuracy" if classes else "the share of the variance explained"
    return (
        "def score(rows):\n"
        f'    """Return {said} on versions (k, n, features) of the test rows: (k,)."""\n'
        "    out = model(rows)[..., 0]\n"
        f"    return {value}"
    )


def _importance(config: Table) -> str:
    seeded = f"torch.Generator().manual_seed({config.seed})"
    return (
        f"falls = permutation_importance(score, test_x, {config.repeats}, {seeded}).mean(1)\n"
        'metrics |= {"score": float(score(test_x)), "largest": float(falls.max())}\n'
        "copied = [ORIGINAL, *range(x.shape[1] - COPIES, x.shape[1])]\n"
        'for name, columns in (("alone", copied[:1]), ("together", copied)):\n'
        f"    generator = {seeded}\n"
        f"    shuffled = test_x.repeat({config.repeats}, 1, 1)\n"
        "    for version in shuffled:\n"
        "        order = torch.randperm(len(test_x), generator=generator)\n"
        "        version[:, columns] = test_x[order][:, columns]  # the feature and its copies, in one order\n"
        "    metrics[name] = float(score(test_x) - score(shuffled).mean())"
    )


def _row(config: Table) -> str:
    return (
        f"row, mean = test_x[[{config.row}]], torch.zeros(1, x.shape[1])\n"
        "given = IntegratedGradients(lambda rows: model(rows)[:, 0]).attribute(row, baselines=mean, n_steps=64)[0]\n"
        "names = [*table.feature_names, *(f'copy {k + 1}' for k in range(COPIES))]\n"
        "for i in given.abs().argsort(descending=True):\n"
        "    print(f'{names[i]:28} {float(given[i]):8.3f}   fall {falls[i]:.4f}')\n"
        'metrics |= {"row_total": float(given.sum()), "row_output": float(model(row)), "row_mean": float(model(mean))}'
    )
