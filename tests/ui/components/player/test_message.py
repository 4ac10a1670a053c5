"""Packing, undone by an independent reading of the form."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from tests.ui.components.player.unpacking import unpack
from ui.components.player.message import Block, pack

VALUES = st.sampled_from([np.uint8, np.int32, np.float32]).flatmap(
    lambda dtype: arrays(dtype, array_shapes(max_dims=3, max_side=5))
)


@given(st.lists(VALUES, max_size=4), st.text(max_size=20), st.integers(0, 1000))
def test_what_is_packed_comes_out_again(values, text, start):
    blocks = [Block(f"name {i}", start + i, each) for i, each in enumerate(values)]
    header, found = unpack(pack({"text": text}, blocks))
    assert header["text"] == text
    assert list(found) == [block.name for block in blocks]
    for block in blocks:
        at, array = found[block.name]
        assert at == block.start
        np.testing.assert_array_equal(array.astype(block.values.dtype), block.values)


def test_arrays_of_other_byte_order_and_layout_travel_as_well():
    values = np.arange(6, dtype=">f4").reshape(2, 3).T
    _, found = unpack(pack({}, [Block("a", 0, values)]))
    np.testing.assert_array_equal(found["a"][1], values)
