"""The files that components load in the browser, each fetched once and cached for good under a name of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

_HERE = Path(__file__).parent

ASSETS: Mapping[str, Path] = {
    "plotly.min.js": Path(str(files("plotly") / "package_data" / "plotly.min.js")),
    **{
        f"{path.parent.parent.name}/{path.name}": path
        for path in sorted(_HERE.glob("*/static/*"))
        if path.suffix in (".js", ".css")
    },
}


def _digest() -> str:
    total = hashlib.sha256()
    for name, path in sorted(ASSETS.items()):
        total.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


DIGEST = _digest()  # part of every address, so that a new version is never mixed with an old one


def address(name: str) -> str:
    """Return where the browser finds an asset, relative to the page's base; raise ``KeyError`` if there is none."""
    if name not in ASSETS:
        raise KeyError(f"no asset {name!r}; there are: {', '.join(sorted(ASSETS))}")
    return f"assets/{DIGEST}/{name}"
