"""A run with a history: it was trained with other settings before, and edited by hand. Loads without torch.

A branch is a value like every experiment: the earlier stretches lie in its config's field ``past``, whose spec is
:class:`History`; the other fields hold the present settings. Whatever is here works for every
:class:`~dlcore.config.Config` with the fields ``epochs`` and ``past``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Generic, TypeVar
from urllib.parse import quote, unquote

from dlcore.config import Config, ConfigError

LARGEST_EDIT = 1e6  # a weight beyond it is a slip of the hand
LARGEST_EPOCH = 1_000_000
C = TypeVar("C", bound=Config)
Edits = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Past:
    """A stretch that lies behind, and the turn at its end.

    Attributes
    ----------
    epoch
        Until which epoch, counted from the untrained network, the run was trained with `settings`.
    settings
        The texts of what then differed from the defaults, by name, sorted; what holds for the whole run is left out.
    edits
        Which parameters were set to which value at the end, by their index in PyTorch's order, sorted.
    """

    epoch: int
    settings: tuple[tuple[str, str], ...] = ()
    edits: Edits = ()


@dataclass(frozen=True, slots=True)
class Stretch(Generic[C]):
    """Epochs `start` to `end` of a run, trained with `config` (without a past), and the `edits` after the last one."""

    config: C
    start: int
    end: int
    edits: Edits = ()

    @property
    def epochs(self) -> int:
        """How many epochs are trained in it."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class History:
    """The spec of a field ``past``: a tuple of :class:`Past`, oldest first, the epochs increasing.

    It is written without any character that a link would have to escape: turns are separated by ``~~``, what belongs
    to one by ``~``, as in ``100~lr.0.03~optimizer.sgd~12.-0.5``: an epoch, settings by name, edits by index.

    Parameters
    ----------
    lasting
        Fields that hold for the whole run, such as the seed: a past never has its own, the present ones apply.
    most, most_edits
        How many turns there may be, and how many edits at each.
    longest
        How many characters of a link the field may take.
    """

    lasting: tuple[str, ...] = ()
    most: int = 8
    most_edits: int = 200
    longest: int = 2000

    def normalise(self, value: Any) -> tuple[Past, ...]:
        if isinstance(value, (str, bytes)) or not hasattr(value, "__iter__"):
            raise ValueError("not a sequence")
        try:
            past = tuple(self._normalise(each) for each in value)
        except (TypeError, OverflowError) as error:
            raise ValueError("not a past") from error
        if len(past) > self.most:
            raise ValueError("too many turns")
        if any(after.epoch <= before.epoch for before, after in pairwise(past)):
            raise ValueError("the epochs do not increase")
        return past

    def _normalise(self, turn: Any) -> Past:
        if not isinstance(turn, Past):
            raise ValueError("not a past")
        epoch = _whole(turn.epoch, LARGEST_EPOCH)
        pairs = turn.settings.items() if isinstance(turn.settings, Mapping) else turn.settings
        settings = tuple(sorted(pairs))
        for name, text in settings:
            if not (isinstance(name, str) and name.isascii() and name.isidentifier() and isinstance(text, str)):
                raise ValueError("not a setting")
            text.encode()  # half a character cannot be written
        edits = tuple(sorted((_whole(index, LARGEST_EPOCH), _weight(value)) for index, value in turn.edits))
        if len(edits) > self.most_edits:
            raise ValueError("too many edits")
        if len(dict(settings)) < len(settings) or len(dict(edits)) < len(edits):
            raise ValueError("repeated")
        return Past(epoch, settings, edits)

    def parse(self, text: str) -> tuple[Past, ...]:
        past = self.normalise(() if text == "none" else [_read(turn) for turn in text.split("~~")])
        if self.format(past) != text:
            raise ValueError("not as it is written")
        return past

    def format(self, value: tuple[Past, ...]) -> str:
        return "~~".join(_written(turn) for turn in value) or "none"

    @property
    def allowed(self) -> str:
        return f"0 … {self.most} × (0 … {self.most_edits} × (±{LARGEST_EDIT:,g}))"


def _whole(value: Any, most: int) -> int:
    number = int(value)
    if isinstance(value, (bool, str)) or number != value or not 0 <= number <= most:
        raise ValueError("not a whole number in range")
    return number


def _weight(value: Any) -> float:
    number = float(value)
    if isinstance(value, (bool, str)) or not abs(number) <= LARGEST_EDIT:  # which a NaN is not either
        raise ValueError("not a number in range")
    return number


def _written(turn: Past) -> str:
    settings = [f"{name}.{quote(text, safe='').replace('~', '%7E')}" for name, text in turn.settings]
    return "~".join([str(turn.epoch), *settings, *(f"{index}.{value!r}" for index, value in turn.edits)])


def _read(text: str) -> Past:
    epoch, *parts = text.split("~")
    pairs = [(name, value) for name, dot, value in (part.partition(".") for part in parts) if dot]
    if len(pairs) < len(parts):
        raise ValueError("neither a setting nor an edit")
    settings = tuple((name, unquote(value, errors="strict")) for name, value in pairs if not name.isdigit())
    return Past(int(epoch), settings, tuple((int(name), float(value)) for name, value in pairs if name.isdigit()))


def past_of(config: Config) -> tuple[Past, ...]:
    """The past of any config; one without the field has none."""
    return getattr(config, "past", ())


def beginning(config: Config) -> int:
    """The epoch of a run's first frame: its last turn, or 0."""
    past = past_of(config)
    return past[-1].epoch if past else 0


def without_past(config: C) -> C:
    """The present settings as an experiment of their own, from the untrained network on."""
    return config.replace(past=())


def branch(config: C, epoch: int) -> C:
    """Go on from `epoch` of the run of `config` with its present settings, which then may be changed.

    What was trained up to there, and how, becomes the past; turns after `epoch` are dropped, and one at `epoch` stays.
    Raises :class:`ConfigError` for an epoch that the run does not reach, and if there are too many turns.
    """
    spec, past = _spec(config), past_of(config)
    kept = tuple(turn for turn in past if turn.epoch <= epoch)
    if not (kept and kept[-1].epoch == epoch):
        then = past[len(kept)].settings if len(kept) < len(past) else _settings(config)
        kept = (*kept, Past(epoch, then))
    if len(kept) > spec.most:
        raise ConfigError("past", len(kept), f"0 … {spec.most}", reason="past_turns")
    return config.replace(past=kept)


def edit(config: C, epoch: int, edits: Mapping[int, float] | Iterable[tuple[int, float]]) -> C:
    """Branch at `epoch` and set parameters there, by their index in PyTorch's order; the last word on each counts.

    Raises :class:`ConfigError` as :func:`branch` does, and for a value that is not finite or beyond
    :data:`LARGEST_EDIT`, a parameter that does not exist, or too many edits.
    """
    spec, wanted = _spec(config), dict(edits)
    for value in wanted.values():
        if not (math.isfinite(value) and abs(value) <= LARGEST_EDIT):
            raise ConfigError("past", value, f"±{LARGEST_EDIT:,g}", reason="past_value")
    turned = branch(config, epoch)
    *before, last = past_of(turned)
    merged = dict(last.edits) | wanted
    if len(merged) > spec.most_edits:
        raise ConfigError("past", len(merged), f"0 … {spec.most_edits}", reason="past_edits")
    return turned.replace(past=(*before, replace(last, edits=tuple(merged.items()))))


def earlier(config: C) -> tuple[Stretch[C], ...]:
    """The stretches of the past, oldest first.

    Raises :class:`ConfigError` with the reason ``past_settings`` if one has settings that are not possible, or not as
    they are written.
    """
    spec, specs, start, found = _spec(config), config.specs(), 0, []
    lasting = {name: getattr(config, name) for name in spec.lasting}
    for turn in past_of(config):
        try:
            values = {name: specs[name].parse(text) for name, text in turn.settings}
            then = type(config)(**{"epochs": max(turn.epoch - start, 1), **lasting, **values})
            if _settings(then) != turn.settings:
                raise ValueError("not as they are written")
        except (KeyError, ValueError) as error:
            raise ConfigError("past", turn.settings, spec.allowed, reason="past_settings") from error
        found.append(Stretch(then, start, turn.epoch, turn.edits))
        start = turn.epoch
    return tuple(found)


def stretches(config: C) -> tuple[Stretch[C], ...]:
    """All stretches of a run, oldest first; the last one is the present, which may have no epochs."""
    start, end = beginning(config), getattr(config, "epochs")  # noqa: B009 (a Config need not have it)
    now = config.replace(past=(), epochs=max(end - start, 1)) if start else config.replace(past=())
    return (*earlier(config), Stretch(now, start, end))


def last_common_epoch(parent: Config, child: Config) -> int:
    """Find up to which epoch checkpoints of `parent`'s run also lead to `child`'s first frame; −1: there is none."""
    theirs, ours = past_of(parent), past_of(child)
    if type(parent) is not type(child) or not ours:
        return -1
    if any(getattr(parent, name) != getattr(child, name) for name in _spec(child).lasting):
        return -1
    shared = 0
    while shared < min(len(theirs), len(ours)) and theirs[shared] == ours[shared]:
        shared += 1
    if shared == len(ours):  # the parent's run has taken the last turn too, and is beyond the first frame
        return ours[-1].epoch - 1
    turn, following = ours[shared], theirs[shared] if shared < len(theirs) else None
    if turn.settings != (following.settings if following else _settings(parent)):
        return theirs[shared - 1].epoch - 1 if shared else -1
    return min(turn.epoch, following.epoch - 1) if following else turn.epoch


def _spec(config: Config) -> History:
    spec = config.specs().get("past")
    if not isinstance(spec, History):
        raise TypeError(f"a {type(config).__name__} cannot have a past")
    return spec


def _settings(config: Config) -> tuple[tuple[str, str], ...]:
    left_out = {"epochs", "past", *_spec(config).lasting}
    return tuple(sorted((name, text) for name, text in config.texts().items() if name not in left_out))
