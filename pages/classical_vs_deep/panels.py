"""The contest's panels in the learner's language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dlcore import figures
from dlcore.experiments.classical_vs_deep import Config
from dlcore.experiments.classical_vs_deep.still import CELLS, EDGE, Scene
from dlcore.figures import Panel
from dlcore.rivals.spaces import RIVALS
from pages.classical_vs_deep.words import SHORT
from ui.language import _, language, message
from ui.shown import Shown

TITLES = {
    "surfaces": message("Surfaces of the first split"),
    "scores": message("Test accuracy"),
    "tuning": message("What tuning brings"),
    "clocks": message("Time to fit and to predict"),
}
LOWEST = {"digits": 0.6, "iris": 0.7, "wine": 0.6, "breast_cancer": 0.8}  # where the accuracy's axis starts
ON_A_PLANE = 0.45


def offered(config: Config) -> dict[str, str]:
    """Give the titles (message ids) of the panels; surfaces need a plane."""
    return {name: title for name, title in TITLES.items() if config.plane or name != "surfaces"}


def opened(config: Config) -> tuple[str, ...]:
    """Name the panels that are open at first."""
    return ("surfaces", "scores") if config.plane else ("scores", "clocks")


def metrics() -> dict[str, str]:
    """Name the metrics that are written out under the panels, with their labels."""
    return {
        "best_accuracy": _("Best mean so far"),
        "validation_accuracy": _("Validation accuracy, this result"),
        "test_accuracy": _("Test accuracy, this result"),
    }


def panels(config: Config, scene: Scene, chosen: Sequence[str]) -> tuple[Panel, ...]:
    """Build the chosen panels; asked again for the same, it gives the same objects."""
    names = [name for name in offered(config) if name in chosen]
    return tuple(_panel(name, config, Shown(scene), language()) for name in names)


@lru_cache(maxsize=64)
def _panel(name: str, config: Config, shown: Shown[Scene], _language: str) -> Panel:
    names = [_(SHORT[rival]) for rival in RIVALS]
    lowest = LOWEST.get(config.data, ON_A_PLANE)
    title = _(TITLES[name])
    match name:
        case "surfaces":
            return figures.side_by_side(
                shown.scene.points,
                shown.scene.classes,
                EDGE,
                {f"surface_{rival}": _(SHORT[rival]) for rival in RIVALS},
                cells=CELLS,
                title=title,
                description=_(
                    "Seven small maps of the same plane, one a model: where it says blue, where orange. Mean accuracy "
                    "of logistic regression {logistic_accuracy}, neighbours {neighbours_accuracy}, SVM {svm_accuracy}, "
                    "tree {tree_accuracy}, forest {forest_accuracy}, boosting {boosting_accuracy}, network "
                    "{network_accuracy}."
                ),
                data=_("training points"),
                value=_("leans to orange:"),
            )
        case "scores":
            return figures.scores(
                names,
                config.seeds,
                title=title,
                description=_(
                    "Test accuracy of every model on every split. The best classical model has {best_classical} on "
                    "average, the network {network_accuracy}, blind guessing {baseline}."
                ),
                y=_("test accuracy"),
                each=_("one split"),
                mean=_("mean"),
                lowest=lowest,
            )
        case "tuning":
            return figures.tuning(
                names,
                config.budget,
                title=title,
                description=_(
                    "Best validation accuracy so far against the number of settings tried; this model's is "
                    "{validation_accuracy}."
                ),
                x=_("settings tried"),
                y=_("best validation accuracy"),
                lowest=lowest,
            )
        case _:
            return figures.clocks(
                names,
                title=title,
                description=_("Fitting this model took {fit_ms} ms, predicting a thousand examples {predict_ms} ms."),
                y=_("milliseconds"),
                fit=_("fit once"),
                predict=_("predict 1,000 examples"),
            )
