"""The ledger: every frame once, and again only where the browser asks for it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.components.player.conftest import record
from tests.ui.components.player.unpacking import unpack
from ui.components.player.delivery import Delivery

PROBES = ("surface", "misses")


def send(delivery, recording, probes=PROBES, run="a", live=True, digest="d"):
    message = delivery.message(recording, probes, run=run, live=live, spec=f"spec {digest}", digest=digest)
    return unpack(message)


def test_the_first_message_holds_everything(recording):
    header, arrays = send(Delivery(), recording, probes=(*PROBES, "parameters"))
    assert (header["total"], header["spec"], header["live"]) == (5, "spec d", True)
    assert header["counts"] == dict.fromkeys(["step", "train_loss", "surface", "misses", "parameters"], 5)
    assert arrays["step"][1].tolist() == recording.steps
    for name in PROBES:
        np.testing.assert_array_equal(arrays[name][1], recording.arrays[name])
    np.testing.assert_allclose(arrays["parameters"][1], recording.trace, rtol=1e-6)


def test_fields_and_misses_travel_as_bytes(recording):
    header, _ = send(Delivery(), recording, probes=(*PROBES, "gradient_norms"))
    dtypes = {block["name"]: block["dtype"] for block in header["blocks"]}
    assert dtypes == {"step": "i4", "train_loss": "f4", "surface": "u1", "misses": "u1", "gradient_norms": "f4"}


@given(st.lists(st.integers(0, 20), min_size=1, max_size=8).map(sorted))
def test_frames_travel_once_and_in_order(lengths):
    recording, delivery, received = record(20), Delivery(), []
    for frames in lengths:
        _, arrays = send(delivery, recording.cut(frames))
        start, values = arrays.get("surface", (len(received), []))
        assert start == len(received)
        received += list(values)
    assert len(received) == lengths[-1]
    for one, original in zip(received, recording.arrays["surface"], strict=False):
        np.testing.assert_array_equal(one, original)


def test_nothing_new_is_a_message_without_arrays(recording):
    delivery = Delivery()
    send(delivery, recording)
    header, arrays = send(delivery, recording, live=False)
    assert arrays == {}
    assert "spec" not in header
    assert (header["live"], header["total"]) == (False, 5)


def test_another_spec_travels_without_frames(recording):
    delivery = Delivery()
    send(delivery, recording)
    header, arrays = send(delivery, recording, digest="e")
    assert (header["spec"], arrays) == ("spec e", {})


def test_another_run_begins_from_its_first_frame(recording):
    delivery = Delivery()
    send(delivery, recording)
    header, arrays = send(delivery, recording.cut(2), run="b")
    assert "spec" not in header
    assert arrays["surface"][0] == 0
    assert len(arrays["surface"][1]) == 2


def test_an_array_wanted_later_comes_whole_and_alone(recording):
    delivery = Delivery()
    send(delivery, recording)
    _, arrays = send(delivery, recording, probes=(*PROBES, "gradient_norms"))
    assert list(arrays) == ["gradient_norms"]
    assert len(arrays["gradient_norms"][1]) == 5


def test_an_array_that_is_still_being_computed_is_left_for_later(recording):
    delivery, late = Delivery(), recording.arrays.pop("misses")
    header, _ = send(delivery, recording)
    assert "misses" not in header["counts"]
    recording.arrays["misses"] = late[:3]
    assert len(send(delivery, recording)[1]["misses"][1]) == 3
    recording.arrays["misses"] = late
    start, values = send(delivery, recording)[1]["misses"]
    assert (start, len(values)) == (3, 2)


def test_what_the_browser_lacks_is_sent_again(recording):
    delivery = Delivery()
    send(delivery, recording)
    delivery.forget({"question": 4, "run": "a", "spec": True, "have": {"surface": 2, "step": 5, "train_loss": 0}})
    header, arrays = send(delivery, recording)
    assert (header["answered"], header["spec"]) == (4, "spec d")
    assert {name: (start, len(values)) for name, (start, values) in arrays.items()} == {
        "surface": (2, 3),
        "train_loss": (0, 5),
    }


def test_a_browser_cannot_claim_to_have_more_than_was_sent(recording):
    delivery = Delivery()
    send(delivery, recording.cut(2))
    delivery.forget({"question": 1, "run": "a", "spec": False, "have": {"surface": 99}})
    assert send(delivery, recording)[1]["surface"][0] == 2


@pytest.mark.parametrize(
    "need",
    [
        None,
        "all",
        {},
        {"question": 1, "run": "other", "spec": False, "have": {}},
        {"question": 1, "run": "a", "spec": False, "have": {"surface": -1}},
        {"question": 1, "run": "a", "spec": False, "have": {"surface": "2"}},
        {"question": "1", "run": "a", "spec": False, "have": {}},
    ],
)
def test_an_answer_to_nonsense_is_everything(need, recording):
    delivery = Delivery()
    send(delivery, recording)
    delivery.forget(need)
    header, arrays = send(delivery, recording)
    assert "spec" in header
    assert all(start == 0 and len(values) == 5 for start, values in arrays.values())


def test_the_default_view_is_small():
    """120 frames of a field without any regularity, the worst for compression, are still under 400 kB."""
    recording = record(120)
    recording.arrays["misses"] = [np.ones(300, np.float32)] * 120
    message = Delivery().message(recording, PROBES, run="a", live=False, spec="x" * 20_000, digest="d")
    assert len(message) < 400_000
