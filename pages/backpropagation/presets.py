"""Experiments worth trying; each changes one idea and shows it within seconds."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.backpropagation.config import DepthSweep, LoopMistake, OneSample, UnitCensus
from ui.language import message
from ui.lesson import Preset

DEAD = (0.4, -0.3, 0.5, 0.2, -0.6, -0.8, 0.7, -0.5, 0.3, 0.6, 0.1, -0.2, 0.5, -0.4, 0.2)
KILLED = UnitCensus(lr=3.0, batch_size=5, epochs=60)

PRESETS: tuple[Preset[Config], ...] = (
    Preset(
        "one_chain",
        message("A single chain"),
        message("One unit a layer: every gradient is one product, read from right to left."),
        OneSample(hidden=(1, 1), inputs=(1.0, 0.0)),
        (),
    ),
    Preset(
        "many_paths",
        message("Many paths, one sum"),
        message("Three units lead on to three others: the gradient of one of them is a sum over all three paths."),
        OneSample(hidden=(3, 3), activation="sigmoid"),
        (),
    ),
    Preset(
        "dead_relu",
        message("A dead end"),
        message("Both units of the first layer are negative before their ReLU: go backward and see where it stops."),
        OneSample(activation="relu", weights=DEAD, seed=0),
        (),
    ),
    Preset(
        "overshoot",
        message("A step too far"),
        message("The same gradient, a learning rate of 1: compare the loss before and after the optimiser's step."),
        OneSample(lr=1.0, steps=5),
        (),
    ),
    Preset(
        "sure_and_wrong",
        message("Sure and wrong"),
        message("Cross-entropy: the gradient that enters the network is σ(z) − y, the error itself."),
        OneSample(loss="cross_entropy", target=0.0, inputs=(2.0, 2.0)),
        (),
    ),
    Preset(
        "vanishing",
        message("Vanishing: sigmoid"),
        message("Thirty layers of sigmoid: see by how many powers of ten the first layer's gradient is smaller."),
        DepthSweep(),
        ("layer_norms", "ends"),
    ),
    Preset(
        "healthy",
        message("Kept alive: ReLU with He"),
        message("The same thirty layers, ReLU and He's first weights: the line stays level, the band widens."),
        DepthSweep(activation="relu", init="he"),
        ("layer_norms", "ends"),
    ),
    Preset(
        "exploding",
        message("Exploding: weights too large"),
        message("tanh with Xavier's weights three times too large: the gradient grows on its way to the first layer."),
        DepthSweep(activation="tanh", init="xavier", scale=3.0),
        ("layer_norms", "ends"),
    ),
    Preset(
        "killed",
        message("Units that die"),
        message(
            "A learning rate of 3: within a few epochs more than half of the ReLU units are silent for every training "
            "point."
        ),
        KILLED,
        ("unit_plane", "dead", "learning"),
    ),
    Preset(
        "zero_init",
        message("All weights zero"),
        message("Sixteen units in the first layer, one point in the plane: equal units get equal gradients."),
        UnitCensus(activation="sigmoid", init="zeros", lr=1.0, epochs=100),
        ("unit_plane", "dead", "learning"),
    ),
    Preset(
        "forgotten",
        message("zero_grad forgotten"),
        message("Two runs of one loop: without zero_grad the old gradients stay, and the line swings round its goal."),
        LoopMistake(),
        ("paths", "gradients", "losses"),
    ),
)
