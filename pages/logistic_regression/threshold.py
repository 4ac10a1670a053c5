"""Move the threshold and not the weights: what the last scores of a run are worth, without training."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from dlcore import figures
from dlcore.experiments.logistic_regression.config import LogisticRegression
from dlcore.experiments.logistic_regression.material import Scene
from dlcore.figures import Panel, StillLine, palette
from dlcore.models import thresholds
from dlcore.models.newton import sigmoid
from pages.logistic_regression.view import viewed
from pages.logistic_regression.words import class_names
from ui.components.chart import chart
from ui.language import _
from ui.lesson import fill
from ui.recording import Recording
from ui.settings import Settings


def threshold(text: Mapping[str, str], recording: Recording, settings: Settings[Any]) -> None:
    """Show what a threshold does with the scores of the recording's last frame."""
    config, scene = recording.config, recording.scene
    if not recording.steps or not isinstance(scene, Scene) or not isinstance(config, LogisticRegression):
        st.caption(_("The curves are drawn as soon as the run is there."))
    elif config.classes > 2:
        st.markdown(text["threshold_several"])
    else:
        chances = sigmoid(scene.logits(recording.trace[-1]))[scene.judged]
        st.markdown(text["threshold"])
        classes = class_names(scene.classes)
        label = _("Threshold: call it {name} from this probability on").format(name=classes[1])
        _desk(text, chances, scene.labels[scene.judged], classes, viewed(settings, "threshold", label))


def _desk(
    text: Mapping[str, str], chances: np.ndarray, labels: np.ndarray, classes: tuple[str, ...], now: float
) -> None:
    counts, swept = thresholds.count(chances, labels, now), thresholds.sweep(chances, labels)
    st.markdown(fill(text["threshold_now"], numbers(counts, now, len(labels))))
    left, middle, right = st.columns(3)
    with left:
        chart(_matrix(counts, classes), key="threshold matrix")
        chart(_spread(chances, labels, classes, now), key="threshold spread")
    if swept is None:
        with middle:
            st.caption(_("These points hold one class only, so there is nothing to rank."))
        return
    with middle:
        chart(_roc(swept, counts), key="threshold roc")
        st.caption(_("Area under the ROC curve: {area:.4f}").format(area=swept.roc_area))
        chart(_precision_recall(swept, counts, float((labels == 1).mean())), key="threshold precision")
        st.caption(_("Average precision: {area:.4f}").format(area=swept.average_precision))
    with right:
        found = thresholds.reliability(chances, labels)
        chart(_calibration(found), key="threshold calibration")
        st.caption(_("Expected calibration error: {error:.3f}").format(error=found.error))
        st.markdown(text["calibration"])


def numbers(counts: thresholds.Counts, now: float, points: int) -> dict[str, str]:
    """Word the rates for the prose; a rate that does not exist is a dash."""
    rates = {
        "accuracy": counts.accuracy,
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "fpr": counts.false_positive_rate,
    }
    said = {name: "–" if np.isnan(rate) else f"{rate:.3f}" for name, rate in rates.items()}
    cells = {
        "tp": counts.true_positives,
        "fp": counts.false_positives,
        "fn": counts.false_negatives,
        "tn": counts.true_negatives,
    }
    return said | {name: str(cell) for name, cell in cells.items()} | {"now": f"{now:.2f}", "points": str(points)}


def _matrix(counts: thresholds.Counts, classes: tuple[str, ...]) -> Panel:
    table = [
        [counts.true_negatives, counts.false_positives],
        [counts.false_negatives, counts.true_positives],
    ]
    said = _("Confusion matrix: {table}").format(table=table)
    return figures.counted(table, classes, title=_("Confusion matrix"), description=said, true=_("true"),
                           predicted=_("predicted"))  # fmt: skip


def _spread(chances: np.ndarray, labels: np.ndarray, classes: tuple[str, ...], now: float) -> Panel:
    edges = np.linspace(0, 1, 21)
    middles, lines = (edges[:-1] + edges[1:]) / 2, []
    for index, name in enumerate(classes):
        found = np.histogram(chances[labels == index], edges)[0]
        lines.append(StillLine(name, middles, found, palette.CLASS_COLOURS[index], palette.LINE_DASHES[index]))
    most = max(float(line.y[int(np.argmax(line.y))]) for line in lines)
    lines.append(StillLine(_("threshold"), [now, now], [0, most], palette.QUIET, "dot"))
    said = _("How many points of each class got which probability; the threshold is at {now}.").format(now=f"{now:.2f}")
    return figures.still_lines("spread", lines, title=_("Probabilities"), description=said,
                               x=_("probability of {name}").format(name=classes[1]), y=_("points"),
                               x_range=(0, 1), height=260)  # fmt: skip


def _roc(swept: thresholds.Sweep, counts: thresholds.Counts) -> Panel:
    x, y = counts.false_positive_rate, counts.recall
    lines = [
        StillLine(_("chance"), [0, 1], [0, 1], palette.QUIET, "dot"),
        StillLine(_("every threshold"), swept.false_positive_rate, swept.recall),
        StillLine(_("this threshold"), [x], [y], palette.ORANGE, marks="diamond", size=13),
    ]
    said = _("ROC curve, area {area}. At this threshold: false positive rate {x}, recall {y}.").format(
        area=f"{swept.roc_area:.4f}", x=f"{x:.3f}", y=f"{y:.3f}"
    )
    return figures.still_lines("roc", lines, title=_("ROC curve"), description=said, x=_("false positive rate"),
                               y=_("recall"), x_range=(-0.02, 1.02), y_range=(-0.02, 1.05))  # fmt: skip


def _precision_recall(swept: thresholds.Sweep, counts: thresholds.Counts, share: float) -> Panel:
    x, y = counts.recall, counts.precision
    lines = [
        StillLine(_("chance"), [0, 1], [share, share], palette.QUIET, "dot"),
        StillLine(_("every threshold"), swept.recall, swept.precision),
    ]
    if not np.isnan(y):
        lines.append(StillLine(_("this threshold"), [x], [y], palette.ORANGE, marks="diamond", size=13))
    said = _("Precision over recall. At this threshold: recall {x}, precision {y}.").format(x=f"{x:.3f}", y=f"{y:.3f}")
    return figures.still_lines("precision", lines, title=_("Precision and recall"), description=said, x=_("recall"),
                               y=_("precision"), x_range=(-0.02, 1.02), y_range=(-0.02, 1.05))  # fmt: skip


def _calibration(found: thresholds.Reliability) -> Panel:
    lines = [
        StillLine(_("calibrated"), [0, 1], [0, 1], palette.QUIET, "dot"),
        StillLine(_("this run"), found.predicted, found.observed, marks="circle"),
    ]
    said = _("Share of class 1 over predicted probability, in bins; mean gap {error}.").format(
        error=f"{found.error:.3f}"
    )
    return figures.still_lines("calibration", lines, title=_("Calibration"), description=said,
                               x=_("predicted probability"), y=_("share of class 1"), x_range=(-0.02, 1.02),
                               y_range=(-0.02, 1.05))  # fmt: skip
