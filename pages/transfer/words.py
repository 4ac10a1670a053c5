"""What the page's rooms, starts, sources, knobs and steps are called."""

from __future__ import annotations

from collections.abc import Mapping

from dlcore.config import Config
from dlcore.experiments.transfer.config import Tuning
from ui.language import message
from ui.workbench import EPOCHS, Wording

ROOMS = {
    "": message("How many examples"),
    "tuning": message("One fine-tuning"),
    "depth": message("How many layers"),
    "sources": message("Where it hurts"),
}
WAYS = {
    "fresh": message("fresh"),
    "tuned": message("fine-tuned"),
    "frozen": message("frozen"),
    "random": message("random, frozen"),
}
COLOURS = {"fresh": 0, "tuned": 1, "frozen": 2, "random": 3}
SOURCES = {
    "digits": message("other digits"),
    "mnist": message("other digits, MNIST"),
    "mnist_same": message("same digits, MNIST"),
    "rotated": message("turned"),
    "inverted": message("inverted"),
    "scrambled": message("scrambled"),
    "labels": message("random labels"),
}
TASKS = {
    "low_high": message("0–4, then 5–9"),
    "high_low": message("5–9, then 0–4"),
    "even_odd": message("even, then odd"),
    "odd_even": message("odd, then even"),
}
FIELDS = {
    "tasks": message("First task, then second"),
    "source": message("Pictures of the first task"),
    "sources": message("Sources"),
    "ways": message("Starts"),
    "count": message("Examples of each class"),
    "largest": message("Up to so many of each class"),
    "wander": message("Pixels off the middle"),
    "pretraining": message("Pictures of each class, first task"),
    "placements": message("Places of each picture, first task"),
    "patience": message("Epochs on the first task"),
    "epochs": message("Epochs on the second task"),
    "lr": message("Learning rate, second task"),
    "share": message("Its share for layers taken over"),
    "pull": message("Pull towards the start"),
    "hidden": message("Hidden layers"),
    "width": message("Units in each hidden layer"),
    "seeds": message("Repetitions"),
    "seed": message("First seed"),
}
CODES: Mapping[str, Mapping[str, str]] = {"ways": WAYS, "source": SOURCES, "sources": SOURCES, "tasks": TASKS}
RESULTS = Wording(
    where=message("Result {epoch:,}; the last one is {end:,}"),
    speed=message("{speed:,.1f} results/s"),
    diverged=message("Diverged after result {epoch:,}"),
    one=message("Train for the next point of the figure."),
    back=message("Back to the first point."),
    frame=message("Result {step}"),
)


def wording(config: Config) -> Wording:
    """Name the steps of a run."""
    return EPOCHS if isinstance(config, Tuning) else RESULTS
