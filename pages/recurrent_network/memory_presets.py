"""What is worth measuring about memory: gradient against lag, accuracy against delay, clipping."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.recurrent_network.config import Clipping, Delays, Lags
from ui.language import message
from ui.lesson import Preset

MEMORY_PRESETS: tuple[Preset[Config], ...] = (
    Preset(
        "exploding",
        message("Recurrent weights times 3"),
        message("Factors above 1: for the RNN, more gradient arrives at the first step than set out from the last."),
        Lags(gain=3.0),
        ("reach", "radii"),
    ),
    Preset(
        "opened",
        message("Forget gates open"),
        message("One bias changed: the LSTM's line is nearly level before training has begun."),
        Lags(opened=True),
        ("reach", "radii"),
    ),
    Preset(
        "patient",
        message("Five times the updates"),
        message("RNN and GRU lift their own lines and learn the task. The ordinary LSTM's loss has not moved."),
        Lags(updates=200),
        ("reach", "radii", "lag_loss"),
    ),
    Preset(
        "near",
        message("Ten steps instead of thirty"),
        message("Go back to the first frame: so short a way leaves enough gradient, and then all three lines rise."),
        Lags(length=11),
        ("reach", "radii", "lag_loss"),
    ),
    Preset(
        "longer",
        message("Three times the updates"),
        message("With more patience every cell reaches further. Compare with the curves of the defaults."),
        Delays(updates=300, longest=20),
        ("delays",),
    ),
    Preset(
        "hundred",
        message("Up to a hundred steps"),
        message("Only open forget gates hold out at forty steps and more; at a hundred they nearly guess, too."),
        Delays(longest=100),
        ("delays",),
    ),
    Preset(
        "luck",
        message("Eight seeds"),
        message("How much is luck? Where a band is wide, some first weights learn the task and others never do."),
        Delays(seeds=8),
        ("delays",),
    ),
    Preset(
        "no_explosion",
        message("Nothing to clip"),
        message("With ordinary first weights no gradient is long, and the two arms hardly differ."),
        Clipping(gain=1.0),
        ("clip_loss", "clip_norm"),
    ),
    Preset(
        "lstm_walls",
        message("The same with an LSTM"),
        message("The same threefold weights do an LSTM no harm: its gradient stays short, and both arms agree."),
        Clipping(cell="lstm"),
        ("clip_loss", "clip_norm"),
    ),
    Preset(
        "edge",
        message("At the edge"),
        message("A matter of luck: unclipped, the median learns, while the top of the band is a seed thrown far away."),
        Clipping(gain=2.2),
        ("clip_loss", "clip_norm"),
    ),
    Preset(
        "too_short",
        message("Cut far too short"),
        message("Clipped at a hundredth, every step is tiny: safe, but see how long the loss takes to come down."),
        Clipping(clip=0.01),
        ("clip_loss", "clip_norm"),
    ),
)
