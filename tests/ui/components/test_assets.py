"""The browser's files: all there, complete, and none of them from elsewhere."""

import posixpath
import re

import pytest

from ui.components.assets import ASSETS, DIGEST, address

SCRIPTS = {name: path for name, path in ASSETS.items() if name.endswith(".js") and name != "plotly.min.js"}


def test_plotly_is_the_one_that_ships_with_the_package():
    assert b"plotly.js v" in ASSETS["plotly.min.js"].read_bytes()[:200]


@pytest.mark.parametrize("name", SCRIPTS)
def test_imports_lead_to_assets(name):
    text = SCRIPTS[name].read_text(encoding="utf-8")
    imported = re.findall(r'from "(\.[\w./]+)"', text)
    assert {posixpath.normpath(posixpath.join(posixpath.dirname(name), each)) for each in imported} <= set(SCRIPTS)


@pytest.mark.parametrize("name", SCRIPTS)
def test_nothing_is_fetched_from_elsewhere_and_no_text_becomes_markup(name):
    text = SCRIPTS[name].read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.findall(r"https?://|innerHTML|outerHTML|insertAdjacentHTML|\beval\(", text)


def test_addresses_are_relative_and_carry_the_digest():
    assert address("player/player.js") == f"assets/{DIGEST}/player/player.js"
    with pytest.raises(KeyError, match="no asset 'other'"):
        address("other")
