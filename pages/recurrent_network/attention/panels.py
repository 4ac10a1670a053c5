"""The duel's panels: who is right how often, and where attention looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dlcore import figures
from dlcore.experiments.recurrent_network.attention.cost import Cost
from dlcore.experiments.recurrent_network.attention.scene import DuelScene
from dlcore.experiments.recurrent_network.attention_config import Attending
from dlcore.figures import Panel, Series
from pages.recurrent_network.attention.words import RIVALS
from ui.language import _, message

TITLES = {
    "duel_accuracy": message("Right answers"),
    "duel_map": message("Where attention looks"),
    "duel_loss": message("Loss of both"),
}
METRICS = {
    "test_attention_accuracy": message("Attention, right answers"),
    "test_recurrent_accuracy": message("Recurrent, right answers"),
    "test_attention_loss": message("Attention, loss"),
    "test_recurrent_loss": message("Recurrent, loss"),
}


def _accuracy(config: Attending, scene: DuelScene) -> Panel:
    return figures.histories(
        "duel_accuracy",
        [
            Series(_("attention"), "test_attention_accuracy"),
            Series(RIVALS[config.cell], "test_recurrent_accuracy"),
            Series(_("without looking"), "chance"),
        ],
        title=_(TITLES["duel_accuracy"]),
        description=_(
            "Share of right answers against updates: attention {test_attention_accuracy}, recurrent "
            "{test_recurrent_accuracy}, without looking {chance}."
        ),
        x=_("updates"),
        y=_("right on test sequences"),
        span=(0, config.updates),
        scale="share",
        height=380,
        large=True,
    )


def _loss(config: Attending, scene: DuelScene) -> Panel:
    return figures.histories(
        "duel_loss",
        [Series(_("attention"), "test_attention_loss"), Series(RIVALS[config.cell], "test_recurrent_loss")],
        title=_(TITLES["duel_loss"]),
        description=_("Test loss: attention {test_attention_loss}, recurrent {test_recurrent_loss}."),
        x=_("updates"),
        y=_("loss"),
        span=(0, config.updates),
        scale="log",
    )


def _map(config: Attending, scene: DuelScene) -> Panel:
    return figures.attention_map(
        "duel_map", scene.labels, source="map", title=_(TITLES["duel_map"]), reads=_("reading"),
        looks=_("looks back at"), height=380, large=True,
        description=_("How much each step of one sequence attends to each one before it; after update {step}."),
    )  # fmt: skip


BUILDERS: Mapping[str, Callable[[Attending, DuelScene], Panel]] = {
    "duel_accuracy": _accuracy,
    "duel_map": _map,
    "duel_loss": _loss,
}


def cost_panel(cost: Cost, counted: bool) -> Panel:
    """Draw the cost of both against the length: counted multiplications, or measured milliseconds."""
    if counted:
        first, second = cost.attention_counted, cost.recurrent_counted
        title, unit = _("Counted"), _("multiplications")
    else:
        first, second = (
            [1000 * each for each in column] for column in (cost.attention_seconds, cost.recurrent_seconds)
        )
        title, unit = _("Measured on this server"), _("milliseconds")
    said = _("{title}: from length {short} to {long}, attention grows {a}-fold and the LSTM {b}-fold.").format(
        title=title, short=cost.lengths[0], long=cost.lengths[-1], a=f"{first[-1] / first[0]:.0f}",
        b=f"{second[-1] / second[0]:.0f}",
    )  # fmt: skip
    return figures.costs("cost", cost.lengths, {_("attention"): first, "LSTM": second}, title=title, description=said,
                         x=_("length of the sequence"), y=unit)  # fmt: skip
