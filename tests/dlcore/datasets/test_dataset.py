"""A Dataset standardises by its training points, and says exactly what is wrong with data that it refuses."""

import pickle

import numpy as np
import pytest
from sklearn.preprocessing import StandardScaler

from dlcore.datasets.dataset import Dataset, DatasetError

AXES = ("length (cm)", "mass (g)")


def parts(**changes):
    generator = np.random.default_rng(0)
    sound = {
        "points": generator.normal(size=(12, 2)) * (3.0, 500.0) + (5.0, 4000.0),
        "targets": np.arange(12) % 3,
        "is_train": np.arange(12) < 7,
        "classes": ("a", "b", "c"),
        "axes": AXES,
        "standardise": True,
    }
    return {**sound, **changes}


def with_value(value, row=11, column=1):
    points = parts()["points"]
    points[row, column] = value
    return points


def test_standardising_is_that_of_scikit_learn_on_the_training_points():
    data = Dataset(**parts())
    scaler = StandardScaler().fit(data.points[data.is_train])
    assert np.allclose(data.inputs, scaler.transform(data.points))


def test_points_that_are_not_standardised_stay_as_they_are():
    data = Dataset(**parts(standardise=False))
    assert np.array_equal(data.inputs, data.points)


@pytest.mark.parametrize(("classes", "outputs"), [((), 1), (("a", "b"), 1), (("a", "b", "c"), 3)])
def test_two_classes_need_one_logit(classes, outputs):
    targets = np.arange(12) % 2 if classes else np.linspace(-1, 1, 12)
    assert Dataset(**parts(targets=targets, classes=classes)).outputs == outputs


def test_window_holds_all_points_with_a_margin():
    data = Dataset(**parts())
    (low, high), spread = data.window.T, np.ptp(data.points, axis=0)
    assert np.allclose(data.points.min(0) - low, 0.08 * spread)
    assert np.allclose(high - data.points.max(0), 0.08 * spread)


def test_window_of_points_in_a_line_has_a_width():
    points = parts()["points"]
    points[:, 0] = 2.0
    assert np.array_equal(Dataset(**parts(points=points, standardise=False)).window[0], [1.0, 3.0])


def test_a_class_without_a_point_is_fine():
    assert Dataset(**parts(targets=np.zeros(12, dtype=np.int64))).outputs == 3


@pytest.mark.parametrize(
    ("changes", "reason", "subject", "message"),
    [
        ({"points": np.zeros((12, 3))}, "shape", "points", r"points must be \(12, 2\) float64, not \(12, 3\) float64"),
        ({"points": np.zeros((12, 2), int)}, "shape", "points", r"not \(12, 2\) int64"),
        ({"targets": np.arange(11)}, "shape", "targets", r"targets must be \(12,\) int64, not \(11,\) int64"),
        ({"targets": np.zeros(12)}, "shape", "targets", r"targets must be \(12,\) int64, not \(12,\) float64"),
        ({"classes": ()}, "shape", "targets", r"targets must be \(12,\) float64, not \(12,\) int64"),
        ({"is_train": np.ones(12)}, "shape", "is_train", r"is_train must be \(12,\) bool"),
        ({"points": with_value(np.nan)}, "not_finite", AXES[1], r"'mass \(g\)' must lie within ±1e\+09, not be nan"),
        ({"points": with_value(-np.inf, 0, 0)}, "not_finite", AXES[0], r"'length \(cm\)' must lie .* not be -inf"),
        ({"points": with_value(2e9)}, "not_finite", AXES[1], r"not be 2000000000\.0"),
        ({"targets": np.full(12, np.nan), "classes": ()}, "not_finite", "y", r"'y' must lie .* not be nan"),
        ({"targets": np.arange(12)}, "classes", "y", r"class 3 is not one of 0 … 2"),
        ({"targets": np.arange(12) % 3 - 1}, "classes", "y", r"class -1 is not one of 0 … 2"),
        ({"classes": ("a",), "targets": np.zeros(12, int)}, "classes", "y", "at least 2 classes, not 1"),
        ({"is_train": np.zeros(12, bool)}, "split", "is_train", "0 of 12 points are for training"),
        ({"is_train": np.ones(12, bool)}, "split", "is_train", "12 of 12 points are for training"),
    ],
)
def test_unsound_data_is_refused(changes, reason, subject, message):
    with pytest.raises(DatasetError, match=message) as caught:
        Dataset(**parts(**changes))
    assert (caught.value.reason, caught.value.subject) == (reason, subject)


@pytest.mark.parametrize("value", [0.0, 0.1, 1e-200, 123456.789])
@pytest.mark.parametrize("column", [0, 1])
def test_an_axis_on_which_training_points_are_equal_cannot_be_standardised(column, value):
    points = parts()["points"]
    points[:7, column] = value  # the test points still differ
    with pytest.raises(DatasetError, match=r"cannot standardise .*: all training points are equal") as caught:
        Dataset(**parts(points=points))
    assert (caught.value.reason, caught.value.subject) == ("constant", AXES[column])
    assert np.array_equal(Dataset(**parts(points=points, standardise=False)).inputs, points)


def test_one_training_point_cannot_be_standardised_by():
    with pytest.raises(DatasetError, match="cannot standardise 'length"):
        Dataset(**parts(is_train=np.arange(12) == 4))


def test_data_and_errors_travel_between_processes():
    data = Dataset(**parts())
    again = pickle.loads(pickle.dumps(data))
    assert np.array_equal(again.inputs, data.inputs) and again.axes == data.axes
    error = pickle.loads(pickle.dumps(DatasetError("split", "is_train", "nothing to test on")))
    assert (str(error), error.reason, error.subject) == ("nothing to test on", "split", "is_train")
