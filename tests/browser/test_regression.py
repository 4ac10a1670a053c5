"""The regression pages in a real browser: a bench that fits a laptop's screen, and a bowl that turns."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

EYE = """() => {
  const { x, y, z } = document.querySelector(".player-bowl .player-graph").layout.scene.camera.eye;
  return [Math.atan2(y, x), Math.hypot(x, y), z];
}"""


def open_bowl(page: Page) -> None:
    page.get_by_role("button", name="The loss as a bowl").click()
    page.wait_for_function(f"() => document.querySelector('.player-bowl .player-graph')?.layout?.scene && ({EYE})()")


@pytest.mark.parametrize("path", ["linear_regression", "logistic_regression", "logistic_regression?experiment=growth"])
def test_the_bench_fits_a_laptops_screen(visit: Visit, server: str, path: str) -> None:
    page = visit(f"{server}/{path}{'&' if '?' in path else '?'}lang=en")
    page.locator(".player-panel").first.wait_for(timeout=60_000)
    choice = page.locator(".st-key-stage [data-testid=stButtonGroup]")
    expect(choice).to_be_in_viewport(ratio=1)
    expect(page.locator(".st-key-transport")).to_be_in_viewport(ratio=1)


def test_the_bowl_turns_and_stops_and_obeys_the_keys(visit: Visit, server: str) -> None:
    page = visit(f"{server}/linear_regression?lang=en&epochs=20")
    page.locator(".player-panel").first.wait_for(timeout=60_000)
    expect(page.locator(".player-line .player-turn")).to_be_hidden()
    open_bowl(page)
    button = page.locator(".player-bowl .player-turn")
    start = page.evaluate(EYE)
    button.click()
    page.wait_for_function(f"(start) => Math.abs(({EYE})()[0] - start) > 0.05", arg=start[0])
    expect(button).to_have_text("Stop")
    button.press("Enter")
    expect(button).to_have_text("Turn")
    held = page.evaluate(EYE)
    page.wait_for_timeout(300)
    assert page.evaluate(EYE) == held and held[1:] == pytest.approx(start[1:])
    step = page.evaluate("window.__dlcorePlayer.step")
    button.press("ArrowLeft")
    assert page.evaluate(EYE)[0] == pytest.approx(held[0] - 3.14159265 / 12)
    assert page.evaluate("window.__dlcorePlayer.step") == step  # the key has turned, not gone back a frame
    page.emulate_media(reduced_motion="reduce")
    before = page.evaluate(EYE)[0]
    button.click()
    page.wait_for_timeout(300)
    assert page.evaluate(EYE)[0] == pytest.approx(before + 3.14159265 / 12)
    expect(button).to_have_text("Turn")
