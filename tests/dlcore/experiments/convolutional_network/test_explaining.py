"""One image of a small network, explained as the page asks for it."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from dlcore.datasets.digits import digits
from dlcore.experiments.convolutional_network.config import Network
from dlcore.experiments.convolutional_network.explaining import METHODS, explain
from dlcore.experiments.convolutional_network.looking import look
from dlcore.models.convolutional import build, flat

IMAGE = digits("digits8").pixels(slice(3, 4))[0]
CONFIG = Network(dataset="digits8", blocks=("conv", "act"), channels=(4,), kernel_size=3, shift=0, train_images=100)
PARAMETERS = flat(build(CONFIG.layers, torch.Generator().manual_seed(0))).numpy()


def test_the_answer_is_explained_where_no_digit_is_named():
    found = explain(CONFIG, PARAMETERS, IMAGE)
    (seen,) = look(CONFIG, PARAMETERS, IMAGE[None])
    assert found.answer == found.target == seen.logits.argmax()
    assert set(found.maps) == set(found.checks) == set(found.alike) == set(METHODS)
    assert all(each.shape == IMAGE.shape for each in (*found.maps.values(), *found.checks.values()))


def test_another_digits_logit_can_be_explained_and_its_sum_is_complete():
    found = explain(CONFIG, PARAMETERS, IMAGE, 4)
    logits = [each.logits[4] for each in look(CONFIG, PARAMETERS, np.stack([IMAGE, np.zeros_like(IMAGE)]))]
    assert found.target == 4
    assert found.difference == pytest.approx(logits[0] - logits[1])
    assert found.total == pytest.approx(found.difference, abs=0.01)


def test_the_fewer_weights_are_drawn_anew_the_closer_the_check_stays():
    last, every = (explain(CONFIG, PARAMETERS, IMAGE, 0, layers) for layers in (1, None))
    assert np.array_equal(last.maps["saliency"], every.maps["saliency"])
    assert not np.allclose(last.checks["saliency"], every.checks["saliency"])


def test_a_network_without_convolutions_has_no_grad_cam():
    config = CONFIG.replace(blocks=("dense", "act"))
    numbers = flat(build(config.layers, torch.Generator().manual_seed(0))).numpy()
    assert set(explain(config, numbers, IMAGE).maps) == set(METHODS) - {"grad_cam"}
