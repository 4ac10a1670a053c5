"""The auto-encoder against closed forms and brute force."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA

from dlcore.datasets.digits import digits
from dlcore.experiments.self_supervised import run
from dlcore.experiments.self_supervised.config import AutoEncoder
from dlcore.experiments.self_supervised.decoding import decode, encode
from dlcore.experiments.self_supervised.learning import stacked
from dlcore.experiments.self_supervised.squeezing import ATLAS, eye, noisy
from dlcore.experiments.self_supervised.still import row_of

CONFIG = AutoEncoder(epochs=2, width=8, train_images=100)
PIXELS = digits("digits8").pixels().reshape(-1, 64)


def test_the_pictures_are_scikit_learns_which_the_program_loads():
    theirs: Any = load_digits()
    assert np.array_equal(PIXELS * 16, theirs.data) and np.array_equal(digits("digits8").labels, theirs.target)


def test_principal_components_are_scikit_learns():
    divided = eye(AutoEncoder()).scene()
    rival = PCA(2).fit(PIXELS[divided.train])
    redrawn = rival.inverse_transform(rival.transform(PIXELS[divided.test]))
    *_, last = run(AutoEncoder(epochs=1), probes=())
    assert last.metrics["pca_loss"] == pytest.approx(np.square(redrawn - PIXELS[divided.test]).mean(), rel=1e-9)


def test_without_bends_it_comes_down_to_the_principal_components_and_never_below():
    config = AutoEncoder(activation="identity", epochs=120, width=32)
    *_, last = run(config, probes=())
    sight = eye(config)
    train = sight.clean["train"]
    best = float((sight.projected(train) - train).square().mean())  # of all maps of rank two (Eckart and Young)
    assert best <= last.metrics["train_loss"] < 1.005 * best


def test_with_bends_it_gets_below_them():
    *_, last = run(AutoEncoder(), probes=())
    assert last.metrics["test_loss"] < 0.75 * last.metrics["pca_loss"]
    assert last.metrics["code_accuracy"] > last.metrics["pca_accuracy"] + 0.1


@pytest.mark.parametrize("activation", ["relu", "tanh", "identity"])
def test_both_halves_without_torch_are_the_network(activation: str):
    config = CONFIG.replace(activation=activation)
    *_, last = run(config, probes=())
    row = last.probes["parameters"]
    outputs = stacked(config, row[None]).forward(torch.tensor(PIXELS[:50]).T[None])
    codes = encode(config, row, PIXELS[:50])
    assert np.allclose(codes, outputs[1][0].T.numpy(), atol=1e-12)
    assert np.allclose(decode(config, row, codes), outputs[-1][0].T.numpy(), atol=1e-12)


def test_codes_atlas_and_neighbours_are_what_they_say():
    *_, last = run(CONFIG, probes=("codes", "atlas"))
    row, divided = last.probes["parameters"], eye(CONFIG).scene()
    train, test = (encode(CONFIG, row, PIXELS[part]) for part in (divided.train, divided.test))
    assert np.allclose(last.probes["codes"], test.T, atol=1e-5)
    nearest = [np.square(train - code).sum(1).argmin() for code in test]
    alike = np.mean(divided.train_labels[nearest] == divided.test_labels)
    assert last.metrics["code_accuracy"] == pytest.approx(alike)
    corner = decode(CONFIG, row, np.array([[test[:, 0].min(), test[:, 1].max()]])).reshape(8, 8)
    assert last.probes["atlas"].shape == (8 * ATLAS, 8 * ATLAS)
    assert np.allclose(last.probes["atlas"][:8, :8], corner, atol=1e-5)  # left and up: first low, second high


def test_no_picture_is_in_two_parts():
    divided = eye(AutoEncoder()).scene()
    every = np.concatenate([divided.train, divided.test, divided.fresh])
    assert len(every) == len(set(every)) == len(PIXELS)
    assert divided.test_labels[divided.shown].tolist() == list(range(10))


def test_noise_has_its_strength_and_none_draws_nothing():
    generator = torch.Generator().manual_seed(0)
    x = torch.zeros(1000, 64, dtype=torch.float64)
    assert noisy(x, 0.3, generator).std().item() == pytest.approx(0.3, rel=0.02)
    state = generator.get_state()
    assert noisy(x, 0.0, generator) is x and torch.equal(generator.get_state(), state)


def test_pictures_lie_side_by_side_with_a_gap():
    stack = np.random.default_rng(0).random((3, 5, 16))
    laid = row_of(stack)
    assert laid.shape == (3, 4, 24)
    for i in range(5):
        assert np.array_equal(laid[:, :, 5 * i : 5 * i + 4], stack[:, i].reshape(3, 4, 4))
    assert np.isnan(laid[:, :, 4::5]).all() and np.isnan(laid).sum() == 3 * 4 * 4
