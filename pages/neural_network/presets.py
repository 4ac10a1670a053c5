"""Experiments worth trying on the playground; each changes one idea and shows it within seconds."""

from __future__ import annotations

from dlcore.experiments.neural_network.config import NeuralNetwork
from ui.language import message
from ui.lesson import Preset

PRESETS = (
    Preset(
        "linear_circles",
        message("A line against circles"),
        message("No hidden layer: watch the boundary turn and shift, and never close."),
        NeuralNetwork(dataset="circles", hidden=(), lr=0.03, epochs=100),
    ),
    Preset(
        "depth_without_activation",
        message("Depth, no activation"),
        message("Four hidden layers, none of which bends anything: every map in the network is a straight edge."),
        NeuralNetwork(dataset="circles", hidden=(8, 8, 8, 8), activation=("identity",), epochs=100),
        ("surface", "network"),
    ),
    Preset(
        "xor_two_units",
        message("XOR with two units"),
        message("Each hidden unit draws one line; the output puts the two together."),
        NeuralNetwork(dataset="xor", noise=0.05, hidden=(2,), lr=0.03, epochs=200, seed=1),
        ("surface", "network"),
    ),
    Preset(
        "spiral_features",
        message("Spiral by features"),
        message("One hidden layer, but squares, products and sines to start from: see which maps come ready-made."),
        NeuralNetwork(
            features=("x1", "x2", "x1x1", "x2x2", "x1x2", "sinx1", "sinx2"), hidden=(8,), epochs=300, lr=0.03
        ),
        ("surface", "network"),
    ),
    Preset(
        "spiral_depth",
        message("Spiral by depth"),
        message("Only the coordinates, but three hidden layers: edges become bends, and bends become arms."),
        NeuralNetwork(hidden=(8, 8, 8), epochs=300),
        ("surface", "network"),
    ),
    Preset(
        "zero_init",
        message("All weights zero"),
        message("Four hidden units, four equal maps in every epoch: together they are worth one."),
        NeuralNetwork(dataset="moons", hidden=(4,), activation=("sigmoid",), init="zeros", lr=0.03, epochs=100),
        ("surface", "network", "weights"),
    ),
    Preset(
        "lr_too_high",
        message("Learning rate too high"),
        message("The loss leaps from step to step until it passes every bound; the run ends there."),
        NeuralNetwork(dataset="bumps", hidden=(8, 8), activation=("relu",), optimizer="sgd", lr=1.0, epochs=100),
        ("surface", "curves", "gradients"),
    ),
    Preset(
        "overfitting",
        message("Learning the noise by heart"),
        message("Few, noisy points and many parameters: the two losses part, and islands form around single points."),
        NeuralNetwork(
            dataset="moons", noise=0.35, samples=120, hidden=(32, 32), activation=("relu",), epochs=500, lr=0.01
        ),
    ),
    Preset(
        "sigmoid_stall",
        message("Six layers of sigmoid"),
        message("The loss stands still: the first layers' gradients are thousands of times smaller than the last one's."),
        NeuralNetwork(
            dataset="moons", hidden=(8, 8, 8, 8, 8, 8), activation=("sigmoid",), optimizer="sgd", lr=0.1, epochs=200
        ),
        ("surface", "curves", "gradients"),
    ),
)
