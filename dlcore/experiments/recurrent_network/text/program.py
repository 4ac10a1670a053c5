"""The PyTorch program of a character model, with its text inside. Loads without torch."""

from __future__ import annotations

import base64
import zlib
from textwrap import wrap

from dlcore.export import source

from ..text_config import EMBEDDING, Text, Voice, width
from .scene import JUDGED, sample_length, text_of

LAYERS = {"rnn": "nn.RNN", "lstm": "nn.LSTM", "gru": "nn.GRU"}
ATTENTION = "dlcore.models.attention"
CHARACTERS = "dlcore.models.characters"


def text_cells(config: Text) -> list[str]:
    """The program in parts: imports, model, functions, text, characters, training, result, sample."""
    texts = text_of(config)
    symbols = len(texts.vocabulary)
    wide = width(symbols, config.cell, config.hidden, config.length)
    return [  # what is to be read comes before the packed text
        _imports(),
        *_model(config, symbols, wide),
        source(CHARACTERS, "initialise"),
        source(CHARACTERS, "windows"),
        source(CHARACTERS, "next_probabilities"),
        source(CHARACTERS, "sample").replace("CharacterModel, start", "nn.Module, start"),
        _judgement(config),
        _text(texts.text),
        _characters(symbols),
        _training(config),
        _result(config),
        _writing(config, sample_length(texts)),
        "print(json.dumps(metrics))",
    ]


def _imports() -> str:
    return """\
import base64
import json
import math
import zlib
from collections import Counter

import torch
from torch import Generator, Tensor, nn
from torch.nn.functional import cross_entropy

torch.set_num_threads(1)  # the sums' order, and so their last digits, depend on it"""


def _text(text: str) -> str:
    packed = base64.b85encode(zlib.compress(text.encode(), 9)).decode()
    lines = "\n".join(f'    "{line}"' for line in wrap(packed, 100, break_on_hyphens=False))
    return f"PACKED = (\n{lines}\n)\ntext = zlib.decompress(base64.b85decode(PACKED)).decode()"


def _characters(symbols: int) -> str:
    return (
        "first, second = round(0.8 * len(text)), round(0.9 * len(text))\n"
        'counts = Counter(text[:first].replace("□", ""))\n'
        'characters = ["□"] + sorted(counts, key=lambda each: (-counts[each], each))'
        f"[:{symbols - 1}]  # □: all others\n"
        "index = {character: i for i, character in enumerate(characters)}\n"
        'index["□"] = 0\n'
        "codes = torch.tensor([index.get(character, 0) for character in text])\n"
        "train, held_out = codes[:first], codes[first:second]"
    )


def _model(config: Text, symbols: int, wide: int) -> list[str]:
    attends = config.cell == "attention"
    embedding = wide if attends else EMBEDDING
    layer = (
        f"SelfAttention({wide}, window={config.length})"
        if attends
        else f"{LAYERS[config.cell]}({EMBEDDING}, {wide}, batch_first=True)"
    )
    model = (
        "class Model(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        f"        self.embedding = nn.Embedding({symbols}, {embedding})\n"
        f"        self.layer = {layer}\n"
        f"        self.out = nn.Linear({wide}, {symbols})\n\n"
        "    def forward(self, x, state=None):\n"
        "        h, state = self.layer(drop(self.embedding(x)), state)  # (batch, time, hidden)\n"
        "        return self.out(drop(h)), state"
    )
    drop = (
        "def drop(h):\n"
        '    """Dropout in training, with draws from the run\'s own generator."""\n'
        f"    p = {config.dropout!r} if torch.is_grad_enabled() else 0\n"
        "    return h * (torch.rand(h.shape, generator=generator) >= p) / (1 - p) if p else h"
    )
    return [*([source(ATTENTION, "SelfAttention")] if attends else []), drop, model]


def _training(config: Text) -> str:
    clip = (
        f"    nn.utils.clip_grad_norm_(model.parameters(), {config.clip!r})\n" if config.clip else ""
    )  # fmt: skip
    return (
        f"generator = Generator().manual_seed({config.seed})\n"
        "model = Model()\n"
        "initialise(model, generator)\n"
        f"optimizer = torch.optim.Adam(model.parameters(), lr={config.lr!r}, fused=True)\n"
        f"for update in range({config.updates}):\n"
        "    for group in optimizer.param_groups:\n"
        f'        group["lr"] = {config.lr!r} * (1 - update / {config.updates})\n'
        f"    x, y = windows(train, {config.length}, {config.batch_size}, generator)\n"
        "    logits, _ = model(x)\n"
        "    loss = cross_entropy(logits.flatten(0, 1), y.flatten())\n"
        "    diverged = not loss.item() < 1e6\n"
        "    if diverged:\n"
        "        break\n"
        "    optimizer.zero_grad()\n"
        "    loss.backward()\n"
        f"{clip}"
        "    optimizer.step()\n"
        "    if update % 50 == 0:\n"
        "        print(update, loss.item())"
    )


def _judgement(config: Text) -> str:
    length, half = config.length, config.length // 2
    return (
        "@torch.no_grad()\n"
        "def judge(part):\n"
        '    """Mean loss on the second halves of overlapping windows, so that there is always something to go by."""\n'
        f"    part = part[:{JUDGED + 1}]\n"
        f"    starts = torch.arange(0, len(part) - {length}, {length - half})\n"
        f"    cut = part[starts[:, None] + torch.arange({length + 1})]\n"
        "    logits, _ = model(cut[:, :-1])\n"
        f"    return cross_entropy(logits[:, {half}:].flatten(0, 1), cut[:, {half + 1}:].flatten()).item()"
    )


def _result(config: Text) -> str:
    return (
        f'metrics = {{"updates": float(update) if diverged else {float(config.updates)}}}\n'
        'for name, part in (("train", train), ("test", held_out)):\n'
        '    metrics[f"{name}_loss"] = min(math.log(1e6), judge(part))\n'
        '    metrics[f"{name}_perplexity"] = math.exp(metrics[f"{name}_loss"])\n'
        'metrics["test_bits"] = metrics["test_loss"] / math.log(2)\n'
        "if diverged:\n"
        '    metrics["diverged"] = True'
    )


def _writing(config: Text, length: int) -> str:
    voice = Voice()
    return (
        f'start = torch.tensor([index["\\n"] if "\\n" in index else 0])  # or [index[each] for each in "..."]\n'
        f"written = sample(model, start, {length}, temperature={voice.temperature}, top_k={voice.top_k}, "
        f"generator=Generator().manual_seed({voice.draw}))\n"
        'print("".join(characters[i] for i in written))'
    )
