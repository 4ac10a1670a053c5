"""The PyTorch program of the duel between attention and a recurrent layer. Loads without torch."""

from __future__ import annotations

from dlcore.export import source

from ..attention_config import INPUTS, OUTPUTS, Attending

SEQUENCES = "dlcore.experiments.recurrent_network.sequences"
LAYERS = {"rnn": "nn.RNN", "lstm": "nn.LSTM", "gru": "nn.GRU"}
IMPORTS = """\
import json
import math

import torch
from torch import Generator, Tensor, nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)"""
LOSS = {
    "parity": "F.cross_entropy(z.flatten(0, 1), y.flatten())",
    "first": "F.cross_entropy(z.flatten(0, 1), y.flatten())",
    "adding": "F.mse_loss(z[..., 0], y)",
}
RIGHT = {
    "parity": "(z[-1].argmax(-1) == y[-1]).double().mean()",
    "first": "(z[-1].argmax(-1) == y[-1]).double().mean()",
    "adding": "((z[-1, :, 0] - y[-1]).abs() < 0.1).double().mean()",
}


def attention_cells(config: Attending) -> list[str]:
    """The program in parts: imports, task, models, training, result."""
    task = source(SEQUENCES, config.task).replace("g: torch.Generator", "g: Generator")
    return [
        IMPORTS,
        ("SYMBOLS = 4\n\n\n" if config.task == "first" else "") + task,
        source("dlcore.models.attention", "SelfAttention"),
        source("dlcore.models.characters", "initialise"),
        _models(config),
        _judging(config),
        _training(config),
        "print(json.dumps(metrics))",
    ]


def _models(config: Attending) -> str:
    inputs, outputs = INPUTS[config.task], OUTPUTS[config.task]
    bias = ""
    if config.cell == "lstm" and config.opened:
        forget = f"{config.hidden} : {2 * config.hidden}"
        bias = (
            "with torch.no_grad():  # forget gates that stay open for about as long as the sequence\n"
            f"    models['recurrent'].layer.bias_ih_l0[{forget}] = math.log({config.length - 1})\n"
            f"    models['recurrent'].layer.bias_hh_l0[{forget}] = 0\n"
        ).replace("'", '"')
    return (
        "class Reader(nn.Module):\n"
        "    def __init__(self, lift, layer, out):\n"
        "        super().__init__()\n"
        "        self.lift, self.layer, self.out = lift, layer, out\n\n"
        "    def forward(self, x, asked):\n"
        "        h, _ = self.layer(self.lift(x.transpose(0, 1)))  # (batch, time, hidden)\n"
        "        return self.out(h[:, -asked:]).transpose(0, 1)  # (asked, batch, outputs)\n\n\n"
        "models = {\n"
        f'    "attention": Reader(nn.Linear({inputs}, {config.width}), '
        f"SelfAttention({config.width}, window={config.length}), nn.Linear({config.width}, {outputs})),\n"
        f'    "recurrent": Reader(nn.Identity(), {LAYERS[config.cell]}({inputs}, {config.hidden}, batch_first=True), '
        f"nn.Linear({config.hidden}, {outputs})),\n"
        "}\n"
        "for model in models.values():\n"
        f"    initialise(model, Generator().manual_seed({config.seed}))\n"
        f"{bias}"
        "optimizers = {\n"
        f"    name: torch.optim.Adam(model.parameters(), lr={config.lr!r}, fused=True)\n"
        "    for name, model in models.items()\n"
        "}"
    )


def _judging(config: Attending) -> str:
    return f"def loss_of(z, y):\n    return {LOSS[config.task]}\n\n\ndef right(z, y):\n    return {RIGHT[config.task]}"


def _training(config: Attending) -> str:
    return (
        f"generator = Generator().manual_seed({3_000_000 + config.seed})\n"
        f"for update in range({config.updates}):\n"
        f"    x, y = {config.task}({config.length}, {config.batch_size}, generator)\n"
        "    losses = {name: loss_of(model(x, len(y)), y) for name, model in models.items()}  # on the same batch\n"
        "    diverged = not all(loss.item() < 1e6 for loss in losses.values())\n"
        "    if diverged:\n"
        "        break\n"
        "    for name, model in models.items():\n"
        "        optimizers[name].zero_grad()\n"
        "        losses[name].backward()\n"
        "        nn.utils.clip_grad_norm_(model.parameters(), 1.0)\n"
        "        optimizers[name].step()\n\n"
        "metrics = {}\n"
        f"x, y = {config.task}({config.length}, 200, Generator().manual_seed(1_000_000))\n"
        "with torch.no_grad():\n"
        "    for name, model in models.items():\n"
        "        z = model(x, len(y))\n"
        '        metrics[f"test_{name}_loss"] = min(1e6, loss_of(z, y).item())\n'
        '        metrics[f"test_{name}_accuracy"] = right(z, y).item()\n'
        "if diverged:\n"
        '    metrics["diverged"] = True'
    )
