"""What a classifier's scores are worth at every threshold. Loads without torch.

Scores are anything that grows with the probability of class 1; labels are 0 or 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Counts:
    """The four cells of a two-class confusion matrix, and the rates made of them.

    A rate whose denominator is zero does not exist: it is NaN.
    """

    true_positives: int
    false_positives: int
    false_negatives: int
    true_negatives: int

    @property
    def accuracy(self) -> float:
        """Share of points that are right."""
        right = self.true_positives + self.true_negatives
        return _ratio(right, right + self.false_positives + self.false_negatives)

    @property
    def precision(self) -> float:
        """Share of the points called class 1 that are."""
        return _ratio(self.true_positives, self.true_positives + self.false_positives)

    @property
    def recall(self) -> float:
        """Share of class 1 that is found (also: true positive rate, sensitivity)."""
        return _ratio(self.true_positives, self.true_positives + self.false_negatives)

    @property
    def false_positive_rate(self) -> float:
        """Share of class 0 that is called class 1."""
        return _ratio(self.false_positives, self.false_positives + self.true_negatives)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        twice = 2 * self.true_positives
        return _ratio(twice, twice + self.false_positives + self.false_negatives)


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def count(scores: np.ndarray, labels: np.ndarray, threshold: float) -> Counts:
    """Call every point with a score of at least `threshold` class 1, and count."""
    called, positive = scores >= threshold, labels == 1
    cells = (called & positive, called & ~positive, ~called & positive, ~called & ~positive)
    return Counts(*(int(cell.sum()) for cell in cells))


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """Every threshold that makes a difference, from "nothing is class 1" to "everything is".

    Attributes
    ----------
    thresholds
        (m,) falling, infinity first.
    false_positive_rate, recall, precision
        (m,) each; precision is 1 where nothing is called class 1.
    """

    thresholds: np.ndarray
    false_positive_rate: np.ndarray
    recall: np.ndarray
    precision: np.ndarray

    @property
    def roc_area(self) -> float:
        """Area under recall over the false positive rate; the share of (1, 0) pairs that are ranked rightly."""
        return float(np.trapezoid(self.recall, self.false_positive_rate))

    @property
    def average_precision(self) -> float:
        """Σ (rise in recall) · precision."""
        return float((np.diff(self.recall) * self.precision[1:]).sum())


def sweep(scores: np.ndarray, labels: np.ndarray) -> Sweep | None:
    """Measure every threshold; None unless both classes are there."""
    positive, total = int((labels == 1).sum()), len(labels)
    if not 0 < positive < total:
        return None
    order = np.argsort(-scores, kind="stable")
    ranked, hits = scores[order], (labels[order] == 1).cumsum()
    last = np.append(np.diff(ranked) != 0, True)  # equal scores are called together
    found, called = hits[last], (np.arange(total) + 1)[last]
    recall = np.append(0, found) / positive
    false_positive_rate = np.append(0, called - found) / (total - positive)
    precision = np.append(1.0, found / called)
    return Sweep(np.append(np.inf, ranked[last]), false_positive_rate, recall, precision)


@dataclass(frozen=True, slots=True, eq=False)
class Reliability:
    """Predicted probabilities against what came true, bin by bin; empty bins are left out.

    Attributes
    ----------
    predicted, observed
        (bins,) mean probability, and share of class 1.
    points
        (bins,) how many points.
    error
        Expected calibration error: the mean gap between the two, weighted by points.
    """

    predicted: np.ndarray
    observed: np.ndarray
    points: np.ndarray
    error: float


def reliability(probabilities: np.ndarray, labels: np.ndarray, bins: int = 10) -> Reliability:
    """Compare probabilities (n,) with labels (n,) in equal bins of [0, 1]."""
    index = np.minimum((probabilities * bins).astype(int), bins - 1)
    points = np.bincount(index, minlength=bins)
    some = points > 0
    predicted = np.bincount(index, probabilities, bins)[some] / points[some]
    observed = np.bincount(index, labels == 1, bins)[some] / points[some]
    error = float((points[some] * np.abs(predicted - observed)).sum() / points.sum())
    return Reliability(predicted, observed, points[some], error)
