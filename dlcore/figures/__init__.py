"""Arrays and labels in, figures out: pure functions without torch, and without a sentence of their own."""

from dlcore.figures.boundaries import boundaries
from dlcore.figures.confusion import confusion, counted
from dlcore.figures.courses import Follow, courses
from dlcore.figures.curves import curves
from dlcore.figures.gradients import gradients
from dlcore.figures.histograms import activations, weights
from dlcore.figures.network import network
from dlcore.figures.odds import log_odds, sigmoid_curve
from dlcore.figures.outputs import three_curves
from dlcore.figures.overlay import Fork, RunCurve, overlay, rename, sole
from dlcore.figures.panel import Binding, Panel, animate, frame
from dlcore.figures.predictions import predictions
from dlcore.figures.solutions import solutions
from dlcore.figures.still_lines import Line, still_lines
from dlcore.figures.surface import surface

__all__ = [
    "Binding",
    "Follow",
    "Fork",
    "Line",
    "Panel",
    "RunCurve",
    "activations",
    "animate",
    "boundaries",
    "confusion",
    "counted",
    "courses",
    "curves",
    "frame",
    "gradients",
    "log_odds",
    "network",
    "overlay",
    "predictions",
    "rename",
    "sigmoid_curve",
    "sole",
    "solutions",
    "still_lines",
    "surface",
    "three_curves",
    "weights",
]
