"""Runs in a real browser: pinned and compared, branched from an epoch, edited by hand, back after a reload."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

SMALL = "neural_network?lang=en&dataset=moons&hidden=3&samples=60&epochs=60"


@pytest.fixture
def bench(visit: Visit, server: str) -> Callable[..., Page]:
    """Open a small experiment and wait until it is done."""

    def open_bench(query: str = SMALL, **how: object) -> Page:
        page = visit(f"{server}/{query}", **how)
        done(page)
        return page

    return open_bench


def done(page: Page) -> None:
    expect(page.locator(".st-key-transport")).to_contain_text("done in", timeout=30_000)
    page.wait_for_function("() => window.__dlcorePlayer?.live === false && window.__dlcorePlayer.frames > 1")


def load_preset(page: Page, title: str) -> None:
    """Load it, and wait until its own run is done: the words of the run before may still be there."""
    before = player(page, "run")
    page.locator(".st-key-presets").get_by_text(title).click()
    page.wait_for_function("before => window.__dlcorePlayer.run !== before", arg=before)
    done(page)


def player(page: Page, name: str):
    return page.evaluate(f"() => window.__dlcorePlayer.{name}")


def loss(page: Page) -> float:
    return float(page.locator(".player-metric b").first.inner_text())


def compare(page: Page) -> None:
    page.get_by_role("tab", name="Compare").click()


def scrub(page: Page, share: float) -> int:
    slider = page.locator(".player-slider").first
    slider.focus()
    slider.evaluate(
        "(it, share) => { it.value = Math.round(it.max * share); it.dispatchEvent(new Event('input')); }", share
    )
    page.wait_for_function("() => !window.__dlcorePlayer.following")
    return player(page, "step")


def test_two_runs_are_pinned_compared_renamed_hidden_deleted_and_brought_back(bench):
    page = bench()
    page.get_by_role("button", name="Pin", exact=True).click()
    expect(page.locator(".st-key-transport")).to_contain_text("A")
    page.wait_for_function("""() => localStorage.getItem("dlcore")?.includes('"mark":"A"')""")
    page.goto(page.url)  # the link again: a new session of the same tab
    done(page)
    compare(page)
    expect(page.locator(".st-key-pin_A")).to_be_visible()
    load_preset(page, "A line against circles")
    page.get_by_role("button", name="Pin", exact=True).click()
    row = page.locator(".st-key-pin_B")
    expect(row).to_contain_text("done")
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    expect(page.locator(".player-gallery .player-panel")).to_have_count(3)
    row.get_by_role("textbox").fill("straight")
    row.get_by_role("textbox").press("Enter")
    expect(page.locator(".player-gallery")).to_contain_text("B · straight")
    page.locator(".st-key-pin_A").get_by_text("A", exact=True).click()
    expect(page.locator(".player-gallery .player-panel")).to_have_count(2)
    row.get_by_role("button", name="Delete").click()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Bring back straight").click()
    expect(row).to_be_visible()


def test_a_branch_goes_on_from_the_epoch_on_screen_with_other_settings(bench):
    page = bench()
    epoch = scrub(page, 0.5)
    page.get_by_role("button", name="Branch from here").click()
    branch = page.locator(".st-key-branch")
    expect(branch).to_contain_text(f"from epoch {epoch}")
    expect(branch).to_contain_text("Branch of A")
    expect(page.get_by_role("radio", name="6", exact=True)).to_be_disabled()
    page.wait_for_function("epoch => window.__dlcorePlayer.step === epoch", arg=epoch)
    expect(page.locator(".player-curves .player-legend").first).to_contain_text("A · Run A")
    page.get_by_role("button", name="Run", exact=True).click()
    done(page)
    page.wait_for_function("() => window.__dlcorePlayer.step === 60")
    assert f"past={epoch}" in page.url
    page.get_by_role("button", name="Back to A").click()
    expect(branch).to_have_count(0)
    page.wait_for_function("() => window.__dlcorePlayer.frames > 40")


def test_a_weight_is_changed_by_the_keys_and_by_the_table_and_taken_back(bench):
    page = bench()
    page.get_by_role("button", name="Network", exact=True).click()
    canvas = page.locator(".player-network canvas").first
    expect(canvas).to_be_visible()
    epoch = scrub(page, 0.4)
    page.wait_for_timeout(500)
    before = loss(page)
    canvas.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Shift+ArrowUp")
    branch = page.locator(".st-key-branch")
    expect(branch).to_contain_text("weights changed by hand: 1")
    expect(branch).to_contain_text(f"from epoch {epoch}")
    page.wait_for_function("epoch => window.__dlcorePlayer.step === epoch", arg=epoch)
    expect(page.locator(".player-metric b").first).not_to_have_text(f"{before:.4f}")
    expect(page.get_by_text(re.compile("Weights and biases after epoch"))).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".player-metric b").first).not_to_have_text("–")
    page.get_by_role("button", name="Run", exact=True)


def test_pinned_runs_and_a_branch_survive_a_reload_with_the_same_numbers(bench):
    page = bench()
    scrub(page, 0.5)
    page.get_by_role("button", name="Branch from here").click()
    expect(page.locator(".st-key-branch")).to_be_visible()
    page.get_by_role("button", name="Run", exact=True).click()
    done(page)
    page.get_by_role("button", name="Pin", exact=True).click()
    compare(page)
    expect(page.locator(".st-key-pin_B")).to_contain_text("done")
    before = loss(page)
    page.reload()
    done(page)
    assert loss(page) == before
    compare(page)
    for mark in ("A", "B"):
        expect(page.locator(f".st-key-pin_{mark}")).to_contain_text("done", timeout=20_000)
    expect(page.locator(".st-key-branch")).to_contain_text("Branch of A")


def test_a_band_of_seeds_is_trained_at_once(bench):
    page = bench()
    compare(page)
    page.get_by_role("button", name="Train them all at once").click()
    expect(page.locator(".st-key-pin_A")).to_contain_text("done", timeout=30_000)
    expect(page.locator(".player-curves .player-legend").first).to_contain_text("8 seeds")


def test_an_experiment_is_saved_as_a_file_and_opened_again(bench, tmp_path):
    page = bench()
    page.get_by_role("button", name="Share").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    file = tmp_path / "experiment.json"
    download.value.save_as(file)
    assert json.loads(file.read_text())["settings"]["dataset"] == "moons"
    before = loss(page)
    page.keyboard.press("Escape")
    load_preset(page, "A line against circles")
    page.get_by_role("button", name="Share").click()
    page.locator("input[type=file]").set_input_files(file)
    page.wait_for_function("() => location.search.includes('dataset=moons')")
    expect(page.locator(".player-metric b").first).to_have_text(f"{before:.4f}")
    page.locator("input[type=file]").set_input_files({"name": "x.json", "mimeType": "application/json", "buffer": b"{"})
    expect(page.get_by_text("This file is damaged or cut off")).to_be_visible()
    assert "dataset=moons" in page.url
