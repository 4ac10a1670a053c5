"""The rooms' panels in the learner's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dlcore import figures
from dlcore.config import Config
from dlcore.experiments.interpretability.config import METHODS, Cheat, Checks, Pictures, Table
from dlcore.experiments.interpretability.still import TAKEN, Album, Places, Planted, Sheet
from dlcore.figures import Panel, Picture, Series
from pages.interpretability import words
from ui.language import _, language, message
from ui.shown import Shown

TITLES = {
    "pictures": message("What the answer hangs on"),
    "deletion": message("Taking pixels away"),
    "curves": message("Loss and accuracy"),
    "answers": message("What the patch does to the answers"),
    "shares": message("How much of each map lies on the patch"),
    "likeness": message("Likeness after weights were drawn anew"),
    "importances": message("Coefficients and permutation importance"),
    "row": message("What each feature gives to one row"),
    "losses": message("Loss"),
}
OFFERED: dict[str, tuple[str, ...]] = {
    "": ("pictures", "deletion", "curves"),
    "cheat": ("pictures", "shares", "answers"),
    "checks": ("likeness", "deletion"),
    "table": ("importances", "row", "losses"),
}
CLOSED = ("curves", "losses", "answers")
ANSWER = -1
ACROSS = 3


def offered(room: str) -> dict[str, str]:
    """Give the titles (message ids) of a room's panels."""
    return {code: TITLES[code] for code in OFFERED[room]}


def opened(room: str) -> tuple[str, ...]:
    """Name the panels of a room that are open at first."""
    return tuple(code for code in OFFERED[room] if code not in CLOSED)


def metrics(room: str) -> dict[str, str]:
    """Name the metrics that are written out under the panels, with their labels."""
    return {
        "": {"test_accuracy": _("Held-out accuracy"), "gap": _("Integrated gradients: relative error of the sum")},
        "cheat": {
            "test_accuracy": _("Held-out accuracy"),
            "bare_accuracy": _("The digit without the patch: read rightly"),
            "others_accuracy": _("Other digits with the patch: read rightly"),
        },
        "checks": {"accuracy": _("Held-out accuracy"), "images": _("Images so far")},
        "table": {
            "score": _("Score on the test rows"),
            "alone": _("Fall: the feature shuffled"),
            "together": _("Fall: its copies as well"),
        },
    }[room]


def panels(
    config: Config, scene: Any, chosen: Sequence[str], *, image: int = 0, target: int = ANSWER
) -> tuple[Panel, ...]:
    """Build the chosen panels; asked again for the same, it gives the same objects."""
    names = [name for name in OFFERED[config.experiment] if name in chosen]
    return tuple(_panel(name, config, image, target, Shown(scene), language()) for name in names)


@lru_cache(maxsize=96)
def _panel(name: str, config: Config, image: int, target: int, shown: Shown[Any], _language: str) -> Panel:
    makers: dict[type[Config], Callable[..., Panel]] = {
        Pictures: _of_pictures, Cheat: _of_cheat, Checks: _of_checks, Table: _of_table,
    }  # fmt: skip
    return makers[type(config)](name, config, shown.scene, f"{image}_{target}")


def _of_pictures(name: str, config: Pictures, album: Album, about: str) -> Panel:
    match name:
        case "pictures":
            image = album.image(int(about.partition("_")[0]))
            maps = _maps(image, _("image"), {code: f"{code}_{about}" for code in METHODS})
            return replace(maps, probes=(*maps.probes, f"sums_{about}"))  # the explanation writes them out
        case "deletion":
            return _deletion(f"deletion_{about}", _(
                "How the logit of the explained digit falls while pixels are taken away in the order of each method, "
                "from 100% for the whole image to 0% for the baseline; one line for a random order."
            ))  # fmt: skip
    return figures.curves(
        title=_(TITLES[name]),
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


def _maps(image: Any, label: str, sources: dict[str, str]) -> Panel:
    row = [Picture(label, image)]
    row += [Picture(_(words.METHODS[code]), image, source, 1.0) for code, source in sources.items()]
    said = _(
        "The image, and for each of five methods a map of what the logit hangs on: orange speaks for the digit, blue "
        "against it. Each map is scaled to its own strongest pixel."
    )
    return figures.pictures("pictures", row, title=_(TITLES["pictures"]), description=said, height=420, across=ACROSS)


def _deletion(source: str, said: str) -> Panel:
    labels = [*words.methods(), _("at random")]
    return figures.rows("deletion", source, TAKEN, labels, title=_(TITLES["deletion"]), description=said,
                        x=_("inked pixels taken away (%)"), y=_("what is left of the logit"),
                        limits=(-1.05, 1.1), height=420, large=True)  # fmt: skip


def _of_cheat(name: str, config: Cheat, planted: Planted, _about: str) -> Panel:
    if name == "pictures":
        return _maps(planted.image, _("with the patch"), {code: code for code in METHODS})
    if name == "shares":
        lines = [Series(_(words.METHODS[code]), f"share_{code}") for code in METHODS]
        lines.append(Series(_("the patch's share of the area"), "area"))
        said = _(
            "Share of each method's map that lies on the patch, against optimiser steps. Now: occlusion "
            "{share_occlusion}, saliency {share_saliency}, SmoothGrad {share_smooth_grad}, integrated gradients "
            "{share_integrated_gradients}, Grad-CAM {share_grad_cam}; the patch covers {area} of the image."
        )
        y = _("share on the patch")
    else:
        lines = [
            Series(_("held-out accuracy"), "test_accuracy"),
            Series(_("other digits with the patch: taken for it"), "fooled"),
            Series(_("the digit without the patch: read rightly"), "bare_accuracy"),
        ]
        said = _(
            "Accuracy on held-out images without the patch {test_accuracy}; of other digits with the patch, {fooled} "
            "are taken for the digit; of the digit's images without it, {bare_accuracy} are read rightly."
        )
        y = _("share of images")
    return figures.histories(name, lines, title=_(TITLES[name]), description=said, x=_("optimiser steps"), y=y,
                             span=(0, config.steps), scale="share", height=420, large=True)  # fmt: skip


def _of_checks(name: str, config: Checks, places: Places, _about: str) -> Panel:
    if name == "deletion":
        return _deletion("falls", _(
            "Mean over the images so far of how the logit falls while pixels are taken away in the order of each "
            "method. Area under the lines: occlusion {area_occlusion}, saliency {area_saliency}, SmoothGrad "
            "{area_smooth_grad}, integrated gradients {area_integrated_gradients}, Grad-CAM {area_grad_cam}, random "
            "order {area_random}."
        ))  # fmt: skip
    layers = [_("none"), _("dense"), _("conv. 2"), _("conv. 1")]
    first = layers[1]
    ticks = layers if not config.cascade else [layers[0], first, f"+ {layers[2]}", f"+ {layers[3]}"]
    said = _(
        "Rank correlation of each method's map with that of the trained network, after the weights of layers were "
        "drawn anew; mean and middle half of the images so far. With all layers drawn anew, or the first one alone: "
        "occlusion {alike_occlusion}, saliency {alike_saliency}, SmoothGrad {alike_smooth_grad}, integrated gradients "
        "{alike_integrated_gradients}, Grad-CAM {alike_grad_cam}."
    )
    return figures.rows(name, "likeness", places.layers.tolist(), words.methods(), title=_(TITLES[name]),
                        description=said, x=_("layers whose weights were drawn anew"), y=_("rank correlation"),
                        scale="linear", limits=(-1.05, 1.08), ticks=ticks,
                        spread=("likeness_up", "likeness_down"), height=420)  # fmt: skip


def _of_table(name: str, config: Table, sheet: Sheet, _about: str) -> Panel:
    title, features = _(TITLES[name]), sheet.features
    if name == "importances":
        said = _(
            "For each feature, at the left its coefficient in a linear model, and at the right how far the score falls "
            "when its column is shuffled, with the standard deviation over the repetitions. Score {score}; without the "
            "copied feature it falls by {alone}, without it and its copies by {together}."
        )
        labels = {"coefficient": _("coefficient"), "fall": _("fall of the score")}
        marked = sheet.copied if config.copies else ()
        return figures.importances(features, sheet.coefficients, title=title, description=said, words=labels,
                                   marked=marked)  # fmt: skip
    if name == "row":
        said = _("What each feature gives to the output for one test row, by integrated gradients from the mean row.")
        return figures.shares_of_row(features, sheet.coefficients, title=title, description=said,
                                     x=_("integrated gradients"))  # fmt: skip
    lines = [Series(_("training"), "train_loss"), Series(_("test"), "test_loss")]
    said = _("Training loss {train_loss} and test loss {test_loss}, against the epochs.")
    return figures.histories(name, lines, title=title, description=said, x=_("epochs"), y=_("loss"),
                             span=(0, config.epochs), height=300)  # fmt: skip
