"""Experiments worth trying on the playground; each changes one idea and shows it within seconds."""

from __future__ import annotations

from dlcore.experiments.neural_network.config import NeuralNetwork
from ui.language import message
from ui.lesson import Preset

PRESETS: tuple[Preset[NeuralNetwork], ...] = (
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
        message("Two sine units, one wave along each diagonal: see how adding them makes four quarters."),
        NeuralNetwork(dataset="xor", noise=0.05, hidden=(2,), activation=("sine",), lr=0.03, epochs=200),
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
        message("Only the coordinates, but three hidden layers: edges become corners, and corners become arms."),
        NeuralNetwork(hidden=(8, 8, 8), activation=("relu",), epochs=300),
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
        message(
            "A tilted plane, one exact step an epoch: each step overshoots farther, until the run ends at a million."
        ),
        NeuralNetwork(dataset="slope", hidden=(), optimizer="sgd", lr=0.4, batch_size=1000, epochs=60),
        ("surface", "curves", "gradients"),
    ),
    Preset(
        "overfitting",
        message("Learning the noise by heart"),
        message("Few, noisy points and many parameters: the two losses part, and islands form around single points."),
        NeuralNetwork(
            dataset="moons", noise=0.45, samples=120, hidden=(32, 32), activation=("relu",), epochs=500, lr=0.01
        ),
    ),
    Preset(
        "sigmoid_stall",
        message("Six layers of sigmoid"),
        message(
            "The loss stands still. At epoch 0 each layer's gradient is four to eight times smaller than the "
            "next one's."
        ),
        NeuralNetwork(
            dataset="moons", hidden=(8, 8, 8, 8, 8, 8), activation=("sigmoid",), optimizer="sgd", lr=0.1, epochs=200
        ),
        ("surface", "curves", "gradients"),
    ),
)
