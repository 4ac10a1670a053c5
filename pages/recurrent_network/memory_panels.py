"""Panels of the rooms that measure memory: gradient against lag, accuracy against delay, clipping."""

from __future__ import annotations

from dlcore import figures
from dlcore.experiments.recurrent_network.config import CELLS, Clipping, Delays, Lags
from dlcore.experiments.recurrent_network.stills import Grid, Nothing, Reach
from dlcore.figures import Follow, Line, Panel, Reaching, Series, palette
from pages.recurrent_network.words import CELL_NAMES
from ui.language import _, message

LAG_TITLES = {
    "reach": message("Gradient against lag"),
    "radii": message("Spectral radius of the recurrent matrix"),
    "lag_loss": message("Loss while training"),
}
LAG_METRICS = {
    "arrives_rnn": message("Share that arrives: RNN"),
    "arrives_lstm": message("LSTM"),
    "arrives_gru": message("GRU"),
}
DELAY_TITLES = {"delays": message("Right answers against delay")}
DELAY_METRICS = {
    "delay": message("Delay"),
    "rnn_accuracy": message("Plain RNN"),
    "gru_accuracy": message("GRU"),
    "lstm_accuracy": message("LSTM"),
    "opened_accuracy": message("LSTM, forget gates open"),
}
CLIP_TITLES = {"clip_loss": message("Loss of each batch"), "clip_norm": message("Length of each gradient")}
CLIP_METRICS = {
    "loss_free": message("Loss, not clipped"),
    "loss_clipped": message("Loss, clipped"),
    "worst_free": message("Worst loss, not clipped"),
    "worst_clipped": message("Worst loss, clipped"),
    "spikes_free": message("Spikes, not clipped"),
    "spikes_clipped": message("Spikes, clipped"),
}


def _reach(config: Lags, scene: Reach) -> Panel:
    return figures.reach(
        [Reaching(_(CELL_NAMES[cell]), cell, scene.before[cell]) for cell in CELLS],
        title=_(LAG_TITLES["reach"]),
        description=_(
            "Length of the gradient by the state against the lag, on a logarithmic axis, with bands over seeds. Share "
            "of it that arrives at the first step: RNN {arrives_rnn}, LSTM {arrives_lstm}, GRU {arrives_gru}."
        ),
        x=_("lag: steps before the last"),
        y=_("‖∂L/∂hₜ‖"),
        before=_("untrained"),
    )


def _radii(config: Lags, scene: Reach) -> Panel:
    return figures.courses(
        "radii",
        [
            Follow(_(CELL_NAMES[cell]), f"radius_{cell}", colour=palette.CLASS_COLOURS[i], dash=palette.LINE_DASHES[i])
            for i, cell in enumerate(CELLS)
        ],
        title=_(LAG_TITLES["radii"]),
        description=_(
            "Largest size of an eigenvalue of the matrix that turns the old state into the new candidate: RNN "
            "{radius_rnn}, LSTM {radius_lstm}, GRU {radius_gru}."
        ),
        epoch=_("update"),
        value=_("spectral radius"),
        epochs=max(config.updates, 1),
        large=True,
    )


def _lag_loss(config: Lags, scene: Reach) -> Panel:
    return figures.courses(
        "lag_loss",
        [
            Follow(_(CELL_NAMES[cell]), f"loss_{cell}", colour=palette.CLASS_COLOURS[i], dash=palette.LINE_DASHES[i])
            for i, cell in enumerate(CELLS)
        ],
        title=_(LAG_TITLES["lag_loss"]),
        description=_("Median loss over seeds: RNN {loss_rnn}, LSTM {loss_lstm}, GRU {loss_gru}."),
        epoch=_("update"),
        value=_("loss"),
        epochs=max(config.updates, 1),
    )


def _delays(config: Delays, scene: Grid) -> Panel:
    return figures.sweep(
        "delays",
        [
            Line("rnn_accuracy", _("plain RNN"), "first", band=True),
            Line("gru_accuracy", "GRU", "second", band=True),
            Line("lstm_accuracy", "LSTM", "train", band=True),
            Line("opened_accuracy", _("LSTM, forget gates open"), "test", band=True),
            Line("chance", _("guessing"), "third"),
        ],
        title=_(DELAY_TITLES["delays"]),
        description=_(
            "Mean share of right answers over seeds against the delay. At a delay of {delay}: RNN {rnn_accuracy}, GRU "
            "{gru_accuracy}, LSTM {lstm_accuracy}, LSTM with open forget gates {opened_accuracy}."
        ),
        x=_("delay in steps"),
        y=_("share of right answers"),
        values=scene.values.tolist(),
        limits=(0.0, 1.05),
        log=False,
        share=True,
        large=True,
    )


def _clip_loss(config: Clipping, scene: Nothing) -> Panel:
    return _arms(config, "clip_loss", "loss", _("loss"), _(
        "Loss of each batch, median and band over seeds, without clipping and with it: {loss_free} and {loss_clipped}."
    ))  # fmt: skip


def _clip_norm(config: Clipping, scene: Nothing) -> Panel:
    return _arms(config, "clip_norm", "norm", _("length of the gradient"), _(
        "Length of each batch's gradient before it is cut, without clipping and with it: {norm_free} and "
        "{norm_clipped}."
    ))  # fmt: skip


def _arms(config: Clipping, name: str, what: str, y: str, description: str) -> Panel:
    return figures.histories(
        name,
        [
            Series(_("clipped"), f"{what}_clipped_band", 1, (0, 2)),
            Series(_("not clipped"), f"{what}_free_band", 1, (0, 2)),
        ],
        title=_(CLIP_TITLES[name]),
        description=description,
        x=_("update"),
        y=y,
        span=(0, config.updates),
        scale="powers",
        limits=(-2.2, 6.3),
        height=420,
        large=True,
    )


LAG_BUILDERS = {"reach": _reach, "radii": _radii, "lag_loss": _lag_loss}
DELAY_BUILDERS = {"delays": _delays}
CLIP_BUILDERS = {"clip_loss": _clip_loss, "clip_norm": _clip_norm}
