"""What the page sets as challenges; each is graded on starts, noise or points that the learner has not seen."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from dlcore.config import Config
from dlcore.experiments.gradient_descent.config import PLAIN, Landscape, Race, Rates
from ui.challenges import Challenge, Condition
from ui.language import message

C = TypeVar("C", bound=Config)
FRESH = message("Loss at most {bound} from fresh starts nearby, for one racer at least")


def _of(kind: type[C], measure: Callable[[C, Mapping[str, float]], Any]) -> Callable[[Any, Mapping[str, float]], Any]:
    """Measure a run of one experiment; any other leaves the condition open."""

    def measured(config: Config, metrics: Mapping[str, float]) -> Any:
        if not isinstance(config, kind):
            raise KeyError(kind.__name__)
        return measure(config, metrics)

    return measured


def _fresh(config: Race, metrics: Mapping[str, float]) -> float:
    return min(metrics[f"{racer.code}_fresh_loss"] for racer in config.lineup)


def _distance(config: Race, metrics: Mapping[str, float]) -> float:
    return min(math.hypot(config.x - x, config.y - y) for x, y in config.place.minima)


def _on(surface: str, text: str) -> Condition:
    return Condition(text, lambda config, metrics: isinstance(config, Race) and config.surface == surface)


def _steps(most: int) -> Condition:
    return Condition(message("At most {bound} steps"), _of(Race, lambda config, _: config.steps), most=most, style="d")


def _start(least: float) -> Condition:
    text = message("Start at least {bound} from the lowest point")
    return Condition(text, _of(Race, _distance), least=least, style=".2f")


def _only(optimizers: tuple[str, ...], text: str) -> Condition:
    return Condition(text, _of(Race, lambda config, _: {each.optimizer for each in config.lineup} <= set(optimizers)))


CHALLENGES = (
    Challenge(
        "through_the_ravine",
        message("Through the ravine"),
        message("Get along Rosenbrock's valley with one learning rate for all: nothing adaptive, but as much momentum "
                "as you like."),
        (
            _on("ravine", message("Surface: ravine")),
            _only(PLAIN, message("Only SGD, momentum or Nesterov")),
            _start(2.0),
            _steps(500),
            Condition(FRESH, _of(Race, _fresh), most=1e-4, style=".3g"),
        ),
    ),
    Challenge(
        "rest_in_noise",
        message("Come to rest in the noise"),
        message(
            "Every gradient is blurred, and plain SGD jitters about the lowest point. Bring it to rest all the same."
        ),
        (
            _on("bowl", message("Surface: bowl")),
            Condition(message("Condition number at least {bound}"), _of(Race, lambda config, _: config.condition),
                      least=20, style="g"),
            Condition(message("Gradient noise at least {bound}"), _of(Race, lambda config, _: config.noise),
                      least=3, style="g"),
            _only(("sgd",), message("SGD only")),
            _start(4.0),
            _steps(500),
            Condition(FRESH, _of(Race, _fresh), most=0.01, style=".3g"),
        ),
    ),
    Challenge(
        "out_of_the_egg_box",
        message("Out of the egg box"),
        message(
            "Hollow beside hollow, and only one is the deepest. Steps that are long at first and short at last help."
        ),
        (
            _on("rastrigin", message("Surface: egg box")),
            _start(4.0),
            _steps(500),
            Condition(FRESH, _of(Race, _fresh), most=1.5, style=".3g"),
        ),
    ),
    Challenge(
        "on_the_edge",
        message("On the edge"),
        message(
            "Train a real network with exact gradients until its sharpness lies where its learning rate can just bear "
                "it."),
        (
            Condition(message("Experiment: the loss of a real network"),
                      lambda config, metrics: isinstance(config, Landscape)),
            Condition(
                message("SGD on all points at once"),
                _of(Landscape, lambda config, _: config.optimizer == "sgd"
                    and config.batch_size >= config.network.train_points),
            ),
            Condition(message("Sharpness × learning rate at least {bound}"),
                      _of(Landscape, lambda config, metrics: metrics["sharpness"] * config.lr), least=1.9, style=".3f"),
            Condition(message("Accuracy on fresh points at least {bound}"),
                      _of(Landscape, lambda config, metrics: metrics["fresh_accuracy"]), least=0.9, style=".1%"),
        ),
    ),
    Challenge(
        "edge_in_the_middle",
        message("The edge in the middle"),
        message("Work out 2/λmax first, then choose the range so that about half of the 64 learning rates diverge."),
        (
            Condition(message("Experiment: 64 learning rates"), lambda config, metrics: isinstance(config, Rates)),
            Condition(message("A quadratic loss: regression, no hidden layer, all points at once, no adaptive rule"),
                      _of(Rates, lambda config, _: config.is_quadratic)),
            Condition(message("The highest rate at most {bound} times the lowest"),
                      _of(Rates, lambda config, _: config.highest / config.lowest), most=10, style=".3g"),
            Condition(message("At least {bound} of 64 diverge"),
                      _of(Rates, lambda config, metrics: metrics["diverged_count"]), least=26, style=".0f"),
            Condition(message("At most {bound} of 64 diverge"),
                      _of(Rates, lambda config, metrics: metrics["diverged_count"]), most=38, style=".0f"),
            Condition(message("The best one's loss on fresh points at most {bound}"),
                      _of(Rates, lambda config, metrics: metrics["fresh_loss"]), most=0.05, style=".3g"),
        ),
    ),
)  # fmt: skip
