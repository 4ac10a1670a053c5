"""The numbers of one run that the prose speaks of."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.overfitting.config import Capacity, Descent, Leakage, Remedies, Stopping
from pages.overfitting.words import knob
from ui.language import _
from ui.recording import Recording

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
ENORMOUS = 1e5
ZERO = 1e-11  # what a fit that meets every point leaves over


def live(recording: Recording) -> dict[str, str]:
    """Give every placeholder of the prose its value, for a run that has at least one frame."""
    config = recording.config
    numbers = {"knob": _(knob(config)), "seeds": str(getattr(config, "seeds", 0))}
    for name, column in recording.metrics.items():
        numbers[f"first_{name}"], numbers[f"last_{name}"] = short(column[0]), short(column[-1])
    lead = "mean_reported" if isinstance(config, Leakage) else "test_error"
    best = min(range(len(recording.steps)), key=recording.metrics[lead].__getitem__)
    for name, column in recording.metrics.items():
        numbers[f"best_{name}"] = short(column[best])
    for name in config.specs():
        value = getattr(config, name)
        numbers[f"set_{name}"] = short(value) if isinstance(value, (int, float)) else str(value)
    match config:
        case Capacity() | Stopping() | Remedies():
            numbers["noise2"] = short(config.noise**2)
        case Descent():
            numbers["threshold"] = str(config.threshold)
        case Leakage():
            for name in ("mean_reported", "mean_fresh", "optimism", "optimism_error"):
                numbers[name] = f"{recording.metrics[name][-1]:.1%}"
        case _:
            pass
    return numbers


def explained(config: Config) -> tuple[str, ...]:
    """Name the sections that explain this room, in reading order."""
    match config:
        case Capacity(model=model):
            return ("overfitting", f"capacity_{model}", "decomposition", "article")
        case Stopping():
            return ("stopping", "split", "article")
        case Remedies(remedy=remedy):
            return ("restraint", f"remedy_{remedy}", "article")
        case Descent(along=along):
            return (f"descent_{along}", "article")
        case Leakage():
            return ("leakage", "split", "article")
        case _:
            return ("real", "article")


def derivations(config: Config) -> tuple[str, ...]:
    """Name the folded derivations that belong to this room."""
    match config:
        case Capacity():
            return ("derivation_decomposition",)
        case Stopping():
            return ("derivation_stopping",)
        case Remedies(remedy="dropout"):
            return ("derivation_dropout",)
        case Remedies(remedy="jitter"):
            return ("derivation_jitter",)
        case Remedies():
            return ("derivation_ridge", "derivation_l1")
        case Descent():
            return ("derivation_descent",)
        case Leakage():
            return ("derivation_leakage",)
        case _:
            return ()


def short(number: float) -> str:
    """Write a number with three digits, and a huge one with a power of ten."""
    if 0 < abs(number) < ZERO:
        return "0"
    if abs(number) >= ENORMOUS:
        digits, exponent = f"{number:.1e}".split("e")
        return f"{digits}·10{str(int(exponent)).translate(SUPERSCRIPTS)}"
    return f"{number:,}" if isinstance(number, int) else f"{number:,.3g}" if abs(number) < 1000 else f"{number:,.0f}"
