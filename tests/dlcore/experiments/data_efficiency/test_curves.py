"""Learning curves: taken up again anywhere they are the same, and their numbers are those of brute force."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from dlcore.config import Config, ConfigError
from dlcore.experiments.data_efficiency import CONFIGS, examine, replay, run, scene, schedule
from dlcore.experiments.data_efficiency import shifts as shifts_module
from dlcore.experiments.data_efficiency.config import SIZES, Curves, Shifts
from dlcore.experiments.data_efficiency.curves import examples
from dlcore.experiments.data_efficiency.experiment import A_DECADE, law, needed
from dlcore.models.power_law import fit_power_law
from dlcore.rivals.classical import classical
from dlcore.worker import advance

EVERY: dict[str, Config] = {
    "planes": Curves(sets=("gaussians", "spiral"), models=("logistic", "tree"), largest=316, seeds=2),
    "digits": Curves(sets=("digits",), models=("neighbours",), largest=100, seeds=2, floor=False),
    "shifts": Shifts(largest=56, epochs=20, width=8, seeds=2, pretraining=30),
}


@pytest.mark.parametrize("name", EVERY)
def test_a_run_from_any_checkpoint_is_bit_for_bit_the_rest_of_the_run(name):
    config = EVERY[name]
    whole = list(run(config))
    assert [each.step for each in whole] == list(schedule(config))
    assert all(np.isfinite(value) for each in whole for value in each.metrics.values())
    *_, middle = run(config, stop=lambda step: step == 3)
    rest = list(run(config, middle.checkpoint))
    assert [each.step for each in rest] == list(schedule(config))[4:]
    for ours, theirs in zip(rest, whole[4:], strict=True):
        assert ours.metrics == theirs.metrics
        for probe, array in ours.probes.items():
            np.testing.assert_array_equal(array, theirs.probes[probe])
    again = replay(config, np.array([[2.0], [4.0]]), ["measured", "law"])
    for i, step in enumerate((2, 4)):
        np.testing.assert_array_equal(again["measured"][i], whole[step].probes["measured"])
    assert examine(config, np.zeros(1)) == {}


@pytest.mark.parametrize("name", EVERY)
def test_no_probe_has_the_name_of_a_metric_which_figures_would_show_instead(name):
    first = next(iter(run(EVERY[name])))
    assert not first.probes.keys() & first.metrics.keys()


def test_a_worker_can_slice_it():
    config = EVERY["planes"]
    assert isinstance(config, Curves)
    first = advance(config, None, 0.0, None, ())
    assert first.scene is not None and len(first.scene.values) == 7 and not first.finished
    assert first.scene.places[-1] == pytest.approx(10 * config.sizes[-1])
    rest = advance(config, first.checkpoint, 60.0, None, ())
    assert rest.finished and rest.end == schedule(config)[-1]


def test_a_point_is_the_mean_error_of_the_model_on_the_first_examples():
    config = EVERY["planes"]
    assert isinstance(config, Curves)
    *_, last = run(config)
    r, s = config.lines.index(("spiral", "tree")), 4
    found = []
    for seed in (0, 1):
        x, y, test_x, test_y = examples("spiral", config.noise, seed)
        tree = classical("tree", {"max_depth": None, "min_samples_leaf": 1}, seed).fit(x[: SIZES[s]], y[: SIZES[s]])
        found.append(np.mean(tree.predict(test_x) != test_y))
    assert last.probes["measured"][r, s] == pytest.approx(np.mean(found), rel=1e-12)
    np.testing.assert_allclose(last.probes["low"][r, s], np.quantile(found, 0.1))


def test_the_same_examples_go_to_every_model_and_smaller_sets_lie_in_larger_ones():
    x, y, test_x, _ = examples("moons", 0.2, 5)
    again = examples("moons", 0.2, 5)
    assert x is again[0] and len(x) == max(SIZES)
    assert not {tuple(each) for each in x} & {tuple(each) for each in test_x}
    assert y[:10].mean() == 0.5  # both classes, whatever the size


def test_the_law_at_every_step_knows_the_sizes_so_far_only():
    config = EVERY["digits"]
    assert isinstance(config, Curves)
    frames = list(run(config))
    for s, each in enumerate(frames):
        errors = each.probes["measured"][0]
        if s < 3:
            assert np.isnan(each.probes["laws"]).all()
            continue
        expected = fit_power_law(np.array(config.sizes[: s + 1], float), errors[: s + 1], config.floor)
        np.testing.assert_array_equal(each.probes["laws"][0], expected)
        places = scene(config).places
        np.testing.assert_allclose(each.probes["law"][0], expected[2] + expected[0] * places ** -expected[1])


def test_what_was_foretold_is_the_law_of_a_tenth_of_the_data():
    config = Curves(models=("neighbours",), largest=1000, seeds=1)
    frames = list(run(config))
    last = frames[-1]
    then = frames[-1 - A_DECADE].probes["laws"][0]
    assert last.metrics["foretold"] == pytest.approx(float(law(then, np.array(1000.0))))
    assert last.metrics["error_tenth"] == frames[-1 - A_DECADE].metrics["error"]


def test_points_needed_lie_between_the_sizes_around_the_target():
    sizes = (10, 100, 1000)
    assert needed(sizes, np.array([0.5, 0.1, 0.01]), 0.1) == pytest.approx(100)
    assert needed(sizes, np.array([1.0, 0.1, 0.01]), 10**-0.5) == pytest.approx(10**1.5)
    assert needed(sizes, np.array([0.05, 0.1, 0.01]), 0.1) == 10
    assert needed(sizes, np.array([0.5, 0.4, 0.3]), 0.1) == float("inf")


def test_a_shift_moves_the_whole_picture_by_a_pixel_at_most():
    picture = torch.arange(1, 65, dtype=torch.float64)[None]
    generator = torch.Generator().manual_seed(0)
    wide = torch.nn.functional.pad(picture.view(8, 8), (1, 1, 1, 1))
    possible = {tuple(wide[i : i + 8, j : j + 8].flatten().tolist()) for i in range(3) for j in range(3)}
    seen = {tuple(shifts_module.shifted(picture, generator)[0].tolist()) for _ in range(200)}
    assert seen == possible and len(possible) == 9


def test_a_pretrained_start_takes_over_all_layers_but_the_last():
    config = Shifts(width=8, epochs=20, pretraining=30)
    sizes = shifts_module.sizes(config)
    source = shifts_module.pretrained(config, 0)
    target = torch.zeros_like(source)
    shifts_module._copy_hidden(source, target, sizes)
    hidden = source.shape[1] - 9 * 5
    assert torch.equal(target[:, :hidden], source[:, :hidden]) and not target[:, hidden:].any()


def test_helps_shift_the_curve_where_pictures_wander_and_wrong_labels_hurt():
    config = Shifts(seeds=2, largest=56, width=16)
    *_, last = run(config)
    error = dict(zip(config.helps, last.probes["measured"][:, -1], strict=True))
    assert error["augmented"] < 0.8 * error["plain"] < error["noisy"]


@pytest.mark.parametrize("each", CONFIGS)
def test_every_room_can_have_16_repetitions_with_its_default_settings(each):
    assert each(seeds=16).seeds == 16


def test_too_many_curves_and_too_much_work_are_refused():
    with pytest.raises(ConfigError) as curves:
        Curves(sets=("moons", "spiral", "digits"), models=("logistic", "tree", "svm"))
    assert curves.value.reason == "too_many_curves" and curves.value.allowed == "1 … 2"
    with pytest.raises(ConfigError) as work:
        Curves(sets=("moons", "spiral"), models=("logistic", "tree", "svm", "network"), seeds=16)
    assert work.value.reason == "curve_work" and work.value.field == "seeds"


def test_the_global_generator_is_left_alone():
    before = torch.random.get_rng_state()
    list(run(EVERY["shifts"]))
    assert torch.equal(torch.random.get_rng_state(), before)
