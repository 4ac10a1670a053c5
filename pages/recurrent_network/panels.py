"""The rooms' panels in the learner's language: which figures there are, and what every part of them is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from dlcore.config import Config
from dlcore.experiments.recurrent_network.attention_config import Attending
from dlcore.experiments.recurrent_network.config import Clipping, Delays, Forecast, Lags, OneCell, Recall
from dlcore.experiments.recurrent_network.text_config import Text, Voice
from dlcore.figures import Panel
from pages.recurrent_network import cell_panels, forecast_panels, memory_panels, recall_panels
from pages.recurrent_network.attention import panels as attention_panels
from pages.recurrent_network.text import panels as text_panels
from ui.language import language
from ui.shown import Shown

Builder = Callable[[Any, Any], Panel]

TITLES: Mapping[type[Config], Mapping[str, str]] = {
    OneCell: cell_panels.TITLES,
    Forecast: forecast_panels.TITLES,
    Recall: recall_panels.TITLES,
    Lags: memory_panels.LAG_TITLES,
    Delays: memory_panels.DELAY_TITLES,
    Clipping: memory_panels.CLIP_TITLES,
    Text: text_panels.TITLES,
    Attending: attention_panels.TITLES,
}
BUILDERS: Mapping[type[Config], Mapping[str, Builder]] = {
    OneCell: cell_panels.BUILDERS,
    Forecast: forecast_panels.BUILDERS,
    Recall: recall_panels.BUILDERS,
    Lags: memory_panels.LAG_BUILDERS,
    Delays: memory_panels.DELAY_BUILDERS,
    Clipping: memory_panels.CLIP_BUILDERS,
    Attending: attention_panels.BUILDERS,
}
METRICS: Mapping[type[Config], Mapping[str, str]] = {
    OneCell: cell_panels.METRICS,
    Forecast: forecast_panels.METRICS,
    Recall: recall_panels.METRICS,
    Lags: memory_panels.LAG_METRICS,
    Delays: memory_panels.DELAY_METRICS,
    Clipping: memory_panels.CLIP_METRICS,
    Text: text_panels.METRICS,
    Attending: attention_panels.METRICS,
}
HIDDEN = (  # not open at first, so that all else fits on a laptop's screen
    "flow", "weights", "gathered", "keep", "training", "looking_back", "loss", "lag_loss", "duel_loss",
)  # fmt: skip
CLOSED = (*(code for code in text_panels.TITLES if code not in text_panels.OPENED), *HIDDEN)


def titles(config: Config) -> Mapping[str, str]:
    """Give the titles (message ids) of a room's panels."""
    if isinstance(config, Text):
        return text_panels.offered(config)
    offered = TITLES[type(config)]
    if isinstance(config, Recall) and config.cell == "rnn":  # which has no gates
        return {code: title for code, title in offered.items() if code != "keep"}
    if isinstance(config, Forecast) and config.cell != "attention":
        return {code: title for code, title in offered.items() if code != "looking_back"}
    return offered


def opened(config: Config) -> tuple[str, ...]:
    """Name the panels that are open when a room is entered."""
    return tuple(name for name in titles(config) if name not in CLOSED)


def panels(config: Config, scene: Any, chosen: Sequence[str], *, voice: Voice | None = None) -> tuple[Panel, ...]:
    """Build the chosen panels, samples in the learner's voice; asked again for the same, it gives the same objects."""
    if isinstance(config, Text):
        return text_panels.panels(config, scene, chosen, voice or Voice())
    names = [name for name in BUILDERS[type(config)] if name in chosen]
    return tuple(_panel(name, config, Shown(scene), language()) for name in names)


@lru_cache(maxsize=96)
def _panel(name: str, config: Config, shown: Shown[Any], _language: str) -> Panel:
    return BUILDERS[type(config)][name](config, shown.scene)
