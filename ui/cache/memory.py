"""Recordings in memory, bounded in bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict

from dlcore.config import Config
from ui.recording import Recording

MOST_BYTES = 64_000_000


class Memory:
    """Recordings by their config; when they are more than `most_bytes`, those go that were not used for longest.

    Everyone gets a copy, so what one learner does to a recording cannot be seen by another.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._recordings: OrderedDict[str, Recording] = OrderedDict()
        self._bytes = 0

    def load(self, config: Config) -> Recording | None:
        """Return the recording of this experiment, or None."""
        with self._lock:
            found = self._recordings.get(config.key)
            if found is None:
                return None
            self._recordings.move_to_end(config.key)
            return found.copy()

    def store(self, recording: Recording) -> None:
        """Keep a recording, in the place of an earlier one of the same experiment."""
        kept, key = recording.copy(), recording.config.key
        with self._lock:
            if key in self._recordings:
                self._bytes -= self._recordings.pop(key).nbytes
            self._recordings[key] = kept
            self._bytes += kept.nbytes
            while self._bytes > self._most_bytes:
                _, oldest = self._recordings.popitem(last=False)
                self._bytes -= oldest.nbytes
