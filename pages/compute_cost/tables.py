"""The tables under the explanations: parts, sizes, formats, models."""

from __future__ import annotations

import numpy as np

from dlcore.experiments.compute_cost.config import Architecture, Formats, History, Scaling
from dlcore.experiments.compute_cost.decades import chosen, energy
from dlcore.models import costs
from dlcore.models.costs import grouped
from pages.compute_cost import words
from pages.compute_cost.live import count, hours, size
from ui.language import _
from ui.recording import Recording

Table = dict[str, list[str]]


def parts(recording: Recording) -> Table:
    """Lay out what each part of the network costs; equal parts share a row."""
    config = recording.config
    assert isinstance(config, Architecture)
    counted = grouped(config.parts)
    return {
        _("Part"): [_("input") if part.name == "input" else part.name for part in counted],
        _("Times"): [str(times) for times in counted.values()],
        _("Parameters"): [f"{part.parameters * times:,}" for part, times in counted.items()],
        _("Forward (multiply-accumulates)"): [f"{part.macs * times:,}" for part, times in counted.items()],
        _("Backward (multiply-accumulates)"): [f"{part.backward * times:,}" for part, times in counted.items()],
        _("Kept by a batch"): [size(part.memory(config.batch) * times) for part, times in counted.items()],
    }


def machines(recording: Recording) -> Table:
    """Lay out what was predicted and measured on each device."""
    config, scene = recording.config, recording.scene
    assert isinstance(config, Architecture)
    devices = scene.devices if scene is not None else ()
    seen = {name: recording.arrays[name][-1] for name in ("forward_middle", "training_middle", "kept")}
    rows = range(len(devices))
    predicted = costs.memory(config.parts, config.batch)
    return {
        _("Measured on"): list(devices),
        _("Forward, median (ms)"): [f"{seen['forward_middle'][d, 0]:.3g}" for d in rows],
        _("Forward and backward, median (ms)"): [f"{seen['training_middle'][d, 0]:.3g}" for d in rows],
        _("Kept, predicted (MB)"): [f"{predicted / 1e6:.4g}"] * len(devices),
        _("Kept, measured (MB)"): [f"{seen['kept'][d, 0] / 1e6:.4g}" for d in rows],
    }


def sizes(recording: Recording) -> Table:
    """Lay out what each size costs, as far as the run has come."""
    config = recording.config
    assert isinstance(config, Scaling)
    counts, times = (recording.arrays[name][-1] for name in ("counts", "times"))
    spread, rate = (recording.arrays[name][-1] for name in ("spread", "throughput"))
    known = [i for i in range(len(config.values)) if not np.isnan(times[0, i])]
    return {
        _(words.VARIED[config.varied]): [f"{config.values[i]:,}" for i in known],
        _("Parameters"): [count(counts[0, i]) for i in known],
        _("Multiply-accumulates of a batch"): [count(counts[1, i]) for i in known],
        _("Kept by a batch"): [size(counts[2, i]) for i in known],
        _("Forward, median (ms)"): [f"{times[0, i]:.3g}" for i in known],
        _("Forward and backward, median (ms)"): [f"{times[1, i]:.3g}" for i in known],
        _("its middle half (ms)"): [f"{spread[0, i]:.3g} … {spread[1, i]:.3g}" for i in known],
        _("Examples per second, training"): [count(rate[1, i]) for i in known],
    }


def bits(recording: Recording) -> Table:
    """Lay out what each format takes and does, as far as the run has come."""
    config = recording.config
    assert isinstance(config, Formats)
    seen = {name: recording.arrays[name][-1] for name in ("bytes", "accuracy", "agreement", "deviation")}
    times = recording.arrays["times"][-1]
    known = [i for i in range(len(config.formats)) if not np.isnan(seen["bytes"][i, 0])]
    low, middle, high = np.quantile(times[:, known], (0.25, 0.5, 0.75), axis=0)
    return {
        _("Format"): [_(words.FORMATS[config.formats[i]]) for i in known],
        _("Bytes"): [f"{seen['bytes'][i, 0]:,.0f}" for i in known],
        _("Accuracy on new digits"): [f"{seen['accuracy'][i, 0]:.1%}" for i in known],
        _("Same answer as float32"): [f"{seen['agreement'][i, 0]:.1%}" for i in known],
        _("Logits off by, mean"): [f"{seen['deviation'][i, 0]:.2g}" for i in known],
        _("Time per batch, median (ms)"): [f"{each:.3g}" for each in middle],
        _("its middle half (ms)"): [f"{a:.3g} … {b:.3g}" for a, b in zip(low, high, strict=True)],
    }


def models(recording: Recording) -> Table:
    """Lay out the models with their sources, as far as the run has come."""
    config = recording.config
    assert isinstance(config, History)
    every = chosen(config)[: len(recording.steps)]
    return {
        _("Model"): [each.model for each in every],
        _("Year"): [str(int(each.year)) for each in every],
        _("FLOP to train"): [f"{each.flop:.2e}" for each in every],
        _("How it is known"): [_(words.ORIGINS[each.origin]) for each in every],
        _("Energy, an estimate"): [hours(energy(config, each.flop)) for each in every],
        _("Source"): [each.source for each in every],
    }
