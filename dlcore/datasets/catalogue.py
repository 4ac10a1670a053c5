"""Which data sets there are, and what a config must know of each without making it. Loads without torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MANY = 1_000_000  # toy generators draw as many points as they are asked for


@dataclass(frozen=True, slots=True)
class Entry:
    """One data set.

    Attributes
    ----------
    kind
        ``"classes"`` or ``"regression"``.
    outputs
        How many numbers a model puts out for it: 1 for two classes (a logit) or regression, else one a class.
    most
        How many points it has at most.
    real
        Whether it was measured (points keep their units, noise does not apply) or is generated.
    """

    kind: Literal["classes", "regression"] = "classes"
    outputs: int = 1
    most: int = MANY
    real: bool = False


DATASETS: dict[str, Entry] = {
    "circles": Entry(),
    "xor": Entry(),
    "gaussians": Entry(),
    "spiral": Entry(),
    "moons": Entry(),
    "three_arms": Entry(outputs=3),
    "blobs": Entry(outputs=4),
    "slope": Entry(kind="regression"),
    "bumps": Entry(kind="regression"),
    "iris": Entry(outputs=3, most=150, real=True),
    "penguins": Entry(outputs=3, most=342, real=True),
}
