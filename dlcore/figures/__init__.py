"""Arrays and labels in, figures out: pure functions without torch, and without a sentence of their own."""

from dlcore.figures.confusion import confusion
from dlcore.figures.curves import curves
from dlcore.figures.fits import fits
from dlcore.figures.gradients import gradients
from dlcore.figures.histograms import activations, weights
from dlcore.figures.network import network
from dlcore.figures.overlay import Fork, RunCurve, overlay, rename, sole
from dlcore.figures.panel import Binding, Panel, animate, frame
from dlcore.figures.predictions import predictions
from dlcore.figures.surface import surface
from dlcore.figures.sweeps import Line, Marks, sweep
from dlcore.figures.tries import tries

__all__ = [
    "Binding",
    "Fork",
    "Line",
    "Marks",
    "Panel",
    "RunCurve",
    "activations",
    "animate",
    "confusion",
    "curves",
    "fits",
    "frame",
    "gradients",
    "network",
    "overlay",
    "predictions",
    "rename",
    "sole",
    "surface",
    "sweep",
    "tries",
    "weights",
]
