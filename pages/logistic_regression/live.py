"""The numbers of one run that the prose speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from dlcore.config import Config
from dlcore.experiments.logistic_regression.config import Growth, LogisticRegression, Mistake
from dlcore.experiments.logistic_regression.landscape import Ground
from dlcore.experiments.logistic_regression.material import Scene
from dlcore.experiments.logistic_regression.story import Story
from dlcore.models.newton import sigmoid
from pages.logistic_regression.panels import inputs
from pages.logistic_regression.said import numbers as told
from ui.language import _
from ui.recording import Recording

DERIVATIONS = {
    "": ("derivation_likelihood", "derivation_gradient", "derivation_newton"),
    "mistake": ("derivation_stable",),
    "growth": ("derivation_growth",),
}
MOST_TERMS = 4


def explained(config: Config) -> tuple[str, ...]:
    """Name the sections that explain this run, in reading order."""
    match config:
        case Mistake():
            return ("mistake", "mistake_repairs", "mistake_article")
        case Growth():
            return ("growth", "growth_restraint", "growth_direction")
    assert isinstance(config, LogisticRegression)
    model = ("softmax",) if config.classes > 2 else ("model", "odds")
    failing = ("xor",) if config.dataset == "xor" else ()
    return (*model, *failing, f"loss_{config.loss}", "reference", "article")


def live(recording: Recording) -> dict[str, str]:
    """Give every placeholder of the prose its value, for the last frame of a recording."""
    config, scene = recording.config, recording.scene
    metrics = {name: column[-1] for name, column in recording.metrics.items()}
    match config:
        case Mistake() if isinstance(scene, Story):
            return told(config, scene, recording) | {"train_loss": f"{metrics['train_loss']:.4f}"}
        case Growth() if isinstance(scene, Ground):
            return _growth(config, scene, recording, metrics)
    assert isinstance(config, LogisticRegression) and isinstance(scene, Scene)
    return _fit(config, scene, recording.steps[-1], metrics, recording.trace[-1])


def _fit(
    config: LogisticRegression, scene: Scene, step: int, metrics: Mapping[str, float], parameters: np.ndarray
) -> dict[str, str]:
    names, several = inputs(config), config.classes > 2
    weights, bias = parameters[: config.sizes[0]], parameters[config.sizes[0] * config.sizes[1]]
    point = int(np.flatnonzero(scene.judged)[0])
    z = float(scene.inputs[point] @ weights + bias)
    return {
        "step": f"{step:,}",
        "sum": weighted_sum(weights, names, bias),
        "first_input": names[0],
        "first_weight": f"{weights[0]:.3f}",
        "odds_ratio": f"{np.exp(np.clip(weights[0], -30, 30)):.3g}",
        "unit": _("one standard deviation") if config.measured else _("one unit"),
        "z": f"{z:.3f}",
        "p": f"{float(sigmoid(np.array(z))):.3f}",
        "label": str(int(scene.labels[point])),
        "residual": f"{float(sigmoid(np.array(z))) - scene.labels[point]:.3f}" if not several else "–",
        "n": str(int(scene.is_train.sum())),
        "chance_loss": f"{np.log(config.classes):.3f}",
        "train_loss": f"{metrics['train_loss']:.4f}",
        "test_loss": f"{metrics.get('test_loss', metrics['train_loss']):.4f}",
        "train_accuracy": f"{metrics['train_accuracy']:.1%}".replace("%", r"\%"),
        "weight_norm": f"{metrics['weight_norm']:.3f}",
        "classes": str(config.classes),
        "parameters": str(len(parameters)),
        "distance": f"{metrics['distance']:.2g}" if "distance" in metrics else "–",
        "reference": _reference(config, scene, names, metrics),
    }


def _reference(config: LogisticRegression, scene: Scene, names: Sequence[str], metrics: Mapping[str, float]) -> str:
    if config.loss == "mse":
        return _("With the squared error the loss is not convex, so there is no such yardstick for this run.")
    if scene.beside is None or not len(scene.beside.newton):
        return _("Here there is no best solution: classes among the training points can be parted without a mistake, "
                 "so longer weights are always better.")  # fmt: skip
    if config.classes > 2:
        return _("Of the many that give the same probabilities it picks the one whose weights add up to zero over the "
                 "classes; the tab scikit-learn shows them.")  # fmt: skip
    solved = weighted_sum(scene.reference[:-1], names, scene.reference[-1])
    return _("Newton's solution here is $z = {sum}$. Gradient descent is {distance} away from it.").format(
        sum=solved, distance=f"{metrics['distance']:.2g}"
    )


def _growth(config: Growth, ground: Ground, recording: Recording, metrics: Mapping[str, float]) -> dict[str, str]:
    rows = recording.trace[-1].reshape(len(config.strengths), -1)
    ends = [np.nan if np.isnan(length) else length for length in ground.lengths]
    aims = ", ".join("∞" if np.isnan(end) else f"{end:.3f}" for end in ends)
    half = next((i for i, step in enumerate(recording.steps) if step * 10 >= recording.steps[-1]), 0)
    return {
        "step": f"{recording.steps[-1]:,}",
        "strengths": ", ".join(config.strengths),
        "norms": ", ".join(f"{np.linalg.norm(row[:2]):.3f}" for row in rows),
        "aims": aims,
        "first_norm": f"{metrics['first_norm']:.3f}",
        "earlier": f"{recording.steps[half]:,}",
        "earlier_norm": f"{recording.metrics['first_norm'][half]:.3f}",
        "train_loss": f"{metrics['train_loss']:.2g}",
        "last_norm": f"{metrics['last_norm']:.3f}",
    }


def weighted_sum(weights: Sequence[float] | np.ndarray, names: Sequence[str], bias: float) -> str:
    """Write w₁x₁ + w₂x₂ + b with its numbers, as LaTeX; of many terms only the first few."""
    terms = [
        rf"{weight:+.3f}\,\text{{{f'[{name}]' if ' ' in name or '，' in name else name}}}"
        for weight, name in zip(weights, names, strict=False)
    ]
    shown = [*terms[:MOST_TERMS], r"+ \dots"] if len(terms) > MOST_TERMS else terms
    return " ".join([*shown, f"{bias:+.3f}"]).removeprefix("+")
