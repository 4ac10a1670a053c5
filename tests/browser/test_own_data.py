"""Own data in a real browser: clicked, keyed, dragged, undone and read; what is wrong never costs the experiment."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

CSV = "width,height,kind\n" + "\n".join(f"{i},{i * i % 7},{'cat' if i % 3 else 'dog'}" for i in range(30))


@pytest.fixture
def desk(visit: Visit, server: str) -> Callable[..., Page]:
    """Open the desk of the playground, with an empty plane."""

    def open_desk(**how: object) -> Page:
        page = visit(f"{server}/neural_network?lang=en", **how)
        page.get_by_role("button", name="Own data …").click()
        page.get_by_role("button", name="Start empty").click()
        expect(page.locator(".points[data-draft='2'] .points-plane")).to_be_visible()  # the first held the present data
        return page

    return open_desk


def points(page: Page) -> Locator:
    return page.locator(".points-plane path[transform]")


def click_row(page: Page, y: float, count: int = 5) -> None:
    box = page.locator(".points-plane").bounding_box()
    assert box is not None
    for i in range(count):
        page.mouse.click(box["x"] + 90 + 35 * i, box["y"] + y)


def use_and_run(page: Page) -> None:
    page.get_by_role("button", name="Use these").or_(page.get_by_role("button", name="Use this")).click()
    expect(page.locator(".st-key-desk")).to_have_count(0)
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.locator(".st-key-transport")).to_contain_text("done in", timeout=30_000)


def test_five_quick_clicks_are_five_points_and_ten_of_two_classes_train(desk):
    page = desk()
    click_row(page, 90)
    expect(points(page)).to_have_count(5)
    page.locator(".points-targets label").nth(1).click()
    click_row(page, 250)
    expect(page.locator(".points-status")).to_contain_text("10 points")
    use_and_run(page)
    assert "dataset=own" in page.url and "own=" in page.url
    page.goto(page.url)  # the link holds the points
    expect(page.locator(".st-key-transport")).to_contain_text("done in", timeout=30_000)
    expect(page.get_by_text("keep their defaults")).to_have_count(0)


def test_points_are_moved_removed_and_brought_back(desk):
    page = desk()
    click_row(page, 90, 3)
    expect(points(page)).to_have_count(3)
    box = page.locator(".points-plane").bounding_box()
    page.mouse.move(box["x"] + 90, box["y"] + 90)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 200, steps=5)
    page.mouse.up()
    expect(page.locator(".points-status")).to_contain_text("one was moved")
    expect(points(page)).to_have_count(3)
    page.mouse.click(box["x"] + 150, box["y"] + 200, button="right")
    expect(points(page)).to_have_count(2)
    page.locator(".points-plane").focus()
    page.keyboard.press("Control+z")
    expect(points(page)).to_have_count(3)
    page.keyboard.press("Control+Shift+z")
    expect(points(page)).to_have_count(2)
    page.get_by_role("button", name="Clear").click()
    expect(points(page)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(points(page)).to_have_count(2)


def test_the_draft_is_there_again_when_the_desk_is_opened_again(desk):
    page = desk()
    click_row(page, 90, 3)
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Own data …").click()
    expect(points(page)).to_have_count(3)


def test_the_keys_alone_are_enough(desk):
    page = desk()
    page.locator(".points-plane").focus()
    for key in ("Enter", "ArrowRight", "ArrowRight", "Enter", "2", "ArrowUp", "ArrowUp", "Enter", "ArrowLeft", "Enter"):
        page.keyboard.press(key)
    expect(points(page)).to_have_count(4)
    page.keyboard.press("Delete")
    expect(points(page)).to_have_count(3)
    page.keyboard.press("Enter")
    page.keyboard.press("m")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("m")
    expect(page.locator(".points-status")).to_contain_text("one was moved")
    use_and_run(page)


def test_a_finger_drags_a_point_on_a_phone(desk):
    page = desk(width=390, height=844)
    plane = page.locator(".points-plane")
    plane.scroll_into_view_if_needed()
    box = plane.bounding_box()
    at = {"x": box["x"] + 150, "y": box["y"] + 150}
    finger = page.context.new_cdp_session(page)
    for name, place in (
        ("touchStart", [at]), ("touchEnd", []), ("touchStart", [at]),
        ("touchMove", [{"x": at["x"] + 60, "y": at["y"] + 40}]), ("touchEnd", []),
    ):  # fmt: skip
        finger.send("Input.dispatchTouchEvent", {"type": name, "touchPoints": place})
    expect(page.locator(".points-status")).to_contain_text("one was moved")
    expect(points(page)).to_have_count(1)


def test_a_table_is_pasted_and_a_broken_one_leaves_everything_as_it_was(desk):
    page = desk()
    page.get_by_text("CSV file").click()
    rows = page.get_by_role("textbox", name="Or paste the rows")
    rows.fill(CSV)
    rows.press("Control+Enter")
    expect(page.get_by_text("30 rows")).to_be_visible()
    use_and_run(page)
    expect(page.locator(".player-surface .player-legend")).to_contain_text("cat")
    address, run = page.url, page.evaluate("() => window.__dlcorePlayer.run")
    page.get_by_role("button", name="Own data …").click()
    page.locator(".st-key-desk input[type=file]").set_input_files(
        {"name": "x.csv", "mimeType": "text/csv", "buffer": CSV.replace("7,0,", "7,3,14,", 1).encode()}
    )
    expect(page.get_by_text("Row 9 has 4 fields where the first row has 3.")).to_be_visible()
    assert page.url == address
    assert page.evaluate("() => window.__dlcorePlayer.run") == run
