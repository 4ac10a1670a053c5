"""Experiments worth trying; each changes one idea and shows it within seconds."""

from __future__ import annotations

from dlcore.experiments.linear_regression.config import LinearRegression, SeveralFeatures
from ui.language import message
from ui.lesson import Preset

BOTH = ("line", "contours")

PRESETS: tuple[Preset[LinearRegression] | Preset[SeveralFeatures], ...] = (
    Preset(
        "standardised",
        message("Standardised"),
        message("The valley has become a round bowl: forty times the rate is stable, and 20 epochs are enough."),
        LinearRegression(standardise=True, lr=0.4, epochs=20),
        BOTH,
    ),
    Preset(
        "below_the_edge",
        message("Just below the limit"),
        message("98% of the largest stable rate: every step jumps across the valley, and lands a little lower."),
        LinearRegression(lr=0.1174, epochs=500),
        ("line", "contours", "descent"),
    ),
    Preset(
        "above_the_edge",
        message("Just above the limit"),
        message("102% of it: every step jumps across the valley, and lands a little higher."),
        LinearRegression(lr=0.1222, epochs=500),
        ("line", "contours", "descent"),
    ),
    Preset(
        "one_at_a_time",
        message("One point at a time"),
        message("Each step follows one point only. The path trembles, and keeps trembling round the goal."),
        LinearRegression(dataset="noisy", standardise=True, lr=0.05, batch_size=1, epochs=100),
        BOTH,
    ),
    Preset(
        "outliers",
        message("Outliers, squared error"),
        message("Four outliers lift one end of the line: a squared error makes each of them count enormously."),
        LinearRegression(dataset="noisy", outliers=4, standardise=True, lr=0.1, epochs=300),
        BOTH,
    ),
    Preset(
        "outliers_huber",
        message("Outliers, Huber"),
        message("The same points: beyond δ the pull of a point stays the same, and the line stays with the many."),
        LinearRegression(dataset="noisy", outliers=4, standardise=True, lr=0.1, epochs=1000, loss="huber"),
        BOTH,
    ),
    Preset(
        "anscombe",
        message("A line through a curve"),
        message("Second of Anscombe's four: look through all four, and compare slope, intercept and loss."),
        LinearRegression(dataset="anscombe", quartet=2, standardise=True, lr=0.1, epochs=100),
        BOTH,
    ),
    Preset(
        "lasso",
        message("Lasso on ten measurements"),
        message("Some weights arrive at exactly zero and stay there: these measurements are not used at all."),
        SeveralFeatures(penalty="lasso", strength=10.0, epochs=1000),
        ("coefficients", "descent", "predicted"),
    ),
)
