"""The programs that the app offers to read, run and take home: five of its own, and one for each concept.

Loads without torch. Whoever asks for a program names it by its code; no other text is ever run.
"""

from __future__ import annotations

import pkgutil
import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from dlcore import experiments, export
from dlcore.config import Config
from dlcore.experiments.linear_regression.config import LinearRegression
from dlcore.experiments.logistic_regression.config import Mistake

PROGRAMS = Path(__file__).parent / "programs"
_PART = re.compile(r"\n{2,}(?=\S)")


@dataclass(frozen=True, slots=True)
class Listing:
    """A program that is offered.

    Attributes
    ----------
    code
        Its name in links; a concept's program has the concept's stem.
    config
        The experiment of the app that does the same, and arrives at the same numbers.
    written
        Whether it lies in a file of its own, rather than being made of the config.
    stops
        Whether it is meant to end with an error.
    """

    code: str
    config: Config
    written: bool = False
    stops: bool = False

    @property
    def cells(self) -> list[str]:
        """The program in parts, as a notebook shows it."""
        if self.written:
            return _PART.split((PROGRAMS / f"{self.code}.py").read_text(encoding="utf-8"))
        return export.cells(self.config)

    @property
    def program(self) -> str:
        """The whole program."""
        if self.written:
            return (PROGRAMS / f"{self.code}.py").read_text(encoding="utf-8")
        return export.program(self.config)

    @property
    def notebook(self) -> str:
        """The same program as a Jupyter notebook."""
        return export.as_notebook(self.cells)


WRITTEN = (
    Listing("line", LinearRegression(), written=True),
    Listing("line_repaired", LinearRegression(standardise=True, lr=0.4, epochs=20), written=True),
    Listing("classes", Mistake(), written=True, stops=True),
    Listing("classes_with_logits", Mistake(), written=True),
    Listing("classes_with_sigmoid", Mistake(), written=True),
)


@cache
def listings() -> dict[str, Listing]:
    """Return every program by its code: first the written ones, then one for each experiment package."""
    stems = sorted(module.name for module in pkgutil.iter_modules(experiments.__path__) if module.ispkg)
    made = [Listing(stem, import_module(f"{experiments.__name__}.{stem}").Config()) for stem in stems]
    return {each.code: each for each in (*WRITTEN, *made)}
