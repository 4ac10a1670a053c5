"""The confusion matrix as a table: true classes downwards."""

import numpy as np
import pytest

from dlcore.figures import confusion, frame


def test_the_table_shows_the_counts(panels, snapshots, dataset):
    if not dataset.classes:
        pytest.raises(KeyError, panels.__getitem__, "confusion")
        return
    np.testing.assert_array_equal(frame(panels["confusion"], snapshots, 3).data[0].z, snapshots[3].probes["confusion"])


def test_true_classes_run_downwards_in_their_order():
    figure = confusion(["a", "b"], title="", description="", true="true", predicted="guess", most=9).figure
    assert figure.layout.yaxis.autorange == "reversed"
    assert (figure.layout.yaxis.title.text, figure.layout.xaxis.title.text) == ("true", "guess")
    assert (figure.data[0].zmin, figure.data[0].zmax) == (0, 9)
