"""The learning path: every concept that has a page, in the order in which it is best read."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from dlcore.config import Config
from ui.language import message

FOUNDATIONS = message("Foundations")
MODELS = message("Models")


@dataclass(frozen=True, slots=True)
class Concept:
    """One page of the tutorial.

    Attributes
    ----------
    stem
        Its name everywhere: the folder in ``pages/``, the experiment in ``dlcore/experiments/``, the address.
    section, title, idea
        Message ids: the heading it stands under, its name, and what it is about in one sentence.
    """

    stem: str
    section: str
    title: str
    idea: str

    @property
    def folder(self) -> Path:
        """Where ``page.py``, its prose and its ``sketch.svg`` lie."""
        return Path(__file__).parent.parent / "pages" / self.stem

    def defaults(self) -> list[Config]:
        """The settings that the page's experiments open with; the page itself opens with the first."""
        package = import_module(f"dlcore.experiments.{self.stem}")
        return [each() for each in getattr(package, "CONFIGS", (package.Config,))]

    def classes(self) -> dict[str, type[Config]]:
        """Return the config classes of all its experiments by their codes, those without a bench of their own too."""
        package = import_module(f"dlcore.experiments.{self.stem}")
        every = (*getattr(package, "CONFIGS", (package.Config,)), *getattr(package, "FURTHER", ()))
        return {each.experiment: each for each in every}


CATALOGUE = (
    Concept(
        "neural_network",
        FOUNDATIONS,
        message("Neural networks"),
        message("Layers of simple units, each bent a little, fold a plane until the two colours come apart."),
    ),
    Concept(
        "backpropagation",
        FOUNDATIONS,
        message("Back-propagation"),
        message("One number says how wrong the network is; the chain rule tells every weight its share in it."),
    ),
    Concept(
        "gradient_descent",
        FOUNDATIONS,
        message("Gradient descent"),
        message("One step downhill after another: how long a step may be, and how seven optimisers walk."),
    ),
    Concept(
        "overfitting",
        FOUNDATIONS,
        message("Over-fitting and what holds it back"),
        message(
            "A model that follows its points too closely learns their noise; every remedy restrains it at a price."
        ),
    ),
    Concept(
        "linear_regression",
        MODELS,
        message("Linear regression"),
        message(
            "A straight line, a bowl of errors, and two ways to its lowest point: one formula or many small steps."
        ),
    ),
    Concept(
        "logistic_regression",
        MODELS,
        message("Logistic regression"),
        message("A weighted sum, bent once, becomes a probability; a threshold makes it a decision."),
    ),
    Concept(
        "recurrent_network",
        MODELS,
        message("Recurrent networks"),
        message("The same small cell, step after step: what it carries along is its memory, and how long it lasts."),
    ),
)


def sections() -> dict[str, list[Concept]]:
    """Group the catalogue by section, keeping its order; a section without pages does not occur."""
    grouped: dict[str, list[Concept]] = {}
    for concept in CATALOGUE:
        grouped.setdefault(concept.section, []).append(concept)
    return grouped
