"""The PyTorch program of one experiment of the page, as a learner would write it. Loads without torch."""

from __future__ import annotations

from dlcore.config import Config

from .attention.program import attention_cells
from .attention_config import Attending
from .config import Clipping, Delays, Forecast, Lags, OneCell, Recall
from .memory_program import clipping_cells, delays_cells, forecast_cells, lags_cells, recall_cells
from .text.program import text_cells
from .text_config import Text

IMPORTS = """\
import json
import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)"""
START = '''\
def start(layer, bound, generator):
    """PyTorch's usual first weights, from a generator of our own."""
    for p in layer.parameters():
        nn.init.uniform_(p, -bound, bound, generator=generator)'''


def cells(config: Config) -> list[str]:
    """The program in parts: imports, data, model, training, result."""
    match config:
        case Attending():
            return attention_cells(config)
        case Text():
            return text_cells(config)
        case OneCell():
            parts = _one_cell(config)
        case Forecast():
            parts = forecast_cells(config)
        case Recall():
            parts = recall_cells(config)
        case Lags():
            parts = lags_cells(config)
        case Delays():
            parts = delays_cells(config)
        case Clipping():
            parts = clipping_cells(config)
        case _:
            raise TypeError(f"no program for {type(config).__name__}")
    return [IMPORTS, START, *parts, "print(json.dumps(metrics))"]


def _one_cell(config: OneCell) -> list[str]:
    module = {"rnn": "RNNCell", "lstm": "LSTMCell", "gru": "GRUCell"}[config.cell]
    change = [f"    cell.weight_hh *= {config.gain!r}"] if config.gain != 1 else []
    if config.cell == "lstm" and config.forget_bias:
        change.append(
            f"    cell.bias_ih[{config.hidden} : {2 * config.hidden}] += {config.forget_bias!r}  # forget gate"
        )
    model = (
        f"generator = torch.Generator().manual_seed({config.seed})\n"
        f"cell, read_out = nn.{module}(1, {config.hidden}), nn.Linear({config.hidden}, 1)\n"
        f"start(cell, 1 / math.sqrt({config.hidden}), generator)\n"
        f"start(read_out, 1 / math.sqrt({config.hidden}), generator)"
    ) + ("\nwith torch.no_grad():\n" + "\n".join(change) if change else "")
    lstm = config.cell == "lstm"
    step = "        h, c = cell(x_t, (h, c))" if lstm else "    h = cell(x_t, h)"
    zeros = f"h = c = torch.zeros(1, {config.hidden})" if lstm else f"h = torch.zeros(1, {config.hidden})"
    forward = (
        f"x = torch.tensor({list(config.values)!r}).reshape(-1, 1, 1)  # (time, batch, inputs)\n"
        f"{zeros}\n"
        "states = []\n"
        "for x_t in x:  # the same cell, the same weights, at every step\n"
        f"{step.replace('        h', '    h')}\n"
        "    h.retain_grad()\n"
        "    states.append(h)\n"
        "prediction = read_out(h)\n"
        f"loss = (prediction - {config.target!r}).square().sum()\n"
        "loss.backward()  # back through time"
    )
    result = (
        "for t, h in enumerate(states, start=1):\n"
        "    print(t, h.tolist(), h.grad.norm().item())\n"
        'metrics = {"prediction": prediction.item(), "loss": loss.item(),\n'
        '           "flow_first": states[0].grad.norm().item(), "flow_last": states[-1].grad.norm().item()}'
    )
    return [model, forward, result]
