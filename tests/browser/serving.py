"""The app on a port of its own, as a learner would start it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOUSE = Path(__file__).parent.parent.parent
PATIENCE = 60  # seconds that a server may take to start


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address: str) -> bool:
    try:
        return urllib.request.urlopen(f"{address}/_stcore/health", timeout=5).status == 200
    except OSError:  # refused, reset or too slow: not up yet
        return False


@contextmanager
def serving(folder: Path, base: str = "", cache: Path | None = None) -> Iterator[str]:
    """Start the app as a learner would, below the path `base`; yield its address.

    It keeps finished experiments in `cache`; left out, in an empty folder within `folder`.
    """
    port, log = free_port(), folder / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", str(HOUSE / "app.py"), "--server.headless=true"]
    command += ["--server.address=127.0.0.1", f"--server.port={port}", f"--server.baseUrlPath={base}"]
    environment = {**os.environ, "DLCORE_CACHE": str(cache or folder / "cache")}
    with log.open("w") as output:
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=output, start_new_session=True)
    address, deadline = f"http://127.0.0.1:{port}{base}", time.monotonic() + PATIENCE
    try:
        while not answers(address):
            assert server.poll() is None and time.monotonic() < deadline, f"no server: {log.read_text()}"
            time.sleep(0.1)
        yield address
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)
