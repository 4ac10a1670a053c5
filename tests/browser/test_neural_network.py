"""The playground, as a learner uses it in a browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.browser.conftest import Visit
from ui.language import Language, translate

SHORT = "epochs=30"
LONG = "epochs=5000"  # trains for a few seconds
PLAYER = "window.__dlcorePlayer"
LANGUAGES: dict[str, Language] = {"中文": "zh", "English": "en"}
ROLES = "button|slider|combobox|textbox|spinbutton|radio|radiogroup|checkbox|switch|tab|link"
NAMELESS = re.compile(rf"^ *- (?:{ROLES})\b(?! \").*$", re.MULTILINE)
NUMBERS = re.compile(r"[\d.]+%?")
PATIENCE = 60_000  # milliseconds: a server that has just started is still warming its workers


def player(page: Page, name: str) -> Any:
    return page.evaluate(f"{PLAYER}.{name}")


def wait_until(page: Page, condition: str) -> None:
    page.wait_for_function(condition.replace("player.", f"{PLAYER}?."), timeout=PATIENCE)


def wait_for_the_end(page: Page, epochs: int = 30) -> None:
    wait_until(page, f"player.step === {epochs} && !player.live")
    expect(button(page, "pause")).to_be_disabled()


def button(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-{key} button").first  # with a help text, Streamlit draws it a second time, unseen


def transport(page: Page) -> Locator:
    """The line that says where the run stands."""
    return page.locator(".st-key-transport [data-testid=stMarkdown]")


def metrics(page: Page) -> str:
    return page.locator(".player-metrics").inner_text()


def shown_epoch(page: Page) -> int:
    found = re.search(r"\d+", page.locator(".player-epoch").inner_text())
    assert found
    return int(found[0])


def scrub(page: Page, frame: int) -> None:
    page.locator(".player-slider").fill(str(frame))
    wait_until(page, f"player.position === {frame}")


def still(page: Page) -> str:
    """Wait until the line about the run has stopped changing, and return it."""
    before = None
    while before != (now := transport(page).inner_text()):
        before = now
        page.wait_for_timeout(600)  # three ticks
    return now


def choose(page: Page, name: str, language: Language) -> None:
    """Switch the language, and wait until the player, which is drawn last, speaks it."""
    page.locator(".st-key-language").get_by_text(name, exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".player-slider")).to_have_attribute("aria-label", translate("Position", language))


def open_all_panels(page: Page) -> None:
    wait_until(page, "player.frames > 0")
    for panel in page.locator(".st-key-stage [data-testid=stButtonGroup] button").all()[2:]:
        panel.click()
    wait_until(page, "player.panels.length === 7")


@pytest.fixture
def address(server: str) -> str:
    return f"{server}/neural_network"


@pytest.fixture
def reruns(visit: Visit, server: str) -> tuple[Page, list[BackMsg]]:
    """A page that is still on Home, and what it asks of the server from now on."""
    page, asked = visit(server), list[BackMsg]()

    def note(payload: str | bytes) -> None:
        message = BackMsg.FromString(payload if isinstance(payload, bytes) else payload.encode())
        if message.WhichOneof("type") == "rerun_script":
            asked.append(message)

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", note)

    page.on("websocket", listen)
    return page, asked


def test_scrubbing_and_playing_ask_nothing_of_the_server(reruns: tuple[Page, list[BackMsg]], address: str):
    page, asked = reruns
    page.goto(f"{address}?{SHORT}&seed=1")
    wait_for_the_end(page)
    still(page)
    before, last = len(asked), player(page, "frames") - 1
    assert before > 0
    keys: list[tuple[str, int]] = [
        ("Home", 0), ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", last), ("ArrowLeft", last - 1),
    ]  # fmt: skip
    for focus in (".player-slider", ".player"):
        page.locator(focus).focus()
        for key, frame in keys:
            page.keyboard.press(key)
            wait_until(page, f"player.position === {frame}")
            expect(page.locator(".player-epoch")).to_have_text(f"Epoch {player(page, 'step')}")
    scrub(page, 7)
    expect(page.locator(".player-epoch")).to_have_text(f"Epoch {player(page, 'step')}")
    at_seven = metrics(page)
    page.keyboard.press("Home")
    page.keyboard.press(" ")
    wait_until(page, f"player.position === {last} && !player.playing")
    assert metrics(page) != at_seven
    assert shown_epoch(page) == 30
    assert len(asked) == before


def test_pausing_and_stepping_change_no_number(visit: Visit, address: str):
    page = visit(f"{address}?{LONG}&seed=2")
    wait_until(page, "player.step > 0")
    button(page, "pause").click()
    expect(button(page, "step")).to_be_enabled()
    line = still(page)
    reached = int(re.findall(r"[\d,]+", line)[0].replace(",", ""))
    assert 0 < reached < 5000
    button(page, "step").click()
    expect(transport(page)).to_have_text(f"Epoch {reached + 1:,} of 5,000")
    wait_until(page, f"player.step === {reached + 1}")
    button(page, "run").click()
    wait_for_the_end(page, 5000)
    interrupted = metrics(page)
    button(page, "reset").click()
    expect(transport(page)).to_have_text("Epoch 0 of 5,000")
    wait_until(page, "player.frames === 1 && player.step === 0")
    button(page, "run").click()
    wait_for_the_end(page, 5000)
    assert metrics(page) == interrupted


def test_another_language_changes_only_the_words(visit: Visit, address: str):
    page = visit(f"{address}?{SHORT}&seed=3&lr=0.05&dataset=moons")
    wait_for_the_end(page)
    scrub(page, 11)
    run, numbers = player(page, "run"), NUMBERS.findall(metrics(page))
    for name, language in LANGUAGES.items():
        choose(page, name, language)
        assert NUMBERS.findall(metrics(page)) == numbers
        assert (player(page, "run"), player(page, "position")) == (run, 11)
        assert "lr=0.05" in page.url and "dataset=moons" in page.url
        expect(page.locator(".st-key-neural_network-lr")).to_contain_text("0.05")
        expect(button(page, "run")).to_be_disabled()  # the run is still over


def test_coming_back_finds_everything_as_it_was(visit: Visit, address: str):
    page = visit(f"{address}?{SHORT}&seed=4&dataset=xor")
    wait_for_the_end(page)
    scrub(page, 9)
    run, numbers, line = player(page, "run"), metrics(page), transport(page).inner_text()
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNav").get_by_text("Home").click()
    card = page.locator(".st-key-card_neural_network")
    card.wait_for()
    expect(page.locator(".player")).to_have_count(0)
    card.get_by_role("link").click()
    wait_until(page, "player.frames > 1 && document.querySelector('.player-metrics')?.textContent")
    assert (player(page, "run"), player(page, "position")) == (run, 9)
    expect(page.locator(".player-epoch")).to_have_text(f"Epoch {player(page, 'step')}")
    assert metrics(page) == numbers
    expect(transport(page)).to_have_text(line)
    assert "seed=4" in page.url and "dataset=xor" in page.url


def test_a_link_gives_its_reader_the_same_numbers(visit: Visit, address: str):
    page = visit(f"{address}?{SHORT}&seed=5&dataset=circles&hidden=4-3&activation=relu")
    wait_for_the_end(page)
    button(page, "reset").click()
    wait_until(page, "player.frames === 1")
    button(page, "step").click()  # a run with extra frames is not kept for others, so the reader's is computed anew
    expect(transport(page)).to_have_text("Epoch 1 of 30")
    button(page, "run").click()
    wait_for_the_end(page)
    page.get_by_role("button", name="Share").click()
    link = page.get_by_test_id("stPopoverBody").locator("code").inner_text()
    assert "lang=" not in link
    reader = visit(link, locale="zh-CN")
    wait_for_the_end(reader)
    expect(reader.locator("html")).to_have_attribute("lang", "zh")
    assert NUMBERS.findall(metrics(reader)) == NUMBERS.findall(metrics(page))


@pytest.mark.parametrize(
    "query",
    [
        "lr=NaN&noise=inf&epochs=-1&samples=1e99&hidden=999999999999-9&seed=99999999999999999999999",
        "dataset=%3Cscript%3Ealert(1)%3C/script%3E&activation=__import__&nonsense=%00%01&device=" + "x" * 3000,
    ],
    ids=["numbers", "texts"],
)
def test_a_hostile_link_gives_the_defaults_and_says_so(visit: Visit, address: str, query: str):
    page = visit(f"{address}?{query}")
    expect(page.get_by_text(translate("The link asked for something", "en"), exact=False)).to_be_visible()
    wait_until(page, "player.frames > 0")
    expect(page).to_have_url(address)
    expect(transport(page)).to_contain_text("of 300", timeout=PATIENCE)
    expect(page.get_by_text("This page ran into an error")).to_have_count(0)


def test_the_network_is_shown_later_without_training_again(visit: Visit, address: str):
    page = visit(f"{address}?{SHORT}&seed=6")
    wait_for_the_end(page)
    scrub(page, 12)
    run, line = player(page, "run"), still(page)
    assert "computing" in line
    page.locator(".st-key-stage").get_by_role("button", name="Network", exact=True).click()
    colours = """(() => {
      const canvas = document.querySelector(".player-network canvas");
      if (!canvas?.width) return 0;
      const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
      return new Set(new Uint32Array(pixels.buffer)).size;
    })()"""
    wait_until(page, f"{colours} > 200")  # lines and letters alone have far fewer
    assert still(page) == line
    assert (player(page, "run"), player(page, "position")) == (run, 12)


def test_a_zoom_outlives_scrubbing(visit: Visit, address: str):
    page = visit(f"{address}?{SHORT}&seed=7")
    wait_for_the_end(page)
    ranges = """(() => {
      const { xaxis, yaxis } = document.querySelector(".player-surface .player-graph")._fullLayout;
      return [...xaxis.range, ...yaxis.range];
    })()"""
    wide = page.evaluate(ranges)
    box = page.locator(".player-surface .nsewdrag").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.3 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 0.6 * box["height"], steps=4)
    page.mouse.up()
    wait_until(page, f"{ranges}[1] < {wide[1]}")
    zoomed = page.evaluate(ranges)
    assert zoomed[0] > wide[0]
    for frame in (0, 5, 20):
        scrub(page, frame)
        assert page.evaluate(ranges) == zoomed
    choose(page, "中文", "zh")
    assert page.evaluate(ranges) == zoomed


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_a_phone_shows_it_without_scrolling_sideways(visit: Visit, address: str, locale: str):
    page = visit(address, locale=locale, width=390, height=844, scheme="dark")
    open_all_panels(page)
    # What scrolls within itself may be wider; a finger that moves the page must not move it sideways.
    too_wide = """[...document.querySelectorAll(".stMain *")].filter((each) => {
        for (let up = each.parentElement; up && !up.matches(".stMain"); up = up.parentElement)
          if (getComputedStyle(up).overflowX !== "visible") return false;
        return each.offsetParent && each.getBoundingClientRect().right > innerWidth + 1;
      }).map((each) => each.outerHTML.slice(0, 200))"""
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        wait_until(page, f"getComputedStyle(document.querySelector('.stApp')).colorScheme === '{scheme}'")
        assert page.evaluate(too_wide) == []
        assert page.evaluate("document.querySelector('.stMain').scrollWidth <= innerWidth")


def test_the_bench_fits_a_laptops_screen(visit: Visit, address: str):
    page = visit(address, height=900)
    wait_until(page, "player.frames > 0")
    for name, language in LANGUAGES.items():
        choose(page, name, language)
        wait_until(page, "document.querySelector('.st-key-stage').getBoundingClientRect().bottom <= 900")


def test_everything_that_can_be_used_has_a_name(visit: Visit, address: str):
    page = visit(address)
    open_all_panels(page)
    for folded in page.locator(".st-key-controls [data-testid=stExpander] summary").all():
        folded.click()
    for name, language in LANGUAGES.items():
        choose(page, name, language)
        for tab in page.get_by_role("tab").all():
            tab.click()
            expect(tab).to_have_attribute("aria-selected", "true")
            tree = page.locator(".stApp").aria_snapshot()
            assert NAMELESS.findall(tree) == []
