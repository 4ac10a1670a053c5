"""The opened graph in a real browser: walked by keys and clicks, without the server, on a laptop and on a phone."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from dlcore.experiments.backpropagation.config import OneSample
from tests.browser.conftest import Visit

PATIENCE = 60_000  # milliseconds
LAYERS = len(OneSample().sizes) - 1
COMPUTED = 2 * LAYERS  # z and h of each layer, the last of which has the loss for an h
STAGES = 1 + COMPUTED + COMPUTED + 1  # what is given, forward, backward, the step


def graph(page: Page) -> Locator:
    return page.locator(".graph").first


def open_graph(visit: Visit, server: str, query: str = "steps=2", **options: object) -> Page:
    page = visit(f"{server}/backpropagation?lang=en&{query}", **options)
    expect(graph(page).locator(".graph-count")).to_have_text(re.compile(r"\d+ / \d+"), timeout=PATIENCE)
    return page


def at(page: Page) -> int:
    return int(graph(page).locator(".graph-count").inner_text().split(" / ")[0])


def cell(page: Page, node: str, index: int = 0) -> Locator:
    return graph(page).locator(f"[data-node={node}] .graph-cell").nth(index)


def test_it_opens_where_back_propagation_ends_and_only_the_step_moves_the_weights(visit: Visit, server: str):
    page = open_graph(visit, server)
    assert at(page) == STAGES - 1
    first = OneSample().start[0]
    expect(cell(page, "W1").locator(".graph-value")).to_have_text(f"{first:.3g}")
    expect(cell(page, "W1").locator(".graph-gradient")).to_contain_text("∇")
    expect(graph(page).locator(".graph-note")).to_contain_text("not one weight has moved")
    graph(page).locator(".graph-forward").click()
    expect(graph(page).locator(".graph-code")).to_have_text("optimizer.step()")
    expect(cell(page, "W1").locator(".graph-value")).not_to_have_text(f"{first:.3g}")
    expect(graph(page).locator(".graph-forward")).to_be_disabled()


def test_keys_and_clicks_walk_without_asking_the_server(visit: Visit, server: str):
    page = open_graph(visit, server)
    page.evaluate(
        """() => {
            window.__sent = 0;
            const send = WebSocket.prototype.send;
            WebSocket.prototype.send = function (...data) { window.__sent += 1; return send.apply(this, data); };
        }"""
    )
    graph(page).locator(".graph-back").focus()
    page.keyboard.press("Home")
    expect(graph(page).locator(".graph-count")).to_have_text(f"1 / {STAGES}")
    expect(cell(page, "z1").locator(".graph-value")).to_have_text("")
    page.keyboard.press("ArrowRight")
    expect(cell(page, "z1").locator(".graph-value")).not_to_have_text("")
    expect(cell(page, "z1").locator(".graph-gradient")).to_have_text("")
    graph(page).locator("[data-node=loss] .graph-name").click()
    expect(graph(page).locator(".graph-count")).to_have_text(f"{1 + COMPUTED} / {STAGES}")
    page.keyboard.press("End")
    graph(page).locator("[data-node=h1] .graph-name").click()  # now the way to its gradient is wanted
    expect(graph(page).locator(".graph-says")).to_have_attribute("data-phase", "backward")
    expect(graph(page).locator(".graph-lines")).to_contain_text("finite difference")
    graph(page).locator(".graph-speed, .player-speed").first.select_option("4")
    graph(page).locator(".graph-first").click()
    graph(page).locator(".graph-play").click()
    expect(graph(page).locator(".graph-count")).to_have_text(f"4 / {STAGES}", timeout=PATIENCE)
    graph(page).locator(".graph-play").click()
    assert page.evaluate("() => window.__sent") == 0


def test_the_table_sets_autograd_beside_finite_differences(visit: Visit, server: str):
    page = open_graph(visit, server)
    graph(page).locator("summary").click()
    rows = graph(page).locator("tr").filter(has_text="W")
    assert rows.count() == sum(a * b for a, b in zip(OneSample().sizes[:-1], OneSample().sizes[1:], strict=True))
    for i in range(rows.count()):
        gradient, difference = (rows.nth(i).locator("td").nth(column).inner_text() for column in (1, 2))
        assert gradient == difference
        assert gradient


def test_the_largest_network_fits_a_phone_and_the_sought_gradient_stays_hidden(visit: Visit, server: str):
    page = open_graph(visit, server, "hidden=4-4-4&steps=1", width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    box = graph(page).locator("svg.graph-picture").bounding_box()
    assert box is not None
    for i in range(graph(page).locator("rect").count()):
        inner = graph(page).locator("rect").nth(i).bounding_box()
        assert inner is not None
        assert box["x"] - 1 <= inner["x"]
        assert inner["x"] + inner["width"] <= box["x"] + box["width"] + 1
    page.get_by_role("tab", name="Check").click()
    turn = page.locator(".graph").nth(1)
    expect(turn.locator(".graph-cell.asked .graph-gradient")).to_have_text(re.compile(r"\?$"), timeout=PATIENCE)
    expect(turn.locator(".graph-forward")).to_be_disabled()
