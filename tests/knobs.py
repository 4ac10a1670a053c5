"""Find a widget that may have been made anew, with a number behind its key (:func:`ui.controls.mirrored`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def knob(widgets: Iterable[Any], key: str) -> Any:
    """Return the widget of that key as it stands on the page now."""
    (found,) = [each for each in widgets if (each.key or "").split("#")[0] == key]
    return found
