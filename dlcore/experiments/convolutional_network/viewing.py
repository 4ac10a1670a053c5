"""What is only looked at in the experiments: it travels in the link, and nothing is trained for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dlcore.config import Choice, Config, ConfigError, Many, Number, field
from dlcore.datasets.patterns import PATTERNS, pattern
from dlcore.models.sliding import PRESETS

from .config import HELD_OUT, LearnKernel, Network

KERNEL = 3  # rows and columns of the kernel that slides by hand
LARGEST = 99.0  # of one of its cells
CELLS = Number(-LARGEST, LARGEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Config):
    """Which image and which layer's maps are looked at in a network."""

    experiment: ClassVar[str] = Network.experiment

    image: int = field(0, Number(0, max(HELD_OUT.values()) - 1, integer=True))  # of those held out
    layer: int = field(-1, Number(-1, 99, integer=True))  # whose maps are shown; −1: the first that has some


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand(Config):
    """The window that slides over a small picture, above the hunt for a kernel."""

    experiment: ClassVar[str] = LearnKernel.experiment

    way: str = field("sum", Choice(("sum", "max", "average")))  # what becomes of the numbers under the window
    picture: str = field("digit", Choice(tuple(PATTERNS)))
    kernel: str = field("sobel_x", Choice((*PRESETS, "red", "own")))
    cells: tuple[float, ...] = field((), Many(CELLS, 0, 27, separator="_", longest=400))  # of the learner's own kernel
    stride: int = field(1, Number(1, 4, integer=True))
    padding: int = field(0, Number(0, 2, integer=True))
    dilation: int = field(1, Number(1, 3, integer=True))
    window: int = field(2, Number(2, 4, integer=True))  # rows and columns of the window that pools

    def validate(self) -> None:
        """A kernel has a slice for each channel of the picture."""
        wanted = KERNEL**2 * self.channels
        if self.kernel == "own" and len(self.cells) != wanted:
            raise ConfigError("kernel", f"{len(self.cells)}", f"{wanted} × cells")
        if self.kernel == "red" and self.picture != "colours":
            raise ConfigError("kernel", self.kernel, ", ".join(PRESETS))

    @property
    def channels(self) -> int:
        """How many channels the picture has."""
        return len(pattern(self.picture))


VIEWS = (View, ByHand)
