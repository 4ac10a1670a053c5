"""A page as a visitor uses it, without a browser: open it, wait for what it computes, read what it says."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from ui.workbench import Bench

HOUSE = Path(__file__).parents[1]
PATIENCE = 90  # seconds


def open_page(stem: str, **query: str) -> AppTest:
    """Open a page by a link, in English unless the link says otherwise."""
    app = AppTest.from_file(str(HOUSE / "app.py"), default_timeout=PATIENCE)
    app.run()
    for name, value in {"lang": "en", **query}.items():
        app.query_params[name] = value
    return app.switch_page(f"pages/{stem}/page.py").run()


def opened(stem: str, **query: str) -> AppTest:
    """Open a page, and wait until what it opens with is computed."""
    return settle(open_page(stem, **query))


def place(app: AppTest) -> str:
    """Name the page and the room on screen, as :attr:`ui.settings.Settings.place` does."""
    stem = app.session_state["page"]
    return ".".join(filter(None, (stem, app.session_state[f"{stem} experiment"])))


def bench(app: AppTest) -> Bench:
    """Return the bench of the room on screen."""
    return app.session_state["benches"][place(app)]


def shown(app: AppTest) -> Any:
    """Return the config of the room on screen."""
    return app.session_state[f"{place(app)}.config"]


def settle(app: AppTest) -> AppTest:
    """Collect what arrives, without drawing the page each time, until nothing more does; then draw it."""
    deadline = time.monotonic() + PATIENCE
    while bench(app).busy and time.monotonic() < deadline:
        time.sleep(0.02)
        bench(app).run.tick()
    assert not bench(app).busy and not app.exception
    return app.run()


def texts(app: AppTest) -> str:
    """Return all that the page says in words."""
    return "\n".join(str(each.value) for each in (*app.markdown, *app.caption, *app.info, *app.warning, *app.success))
