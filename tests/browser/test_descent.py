"""Paths on the map in a real browser: they grow with the frames, and a click sets out from there."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import Visit

PATIENCE = 60_000  # milliseconds
INK = """() => {
    const canvas = document.querySelector(".player-map .player-layer");
    const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    let painted = 0;
    for (let i = 3; i < pixels.length; i += 4) painted += pixels[i] > 0;
    return painted;
}"""


def open_race(visit: Visit, server: str) -> Page:
    page = visit(f"{server}/gradient_descent?lang=en&surface=himmelblau&racers=sgd-adam&steps=50")
    return arrived(page)


def arrived(page: Page) -> Page:
    page.wait_for_function("() => window.__dlcorePlayer?.step === 50 && !window.__dlcorePlayer.live", timeout=PATIENCE)
    return page


def test_paths_grow_with_the_frames(visit: Visit, server: str):
    page = open_race(visit, server)
    slider, painted = page.locator(".player-slider"), []
    slider.focus()
    for key in ("Home", "ArrowRight", "End"):
        page.keyboard.press(key)
        page.wait_for_timeout(200)
        painted.append(page.evaluate(INK))
    assert 0 < painted[0] < painted[1] < painted[2]


def test_a_click_on_the_map_sets_out_from_there(visit: Visit, server: str):
    page = open_race(visit, server)
    run, box = page.evaluate("() => window.__dlcorePlayer.run"), page.locator(".player-map .nsewdrag").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.8 * box["width"], box["y"] + 0.3 * box["height"])
    page.wait_for_function("run => window.__dlcorePlayer.run !== run", arg=run, timeout=PATIENCE)
    arrived(page)
    page.wait_for_function("() => location.search.includes('x=')", timeout=PATIENCE)
    place = page.evaluate("() => ['x', 'y'].map((name) => Number(new URLSearchParams(location.search).get(name)))")
    assert abs(place[0] - 3) < 0.1 and abs(place[1] - 2) < 0.1  # the window is −5 … 5 on both axes
