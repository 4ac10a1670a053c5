"""The learning path: every page in the order in which it is best read, and what there is to look things up in."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from dlcore.config import Config
from ui.language import message

FOUNDATIONS = message("Foundations")
MODELS = message("Models")
FRONTIERS = message("Frontiers")
REFERENCE = message("Reference")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the tutorial.

    Attributes
    ----------
    stem
        Its name everywhere: the folder in ``pages/``, the address, and a concept's experiment in
        ``dlcore/experiments/``.
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
        return []

    def classes(self) -> dict[str, type[Config]]:
        """Return the config classes of all its experiments by their codes, those without a bench of their own too."""
        return {}


@dataclass(frozen=True, slots=True)
class Concept(Page):
    """A page with experiments, which have the page's stem."""

    def defaults(self) -> list[Config]:
        package = import_module(f"dlcore.experiments.{self.stem}")
        return [each() for each in getattr(package, "CONFIGS", (package.Config,))]

    def classes(self) -> dict[str, type[Config]]:
        package = import_module(f"dlcore.experiments.{self.stem}")
        every = (*getattr(package, "CONFIGS", (package.Config,)), *getattr(package, "FURTHER", ()))
        return {each.experiment: each for each in every}


CATALOGUE: tuple[Page, ...] = (
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
        "convolutional_network",
        MODELS,
        message("Convolutional networks"),
        message("A small kernel slides over an image and finds one pattern everywhere; many of them read digits."),
    ),
    Concept(
        "recurrent_network",
        MODELS,
        message("Recurrent networks"),
        message("The same small cell, step after step: what it carries along is its memory, and how long it lasts."),
    ),
    Concept(
        "classical_vs_deep",
        FRONTIERS,
        message("Deep learning against the classics"),
        message("Seven classifiers, one split, one budget for tuning: who is better, by how much, and at what price?"),
    ),
    Concept(
        "data_efficiency",
        FRONTIERS,
        message("How much data is enough"),
        message("An error that falls with the data falls along a curve: measure its beginning, and foretell the rest."),
    ),
    Concept(
        "interpretability",
        FRONTIERS,
        message("What an answer hangs on"),
        message("Five methods point at what a network goes by, and disagree: put each of them to the test."),
    ),
    Concept(
        "compute_cost",
        FRONTIERS,
        message("What computing costs"),
        message("Parameters, work and memory can be counted beforehand; what the clock makes of them is measured."),
    ),
    Concept(
        "self_supervised",
        FRONTIERS,
        message("Learning without labels"),
        message("Hide a part of the data and have it filled in: what is learned from that, and what is it worth?"),
    ),
    Concept(
        "transfer",
        FRONTIERS,
        message("Transfer between tasks"),
        message("What a network has learned on one task can be a head start on the next, or a handicap: measure it."),
    ),
    Page(
        "faq",
        REFERENCE,
        message("Questions and answers"),
        message("What learners ask most, answered in a few sentences, each with the experiment that shows it."),
    ),
    Page(
        "glossary",
        REFERENCE,
        message("Glossary"),
        message("Every term in Chinese and English, what it means in one sentence, and the page that shows it."),
    ),
    Page(
        "listings",
        REFERENCE,
        message("Programs"),
        message("Short PyTorch programs to read, to run here with one click, and to take home."),
    ),
)


def concepts() -> list[Concept]:
    """Return the pages that have experiments, in order."""
    return [page for page in CATALOGUE if isinstance(page, Concept)]


def page(stem: str) -> Page | None:
    """Return the page of that name, or None if there is none."""
    return next((each for each in CATALOGUE if each.stem == stem), None)


def sections() -> dict[str, list[Page]]:
    """Group the catalogue by section, keeping its order; a section without pages does not occur."""
    grouped: dict[str, list[Page]] = {}
    for each in CATALOGUE:
        grouped.setdefault(each.section, []).append(each)
    return grouped
