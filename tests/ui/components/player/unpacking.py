"""Messages taken apart by their description alone, as the browser does it."""

import json
import struct
import zlib

import numpy as np


def unpack(message):
    """Return the header and the arrays: ``{name: (start, values)}``."""
    data = zlib.decompress(message)
    (length,) = struct.unpack_from("<I", data)
    header = json.loads(data[4 : 4 + length])
    offset, arrays = 4 + length, {}
    for block in header["blocks"]:
        kind, size = {"u1": ("B", 1), "i4": ("i", 4), "f4": ("f", 4)}[block["dtype"]]
        count = int(np.prod(block["shape"]))
        values = struct.unpack_from(f"<{count}{kind}", data, offset)
        arrays[block["name"]] = block["start"], np.array(values).reshape(block["shape"])
        offset += count * size
    assert offset == len(data)
    return header, arrays
