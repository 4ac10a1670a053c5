"""Hand an experiment's PyTorch program to the learner: as a Python file or as a notebook. Loads without torch."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent

from dlcore.config import Config

DATA = Path(__file__).parent / "datasets" / "data"
INSTALLED_AS = {"sklearn": "scikit-learn"}


def program(config: Config) -> str:
    """Return a whole Python program that does what the page did with this config.

    It prints its final metrics as one JSON object on its last line; :func:`packages` names what it needs.
    """
    first, *rest = cells(config)
    text = first
    for part in rest:
        apart = part.startswith(("def ", "class ")) or text.splitlines()[-1].startswith(" ")
        text += ("\n\n\n" if apart else "\n\n") + part
    return text + "\n"


def packages(text: str) -> tuple[str, ...]:
    """Name the packages that a program imports beside Python's own, as one installs them, in its order."""
    imported: list[str] = re.findall(r"^ *(?:import|from) (\w+)", text, re.MULTILINE)
    return tuple(
        INSTALLED_AS.get(name, name) for name in dict.fromkeys(imported) if name not in sys.stdlib_module_names
    )


def files(text: str) -> tuple[Path, ...]:
    """Find the files of data that a program reads, which have to lie beside it."""
    return tuple(path for path in sorted(DATA.glob("*.npz")) if f'"{path.name}"' in text)


def precision(text: str) -> str:
    """Name the type of number that a program computes with: PyTorch's default, unless it sets another."""
    chosen = re.search(r"^torch\.set_default_dtype\(torch\.(\w+)\)", text, re.MULTILINE)
    return chosen[1] if chosen else "float32"


def notebook(config: Config) -> str:
    """Return the same program as a Jupyter notebook, one cell for each part."""
    return as_notebook(cells(config))


def as_notebook(parts: Sequence[str]) -> str:
    """Write the parts of a program as the cells of a Jupyter notebook (nbformat 4.5)."""
    return json.dumps(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {
                "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
                "language_info": {"name": "python"},
            },
            "cells": [
                {
                    "id": f"part-{i}",
                    "cell_type": "code",
                    "metadata": {},
                    "execution_count": None,
                    "outputs": [],
                    "source": part.strip().splitlines(keepends=True),
                }
                for i, part in enumerate(parts)
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def cells(config: Config) -> list[str]:
    """Ask the config's experiment for its program, cut where a notebook's cells are."""
    package = type(config).__module__.rpartition(".")[0]
    return import_module(f"{package}.program").cells(config)


@cache
def source(module: str, name: str) -> str:
    """Read the text of a top-level function or class, or of a method (``Class.method``), without importing the module.

    The web process has no torch. The file is taken to be formatted as all files here are: two empty lines end a
    function or a class, one ends a method. (Parsing it with ``ast`` fails now and then on Python 3.11 when several
    threads do so at once.)
    """
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"no source file for module {module!r}")
    text = Path(spec.origin).read_text(encoding="utf-8")
    owner, _dot, function = name.rpartition(".")
    if owner:
        held = _find(rf"^class {re.escape(owner)}\b.*?(?=\n\n\n|\s*\Z)", text)
        found = held and _find(rf"^    def {re.escape(function)}\(.*?(?=\n\n    (?:def|@)|\s*\Z)", held)
    else:
        found = _find(rf"^(?:def {re.escape(name)}\(|class {re.escape(name)}\b).*?(?=\n\n\n|\s*\Z)", text)
    if found is None:
        raise LookupError(f"module {module!r} defines no function {name!r}")
    return dedent(found)


def _find(pattern: str, text: str) -> str | None:
    found = re.search(pattern, text, re.DOTALL | re.MULTILINE)
    return found and found[0]
