"""The recurrent network's rooms in a real browser: own numbers, training to its end, and a model that is opened."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit


def scrub(page: Page, key: str) -> None:
    slider = page.locator(".player-bar input[type=range]")
    slider.focus()
    page.keyboard.press(key)


def test_own_numbers_are_gone_through_by_keyboard_and_another_room_is_trained(visit: Visit, server: str) -> None:
    page = visit(f"{server}/recurrent_network?lang=en")
    numbers = page.get_by_label("Sequence", exact=True)
    numbers.fill("1, 0 -2")
    numbers.press("Enter")
    expect(page.get_by_text(re.compile("Step [07] of 7"))).to_be_visible()
    run = page.get_by_role("button", name="Run", exact=True)
    if run.is_enabled():  # a second try finds it done
        run.click()
    expect(page.get_by_text("Step 7 of 7")).to_be_visible()
    scrub(page, "End")
    scrub(page, "ArrowLeft")
    expect(page.get_by_text("Step 6", exact=True)).to_be_visible()
    page.get_by_role("radio", name="Clipping", exact=True).click()
    expect(page.get_by_text("Update 200 of 200 · done in")).to_be_visible()
    page.get_by_role("button", name="Reset", exact=True).click()
    expect(page.get_by_text("Update 0 of 200")).to_be_visible()
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_text("Update 200 of 200 · done in")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Update 200", exact=True)).to_be_visible()


def test_the_model_that_is_opened_is_the_one_on_screen(visit: Visit, server: str) -> None:
    page = visit(f"{server}/recurrent_network?lang=en&experiment=text", width=390, height=844)
    page.get_by_role("tab", name="Inside", exact=True).click()
    expect(page.get_by_text("This is the model after update 200.")).to_be_visible()
    expect(page.get_by_text("As it writes")).to_be_visible()
    scrub(page, "Home")
    expect(page.get_by_text("This is the model after update 0.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
