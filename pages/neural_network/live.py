"""The numbers of one run that the prose speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dlcore.datasets.dataset import Dataset
from dlcore.experiments.neural_network.config import NeuralNetwork
from ui.language import _
from ui.terms import ACTIVATIONS, OPTIMIZERS

SYMBOLS = {
    "x1": "x_1",
    "x2": "x_2",
    "x1x1": "x_1^2",
    "x2x2": "x_2^2",
    "x1x2": "x_1 x_2",
    "sinx1": r"\sin x_1",
    "sinx2": r"\sin x_2",
}
CURVES = {
    "identity": "z",
    "relu": r"\max(0, z)",
    "leaky_relu": r"\max(0.01\,z, z)",
    "tanh": r"\tanh z",
    "sigmoid": r"\sigma(z)",
    "gelu": r"z\,\Phi(z)",
    "sine": r"\sin z",
}


DERIVATIONS = ("derivation_loss", "derivation_symmetry", "derivation_depth")


def live(config: NeuralNetwork, step: int, metrics: Mapping[str, float], parameters: Sequence[float]) -> dict[str, str]:
    """Give every placeholder of the prose its value, for one frame of a run.

    Parameters
    ----------
    config
        Of the run.
    step, metrics, parameters
        Of the frame: its epoch, its ``train_loss`` and ``test_loss``, and the flat parameters, first layer first.
    """
    inputs, units = config.sizes[:2]
    weights, bias = parameters[:inputs], parameters[inputs * units]
    pairs = zip(config.sizes[:-1], config.sizes[1:], strict=True)
    count = " + ".join(rf"({fan_in} + 1) \cdot {fan_out}" for fan_in, fan_out in pairs)
    return {
        "step": f"{step:,}",
        "unit": weighted_sum(weights, [SYMBOLS[name] for name in config.features], bias),
        "bias": f"{bias:.2f}",
        "activation": CURVES[config.activations[0]] if config.hidden else "z",
        "activations": ", ".join(_(ACTIVATIONS[name]) for name in config.activations) or _("none"),
        "sizes": " → ".join(map(str, config.sizes)),
        "rows": str(units),
        "columns": str(inputs),
        "count": f"{count} = {config.parameters}",
        "train_loss": f"{metrics['train_loss']:.3g}",
        "test_loss": f"{metrics['test_loss']:.3g}",
        "train_points": str(config.train_points),
        "batch_size": str(min(config.batch_size, config.train_points)),
        "steps_per_epoch": str(config.steps_per_epoch),
        "optimizer": _(OPTIMIZERS[config.optimizer]),
        "lr": f"{config.lr:g}",
        "edge": f"{2 / config.lr:.3g}",
    }


def scaling(dataset: Dataset) -> dict[str, str]:
    """Give the values of the section on standardising: the mean and the spread of the training points on each axis."""
    values = {f"mean_{i}": f"{mean:.4g}" for i, mean in enumerate(dataset.mean, start=1)}
    return values | {f"std_{i}": f"{std:.4g}" for i, std in enumerate(dataset.std, start=1)}


def explained(config: NeuralNetwork) -> tuple[str, ...]:
    """Name the sections that explain this run, in reading order; the loss's section depends on what is predicted."""
    entry = config.entry
    if entry.kind == "regression":
        loss = "loss_regression"
    elif config.loss == "mse":
        loss = "loss_squared_classes"
    else:
        loss = "loss_binary" if entry.outputs == 1 else "loss_multiclass"
    return ("unit", "layer", "depth", loss, "training", "divergence", "article")


def weighted_sum(weights: Sequence[float], inputs: Sequence[str], bias: float) -> str:
    """Write w₁x₁ + w₂x₂ + b with its numbers, as LaTeX."""
    terms = [rf"{weight:+.2f}\,{name}" for weight, name in zip(weights, inputs, strict=True)]
    return " ".join([*terms, f"{bias:+.2f}"]).removeprefix("+")
