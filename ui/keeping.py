"""What outlives a reload of the tab: settings, pinned runs, answers and solved challenges, kept in the browser.

Results are not kept but computed again, which gives the same numbers to the bit. What the browser hands back comes from
outside: it is taken piece by piece, and a piece that is not as written here is left out.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

import streamlit as st

from dlcore.config import Config, ConfigError
from ui import cache, jobs
from ui.catalogue import CATALOGUE
from ui.challenges import solved
from ui.compare.shelf import MARKS, Pin, shelf, shelves, tidy
from ui.components.store import store
from ui.language import _
from ui.lesson import answers
from ui.settings import Settings

VERSION = 1
MOST_BYTES = 400_000  # a browser gives a site some megabytes, and every change writes the whole anew
MOST_ANSWERS = 500


def keep() -> None:
    """Hand the browser what it shall keep, once it has handed back what it has."""
    session = st.session_state.setdefault("session", uuid.uuid4().hex)
    store(written(), session, recalled=st.session_state.get("recalled", False), on_kept=recall, on_refused=_apologise)


def written() -> str:
    """Write this session's work as text, without what would be too much: the largest pinned runs go first."""
    pages = {place: _page(place) for place in _places()}
    content = {"version": VERSION, "pages": pages, "answers": answers(), "solved": sorted(solved())}
    text = _text(content)
    while len(text) > MOST_BYTES:
        heaviest = max((page for page in pages.values()), key=lambda page: len(_text(page)))
        if heaviest["pins"]:
            heaviest["pins"].remove(max(heaviest["pins"], key=lambda pin: len(_text(pin))))
        else:
            heaviest["settings"] = {}
        text = _text(content)
    return text


def recall(text: str) -> None:
    """Take over what the browser kept. It happens once a session, before anything is written."""
    if st.session_state.get("recalled"):
        return
    st.session_state["recalled"] = True
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return
    match content:
        case {"version": int(version), "pages": dict(pages), "answers": dict(replies), "solved": list(done)} if (
            version == VERSION
        ):
            for place, page in pages.items():
                _recall_page(place, page)
            for question, answer in list(replies.items())[:MOST_ANSWERS]:
                if isinstance(question, str) and isinstance(answer, str):
                    answers().setdefault(question, answer)
            solved().update(code for code in done[:MOST_ANSWERS] if isinstance(code, str))


def _places() -> Iterator[str]:
    """Name the experiments that this session has settings or pinned runs of."""
    for concept in CATALOGUE:
        for code in concept.classes():
            place = ".".join(filter(None, (concept.stem, code)))
            if f"{place}.config" in st.session_state or place in shelves():
                yield place


def _page(place: str) -> dict[str, Any]:
    config = st.session_state.get(f"{place}.config")
    pins = [
        {
            "mark": pin.mark,
            "name": pin.name,
            "shown": pin.shown,
            "until": pin.run.progress.epoch,
            "experiment": pin.run.config.experiment,
            "settings": pin.run.config.texts(),
        }
        for pin in shelf(place)
    ]
    return {"settings": config.texts() if config is not None else {}, "pins": pins}


def _recall_page(place: Any, page: Any) -> None:
    stem, _dot, code = str(place).partition(".")
    concept = next((each for each in CATALOGUE if each.stem == stem), None)
    if concept is None or code not in concept.classes() or not isinstance(page, dict):
        return
    classes = concept.classes()
    config = _config(classes[code], page.get("settings"))
    if config is not None:
        Settings(stem, *classes.values()).recall(config)
    pins = page.get("pins")
    for pin in pins[: len(MARKS)] if isinstance(pins, list) else []:
        _recall_pin(place, pin, classes)


def _recall_pin(place: str, pin: Any, classes: dict[str, type[Config]]) -> None:
    match pin:
        case {
            "mark": str(mark),
            "name": str(name),
            "shown": bool(shown),
            "until": int(until),
            "experiment": str(code),
            "settings": dict(texts),
        } if mark in tuple(MARKS) and code in classes:
            config, runs = _config(classes[code], texts), shelf(place)
            if config is None or any(mark == each.mark or config == each.run.config for each in runs):
                return
            run = jobs.new_run(config, recording=cache.load(config), on_finish=cache.store)
            run.start(until)
            runs.put(Pin(mark, tidy(name) or mark, run, shown=shown))


def _config(config_class: type[Config], texts: Any) -> Config | None:
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        return None
    try:
        return config_class.from_texts(texts)
    except ConfigError:
        return None  # of an older version of this page, or tampered with


def _text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _apologise() -> None:
    st.toast(_("This browser does not keep data for this site: after a reload, pinned runs and answers will be gone."),
             icon=":material/warning:")  # fmt: skip
