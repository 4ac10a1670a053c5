"""Arrays and labels in, figures out: pure functions without torch, and without a sentence of their own."""

from dlcore.figures.confusion import confusion
from dlcore.figures.curves import curves
from dlcore.figures.gradients import gradients
from dlcore.figures.histograms import activations, weights
from dlcore.figures.histories import Series, histories
from dlcore.figures.layer_norms import layer_norms
from dlcore.figures.network import network
from dlcore.figures.overlay import Fork, RunCurve, overlay, rename, sole
from dlcore.figures.panel import Binding, Panel, animate, frame
from dlcore.figures.parameter_plane import paths, unit_plane
from dlcore.figures.predictions import predictions
from dlcore.figures.surface import surface

__all__ = [
    "Binding",
    "Fork",
    "Panel",
    "RunCurve",
    "Series",
    "activations",
    "animate",
    "confusion",
    "curves",
    "frame",
    "gradients",
    "histories",
    "layer_norms",
    "network",
    "overlay",
    "paths",
    "predictions",
    "rename",
    "sole",
    "surface",
    "unit_plane",
    "weights",
]
