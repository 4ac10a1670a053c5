"""A real server and a real browser for the tests in this folder."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.find_browser import find
from tests.browser.serving import serving
from ui.catalogue import concepts

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

HERE = Path(__file__).parent
PATIENCE = 600  # seconds for all pages' own experiments; only so that a failure does not hang
Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try each of these once more where it fails: server, workers and browser share the machine with whatever runs."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.flaky(reruns=1))


expect.set_options(timeout=20_000)  # a fresh server on a busy machine may take some seconds for its first answers


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page's own experiment, as a server computes them at its first start, so that no test waits behind them."""
    folder, deadline = tmp_path_factory.mktemp("first"), time.monotonic() + PATIENCE
    expected = sum(len(concept.defaults()) for concept in concepts())
    with serving(folder):
        while len(list((folder / "cache").glob("*.recording"))) < expected:
            assert time.monotonic() < deadline, "some page's own experiment does not come to its end"
            time.sleep(0.5)
    return folder / "cache"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[str]:
    """The address of a server that this file's tests share."""
    with serving(tmp_path_factory.mktemp("server"), cache=cache) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium; a machine without one fails here, and `make test` installs one."""
    path = find()
    assert path, "no Chromium or Chrome: run python tests/browser/find_browser.py, which installs one"
    with sync_playwright() as playwright:  # per file: while it runs, no other code may have an event loop here
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open an address as a new visitor and wait for its heading; scripts that fail in the browser fail the test."""
    contexts, errors = [], []

    def open_page(
        address: str, *, locale: str = "en-GB", width: int = 1440, height: int = 900, scheme: str = "light"
    ) -> Page:
        context = browser.new_context(
            locale=locale,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(error))
        page.goto(address)
        page.locator("h1").first.wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def page(visit: Visit, server: str) -> Page:
    """The start page on a laptop's screen, English and light."""
    return visit(server)
