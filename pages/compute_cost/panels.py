"""The panels of each room in the learner's language."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from dlcore import figures
from dlcore.config import Config
from dlcore.experiments.compute_cost.config import Architecture, Formats, History, Scaling
from dlcore.experiments.compute_cost.decades import chosen as models
from dlcore.experiments.compute_cost.still import Scene
from dlcore.figures import Panel
from dlcore.models import costs
from dlcore.models.costs import grouped
from pages.compute_cost import words
from ui.language import _, language, message
from ui.shown import Shown

TITLES = {
    "": {"shares": message("Who costs what"), "readings": message("What the clock says")},
    "scaling": {
        "counts": message("What is counted"),
        "times": message("What is measured"),
        "throughput": message("Examples per second"),
    },
    "formats": {"storage": message("Bytes and accuracy"), "durations": message("Time per format")},
    "history": {"timeline": message("Training compute over the years")},
}
SLOWEST = 1.2e-6  # milliseconds that a multiply-accumulate of training takes at most, where nothing else does
WRITTEN = ("LeNet-5", "AlexNet", "VGG-16", "BERT-Large", "GPT-3", "Llama 3.1 405B")


def metrics(config: Config) -> dict[str, str]:
    """Name the metrics that are written out under the panels, with their labels."""
    match config:
        case Architecture():
            return {
                "thousand_parameters": _("Thousand parameters"),
                "million_macs": _("Million multiply-accumulates per example"),
                "kept_mb": _("Kept, predicted (MB)"),
                "measured_mb": _("Kept, measured (MB)"),
                "forward_ms": _("Forward, median (ms)"),
                "training_ms": _("Forward and backward, median (ms)"),
            }
        case Scaling():
            return {
                "size": _("Size"),
                "macs_exponent": _("Exponent of the work counted"),
                "training_exponent": _("Exponent of the time measured"),
                "last_exponent": _("Exponent of the last doubling"),
            }
        case Formats():
            return {
                "kilobytes_now": _("Kilobytes"),
                "accuracy_now": _("Accuracy on new digits"),
                "milliseconds_now": _("Time per batch, median (ms)"),
            }
        case _:
            return {
                "flop": _("FLOP of this model"),
                "doubling_months": _("Months to double, so far"),
                "energy_mwh": _("Energy of this model, an estimate (MWh)"),
            }


def panels(config: Config, scene: Scene, chosen: Sequence[str]) -> tuple[Panel, ...]:
    """Build the chosen panels; asked again for the same, it gives the same objects."""
    names = [name for name in TITLES[config.experiment] if name in chosen]
    return tuple(_panel(name, config, Shown(scene), language()) for name in names)


@lru_cache(maxsize=128)
def _panel(name: str, config: Config, shown: Shown[Scene], _language: str) -> Panel:
    title = _(TITLES[config.experiment][name])
    match config:
        case Architecture():
            return _shares(config, title) if name == "shares" else _readings(config, shown.scene, title)
        case Scaling():
            return _growth(name, config, shown.scene, title)
        case Formats():
            return _formats(name, config, title)
        case History():
            return _timeline(config, title)
    raise TypeError(f"no panels for {type(config).__name__}")


def _shares(config: Architecture, title: str) -> Panel:
    counted = grouped(config.parts)
    names = [_("input") if part.name == "input" else part.name for part in counted]
    labels = [f"{times} × {name}" if times > 1 else name for name, times in zip(names, counted.values(), strict=True)]
    return figures.shares(
        "shares",
        labels,
        {
            _("parameters"): [part.parameters * times for part, times in counted.items()],
            _("multiply-accumulates"): [part.macs * times for part, times in counted.items()],
            _("memory kept"): [part.memory(config.batch) * times for part, times in counted.items()],
        },
        title=title,
        description=_(
            "Each part's share of {parameter_count} parameters, {macs} multiply-accumulates, {kept_bytes} bytes kept."
        ),
        x=_("share of the whole network"),
    )


def _readings(config: Architecture, scene: Scene, title: str) -> Panel:
    series = []
    for d, device in enumerate(scene.devices):
        series += [(f"{device}: {_('forward')}", "forward", d), (f"{device}: {_('and backward')}", "training", d)]
    return figures.readings(
        "readings",
        series,
        config.repeats,
        title=title,
        description=_("Milliseconds for a batch: forward {forward_ms}, forward and backward {training_ms} (medians)."),
        x=_("reading of the clock"),
        y=_("milliseconds for a batch"),
        median=_("median"),
    )


def _growth(name: str, config: Scaling, scene: Scene, title: str) -> Panel:
    passes = [_("forward"), _("forward and backward")]
    if len(scene.devices) > 1:
        passes = [f"{device}: {each}" for device in scene.devices for each in passes]
    labels = {
        "counts": [_("parameters"), _("multiply-accumulates of a batch"), _("bytes kept")],
        "times": passes,
        "throughput": passes,
    }
    said = {
        "counts": _("On logarithmic axes: {macs} multiply-accumulates at size {size}, growing with exponent "
                    "{macs_exponent}; memory with {memory_exponent}, parameters with {parameters_exponent}."),
        "times": _("On logarithmic axes: {training_ms} ms at size {size}, growing with exponent {training_exponent}."),
        "throughput": _("On logarithmic axes: {examples_s} examples a second are trained on at size {size}."),
    }  # fmt: skip
    units = {"counts": _("how many"), "times": _("milliseconds for a batch"), "throughput": _("examples per second")}
    return figures.growth(
        name,
        name,
        labels[name],
        config.values,
        title=title,
        description=said[name],
        x=_(words.VARIED[config.varied]),
        y=units[name],
        law="" if name == "throughput" else _("fitted law"),
        limits=_limits(name, config),
        large=name != "counts",
    )


def _limits(name: str, config: Scaling) -> tuple[float, float] | None:
    """Where an axis ends that must not move while the run goes on: for counts known, for times as slow as may be."""
    every = [config.sizes(value) for value in (config.values[0], config.values[-1])]
    counted = [costs.parts(config.kind, each["width"], each["depth"], each["length"]) for each in every]
    work = [each["batch"] * costs.macs(parts) for each, parts in zip(every, counted, strict=True)]
    if name == "throughput":
        return None
    if name == "times":
        return 0.03, max(3.0, SLOWEST * work[1])
    numbers = [costs.parameters(counted[0]), costs.memory(counted[0], every[0]["batch"]), *work]
    numbers += [costs.parameters(counted[1]), costs.memory(counted[1], every[1]["batch"])]
    return min(numbers) / 2, 2 * max(numbers)


def _formats(name: str, config: Formats, title: str) -> Panel:
    labels = [_(words.FORMATS[each]) for each in config.formats]
    stored = [config.stored_bytes(each) for each in config.formats]
    if name == "storage":
        return figures.storage(
            labels,
            title=title,
            description=_("Accuracy against bytes. The latest format has {bytes_now} bytes and reads {accuracy_now}."),
            x=_("bytes for all parameters"),
            y=_("accuracy on new digits"),
            limits=(min(stored) / 2, 2 * max(stored)),
        )
    return figures.format_times(
        labels,
        config.repeats,
        title=title,
        description=_("Milliseconds for a batch in each format; the latest takes {milliseconds_now}."),
        x=_("milliseconds for a batch"),
        each=_("one reading"),
        limits=(0.02, max(20.0, 3 * SLOWEST * config.batch * costs.macs(config.parts))),
    )


def _timeline(config: History, title: str) -> Panel:
    every = models(config)
    margin = max(0.8, 0.13 * (every[-1].year - every[0].year))  # names stand at the left of their symbols
    powers = [math.log10(each.flop) for each in every] + [math.log10(config.own_flop)]
    return figures.timeline(
        [each.model for each in every],
        [each.year for each in every],
        [math.log10(each.flop) for each in every],
        [each.origin for each in every],
        {code: _(label) for code, label in words.ORIGINS.items()},
        own=(_("training this page's network"), math.log10(config.own_flop)),
        span=(every[0].year - margin, every[-1].year + 0.8),
        limits=(min(powers) - 1, max(powers) + 1),
        written=WRITTEN,
        title=title,
        description=_(
            "Training compute on a logarithmic scale. The latest model took {flop} operations; so far it doubles "
            "every {doubling_months} months."
        ),
        x=_("year"),
        y=_("FLOP to train"),
        trend=_("fitted: a fixed time to double"),
    )
