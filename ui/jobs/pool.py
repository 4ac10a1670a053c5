"""The worker processes: opened all together, warmed before the first job, and closed."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from pathlib import Path
from types import ModuleType

from dlcore import worker
from ui.jobs.cores import cores

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Pool:
    """Where jobs run.

    Attributes
    ----------
    executor
        Takes the jobs.
    width
        How many it runs at once.
    device
        What they compute on: a GPU's name, or ``CPU``.
    close
        Drops what waits, and lets the workers go.
    """

    executor: Executor
    width: int
    device: str
    close: Callable[[], None]


def open_pool() -> Pool:
    """Start the workers, on this machine or where ``DLCORE_SCHEDULER`` says, and wait until all of them are warm.

    There are as many as there are cores, and a single one where a GPU computes.
    """
    address = os.environ.get("DLCORE_SCHEDULER")
    return _cluster(address) if address else _processes()


def _processes() -> Pool:
    context = _context()
    executor = _executor(context, 1)
    device = executor.submit(worker.device_name).result()
    width = cores() if device == "CPU" else 1
    if width > 1:
        executor.shutdown()
        executor = _executor(context, width)
    return Pool(executor, width, device, partial(executor.shutdown, wait=False, cancel_futures=True))


def _executor(context: BaseContext, width: int) -> ProcessPoolExecutor:
    executor = ProcessPoolExecutor(width, context, worker.begin, (context.Barrier(width),))
    answers = []
    for _ in range(width):  # each submission starts one process, since none is idle before all of them have begun
        with _without_main():
            answers.append(executor.submit(os.getpid))
    for answer in answers:
        answer.result()
    return executor


def _cluster(address: str) -> Pool:
    client = import_module("distributed").Client(address)  # an optional extra
    client.register_worker_callbacks(worker.begin)
    device = client.submit(worker.device_name, pure=False).result()
    return Pool(client.get_executor(pure=False), max(1, sum(client.nthreads().values())), device, client.close)


def _context() -> BaseContext:
    """Choose how processes start: forked from a small server that has imported torch once, where that is safe."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # inherited by the workers, and read when their libraries load
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["dlcore.fork_server"])
    with _importable(PROJECT):
        forkserver.ensure_running()
    return context


@contextlib.contextmanager
def _importable(folder: Path) -> Iterator[None]:
    """Let processes that start meanwhile import from `folder`: the fork server does not take over ``sys.path``."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(folder), before)))
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Keep a starting worker from importing ``__main__``, which under Streamlit is the app's script.

    The module is replaced, not changed: a script that runs in another thread still finds its own names.
    """
    main, stand_in = sys.modules["__main__"], ModuleType("__main__")
    sys.modules["__main__"] = stand_in
    try:
        yield
    finally:
        if sys.modules["__main__"] is stand_in:  # else a script run that began meanwhile has put its own there
            sys.modules["__main__"] = main
