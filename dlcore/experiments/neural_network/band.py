"""A band over seeds: what is measured of many networks that differ only in their seed.

A network whose loss explodes is lost: its values are NaN from there, and the others train on as if it were not there.
The run has diverged only when all are lost. Metrics are medians over the networks that are left.

A band's record is not parameters (64 networks would fill the memory) but the measurements, of which its probes are
parts: ``train_losses``, ``test_losses`` and, empty for regression, ``train_accuracies``, ``test_accuracies``, one value
a network each. They travel under the name that all records have, ``parameters``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from dlcore.snapshot import Checkpoint, Snapshot

from .config import SeedBand
from .course import Develop, Frame, scene
from .replaying import Replay

PROBES = {
    "train_losses": "train_loss",
    "test_losses": "test_loss",
    "train_accuracies": "train_accuracy",
    "test_accuracies": "test_accuracy",
}


def develop(config: SeedBand, wanted: Sequence[str]) -> Develop:
    """Prepare to make snapshots: the metrics are medians and ``networks``, how many of them are left."""
    film = Replay(config, scene(config))

    def snapshots(frames: Sequence[Frame], checkpoints: Mapping[int, Checkpoint], diverged: bool) -> Iterator[Snapshot]:
        for frame in frames:
            lost = frame.lost.numpy()
            measured = film.metrics(frame.theta)
            every = {probe: measured[name] for probe, name in PROBES.items() if name in measured}
            for values in every.values():
                values[lost] = np.nan
            row = np.concatenate(list(every.values()))
            medians = {PROBES[probe]: float(np.median(values[~lost])) for probe, values in every.items()}
            arrays = {name: array[0] for name, array in replay(config, row[None], wanted).items()}
            yield Snapshot(
                step=frame.epoch,
                metrics={**medians, "networks": float((~lost).sum())},
                probes={"parameters": row, **arrays},
                checkpoint=checkpoints.get(frame.epoch),
                diverged=diverged,
            )

    return snapshots


def replay(config: SeedBand, record: np.ndarray, wanted: Sequence[str]) -> dict[str, np.ndarray]:
    """Take probes (frames, networks) float32 out of a record (frames, probes × networks)."""
    unknown = set(wanted) - set(PROBES)
    if unknown:
        raise ValueError(f"unknown probes {sorted(unknown)}; known: {sorted(PROBES)}")
    parts = {name: record[:, i * config.seeds : (i + 1) * config.seeds] for i, name in enumerate(PROBES)}
    return {name: parts[name].astype(np.float32) for name in wanted}
