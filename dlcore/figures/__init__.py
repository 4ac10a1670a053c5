"""Arrays and labels in, figures out: pure functions without torch, and without a sentence of their own."""

from dlcore.figures.confusion import confusion
from dlcore.figures.curves import curves
from dlcore.figures.gradients import gradients
from dlcore.figures.histograms import activations, weights
from dlcore.figures.network import network
from dlcore.figures.overlay import Fork, RunCurve, overlay, rename, sole
from dlcore.figures.panel import Binding, Panel, animate, frame
from dlcore.figures.predictions import predictions
from dlcore.figures.race import (
    arrows,
    curvatures,
    learning_rates,
    losses,
    sharpness_of_run,
    spectrum,
    sweep,
    times,
)
from dlcore.figures.surface import surface
from dlcore.figures.terrain import relief, terrain

__all__ = [
    "Binding",
    "Fork",
    "Panel",
    "RunCurve",
    "activations",
    "animate",
    "arrows",
    "confusion",
    "curvatures",
    "curves",
    "frame",
    "gradients",
    "learning_rates",
    "losses",
    "network",
    "overlay",
    "predictions",
    "relief",
    "rename",
    "sharpness_of_run",
    "sole",
    "spectrum",
    "surface",
    "sweep",
    "terrain",
    "times",
    "weights",
]
