"""Runs taken up again anywhere are the same, replays show what was seen, and the rooms measure what they say."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from dlcore.attributions import attribute, completeness
from dlcore.config import Config
from dlcore.datasets.digits import digits
from dlcore.experiments.convolutional_network import fitting
from dlcore.experiments.convolutional_network.data import tensors
from dlcore.experiments.interpretability import (
    cheating,
    checking,
    examine,
    looking,
    measuring,
    pictures,
    replay,
    run,
    scene,
    schedule,
)
from dlcore.experiments.interpretability.config import METHODS, Cheat, Checks, Pictures, Table, View
from dlcore.experiments.interpretability.rows import Material
from dlcore.experiments.interpretability.still import PORTIONS, laid_on, patch
from dlcore.models.convolutional import build, fill
from dlcore.worker import advance

ABOUT = "3_-1"


@pytest.fixture(autouse=True)
def few_images(monkeypatch):
    """Judge the maps of two images instead of six, in a third of the time."""
    monkeypatch.setattr(cheating, "JUDGED", 2)


EVERY: dict[str, tuple[Config, tuple[str, ...]]] = {
    "pictures": (
        Pictures(steps=20, train_images=100, mislabelled=0.2, points=4, samples=4),
        (*(f"{method}_{ABOUT}" for method in METHODS), f"sums_{ABOUT}", f"deletion_{ABOUT}"),
    ),
    "cheat": (Cheat(steps=20, train_images=300), METHODS),
    "checks": (Checks(steps=20, train_images=100, images=4), ("likeness", "falls")),
    "table": (Table(epochs=20, copies=2, repeats=3), ("fall", "spread", "given")),
}


@pytest.mark.parametrize("name", EVERY)
def test_a_run_from_a_checkpoint_is_bit_for_bit_the_rest_and_a_replay_shows_the_same(name):
    config, probes = EVERY[name]
    whole = list(run(config, probes=probes))
    steps = schedule(config)
    assert [each.step for each in whole] == list(steps)
    assert all(np.isfinite(value) for each in whole for value in each.metrics.values())
    assert all(set(probes) <= set(each.probes) for each in whole)
    assert not whole[0].probes.keys() & whole[0].metrics.keys()  # a figure would show the metric instead
    *_, middle = run(config, stop=lambda step: step >= steps[2])
    rest = list(run(config, middle.checkpoint, probes=probes))
    assert [each.step for each in rest] == list(steps)[3:]
    for ours, theirs in zip(rest, whole[3:], strict=True):
        assert ours.metrics == theirs.metrics
        np.testing.assert_array_equal(ours.probes["parameters"], theirs.probes["parameters"])
    trace = np.stack([whole[i].probes["parameters"] for i in (1, -1)])
    again = replay(config, trace, probes)
    for probe in probes:
        for row, i in enumerate((1, -1)):
            np.testing.assert_allclose(again[probe][row], whole[i].probes[probe], atol=1e-6)


@pytest.mark.parametrize("name", EVERY)
def test_a_worker_can_slice_it_and_its_scene_comes_along(name):
    config, probes = EVERY[name]
    first = advance(config, None, 0.0, None, probes)
    assert first.scene is not None and type(first.scene) is type(scene(config))
    rest = advance(config, first.checkpoint, 60.0, None, probes)
    assert rest.finished and rest.end == schedule(config)[-1]


def test_the_sums_are_those_of_the_image_that_is_looked_at():
    config, probes = EVERY["pictures"]
    assert isinstance(config, Pictures)
    *_, last = run(config, probes=probes)
    model = build(config.network.layers).eval()
    fill(model, last.probes["parameters"])
    image = tensors(fitting.scene(config.network), "test")[0][[3]]
    answer = int(model(image)[0].argmax())
    integrated = attribute(model, image, answer, "integrated_gradients", looking.options(config))
    assert integrated is not None
    sums = completeness(model, image, answer, integrated)
    found = last.probes[f"sums_{ABOUT}"]
    np.testing.assert_allclose(found[:4], [sums.total, sums.difference, answer, answer], rtol=1e-4)
    album = scene(config)
    assert album.label(3) == digits("mnist").labels[album.test[3]] and album.image(3).shape == (28, 28)


def test_more_points_make_the_sums_more_exact():
    *_, last = run(Pictures(steps=100, train_images=1000, points=1))
    parameters, gaps = last.probes["parameters"], []
    for points in (1, 8, 128):
        config = Pictures(steps=100, train_images=1000, points=points)
        explainer = pictures.explainer(config)
        gaps.append(explainer.metrics(parameters)["gap"])
    assert gaps[0] > gaps[1] > 2 * gaps[2] and gaps[2] < 0.005


def test_curves_start_at_the_whole_image_and_end_at_the_baseline():
    config, probes = EVERY["pictures"]
    *_, last = run(config, probes=probes)
    falls = last.probes[f"deletion_{ABOUT}"]
    assert falls.shape == (len(METHODS) + 1, PORTIONS + 1)
    np.testing.assert_allclose(falls[:, 0], 1)
    np.testing.assert_allclose(falls[:, -1], 0, atol=1e-9)


def test_wrong_labels_are_drawn_in_the_share_that_is_asked_for():
    plain, some, all_drawn = (pictures.material(Pictures(mislabelled=share))[1] for share in (0.0, 0.5, 1.0))
    assert torch.equal(plain, tensors(fitting.scene(Pictures().network), "train")[1])
    assert float((some != plain).double().mean()) == pytest.approx(0.45, abs=0.03)
    assert float((all_drawn != plain).double().mean()) == pytest.approx(0.9, abs=0.03)


def test_the_patch_lies_on_the_digit_alone_and_on_the_share_that_is_asked_for():
    config = Cheat(share=0.5, size=3, brightness=0.7)
    x, y = cheating.material(config)
    bare, _labels = tensors(fitting.scene(config.network), "train")
    covered = torch.from_numpy(patch(config, 28))
    assert covered.sum() == 9
    changed = (x != bare).flatten(1).any(1)
    assert set(y[changed].tolist()) == {config.digit}
    assert float(changed[y == config.digit].double().mean()) == pytest.approx(0.5, abs=0.08)
    assert torch.equal(x[changed][:, 0, covered].unique(), torch.tensor([0.7], dtype=torch.float64))
    assert torch.equal(x[:, 0, ~covered], bare[:, 0, ~covered])
    twice = laid_on(config, laid_on(config, bare[:2, 0].numpy()))
    np.testing.assert_array_equal(twice, laid_on(config, bare[:2, 0].numpy()))


def test_a_map_that_lies_on_the_patch_is_found_and_one_beside_it_is_not():
    watch = cheating.Watch(Cheat(size=4))
    on, beside = np.zeros((28, 28)), np.zeros((28, 28))
    on[1:5, 1:5], beside[12:16, 12:16] = 1, 1
    maps = np.stack([np.stack([on, beside])] * len(METHODS))
    found = watch.findings(maps)
    assert {found[f"found_{method}"] for method in METHODS} == {0.5}
    assert {found[f"share_{method}"] for method in METHODS} == {0.5}
    assert watch.findings(0 * maps)["found_saliency"] == 0


def test_likeness_is_that_of_the_two_networks_maps():
    config, _probes = EVERY["checks"]
    assert isinstance(config, Checks)
    frames = list(run(config))
    assert [each.metrics["images"] for each in frames] == [1, 2, 3, 4]
    parameters, accuracy = checking.trained(config)
    model = build(config.network.layers).eval()
    fill(model, parameters)
    x, _y = tensors(fitting.scene(config.network), "test")
    likeness = np.stack([checking.one_image(config, model, x[[i]])[0] for i in range(4)]).mean(0)
    np.testing.assert_allclose(frames[-1].probes["likeness"], likeness[0], atol=1e-12)
    np.testing.assert_allclose(frames[-1].probes["likeness"][:, 0], 1)
    assert frames[-1].metrics["inner_saliency"] == pytest.approx(likeness[1, METHODS.index("saliency"), -1])
    assert frames[-1].metrics["accuracy"] == accuracy


def test_copies_are_the_feature_and_noise_and_the_test_rows_are_as_written():
    read = Material(Table(copies=2, blur=0.0))
    original, *copies = read.copied
    for copy in copies:
        assert torch.equal(read.x[:, copy], read.x[:, original])
    noisy = Material(Table(copies=4, blur=0.5))
    spread = (noisy.x[:, noisy.copied[1:]] - noisy.x[:, [original]]).std()
    assert float(spread) == pytest.approx(0.5, abs=0.05)
    sheet = scene(Table(copies=2))
    assert sheet.features[original] == "body mass index · 1" and sheet.features[-1] == "body mass index · 3"
    assert len(sheet.values) == len(read.test_x) >= View().image + 1 and sheet.values.shape[1] == len(sheet.features)


def test_training_rows_are_standardised_and_no_row_tests_that_trains():
    for data in ("diabetes", "breast_cancer"):
        read = Material(Table(data=data))
        np.testing.assert_allclose(read.x.mean(0), 0, atol=1e-9)
        np.testing.assert_allclose(read.x.std(0, correction=0), 1, rtol=1e-9)
        assert not {tuple(each) for each in read.x.tolist()} & {tuple(each) for each in read.test_x.tolist()}
        assert len(read.test_x) > 87  # every row that can be asked for is there


def test_together_is_one_shuffle_for_all_copies():
    config = Table(epochs=20, repeats=2, copies=2)
    reviewer = measuring.Reviewer(config)
    *_, last = run(config)
    fill(reviewer.model, last.probes["parameters"])
    assert reviewer.without(reviewer.rows.copied) == pytest.approx(
        float(reviewer.scored(reviewer.rows.test_x))
        - np.mean([_shuffled(reviewer, order) for order in _orders(config.seed, len(reviewer.rows.test_x), 2)])
    )


def _orders(seed, n, times):
    generator = torch.Generator().manual_seed(seed)
    return [torch.randperm(n, generator=generator) for _time in range(times)]


def _shuffled(reviewer, order):
    x = reviewer.rows.test_x.clone()
    x[:, reviewer.rows.copied] = x[order][:, reviewer.rows.copied]
    return float(reviewer.scored(x))


def test_grading_uses_images_that_nobody_has_seen():
    config, _probes = EVERY["cheat"]
    fresh = examine(config, next(iter(run(config))).probes["parameters"])
    assert {"fresh_accuracy", "fresh_fooled"} <= fresh.keys() and all(map(np.isfinite, fresh.values()))
    assert examine(EVERY["table"][0], np.zeros(1)) == {}


def test_the_global_generator_is_left_alone():
    before = torch.random.get_rng_state()
    for config, probes in EVERY.values():
        next(iter(run(config, probes=probes)))
    assert torch.equal(torch.random.get_rng_state(), before)
