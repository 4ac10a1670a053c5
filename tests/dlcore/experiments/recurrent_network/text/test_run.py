"""The character model's run: frames, checkpoints, replay, what is asked of it, and what it must refuse."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn.functional import cross_entropy

from dlcore.config import ConfigError
from dlcore.datasets.text import OwnText, corpus
from dlcore.experiments.recurrent_network.config import LAYERS
from dlcore.experiments.recurrent_network.text import inside, questions
from dlcore.experiments.recurrent_network.text import run as text_run
from dlcore.experiments.recurrent_network.text.reading import utter
from dlcore.experiments.recurrent_network.text.scene import baselines, judged, pieces, scene
from dlcore.experiments.recurrent_network.text_config import Text, Voice, parameter_count, schedule
from dlcore.models.ngram import probabilities
from dlcore.snapshot import Snapshot

SMALL: dict[str, Any] = {"hidden": 8, "updates": 6, "length": 16, "batch_size": 4}
PROBES = ("sample", "surprise")


def spelled(points: np.ndarray) -> str:
    return "".join(chr(int(each)) for each in points if each)


@pytest.fixture(scope="module")
def runs() -> dict[str, list[Snapshot]]:
    return {cell: list(text_run.run(Text(cell=cell, **SMALL), probes=PROBES)) for cell in LAYERS}


@pytest.mark.parametrize("cell", LAYERS)
def test_frames_come_as_scheduled_and_learning_shows(runs: dict[str, list[Snapshot]], cell: str) -> None:
    config, frames = Text(cell=cell, **SMALL), runs[cell]
    assert tuple(each.step for each in frames) == schedule(config)
    assert frames[-1].metrics["train_loss"] < frames[0].metrics["train_loss"]
    assert frames[0].probes["parameters"].shape == (scene(config).parameters,)
    symbols = len(scene(config).symbols)
    assert frames[0].metrics["test_perplexity"] == pytest.approx(symbols, rel=0.25)  # an untrained model guesses


@pytest.mark.parametrize("cell", LAYERS)
def test_a_run_in_slices_is_the_run_in_one(runs: dict[str, list[Snapshot]], cell: str) -> None:
    config = Text(cell=cell, dropout=0.2, **SMALL)
    whole = list(text_run.run(config))
    *_before, half = text_run.run(config, stop=lambda step: step == 3)
    rest = list(text_run.run(config, half.checkpoint))
    np.testing.assert_array_equal(rest[-1].probes["parameters"], whole[-1].probes["parameters"])
    assert rest[-1].metrics == whole[-1].metrics


@pytest.mark.parametrize("cell", LAYERS)
def test_replay_shows_what_the_run_showed(runs: dict[str, list[Snapshot]], cell: str) -> None:
    frames = runs[cell][-2:]
    trace = np.stack([each.probes["parameters"] for each in frames])
    replayed = text_run.replay(Text(cell=cell, **SMALL), trace, PROBES)
    for name in PROBES:
        np.testing.assert_array_equal(replayed[name], np.stack([each.probes[name] for each in frames]))


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_what_is_shown_inside_is_what_foretells(runs: dict[str, list[Snapshot]], cell: str) -> None:
    config = Text(cell=cell, **SMALL)
    names = ("states", "surprise", "gate_forget", "gate_update", "memory")
    trace = runs[cell][-1].probes["parameters"][None]
    found = text_run.replay(config, trace, names)
    model: Any = text_run.build(config)
    text_run.fill(model, trace[0])
    passage = torch.from_numpy(corpus("midsummer").held_out[:48].copy())[None]
    with torch.inference_mode():
        hidden, _state = model.layer(model.embedding(passage))
        bits = cross_entropy(model(passage)[0][0, :-1], passage[0, 1:], reduction="none") / math.log(2)
    np.testing.assert_allclose(found["states"][0], hidden[0].T, atol=1e-6)
    np.testing.assert_allclose(found["surprise"][0, 1:], bits, rtol=1e-5)
    assert ("gate_forget" in found, "gate_update" in found, "memory" in found) == (
        (cell == "lstm"), (cell == "gru"), (cell == "lstm"))  # fmt: skip


def test_perplexity_is_that_of_torchs_loss(runs: dict[str, list[Snapshot]]) -> None:
    config = Text(cell="lstm", **SMALL)
    model: Any = text_run.build(config)
    text_run.fill(model, runs["lstm"][-1].probes["parameters"])
    windows = torch.from_numpy(pieces(corpus("midsummer").held_out, 16))
    with torch.inference_mode():
        losses = cross_entropy(model(windows[:, :-1])[0].mT, windows[:, 1:], reduction="none")[:, 8:]
    assert runs["lstm"][-1].metrics["test_perplexity"] == pytest.approx(math.exp(losses.mean().item()), rel=1e-5)


@pytest.mark.parametrize("length", [8, 48, 96])
def test_model_and_ngrams_are_judged_on_the_same_characters(length: int) -> None:
    part = np.arange(1000)
    windows = pieces(part, length)
    np.testing.assert_array_equal(windows[:, length // 2 + 1 :].ravel(), judged(part, length))
    texts = corpus("tang")
    chances = probabilities(texts.train, texts.held_out, len(texts.vocabulary), 1)[0]
    expected = math.exp(-np.log(judged(chances, length)).mean())
    assert baselines("tang", None, length)[0] == pytest.approx(expected)


def test_parameters_are_counted_and_attention_has_as_many() -> None:
    for cell in ("rnn", "lstm", "gru"):
        model = text_run.build(Text(cell=cell))
        assert sum(p.numel() for p in model.parameters()) == parameter_count(len(scene(Text()).symbols), cell, 64)
    for config in (Text(), Text(corpus="tang"), Text(hidden=256), Text(hidden=32, length=96)):
        recurrent, attends = scene(config), scene(config.replace(cell="attention"))
        assert attends.parameters == sum(
            p.numel() for p in text_run.build(config.replace(cell="attention")).parameters()
        )
        assert attends.parameters == pytest.approx(recurrent.parameters, rel=0.02)


def test_a_voice_is_a_probe_and_comes_back() -> None:
    voice = Voice(temperature=1.2, top_k=5, start="爱 <b>\n x", draw=3)
    assert Voice.of(voice.probe) == voice and Voice.of("sample") == Voice()
    for bad in ("sample 9 0 0 ", "x 1 0 0 ", "sample 1 0 0 zz", "sam"):
        with pytest.raises(ValueError, match=r"."):
            Voice.of(bad)


@pytest.mark.parametrize(
    "start", ["", "Now", "爱" * 200, "\x00\ud800", "<script>alert(1)</script>", "é\u0301👩‍👩‍👧" * 28]
)
def test_any_start_gives_a_sample(runs: dict[str, list[Snapshot]], start: str) -> None:
    for cell in ("lstm", "attention"):
        config = Text(cell=cell, **SMALL)
        model: Any = text_run.build(config)
        text_run.fill(model, runs[cell][-1].probes["parameters"])
        points = utter(config, model, Voice(start=start))
        assert points.shape == runs[cell][-1].probes["sample"].shape
        text_run.replay(config, runs[cell][-1].probes["parameters"][None], [Voice(start=start).probe])


def test_a_start_that_is_too_long_is_ignored_in_a_link_and_refused_elsewhere() -> None:
    voice, ignored = Voice.from_query({"start": "爱" * 201, "draw": "3"})
    assert voice == Voice(draw=3) and set(ignored) == {"start"}
    with pytest.raises(ConfigError):
        Voice(start="爱" * 201)


def test_greedy_samples_need_no_draws(runs: dict[str, list[Snapshot]]) -> None:
    config = Text(cell="gru", **SMALL)
    voices = [Voice(temperature=0, start="O", draw=draw) for draw in (0, 1)] + [Voice(top_k=1, start="O", draw=5)]
    names = [voice.probe for voice in voices]
    first, second, third = text_run.replay(config, runs["gru"][-1].probes["parameters"][None], names).values()
    assert spelled(first[0]) == spelled(second[0]) == spelled(third[0])


def test_own_text_of_any_script_is_learned_from() -> None:
    text = OwnText.of("Съешь ещё этих мягких булок 👩‍👩‍👧 שלום <b>&amp;</b>\n" * 40)
    config = Text(corpus="own", own=text, **{**SMALL, "length": 96})
    *_frames, last = text_run.run(config, probes=("sample", "states"))
    assert set(spelled(last.probes["sample"])) <= {*text.content, "\n"}
    assert Text.from_query(config.to_query()) == (config, {})
    assert math.isfinite(text_run.examine(config, last.probes["parameters"])["fresh_perplexity"])


def test_no_own_text_and_too_much_work_are_refused() -> None:
    with pytest.raises(ConfigError) as caught:
        Text(corpus="own")
    assert caught.value.reason == "no_own_text"
    with pytest.raises(ConfigError) as caught:
        Text(hidden=256, updates=6000, length=96, batch_size=128)
    assert caught.value.reason == "too_many_updates"
    config, ignored = Text.from_query({"corpus": "own", "own": "!!", "cell": "attention"})
    assert config == Text(cell="attention") and set(ignored) == {"corpus", "own"}


def test_a_run_that_explodes_ends_with_its_last_finite_state() -> None:
    frames = list(text_run.run(Text(cell="rnn", **{**SMALL, "updates": 60}, lr=10.0, clip=0.0)))
    assert all(np.isfinite(each.probes["parameters"]).all() for each in frames)
    assert all(math.isfinite(value) for each in frames for value in each.metrics.values())


def test_properties_are_what_they_say() -> None:
    found = inside.properties("Ab, c\ne.")
    assert found["position"].tolist() == [0, 1, 2, 3, 4, 5, 0, 1]
    assert found["line_end"].tolist() == [0, 0, 0, 0, 1, 0, 0, 0]
    assert found["vowel"].tolist() == [1, 0, 0, 0, 0, 0, 1, 0]
    assert found["space"].tolist() == [0, 0, 0, 1, 0, 1, 0, 0]
    assert found["capital"].tolist() == [1, 0, 0, 0, 0, 0, 0, 0]
    assert found["punctuation"].tolist() == [0, 0, 1, 0, 0, 0, 0, 1]


def test_correlations_are_numpys() -> None:
    rng = np.random.default_rng(0)
    states, marks = rng.normal(size=(4, 50)), rng.normal(size=(3, 50))
    expected = np.asarray(np.corrcoef(np.concatenate([marks, states])))[:3, 3:]
    np.testing.assert_allclose(inside.correlations(states, marks), expected, atol=1e-12)
    assert (inside.correlations(np.ones((1, 50)), marks) == 0).all()


def test_a_study_finds_a_unit_that_only_hears_vowels() -> None:
    config = Text(cell="rnn", **SMALL)
    model: Any = text_run.build(config)
    with torch.no_grad():
        for p in model.parameters():
            p.zero_()
        vowels = [each in inside.VOWELS for each in scene(config).symbols]
        model.embedding.weight[:, 0] = torch.tensor(vowels).float()
        model.layer.weight_ih_l0[5, 0] = 2.0
    flat = torch.nn.utils.parameters_to_vector(model.parameters()).detach().numpy()
    study = questions.study(config, flat)
    assert study.best("vowel") == 5
    assert study.correlations[study.properties.index("vowel"), 5] == pytest.approx(1, abs=1e-5)


def test_a_unit_that_nobody_hears_can_be_held_without_effect(runs: dict[str, list[Snapshot]]) -> None:
    config = Text(cell="lstm", **SMALL)
    model: Any = text_run.build(config)
    text_run.fill(model, runs["lstm"][-1].probes["parameters"])
    with torch.no_grad():
        model.layer.weight_hh_l0[:, 3] = 0
        model.out.weight[:, 3] = 0
    flat = torch.nn.utils.parameters_to_vector(model.parameters()).detach().numpy()
    deaf = questions.hold(config, flat, 3, 1.0, Voice())
    assert deaf.free == deaf.held and deaf.perplexity == pytest.approx(deaf.held_perplexity, rel=1e-5)
    heard = questions.hold(config, flat, 2, 1.0, Voice())
    assert heard.held_perplexity != pytest.approx(heard.perplexity, rel=1e-4)
    assert heard.gained[0][1] > 0 > heard.lost[0][1]
