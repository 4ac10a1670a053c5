"""A digit of one's own in a real browser: drawn with the mouse, read at once, by the network of any step."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit


def draw_one(page: Page) -> None:
    """A stroke from top to bottom."""
    sheet = page.locator(".canvas canvas")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"]
    page.mouse.move(x, y + 0.15 * box["height"])
    page.mouse.down()
    page.mouse.move(x, y + 0.85 * box["height"], steps=8)
    page.mouse.up()


def test_a_drawn_digit_is_read_by_the_network_of_the_step_on_screen(visit: Visit, server: str) -> None:
    page = visit(f"{server}/convolutional_network?lang=en")
    page.get_by_role("tab", name="Your digit").click()
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page.get_by_text("Nothing stands out from the background")).to_be_visible()
    draw_one(page)
    answer = page.get_by_text(re.compile(r"after step [\d,]+$"))
    expect(answer).to_contain_text("augmentation: 1 (")
    expect(page.locator(".pictures-holder canvas").first).to_be_visible()
    slider = page.locator(".player-bar input[type=range]")
    slider.focus()
    page.keyboard.press("Home")
    expect(answer).to_contain_text("after step 0")
    page.keyboard.press("End")
    expect(answer).to_contain_text("after step 400")
