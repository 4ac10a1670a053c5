"""What a learner sees: the playground in a real browser, on a server of ours."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.server import PLAYGROUND, launched
from bench.table import Row
from tests.browser.conftest import ARGUMENTS
from tests.browser.find_browser import find
from tests.browser.serving import HOUSE, free_port
from ui.catalogue import concepts

LAPTOP = {"width": 1440, "height": 900}
LONG = "epochs=5000&batch_size=2"  # trains for a good while; a smaller batch would be too much work for one run
WIDE = "hidden=32-32-32-32-32-32&epochs=100"  # two hundred units
STARTS = 5
HELLO = 'import streamlit as st\n\nst.write("hello")\n'

PLAYER = "window.__dlcorePlayer"
SHOWN = "Number(document.querySelector('.player-epoch')?.textContent.match(/\\d+/)?.[0] ?? -1)"
OVER = f"{PLAYER}?.frames > 1 && !{PLAYER}.live && !{PLAYER}.playing && {PLAYER}.position === {PLAYER}.frames - 1"
# From a click to the picture after the first one in which the condition holds, in seconds.
CLICK_AND_WAIT = """([selector, condition]) => new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error(`${selector} clicked, and never ${condition}`)), 60000);
  const holds = new Function(`return ${condition}`);
  const began = performance.now();
  document.querySelector(selector).click();
  const look = () => requestAnimationFrame(() =>
    holds() ? requestAnimationFrame(() => resolve((performance.now() - began) / 1000)) : look());
  look();
})"""


def rows() -> Iterator[Row]:
    """Measure everything that needs a browser."""
    with (
        tempfile.TemporaryDirectory() as cache,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find(), args=ARGUMENTS) as browser,
    ):
        with launched(HOUSE / "app.py", Path(cache)) as server:
            address = f"{server.address}/{PLAYGROUND}"
            pages_own = sum(len(concept.defaults()) for concept in concepts())
            while len(list(Path(cache).glob("*.recording"))) < pages_own:  # computed at the first start
                time.sleep(0.1)
            yield from data(browser, address)
            yield from first_frames(browser, address)
            yield from answering(browser, address)
            yield from playing(browser, address)
            yield from opening(browser, server.address)
        yield from starting(browser, Path(cache))


@contextmanager
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """Open an address as a new visitor on a laptop; wait until the player has a frame."""
    with browser.new_context(viewport=LAPTOP, locale="en-GB") as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(120_000)
        page.goto(address)
        page.wait_for_function(f"{PLAYER}?.frames > 0 && {SHOWN} >= 0")
        yield page


def pressed(page: Page, key: str, until: str) -> float:
    """Press the button of that key; return the seconds until the condition holds in the browser."""
    page.wait_for_function(f"document.querySelector('.st-key-{key} button:enabled') !== null")
    return page.evaluate(CLICK_AND_WAIT, [f".st-key-{key} button", until])


def data(browser: Browser, address: str) -> Iterator[Row]:
    """Count what the player is sent in the default view."""
    for label, query in (("from the cache", ""), ("while it trains", "?seed=1")):
        with tab(browser, address + query) as page:
            page.wait_for_function(OVER)
            yield Row(f"run data, default view, {label}", page.evaluate(f"{PLAYER}.bytes") / 1000, "kB", "≤ 400")


def first_frames(browser: Browser, address: str) -> Iterator[Row]:
    """Time the first trained picture after run, and count the frames that follow."""
    with tab(browser, f"{address}?{LONG}&seed=2") as page:
        page.wait_for_function(f"{SHOWN} > 0")
        taken = []
        for _ in range(7):
            pressed(page, "reset", f"{SHOWN} === 0 && {PLAYER}.frames === 1")
            taken.append(pressed(page, "run", f"{SHOWN} > 0"))
    yield Row("first trained picture after run", statistics.median(taken), "s", "≤ 0.4")
    rates = []
    with tab(browser, f"{address}?epochs=1000&seed=3") as page:
        page.wait_for_function(OVER)
        for _ in range(3):
            pressed(page, "reset", f"{SHOWN} === 0 && {PLAYER}.frames === 1")
            began = time.perf_counter()
            pressed(page, "run", OVER)
            rates.append((page.evaluate(f"{PLAYER}.frames") - 1) / (time.perf_counter() - began))
    yield Row("snapshots streamed, from run to the end", statistics.median(rates), "a second", "≥ 30")


def answering(browser: Browser, address: str) -> Iterator[Row]:
    """Time other widgets while a run trains."""
    with tab(browser, f"{address}?{LONG}&seed=4") as page:
        page.wait_for_function(f"{SHOWN} > 0 && {PLAYER}.live")
        begin_again(page)
        answers = []
        for number in range(4):
            option = f".st-key-answer_count input[value='{number}']"
            seen = "[...document.querySelectorAll('[data-testid=stAlertContainer]')].map((e) => e.textContent).join()"
            before = page.evaluate(seen)
            condition = f"{seen} !== {before!r}"
            answers.append(page.evaluate(CLICK_AND_WAIT, [option, condition]))
        still_training(page)
        begin_again(page)
        words = []
        for wanted in ("zh", "en", "zh", "en"):
            selector = f".st-key-language button:nth-of-type({1 if wanted == 'zh' else 2})"
            words.append(page.evaluate(CLICK_AND_WAIT, [selector, f"document.documentElement.lang === '{wanted}'"]))
        still_training(page)
    yield Row("a question answered while training", statistics.median(answers), "s", "≤ 0.2")
    yield Row("the language switched while training", statistics.median(words), "s", "≤ 0.2")


def begin_again(page: Page) -> None:
    """Train from the beginning, so that there is enough left of the run for what is measured beside it."""
    pressed(page, "reset", f"{SHOWN} === 0 && {PLAYER}.frames === 1")
    pressed(page, "run", f"{SHOWN} > 0")


def still_training(page: Page) -> None:
    """Make sure that what was just measured was measured beside a run; the player may be about to be drawn anew."""
    page.wait_for_function(f"{PLAYER}?.live", timeout=10_000)


def playing(browser: Browser, address: str) -> Iterator[Row]:
    """Count the pictures a second of playback at four times the usual speed, which is as fast as the browser can."""
    yield Row("playback, default view", playback(browser, address), "pictures/s", "≥ 20")
    yield Row("playback with the network, 2-8-8-1", playback(browser, address, "network"), "pictures/s", "≥ 12")
    rate = playback(browser, f"{address}?{WIDE}", "network")
    yield Row("playback with the network, 2-32-32-32-32-32-32-1", rate, "pictures/s", "≥ 12")


def playback(browser: Browser, address: str, *panels: str) -> float:
    """Play a whole run with these panels open beside the usual ones; return pictures a second."""
    names = {"network": "Network"}
    with tab(browser, address) as page:
        page.wait_for_function(OVER)
        for panel in panels:
            page.locator(".st-key-stage").get_by_role("button", name=names[panel], exact=True).click()
            page.wait_for_function(f"{PLAYER}.panels.includes('{panel}')")
        page.wait_for_function(OVER)
        page.wait_for_load_state("networkidle")
        page.locator(".player-speed").select_option("4")
        page.locator(".player-slider").press("Home")
        began, drawn = time.perf_counter(), page.evaluate(f"{PLAYER}.draws")
        page.locator(".player-play").click()
        page.wait_for_function(f"{PLAYER}.position > 0")
        page.wait_for_function(OVER)
        return (page.evaluate(f"{PLAYER}.draws") - drawn) / (time.perf_counter() - began)


def opening(browser: Browser, address: str) -> Iterator[Row]:
    """Time every concept from the click on its card to the first picture of its default experiment, from the cache."""
    home = "[data-testid=stSidebarNavLink]"  # the first one, wherever the navigation is folded to
    for concept in concepts():
        card, picture = f".st-key-card_{concept.stem} a", ".st-key-stage :is(.js-plotly-plot .main-svg, canvas, svg)"
        taken = []
        with tab(browser, f"{address}/{PLAYGROUND}") as page:  # the player and Plotly are loaded by then, and stay
            for _ in range(6):
                page.evaluate(f"document.querySelector('{home}').click()")
                page.locator(card).wait_for()
                page.wait_for_load_state("networkidle")
                taken.append(page.evaluate(CLICK_AND_WAIT, [card, f"document.querySelector('{picture}') !== null"]))
        wanted = 0.3 if concept.stem == "overfitting" else 0.5
        yield Row(f"{concept.stem}, from the click to its picture", statistics.median(taken), "s", f"≤ {wanted}")


def starting(browser: Browser, cache: Path) -> Iterator[Row]:
    """Time the start of a server to a page that can be used, against a page of Streamlit's that says hello."""
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO)
        starts: dict[str, Callable[[], float]] = {
            "hello": start(browser, hello, cache, "", "document.body.textContent.includes('hello')"),
            "home": start(browser, HOUSE / "app.py", cache, "", "document.querySelector('[class*=st-key-card_] a')"),
            "playground": start(browser, HOUSE / "app.py", cache, f"/{PLAYGROUND}", f"{SHOWN} >= 0"),
        }
        taken: dict[str, list[float]] = {name: [] for name in starts}
        for attempt in range(STARTS + 1):
            for name, launch in starts.items():
                seconds = launch()
                if attempt:  # the first one fills the caches
                    taken[name].append(seconds)
    medians = {name: statistics.median(seconds) for name, seconds in taken.items()}
    peer = f"hello, {medians['hello']:.2f} s"
    for name in ("home", "playground"):
        yield Row(f"warm start to {name}", medians[name] / medians["hello"], "times it", "≤ 1.5", peer)


def start(browser: Browser, script: Path, cache: Path, path: str, usable: str) -> Callable[[], float]:
    """Make what starts a server of that script, always on one port, and times it until a browser shows the page."""
    context, port = browser.new_context(viewport=LAPTOP, locale="en-GB"), free_port()  # type: ignore[arg-type]

    def launch() -> float:
        began = time.perf_counter()
        with launched(script, cache, port) as server:
            page = context.new_page()
            page.goto(server.address + path)
            page.wait_for_function(usable)
            taken = time.perf_counter() - began
            page.close()
        return taken

    return launch
