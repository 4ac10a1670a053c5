"""The sliding window in a real browser: the sums it spells out are right, and its kernel can be typed."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from dlcore.datasets.patterns import pattern
from dlcore.models.sliding import PRESETS, convolve
from tests.browser.conftest import Visit

PICTURE, KERNEL = pattern("digit"), np.array(PRESETS["sobel_x"], dtype=float)[None, None]


@pytest.fixture
def window(visit: Visit, server: str) -> Page:
    page = visit(f"{server}/convolutional_network?lang=en&experiment=kernel")
    page.locator(".convolution-output span").first.wait_for(timeout=60_000)
    return page


def spelled(page: Page) -> tuple[list[float], float]:
    """The products and the sum that are written out at the present place."""
    terms, total = page.locator(".convolution-sum").inner_text().replace("−", "-").split(" = ")
    factors = [re.findall(r"-?[\d.]+", term) for term in terms.split(" + ")]
    return [math.prod(map(float, pair)) for pair in factors], float(total)


def test_products_and_sums_are_those_of_the_slow_convolution_at_every_place(window: Page) -> None:
    output = convolve(PICTURE, KERNEL)[0]
    window.locator(".convolution-stage").focus()
    window.keyboard.press("Home")
    for place, wanted in enumerate(output.flat):
        row, column = divmod(place, output.shape[1])
        products, total = spelled(window)
        under = PICTURE[0, row : row + 3, column : column + 3]
        np.testing.assert_allclose(products, (under * KERNEL[0, 0]).ravel())
        assert sum(products) == total == wanted
        window.keyboard.press("ArrowRight")


def test_a_typed_cell_changes_the_output(window: Page) -> None:
    window.locator(".convolution-kernel input").nth(4).fill("1/2")
    window.keyboard.press("Enter")
    kernel = KERNEL.copy()
    kernel[0, 0, 1, 1] = 0.5
    wanted = [f"{value:g}".replace("-", "−") for value in convolve(PICTURE, kernel).flat]
    expect(window.locator(".convolution-output span")).to_have_text(wanted)
