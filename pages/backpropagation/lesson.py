"""What the page asks: a prediction, questions, and challenges."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dlcore.config import Config
from dlcore.experiments.backpropagation.config import DepthSweep, OneSample, UnitCensus
from ui.challenges import Challenge, Condition
from ui.language import message
from ui.lesson import Option, Prediction, Question

PREDICTION = Prediction(
    preset="forgotten",
    options={
        "faster": message("It gets there faster"),
        "swings": message("It swings round the goal and does not settle"),
        "explodes": message("It flies off at once"),
        "same": message("Nothing changes"),
    },
    right="swings",
    outcome=message(
        "With zero_grad the loss ended at {loss_with:.3g}, without it at {loss_without:.3g}, and what .grad holds is "
        "{gradient_without:.3g} long instead of {gradient_with:.2g}: old gradients go on pushing after they are out of "
        "date."
    ),
)

QUESTIONS = (
    Question(
        "moved",
        message("loss.backward() has just returned. What has changed?"),
        (
            Option(
                "weights",
                message("The weights: each has moved against its gradient"),
                message(
                    "That is optimizer.step(). Walk through the graph above: after the last backward stage every "
                    "weight is what it was, and only its gradient is new."
                ),
            ),
            Option(
                "grads",
                message("The .grad of every leaf that asks for one"),
                message("Back-propagation computes gradients and adds them to .grad. It moves nothing."),
                right=True,
            ),
            Option(
                "loss",
                message("The loss: it is smaller now"),
                message("The loss is a number that was computed from the old weights. It changes with the next pass."),
            ),
            Option(
                "nothing",
                message("Nothing until .grad is read"),
                message("The walk back happens inside the call; .grad is filled when it returns."),
            ),
        ),
    ),
    Question(
        "weight_gradient",
        message("A weight leads from h = 0 into a unit whose ∂L/∂z is −3. What is the weight's gradient?"),
        (
            Option(
                "delta",
                "−3",
                message(
                    "That is the gradient of the unit's bias, whose input is always 1. A weight's gradient is ∂L/∂z "
                    "times its own input."
                ),
            ),
            Option(
                "zero",
                "0",
                message("∂L/∂w = ∂L/∂z · h = −3 · 0. Changing this weight changes nothing as long as its input is 0."),
                right=True,
            ),
            Option(
                "depends",
                message("It depends on the weight's value"),
                message(
                    "z is linear in the weight, so its value is no factor of its own gradient. It is a factor of what "
                    "goes on to h."
                ),
            ),
        ),
    ),
    Question(
        "paths",
        message("A hidden unit feeds three units of the next layer. How does its gradient come about?"),
        (
            Option(
                "largest",
                message("From the path with the largest gradient"),
                message("No path wins: a small change of the unit changes the loss along all three at once."),
            ),
            Option(
                "average",
                message("As the average of the three paths"),
                message("Nothing divides by three. The three changes of the loss add up."),
            ),
            Option(
                "sum",
                message("As the sum over the three paths, each with its weight"),
                message("∂L/∂h = Σ w ∂L/∂z: that is the row of terms that the graph shows at this stage."),
                right=True,
            ),
            Option(
                "product",
                message("As the product of the three"),
                message("Factors are multiplied along one path. Paths side by side are added."),
            ),
        ),
    ),
    Question(
        "cost",
        message("A network has a million weights. What do all their gradients cost, compared with one forward pass?"),
        (
            Option(
                "million",
                message("About a million times as much"),
                message(
                    "That is the price of finite differences: two forward passes for every weight. It is why they only "
                    "check."
                ),
            ),
            Option(
                "few",
                message("A few times as much, whatever the number of weights"),
                message("Each operation is visited once on the way back, with about twice the work of going forward."),
                right=True,
            ),
            Option(
                "nothing",
                message("Nothing: they come with the forward pass"),
                message(
                    "The forward pass only keeps the values. The products are formed on the way back, and that is work."
                ),
            ),
        ),
    ),
    Question(
        "zero_grad",
        message("A loop calls backward() and step() but never zero_grad(). What does .grad hold in the tenth step?"),
        (
            Option(
                "tenth",
                message("The gradient of the tenth step"),
                message("backward() adds to .grad, it does not overwrite it. Nobody has cleared the nine before."),
            ),
            Option(
                "mean",
                message("The mean of ten gradients"),
                message("Nothing divides them. They are added up as they are."),
            ),
            Option(
                "sum",
                message("The sum of ten gradients"),
                message("Each of them taken at other weights, so most of the sum is out of date."),
                right=True,
            ),
            Option(
                "error",
                message("Nothing: PyTorch stops with an error"),
                message(
                    "It does not, because adding is sometimes wanted: several small batches can make one large step."
                ),
            ),
        ),
    ),
)


def _of(kind: type[Config], read: Callable[[Any], Any]) -> Callable[[Any, Mapping[str, float]], Any]:
    """Read something of a config of one experiment; another experiment's run has not measured it."""

    def measure(config: Any, _metrics: Mapping[str, float]) -> Any:
        if not isinstance(config, kind):
            raise KeyError(kind.__name__)
        return read(config)

    return measure


def _measured(name: str) -> Callable[[Any, Mapping[str, float]], float]:
    return lambda _config, metrics: metrics[name]


CHALLENGES = (
    Challenge(
        "one_step",
        message("One step to the target"),
        message(
            "In “The graph, opened”: choose the learning rate so that a single step of SGD takes a large loss to "
            "almost nothing. To first order the error reaches zero at lr = 2 · loss / ‖gradient‖²; both stand above "
            "the graph."
        ),
        (
            Condition(
                message("At most {bound} optimiser step"),
                _of(OneSample, lambda config: config.steps),
                most=1,
                style="d",
            ),
            Condition(message("Optimiser: SGD"), _of(OneSample, lambda config: config.optimizer == "sgd")),
            Condition(message("Loss at least {bound} before"), _measured("start_loss"), least=0.5, style=".3g"),
            Condition(message("Loss at most {bound} after"), _measured("loss"), most=0.0002, style=".2g"),
        ),
    ),
    Challenge(
        "silent",
        message("Nothing comes back"),
        message(
            "In “The graph, opened”: build a ReLU network that is wrong and whose first layer gets no gradient, "
            "whatever the input. No weight may be zero."
        ),
        (
            Condition(message("Activation: ReLU"), _of(OneSample, lambda config: config.activation == "relu")),
            Condition(
                message("Every weight and bias at least {bound} in size"),
                _of(OneSample, lambda config: min(abs(weight) for weight in config.start)),
                least=0.1,
                style=".2g",
            ),
            Condition(message("Loss at least {bound} before"), _measured("start_loss"), least=0.1, style=".3g"),
            Condition(
                message("No gradient in layer 1 for at least {bound} of 1000 fresh inputs"),
                _measured("fresh_silent"),
                least=0.99,
                style=".1%",
            ),
        ),
    ),
    Challenge(
        "loud_sigmoid",
        message("Thirty layers of sigmoid, still audible"),
        message(
            "In “Depth”: sigmoids let at most a quarter of the gradient through. Find first weights and a width with "
            "which some of it still reaches the first of thirty layers."
        ),
        (
            Condition(message("Activation: sigmoid"), _of(DepthSweep, lambda config: config.activation == "sigmoid")),
            Condition(
                message("At least {bound} layers"), _of(DepthSweep, lambda config: config.deepest), least=30, style="d"
            ),
            Condition(
                message("Gradient norm in layer 1 at least {bound}, on fresh seeds"),
                _measured("fresh_first_norm"),
                least=1e-3,
                style=".1e",
            ),
        ),
    ),
    Challenge(
        "level_tanh",
        message("Neither fading nor exploding"),
        message(
            "In “Depth”: bring thirty layers of tanh to the edge where a layer leaves the gradient as large as it was."
        ),
        (
            Condition(message("Activation: tanh"), _of(DepthSweep, lambda config: config.activation == "tanh")),
            Condition(
                message("At least {bound} layers"), _of(DepthSweep, lambda config: config.deepest), least=30, style="d"
            ),
            Condition(
                message("Factor per layer at least {bound}, on fresh seeds"),
                _measured("fresh_factor"),
                least=0.97,
                style=".3f",
            ),
            Condition(
                message("Factor per layer at most {bound}, on fresh seeds"),
                _measured("fresh_factor"),
                most=1.03,
                style=".3f",
            ),
        ),
    ),
    Challenge(
        "nobody_dies",
        message("A fast run without the dead"),
        message("In “Dead and equal units”: keep ReLU and a learning rate of at least 1, and lose hardly any unit."),
        (
            Condition(message("Activation: ReLU"), _of(UnitCensus, lambda config: config.activation == "relu")),
            Condition(
                message("Learning rate at least {bound}"), _of(UnitCensus, lambda config: config.lr), least=1, style="g"
            ),
            Condition(
                message("At most {bound} of the units dead on fresh points"),
                _measured("fresh_dead_share"),
                most=0.1,
                style=".1%",
            ),
            Condition(
                message("At least {bound} of 1000 fresh points right"),
                _measured("fresh_accuracy"),
                least=0.95,
                style=".1%",
            ),
        ),
    ),
)
