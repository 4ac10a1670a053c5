"""Sliding windows, held to PyTorch."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcore.models.sliding import PRESETS, Window, convolve, pad, pool, products


@st.composite
def slides(draw: st.DrawFn):
    kernel = (draw(st.integers(1, 4)), draw(st.integers(1, 4)))
    stride, padding, dilation = (draw(st.integers(low, 3)) for low in (1, 0, 1))
    reach = [dilation * (side - 1) + 1 for side in kernel]
    size = [draw(st.integers(max(1, needed - 2 * padding), max(1, needed - 2 * padding) + 5)) for needed in reach]
    channels, outputs = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    rng = np.random.default_rng(draw(st.integers(0, 999)))
    picture, kernels, bias = (
        rng.normal(size=shape) for shape in ((channels, *size), (outputs, channels, *kernel), outputs)
    )
    return picture, kernels, bias, {"stride": stride, "padding": padding, "dilation": dilation}


@settings(max_examples=120)
@given(slides())
def test_the_slow_convolution_is_pytorchs(slide):
    picture, kernels, bias, how = slide
    x, weight, added = (torch.from_numpy(array) for array in (picture[None], kernels, bias))
    wanted = F.conv2d(x, weight, added, **how)[0].numpy()
    np.testing.assert_allclose(convolve(picture, kernels, bias, **how), wanted, atol=1e-12)


@settings(max_examples=60)
@given(st.integers(1, 4), st.integers(1, 3), st.integers(0, 2), st.integers(0, 999))
def test_pooling_is_pytorchs(size: int, stride: int, padding: int, seed: int):
    padding = min(padding, size // 2)
    picture = np.random.default_rng(seed).normal(size=(2, 6, 7))
    x = torch.from_numpy(picture)
    for how in ("max", "average"):
        theirs = F.max_pool2d if how == "max" else F.avg_pool2d
        wanted = theirs(x[None], size, stride, padding)[0].numpy()
        np.testing.assert_allclose(pool(picture, size, how, stride=stride, padding=padding), wanted, atol=1e-12)


def test_without_a_stride_pooling_moves_by_a_whole_window():
    picture = np.arange(16.0).reshape(1, 4, 4)
    assert pool(picture, 2, "max").tolist() == [[[5, 7], [13, 15]]]


def test_the_products_of_a_place_add_up_to_its_output():
    rng = np.random.default_rng(0)
    picture, kernel, window = rng.normal(size=(2, 6, 6)), rng.normal(size=(2, 3, 3)), Window((3, 3), 2, 1)
    output = convolve(picture, kernel[None], stride=2, padding=1)
    assert products(pad(picture, 1), kernel, window, 1, 2).sum() == pytest.approx(output[0, 1, 2])


@pytest.mark.parametrize(
    ("window", "side"), [(Window((3, 3)), 2), (Window((3, 3), dilation=3), 6), (Window((5, 1)), 4)]
)
def test_a_window_that_does_not_fit_says_so(window: Window, side: int):
    with pytest.raises(ValueError, match="does not fit"):
        window.places(side, side)


def test_padding_of_more_than_half_a_pooling_window_is_refused():
    with pytest.raises(ValueError, match="half"):
        pool(np.zeros((1, 4, 4)), 2, "max", padding=2)


def test_on_an_even_picture_blurs_keep_the_grey_value_and_edge_kernels_find_nothing():
    even = np.full((1, 5, 5), 0.6)
    for code, kernel in PRESETS.items():
        middle = convolve(even, np.array(kernel, dtype=float)[None, None])[0, 1, 1]
        nothing = code in ("edge", "sobel_x", "sobel_y")
        assert middle == pytest.approx(0 if nothing else 0.6), code
