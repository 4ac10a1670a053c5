"""What the figures of the cost experiments show besides the frames. Loads without torch."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """Where the clock was read.

    Attributes
    ----------
    devices
        Names of the devices that are measured, the CPU first; none where nothing is measured.
    threads
        Threads with which PyTorch computes on the CPU.
    """

    devices: tuple[str, ...] = ()
    threads: int = 1
