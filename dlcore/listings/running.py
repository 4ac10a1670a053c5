"""Run one of the app's programs in a process of its own, with limits of time and output. Loads without torch."""

from __future__ import annotations

import contextlib
import json
import math
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Literal

from dlcore import export
from dlcore.config import Config
from dlcore.listings import listings

LONGEST = 120.0  # seconds: where many learners train at once, all takes ten times as long
MOST_OUTPUT = 50_000  # bytes; none of the programs prints a tenth of it
OUTPUT, CANCEL = "output.txt", "cancel"  # files in the folder that a run shares with whoever watches it
_GLANCE = 0.1  # seconds between two looks at the clock and for a wish to cancel

End = Literal["done", "error", "cancelled", "too_long", "too_much"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a run.

    Attributes
    ----------
    end
        ``done``, ``error`` (it stopped with an exception), ``cancelled``, ``too_long`` or ``too_much`` output.
    output
        What it printed, errors included.
    seconds
        How long it took, the import of torch included.
    printed
        The metrics in its last line; empty if there are none.
    measured
        What the app itself arrives at with the same settings, for the same metrics.
    """

    end: End
    output: str
    seconds: float
    printed: dict[str, float] = field(default_factory=dict)
    measured: dict[str, float] = field(default_factory=dict)

    @property
    def agrees(self) -> bool:
        """Whether there are metrics to compare, and all are the same but for rounding."""
        pairs = [(self.printed[name], value) for name, value in self.measured.items()]
        return bool(pairs) and all(math.isclose(*pair, rel_tol=1e-4, abs_tol=1e-12) for pair in pairs)


def run(code: str, folder: str, longest: float = LONGEST, most_output: int = MOST_OUTPUT) -> Outcome:
    """Run the listing of that code; raise ``KeyError`` for a code that there is not.

    What it prints is written to :data:`OUTPUT` in `folder` as it comes. The run ends early when a file :data:`CANCEL`
    turns up there. On another machine, where the folder does not exist, nobody can watch, and the limits still hold.
    """
    listing = listings()[code]
    with TemporaryDirectory() as own:
        script, shared = Path(own) / f"{code}.py", Path(folder if Path(folder).is_dir() else own)
        script.write_text(listing.program, encoding="utf-8")
        for file in export.files(listing.program):
            shutil.copy(file, own)
        with (shared / OUTPUT).open("wb") as output:
            end, seconds = _watch(script, output, shared / CANCEL, longest, most_output)
        text = tidied((shared / OUTPUT).read_bytes())
    printed = _metrics(text) if end == "done" else {}
    measured = _measured(listing.config) if printed else {}
    return Outcome(end, text, seconds, printed, {name: measured[name] for name in printed if name in measured})


def tidied(output: bytes) -> str:
    """Decode what a program printed, and shorten the paths in it: where a server keeps its files is nobody's business.

    A last character or path that has not arrived in full is left out.
    """
    text = output.decode("utf-8", errors="ignore").replace("\r\n", "\n")
    within = re.sub(r'File "[^"\n]*?site-packages[/\\]', 'File "', text)
    return re.sub(r'File "(?:[A-Za-z]:)?[/\\][^"\n]*[/\\](?=[^"\n]*")', 'File "', within)


def _watch(script: Path, output: IO[bytes], cancel: Path, longest: float, most_output: int) -> tuple[End, float]:
    """Let a script run until it ends by itself or must be ended."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-I", "-u", "-X", "utf8", script.name],
        cwd=script.parent,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    assert process.stdout is not None
    copying = threading.Thread(target=_copy, args=(process.stdout, output, most_output), daemon=True)
    copying.start()
    end: End | None = None
    while copying.is_alive() and end is None:
        copying.join(_GLANCE)
        if cancel.exists():
            end = "cancelled"
        elif time.monotonic() - began > longest:
            end = "too_long"
    if end is None and output.tell() >= most_output:
        end = "too_much"
    if end is not None:
        _kill(process)
    status = process.wait()
    copying.join()
    process.stdout.close()
    return end or ("error" if status else "done"), time.monotonic() - began


def _copy(source: IO[bytes], target: IO[bytes], most: int) -> None:
    left = most
    while left and (piece := os.read(source.fileno(), min(left, 4096))):
        target.write(piece)
        target.flush()
        left -= len(piece)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process, and what it may have started."""
    with contextlib.suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _metrics(text: str) -> dict[str, float]:
    """Read the JSON object in the last line, if there is one."""
    try:
        found = json.loads(text.rstrip().rpartition("\n")[2])
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: value for name, value in found.items() if isinstance(value, (int, float)) and math.isfinite(value)}


def _measured(config: Config) -> dict[str, float]:
    """Train with the app's own engine; return the metrics at the end."""
    experiment = import_module(type(config).__module__.rpartition(".")[0])
    metrics: dict[str, float] = {}
    for snapshot in experiment.run(config, None, probes=(), stop=lambda _epoch: False):
        metrics = snapshot.metrics or metrics
    return metrics
