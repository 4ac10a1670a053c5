"""The two series hold what their sources say."""

from __future__ import annotations

import numpy as np
import pytest

from dlcore.datasets.series import series


def test_sunspots_are_yearly_and_come_round_after_about_eleven_years() -> None:
    sun = series("sunspots")
    assert (sun.times[0], sun.times[-1], len(sun.values)) == (1700, 2008, 309)
    strength = np.abs(np.fft.rfft(sun.values - sun.values.mean()))
    assert round(len(sun.values) / int(strength.argmax())) == sun.season


def test_months_are_means_of_their_weeks_without_gaps() -> None:
    air = series("co2")
    assert np.allclose(np.diff(air.times), 1 / 12)
    first = np.array([317.3, 317.6, 317.5, 316.4])  # the weeks of April 1958 in the file
    assert air.values[1] == pytest.approx(first.mean())
    assert np.isfinite(air.values).all() and (air.values.min(), air.values.max()) > (310, 370)


def test_an_unknown_series_is_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        series("tides")
