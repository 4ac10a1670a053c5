"""Own data in a real browser: points by mouse, touch and keys, tables from a file or pasted; errors lose nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

PATIENCE = 30_000  # milliseconds
QUICK = "lang=en&dataset=moons&samples=40&epochs=20"
TABLE = "length,width,kind\n" + "\n".join(f"{i},{i * i % 7},{'ab'[i % 2]}" for i in range(20))


def open_desk(visit: Visit, server: str, query: str = QUICK, **options: object) -> Page:
    page = visit(f"{server}/neural_network?{query}", **options)
    page.wait_for_function("() => window.__dlcorePlayer?.step === 20", timeout=PATIENCE)
    button(page, "Own data …").click()
    return page


def empty_plane(visit: Visit, server: str, **options: object) -> Page:
    page = open_desk(visit, server, **options)
    button(page, "Start empty").click()
    expect(marks(page)).to_have_count(0)
    return page


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name).first


def plane(page: Page) -> Locator:
    return page.locator(".points-plane")


def marks(page: Page) -> Locator:
    return page.locator(".points-plane path[fill][transform]")


def at(page: Page, across: float, down: float) -> tuple[float, float]:
    """A place on the screen, in shares of the plane."""
    plane(page).scroll_into_view_if_needed()
    box = plane(page).bounding_box()
    assert box
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def click(page: Page, *places: tuple[float, float]) -> None:
    for place in places:
        page.mouse.click(*at(page, *place))


def use(page: Page, name: str = "Use these points") -> None:
    page.wait_for_timeout(600)  # the browser sends at once what was done within a moment
    button(page, name).click()
    expect(page.get_by_role("button", name=name)).to_have_count(0)


def test_five_quick_clicks_are_five_points_and_train(visit: Visit, server: str):
    page = empty_plane(visit, server)
    click(page, (0.3, 0.3), (0.4, 0.6), (0.35, 0.45))
    plane(page).press("2")
    click(page, (0.7, 0.3), (0.8, 0.6))
    expect(marks(page)).to_have_count(5)
    use(page)
    page.wait_for_url("**dataset=own**")
    page.wait_for_function("() => window.__dlcorePlayer.step === 0")
    page.locator(".st-key-run button").click()
    page.wait_for_function("() => window.__dlcorePlayer.step === 20", timeout=PATIENCE)
    assert "own=" in page.url


def test_the_link_brings_the_points_along(visit: Visit, server: str):
    page = empty_plane(visit, server)
    click(page, (0.3, 0.3), (0.4, 0.6))
    plane(page).press("2")
    click(page, (0.7, 0.3), (0.8, 0.6))
    use(page)
    page.wait_for_url("**own=**")
    other = visit(page.url)
    other.wait_for_function("() => window.__dlcorePlayer?.step === 20", timeout=PATIENCE)
    button(other, "Own data …").click()
    button(other, "Start from the present data").click()
    expect(marks(other)).to_have_count(4)


def test_points_outlive_the_desks_closing(visit: Visit, server: str):
    page = empty_plane(visit, server)
    click(page, (0.3, 0.3), (0.4, 0.6), (0.5, 0.5))
    page.wait_for_timeout(600)
    button(page, "Close").click()
    expect(plane(page)).to_have_count(0)
    button(page, "Own data …").click()
    expect(marks(page)).to_have_count(3)


def test_keys_alone_place_move_and_remove(visit: Visit, server: str):
    page = empty_plane(visit, server)
    plane(page).focus()
    for key in ("ArrowRight", "Enter", "ArrowRight", "ArrowRight", "ArrowRight", "2", "Space"):
        page.keyboard.press(key)
    expect(marks(page)).to_have_count(2)
    assert len({marks(page).nth(i).get_attribute("d") for i in range(2)}) == 2  # a symbol for each class
    before = marks(page).nth(1).get_attribute("transform")
    for key in ("m", "ArrowUp", "m"):
        page.keyboard.press(key)
    assert marks(page).nth(1).get_attribute("transform") != before
    page.keyboard.press("Delete")
    expect(marks(page)).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(marks(page)).to_have_count(2)
    page.keyboard.press("Control+Shift+z")
    expect(marks(page)).to_have_count(1)
    expect(page.locator(".points-status")).not_to_be_empty()


def test_drag_moves_right_click_removes_and_undo_brings_back(visit: Visit, server: str):
    page = empty_plane(visit, server)
    click(page, (0.3, 0.3))
    before = marks(page).get_attribute("transform")
    page.mouse.move(*at(page, 0.3, 0.3))
    page.mouse.down()
    page.mouse.move(*at(page, 0.6, 0.5), steps=4)
    page.mouse.up()
    expect(marks(page)).to_have_count(1)
    assert marks(page).get_attribute("transform") != before
    page.mouse.click(*at(page, 0.6, 0.5), button="right")
    expect(marks(page)).to_have_count(0)
    button(page, "Undo").click()
    button(page, "Undo").click()
    expect(marks(page)).to_have_attribute("transform", before or "")
    button(page, "Clear").click()
    expect(marks(page)).to_have_count(0)


def test_a_finger_drags_a_point_without_scrolling_the_page(visit: Visit, server: str):
    page = empty_plane(visit, server, width=390, height=844)
    click(page, (0.4, 0.4))
    x, y = at(page, 0.4, 0.4)
    scrolled = page.evaluate("scrollY")
    before = marks(page).get_attribute("transform")
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 6):
        points = [{"x": x + 10 * step, "y": y + 12 * step}]
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(marks(page)).to_have_count(1)
    expect(marks(page)).not_to_have_attribute("transform", before or "")
    assert page.evaluate("scrollY") == scrolled
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_a_file_is_read_and_used(visit: Visit, server: str):
    page = open_desk(visit, server)
    page.locator(".st-key-desk").get_by_text("CSV file", exact=True).click()
    page.locator("input[type=file]").last.wait_for(state="attached")
    file = {"name": "kinds.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    page.locator(".st-key-desk input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    button(page, "Use this table").wait_for()
    use(page, "Use this table")
    page.wait_for_url("**dataset=own**")
    page.locator(".st-key-run button").click()
    page.wait_for_function("() => window.__dlcorePlayer.step === 20", timeout=PATIENCE)


@pytest.mark.parametrize("bad", ["a,b,c\n1,2,x\n3", "PK\x03\x04", "<b>,$x$\n**,{"])
def test_a_bad_table_leaves_run_and_settings_as_they_were(visit: Visit, server: str, bad: str):
    page = open_desk(visit, server)
    address, run = page.url, page.evaluate("window.__dlcorePlayer.run")
    page.locator(".st-key-desk").get_by_text("CSV file", exact=True).click()
    area = page.locator(".st-key-desk textarea")
    area.fill(bad)
    area.press("Control+Enter")
    expect(page.get_by_test_id("stAlert").first).to_be_visible(timeout=PATIENCE)
    assert page.url == address and page.evaluate("window.__dlcorePlayer.run") == run
    expect(page.get_by_role("button", name="Use this table")).to_have_count(0)
    expect(page.locator(".st-key-desk b, .st-key-desk .katex")).to_have_count(0)
