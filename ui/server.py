"""The web server around the app: what starts and stops with it, the files it hands out, and the doors it keeps shut."""

from __future__ import annotations

import functools
import gc
import gzip
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from string import Template
from types import ModuleType

import streamlit as st
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from ui.catalogue import CATALOGUE
from ui.components.assets import ASSETS, DIGEST
from ui.language import preferred, translate

_FOR_GOOD = "public, max-age=31536000, immutable"
_NOT_FOUND = Path(__file__).parent / "not_found.html"


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Prepare with the server's start, and stop the workers with its end."""
    # Streamlit takes a folder named pages for its older kind of app until some session has called st.navigation;
    # the first visitor of a fresh server would be told that the page of a deep link does not exist.
    PagesManager.uses_pages_directory = False
    # While the first visitor's browser loads its scripts, the server has time for what the first page needs.
    preparing = threading.Thread(target=_prepare, name="prepare", daemon=True)
    preparing.start()
    yield
    preparing.join()
    _jobs().stop()


def _prepare() -> None:
    """Start the workers, see to the pages' own experiments, and load what every page needs."""
    _jobs().start()
    import_module("ui.cache").warm([config for concept in CATALOGUE for config in concept.defaults()])
    import_module("ui.shell")
    import_module("dlcore.figures")
    gc.collect()
    gc.freeze()  # what is loaded by now stays: a full collection then holds up the learners' ticks far less


def _jobs() -> ModuleType:
    return import_module("ui.jobs")


def visit() -> None:
    """Draw the app for one visitor: one script run."""
    import_module("ui.shell").run()


def apologise(error: Exception) -> bool:
    """Say in the learner's language that a page broke."""
    return import_module("ui.shell").apologise(error)


def routes() -> list[Route]:
    """Return the addresses that the app serves beside Streamlit's own."""
    return [Route(f"{_base()}/assets/{{digest}}/{{name:path}}", _asset)]


class Doors:
    """Hides the server's metrics from strangers, and answers an unknown address with a page that leads home."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = _refusal(scope) if scope["type"] == "http" else None
        await (answer or self.app)(scope, receive, send)


MIDDLEWARE = [Middleware(Doors)]


def _base() -> str:
    path = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{path}" if path else ""


def _refusal(scope: Scope) -> Response | None:
    path = scope["path"].removeprefix(_base()).strip("/")
    if path == "_stcore/metrics":
        return PlainTextResponse("Not Found", 404)
    headers = Headers(scope=scope)
    page_wanted = "text/html" in headers.get("accept", "") and "." not in path and not path.startswith("_stcore/")
    if page_wanted and path not in {"", *(concept.stem for concept in CATALOGUE)}:
        return HTMLResponse(_not_found(headers.get("accept-language")), 404)
    return None


def _not_found(accepted: str | None) -> str:
    language = preferred(accepted)
    words = {
        "language": language,
        "title": translate("There is no such page", language),
        "text": translate("The link may be mistyped, or the page may have moved.", language),
        "link": translate("Go to the start page", language),
        "home": f"{_base()}/",
    }
    return Template(_NOT_FOUND.read_text(encoding="utf-8")).substitute(words)


def _asset(request: Request) -> Response:
    path = ASSETS.get(request.path_params["name"])
    if path is None or request.path_params["digest"] != DIGEST:
        return PlainTextResponse("Not Found", 404)
    headers = {"Cache-Control": _FOR_GOOD, "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return FileResponse(path, headers=headers)
    plain_type = FileResponse(path).media_type
    return Response(_compressed(path), headers={**headers, "Content-Encoding": "gzip"}, media_type=plain_type)


@functools.cache
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)
