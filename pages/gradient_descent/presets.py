"""Experiments worth trying on the way downhill; each changes one idea and shows it within seconds."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.gradient_descent.config import Landscape, Race, Rates
from ui.language import message
from ui.lesson import Preset

PRESETS: tuple[Preset[Config], ...] = (
    Preset(
        "past_the_edge",
        message("Just past the edge"),
        message("The learning rate lies two percent above 2/λmax: watch SGD swing, each time a little farther."),
        Race(racers=("sgd", "momentum"), lr=0.102, x=-4, y=-1.8),
        ("map", "losses"),
    ),
    Preset(
        "narrow_valley",
        message("A narrow valley"),
        message("κ = 200: SGD zigzags across the valley and hardly moves along it. Momentum adds up what is common."),
        Race(condition=200, racers=("sgd", "momentum"), lr=0.009, steps=200),
        ("map", "losses"),
    ),
    Preset(
        "ravine",
        message("Rosenbrock's ravine"),
        message("Everyone finds the valley floor at once; then follow who gets along its bend."),
        Race(surface="ravine", x=-1.2, y=1, lr=0.001, adaptive_lr=0.02, steps=500),
        ("map", "losses"),
    ),
    Preset(
        "saddle",
        message("Stuck on a saddle"),
        message("The start lies almost on the ridge. Compare how long each one hesitates before it finds a way down."),
        Race(surface="saddle", x=1.5, y=0.001, lr=0.1, adaptive_lr=0.05, steps=200),
        ("map", "losses"),
    ),
    Preset(
        "four_valleys",
        message("Four valleys"),
        message("One start, four equally deep valleys: who ends where? Click nearby and race again."),
        Race(surface="himmelblau", x=-1, y=-0.5, lr=0.01, adaptive_lr=0.1),
        ("map", "losses"),
    ),
    Preset(
        "schedules",
        message("Noise and schedules"),
        message(
            "Every gradient is noisy. The constant rate keeps jittering at one height; see which ones come to rest."
        ),
        Race(condition=5, contest="schedules", lr=0.1, noise=3, steps=500),
        ("map", "losses", "rates"),
    ),
    Preset(
        "five_rates",
        message("Tiny, good, huge"),
        message("SGD with five learning rates: the tiny one crawls, the huge one is lost after a few steps."),
        Race(contest="rates", lr=0.05, steps=100),
        ("map", "losses", "curvatures"),
    ),
    Preset(
        "stay_in_the_plane",
        message("The path, nearly flat"),
        message("The plane of the two main directions holds almost all of the path: see where it leaves the valley."),
        Landscape(optimizer="adam", lr=0.03, batch_size=20, epochs=100),
        ("map", "curves"),
    ),
    Preset(
        "random_plane",
        message("Two random directions"),
        message("The same training on a random plane: the path, at right angles to it, is hardly more than a dot."),
        Landscape(directions="random"),
        ("map", "relief"),
    ),
    Preset(
        "edge_of_stability",
        message("The edge of stability"),
        message("Exact gradients, no noise: the sharpness climbs to what the learning rate bears, and stays there."),
        Landscape(dataset="circles", hidden=(8, 8), lr=1.0, epochs=1000),
        ("map", "curves", "sharpness", "spectrum"),
    ),
    Preset(
        "small_batches",
        message("Batches of five"),
        message(
            "Each arrow is one mini-batch's gradient. Late in training they point everywhere, the full one is lost."
        ),
        Landscape(batch_size=5, lr=0.1, epochs=100),
        ("map", "curves", "arrows"),
    ),
    Preset(
        "known_edge",
        message("The edge is known"),
        message("A linear model's loss is a bowl: the curve breaks off exactly at 2/λmax."),
        Rates(),
        ("sweep",),
    ),
    Preset(
        "network_edge",
        message("A network is no bowl"),
        message("With a hidden layer the curvature changes on the way: rates beyond the first edge still get down."),
        Rates(dataset="bumps", hidden=(8,), lowest=0.001, highest=10, epochs=200),
        ("sweep",),
    ),
    Preset(
        "adam_rates",
        message("Adam's rates"),
        message("No cliff: Adam bears a huge range of rates, and too much only makes it restless."),
        Rates(dataset="bumps", hidden=(8,), optimizer="adam", lowest=0.0001, highest=10, epochs=200),
        ("sweep",),
    ),
)
