"""Arrays and labels in, figures out: pure functions without torch, and without a sentence of their own."""

from dlcore.figures.answers import Answer, answers
from dlcore.figures.banded import banded, compared
from dlcore.figures.boundaries import boundaries
from dlcore.figures.clouds import clouds
from dlcore.figures.codes import codes
from dlcore.figures.coefficients import coefficients
from dlcore.figures.confusion import confusion, counted
from dlcore.figures.contest import clocks, scores, side_by_side, tuning
from dlcore.figures.costs import costs
from dlcore.figures.courses import Follow, courses
from dlcore.figures.curves import curves
from dlcore.figures.descent import descent
from dlcore.figures.fits import fits
from dlcore.figures.fitted_line import fitted_line
from dlcore.figures.gradients import gradients
from dlcore.figures.growth import growth
from dlcore.figures.histograms import activations, weights
from dlcore.figures.histories import Series, histories
from dlcore.figures.importances import importances, shares_of_row
from dlcore.figures.layer_norms import layer_norms
from dlcore.figures.learning_curves import learning_curves
from dlcore.figures.loss_map import loss_bowl, loss_contours, trails
from dlcore.figures.network import network
from dlcore.figures.odds import log_odds, sigmoid_curve
from dlcore.figures.outputs import three_curves
from dlcore.figures.overlay import Fork, RunCurve, overlay, rename, sole
from dlcore.figures.panel import Binding, Panel, animate, frame
from dlcore.figures.parameter_plane import paths, unit_plane
from dlcore.figures.penalties import penalty_path
from dlcore.figures.perplexity import perplexity
from dlcore.figures.pictures import Picture, pictures
from dlcore.figures.predictions import predictions
from dlcore.figures.race import (
    arrows,
    curvatures,
    learning_rates,
    losses,
    rate_sweep,
    sharpness_of_run,
    spectrum,
    times,
)
from dlcore.figures.reach import Reaching, reach, reach_of_one
from dlcore.figures.readings import readings
from dlcore.figures.residuals import predicted_and_true, residuals
from dlcore.figures.rows import rows
from dlcore.figures.shares import shares
from dlcore.figures.solutions import solutions
from dlcore.figures.state_map import state_map
from dlcore.figures.still_lines import StillLine, still_lines
from dlcore.figures.storage import format_times, storage
from dlcore.figures.strips import Strip, strips
from dlcore.figures.surface import surface
from dlcore.figures.sweeps import Line, Marks, sweep
from dlcore.figures.terrain import relief, terrain
from dlcore.figures.tiles import tiles
from dlcore.figures.time_series import time_series
from dlcore.figures.timeline import timeline
from dlcore.figures.trial import trial
from dlcore.figures.tries import tries
from dlcore.figures.unit_map import attention_map, over_text, surprises, unit_map
from dlcore.figures.unrolled import number_sheet, still_sheet, unrolled
from dlcore.figures.written import written

__all__ = [
    "Answer",
    "Binding",
    "Follow",
    "Fork",
    "Line",
    "Marks",
    "Panel",
    "Picture",
    "Reaching",
    "RunCurve",
    "Series",
    "StillLine",
    "Strip",
    "activations",
    "animate",
    "answers",
    "arrows",
    "attention_map",
    "banded",
    "boundaries",
    "clocks",
    "clouds",
    "codes",
    "coefficients",
    "compared",
    "confusion",
    "costs",
    "counted",
    "courses",
    "curvatures",
    "curves",
    "descent",
    "fits",
    "fitted_line",
    "format_times",
    "frame",
    "gradients",
    "growth",
    "histories",
    "importances",
    "layer_norms",
    "learning_curves",
    "learning_rates",
    "log_odds",
    "loss_bowl",
    "loss_contours",
    "losses",
    "network",
    "number_sheet",
    "over_text",
    "overlay",
    "paths",
    "penalty_path",
    "perplexity",
    "pictures",
    "predicted_and_true",
    "predictions",
    "rate_sweep",
    "reach",
    "reach_of_one",
    "readings",
    "relief",
    "rename",
    "residuals",
    "rows",
    "scores",
    "shares",
    "shares_of_row",
    "sharpness_of_run",
    "side_by_side",
    "sigmoid_curve",
    "sole",
    "solutions",
    "spectrum",
    "state_map",
    "still_lines",
    "still_sheet",
    "storage",
    "strips",
    "surface",
    "surprises",
    "sweep",
    "terrain",
    "three_curves",
    "tiles",
    "time_series",
    "timeline",
    "times",
    "trails",
    "trial",
    "tries",
    "tuning",
    "unit_map",
    "unit_plane",
    "unrolled",
    "weights",
    "written",
]
