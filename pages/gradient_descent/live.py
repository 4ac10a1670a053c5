"""The numbers of one run that the prose speaks of."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlcore.experiments.gradient_descent.config import Landscape, Race, Rates
from dlcore.stability import edge
from pages.gradient_descent.words import DIRECTIONS, OPTIMIZERS, SCHEDULES, SURFACES, racer_names
from ui.language import _
from ui.recording import Recording

SECTIONS = {
    "": ("rule", "curvature", "rules", "schedule", "noise", "article"),
    "network": ("plane", "sharpness", "noise_scale", "article"),
    "rates": ("rates", "reading", "article"),
}
DERIVATIONS = {
    "": ("derivation_edge", "derivation_condition", "derivation_momentum", "derivation_adam"),
    "network": ("derivation_filter", "derivation_hessian", "derivation_noise"),
    "rates": ("derivation_edge", "derivation_condition"),
}


def live(recording: Recording) -> dict[str, str]:
    """Give every placeholder of the experiment's sections its value, for the last frame of a recording."""
    config, last = recording.config, {name: column[-1] for name, column in recording.metrics.items()}
    match config:
        case Race():
            return _race(config, recording, last)
        case Landscape():
            return _landscape(config, recording, last)
        case Rates():
            return _rates(config, recording, last)
    raise TypeError(f"no explanations for a {type(config).__name__}")


def _race(config: Race, recording: Recording, last: dict[str, float]) -> dict[str, str]:
    racer, names = config.lineup[0], racer_names(config)
    before, after = recording.trace[0][:2], recording.trace[min(1, len(recording.trace) - 1)][:2]
    code, steady = racer.code, edge(racer.optimizer, 1.0, config.momentum) / racer.lr
    losses = recording.metrics[f"{code}_loss"]
    ranking = sorted(names, key=lambda each: last[f"{each}_loss"])
    return {
        "surface": _(SURFACES[config.surface]),
        "racer": names[code],
        "lr": f"{racer.lr:g}",
        "start": _point(before),
        "next": _point(after),
        "start_loss": _number(losses[0]),
        "next_loss": _number(losses[min(1, len(losses) - 1)]),
        "step": f"{recording.steps[-1]:,}",
        "steps": f"{config.steps:,}",
        "start_sharpness": _number(recording.metrics[f"{code}_sharpness"][0]),
        "sharpness": _number(last[f"{code}_sharpness"]),
        "bearable": _number(steady) if steady == steady else _("no fixed amount"),
        "first": names[ranking[0]],
        "first_loss": _number(last[f"{ranking[0]}_loss"]),
        "last": names[ranking[-1]],
        "last_loss": _number(last[f"{ranking[-1]}_loss"]),
        "schedule": _(SCHEDULES[racer.schedule]),
        "momentum": f"{config.momentum:g}",
        "reach": f"{1 / (1 - config.momentum):.3g}",
        "noise": f"{config.noise:g}",
        "clip": f"{config.clip:g}" if config.clip else _("never"),
    }


def _landscape(config: Landscape, recording: Recording, last: dict[str, float]) -> dict[str, str]:
    scene: Any = recording.scene
    level = edge(config.optimizer, 1.0, 0.9) / config.lr
    centre = scene.losses[np.abs(scene.y).argmin(), np.abs(scene.x).argmin()]
    points = config.network.train_points
    return {
        "optimizer": _(OPTIMIZERS[config.optimizer]),
        "parameters": str(config.network.parameters),
        "directions": _(DIRECTIONS[config.directions]),
        "share": f"{scene.share:.1%}",
        "centre": _number(centre),
        "lr": f"{config.lr:g}",
        "step": f"{recording.steps[-1]:,}",
        "train_loss": _number(last["train_loss"]),
        "start_sharpness": _number(recording.metrics["sharpness"][0]),
        "sharpness": _number(last["sharpness"]),
        "bearable": _number(level) if level == level else _("no fixed amount"),
        "noise_scale": f"{last['noise_scale']:.3g}",
        "start_noise_scale": f"{recording.metrics['noise_scale'][0]:.3g}",
        "batch_size": str(min(config.batch_size, points)),
        "points": str(points),
    }


def _rates(config: Rates, recording: Recording, last: dict[str, float]) -> dict[str, str]:
    scene: Any = recording.scene
    known = scene.edge
    return {
        "optimizer": _(OPTIMIZERS[config.optimizer]),
        "lowest": f"{config.lowest:g}",
        "highest": f"{config.highest:g}",
        "step": f"{recording.steps[-1]:,}",
        "edge": f"{known:.3g}" if known else _("unknown"),
        "diverged": f"{last['diverged_count']:.0f}",
        "best_rate": f"{last['best_rate']:.3g}" if "best_rate" in last else "–",
        "best_loss": _number(last["best_loss"]) if "best_loss" in last else "–",
        "lr": f"{config.lowest:g}",
    }


def _number(value: float) -> str:
    return f"{value:.3g}"


def _point(place: np.ndarray) -> str:
    return f"({place[0]:.3g},\\ {place[1]:.3g})"
