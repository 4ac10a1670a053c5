"""What one browser has been sent of one run, so that every frame travels once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from ui.components.player.message import Block, pack
from ui.recording import PARAMETERS

_AS_BYTES = frozenset({"misses"})  # zeros and ones, which the recording holds as float32


class Recorded(Protocol):
    """What the player needs of a recording: one entry a frame in every list."""

    steps: list[int]
    metrics: dict[str, list[float]]
    arrays: dict[str, list[np.ndarray]]
    trace: list[np.ndarray]


@dataclass(slots=True)
class Delivery:
    """A ledger: which run, which spec, and how many frames of each array are in the browser, as far as is known.

    `answered` is the number of the browser's last question that the messages take into account.
    """

    run: str = ""
    spec: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    answered: int = 0

    def message(
        self, recording: Recorded, probes: Iterable[str], *, run: str, live: bool, spec: str, digest: str
    ) -> bytes:
        """Return what the browser lacks, and take note of it.

        Parameters
        ----------
        recording
            The run's frames so far. It may grow meanwhile.
        probes
            The arrays that the open panels need. Those that the recording does not hold are left for later.
        run
            The recording's name.
        live
            Whether more frames are to come.
        spec, digest
            From :func:`ui.components.player.spec.build`.
        """
        if run != self.run:
            self.run, self.counts = run, {}
        total = len(recording.steps)
        blocks = [
            block for name in ["step", *recording.metrics, *probes] if (block := self._next(recording, name, total))
        ]
        header = {
            "run": run,
            "live": live,
            "total": total,
            "digest": digest,
            "counts": self.counts,
            "answered": self.answered,
        }
        if digest == self.spec:
            return pack(header, blocks)
        self.spec = digest
        return pack({**header, "spec": spec}, blocks)

    def forget(self, need: Any) -> None:
        """Take note of what the browser says it lacks, and answer with the next message.

        Parameters
        ----------
        need
            ``{"question": its number, "run": …, "spec": whether it is wanted, "have": {name: frames}}``. It comes from
            outside, so anything that is not of this form means that everything is sent again.
        """
        match need:
            case {"question": int(question), "run": self.run, "spec": bool(wanted), "have": dict(have)} if _are_counts(
                have
            ):
                self.answered = question
                self.counts |= {name: min(have[name], count) for name, count in self.counts.items() if name in have}
                self.spec = "" if wanted else self.spec
            case _:
                self.run, self.spec, self.counts = "", "", {}

    def _next(self, recording: Recorded, name: str, total: int) -> Block | None:
        series = _series(recording, name)
        end = min(len(series), total)
        start = min(self.counts.get(name, 0), end)
        if start == end:
            return None
        self.counts[name] = end
        return Block(name, start, _stack(name, series[start:end]))


def _series(recording: Recorded, name: str) -> Sequence[Any]:
    if name == "step":
        return recording.steps
    if name == PARAMETERS:
        return recording.trace
    return recording.metrics[name] if name in recording.metrics else recording.arrays.get(name, [])


def _stack(name: str, rows: Sequence[Any]) -> np.ndarray:
    array = np.asarray(rows)
    if name == "step":
        return array.astype(np.int32)
    return array.astype(np.uint8 if name in _AS_BYTES or array.dtype == np.uint8 else np.float32, copy=False)


def _are_counts(have: Mapping[Any, Any]) -> bool:
    return all(isinstance(name, str) and isinstance(count, int) and count >= 0 for name, count in have.items())
