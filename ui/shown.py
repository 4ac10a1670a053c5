"""What figures are drawn of, as the key of a cache."""

from __future__ import annotations

from typing import Generic, TypeVar

S = TypeVar("S")


class Shown(Generic[S]):
    """A run's scene as a cache key: by identity, because a run keeps its own."""

    __slots__ = ("scene",)

    def __init__(self, scene: S) -> None:
        self.scene = scene

    def __hash__(self) -> int:
        return id(self.scene)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shown) and other.scene is self.scene
