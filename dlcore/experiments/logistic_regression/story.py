"""What became of the article's program: facts that a run's pictures and words are made of. Loads without torch."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Extreme:
    """One very sure and wrong answer in float32: what each repair makes of it."""

    logit: float
    label: float
    losses: tuple[float, float]  # with logits, through a sigmoid
    gradients: tuple[float, float]  # ∂loss/∂logit


@dataclass(frozen=True, slots=True)
class Story:
    """What happened when the mistaken program ran.

    Attributes
    ----------
    kind, error
        The exception's class and its text as PyTorch wrote them; empty if it ran to its end.
    epoch
        The epoch, counted from 0, in which that happened; -1 if it did not.
    outputs
        What the model put out for the four points then.
    version
        PyTorch's.
    extremes
        Answers that are sure and wrong.
    """

    kind: str
    error: str
    epoch: int
    outputs: tuple[float, ...]
    version: str
    extremes: tuple[Extreme, ...]
    ranges: dict[str, tuple[float, float]] = field(default_factory=dict)
