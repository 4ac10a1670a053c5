"""A data set follows from its arguments alone, as the catalogue and the config foretell it."""

import numpy as np
import pytest
import torch

from dlcore.datasets.catalogue import DATASETS
from dlcore.datasets.making import make
from dlcore.datasets.real import table
from dlcore.datasets.toy import TOYS
from dlcore.experiments.neural_network import Config, scene

REAL = [name for name, entry in DATASETS.items() if entry.real]


def small(name, seed=0, **changes):
    return make(name, **{"samples": 101, "train_points": 40, "data_seed": seed, "noise": 0.1, **changes})


def test_every_generated_set_of_the_catalogue_has_its_function():
    assert list(TOYS) == [name for name, entry in DATASETS.items() if not entry.real]


@pytest.mark.parametrize("name", DATASETS)
def test_the_catalogue_says_what_is_made(name):
    data, entry = small(name), DATASETS[name]
    assert data.outputs == entry.outputs
    assert bool(data.classes) == (entry.kind == "classes")
    assert data.standardise == entry.real
    if data.classes:
        assert set(data.targets) == set(range(len(data.classes)))


@pytest.mark.parametrize("name", REAL)
def test_a_measured_set_has_as_many_points_as_the_catalogue_says(name):
    most = DATASETS[name].most
    assert len(table(name).values) == most
    with pytest.raises(ValueError, match=f"{name} has {most} points; got samples={most + 1}"):
        make(name, samples=most + 1, train_points=10, data_seed=0)


@pytest.mark.parametrize("name", DATASETS)
def test_the_seed_decides(name):
    first, again, other = small(name), small(name), small(name, seed=1)
    for part in ("points", "targets", "is_train"):
        assert np.array_equal(getattr(first, part), getattr(again, part))
    assert not np.array_equal(first.points, other.points)
    assert not np.array_equal(first.is_train, other.is_train)


@pytest.mark.parametrize("name", DATASETS)
def test_the_global_generator_is_left_alone(name):
    before = torch.random.get_rng_state()
    small(name)
    assert torch.equal(torch.random.get_rng_state(), before)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.85, 0.9])
@pytest.mark.parametrize("samples", [20, 33, 1000])
@pytest.mark.parametrize("name", ["spiral", "slope", "iris", "penguins"])
def test_the_split_is_the_one_that_the_config_counts_on(name, samples, share):
    config = Config(dataset=name, samples=samples, train_share=share, epochs=1)
    data = scene(config)
    assert len(data.points) == config.points
    assert data.is_train.sum() == config.train_points
    assert data.outputs == config.sizes[-1]


def test_the_recipe_can_be_repeated_in_three_lines():
    data = make("moons", samples=50, noise=0.2, train_points=20, data_seed=3)
    generator = torch.Generator().manual_seed(3)
    points, y = TOYS["moons"](50, 0.2, generator)
    train = torch.randperm(50, generator=generator)[:20]
    assert np.array_equal(data.points, points) and np.array_equal(data.targets, y)
    assert set(np.flatnonzero(data.is_train)) == set(train.tolist())


@pytest.mark.parametrize("name", REAL)
def test_part_of_a_measured_set_is_a_random_part_in_random_order(name):
    whole, part = table(name), small(name, measurements=(2, 4))
    specimens = list(zip(*whole.values[:, [1, 3]].T, whole.labels, strict=True))
    drawn = list(zip(*part.points.T, part.targets, strict=True))
    assert all(drawn.count(each) <= specimens.count(each) for each in drawn)  # none twice
    assert drawn != specimens[: len(drawn)]
    assert part.axes == (whole.axes[1], whole.axes[3])
    assert part.classes == whole.classes and part.target_name == "species"


@pytest.mark.parametrize("name", REAL)
def test_a_whole_measured_set_leaves_nobody_out(name):
    most = DATASETS[name].most
    data = make(name, samples=most, train_points=most // 2, data_seed=0, measurements=(1, 3))
    assert np.array_equal(np.sort(data.points[:, 0]), np.sort(table(name).values[:, 0]))
    assert np.array_equal(np.bincount(data.targets), np.bincount(table(name).labels))


def test_noise_leaves_measurements_alone():
    assert np.array_equal(small("iris", noise=0.5).points, small("iris", noise=0.0).points)


def test_names_of_generated_classes_count_from_zero():
    assert small("spiral").classes == ("0", "1")
    assert small("blobs").classes == ("0", "1", "2", "3")
    assert small("bumps").classes == ()
