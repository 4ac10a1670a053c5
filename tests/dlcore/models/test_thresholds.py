import numpy as np
import pytest
from sklearn import metrics
from sklearn.calibration import calibration_curve

from dlcore.models.thresholds import count, reliability, sweep


@pytest.fixture(params=["spread", "ties", "rare"])
def ranked(request):
    random = np.random.default_rng(3)
    labels = (random.random(400) < (0.05 if request.param == "rare" else 0.4)).astype(int)
    scores = 1 / (1 + np.exp(-(random.normal(size=400) + 1.5 * labels - 0.5)))
    return (np.round(scores, 1) if request.param == "ties" else scores), labels


def test_the_areas_are_scikit_learns(ranked):
    scores, labels = ranked
    found = sweep(scores, labels)
    assert found is not None
    assert found.roc_area == pytest.approx(metrics.roc_auc_score(labels, scores), abs=1e-12)
    assert found.average_precision == pytest.approx(metrics.average_precision_score(labels, scores), abs=1e-12)


def test_the_roc_curve_is_scikit_learns(ranked):
    scores, labels = ranked
    found = sweep(scores, labels)
    assert found is not None
    false_positive_rate, recall, thresholds = metrics.roc_curve(labels, scores, drop_intermediate=False)
    assert found.false_positive_rate == pytest.approx(false_positive_rate)
    assert found.recall == pytest.approx(recall)
    assert found.thresholds[1:] == pytest.approx(thresholds[1:])


@pytest.mark.parametrize("threshold", [0.2, 0.5, 0.8])
def test_counts_and_rates_are_scikit_learns(ranked, threshold):
    scores, labels = ranked
    called = scores >= threshold
    found = count(scores, labels, threshold)
    cells = [[found.true_negatives, found.false_positives], [found.false_negatives, found.true_positives]]
    assert cells == metrics.confusion_matrix(labels, called).tolist()
    assert found.accuracy == pytest.approx(metrics.accuracy_score(labels, called))
    assert found.precision == pytest.approx(metrics.precision_score(labels, called))
    assert found.recall == pytest.approx(metrics.recall_score(labels, called))
    assert found.f1 == pytest.approx(metrics.f1_score(labels, called))


def test_the_point_of_a_threshold_lies_on_both_curves(ranked):
    scores, labels = ranked
    found = sweep(scores, labels)
    assert found is not None
    for threshold in found.thresholds[1:]:
        counts = count(scores, labels, threshold)
        i = int(np.flatnonzero(found.thresholds == threshold)[0])
        on_curves = (found.false_positive_rate[i], found.recall[i], found.precision[i])
        assert (counts.false_positive_rate, counts.recall, counts.precision) == pytest.approx(on_curves)


def test_calibration_is_scikit_learns():
    random = np.random.default_rng(4)
    scores = random.random(500)
    labels = (random.random(500) < scores**2).astype(int)
    observed, predicted = calibration_curve(labels, scores, n_bins=10)
    found = reliability(scores, labels)
    assert found.predicted == pytest.approx(predicted)
    assert found.observed == pytest.approx(observed)
    assert found.points.sum() == len(labels)
    gaps = np.abs(found.predicted - found.observed) @ found.points / len(labels)
    assert found.error == pytest.approx(gaps)


def test_calibration_by_hand():
    found = reliability(np.array([0.11, 0.19, 0.95, 1.0]), np.array([0, 1, 1, 1]))
    assert found.predicted == pytest.approx([0.15, 0.975])
    assert found.observed == pytest.approx([0.5, 1.0])
    assert found.error == pytest.approx((2 * 0.35 + 2 * 0.025) / 4)


def test_one_class_cannot_be_ranked():
    assert sweep(np.array([0.1, 0.9]), np.array([1, 1])) is None


def test_a_rate_of_nothing_does_not_exist():
    assert np.isnan(count(np.array([0.1, 0.2]), np.array([0, 1]), 0.9).precision)
