"""The text room's panels: what the model writes, how well it foretells, and what its units do meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from dlcore import figures
from dlcore.experiments.recurrent_network.text.scene import TextScene
from dlcore.experiments.recurrent_network.text_config import Text, Voice
from dlcore.figures import Panel
from pages.recurrent_network.text.words import GATE_NAMES
from ui.language import _, language, message
from ui.shown import Shown

GATES = {"lstm": ("input", "forget", "output"), "gru": ("reset", "update")}
TITLES = {
    "written": message("What it writes"),
    "perplexity": message("Perplexity"),
    "surprise": message("Surprise"),
    "states": message("Hidden states"),
    "memory": message("Memory cells"),
    "attention": message("Attention map"),
    **{f"gate_{gate}": name for gate, name in GATE_NAMES.items()},
}
METRICS = {
    "train_perplexity": message("Perplexity on the training text"),
    "test_perplexity": message("Perplexity on held-out text"),
}
OPENED = ("written", "perplexity")
VISIBLE = str.maketrans({" ": "␣", "\n": "⏎"})


def offered(config: Text) -> dict[str, str]:
    """Give the titles (message ids) of the panels that this model has."""
    first = ("written", "perplexity", "surprise")
    if config.cell == "attention":
        codes: tuple[str, ...] = (*first, "attention")
    else:
        gates = (f"gate_{gate}" for gate in GATES.get(config.cell, ()))
        codes = (*first, "states", *(("memory",) if config.cell == "lstm" else ()), *gates)
    return {code: TITLES[code] for code in codes}


def panels(config: Text, scene: TextScene, chosen: Sequence[str], voice: Voice) -> tuple[Panel, ...]:
    """Build the chosen panels; asked again for the same, it gives the same objects."""
    return tuple(_panel(name, config, Shown(scene), voice, language()) for name in offered(config) if name in chosen)


@lru_cache(maxsize=96)
def _panel(name: str, config: Text, shown: Shown[TextScene], voice: Voice, _language: str) -> Panel:
    scene = shown.scene
    match name:
        case "written":
            return figures.written(
                voice.probe,
                title=_(TITLES["written"]),
                description=_("What the model writes after update {step}, at perplexity {test_perplexity}."),
            )
        case "perplexity":
            return _perplexity(config, scene)
        case "surprise":
            return figures.surprises(
                "surprise", labels(scene.passage), source="surprise", title=_(TITLES[name]), x=_("held-out text"),
                y=_("bits"), description=_("How many bits each character of a held-out passage was worth."),
            )  # fmt: skip
        case "attention":
            return figures.attention_map(
                "attention", labels(scene.passage), source="attention", title=_(TITLES[name]), most=0.5,
                reads=_("reading"), looks=_("looks back at"),
                description=_("How much each character of a held-out passage attends to each one before it."),
            )  # fmt: skip
        case _:
            return figures.unit_map(
                name, labels(scene.passage), source=name, rows=config.hidden, signed=not name.startswith("gate_"),
                title=_(TITLES[name]), x=_("held-out text"), y=_("unit"),
                description=_("{name} of every unit at every character of a held-out passage.").format(
                    name=_(TITLES[name])
                ),
            )  # fmt: skip


def labels(text: str) -> tuple[str, ...]:
    """Write each character so that it can be seen on an axis."""
    return tuple(text.translate(VISIBLE))


def _perplexity(config: Text, scene: TextScene) -> Panel:
    return figures.perplexity(
        dict(enumerate(scene.baselines, start=1)),
        title=_(TITLES["perplexity"]),
        description=_(
            "Perplexity against updates: {train_perplexity} on the training text, {test_perplexity} on held-out text."
        ),
        x=_("updates"),
        y=_("perplexity"),
        train=_("training text"),
        test=_("held-out text"),
        updates=config.updates,
    )


def beaten(scene: TextScene, perplexity: float) -> Mapping[int, float]:
    """Return the orders of n-grams that a perplexity beats, with theirs."""
    return {order: value for order, value in enumerate(scene.baselines, start=1) if perplexity < value}
