"""What the page challenges its learners to do, and how it is judged."""

from __future__ import annotations

from typing import Any

from dlcore.experiments.logistic_regression.config import LogisticRegression
from ui.challenges import Challenge, Condition, metric, setting
from ui.language import message


def _data(text: str, dataset: str) -> Condition:
    return Condition(text, lambda config, metrics: getattr(config, "dataset", "") == dataset)


def _parameters(config: Any, metrics: Any) -> float:
    return isinstance(config, LogisticRegression) and (config.sizes[0] + 1) * config.sizes[1]


def _columns(config: Any, metrics: Any) -> float:
    return isinstance(config, LogisticRegression) and len(config.columns)


def _plain_rate(config: Any, metrics: Any) -> float:
    return getattr(config, "optimizer", "") == "sgd" and config.lr


EPOCHS = message("At most {bound} epochs")
FRESH = message("On fresh points, at least {bound} right")
CHALLENGES = (
    Challenge(
        "bend",
        message("Four numbers for XOR"),
        message("Part XOR's clouds with one weighted sum: three weights and a bias."),
        (
            _data(message("Data: XOR"), "xor"),
            setting(message("Distance at most {bound}"), "distance", most=3.0, style="g"),
            Condition(message("At most {bound} parameters"), _parameters, most=4, style=".0f"),
            metric(FRESH, "fresh_accuracy", least=0.97, style=".1%"),
        ),
    ),
    Challenge(
        "fifty",
        message("Newton's place in fifty epochs"),
        message("Bring gradient descent to the solution that Newton's method finds, in at most fifty epochs."),
        (
            _data(message("Data: two Gaussians"), "clouds"),
            Condition(message("No L2"), lambda config, metrics: getattr(config, "weight_decay", 1) == 0),
            setting(EPOCHS, "epochs", most=50, style=".0f"),
            metric(message("At most {bound} away from Newton's solution"), "distance", most=0.01, style=".3g"),
        ),
    ),
    Challenge(
        "short",
        message("Short weights"),
        message("The classes can be parted, so nothing holds the weights back. Hold them, and let them arrive."),
        (
            _data(message("Data: separable"), "separable"),
            metric(message("Length of the weights at most {bound}"), "weight_norm", most=2.0, style=".3g"),
            Condition(
                message("There is a best solution, at most {bound} away"),
                lambda config, metrics: metrics.get("distance", float("inf")) if metrics else metrics["distance"],
                most=0.01,
                style=".3g",
            ),
            metric(FRESH, "fresh_accuracy", least=0.99, style=".1%"),
        ),
    ),
    Challenge(
        "three",
        message("Three of thirty"),
        message(
            "Choose three of the thirty measurements that rank malignant above benign as well as a lab could wish."
        ),
        (
            _data(message("Data: breast cancer"), "breast_cancer"),
            Condition(message("At most {bound} measurements"), _columns, most=3, style=".0f"),
            metric(
                message("Area under the ROC curve on the test points at least {bound}"),
                "fresh_area",
                least=0.99,
                style=".4f",
            ),
        ),
    ),
    Challenge(
        "escape",
        message("Out of the wrong corner"),
        message("Start sure of the opposite, and be right after fifty plain steps."),
        (
            Condition(
                message("First weights: sure of the opposite"),
                lambda config, metrics: getattr(config, "init", "") == "wrong",
            ),
            Condition(
                message("Plain SGD, learning rate at most {bound}"),
                _plain_rate,
                most=1.0,
                style="g",
            ),
            setting(EPOCHS, "epochs", most=50, style=".0f"),
            metric(FRESH, "fresh_accuracy", least=0.95, style=".1%"),
        ),
    ),
)
