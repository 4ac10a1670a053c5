"""How Babel finds the strings to translate: the literal first argument of ``_``, ``message`` and ``translate``."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO


def literals(
    file: BinaryIO, keywords: Collection[str], comment_tags: Collection[str], options: dict[str, Any]
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield (line, function, message id, no comments) in Babel's form.

    Babel's own reader takes every literal within the call, and so the key in ``_(TITLES["loss"])``, for a message.
    """
    calls = (node for node in ast.walk(ast.parse(file.read())) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda call: call.lineno):
        match call:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *_]) if name in keywords:
                yield call.lineno, name, text, []
