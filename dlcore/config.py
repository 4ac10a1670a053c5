"""An experiment is a value: frozen, validated, hashable, and the same thing as its query string.

Each field of a :class:`Config` carries one *spec* (:class:`Number`, :class:`Choice`, :class:`Flag`, :class:`Many`).
The widget, the validation and the link are all made from that one spec, so they cannot disagree.
"""

from __future__ import annotations

import dataclasses
import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Protocol, Self

LONGEST_TEXT = 200  # characters in a link; no honest value of an ordinary field comes near it
_INTEGER = re.compile(r"[+-]?[0-9]{1,20}", re.ASCII)
_REAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?", re.ASCII)


class Spec(Protocol):
    """What a field accepts, and how it is written in a link."""

    def normalise(self, value: Any) -> Any:
        """Return `value` in its canonical type; raise ``ValueError`` if it is not allowed."""
        ...

    def parse(self, text: str) -> Any:
        """Read what :meth:`format` wrote; raise ``ValueError`` on anything else."""
        ...

    def format(self, value: Any) -> str:
        """Write an allowed value for a query string."""
        ...

    @property
    def allowed(self) -> str:
        """What is accepted, in codes and numbers only, so that it reads the same in every language."""
        ...

    @property
    def longest(self) -> int:
        """How many characters of a link a value may take; a longer one does not travel."""
        ...


class Short:
    """What all specs of small values share: they fit into every link."""

    __slots__ = ()

    @property
    def longest(self) -> int:
        return LONGEST_TEXT


@dataclass(frozen=True, slots=True)
class Number(Short):
    """A number from `low` to `high`, both included.

    Parameters
    ----------
    low, high
        The bounds.
    integer
        Whether only whole numbers are accepted.
    scale
        How a control should spread the range: ``"linear"`` or ``"log"``.
    step
        The control's step on a linear scale. It does not restrict the value.
    stops
        Values that a control offers instead of a continuous range. They do not restrict the value either.
    """

    low: float
    high: float
    integer: bool = False
    scale: Literal["linear", "log"] = "linear"
    step: float | None = None
    stops: tuple[float, ...] = ()

    def normalise(self, value: Any) -> float | int:
        if isinstance(value, (bool, str, bytes)):
            raise ValueError("not a number")
        try:
            number = float(value)
        except (TypeError, OverflowError) as error:
            raise ValueError("not a number") from error
        if not math.isfinite(number) or not self.low <= number <= self.high:
            raise ValueError("out of range")
        if not self.integer:
            return number
        if not number.is_integer():
            raise ValueError("not a whole number")
        return int(value)

    def parse(self, text: str) -> float | int:
        if not (_INTEGER if self.integer else _REAL).fullmatch(text):
            raise ValueError("not a number")
        return self.normalise(int(text) if self.integer else float(text))

    def format(self, value: float) -> str:
        if self.integer:
            return str(value)
        short = f"{value:g}"
        return short if float(short) == value else repr(value)

    @property
    def allowed(self) -> str:
        return f"{self.low:,g} … {self.high:,g}"


@dataclass(frozen=True, slots=True)
class Choice(Short):
    """One of a few codes, such as ``"relu"``; what a learner reads for a code is not decided here."""

    options: tuple[str, ...]

    def normalise(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.options:
            raise ValueError("unknown code")
        return value

    def parse(self, text: str) -> str:
        return self.normalise(text)

    def format(self, value: str) -> str:
        return value

    @property
    def allowed(self) -> str:
        return ", ".join(self.options)


@dataclass(frozen=True, slots=True)
class Flag(Short):
    """Yes or no, written ``1`` or ``0``."""

    def normalise(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValueError("neither true nor false")
        return value

    def parse(self, text: str) -> bool:
        if text not in ("0", "1"):
            raise ValueError("neither 0 nor 1")
        return text == "1"

    def format(self, value: bool) -> str:
        return "1" if value else "0"

    @property
    def allowed(self) -> str:
        return "0, 1"


@dataclass(frozen=True, slots=True)
class Many:
    """A tuple of `least` to `most` items of one spec, written with hyphens: ``8-8-4``, or ``none``.

    `distinct` refuses repetition and keeps a canonical order, that of the item's options (a set, in effect). Numbers
    that may be negative need another `separator`, and many long ones more room (`longest`, in characters of a link).
    """

    item: Number | Choice
    least: int
    most: int
    distinct: bool = False
    separator: str = "-"
    longest: int = LONGEST_TEXT

    def normalise(self, value: Any) -> tuple[Any, ...]:
        if isinstance(value, (str, bytes)) or not hasattr(value, "__iter__"):
            raise ValueError("not a sequence")
        items = tuple(self.item.normalise(each) for each in value)
        if not self.least <= len(items) <= self.most:
            raise ValueError("wrong number of items")
        if self.distinct:
            if len(set(items)) != len(items):
                raise ValueError("repeated item")
            order = self.item.options if isinstance(self.item, Choice) else ()
            items = tuple(sorted(items, key=order.index)) if order else tuple(sorted(items))
        return items

    def parse(self, text: str) -> tuple[Any, ...]:
        return self.normalise(() if text == "none" else [self.item.parse(part) for part in text.split(self.separator)])

    def format(self, value: tuple[Any, ...]) -> str:
        return self.separator.join(self.item.format(each) for each in value) or "none"

    @property
    def allowed(self) -> str:
        return f"{self.least} … {self.most} × ({self.item.allowed})"


def field(default: Any, spec: Spec) -> Any:
    """Declare a field of a :class:`Config`: its default value and what it accepts."""
    return dataclasses.field(default=default, metadata={"spec": spec})


class ConfigError(ValueError):
    """A value that a :class:`Config` refuses.

    Attributes
    ----------
    field
        The field at fault, or, where only the combination is at fault, the one that is easiest to change.
    value
        What was given.
    allowed
        What would be accepted, in codes and numbers.
    reason
        ``"field"`` for a single field, otherwise a short code that names the rule that joins several.
    """

    def __init__(self, field: str, value: Any, allowed: str, reason: str = "field") -> None:
        super().__init__(f"{field}={value!r} is not allowed; allowed: {allowed}")
        self.field, self.value, self.allowed, self.reason = field, value, allowed, reason

    def __reduce__(self) -> tuple[type[Self], tuple[str, Any, str, str]]:
        return type(self), (self.field, self.value, self.allowed, self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Base of every experiment's settings; subclasses are frozen keyword-only dataclasses of :func:`field`.

    The constructor is strict and raises :class:`ConfigError`. :meth:`from_query` is forgiving and never raises.
    """

    default_probes: ClassVar[tuple[str, ...]] = ()  # what a page shows of a run before anybody asks for more
    experiment: ClassVar[str] = ""  # its code in links, where a page has several experiments; the first has none

    def __post_init__(self) -> None:
        for name, spec in self.specs().items():
            given = getattr(self, name)
            try:
                object.__setattr__(self, name, spec.normalise(given))
            except ValueError as error:
                raise ConfigError(name, given, spec.allowed) from error
        self.validate()

    def validate(self) -> None:
        """Check rules that join several fields; raise :class:`ConfigError`. Subclasses override it."""

    @classmethod
    def specs(cls) -> dict[str, Spec]:
        """Map each field's name to its spec, in declaration order."""
        return {each.name: each.metadata["spec"] for each in dataclasses.fields(cls)}

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> tuple[Self, dict[str, str]]:
        """Read a query string's mapping, whatever it holds.

        Returns
        -------
        config, ignored
            The nearest valid config, and the entries that were left out (unknown name, or a value that is
            malformed, out of range, far too long, or too much together with the others).
        """
        specs, values, ignored = cls.specs(), {}, {}
        for name, text in query.items():
            if (name, text) == ("experiment", cls.experiment):
                continue
            try:
                if len(text) > specs[name].longest:
                    raise ValueError("far too long")
                values[name] = specs[name].parse(text)
            except (KeyError, ValueError):
                ignored[name] = text[:LONGEST_TEXT]
        while True:
            try:
                return cls(**values), ignored
            except ConfigError as error:
                culprit = error.field if error.field in values else next(reversed(values))
                ignored[culprit] = query[culprit][:LONGEST_TEXT]
                del values[culprit]

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> Self:
        """Read what :meth:`texts` wrote; raise :class:`ConfigError` for anything else."""
        specs, values = cls.specs(), {}
        for name, text in texts.items():
            if name not in specs:
                raise ConfigError(name, text, ", ".join(specs), reason="unknown_field")
            try:
                values[name] = specs[name].parse(text)
            except ValueError as error:
                raise ConfigError(name, text[:LONGEST_TEXT], specs[name].allowed) from error
        return cls(**values)

    def to_query(self) -> dict[str, str]:
        """Write the experiment's code and every field that differs from its default and is not too long for a link."""
        stay = self.left_out()
        code = {"experiment": self.experiment} if self.experiment else {}
        return code | {name: text for name, text in self.texts().items() if name not in stay}

    def texts(self) -> dict[str, str]:
        """Write every field that differs from its default, however long."""
        return {
            each.name: each.metadata["spec"].format(getattr(self, each.name))
            for each in dataclasses.fields(self)
            if getattr(self, each.name) != each.default
        }

    def left_out(self) -> tuple[str, ...]:
        """Name the fields whose values are too long for a link."""
        specs = self.specs()
        return tuple(name for name, text in self.texts().items() if len(text) > specs[name].longest)

    def replace(self, **changes: Any) -> Self:
        """Return a copy with some fields changed; raise :class:`ConfigError` like the constructor."""
        return dataclasses.replace(self, **changes)

    @property
    def key(self) -> str:
        """A stable name for this experiment: the same in every process and after every restart."""
        text = f"{type(self).__module__}.{type(self).__qualname__}{sorted(self.texts().items())}"
        return hashlib.sha256(text.encode()).hexdigest()[:24]
