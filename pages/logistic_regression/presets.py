"""Experiments worth trying; each changes one idea and shows it within seconds."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.logistic_regression.config import Growth, LogisticRegression, Mistake
from ui.language import message
from ui.lesson import Preset

THIRTY = tuple(range(1, 31))
PRESETS: tuple[Preset[Config], ...] = (
    Preset(
        "four_points",
        message("The article's four points"),
        message("One measurement: the sigmoid climbs from 0 to 1 between the classes, and gets steeper for ever."),
        LogisticRegression(dataset="four", lr=0.5, epochs=1000),
        ("surface", "norm"),
    ),
    Preset(
        "imbalanced",
        message("One in ten"),
        message("Accuracy looks fine, yet much of class 1 is missed. Open Threshold below and move it."),
        LogisticRegression(positives=0.1, distance=2.0, samples=1000),
        ("surface", "confusion"),
    ),
    Preset(
        "separable",
        message("Separable"),
        message("A line parts the classes, so longer weights are always better: ‖w‖ never settles."),
        LogisticRegression(dataset="separable", lr=1.0, epochs=2000),
        ("surface", "norm"),
    ),
    Preset(
        "xor",
        message("XOR"),
        message("Four clouds, opposite ones alike. Watch where the boundary goes, and what the loss settles at."),
        LogisticRegression(dataset="xor", distance=3.0, epochs=200),
        ("surface", "curves"),
    ),
    Preset(
        "xor_product",
        message("XOR with x₁x₂"),
        message("One product more among the inputs: still one weighted sum, but its boundary is a hyperbola."),
        LogisticRegression(dataset="xor", distance=3.0, terms="product", epochs=200),
        ("surface", "curves"),
    ),
    Preset(
        "cancer",
        message("Breast cancer, all thirty"),
        message("Thirty measurements, no plane to draw: look at the log-odds. A line parts the training points."),
        LogisticRegression(dataset="breast_cancer", measurements=THIRTY, epochs=500),
        ("curves", "log_odds"),
    ),
    Preset(
        "penguins",
        message("Penguins: softmax"),
        message("Three species, three weighted sums. Where two are equal, the boundary is a straight line."),
        LogisticRegression(dataset="penguins", epochs=500),
        ("surface", "weights"),
    ),
    Preset(
        "sure_and_wrong",
        message("Sure, wrong, squared error"),
        message(
            "It starts sure of the opposite. The squared error's gradient is almost nothing there: it hardly moves."
        ),
        LogisticRegression(distance=4.0, init="wrong", loss="mse"),
        ("surface", "curves"),
    ),
    Preset(
        "another_seed",
        message("Stopped at once"),
        message("Other first weights: one of the raw sums lies outside [0, 1] before the first step."),
        Mistake(seed=1),
        ("losses", "outputs"),
    ),
    Preset(
        "small_steps",
        message("Smaller steps"),
        message("A tenth of the learning rate delays the error. It does not prevent it."),
        Mistake(lr=0.001),
        ("losses", "raw"),
    ),
    Preset(
        "overlapping",
        message("Overlapping classes"),
        message("No line parts these points: now even λ = 0 has a best length, and all the curves level off."),
        Growth(separable=False),
        ("norms", "boundaries"),
    ),
    Preset(
        "long_run",
        message("Four times as long"),
        message("On a logarithmic axis ‖w‖ with λ = 0 goes on in a straight line: it grows like ln t."),
        Growth(epochs=20_000),
        ("norms", "losses"),
    ),
)
