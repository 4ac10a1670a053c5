"""Questions that a page puts to a worker about a trained model."""

from __future__ import annotations

import math

import numpy as np
import torch

from dlcore.datasets.text import tidy
from dlcore.models.characters import Forced, sample

from ..text_config import Text, Voice
from . import reading
from .inside import LONGEST_PASSAGE, PIECE, STUDIED, Held, Look, Study, correlations, properties
from .run import build, fill, judge
from .scene import pieces, sample_length, text_of


def look(config: Text, parameters: np.ndarray, passage: str) -> Look:
    """Let a model read a passage of the learner's, of which the first :data:`LONGEST_PASSAGE` characters count."""
    most = min(LONGEST_PASSAGE, config.length) if config.cell == "attention" else LONGEST_PASSAGE
    model, vocabulary = build(config), text_of(config).vocabulary
    fill(model, parameters)
    codes = vocabulary.encode((tidy(passage) or "\n")[:most])
    return Look(vocabulary.decode(codes), reading.look(config, model, codes))


def study(config: Text, parameters: np.ndarray) -> Study:
    """Correlate every hidden unit with every property, over text that was not trained on."""
    model, texts = build(config), text_of(config)
    fill(model, parameters)
    codes = np.concatenate([texts.held_out, texts.fresh])[:STUDIED]
    piece = min(PIECE, len(codes), config.length if config.cell == "attention" else PIECE)
    codes = codes[: len(codes) // piece * piece]
    with torch.inference_mode():
        states, _last = model.layer(model.embedding(torch.from_numpy(codes.reshape(-1, piece))), None)
    marks = properties(texts.text[len(texts.train) : len(texts.train) + len(codes)])
    known = {name: row for name, row in marks.items() if row.std() > 0}
    table = np.stack(list(known.values())) if known else np.zeros((0, len(codes)))
    found = correlations(states.flatten(0, 1).T.double().numpy(), table)
    return Study(tuple(known), found, len(codes))


def hold(config: Text, parameters: np.ndarray, unit: int, value: float, voice: Voice) -> Held:
    """Hold one hidden unit at a value after every step, and compare."""
    model, texts = build(config), text_of(config)
    fill(model, parameters)
    shown, start = reading.opening(config, voice.start)
    cut = torch.from_numpy(pieces(texts.held_out, config.length)[:20, :-1])

    def written() -> str:
        generator = torch.Generator().manual_seed(voice.draw)
        codes = sample(model, torch.from_numpy(start), sample_length(texts), voice.temperature, voice.top_k, generator)
        return shown + texts.vocabulary.decode(codes.tolist())

    def chances() -> np.ndarray:
        with torch.inference_mode():
            logits, _state = model(cut)
        return torch.softmax(logits[:, config.length // 2 :].double(), -1).mean((0, 1)).numpy()

    def perplexity() -> float:
        return math.exp(min(judge(model, texts.held_out, config.length), 30.0))

    free = written(), perplexity(), chances()
    model.layer = Forced(model.layer, unit, value)
    held = written(), perplexity(), chances()
    change = held[2] - free[2]
    ranked = [(texts.vocabulary.characters[i], float(change[i])) for i in np.argsort(change)]
    return Held(free[0], held[0], free[1], held[1], tuple(ranked[:-6:-1]), tuple(ranked[:5]))
