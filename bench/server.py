"""The web process: its memory, and a class of learners who press run together."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from bench.table import Row
from tests.browser.learner import Learner
from tests.browser.serving import HOUSE, answers, free_port
from ui.catalogue import CATALOGUE
from ui.jobs.cores import cores

PLAYGROUND = "neural_network"
CLASS = 20
EPOCHS = 2000  # of each in the class: a second or two of computing, so that taking turns is what is measured
MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    address: str
    process: subprocess.Popen[bytes]

    @property
    def megabytes(self) -> float:
        """Memory that the web process holds, without its workers."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) * 1024 / MEGABYTE


@contextmanager
def launched(script: Path, cache: Path, port: int | None = None) -> Iterator[Server]:
    """Run a Streamlit script from its own folder, wait until it answers, and stop it in the end."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", script.name, "--server.headless=true"]
    command += ["--server.address=127.0.0.1", f"--server.port={port}", "--browser.gatherUsageStats=false"]
    environment = {**os.environ, "DLCORE_CACHE": str(cache)}
    process = subprocess.Popen(
        command, cwd=script.parent, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        while not answers(address):
            if process.poll() is not None:
                raise RuntimeError(f"{script} does not start")
            time.sleep(0.01)
        yield Server(address, process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def rows() -> Iterator[Row]:
    """Measure one server of ours, visited without a browser."""
    with tempfile.TemporaryDirectory() as cache, launched(HOUSE / "app.py", Path(cache)) as server:
        asyncio.run(warm(server))
        yield Row("web process, every page visited", server.megabytes, "MB", "≤ 250")
        asyncio.run(idle(server, 5))  # the first sessions also pay for what all of them share
        before = server.megabytes
        yield Row("each further idle session", (asyncio.run(idle(server, CLASS)) - before) / CLASS, "MB", "≤ 2")
        yield from asyncio.run(together(server))


async def warm(server: Server) -> None:
    """Visit every page, and see the playground's default experiment run to its end."""
    for stem in ("", *(concept.stem for concept in CATALOGUE)):
        visitor = Learner(server.address, stem)
        await visitor.open()
        await visitor.follow()
        await visitor.close()
    await run_alone(server, "seed=100")


async def idle(server: Server, number: int) -> float:
    """Let that many sessions look at the playground without doing anything; return the memory in megabytes."""
    visitors = [Learner(server.address, PLAYGROUND) for _ in range(number)]
    for visitor in visitors:
        await visitor.open()
        await visitor.follow()
    held = server.megabytes
    await leave(visitors)
    return held


async def together(server: Server) -> Iterable[Row]:
    """Measure a class against its computing alone, which is shared by the cores."""
    lone = [await run_alone(server, f"epochs={EPOCHS}&seed={seed}") for seed in range(200, 203)]
    learners = [Learner(server.address, PLAYGROUND, f"epochs={EPOCHS}&seed={seed}") for seed in range(CLASS)]
    for learner in learners:
        await learner.open_untrained()
    began = time.perf_counter()
    ticks = await asyncio.gather(*map(run, learners))
    taken = time.perf_counter() - began
    await leave(learners)
    fair = CLASS * statistics.median(lone) / cores()
    return [
        Row(f"{CLASS} learners at once, all done", taken / fair, "times it", "≤ 1.3", f"{CLASS} × one alone / cores"),
        Row(f"{CLASS} learners at once, median tick", statistics.median(chain(*ticks)), "s", "≤ 0.3"),
    ]


async def run_alone(server: Server, query: str) -> float:
    """Run an experiment while nobody else is there; return the seconds of its computing."""
    learner = Learner(server.address, PLAYGROUND, query)
    await learner.open_untrained()
    await run(learner)
    await learner.close()
    return learner.computed


async def run(learner: Learner) -> list[float]:
    """Press run and watch until the end; return the seconds that each tick took."""
    await learner.press("run")
    return await learner.follow()


async def leave(learners: Iterable[Learner]) -> None:
    """Close the tabs."""
    for learner in learners:
        await learner.close()
