"""The cache as pages use it: memory first, then disk, filled when the server starts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fake_experiment import Config
from tests.ui.cache.finished import content, finished
from tests.ui.jobs.workplace import frames, undisturbed, wait_until
from ui import cache, jobs
from ui.cache.memory import Memory


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DLCORE_CACHE", str(tmp_path / "cache"))
    forget(monkeypatch)
    return tmp_path / "cache"


@pytest.fixture
def workers() -> Iterator[None]:
    yield
    jobs.stop()


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lose the memory, as a restart does."""
    monkeypatch.setattr(cache, "_memory", Memory())


def test_default_experiments_survive_a_restart_and_others_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    default, other = finished(), finished(seed=1)
    for recording in (default, other):
        cache.store(recording)
        assert content(cache.load(recording.config) or recording.copy()) == content(recording)
        assert cache.load(recording.config) is not None
    forget(monkeypatch)
    assert cache.load(other.config) is None
    found = cache.load(default.config)
    assert found is not None
    assert content(found) == content(default)


def test_what_was_read_from_disk_is_then_in_memory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.store(finished())
    forget(monkeypatch)
    cache.load(Config())
    for path in folder.iterdir():
        path.unlink()
    assert cache.load(Config()) is not None


def test_warming_computes_what_lacks_and_only_that(
    folder: Path, monkeypatch: pytest.MonkeyPatch, workers: None
) -> None:
    configs = [Config(), Config(seed=3)]
    cache.warm(configs)
    wait_until(lambda: all(cache.load(config) for config in configs) and len(list(folder.iterdir())) == 2)
    forget(monkeypatch)
    for config in configs:
        found = cache.load(config)
        assert found is not None
        assert frames(found) == undisturbed(config)
        assert found.missing(["surface"]) == ()
    written = {path: path.stat().st_mtime_ns for path in folder.iterdir()}

    monkeypatch.setattr(Config, "default_probes", ("surface", "double"))  # the page has got another panel
    cache.warm(configs[:1])
    wait_until(lambda: not (cache.load(Config()) or finished()).missing(["double"]))
    unchanged = [path for path, time in written.items() if path.stat().st_mtime_ns == time]
    assert len(unchanged) == 1
