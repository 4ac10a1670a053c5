"""The player in a real browser: it follows a run, scrubs and plays without the server, and keeps its place."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from dlcore.experiments.neural_network import Config
from tests.browser.conftest import Visit

QUICK = "dataset=moons&samples=60&epochs=40"
PATIENCE = 30_000  # milliseconds


def open_playground(visit: Visit, server: str, query: str = QUICK, **options: object) -> Page:
    page = visit(f"{server}/neural_network?lang=en&{query}", **options)
    return arrived(page, Config.from_query(dict(pair.split("=") for pair in query.split("&") if pair))[0].epochs)


def arrived(page: Page, epoch: int) -> Page:
    """Wait until the run is over and the picture has caught up with its last frame."""
    page.wait_for_function(
        "epoch => window.__dlcorePlayer?.step === epoch && !window.__dlcorePlayer.live", arg=epoch, timeout=PATIENCE
    )
    return page


def player(page: Page) -> dict[str, int]:
    return page.evaluate("() => ({...window.__dlcorePlayer})")


def button(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-{key} button").first


def slider(page: Page) -> Locator:
    return page.locator(".player-slider")


def test_it_scrubs_by_keyboard_without_asking_the_server(visit: Visit, server: str):
    page = open_playground(visit, server)
    page.evaluate(
        """() => {
            window.__sent = 0;
            const send = WebSocket.prototype.send;
            WebSocket.prototype.send = function (...data) { window.__sent += 1; return send.apply(this, data); };
        }"""
    )
    slider(page).focus()
    for key, step in (("Home", 0), ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", 40)):
        page.keyboard.press(key)
        expect(page.locator(".player-epoch")).to_have_text(f"Epoch {step}")
        page.wait_for_function("step => window.__dlcorePlayer.step === step", arg=step)
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    page.wait_for_function("() => window.__dlcorePlayer.playing && window.__dlcorePlayer.step > 3")
    page.keyboard.press("Space")
    page.wait_for_function("() => !window.__dlcorePlayer.playing")
    assert page.evaluate("() => window.__sent") == 0


def test_reset_step_run_and_the_same_numbers_again(visit: Visit, server: str):
    page = open_playground(visit, server)
    numbers = page.locator(".player-metrics").inner_text()
    button(page, "reset").click()
    page.wait_for_function("() => window.__dlcorePlayer.step === 0")
    button(page, "step").click()
    page.wait_for_function("() => window.__dlcorePlayer.step === 1", timeout=PATIENCE)
    button(page, "run").click()
    arrived(page, 40)
    expect(page.locator(".player-metrics")).to_have_text(numbers, use_inner_text=True)


def test_pause_holds_the_run_and_run_takes_it_up(visit: Visit, server: str):
    page = visit(f"{server}/neural_network?lang=en&epochs=3000&samples=400&batch_size=2")
    page.wait_for_function("() => window.__dlcorePlayer?.frames > 2", timeout=PATIENCE)
    button(page, "pause").click()
    expect(button(page, "run")).to_be_enabled()
    progress = page.locator(".st-key-transport p").last
    page.wait_for_timeout(500)  # a slice that is at work when the button is pressed still comes in
    held = progress.inner_text()
    page.wait_for_timeout(800)
    assert progress.inner_text() == held
    button(page, "run").click()
    expect(button(page, "pause")).to_be_enabled()
    button(page, "reset").click()
    page.wait_for_function("() => window.__dlcorePlayer.step === 0")


def test_another_language_and_another_page_leave_the_picture_where_it_was(visit: Visit, server: str):
    page = open_playground(visit, server)
    slider(page).focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".player-epoch")).to_have_text("Epoch 1")
    page.get_by_role("radio", name="中文").or_(page.get_by_role("button", name="中文")).first.click()
    expect(page.locator(".player-epoch")).to_have_text("第 1 轮", timeout=PATIENCE)
    assert "dataset=moons" in page.url and "lang=zh" in page.url
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="首页").click()
    expect(page.locator("h1")).to_have_text("深度学习实验室")
    page.get_by_role("link", name="神经网络").first.click()
    expect(page.locator(".player-epoch")).to_have_text("第 1 轮", timeout=PATIENCE)
    assert player(page)["frames"] > 1 and "dataset=moons" in page.url


def test_a_panel_opened_later_is_filled_without_training(visit: Visit, server: str):
    page = open_playground(visit, server)
    computed = page.locator(".st-key-transport p").last.inner_text()
    page.locator(".st-key-stage").get_by_text("Network", exact=True).click()
    page.locator(".player-network canvas").first.wait_for()
    page.locator(".st-key-stage").get_by_text("Confusion matrix", exact=True).click()
    page.wait_for_function("() => window.__dlcorePlayer.panels.includes('confusion')", timeout=PATIENCE)
    assert page.locator(".st-key-transport p").last.inner_text() == computed


def test_the_link_brings_the_same_numbers_in_the_other_language(visit: Visit, server: str):
    def numbers(page: Page) -> list[str]:
        return page.locator(".player-metrics").inner_text().replace("\n", " ").split()[-1:]

    english = open_playground(visit, server)
    chinese = arrived(visit(f"{server}/neural_network?{QUICK}", locale="zh-CN"), 40)
    expect(chinese.locator("h1")).to_have_text("神经网络")
    assert numbers(chinese) == numbers(english)


@pytest.mark.parametrize("query", ["lr=nan&dataset=%3Cscript%3Ealert(1)%3C/script%3E", "hidden=" + "9-" * 900])
def test_a_link_with_nonsense_opens_the_default(visit: Visit, server: str, query: str):
    page = arrived(visit(f"{server}/neural_network?lang=en&{query}"), Config().epochs)
    expect(page.get_by_test_id("stAlert")).to_contain_text("keep their defaults")


def test_the_bench_fits_a_laptops_screen(visit: Visit, server: str):
    page = open_playground(visit, server, "")
    for part in (".st-key-transport", ".st-key-stage [data-testid=stButtonGroup]"):
        box = page.locator(part).last.bounding_box()
        assert box is not None and box["y"] + box["height"] <= 900


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_a_phone_shows_one_column_with_nothing_cut_off(visit: Visit, server: str, locale: str, scheme: str):
    page = visit(f"{server}/neural_network", locale=locale, width=390, height=844, scheme=scheme)
    arrived(page, Config().epochs)
    assert page.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth")
    stage, knobs = (page.locator(f".st-key-{part}").bounding_box() for part in ("stage", "controls"))
    assert stage and knobs and stage["y"] < knobs["y"] and stage["x"] + stage["width"] <= 390
