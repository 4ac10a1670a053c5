"""The rooms' panels in the learner's language: which figures there are, and what every part of them is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from dlcore.config import Config
from dlcore.experiments.recurrent_network.attention_config import Attending
from dlcore.experiments.recurrent_network.config import OneCell
from dlcore.experiments.recurrent_network.text_config import Text, Voice
from dlcore.figures import Panel
from pages.recurrent_network import attention_panels, cell_panels, text_panels
from ui.language import language

Builder = Callable[[Any, Any], Panel]

TITLES: Mapping[type[Config], Mapping[str, str]] = {
    OneCell: cell_panels.TITLES,
    Text: text_panels.TITLES,
    Attending: attention_panels.TITLES,
}
BUILDERS: Mapping[type[Config], Mapping[str, Builder]] = {
    OneCell: cell_panels.BUILDERS,
    Attending: attention_panels.BUILDERS,
}
METRICS: Mapping[type[Config], Mapping[str, str]] = {
    OneCell: cell_panels.METRICS,
    Text: text_panels.METRICS,
    Attending: attention_panels.METRICS,
}
CLOSED = (*(code for code in text_panels.TITLES if code not in text_panels.OPENED), "duel_loss")  # not open at first


def titles(config: Config) -> Mapping[str, str]:
    """Give the titles (message ids) of a room's panels."""
    return text_panels.offered(config) if isinstance(config, Text) else TITLES[type(config)]


def opened(config: Config) -> tuple[str, ...]:
    """Name the panels that are open when a room is entered."""
    return tuple(name for name in titles(config) if name not in CLOSED)


def panels(config: Config, scene: Any, chosen: Sequence[str], *, voice: Voice | None = None) -> tuple[Panel, ...]:
    """Build the chosen panels, samples in the learner's voice; asked again for the same, it gives the same objects."""
    if isinstance(config, Text):
        return text_panels.panels(config, scene, chosen, voice or Voice())
    names = [name for name in BUILDERS[type(config)] if name in chosen]
    return tuple(_panel(name, config, _Shown(scene), language()) for name in names)


class _Shown:
    """A scene as a cache key: by identity, because a run keeps its own."""

    __slots__ = ("scene",)

    def __init__(self, scene: Any) -> None:
        self.scene = scene

    def __hash__(self) -> int:
        return id(self.scene)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shown) and other.scene is self.scene


@lru_cache(maxsize=96)
def _panel(name: str, config: Config, shown: _Shown, _language: str) -> Panel:
    return BUILDERS[type(config)][name](config, shown.scene)
