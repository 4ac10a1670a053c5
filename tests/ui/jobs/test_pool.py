"""What the worker processes are, seen from inside."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from types import ModuleType

import pytest

from tests.ui.jobs.workplace import TOO_LONG, Workplace, wait_until
from ui import jobs

PROJECT = Path(__file__).parents[3]


def in_a_web_process(program: str) -> subprocess.Popen[str]:
    """Start another Python in the project's folder."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )


def exists(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_workers_give_way_and_use_one_thread(workplace: Workplace) -> None:
    workplace.open()
    ask = workplace.scheduler.submit
    assert ask(os.nice, 0).result(TOO_LONG) >= 10
    assert ask(eval, "__import__('torch').get_num_threads()").result(TOO_LONG) == 1
    assert workplace.scheduler.device


def test_workers_do_not_import_the_script_that_the_server_runs(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script, trace = tmp_path / "app.py", tmp_path / "it-ran"
    script.write_text(f"open({str(trace)!r}, 'w')")
    main = ModuleType("__main__")
    main.__file__ = str(script)
    monkeypatch.setitem(sys.modules, "__main__", main)
    workplace.open()
    workplace.scheduler.submit(int).result(TOO_LONG)
    assert not trace.exists()
    assert sys.modules["__main__"] is main
    assert main.__file__ == str(script)


def test_the_web_process_never_imports_torch() -> None:
    process = in_a_web_process("""
        import json, sys, time
        from dlcore.experiments.neural_network import Config
        from ui import cache, jobs
        finished = []
        one = jobs.new_run(Config(epochs=3), on_finish=finished.append)
        one.start()
        while not finished and one.state != "failed":
            one.tick()
            time.sleep(0.01)
        print(json.dumps([one.state, "torch" in sys.modules]))
        jobs.stop()
    """)
    answer, _ = process.communicate(timeout=TOO_LONG)
    assert json.loads(answer) == ["done", False]


def test_workers_end_when_the_server_is_killed() -> None:
    process = in_a_web_process("""
        import os, time
        from ui import jobs
        print(jobs.ask(os.getpid).result(), flush=True)
        time.sleep(3600)
    """)
    assert process.stdout is not None
    worker = int(process.stdout.readline())
    assert exists(worker)
    process.send_signal(signal.SIGKILL)
    process.wait(TOO_LONG)
    wait_until(lambda: not exists(worker))
    process.stdout.close()


def test_one_pool_serves_the_process_and_says_when_it_is_ready() -> None:
    jobs.stop()  # an earlier test of a page may have started one
    assert not jobs.ready()
    assert jobs.device_name() is None
    assert jobs.start() is jobs.start()
    wait_until(jobs.ready)
    assert jobs.device_name()
    jobs.stop()
    assert not jobs.ready()
