"""The numbers of the run on the bench that the prose speaks of."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from dlcore.experiments.backpropagation.config import DepthSweep, LoopMistake, OneSample, UnitCensus
from dlcore.experiments.backpropagation.graph import Graph
from dlcore.experiments.backpropagation.reading import iteration
from ui.language import _
from ui.recording import Recording
from ui.terms import ACTIVATIONS, INITS, OPTIMIZERS

SECTIONS = {
    "": ("two_passes", "chain", "check", "article"),
    "depth": ("product", "inits"),
    "units": ("dead", "symmetry"),
    "loop": ("piling", "article"),
}
DERIVATIONS = {
    "": ("derivation_layer", "derivation_difference", "derivation_cost"),
    "depth": ("derivation_variance",),
    "units": ("derivation_equal",),
    "loop": ("derivation_momentum",),
}


def live(recording: Recording) -> dict[str, str]:
    """Give every placeholder of the experiment's sections its value, for the recording's frames so far."""
    config: Any = recording.config
    latest = {name: column[-1] for name, column in recording.metrics.items()}
    match config:
        case OneSample():
            return _one_sample(config, recording)
        case DepthSweep():
            return _depth(config, latest, recording.steps[-1])
        case UnitCensus():
            return _units(config, latest, recording.steps[-1])
        case LoopMistake():
            return _loop(config, recording)
    raise TypeError(f"no prose for a {type(config).__name__}")


def plain(value: float) -> str:
    """Write a number for a formula in LaTeX: four digits, powers of ten spelt out."""
    size = abs(value)
    if size and (size < 1e-3 or size >= 1e5):
        mantissa, exponent = f"{value:.2e}".split("e")
        return rf"{mantissa} \cdot 10^{{{int(exponent)}}}"
    return f"{value:.4g}"


def _one_sample(config: OneSample, recording: Recording) -> dict[str, str]:
    scene = recording.scene
    assert isinstance(scene, Graph)
    found = iteration(scene, recording.trace, recording.arrays, 0)
    last = f"z{scene.layers}"
    weight, slope = found.values["W1"].flat[0], found.gradients["W1"].flat[0]
    after = found.after["W1"].flat[0] if found.after else weight
    return {
        "sizes": " → ".join(map(str, config.sizes)),
        "nodes": str(len(scene.names)),
        "numbers": str(scene.size),
        "parameters": str(config.parameters),
        "passes": str(2 * config.parameters),
        "loss": plain(float(found.values["loss"])),
        "prediction": plain(float(found.values[last][0])),
        "target": f"{config.target:g}",
        "error": plain(float(found.gradients[last][0])),
        "delta": plain(float(found.gradients["z1"][0])),
        "input": f"{config.inputs[0]:g}",
        "slope": plain(float(slope)),
        "difference": plain(float(found.differences["W1"].flat[0])),
        "weight": plain(float(weight)),
        "after": plain(float(after)),
        "gap": plain(found.gap),
        "own_gap": plain(found.own_gap),
        "optimizer": _(OPTIMIZERS[config.optimizer]),
        "lr": f"{config.lr:g}",
    }


def _depth(config: DepthSweep, latest: Mapping[str, float], depth: int) -> dict[str, str]:
    ratio = latest["first_norm"] / latest["last_norm"] if latest["last_norm"] else 0.0
    return {
        "depth": str(depth),
        "activation": _(ACTIVATIONS[config.activation]),
        "init": _(INITS[config.init]),
        "scale": f"{config.scale:g}",
        "width": str(config.width),
        "seeds": str(config.seeds),
        "first": plain(latest["first_norm"]),
        "last": plain(latest["last_norm"]),
        "factor": plain(latest["factor"]),
        "powers": f"{math.log10(ratio):.1f}" if ratio > 0 else r"-\infty",
    }


def _units(config: UnitCensus, latest: Mapping[str, float], epoch: int) -> dict[str, str]:
    return {
        "epoch": str(epoch),
        "activation": _(ACTIVATIONS[config.activation]),
        "lr": f"{config.lr:g}",
        "dead": f"{latest['dead_share']:.1%}".replace("%", r"\%"),
        "units": str(sum(config.hidden)),
        "first_units": str(config.hidden[0]),
        "different": f"{latest['different']:.0f}",
        "loss": plain(latest["train_loss"]),
    }


def _loop(config: LoopMistake, recording: Recording) -> dict[str, str]:
    latest = {name: column[-1] for name, column in recording.metrics.items()}
    return {
        "step": str(recording.steps[-1]),
        "lr": f"{config.lr:g}",
        "loss_with": plain(latest["loss_with"]),
        "loss_without": plain(latest["loss_without"]),
        "gradient_with": plain(latest["gradient_with"]),
        "gradient_without": plain(latest["gradient_without"]),
        "largest": plain(max(recording.metrics["gradient_without"])),
    }
