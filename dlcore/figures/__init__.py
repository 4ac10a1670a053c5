"""Arrays and labels in, figures out: pure functions without torch, and without a sentence of their own."""

from dlcore.figures.coefficients import coefficients
from dlcore.figures.confusion import confusion
from dlcore.figures.curves import curves
from dlcore.figures.descent import descent
from dlcore.figures.fitted_line import fitted_line
from dlcore.figures.gradients import gradients
from dlcore.figures.histograms import activations, weights
from dlcore.figures.histories import Series, histories
from dlcore.figures.layer_norms import layer_norms
from dlcore.figures.loss_map import loss_bowl, loss_contours, trails
from dlcore.figures.network import network
from dlcore.figures.overlay import Fork, RunCurve, overlay, rename, sole
from dlcore.figures.panel import Binding, Panel, animate, frame
from dlcore.figures.parameter_plane import paths, unit_plane
from dlcore.figures.penalties import penalty_path
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
from dlcore.figures.residuals import predicted_and_true, residuals
from dlcore.figures.surface import surface
from dlcore.figures.terrain import relief, terrain
from dlcore.figures.trial import trial

__all__ = [
    "Binding",
    "Fork",
    "Panel",
    "RunCurve",
    "Series",
    "activations",
    "animate",
    "arrows",
    "coefficients",
    "confusion",
    "curvatures",
    "curves",
    "descent",
    "fitted_line",
    "frame",
    "gradients",
    "histories",
    "layer_norms",
    "learning_rates",
    "loss_bowl",
    "loss_contours",
    "losses",
    "network",
    "overlay",
    "paths",
    "penalty_path",
    "predicted_and_true",
    "predictions",
    "relief",
    "rename",
    "residuals",
    "sharpness_of_run",
    "sole",
    "spectrum",
    "surface",
    "sweep",
    "terrain",
    "times",
    "trails",
    "trial",
    "unit_plane",
    "weights",
]
