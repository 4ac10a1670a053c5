"""What the page asks: a prediction, questions, and challenges."""

from __future__ import annotations

from collections.abc import Mapping

from dlcore.experiments.neural_network.config import NeuralNetwork
from ui.challenges import Challenge, Condition, metric
from ui.language import message
from ui.lesson import Option, Prediction, Question

PREDICTION = Prediction(
    preset="depth_without_activation",
    options={
        "closes": message("It closes round the inner circle"),
        "bends": message("It bends, but stays open"),
        "straight": message("It stays a straight line"),
    },
    right="straight",
    outcome=message(
        "The boundary stayed a straight line: {test_accuracy:.0%} of the test points right. "
        "Without activation functions all the layers together are one weighted sum."
    ),
)

QUESTIONS = (
    Question(
        "count",
        message("A layer of 8 units is fed by 4 inputs. How many numbers does training choose in it?"),
        (
            Option(
                "weights_only",
                "32",
                message(
                    "Those are the weights, one for each of the 4 × 8 connections. Each unit adds a bias of its own."
                ),
            ),
            Option(
                "bias_per_input",
                "36",
                message(
                    "That gives every input a bias. Inputs compute nothing; the 8 units do, and each of them has one."
                ),
            ),
            Option(
                "bias_per_unit",
                "40",
                message("4 × 8 weights, one for each connection, and 8 biases, one for each unit."),
                right=True,
            ),
            Option(
                "bias_per_connection",
                "64",
                message(
                    "That puts a bias on every connection beside the weight. All of a unit's biases would only be "
                    "added up, so one number for each unit does the same."
                ),
            ),
        ),
    ),
    Question(
        "bend",
        message(
            "A network without hidden layers sees x₁ and x₂ and gets about half of the circles right. "
            "Which change lets its boundary close round the inner circle?"
        ),
        (
            Option(
                "epochs",
                message("Train ten times as long"),
                message(
                    "Training finds the best straight line. More of it cannot bend the line: the model has no curve "
                    "in it."
                ),
            ),
            Option(
                "linear_layers",
                message("Add three hidden layers with the identity as activation"),
                message(
                    "Weighted sums of weighted sums are weighted sums again: more parameters, the same straight line."
                ),
            ),
            Option(
                "features",
                message("Give it x₁² and x₂² as inputs too"),
                message("A weighted sum of x₁² and x₂² is constant on ellipses, so its boundary can be one."),
                right=True,
            ),
            Option(
                "rate",
                message("Raise the learning rate"),
                message(
                    "The learning rate decides how fast training gets to the best line, not which shapes are possible."
                ),
            ),
        ),
    ),
    Question(
        "overfit",
        message("The training loss keeps falling; the test loss fell at first and has been rising ever since. Why?"),
        (
            Option(
                "early",
                message("It has not been trained for long enough"),
                message(
                    "The turn is behind you: every further epoch has made it worse on points it has not seen. "
                    "Stopping earlier would have been better."
                ),
            ),
            Option(
                "rate",
                message("The learning rate is too high"),
                message("Then the training loss would jump or grow. It falls smoothly: the steps do what they should."),
            ),
            Option(
                "memory",
                message("It has begun to fit the noise of the training points"),
                message(
                    "What it still learns is true of these points only. Regularisation, fewer units, more points or "
                    "stopping earlier would help."
                ),
                right=True,
            ),
            Option(
                "unlucky",
                message("The test points happen to be hard ones"),
                message(
                    "Hard test points would make the test loss high from the start. They would not make it turn round."
                ),
            ),
        ),
    ),
    Question(
        "zeros",
        message(
            "All weights and biases start at zero, the hidden units are sigmoids. Why do they stay equal for ever?"
        ),
        (
            Option(
                "no_gradient",
                message("Their gradient is zero, so nothing moves"),
                message(
                    "A sigmoid puts out one half at zero, so the weights behind it do get a gradient and move, and "
                    "then those before it. (With tanh you would be nearly right: only the output's bias moves.)"
                ),
            ),
            Option(
                "same_gradient",
                message("They all get the same gradient in every step"),
                message("Equal units compute the same, are corrected by the same amount, and are equal again."),
                right=True,
            ),
            Option(
                "slow",
                message("The learning rate is too small to part them"),
                message("The learning rate makes equal steps longer or shorter. They remain equal steps."),
            ),
            Option(
                "stuck",
                message("Zero times an input is zero, so a zero weight can never change"),
                message(
                    "A weight's gradient is its input times the error that comes back to the unit. The weight's own "
                    "value is not a factor in it, so zero weights can move."
                ),
            ),
        ),
    ),
    Question(
        "overshoot",
        message("The training loss jumps up and down and grows from epoch to epoch. What do you try first?"),
        (
            Option(
                "epochs",
                message("More epochs, so that it can settle"),
                message("Each step lands farther from the valley than the one before. More steps lead farther away."),
            ),
            Option(
                "units",
                message("More units, so that it can fit better"),
                message(
                    "The model is able enough; the steps are too long for the curvature of its loss. "
                    "More units do not shorten them."
                ),
            ),
            Option(
                "data",
                message("More training points"),
                message("That changes what is learned, not how long a step is. It overshoots as before."),
            ),
            Option(
                "rate",
                message("A smaller learning rate"),
                message("Below 2 divided by the sharpest curvature, steps shrink the distance to the valley again."),
                right=True,
            ),
        ),
    ),
)


def _data(text: str, dataset: str) -> Condition:
    return Condition(text, lambda config, metrics: config.dataset == dataset)


def _noise(least: float) -> Condition:
    return Condition(message("Noise at least {bound}"), lambda config, metrics: config.noise, least=least, style=".2f")


def _fresh_accuracy(least: float) -> Condition:
    return metric(message("At least {bound} of 1000 fresh points right"), "fresh_accuracy", least=least, style=".1%")


def _parameters(least: int | None = None, most: int | None = None) -> Condition:
    text = message("At most {bound} parameters") if least is None else message("At least {bound} parameters")
    return Condition(text, lambda config, metrics: config.parameters, least, most, "d")


def _gap(config: NeuralNetwork, metrics: Mapping[str, float]) -> float:
    """Training accuracy minus accuracy on fresh points; rounded, for 0.98 − 0.95 is not 0.03 in binary."""
    return round(metrics["train_accuracy"] - metrics["fresh_accuracy"], 9)


CHALLENGES = (
    Challenge(
        "thrifty_spiral",
        message("A thrifty spiral"),
        message("Wind the boundary along the spiral with a small network. Where do its weights do most?"),
        (
            _data(message("Data: spiral"), "spiral"),
            _noise(0.1),
            _parameters(most=20),
            _fresh_accuracy(0.95),
        ),
    ),
    Challenge(
        "three_units",
        message("Three units round a circle"),
        message("Three edges just suffice to close a shape. How each unit bends decides how well it fits."),
        (
            _data(message("Data: circles"), "circles"),
            _noise(0.05),
            Condition(message("Inputs x₁ and x₂ only"), lambda config, metrics: set(config.features) <= {"x1", "x2"}),
            Condition(message("One hidden layer"), lambda config, metrics: len(config.hidden) == 1),
            Condition(
                message("At most {bound} hidden units"), lambda config, metrics: sum(config.hidden), most=3, style="d"
            ),
            _fresh_accuracy(0.97),
        ),
    ),
    Challenge(
        "flat_xor",
        message("XOR without a hidden layer"),
        message("No hidden unit to bend anything: find the one input in which XOR is a matter of sign."),
        (
            _data(message("Data: XOR"), "xor"),
            _noise(0.05),
            Condition(message("No hidden layer"), lambda config, metrics: not config.hidden),
            _fresh_accuracy(0.97),
        ),
    ),
    Challenge(
        "restrained_moons",
        message("A large network that keeps its head"),
        message("Few noisy points, many parameters: hold the network back so that it does as well on new points."),
        (
            _data(message("Data: moons"), "moons"),
            _noise(0.35),
            Condition(
                message("At most {bound} training points"),
                lambda config, metrics: config.train_points,
                most=100,
                style="d",
            ),
            _parameters(least=1000),
            _fresh_accuracy(0.9),
            Condition(
                message("At most {bound} better on training points than on fresh ones"), _gap, most=0.03, style=".2%"
            ),
        ),
    ),
    Challenge(
        "deep_sigmoids",
        message("Wake six sigmoid layers"),
        message(
            "The preset with six layers of sigmoid stands still. Change how it starts or how it steps, not what it is."
        ),
        (
            _data(message("Data: moons"), "moons"),
            _noise(0.1),
            Condition(message("Six hidden layers or more"), lambda config, metrics: len(config.hidden) >= 6),
            Condition(
                message("Every activation a sigmoid"),
                lambda config, metrics: bool(config.hidden) and set(config.activations) == {"sigmoid"},
            ),
            _fresh_accuracy(0.95),
        ),
    ),
)
