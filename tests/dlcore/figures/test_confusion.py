"""The confusion matrix as a table: true classes downwards."""

import numpy as np
import pytest

from dlcore.figures import confusion
from tests.dlcore.figures.reading import figure, frame


@pytest.fixture(params=["two", "several"])
def kind(request):
    return request.param


def test_the_table_shows_the_counts(panels, snapshots):
    np.testing.assert_array_equal(frame(panels["confusion"], snapshots, 3).data[0].z, snapshots[3].probes["confusion"])


def test_true_classes_run_downwards_in_their_order():
    panel = confusion(["a", "b"], title="", description="", true="true", predicted="guess", most=9)
    assert figure(panel).layout.yaxis.autorange == "reversed"
    assert (figure(panel).layout.yaxis.title.text, figure(panel).layout.xaxis.title.text) == ("true", "guess")
    assert (figure(panel).data[0].zmin, figure(panel).data[0].zmax) == (0, 9)
