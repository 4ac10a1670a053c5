"""The line to drag in a real browser: its fits are right, handles and points move by keyboard and pointer."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from dlcore.experiments.linear_regression import Config, scene
from dlcore.models.least_squares import huber, least_squares, predict
from tests.browser.conftest import Visit
from ui.components.assets import address

QUERY = "linear_regression?lang=en&dataset=noisy&outliers=3&standardise=1&lr=0.1&epochs=100"
POINTS = scene(Config(dataset="noisy", outliers=3))
X, Y = POINTS.values, POINTS.targets


@pytest.fixture
def drawing(visit: Visit, server: str) -> Page:
    page = visit(f"{server}/{QUERY}")
    page.locator(".line-handles circle").first.wait_for(timeout=60_000)
    return page


def cells(page: Page, line: str) -> list[str]:
    return page.locator(f".line tr[data-line={line}] td").all_inner_texts()


def numbers(page: Page, line: str) -> list[float]:
    """Slope, intercept, MSE and MAE as the table has them."""
    _, equation, squared, absolute = cells(page, line)
    slope, _, sign, intercept = equation.split()
    return [float(slope), float(intercept) * (-1 if sign == "−" else 1), float(squared), float(absolute)]


def expected(theta: np.ndarray) -> list[float]:
    errors = predict(X, theta) - Y
    return [*theta, (errors**2).mean(), np.abs(errors).mean()]


def test_the_best_lines_are_those_of_an_independent_computation(drawing: Page) -> None:
    assert numbers(drawing, "mse") == pytest.approx(expected(least_squares(X, Y)), rel=1e-3)
    assert numbers(drawing, "huber") == pytest.approx(expected(huber(X, Y, 1.0)), rel=1e-3)
    pairs = [(i, j) for i in range(len(X)) for j in range(i)]
    slopes = [(Y[i] - Y[j]) / (X[i, 0] - X[j, 0]) for i, j in pairs]
    least = min(
        np.abs(predict(X, np.array([m, Y[i] - m * X[i, 0]])) - Y).mean()
        for m, (i, _) in zip(slopes, pairs, strict=True)
    )
    assert numbers(drawing, "mae")[3] == pytest.approx(least, rel=1e-3)
    assert numbers(drawing, "own")[:2] == pytest.approx([0, Y.mean()], rel=1e-3)


def test_a_handle_moves_by_keyboard_and_descent_starts_from_the_line(drawing: Page) -> None:
    button = drawing.get_by_role("button", name="Start descent from this line")
    expect(button).to_be_disabled()
    handle = drawing.get_by_role("slider", name="Right handle")
    handle.focus()
    for _ in range(4):
        drawing.keyboard.press("Shift+ArrowUp")
    slope, intercept, squared, absolute = numbers(drawing, "own")
    assert slope > 0
    assert [squared, absolute] == pytest.approx(expected(np.array([slope, intercept]))[2:], rel=5e-3)
    button.click()
    expect(drawing).to_have_url(re.compile("init=hand.*hand_slope="), timeout=30_000)


def test_an_outlier_pulls_the_squared_errors_line_harder(drawing: Page) -> None:
    before = {line: numbers(drawing, line)[0] for line in ("mse", "mae", "huber")}
    outlier = drawing.locator(".line-points circle").nth(int(X[:, 0].argmax()))
    outlier.scroll_into_view_if_needed()
    box = outlier.bounding_box()
    assert box is not None
    across, down = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    drawing.mouse.move(across, down)
    drawing.mouse.down()
    drawing.mouse.move(across, down + 150, steps=5)
    drawing.mouse.up()
    moved = {line: abs(numbers(drawing, line)[0] - slope) for line, slope in before.items()}
    assert moved["mse"] > 0.05 and moved["mse"] > 3 * moved["huber"] and moved["mse"] > 3 * moved["mae"]
    drawing.get_by_role("button", name="Points back").click()
    assert numbers(drawing, "mse")[0] == pytest.approx(before["mse"])


def test_the_fits_alone_are_a_module(drawing: Page, server: str) -> None:
    module = f"{server}/{address('line/fits.js')}".replace("/./", "/")
    found = drawing.evaluate(
        "async ([url, x, y]) => (await import(url)).leastSquares(x, y)", [module, X[:, 0].tolist(), Y.tolist()]
    )
    assert [found["slope"], found["intercept"]] == pytest.approx(least_squares(X, Y).tolist(), rel=1e-9)
