"""What surrounds every page, in a real browser."""

from __future__ import annotations

import gzip
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.serving import serving
from ui.catalogue import CATALOGUE
from ui.components.assets import ASSETS, address
from ui.language import translate

CONCEPT = CATALOGUE[0]
ENGLISH, CHINESE = (translate(CONCEPT.title, language) for language in ("en", "zh"))


def language_of(page: Page) -> str:
    return page.evaluate("document.documentElement.lang")


def choose(page: Page, name: str) -> None:
    page.locator(".st-key-language").get_by_text(name, exact=True).click()


def fetch(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.status, {k.lower(): v for k, v in response.headers.items()}, response.read()
    except HTTPError as error:
        return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()


@pytest.mark.parametrize("base", ["", "/deep"])
def test_the_first_visitor_of_a_fresh_server_may_come_by_a_deep_link(visit: Visit, tmp_path: Path, base: str):
    with serving(tmp_path, base) as home:
        page = visit(f"{home}/{CONCEPT.stem}?lang=zh")
        expect(page.locator("h1").first).to_have_text(CHINESE)
        page.wait_for_timeout(1000)  # the wrong page used to flash up, with a dialogue that stayed
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page).to_have_title(f"{CHINESE} · {translate('Deep Learning by Experiment', 'zh')}")
        assert fetch(f"{home}/{address('plotly.min.js')}")[0] == 200


@pytest.mark.parametrize(("locale", "language", "title"), [("zh-CN", "zh", CHINESE), ("en-US", "en", ENGLISH)])
def test_a_first_visit_follows_the_browser(visit: Visit, server: str, locale: str, language: str, title: str):
    page = visit(f"{server}/{CONCEPT.stem}", locale=locale)
    expect(page.locator("h1").first).to_have_text(title)
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert "lang=" not in page.url


def test_a_link_outranks_the_browser(visit: Visit, server: str):
    page = visit(f"{server}/{CONCEPT.stem}?lang=en", locale="zh-CN")
    expect(page.locator("h1").first).to_have_text(ENGLISH)
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_switch_changes_the_words_and_keeps_the_address(visit: Visit, server: str):
    page = visit(f"{server}/{CONCEPT.stem}?lr=0.03&seed=7")
    choose(page, "中文")
    expect(page.locator("h1").first).to_have_text(CHINESE)
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    assert set(page.url.partition("?")[2].split("&")) == {"lr=0.03", "seed=7", "lang=zh"}
    choose(page, "English")
    expect(page.locator("h1").first).to_have_text(ENGLISH)
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_language_goes_along_from_page_to_page(page: Page):
    choose(page, "中文")
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNav").get_by_text(CHINESE, exact=True).click()
    expect(page.locator("h1").first).to_have_text(CHINESE)
    expect(page).to_have_url(f"{page.url.partition('?')[0]}?lang=zh")
    page.reload()
    expect(page.locator("h1").first).to_have_text(CHINESE)


def test_a_whole_card_leads_to_its_concept(page: Page):
    card = page.locator(f".st-key-card_{CONCEPT.stem}")
    card.get_by_role("link").wait_for()  # the browser fetches what links are made with when it meets the first one
    card.click(position={"x": 30, "y": 30})
    expect(page.locator("h1").first).to_have_text(ENGLISH)
    assert page.url.endswith(f"/{CONCEPT.stem}")


def test_home_names_the_device(page: Page):
    expect(page.get_by_text("Training runs on: ")).not_to_contain_text("checking", timeout=60_000)


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_home_is_never_wider_than_the_screen(visit: Visit, server: str, width: int, locale: str, scheme: str):
    page = visit(server, width=width, height=844, locale=locale, scheme=scheme)
    page.get_by_test_id("stPageLink-NavLink").first.wait_for()
    too_wide = """[...document.querySelectorAll("*")]
        .filter((each) => each.offsetParent && each.getBoundingClientRect().right > innerWidth + 1)
        .map((each) => each.outerHTML)"""
    assert page.evaluate(too_wide) == []
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).colorScheme") == scheme


def test_the_switch_is_at_hand_on_a_phone(visit: Visit, server: str):
    page = visit(f"{server}/{CONCEPT.stem}", width=390, height=844)
    choose(page, "中文")
    expect(page.locator("h1").first).to_have_text(CHINESE)


def test_an_unknown_address_is_answered_with_a_way_home(visit: Visit, server: str):
    page = visit(f"{server}/no/such/page", locale="zh-CN")
    expect(page.locator("h1")).to_have_text(translate("There is no such page", "zh"))
    page.get_by_role("link").click()
    expect(page.locator("h1").first).to_have_text(translate("Deep Learning by Experiment", "zh"))
    assert fetch(f"{server}/no/such/page", Accept="text/html")[0] == 404


@pytest.mark.parametrize("path", ["_stcore/metrics", "_stcore/metrics/", "//_stcore/metrics", "_stcore%2Fmetrics"])
def test_strangers_learn_nothing_of_the_servers_state(server: str, path: str):
    status, _headers, body = fetch(f"{server}/{path}")
    assert status >= 400 or b"<!DOCTYPE html>" in body
    assert b"memory" not in body and b"session" not in body


@pytest.mark.parametrize("name", ASSETS)
def test_an_asset_is_fetched_once_and_small(server: str, name: str):
    status, headers, body = fetch(f"{server}/{address(name)}", Accept_Encoding="gzip")
    assert status == 200
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["content-encoding"] == "gzip" and headers["vary"].lower() == "accept-encoding"
    assert gzip.decompress(body) == ASSETS[name].read_bytes()
    plain = fetch(f"{server}/{address(name)}", Accept_Encoding="identity")
    assert plain[2] == ASSETS[name].read_bytes() and "content-encoding" not in plain[1]


@pytest.mark.parametrize("path", ["assets/0123456789abcdef/plotly.min.js", f"{address('plotly.min.js')}.map"])
def test_an_asset_of_another_version_is_not_there(server: str, path: str):
    assert fetch(f"{server}/{path}")[0] == 404
