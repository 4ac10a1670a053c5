"""The playground's panels in the learner's language: which figures there are, and what every part of them is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import streamlit as st

from dlcore import figures
from dlcore.datasets.dataset import Dataset
from dlcore.experiments.neural_network.config import NeuralNetwork
from dlcore.figures import Panel
from pages.neural_network.words import CLASSES, FEATURES
from ui.data.words import called
from ui.language import _, language, message
from ui.shown import Shown
from ui.weights import Layer, layers

TITLES = {
    "surface": message("Decision surface"),
    "curves": message("Loss and accuracy"),
    "network": message("Network"),
    "gradients": message("Gradient norms"),
    "weights": message("Weights"),
    "activations": message("Activations"),
    "confusion": message("Confusion matrix"),
    "predictions": message("Predicted and true"),
}
DEFAULT = ("surface", "curves")


def offered(regression: bool) -> dict[str, str]:
    """Give the titles (message ids) of the panels that make sense for what is predicted."""
    left_out = "confusion" if regression else "predictions"
    return {name: title for name, title in TITLES.items() if name != left_out}


def metrics(regression: bool) -> dict[str, str]:
    """Name the metrics that are written out under the panels, with their labels."""
    losses = {"train_loss": _("Training loss"), "test_loss": _("Test loss")}
    return (
        losses
        if regression
        else losses
        | {
            "train_accuracy": _("Training accuracy"),
            "test_accuracy": _("Test accuracy"),
        }
    )


def panels(config: NeuralNetwork, dataset: Dataset, chosen: Sequence[str]) -> tuple[Panel, ...]:
    """Build the chosen panels; asked again for the same, it gives the same objects."""
    names = [name for name in offered(not dataset.classes) if name in chosen]
    scaled = dataset.standardise and bool(st.session_state.get("neural_network.standardised"))
    return tuple(_panel(name, config, Shown(dataset), language(), scaled) for name in names)


@lru_cache(maxsize=64)
def _panel(name: str, config: NeuralNetwork, shown: Shown[Dataset], _language: str, scaled: bool) -> Panel:
    return BUILDERS[name](config, shown.scene.as_seen() if scaled else shown.scene)


def _class_names(dataset: Dataset) -> tuple[str, ...]:
    return called(dataset.classes, dataset.axes, CLASSES)


def _layers(config: NeuralNetwork) -> list[str]:
    """Name the layers of weights, input side first."""
    hidden = [_("Hidden {n}").format(n=n) for n in range(1, len(config.hidden) + 1)]
    return [*hidden, _("Output")]


def _measured(config: NeuralNetwork, dataset: Dataset) -> str:
    """The part of a text alternative that both main panels share."""
    if dataset.classes:
        return _(
            "Epoch {step}: loss {train_loss} on training points and {test_loss} on test points, "
            "accuracy {train_accuracy} and {test_accuracy}."
        )
    return _("Epoch {step}: loss {train_loss} on training points and {test_loss} on test points.")


def _surface(config: NeuralNetwork, dataset: Dataset) -> Panel:
    names = _class_names(dataset)
    value = _("probability of {name}").format(name=names[1]) if len(names) == 2 else _("prediction")
    return figures.surface(
        dataset,
        title=_(TITLES["surface"]),
        description=f"{_(TITLES['surface'])}. {_measured(config, dataset)}",
        value=value,
        train=_("training"),
        test=_("test"),
        missed=_("misclassified"),
        classes=names,
    )


def _curves(config: NeuralNetwork, dataset: Dataset) -> Panel:
    return figures.curves(
        title=_(TITLES["curves"]) if dataset.classes else _("Loss"),
        description=f"{_(TITLES['curves'])}. {_measured(config, dataset)}",
        epoch=_("epoch"),
        loss=_("loss"),
        accuracy=_("accuracy") if dataset.classes else None,
        train=_("training"),
        test=_("test"),
        epochs=config.epochs,
    )


def _network(config: NeuralNetwork, dataset: Dataset) -> Panel:
    names, units = _class_names(dataset), _units(config)
    if len(names) > 2:
        units[-1] = list(names)
    return figures.network(
        units,
        title=_(TITLES["network"]),
        description=_("The network {sizes}, each unit with its own map of the plane, after epoch {step}.").replace(
            "{sizes}", "-".join(map(str, config.sizes))
        ),
        layers=[_("Inputs"), *_layers(config)],
        words={"bias": _("bias"), "weight": _("weight"), "positive": _("positive"), "negative": _("negative")},
    )


def _sub(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def weight_tables(config: NeuralNetwork) -> list[Layer]:
    """Lay out the network's parameters in tables, named as in the network's picture."""
    return layers(_layers(config), _units(config))


def _units(config: NeuralNetwork) -> list[list[str]]:
    """Name every unit, layer by layer, input features first."""
    hidden = [[f"h{_sub(layer)},{_sub(unit)}" for unit in range(1, units + 1)]
              for layer, units in enumerate(config.hidden, start=1)]  # fmt: skip
    outputs = (
        [_("output {n}").format(n=n) for n in range(1, config.sizes[-1] + 1)] if config.sizes[-1] > 1 else [_("output")]
    )
    return [[FEATURES[name] for name in config.features], *hidden, outputs]


def _gradients(config: NeuralNetwork, dataset: Dataset) -> Panel:
    return figures.gradients(
        _layers(config),
        title=_(TITLES["gradients"]),
        description=_("Norm of the training loss's gradient in each layer, up to epoch {step}."),
        epoch=_("epoch"),
        norm=_("gradient norm"),
        epochs=config.epochs,
    )


def _weights(config: NeuralNetwork, dataset: Dataset) -> Panel:
    description = _("How the weights of each layer are spread after epoch {step}.")
    return figures.weights(
        _layers(config), title=_(TITLES["weights"]), description=description, share=_("share of weights")
    )


def _activations(config: NeuralNetwork, dataset: Dataset) -> Panel:
    description = _("How the outputs of each layer are spread over all points after epoch {step}.")
    return figures.activations(
        _layers(config), title=_(TITLES["activations"]), description=description, share=_("share of outputs")
    )


def _confusion(config: NeuralNetwork, dataset: Dataset) -> Panel:
    tested = dataset.targets[~dataset.is_train]
    return figures.confusion(
        _class_names(dataset),
        title=_(TITLES["confusion"]),
        description=_("Test points by true and predicted class after epoch {step}; accuracy {test_accuracy}."),
        true=_("true"),
        predicted=_("predicted"),
        most=float(np.bincount(tested).max()),
    )


def _predictions(config: NeuralNetwork, dataset: Dataset) -> Panel:
    return figures.predictions(
        dataset,
        title=_(TITLES["predictions"]),
        description=_("Predicted against true values of the test points after epoch {step}; loss {test_loss}."),
        true=_("true"),
        predicted=_("predicted"),
        perfect=_("perfect"),
    )


BUILDERS: dict[str, Callable[[NeuralNetwork, Dataset], Panel]] = {
    "surface": _surface,
    "curves": _curves,
    "network": _network,
    "gradients": _gradients,
    "weights": _weights,
    "activations": _activations,
    "confusion": _confusion,
    "predictions": _predictions,
}
