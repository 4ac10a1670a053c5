"""Arrays and labels in, figures out: pure functions without torch, and without a sentence of their own."""

from dlcore.figures.coefficients import coefficients
from dlcore.figures.confusion import confusion
from dlcore.figures.curves import curves
from dlcore.figures.descent import descent
from dlcore.figures.fitted_line import fitted_line
from dlcore.figures.gradients import gradients
from dlcore.figures.histograms import activations, weights
from dlcore.figures.loss_map import loss_bowl, loss_contours, trails
from dlcore.figures.network import network
from dlcore.figures.overlay import Fork, RunCurve, overlay, rename, sole
from dlcore.figures.panel import Binding, Panel, animate, frame
from dlcore.figures.penalties import penalty_path
from dlcore.figures.predictions import predictions
from dlcore.figures.residuals import predicted_and_true, residuals
from dlcore.figures.surface import surface
from dlcore.figures.trial import trial

__all__ = [
    "Binding",
    "Fork",
    "Panel",
    "RunCurve",
    "activations",
    "animate",
    "coefficients",
    "confusion",
    "curves",
    "descent",
    "fitted_line",
    "frame",
    "gradients",
    "loss_bowl",
    "loss_contours",
    "network",
    "overlay",
    "penalty_path",
    "predicted_and_true",
    "predictions",
    "rename",
    "residuals",
    "sole",
    "surface",
    "trails",
    "trial",
    "weights",
]
