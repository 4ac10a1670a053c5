"""The form in which frames travel to the browser.

A message is compressed by zlib. Inside: a length (uint32, little-endian), that many bytes of JSON, and the arrays back
to back. The JSON's ``blocks`` tell what the arrays are: ``name``, ``dtype``, ``shape`` (frames first) and ``start``,
the number of the first frame.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

_LEVEL = 1  # fields are smooth: the quickest level already makes them several times smaller


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive frames of one array: `values` is (frames, …), its first row is frame number `start`."""

    name: str
    start: int
    values: np.ndarray


def pack(header: Mapping[str, Any], blocks: Sequence[Block]) -> bytes:
    """Return one message that makes sense alone."""
    arrays = [np.ascontiguousarray(block.values, dtype=block.values.dtype.newbyteorder("<")) for block in blocks]
    described = [
        {"name": block.name, "start": block.start, "dtype": array.dtype.str[1:], "shape": array.shape}
        for block, array in zip(blocks, arrays, strict=True)
    ]
    text = json.dumps({**header, "blocks": described}, ensure_ascii=False, separators=(",", ":")).encode()
    return zlib.compress(b"".join([struct.pack("<I", len(text)), text, *(array.tobytes() for array in arrays)]), _LEVEL)
