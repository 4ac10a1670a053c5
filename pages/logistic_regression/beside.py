"""Our run beside scikit-learn's fit of the same points, weight by weight."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import streamlit as st

from dlcore.experiments.logistic_regression.config import LogisticRegression
from dlcore.experiments.logistic_regression.material import Beside, Scene, centred
from pages.logistic_regression.panels import inputs
from pages.logistic_regression.words import class_names
from ui.language import _
from ui.lesson import fill
from ui.recording import Recording

CLOSE = 1e-3  # a difference up to which two solutions count as the same


def beside(text: Mapping[str, str], recording: Recording) -> None:
    """Show both, and say in words why they agree or why they cannot."""
    config, scene = recording.config, recording.scene
    if not recording.steps or not isinstance(scene, Scene) or not isinstance(config, LogisticRegression):
        st.caption(_("The comparison is drawn as soon as the run is there."))
        return
    if scene.beside is None:
        st.markdown(text["beside_mse" if config.loss == "mse" else "beside_one_class"])
        return
    run = parameters(config, recording.trace[-1])
    values = numbers(config, scene, scene.beside, run, recording.steps[-1])
    reading, table = st.columns([1, 1], gap="large")
    with reading:
        st.markdown(fill(text["beside"], values))
        st.markdown(fill(text[verdict(config, scene.beside, run)], values))
    with table:
        st.table(_coefficients(config, scene, scene.beside, run))


def parameters(config: LogisticRegression, row: np.ndarray) -> np.ndarray:
    """Lay out a recorded row as (logits, features + 1), biases last, summing to zero over several classes."""
    features, logits = config.sizes
    weights = row[: features * logits].reshape(logits, features)
    return centred(np.column_stack([weights, row[features * logits :]]))


def verdict(config: LogisticRegression, others: Beside, run: np.ndarray) -> str:
    """Name the section that says how the run compares."""
    if not len(others.newton):
        return "beside_parted"
    if np.abs(run - others.scikit_learn).max() <= CLOSE:
        return "beside_agree"
    return "beside_decoupled" if config.optimizer == "adamw" and config.weight_decay else "beside_not_yet"


def numbers(config: LogisticRegression, scene: Scene, others: Beside, run: np.ndarray, step: int) -> dict[str, str]:
    """Word both fits for the prose."""
    n = int(scene.is_train.sum())
    strength = f"{1 / (config.weight_decay * n):.6g}" if config.weight_decay else "np.inf"
    gap = np.abs(others.newton - others.scikit_learn).max() if len(others.newton) else np.nan
    return {
        "version": others.version,
        "call": f"LogisticRegression(C={strength}, tol={others.tolerance:g})",
        "strength": strength.replace("np.inf", "∞"),
        "n": str(n),
        "iterations": f"{others.iterations:,}",
        "step": f"{step:,}",
        "largest": f"{np.abs(run - others.scikit_learn).max():.2g}",
        "newton_gap": f"{gap:.1g}",
        "close": f"{CLOSE:g}",
        "length": f"{others.length:.4g}",
        "loose_length": f"{others.loose_length:.4g}",
        "tolerance": f"{others.tolerance:g}",
        "loose_tolerance": f"{others.loose_tolerance:g}",
        "run_length": f"{np.linalg.norm(run[:, :-1]):.4g}",
    }


def _coefficients(config: LogisticRegression, scene: Scene, others: Beside, run: np.ndarray) -> dict[str, list[str]]:
    names = [*inputs(config), _("bias")]
    rows = [f"{name}, {each}" for name in class_names(scene.classes) for each in names] if len(run) > 1 else names
    table = {_("Weight"): rows, _("This run"): _written(run), "scikit-learn": _written(others.scikit_learn)}
    if len(others.newton):
        table[_("Difference")] = [f"{gap:+.1e}" for gap in (run - others.scikit_learn).ravel()]
        table[_("Newton")] = _written(others.newton)
    return table


def _written(values: np.ndarray) -> list[str]:
    return [f"{value:.5f}" for value in values.ravel()]
