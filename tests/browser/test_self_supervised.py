"""Learning without labels in a real browser: a click among the codes, and both ways of a diffusion step by step."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_a_click_among_the_codes_decodes_what_lies_there_and_is_in_the_link(visit: Visit, server: str) -> None:
    page = visit(f"{server}/self_supervised?lang=en")
    plane = page.locator(".chart-host").first
    plane.locator(".plotly .point, .plotly .textpoint").first.wait_for(state="attached", timeout=60_000)
    plane.scroll_into_view_if_needed()
    plane.click(position={"x": 200, "y": 120})
    expect(page).to_have_url(re.compile(r"across=.+&up="))
    slider = page.get_by_role("slider", name="First code number")
    before = slider.get_attribute("aria-valuenow")
    slider.press("ArrowRight")
    expect(slider).not_to_have_attribute("aria-valuenow", before or "")


def test_noise_is_walked_back_step_by_step(visit: Visit, server: str) -> None:
    page = visit(f"{server}/self_supervised?lang=en&experiment=diffusion")
    player = page.locator(".player").nth(1)
    expect(player.get_by_text("Step 40")).to_be_visible(timeout=60_000)
    player.get_by_role("slider", name="Position").press("ArrowLeft")
    expect(player.get_by_text("Step 39")).to_be_visible()
    pictures = player.locator(".player-figure")
    expect(pictures).to_have_count(3)
    expect(pictures.nth(1)).to_have_attribute("aria-label", re.compile("after 39 steps back"))
