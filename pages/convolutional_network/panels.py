"""The experiments' panels in the learner's language: which figures there are, and what their parts are called."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from dlcore import figures
from dlcore.config import Config
from dlcore.experiments.convolutional_network.config import HELD_OUT, Compare, LearnKernel, Network
from dlcore.experiments.convolutional_network.material import DISTANCES, Hunt, Scene
from dlcore.experiments.convolutional_network.mosaic import extent
from dlcore.figures import Panel, Picture, Series
from pages.convolutional_network.words import layer_names
from ui.language import _, language, message
from ui.shown import Shown

TITLES = {
    "maps": message("Feature maps"),
    "curves": message("Loss and accuracy"),
    "confusion": message("Confusion matrix"),
    "kernels_0": message("Kernels of the first convolution"),
    "kernels_1": message("Kernels of the second convolution"),
    "hunt": message("The learned kernel and the one to find"),
    "outputs": message("What the kernel makes of the image"),
    "descent": message("Loss and distance"),
    "accuracy": message("Held-out accuracy"),
    "gap": message("Training accuracy"),
    "shifted": message("Accuracy on shifted images"),
}
OFFERED: dict[type[Config], tuple[str, ...]] = {
    Network: ("maps", "curves", "confusion", "kernels_0", "kernels_1"),
    LearnKernel: ("hunt", "descent", "outputs"),
    Compare: ("accuracy", "shifted", "gap"),
}
CLOSED = ("kernels_1",)
DIGITS = tuple("0123456789")


def offered(config: Config) -> dict[str, str]:
    """Give the titles (message ids) of the panels that make sense."""
    left_out: set[str] = set()
    if isinstance(config, Network):
        left_out = {f"kernels_{i}" for i in range(config.blocks.count("conv"), 2)}
        if not shown_layers(config):
            left_out.add("maps")
    return {code: TITLES[code] for code in OFFERED[type(config)] if code not in left_out}


def opened(config: Config) -> tuple[str, ...]:
    """Name the panels that are open at first."""
    return tuple(code for code in offered(config) if code not in CLOSED)


def metrics(config: Config) -> dict[str, str]:
    """Name the metrics that are written out under the panels, with their labels."""
    match config:
        case LearnKernel():
            return {"train_loss": _("Loss"), "distance": _("Distance from the kernel to find")}
        case Compare():
            return {
                "cnn_test_accuracy": _("Convolutional, held out"),
                "mlp_test_accuracy": _("Perceptron, held out"),
                "cnn_train_accuracy": _("Convolutional, training"),
                "mlp_train_accuracy": _("Perceptron, training"),
            }
    assert isinstance(config, Network)
    return {
        "train_loss": _("Training loss"),
        "test_loss": _("Held-out loss"),
        "train_accuracy": _("Training accuracy"),
        "test_accuracy": _("Accuracy on {n} held-out images").format(n=f"{HELD_OUT[config.dataset]:,}"),
    }


def shown_layers(config: Network) -> list[int]:
    """Number the layers whose output is a stack of pictures."""
    return [i for i, layer in enumerate(config.layers) if layer.is_map]


def first_shown(config: Network) -> int:
    """The layer whose maps are shown before anybody chooses: the first activation."""
    layers = shown_layers(config)
    return next((i for i in layers if config.layers[i].kind == "act"), layers[0] if layers else 0)


def panels(
    config: Config, scene: Any, chosen: Sequence[str], *, layer: int | None = None, image: int = 0
) -> tuple[Panel, ...]:
    """Build the chosen panels; asked again for the same, it gives the same objects."""
    names = [name for name in offered(config) if name in chosen]
    if isinstance(config, Network) and layer not in shown_layers(config):
        layer = first_shown(config)
    return tuple(_panel(name, config, layer or 0, image, Shown(scene), language()) for name in names)


@lru_cache(maxsize=96)
def _panel(name: str, config: Config, layer: int, image: int, shown: Shown[Any], _language: str) -> Panel:
    match config:
        case LearnKernel():
            return _hunting(name, config, shown.scene)
        case Compare():
            return _comparing(name, config)
    assert isinstance(config, Network)
    match name:
        case "curves":
            return _curves(config)
        case "confusion":
            return _confusion()
        case "maps":
            return _maps(config, layer, image, shown.scene)
        case _:
            return _kernels(config, name)


def _curves(config: Network) -> Panel:
    return figures.curves(
        title=_(TITLES["curves"]),
        description=_(
            "Loss and accuracy against optimiser steps. Now: training loss {train_loss}, held-out loss {test_loss}, "
            "held-out accuracy {test_accuracy}."
        ),
        epoch=_("optimiser steps"),
        loss=_("cross-entropy"),
        accuracy=_("accuracy"),
        train=_("training"),
        test=_("held out"),
        epochs=config.steps,
    )


def _confusion() -> Panel:
    return figures.confusion(
        DIGITS,
        title=_(TITLES["confusion"]),
        description=_(
            "How many held-out images of each digit were taken for which. {test_accuracy} of them were right. "
            "A click on a cell shows its images under the tab Mistakes."
        ),
        true=_("true"),
        predicted=_("predicted"),
        height=300,
        clickable=True,
    )


def _maps(config: Network, layer: int, image: int, scene: Scene) -> Panel:
    name = layer_names(config.layers)[layer]
    channels, height, width = config.layers[layer].shape
    return figures.tiles(
        "maps",
        f"maps_{layer}_{image}",
        title=_("Feature maps: {layer}").format(layer=name),
        description=_(
            "The layer's output for the chosen image, a picture for each of its channels; orange is positive, blue "
            "negative, and the background stands for zero."
        ),
        value=_("output"),
        shape=extent(channels, height, width),
        height=420,
        large=True,
        image=scene.digits.pixels(scene.test[[image]])[0],
    )


def _kernels(config: Network, name: str) -> Panel:
    index = int(name.removeprefix("kernels_"))
    convolution = [layer for layer in config.layers if layer.kind == "conv"][index]
    inputs, outputs, size = convolution.arguments
    shape = extent(outputs, size, size) if inputs == 1 else extent(min(outputs, 8) * min(inputs, 8), size, size, 8)
    return figures.tiles(
        name,
        name,
        title=_(TITLES[name]),
        description=_(
            "The weights of the kernels; orange is positive, blue negative. Behind the first convolution there is a "
            "row for each output channel, with a kernel for each input channel."
        ),
        value=_("weight"),
        shape=shape,
        height=300,
    )


def _hunting(name: str, config: LearnKernel, hunt: Hunt) -> Panel:
    title = _(TITLES[name])
    if name == "descent":
        lines = [Series(_("loss"), "train_loss"), Series(_("distance from the kernel to find"), "distance")]
        said = _("Loss {train_loss} and distance {distance} from the kernel to find, against the steps.")
        return figures.histories(name, lines, title=title, description=said, x=_("steps"), y=_("loss, distance"),
                                 span=(0, config.steps), scale="log", height=420, large=True)  # fmt: skip
    if name == "hunt":
        limit = float(abs(hunt.true).max())
        row = [
            Picture(_("learned so far"), hunt.true, "kernel", limit, written=True),
            Picture(_("to find"), hunt.true, None, limit, written=True),
            Picture(_("lowest loss"), hunt.best, None, limit, written=True),
        ]
        said = _("Three kernels: the learned one, the one that made the outputs, and the one with the lowest loss.")
        return figures.pictures(name, row, title=title, description=said, height=420)
    limit = float(abs(hunt.wanted).max()) or 1.0
    row = [
        Picture(_("input"), hunt.image),
        Picture(_("output so far"), hunt.wanted, "output", limit),
        Picture(_("wanted output"), hunt.wanted, None, limit),
    ]
    said = _("The first image, what the learned kernel makes of it, and what it is to make of it.")
    return figures.pictures(name, row, title=title, description=said, height=340)


def _comparing(name: str, config: Compare) -> Panel:
    title, names = _(TITLES[name]), (_("convolutional network"), _("perceptron"))
    if name == "shifted":
        said = _("Accuracy of both networks on held-out images that are moved by 0 to {most} pixels.").replace(
            "{most}", str(DISTANCES[-1])
        )
        return figures.rows(name, "shifted", DISTANCES, names, title=title, description=said, height=420,
                            x=_("pixels by which the image is moved"), y=_("accuracy"), large=True)  # fmt: skip
    part = "test" if name == "accuracy" else "train"
    lines = [Series(label, f"{code}_{part}_accuracy") for label, code in zip(names, ("cnn", "mlp"), strict=True)]
    said = _("{cnn} of the images read rightly by the convolutional network, {mlp} by the perceptron.")
    said = said.replace("{cnn}", f"{{cnn_{part}_accuracy}}").replace("{mlp}", f"{{mlp_{part}_accuracy}}")
    height = 420 if name == "accuracy" else 300
    return figures.histories(name, lines, title=title, description=said, x=_("optimiser steps"), y=_("accuracy"),
                             span=(0, config.steps), scale="share", height=height)  # fmt: skip
