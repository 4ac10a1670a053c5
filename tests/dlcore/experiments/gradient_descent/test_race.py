"""A race against ``torch.optim`` on every surface, and what happens to racers that are lost."""

import math

import numpy as np
import pytest
import torch

from dlcore.experiments.gradient_descent import examine, replay, run, scene, schedule
from dlcore.experiments.gradient_descent.config import OPTIMIZERS, PLACES, Race
from dlcore.experiments.gradient_descent.race import ground
from dlcore.schedules import SCHEDULES

ORACLES = {
    "sgd": lambda p, c: torch.optim.SGD(p, lr=c.lr),
    "momentum": lambda p, c: torch.optim.SGD(p, lr=c.lr, momentum=c.momentum),
    "nesterov": lambda p, c: torch.optim.SGD(p, lr=c.lr, momentum=c.momentum, nesterov=True),
    "adagrad": lambda p, c: torch.optim.Adagrad(p, lr=c.adaptive_lr),
    "rmsprop": lambda p, c: torch.optim.RMSprop(p, lr=c.adaptive_lr),
    "adam": lambda p, c: torch.optim.Adam(p, lr=c.adaptive_lr),
    "adamw": lambda p, c: torch.optim.AdamW(p, lr=c.adaptive_lr, weight_decay=c.weight_decay),
}


def on(surface, **changes):
    place = PLACES[surface]
    (x, y) = place.start
    return Race(**{"surface": surface, "x": x, "y": y, "lr": place.lr, "adaptive_lr": place.adaptive_lr, **changes})


def paths(config):
    """(steps + 1, racers, 2)."""
    return np.stack([each.probes["parameters"].reshape(-1, 2) for each in run(config)])


def theirs(config, name, noise=None):
    """The path that torch.optim takes with autograd's gradients."""
    surface, point = ground(config), torch.tensor([config.x, config.y], dtype=torch.float64, requires_grad=True)
    moves, path = ORACLES[name]([point], config), [(config.x, config.y)]
    for step in range(config.steps):
        moves.zero_grad()
        surface.value(*point).backward()
        assert point.grad is not None
        if noise is not None:
            point.grad += noise[step]
        if config.clip:
            torch.nn.utils.clip_grad_norm_([point], config.clip)
        moves.step()
        path.append(tuple(point.tolist()))
    return np.array(path)


@pytest.mark.parametrize("surface", PLACES)
def test_each_optimiser_takes_torchs_path_for_200_steps(surface):
    config = on(surface, steps=200)
    ours = paths(config)
    assert ours.shape == (201, len(OPTIMIZERS), 2)
    for k, name in enumerate(OPTIMIZERS):
        np.testing.assert_allclose(ours[:, k], theirs(config, name), rtol=1e-7, atol=1e-9, err_msg=name)


def test_noise_is_the_same_for_all_and_clipping_is_torchs():
    config = on("himmelblau", noise=3.0, clip=1.0, seed=5, steps=60)
    generator = torch.Generator().manual_seed(5)
    drawn = [3.0 * torch.randn(2, generator=generator, dtype=torch.float64) for _ in range(60)]
    ours = paths(config)
    for k, name in enumerate(OPTIMIZERS):
        np.testing.assert_allclose(ours[:, k], theirs(config, name, drawn), rtol=1e-7, atol=1e-9, err_msg=name)


@pytest.mark.parametrize("contest", ["optimizers", "schedules", "rates"])
def test_a_race_from_any_checkpoint_is_bit_for_bit_the_rest_of_it(contest):
    config = on("himmelblau", contest=contest, noise=0.3, schedule="cosine", steps=40)
    whole = list(run(config))
    assert [each.step for each in whole] == list(schedule(config))
    for i in (0, 7, 39):
        rest = list(run(config, whole[i].checkpoint))
        assert [each.step for each in rest] == [each.step for each in whole[i + 1 :]]
        for ours, before in zip(rest, whole[i + 1 :], strict=True):
            assert ours.metrics == before.metrics
            np.testing.assert_array_equal(ours.probes["parameters"], before.probes["parameters"])
    assert list(run(config, whole[-1].checkpoint)) == []


def test_it_stops_when_asked_and_goes_on_from_there():
    (only,) = run(Race(), stop=lambda step: step == 0)
    assert only.step == 0 and only.checkpoint is not None
    first = list(run(Race(), stop=lambda step: step == 12))
    assert first[-1].step == 12
    rest = list(run(Race(), first[-1].checkpoint))
    assert rest[0].step == 13 and rest[-1].step == 200


def test_a_racer_past_the_edge_is_lost_where_it_was_and_the_others_go_on():
    config = on("bowl", racers=("sgd", "adam"), lr=0.2)
    seen = list(run(config))
    last = seen[-1]
    step = int(last.metrics["sgd_stopped"])
    assert not last.diverged and last.step == config.steps and 0 < step < 60
    assert last.metrics["adam_stopped"] == 0 and last.metrics["adam_loss"] < seen[0].metrics["adam_loss"]
    np.testing.assert_array_equal(seen[step].probes["parameters"][:2], last.probes["parameters"][:2])
    assert 1e4 < last.metrics["sgd_loss"] <= 1e6 and math.isfinite(last.metrics["sgd_sharpness"])
    assert np.isnan(last.probes["loss"][0]) and not np.isnan(last.probes["loss"][1])
    assert np.isfinite(seen[step].probes["loss"][0]) and np.isnan(seen[step + 1].probes["loss"][0])


def test_a_number_that_is_none_stops_a_racer_too():
    last = list(run(on("ravine", racers=("sgd", "adam"), lr=10.0, steps=50)))[-1]
    assert last.metrics["sgd_stopped"] >= 1
    assert all(math.isfinite(value) for value in last.metrics.values())


def test_when_all_are_lost_the_run_has_diverged():
    seen = list(run(on("bowl", racers=("sgd",), lr=1.0)))
    assert seen[-1].diverged and seen[-1].step < 200 and not any(each.diverged for each in seen[:-1])
    assert list(run(on("bowl", racers=("sgd",), lr=1.0), seen[-1].checkpoint)) == []


@pytest.mark.parametrize("side", [0.99, 1.01])
def test_two_over_lambda_parts_the_lost_from_the_others(side):
    last = list(run(on("bowl", racers=("sgd",), condition=50, lr=side * 2 / 50, steps=2000)))[-1]
    assert last.diverged == (side > 1)


@pytest.mark.parametrize("name", SCHEDULES)
def test_the_rate_that_is_shown_is_the_schedules(name):
    config = on("bowl", contest="schedules", lr=0.05, steps=40)
    k = list(SCHEDULES).index(name)
    shown = [each.probes["rate"][k] for each in run(config)]
    assert shown[:40] == pytest.approx([0.05 * SCHEDULES[name](step, 40) for step in range(40)])


def test_five_rates_are_multiples_of_the_one_that_is_set():
    assert [racer.lr for racer in Race(contest="rates", lr=0.1).lineup] == pytest.approx([0.001, 0.01, 0.1, 0.2, 1.0])


def test_replay_gives_what_the_run_showed():
    config = on("rastrigin", steps=30)
    shown = list(run(config))
    names = ("x", "y", "height", "loss", "sharpness", "milliseconds")
    again = replay(config, np.stack([each.probes["parameters"] for each in shown]), names)
    assert set(again) == {*names} - {"milliseconds"}
    for name, values in again.items():
        np.testing.assert_allclose(values, np.stack([each.probes[name] for each in shown]), rtol=1e-12)


def test_time_only_grows():
    taken = np.stack([each.probes["milliseconds"] for each in run(Race(steps=20))])
    assert (np.diff(taken, axis=0) > 0).all() and (taken[0] == 0).all()


@pytest.mark.parametrize("surface", PLACES)
def test_the_map_is_the_surface_over_its_window(surface):
    drawn, config = scene(on(surface)), on(surface)
    (left, right), (bottom, top) = config.place.window
    assert (drawn.x[0], drawn.x[-1], drawn.y[0], drawn.y[-1]) == pytest.approx((left, right, bottom, top))
    x, y = torch.tensor(drawn.x[7]), torch.tensor(drawn.y[40])
    assert 10 ** drawn.heights[40, 7] - 1 == pytest.approx(float(ground(config).value(x, y)), rel=1e-9)


def test_a_long_race_shows_its_first_steps_all_and_its_last():
    shown = schedule(Race(steps=2000))
    assert shown[:100] == tuple(range(100)) and shown[-1] == 2000 and len(shown) <= 301


def test_the_examination_starts_elsewhere_and_is_the_same_each_time():
    config = on("himmelblau", noise=1.0)
    last = list(run(config))[-1]
    found = examine(config, last.probes["parameters"])
    assert found == examine(config, last.probes["parameters"])
    assert found["sgd_fresh_loss"] != last.metrics["sgd_loss"] and found["sgd_fresh_stopped"] == 0.0
    lost = examine(on("bowl", racers=("sgd",), lr=1.0), last.probes["parameters"])
    assert lost["sgd_fresh_stopped"] == 1.0


def test_the_global_generator_is_left_alone():
    before = torch.random.get_rng_state()
    list(run(Race(noise=1.0, steps=10)))
    assert torch.equal(torch.random.get_rng_state(), before)
