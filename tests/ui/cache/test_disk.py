"""Files hold exactly what was written, or count as absent."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from tests.fake_experiment import Config
from tests.ui.cache.finished import content, finished
from ui.cache.disk import Disk, code_digest


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_a_new_server_finds_what_an_old_one_wrote(tmp_path: Path) -> None:
    recording = finished()
    Disk(tmp_path / "not" / "yet" / "there", "code").store(recording)
    found = Disk(tmp_path / "not" / "yet" / "there", "code").load(Config())
    assert found is not None
    assert content(found) == content(recording)


def test_arrays_with_gaps_are_left_out(tmp_path: Path) -> None:
    recording = finished()
    recording.arrays["double"].pop()
    Disk(tmp_path, "code").store(recording)
    found = Disk(tmp_path, "code").load(Config())
    assert found is not None
    assert found.missing(["surface", "double"]) == ("double",)


def test_other_settings_and_other_code_are_a_miss(tmp_path: Path) -> None:
    Disk(tmp_path, "code").store(finished())
    assert Disk(tmp_path, "code").load(Config(seed=1)) is None
    assert Disk(tmp_path, "other code").load(Config()) is None
    assert Disk(tmp_path, "code").load(Config()) is not None


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip_a_bit(path: Path) -> None:
    written = bytearray(path.read_bytes())
    written[len(written) // 2] ^= 1
    path.write_bytes(written)


def write_a_foreign_archive(path: Path) -> None:
    with path.open("wb") as file:
        np.savez(file, header=np.zeros(3))


def write_another_experiment(path: Path) -> None:
    Disk(path.parent, "code").store(finished(seed=1))
    (other,) = (each for each in path.parent.iterdir() if each != path)
    other.replace(path)


@pytest.mark.parametrize("damage", [truncate, empty, flip_a_bit, write_a_foreign_archive, write_another_experiment])
def test_a_damaged_file_is_a_miss_and_goes(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    disk = Disk(tmp_path, "code")
    disk.store(finished())
    damage(only_file(tmp_path))
    assert disk.load(Config()) is None
    assert list(tmp_path.iterdir()) == []
    disk.store(finished())
    assert disk.load(Config()) is not None


@pytest.mark.parametrize("bound", ["files", "bytes"])
def test_the_oldest_files_go(tmp_path: Path, bound: str) -> None:
    Disk(tmp_path, "code").store(finished())
    size = only_file(tmp_path).stat().st_size
    disk = Disk(tmp_path, "code", **({"most_files": 2} if bound == "files" else {"most_bytes": int(2.5 * size)}))
    for seed in (2, 1, 0):
        disk.store(finished(seed))
        for path in tmp_path.iterdir():  # as if an hour had passed
            os.utime(path, ns=(0, path.stat().st_mtime_ns - 3600 * 10**9))
    assert [disk.load(Config(seed=seed)) is not None for seed in (0, 1, 2)] == [True, True, False]
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_cannot_be_written_to_is_said_and_does_no_harm(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    disk = Disk(tmp_path / "file", "code")
    disk.store(finished())
    assert "not kept on disk" in caplog.text
    assert disk.load(Config()) is None


def write_and_read(folder: Path) -> int:
    """Write and read again and again; count how often something else was read than all are writing."""
    disk, recording = Disk(folder, "code"), finished()
    recording.seconds = 0.0  # the only thing in it that differs between processes
    expected, strange = content(recording), 0
    for _ in range(30):
        disk.store(recording)
        found = disk.load(recording.config)
        strange += found is None or content(found) != expected
    return strange


def test_servers_may_write_the_same_file_at_once(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2, get_context("spawn")) as servers:
        assert list(servers.map(write_and_read, [tmp_path] * 2)) == [0, 0]
    assert only_file(tmp_path)


def test_the_digest_changes_with_the_code_and_not_otherwise(tmp_path: Path) -> None:
    for name in ("dlcore/a/engine.py", "ui/recording.py", "ui/cache/file_format.py", "ui/page.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before")
    digests = [code_digest.__wrapped__(tmp_path)]
    (tmp_path / "ui/page.py").write_text("after")
    (tmp_path / "dlcore/a/engine.pyc").write_text("compiled")
    assert code_digest.__wrapped__(tmp_path) == digests[0]
    for name in ("dlcore/a/engine.py", "ui/recording.py", "ui/cache/file_format.py"):
        (tmp_path / name).write_text("after")
        digests.append(code_digest.__wrapped__(tmp_path))
    (tmp_path / "dlcore/a/engine.py").rename(tmp_path / "dlcore/a/motor.py")
    digests.append(code_digest.__wrapped__(tmp_path))
    assert len(set(digests)) == len(digests)
