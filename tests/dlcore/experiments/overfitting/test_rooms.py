"""The rooms' runs: taken up again anywhere they are the same, and their numbers are those of theory and brute force."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import torch

from dlcore.config import Config, ConfigError, Number
from dlcore.datasets.curves import CURVES
from dlcore.experiments.overfitting import CONFIGS, examine, replay, run, scene, schedule
from dlcore.experiments.overfitting.capacity import decomposition
from dlcore.experiments.overfitting.config import REMEDIES, Capacity, Descent, Leakage, Real, Remedies, Stopping
from dlcore.experiments.overfitting.curve import FRESH_SEED, TEST_SEED
from dlcore.experiments.overfitting.descent import descended, teacher
from dlcore.experiments.overfitting.leakage import first_best
from dlcore.experiments.overfitting.stopping import Patience
from dlcore.experiments.overfitting.sweeping import generator, spread
from dlcore.worker import advance

SMALL: dict[str, Any] = {"seeds": 2, "epochs": 3}
EVERY: dict[str, Config] = {
    "polynomials": Capacity(seeds=3),
    "networks": Capacity(model="network", width=16, **SMALL),
    "time": Stopping(seeds=2, epochs=40, width=4, batch_size=7),
    **{remedy: Remedies(remedy=remedy, values=8, width=4, **SMALL) for remedy in REMEDIES},
    **{f"along {along}": Descent(along=along, seeds=2, largest=100) for along in ("width", "samples", "epochs")},
    "real": Real(**SMALL),
    "leakage": Leakage(tries=20, repeats=2, epochs=3),
}


def same(ours, theirs):
    assert ours.step == theirs.step and ours.metrics == theirs.metrics
    assert ours.probes.keys() == theirs.probes.keys()
    for name, array in ours.probes.items():
        np.testing.assert_array_equal(array, theirs.probes[name])


@pytest.mark.parametrize("name", EVERY)
def test_a_run_from_any_checkpoint_is_bit_for_bit_the_rest_of_the_run(name):
    config = EVERY[name]
    whole = list(run(config))
    assert [each.step for each in whole] == list(schedule(config))
    assert all(np.isfinite(value) for each in whole for value in each.metrics.values())
    checkpoint, seen = None, []
    while not seen or seen[-1].step < whole[-1].step:
        budget = iter(range(5))
        seen += run(config, checkpoint, stop=lambda _step, budget=budget: next(budget) == 4)
        checkpoint = seen[-1].checkpoint
        assert checkpoint is not None
    scheduled = {each.step: each for each in whole}
    shown = [each for each in seen if each.step in scheduled]
    assert [each.step for each in shown] == list(scheduled)
    for each in shown:
        same(each, scheduled[each.step])
    assert list(run(config, whole[-1].checkpoint)) == []


@pytest.mark.parametrize("name", EVERY)
def test_workers_can_slice_show_and_replay_it(name):
    config = EVERY[name]
    first = advance(config, None, 10.0, 0, ())
    assert [each.step for each in first.snapshots] == [0]
    if not isinstance(config, Stopping):
        assert first.scene is not None and len(first.scene.values) == len(schedule(config))
    one = advance(config, first.checkpoint, 10.0, 1, ())
    assert one.snapshots[-1].step == 1
    rest = advance(config, one.checkpoint, 60.0, None, ())
    assert rest.finished and rest.end == schedule(config)[-1]
    frames = [*first.snapshots, *one.snapshots, *rest.snapshots]
    names = [each for each in frames[-1].probes if each != "parameters"]
    if name != "time":  # the single step shows an epoch between the frames
        again = replay(config, np.stack([each.probes["parameters"] for each in frames]), names)
        for probe in names:
            np.testing.assert_array_equal(again[probe], np.stack([each.probes[probe] for each in frames]))
    assert examine(config, frames[-1].probes["parameters"]) == {}


def test_the_global_generator_is_left_alone():
    before = torch.random.get_rng_state()
    for config in (EVERY["dropout"], EVERY["leakage"], EVERY["time"]):
        list(run(config))
    assert torch.equal(torch.random.get_rng_state(), before)


@pytest.mark.parametrize("each", CONFIGS)
def test_every_room_can_have_64_seeds_with_its_default_settings(each):
    specs = each.specs()
    for name in ("seeds", "repeats"):
        if name in specs:
            assert getattr(each(**{name: 64}), name) == 64


def test_too_much_work_is_refused_with_the_epochs_that_are_possible():
    with pytest.raises(ConfigError) as refused:
        Remedies(remedy="samples", samples=100, width=64, seeds=64, epochs=5000)
    assert refused.value.field == "epochs" and refused.value.reason == "too_much_work"


def test_test_points_lie_beyond_every_seed_of_a_training_set():
    seeds = [spec for each in CONFIGS for name, spec in each.specs().items() if name == "seed"]
    largest = max(spec.high for spec in seeds if isinstance(spec, Number))
    assert largest + 64 < TEST_SEED < FRESH_SEED


def test_bias_variance_and_noise_add_up_to_the_test_error_within_sampling_error():
    for last in list(run(Capacity(seeds=64, degree=9, samples=40)))[2:]:
        metrics = last.metrics
        assert metrics["sum"] == pytest.approx(metrics["bias2"] + metrics["variance"] + metrics["noise"], abs=1e-3)
        # the test points' own noise: 500 squares of variance 2σ⁴, and the cross term with the distance
        error = 3 * np.sqrt((2 * metrics["noise"] ** 2 + 4 * metrics["noise"] * metrics["bias2"]) / 500)
        assert metrics["mean_test_error"] == pytest.approx(metrics["sum"], abs=error + 0.02 * metrics["variance"])


def test_the_decomposition_is_an_identity_and_free_of_the_plug_in_bias():
    g = torch.Generator().manual_seed(0)
    truth = torch.randn(200, generator=g, dtype=torch.float64)
    found = []
    for _ in range(400):
        predicted = truth + 0.3 + 0.5 * torch.randn(4, 200, generator=g, dtype=torch.float64)
        bias2, variance = decomposition(predicted, truth)
        distance = float((predicted - truth).square().mean())
        assert bias2 + variance == pytest.approx(distance, rel=1e-9)
        found.append((bias2, variance))
    assert np.mean(found, axis=0) == pytest.approx([0.09, 0.25], rel=0.03)
    assert decomposition(truth[None] + 1, truth) == pytest.approx((1.0, 0.0))


def test_capacity_lowers_the_training_error_and_the_test_error_turns():
    seen = [each.metrics for each in run(Capacity())]
    train, test = ([each[f"{part}_error"] for each in seen] for part in ("train", "test"))
    assert all(later <= earlier + 1e-12 for earlier, later in pairwise(train))
    best = int(np.argmin(test))
    assert 3 <= best <= 8 and test[0] > 3 * test[best] and test[-1] > 1000 * test[best]


def test_double_descent_peaks_at_the_threshold():
    for config in (Descent(largest=400, seeds=4), Descent(along="samples", seeds=4)):
        errors = [each.metrics["test_error"] for each in run(config)]
        peak = int(np.argmax(errors))
        assert config.swept[peak] == config.threshold == 40
        assert errors[peak] > 10 * min(errors[:peak]) and errors[-1] < min(errors[:peak])
        norms = [each.metrics["norm"] for each in run(config)]
        assert int(np.argmax(norms)) == peak


def test_epochs_go_down_up_and_down():
    errors = np.array([each.metrics["test_error"] for each in run(Descent(along="epochs", samples=60, scale=0.06))])
    peak = 5 + int(np.argmax(errors[5:20]))
    assert errors[:peak].min() < 0.9 * errors[peak] and errors[peak:].min() < 0.8 * errors[:peak].min()


@pytest.mark.parametrize("weight_decay", [0.0, 0.2])
def test_the_closed_form_of_gradient_descent_is_gradient_descent(weight_decay):
    x, y = teacher(30, 0.5, generator(0))
    lr = 1 / (float(torch.linalg.svdvals(x)[0]) ** 2 / len(x) + weight_decay)
    w, path = torch.zeros(x.shape[1], dtype=torch.float64), []
    for _ in range(50):
        w = w - lr * (x.T @ (x @ w - y) / len(x) + weight_decay * w)
        path.append(w)
    epochs = torch.arange(1, 51, dtype=torch.float64)[:, None]
    torch.testing.assert_close(descended(x, y, epochs, weight_decay), torch.stack(path), rtol=1e-9, atol=1e-12)


def brute_force(errors: list[float], patience: int) -> tuple[int, int]:
    """The stop and the best epoch before it, by looking at every epoch in turn; -1 if it never stops."""
    for epoch in range(len(errors)):
        best = errors[: epoch + 1].index(min(errors[: epoch + 1]))
        if epoch - best >= patience:
            return epoch, best
    return -1, errors.index(min(errors))


@pytest.mark.parametrize("patience", [1, 2, 5, 30])
def test_early_stopping_stops_where_a_brute_force_search_says(patience):
    g = torch.Generator().manual_seed(patience)
    errors = torch.rand(40, 25, generator=g, dtype=torch.float64) + torch.linspace(1, 0, 40)[:, None].double()
    guard = Patience(torch.zeros(25, 1, dtype=torch.float64), patience)
    for epoch, row in enumerate(errors):
        guard.see(epoch, row, torch.full((25, 1), float(epoch), dtype=torch.float64))
    for k in range(25):
        stop, best = brute_force(errors[:, k].tolist(), patience)
        assert (int(guard.stopped[k]), int(guard.best[k])) == (stop, best)
        assert float(guard.lowest[k]) == float(errors[best, k]) and int(guard.kept[k, 0]) == best


def test_the_run_stops_where_its_own_validation_errors_say():
    config = Stopping(seeds=1, epochs=60, patience=6, width=8, validation=10, lr=0.03)
    errors, checkpoint, last = [], None, None
    for epoch in range(61):  # every epoch, not only those of the frames
        *_, last = run(config, checkpoint, stop=lambda step, epoch=epoch: step == epoch)
        checkpoint = last.checkpoint
        errors.append(last.metrics["validation_error"])
    stop, best = brute_force(errors, config.patience)
    assert last is not None
    assert (last.metrics["stop_epoch"], last.metrics["best_epoch"]) == (stop if stop >= 0 else 60, best)


@pytest.mark.parametrize("remedy", ["weight_decay", "l1", "jitter"])
def test_a_remedy_raises_the_training_error_and_lowers_and_raises_the_test_error(remedy):
    seen = [each.metrics for each in run(Remedies(remedy=remedy, values=12, seeds=4))]
    assert seen[0]["train_error"] < seen[8]["train_error"] < seen[-1]["train_error"]
    lowest = min(each["test_error"] for each in seen)
    assert lowest < 0.8 * seen[0]["test_error"] and lowest < 0.5 * seen[-1]["test_error"]
    assert (seen[-1]["zeros"] > 0.9) == (remedy == "l1")


def test_more_data_lowers_the_test_error_towards_the_noise():
    seen = [each.metrics for each in run(Remedies(remedy="samples", values=8, seeds=4, epochs=300))]
    assert seen[-1]["test_error"] < seen[0]["test_error"] and seen[-1]["test_error"] == pytest.approx(0.09, abs=0.02)
    assert seen[0]["train_error"] < 0.09 < seen[-1]["train_error"] + 0.02


def test_dropouts_evaluation_mode_stands_for_the_mean_over_masks():
    for each in list(run(Remedies(remedy="dropout", values=8, seeds=2, epochs=200)))[1:4]:
        metrics = each.metrics
        near, far = (abs(metrics[name] - metrics["test_error"]) for name in ("mean_mask_error", "one_mask_error"))
        assert near < far


def test_the_chosen_strength_is_the_one_with_the_lowest_validation_error():
    seen = [each.metrics for each in run(EVERY["weight_decay"])]
    best = min(seen, key=lambda each: each["validation_error"])
    assert seen[-1]["chosen_value"] == best["value"] and seen[-1]["chosen_fresh_error"] == best["fresh_error"]


def test_the_first_of_the_best_tries_is_chosen():
    scores = torch.tensor([[0.5, 0.7, 0.6, 0.7, 0.9], [0.8, 0.8, 0.1, 0.8, 0.2]])
    best, where = first_best(scores)
    assert where.tolist() == [[0, 1, 1, 1, 4], [0, 0, 0, 0, 0]]
    assert torch.equal(best, scores.cummax(1).values)


def test_choosing_by_the_test_score_is_optimistic_and_choosing_by_validation_is_not():
    luck, honest = (
        list(run(Leakage(choose=by, coin=True, tries=32, epochs=30, width=4)))[-1].metrics
        for by in ("test", "validation")
    )
    assert luck["optimism"] > 5 * luck["optimism_error"] and luck["mean_fresh"] == pytest.approx(0.5, abs=0.01)
    assert abs(honest["optimism"]) < 3 * honest["optimism_error"]


def test_the_scene_shows_the_first_data_set_and_the_curve():
    shown = scene(Capacity(curve="bump", samples=12))
    assert shown.x.shape == shown.y.shape == (12,) and shown.grid[0] == -1 and shown.grid[-1] == 1
    np.testing.assert_allclose(shown.truth, CURVES["bump"](torch.from_numpy(shown.grid)).numpy())


def test_spread_is_the_median_and_the_middle_four_fifths():
    values = np.arange(11.0)
    assert spread("e", values) == {"e": 5.0, "e_low": 1.0, "e_high": 9.0}
    assert spread("e", np.array([np.nan, np.inf, 1.0]))["e"] == 1e30
