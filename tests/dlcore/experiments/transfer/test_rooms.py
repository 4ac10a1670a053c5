"""The rooms: taken up again anywhere they are the same, and their numbers are those of plain PyTorch networks."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from dlcore.config import ConfigError
from dlcore.experiments.transfer import CONFIGS, examine, replay, run, scene, schedule
from dlcore.experiments.transfer.config import CLASSES, HELD, SOURCES, WAYS, Amounts, Depth, Sources, Transfer, Tuning
from dlcore.experiments.transfer.networks import begun, contest, fresh, learned
from dlcore.experiments.transfer.pictures import first, second
from dlcore.experiments.transfer.tuning import course
from dlcore.stacked import layers
from dlcore.worker import advance

QUICK: dict[str, Any] = {"seeds": 2, "epochs": 12, "patience": 8, "placements": 1, "pretraining": 20, "width": 8}
EVERY: dict[str, Transfer] = {
    "amounts": Amounts(largest=10, ways=WAYS, **QUICK),
    "tuning": Tuning(count=3, share=0.3, pull=0.1, **QUICK),
    "depth": Depth(count=3, **QUICK),
    "sources": Sources(count=3, sources=("digits", "mnist", "labels", "scrambled", "rotated"), **QUICK),
}


@pytest.mark.parametrize("name", EVERY)
def test_a_run_from_any_checkpoint_is_bit_for_bit_the_rest_of_the_run(name):
    config = EVERY[name]
    whole = list(run(config))
    assert [each.step for each in whole] == list(schedule(config))
    assert all(np.isfinite(value) for each in whole for value in each.metrics.values())
    assert len({frozenset(each.metrics) for each in whole}) == 1
    assert not whole[0].probes.keys() & whole[0].metrics.keys()
    *_, middle = run(config, stop=lambda step: step == 2)
    assert middle.checkpoint is not None and len(middle.checkpoint.state) < 30_000
    course.cache_clear()  # as in a process that has not seen the beginning
    rest = list(run(config, middle.checkpoint))
    assert [each.step for each in rest] == list(schedule(config))[3:]
    for ours, theirs in zip(rest, whole[3:], strict=True):
        assert ours.metrics == theirs.metrics
        for probe, array in ours.probes.items():
            np.testing.assert_array_equal(array, theirs.probes[probe])
    again = replay(config, np.array([[1.0], [3.0]]), list(whole[0].probes))
    for i, step in enumerate((1, 3)):
        for probe, array in again.items():
            np.testing.assert_array_equal(array[i], whole[step].probes[probe])
    assert examine(config, np.zeros(1)) == {}


@pytest.mark.parametrize("name", EVERY)
def test_a_worker_can_slice_it_and_gets_pictures_of_both_tasks(name):
    config = EVERY[name]
    piece = advance(config, None, 0.0, None, ())
    assert piece.scene is not None and not piece.finished
    side = 8 + 2 * config.wander + 1  # with an empty line
    assert piece.scene.old.shape == piece.scene.new.shape == (5 * side, CLASSES * side)
    assert len(piece.scene.places) == len(schedule(config))
    assert advance(config, piece.checkpoint, 60.0, None, ()).finished


def plain(theta: torch.Tensor, sizes: tuple[int, ...]) -> nn.Sequential:
    """Build one network as PyTorch has it."""
    parts: list[nn.Module] = []
    for matrix in layers(theta[None], sizes):
        layer = nn.Linear(matrix.shape[2] - 1, matrix.shape[1], dtype=torch.float64)
        with torch.no_grad():
            layer.weight.copy_(matrix[0, :, :-1])
            layer.bias.copy_(matrix[0, :, -1])
        parts += [layer, nn.ReLU()]
    return nn.Sequential(*parts[:-1])


def taught(model: nn.Sequential, optimizer: torch.optim.Optimizer, x, y, epochs: int) -> nn.Sequential:
    for _ in range(epochs):
        optimizer.zero_grad()
        F.cross_entropy(model(x), y).backward()
        optimizer.step()
    return model


def share(model: nn.Sequential, x: torch.Tensor, y: torch.Tensor) -> float:
    with torch.no_grad():
        return float((model(x).argmax(1) == y).double().mean())


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kept", [0, 1, 2])
def test_each_start_answers_as_one_network_alone_in_plain_pytorch(way, kept):
    config = Amounts(seed=3, **QUICK)
    ours = contest(config, "digits", (way,), 10, kept)[0]
    for k in range(config.seeds):
        old, new = first(config, "digits", 3 + k), second(config, 3 + k)
        before = plain(fresh(config, 1_000_000)[k], config.sizes)
        taught(before, torch.optim.Adam(before.parameters(), lr=0.01), old.x, old.y, config.patience)
        model = plain(fresh(config)[k], config.sizes)
        for i in range(0, 2 * kept, 2):
            if way in ("tuned", "frozen"):
                model[i] = copy.deepcopy(before[i])
            if way in ("frozen", "random"):
                model[i].requires_grad_(False)
        moving = [each for each in model.parameters() if each.requires_grad]
        taught(model, torch.optim.Adam(moving, lr=config.lr), new.x[:50], new.y[:50], config.epochs)
        assert ours[k] == pytest.approx(share(model, new.test_x, new.test_y), abs=1e-12)


def test_a_spring_and_smaller_steps_are_those_of_a_plain_network():
    config = Tuning(count=10, share=0.1, pull=0.3, **QUICK)
    *_, last = run(config)
    found, left = [], []
    for k in range(config.seeds):
        old, new = first(config, "digits", k), second(config, k)
        before = plain(learned(config, "digits")[k], config.sizes)
        model = nn.Sequential(*[*copy.deepcopy(before).children()][:-1], plain(fresh(config)[k], config.sizes)[-1])
        lower = list(model[:-1].parameters())
        start = [each.detach().clone() for each in lower]
        groups = [{"params": lower, "lr": 0.1 * config.lr}, {"params": list(model[-1].parameters())}]
        optimizer = torch.optim.Adam(groups, lr=config.lr)
        for _ in range(config.epochs):
            optimizer.zero_grad()
            spring = sum(((a - b) ** 2).sum() for a, b in zip(lower, start, strict=True))
            (F.cross_entropy(model(new.x[:50]), new.y[:50]) + 0.3 / 2 * spring).backward()
            optimizer.step()
        found.append(share(model, new.test_x, new.test_y))
        left.append(share(nn.Sequential(*[*model.children()][:-1], before[-1]), old.test_x, old.test_y))
    assert last.metrics["right_tuned"] == pytest.approx(np.mean(found), abs=1e-12)
    assert last.metrics["right_first"] == pytest.approx(np.mean(left), abs=1e-12)


def test_taking_over_and_freezing_concern_the_lower_layers_only():
    config = Depth(**QUICK)
    taken = learned(config, "digits")
    upper = torch.cat([each.flatten(1) for each in layers(torch.ones_like(taken), config.sizes)[2:]], 1).shape[1]
    lower = slice(0, taken.shape[1] - upper)
    for way, same, loose in (("tuned", taken, 1), ("frozen", taken, 0), ("random", fresh(config), 0)):
        theta, free = begun(config, way, taken, 2)
        assert torch.equal(theta[:, lower], same[:, lower]) and torch.equal(
            theta[:, -upper:], fresh(config)[:, -upper:]
        )
        assert (free[:, lower] == loose).all() and free[:, -upper:].all()
    theta, free = begun(config, "fresh", taken, 2)
    assert torch.equal(theta, fresh(config)) and free.all()


def test_no_layer_taken_over_is_the_fresh_start_whatever_the_way():
    found = contest(EVERY["depth"], "digits", WAYS, 3, 0)
    assert (found == found[0]).all()


def test_a_rate_share_of_zero_is_the_frozen_start_and_forgets_nothing():
    *_, last = run(Tuning(count=3, share=0, **QUICK))
    assert last.metrics["right_tuned"] == last.metrics["right_frozen"]
    assert last.probes["old"][0] == last.probes["old"][3]


def test_gains_are_means_of_the_differences_within_each_repetition():
    config = EVERY["sources"]
    assert isinstance(config, Sources)
    *_, last = run(config)
    plain_start, tuned, frozen = contest(config, config.sources[-1], ("fresh", "tuned", "frozen"), 3).numpy()
    np.testing.assert_allclose(
        last.probes["middle"][:, -1], [(tuned - plain_start).mean(), (frozen - plain_start).mean()]
    )
    np.testing.assert_allclose(last.probes["low"][0, -1], np.quantile(tuned - plain_start, 0.1))
    assert last.metrics["gain_frozen"] == pytest.approx((frozen - plain_start).mean(), abs=1e-12)


@pytest.mark.parametrize("each", CONFIGS)
def test_every_room_can_have_16_repetitions_with_its_default_settings(each):
    assert each(seeds=16).seeds == 16


def test_too_much_work_is_refused():
    with pytest.raises(ConfigError) as work:
        Amounts(width=64, hidden=3, epochs=300, seeds=16)
    assert work.value.reason == "curve_work" and work.value.field == "seeds"


def test_the_global_generator_is_left_alone():
    before = torch.random.get_rng_state()
    list(run(EVERY["sources"]))
    assert torch.equal(torch.random.get_rng_state(), before)


@pytest.mark.parametrize("source", SOURCES)
def test_test_pictures_are_new_and_classes_take_turns(source):
    config = Amounts(pretraining=30, placements=2, wander=0)
    old = first(config, source, 0)
    assert old.x.shape == (30 * 2 * CLASSES, 64) and old.test_x.shape == (HELD * CLASSES, 64)
    seen = {tuple(each) for each in old.x.tolist()}
    assert len(seen) == 30 * CLASSES and not seen & {tuple(each) for each in old.test_x.tolist()}
    if source != "labels":
        assert old.y[:CLASSES].tolist() == list(range(CLASSES))


def test_the_two_tasks_have_no_digit_in_common_except_where_they_should():
    for tasks in ("low_high", "high_low", "even_odd", "odd_even"):
        config = Amounts(tasks=tasks)
        assert sorted(config.old + config.new) == list(range(10))
    config = Amounts(wander=0)
    five, shape = second(config, 0).test_x[:HELD].mean(0), first(config, "mnist_same", 0).test_x[:HELD].mean(0)
    other = first(config, "mnist", 0).test_x[:HELD].mean(0)
    near = [float(torch.corrcoef(torch.stack([five, each]))[0, 1]) for each in (shape, other)]
    assert near[0] > near[1] + 0.2  # fives look like fives, not like noughts, in the other collection too


def test_what_a_source_does_to_its_pictures():
    config = Amounts(wander=1, placements=1)
    upright, turned, inverted, mixed = (
        first(config, name, 0) for name in ("digits", "rotated", "inverted", "scrambled")
    )
    side = 10
    assert torch.equal(turned.x.view(-1, side, side), upright.x.view(-1, side, side).rot90(1, (1, 2)))
    assert torch.equal(inverted.x, 1 - upright.x)
    assert torch.equal(mixed.x.sort(1).values, upright.x.sort(1).values) and not torch.equal(mixed.x, upright.x)
    order = [int((mixed.x == upright.x[:, [i]]).all(0).nonzero()[0]) for i in range(44, 56)]
    assert len(set(order)) == len(order)  # one and the same order in all pictures
    wrong = first(config, "labels", 0)
    assert torch.equal(wrong.x, upright.x)
    agreed = [(first(config, "labels", seed).y == upright.y).double().mean().item() for seed in range(20)]
    assert np.mean(agreed) == pytest.approx(1 / CLASSES, abs=0.02)
    assert torch.equal(wrong.test_y, upright.test_y)


def test_digits_wander_over_the_whole_canvas_and_no_pixel_gets_lost():
    centred, moved = second(Amounts(wander=0), 0), second(Amounts(wander=2), 0)
    torch.testing.assert_close(moved.x.sum(1), centred.x.sum(1))
    assert (moved.x.view(-1, 12, 12).amax(0) > 0).double().mean() > 0.85


def test_the_scene_shows_the_first_sources_pictures():
    config = EVERY["sources"]
    shown = scene(config)
    np.testing.assert_array_equal(shown.new[:12, :12], second(config, 0).test_x[0].view(12, 12))
