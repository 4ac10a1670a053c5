"""How many cores this process may really use, inside a container too."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

CGROUPS = Path("/sys/fs/cgroup")
MEMBERSHIP = Path("/proc/self/cgroup")


def cores() -> int:
    """Count the cores that the scheduler and the container's quota allow; a part of a core counts as one."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, math.ceil(min(allowed, quota())))


def quota(cgroups: Path = CGROUPS, membership: Path = MEMBERSHIP) -> float:
    """Read the CPU time, in cores, that control groups (v2 or v1) grant this process; infinite without a limit."""
    return min(_quotas(cgroups, membership), default=math.inf)


def _quotas(cgroups: Path, membership: Path) -> Iterator[float]:
    """Yield every limit on the way from this process's group up to the root: the tightest one holds."""
    for line in _read(membership).splitlines():
        _, controllers, path = line.split(":", 2)
        # Inside a container the path may be the host's, and only the mount's root can be seen: hence the root as well.
        groups = [PurePosixPath(path), *PurePosixPath(path).parents]
        for group in groups:
            relative = group.relative_to("/") if group.is_absolute() else group
            if controllers == "":
                limit, _, period = _read(cgroups / relative / "cpu.max").strip().partition(" ")
            elif "cpu" in controllers.split(","):
                folder = cgroups / "cpu" / relative
                limit, period = (_read(folder / f"cpu.cfs_{name}_us").strip() for name in ("quota", "period"))
            else:
                continue
            if limit.isdecimal() and period.isdecimal():  # otherwise "max", -1, or no such file: no limit here
                yield int(limit) / int(period)


def _read(path: Path) -> str:
    return path.read_text(encoding="ascii", errors="replace") if path.is_file() else ""
