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
    scene, scene_arrays = _taken_apart(recording.scene)
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


def _taken_apart(scene: Any) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Separate a dataclass into its name with its plain fields, and its arrays."""
    fields = {each.name: getattr(scene, each.name) for each in dataclasses.fields(scene) if each.init}
    arrays = {name: value for name, value in fields.items() if isinstance(value, np.ndarray)}
    plain = {name: value for name, value in fields.items() if name not in arrays}
    return {"module": type(scene).__module__, "type": type(scene).__qualname__, "fields": plain}, arrays


def _put_together(scene: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> Any:
    """Make the dataclass again; JSON's lists are its tuples."""
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in scene["fields"].items()}
    return getattr(import_module(scene["module"]), scene["type"])(**plain, **arrays)
