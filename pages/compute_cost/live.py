"""The live numbers of the page's prose."""

from __future__ import annotations

from dlcore.experiments.compute_cost.config import PIXELS, TRAINED_ON, Architecture, Formats, History, Scaling
from dlcore.experiments.compute_cost.decades import energy
from pages.compute_cost.words import FORMATS, KINDS, VARIED
from ui.language import _
from ui.recording import Recording


def live(recording: Recording) -> dict[str, str]:
    """Give every placeholder of the prose its value, for a run that has at least one frame."""
    last = {name: column[-1] for name, column in recording.metrics.items()}
    config, place = recording.config, where(recording)
    match config:
        case Architecture():
            return place | _network(config, last)
        case Scaling():
            return place | _scaling(config, last)
        case Formats():
            return place | _formats(config, last)
        case History():
            return _history(config, last)
    raise TypeError(f"no numbers for {type(config).__name__}")


def where(recording: Recording) -> dict[str, str]:
    """Say with how many threads the clock was read."""
    return {"threads": str(recording.scene.threads if recording.scene is not None else 1)}


def count(number: float) -> str:
    """Write a count: in full while it is short, then in powers of ten."""
    if number < 1e7:
        return f"{number:,.0f}"
    digits, power = f"{number:.2e}".split("e")
    return f"{digits} × 10{str(int(power)).translate(_RAISED)}"


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def size(number: float) -> str:
    """Write bytes in the unit that suits them."""
    for unit, each in (("MB", 1e6), ("kB", 1e3)):
        if number >= each:
            return f"{number / each:,.3g} {unit}"
    return f"{number:.0f} B"


def hours(kilowatt_hours: float) -> str:
    """Write an energy in the unit that suits it."""
    for unit, each in (("GWh", 1e6), ("MWh", 1e3), ("kWh", 1.0), ("Wh", 1e-3)):
        if kilowatt_hours >= each:
            return f"{float(f'{kilowatt_hours / each:.2g}'):,g} {unit}"
    return f"{kilowatt_hours * 3.6e6:.2g} J"


def _network(config: Architecture, last: dict[str, float]) -> dict[str, str]:
    return {
        "kind": _(KINDS[config.kind]),
        "batch": f"{config.batch:,}",
        "repeats": str(config.repeats),
        "parameters": count(last["parameter_count"]),
        "macs": count(last["macs"]),
        "training_macs": count(last["training_macs"]),
        "back_factor": f"{last['training_macs'] / last['macs']:.2f}",
        "reuse": f"{last['macs'] / last['parameter_count']:,.1f}",
        "weights_size": size(4 * last["parameter_count"]),
        "kept": size(last["kept_bytes"]),
        "kept_bytes": f"{last['kept_bytes']:,.0f}",
        "kept_measured": f"{last['kept_measured']:,.0f}",
        "forward_ms": f"{last['forward_ms']:.3g}",
        "training_ms": f"{last['training_ms']:.3g}",
        "time_factor": f"{last['training_ms'] / last['forward_ms']:.1f}",
        "spread": f"{last['spread']:.0%}",
        "gflops": f"{last['gflops']:.3g}",
    }


def _scaling(config: Scaling, last: dict[str, float]) -> dict[str, str]:
    start = config.values[0]
    return {
        "kind": _(KINDS[config.kind]),
        "varied": _(VARIED[config.varied]),
        "start": f"{start:,}",
        "size": f"{last['size']:,.0f}",
        "times_larger": f"{last['size'] / start:,.0f}",
        "macs": count(last["macs"]),
        "macs_exponent": f"{last['macs_exponent']:.2f}",
        "parameters_exponent": f"{last['parameters_exponent']:.2f}",
        "memory_exponent": f"{last['memory_exponent']:.2f}",
        "training_exponent": f"{last['training_exponent']:.2f}",
        "forward_exponent": f"{last['forward_exponent']:.2f}",
        "last_exponent": f"{last['last_exponent']:.2f}",
        "last_factor": f"{2 ** last['last_exponent']:.2f}",
        "examples_s": f"{last['examples_s']:,.0f}",
        "repeats": str(config.repeats),
    }


def _formats(config: Formats, last: dict[str, float]) -> dict[str, str]:
    return {
        "format": _(FORMATS[config.formats[-1]]),
        "bytes": f"{last['bytes_now']:,.0f}",
        "accuracy": f"{last['accuracy_now']:.1%}",
        "agreement": f"{last['agreement_now']:.1%}",
        "deviation": f"{last['deviation_now']:.2g}",
        "milliseconds": f"{last['milliseconds_now']:.3g}",
        "batch": f"{config.batch:,}",
        "epochs": str(config.epochs),
        "trained_on": f"{TRAINED_ON:,}",
        "pixels": str(PIXELS),
        "width": str(config.width),
    }


def _history(config: History, last: dict[str, float]) -> dict[str, str]:
    return {
        "since": str(config.since),
        "models": f"{last['models']:.0f}",
        "months": f"{last['doubling_months']:.1f}",
        "tenfold": f"{last['tenfold_years']:.1f}",
        "largest": count(last["largest_flop"]),
        "own": count(last["own_flop"]),
        "ratio": count(last["ratio"]),
        "largest_energy": hours(energy(config, last["largest_flop"])),
        "own_energy": hours(last["own_kwh"]),
        "per_joule": count(config.flop_per_joule),
        "utilisation": f"{config.utilisation:.0%}",
        "overhead": f"{config.overhead:.2f}",
    }
