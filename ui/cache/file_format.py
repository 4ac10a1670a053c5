"""A finished recording as bytes: a digest, then an npz archive of plain arrays and a JSON header; nothing is pickled.

The checkpoints are left out, since a finished run does not go on; a branch of it trains its past again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import numpy as np

from dlcore.config import Config
from ui.recording import Recording

_DIGEST = hashlib.sha256().digest_size


class DamagedError(ValueError):
    """Bytes that :func:`dumps` did not write, or not for this experiment."""


def dumps(recording: Recording) -> bytes:
    """Write a finished recording; arrays that do not reach to its last frame are left out."""
    scene_arrays: dict[str, np.ndarray] = {}
    scene = _taken_apart(recording.scene, scene_arrays)
    header = {
        "key": recording.config.key,
        "scene": scene,
        "steps": recording.steps,
        "metrics": recording.metrics,
        "diverged": recording.diverged,
        "seconds": recording.seconds,
        "end": recording.end,
    }
    missing = recording.missing(recording.arrays)
    arrays = {
        "header": np.frombuffer(json.dumps(header).encode(), np.uint8),
        "trace": np.stack(recording.trace),
        **{f"scene/{name}": array for name, array in scene_arrays.items()},
        **{f"array/{name}": np.stack(rows) for name, rows in recording.arrays.items() if name not in missing},
    }
    archive = io.BytesIO()
    np.savez(archive, allow_pickle=False, **arrays)
    content = archive.getvalue()
    return hashlib.sha256(content).digest() + content


def loads(written: bytes, config: Config) -> Recording:
    """Read the recording of `config`; raise :class:`DamagedError` if these bytes are anything else."""
    digest, content = written[:_DIGEST], written[_DIGEST:]
    if hashlib.sha256(content).digest() != digest:
        raise DamagedError("the content does not match its digest")
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files}
    header = json.loads(arrays["header"].tobytes())
    if header["key"] != config.key:
        raise DamagedError("it holds another experiment")
    return Recording(
        config,
        scene=_put_together(header["scene"], _within("scene/", arrays)),
        steps=header["steps"],
        metrics=header["metrics"],
        arrays={name: list(rows) for name, rows in _within("array/", arrays).items()},
        trace=list(arrays["trace"]),
        finished=True,
        diverged=header["diverged"],
        seconds=header["seconds"],
        end=header["end"],
    )


def _within(prefix: str, arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}


def _taken_apart(value: Any, arrays: dict[str, np.ndarray]) -> Any:
    """Write a scene's part as JSON can hold it: a dataclass with its name, a tuple or mapping, or a plain value.

    An array is put into `arrays`, under a name of its own.
    """
    if isinstance(value, np.ndarray):
        arrays[name := str(len(arrays))] = value
        return {"array": name}
    if dataclasses.is_dataclass(value):
        fields = {each.name: getattr(value, each.name) for each in dataclasses.fields(value) if each.init}
        parts = {name: _taken_apart(part, arrays) for name, part in fields.items()}
        return {"module": type(value).__module__, "type": type(value).__qualname__, "fields": parts}
    if isinstance(value, (tuple, list)):
        return {"tuple": [_taken_apart(part, arrays) for part in value]}
    if isinstance(value, Mapping):
        return {"mapping": [[key, _taken_apart(part, arrays)] for key, part in value.items()]}
    return value


def _put_together(written: Any, arrays: Mapping[str, np.ndarray]) -> Any:
    """Make a scene's part again; lists have become tuples."""
    match written:
        case {"array": name}:
            return arrays[name]
        case {"module": module, "type": kind, "fields": fields}:
            parts = {name: _put_together(part, arrays) for name, part in fields.items()}
            return getattr(import_module(module), kind)(**parts)
        case {"tuple": parts}:
            return tuple(_put_together(part, arrays) for part in parts)
        case {"mapping": pairs}:
            return {key: _put_together(part, arrays) for key, part in pairs}
    return written
