"""From a lesson to the glossary, from an answer to its experiment, in a real browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from ui.glossary import terms


def test_a_term_in_a_lesson_leads_to_its_entry(visit: Visit, server: str):
    page = visit(f"{server}/linear_regression?lang=en")
    term = page.locator("a[href*='glossary?lang=en&term=']").first
    term.wait_for()
    code = (term.get_attribute("href") or "").partition("&term=")[2]
    assert len(term.get_attribute("title") or "") > 20
    with page.context.expect_page() as opened:
        term.click()
    glossary = opened.value
    (name,) = [each.names["en"][0] for each in terms() if each.code == code]
    asked = glossary.locator(".st-key-asked h3")
    expect(asked).to_contain_text(name, timeout=30_000)
    expect(asked).to_be_in_viewport()
    expect(glossary.locator(f"[id='{code}']")).to_have_count(1, timeout=30_000)
    assert glossary.locator(".katex-error").count() == 0


def test_an_answer_sets_its_experiment_up_in_the_same_tab(visit: Visit, server: str):
    page = visit(f"{server}/linear_regression?lang=en&epochs=30")
    page.locator("h1").first.wait_for()
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNav").get_by_text("Questions and answers").click()
    page.locator("a[href*='linear_regression?lr=0.1222']").click()
    expect(page.locator("h1").first).to_have_text("Linear regression")
    expect(page).to_have_url(f"{server}/linear_regression?lr=0.1222&epochs=500&lang=en")
