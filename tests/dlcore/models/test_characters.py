"""The character model's parts against torch.nn, and sampling against the distribution that it should follow."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import torch
from torch import nn

from dlcore.models.attention import SelfAttention
from dlcore.models.characters import CharacterModel, Forced, initialise, next_probabilities, sample, walk, windows


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def model(cell: str, symbols: int = 7, hidden: int = 5) -> Any:
    made = CharacterModel(symbols, cell, 4, hidden, window=16).double()
    initialise(made, generator())
    return made


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_walking_shows_what_the_layer_computes(cell: str) -> None:
    layer = model(cell).layer
    x = torch.randn(3, 9, 4, generator=generator(1), dtype=torch.float64)
    expected, state = layer(x)
    walked = walk(layer, x)
    torch.testing.assert_close(walked.hidden.transpose(0, 1), expected)
    if cell == "lstm":
        torch.testing.assert_close(walked.states[-1][1], state[1][0])
        i, f, g = (walked.gate(name) for name in "ifg")
        cells = torch.stack([each[1] for each in walked.states])
        torch.testing.assert_close(cells[1:], f[1:] * cells[:-1] + i[1:] * g[1:])


def test_attention_equals_torchs() -> None:
    layer = SelfAttention(6, window=12).double()
    initialise_all(layer)
    x = torch.randn(2, 10, 6, generator=generator(1), dtype=torch.float64)
    oracle = nn.MultiheadAttention(6, 1, batch_first=True, dtype=torch.float64)
    oracle.in_proj_weight.data, oracle.in_proj_bias.data = layer.in_proj.weight.data, layer.in_proj.bias.data
    oracle.out_proj.weight.data, oracle.out_proj.bias.data = layer.out_proj.weight.data, layer.out_proj.bias.data
    placed = x + layer.position[:10]
    later = torch.ones(10, 10, dtype=torch.bool).triu(1)
    expected, weights = oracle(placed, placed, placed, attn_mask=later, need_weights=True)
    found, seen = layer.attend(x)
    torch.testing.assert_close(found, placed + expected)
    torch.testing.assert_close(seen, weights)
    assert bool((seen.triu(1) == 0).all())


def initialise_all(layer: nn.Module) -> None:
    with torch.no_grad():
        for p in layer.parameters():
            p.normal_(0, 0.4, generator=generator(2))


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru", "attention"])
def test_nothing_looks_ahead(cell: str) -> None:
    made = model(cell)
    x = torch.randint(7, (2, 12), generator=generator(1))
    changed = x.clone()
    changed[:, 8:] = (changed[:, 8:] + 1) % 7
    torch.testing.assert_close(made(x)[0][:, :8], made(changed)[0][:, :8])


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru", "attention"])
def test_reading_piece_by_piece_is_reading_at_once(cell: str) -> None:
    made = model(cell)
    x = torch.randint(7, (1, 12), generator=generator(1))
    whole, _state = made(x)
    state, parts = None, []
    for each in x.split(1, 1):
        logits, state = made(each, state)
        parts.append(logits)
    torch.testing.assert_close(torch.cat(parts, 1), whole)


def test_attention_forgets_what_left_its_window() -> None:
    made = model("attention")
    with torch.inference_mode():
        _logits, past = made(torch.randint(7, (1, 60), generator=generator(1)))
        logits, _past = made(torch.tensor([[3]]), past)
    assert logits.shape == (1, 1, 7) and bool(logits.isfinite().all())
    assert past.shape[1] == 15


def test_zero_temperature_is_greedy_and_low_ones_come_close() -> None:
    logits = torch.tensor([0.3, 2.0, -1.0, 1.9], dtype=torch.float64)
    assert next_probabilities(logits, 0, 0).tolist() == [0, 1, 0, 0]
    assert next_probabilities(logits, 1e-3, 0)[1] == pytest.approx(1, abs=1e-12)
    torch.testing.assert_close(next_probabilities(logits, 1, 0), logits.softmax(0))


@pytest.mark.parametrize("cell", ["rnn", "attention"])
def test_greedy_sampling_follows_the_argmax(cell: str) -> None:
    made = model(cell)
    written = sample(made, torch.tensor([1, 2]), 8, 0.0, 0, generator())
    read = torch.tensor([1, 2])
    for each in written:
        with torch.no_grad():
            logits = made(read[None])[0][0, -1].clone()
        logits[0] = -torch.inf
        assert int(each) == int(logits.argmax())
        read = torch.cat([read, each[None]])
    torch.testing.assert_close(sample(made, torch.tensor([1, 2]), 8, 1e-6, 0, generator()), written)


def test_top_k_keeps_the_likeliest_only() -> None:
    logits = torch.arange(6, dtype=torch.float64)
    chances = next_probabilities(logits, 1.0, 2)
    assert chances[:4].sum() == 0
    torch.testing.assert_close(chances[4:], logits[4:].softmax(0))
    torch.testing.assert_close(next_probabilities(logits, 1.0, 60), logits.softmax(0))
    assert next_probabilities(logits, 0.5, 1)[-1] == 1


def test_samples_follow_the_distribution_and_never_the_unknown() -> None:
    made = model("rnn")
    with torch.no_grad():  # the same distribution after every character
        made.out.weight.zero_()
        made.out.bias.copy_(torch.tensor([5.0, 0, 0.5, 1, -1, 0, 0.2]))
    written = sample(made, torch.tensor([1]), 4000, 0.8, 0, generator())
    logits = made.out.bias.detach().clone()
    logits[0] = -torch.inf
    expected = next_probabilities(logits, 0.8, 0)
    shares = torch.bincount(written, minlength=7).double() / len(written)
    assert shares[0] == 0
    assert float((shares - expected).abs().max()) < 0.03


def test_windows_hold_each_character_and_the_next() -> None:
    text = torch.arange(50)
    x, y = windows(text, 8, 20, generator())
    assert torch.equal(x + 1, y) and x.shape == (20, 8)
    starts = {int(each) for each in windows(text, 8, 5000, generator())[0][:, 0]}
    assert min(starts) == 0 and max(starts) == 41  # the last window ends with the text


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_a_forced_unit_says_the_same_and_the_others_hear_it(cell: str) -> None:
    made = model(cell)
    x = torch.randn(2, 6, 4, generator=generator(1), dtype=torch.float64)
    with torch.inference_mode():
        free, _state = made.layer(x)
        held, _state = Forced(copy.deepcopy(made.layer), 2, 0.9)(x)
        unforced, _state = Forced(made.layer, 2, 0.0)(x[:, :1])
    assert bool((held[..., 2] == 0.9).all())
    others = [0, 1, 3, 4]
    torch.testing.assert_close(held[:, 0, others], free[:, 0, others])  # it is heard from the second step on
    assert float((held[:, 1:, others] - free[:, 1:, others]).abs().max()) > 1e-3
    torch.testing.assert_close(unforced[:, 0, others], free[:, 0, others])
