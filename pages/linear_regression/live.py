"""The numbers of one run that the prose speaks of."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from dlcore.experiments.linear_regression import facts
from dlcore.experiments.linear_regression.config import LinearRegression, SeveralFeatures
from dlcore.experiments.linear_regression.problem import Problem
from dlcore.experiments.linear_regression.replaying import NEW_X
from pages.linear_regression import panels
from ui.notices import quote
from ui.shown import Shown

ROUNDING = 1e-9  # an intercept below it is a rounding error
DERIVATIONS = {
    "": ("derivation_normal", "derivation_contraction"),
    "several": ("derivation_normal", "derivation_contraction", "derivation_lasso"),
}


def explained(config: LinearRegression | SeveralFeatures) -> tuple[str, ...]:
    """Name the sections that explain this run, in reading order."""
    if isinstance(config, SeveralFeatures):
        data = "several_own" if config.own else "several_patients"
        return ("several", data, "intervals", "fit", "penalties", "stability", "article")
    nine = ("nine",) if config.dataset == "four" and config.loss == "mse" else ()
    return ("line", f"loss_{config.loss}", "closed_form", "stability", "standardising", "batches", *nine, "article")


def live(
    config: LinearRegression | SeveralFeatures,
    scene: Problem,
    trial: facts.Trial,
    step: int,
    metrics: Mapping[str, float],
    parameters: Sequence[float],
) -> dict[str, str]:
    """Give every placeholder of the prose its value, for one frame of a run."""
    values = _common(config, scene, step, metrics) | _stability(config, scene, trial)
    if isinstance(config, SeveralFeatures):
        return values | _several(config, scene, metrics, parameters)
    return values | _line(config, scene, metrics) | _nine(config, scene, step)


def _common(
    config: LinearRegression | SeveralFeatures, scene: Problem, step: int, metrics: Mapping[str, float]
) -> dict[str, str]:
    return {
        "step": f"{step:,}",
        "epochs": f"{config.epochs:,}",
        "lr": f"{config.lr:g}",
        "n": str(int(scene.is_train.sum())),
        "train_loss": number(metrics["train_loss"]),
        "distance": number(metrics["distance"]) if "distance" in metrics else "–",
    }


def _stability(config: LinearRegression | SeveralFeatures, scene: Problem, trial: facts.Trial) -> dict[str, str]:
    shapes = facts.bowls(config, scene)
    flat, steep = shapes.seen.curvatures[[0, -1]]
    low, high = trial.rates
    return {
        "flat": number(flat),
        "steep": number(steep),
        "edge": number(shapes.seen.largest_rate, 4),
        "share": f"{config.lr / shapes.seen.largest_rate:.1%}".replace("%", r"\%"),
        "condition": count(shapes.seen.condition),
        "raw_condition": count(shapes.raw.condition),
        "standardised_condition": count(shapes.standardised.condition),
        "raw_edge": number(shapes.raw.largest_rate, 4),
        "standardised_edge": number(shapes.standardised.largest_rate, 4),
        "flat_factor": f"{1 - config.lr * flat:.6f}",
        "steep_factor": f"{1 - config.lr * steep:.6f}",
        "low_rate": number(low, 4),
        "high_rate": number(high, 4),
        "low_factor": f"{1 - low * trial.steepest:.4f}",
        "high_factor": f"{1 - high * trial.steepest:.4f}",
        "trial_steps": str(len(trial.excess[0]) - 1),
        "low_excess": number(trial.excess[0, -1]),
        "high_excess": number(trial.excess[1, -1]),
    }


def _line(config: LinearRegression, scene: Problem, metrics: Mapping[str, float]) -> dict[str, str]:
    lines = {name: scene.original(found) for name, found in facts.fits(scene, config.delta).items()}
    return {
        "line": equation(metrics["slope"], metrics["intercept"]),
        **{f"{name}_line": equation(*line) for name, line in lines.items()},
        "delta": f"{config.delta:g}",
        "trail_epochs": str(scene.trails.shape[1] - 1),
        "some": str(scene.trail_batches[1]),
    }


def _nine(config: LinearRegression, scene: Problem, step: int) -> dict[str, str]:
    """How far full-batch descent gets in `step` epochs, by formula; and how long it would take to get nearer."""
    shape, best = facts.bowls(config, scene).seen, facts.fits(scene, config.delta)["mse"]
    flat = abs(1 - config.lr * shape.curvatures[0])
    line = scene.original(shape.after(step, config.lr, scene.start, best)) if config.lr <= shape.largest_rate else None
    exact = scene.original(best)
    return {
        "new_x": f"{NEW_X:g}",
        "predicted": "–" if line is None else f"{line[0] * NEW_X + line[1]:.5f}",
        "exact": f"{exact[0] * NEW_X + exact[1]:.5f}",
        "left": number(flat**step),
        "tenfold": f"{math.ceil(math.log(0.1) / math.log(flat)):,}" if 0 < flat < 1 else "–",
    }


def _several(
    config: SeveralFeatures, scene: Problem, metrics: Mapping[str, float], parameters: Sequence[float]
) -> dict[str, str]:
    known, names = facts.estimates(scene), panels.measured(config)
    sure = np.flatnonzero((known.low[:-1] > 0) | (known.high[:-1] < 0))
    widest = int(np.argmax(known.error[:-1]))
    ridge, lasso = (panels.path(kind, Shown(scene)) for kind in ("ridge", "lasso"))
    return {
        "d": str(len(names)),
        "kept": str(int(np.count_nonzero(np.asarray(parameters[:-1])))),
        "freedom": str(known.freedom),
        "t": f"{known.t:.3f}",
        "spread": f"{known.spread:.1f}",
        "sure": str(len(sure)),
        "widest": quote(names[widest]) if config.own else names[widest],
        "target": quote(scene.target_name),
        "tested": str(int((~scene.is_train).sum())),
        "widest_low": f"{known.low[widest]:.1f}",
        "widest_high": f"{known.high[widest]:.1f}",
        "train_r2": f"{metrics['train_r2']:.3f}",
        "test_r2": f"{metrics['test_r2']:.3f}",
        "ridge_best": number(ridge.strengths[ridge.test_r2.argmax()]),
        "ridge_r2": f"{ridge.test_r2.max():.3f}",
        "lasso_best": number(lasso.strengths[lasso.test_r2.argmax()]),
        "lasso_r2": f"{lasso.test_r2.max():.3f}",
        "lasso_kept": str(int(np.count_nonzero(lasso.weights[lasso.test_r2.argmax()]))),
        "lasso_most": number(lasso.strengths[-1]),
    }


def equation(slope: float, intercept: float) -> str:
    """Write slope · x + intercept with its numbers, as LaTeX."""
    size = abs(intercept) if abs(intercept) > ROUNDING else 0.0
    return rf"{slope:.4g}\,x {'-' if intercept < -ROUNDING else '+'} {size:.4g}"


def number(value: float, digits: int = 3) -> str:
    """Write a number of any size with a few digits, as LaTeX."""
    if value == 0 or 1e-3 <= abs(value) < 1e5:
        return f"{value:.{digits}g}" if abs(value) < 1000 else f"{value:.0f}"
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}"


def count(value: float) -> str:
    """Write a condition number: whole where it is large, infinite where the bowl is level in some direction."""
    return r"\infty" if math.isinf(value) else number(value)
