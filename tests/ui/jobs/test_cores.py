"""The limits that containers set, in the files where control groups keep them."""

from __future__ import annotations

import math
import os
from pathlib import Path

import pytest

from ui.jobs import cores as module
from ui.jobs.cores import cores, quota


def write(root: Path, membership: str, files: dict[str, str]) -> tuple[Path, Path]:
    for name, content in files.items():
        path = root / "cgroup" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    (root / "membership").write_text(membership)
    return root / "cgroup", root / "membership"


@pytest.mark.parametrize(
    ("membership", "files", "expected"),
    [
        ("0::/\n", {"cpu.max": "150000 100000\n"}, 1.5),
        ("0::/\n", {"cpu.max": "max 100000\n"}, math.inf),
        ("0::/a/b\n", {"a/cpu.max": "50000 100000\n", "a/b/cpu.max": "max 100000\n"}, 0.5),
        ("0::/on/the/host\n", {"cpu.max": "300000 100000\n"}, 3),
        ("4:cpu,cpuacct:/x\n", {"cpu/x/cpu.cfs_quota_us": "250000", "cpu/x/cpu.cfs_period_us": "100000"}, 2.5),
        ("4:cpu:/\n0::/\n", {"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, math.inf),
        ("5:cpuset:/\n", {}, math.inf),
    ],
)
def test_the_tightest_quota_on_the_way_to_the_root_holds(
    tmp_path: Path, membership: str, files: dict[str, str], expected: float
) -> None:
    assert quota(*write(tmp_path, membership, files)) == expected


@pytest.mark.parametrize(("granted", "expected"), [(0.1, 1), (1.5, 2), (math.inf, 3), (64, 3)])
def test_cores_are_those_allowed_and_granted(monkeypatch: pytest.MonkeyPatch, granted: float, expected: int) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 1, 2}, raising=False)
    monkeypatch.setattr(module, "quota", lambda: granted)
    assert cores() == expected
