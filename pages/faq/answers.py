"""Which experiment answers which question. The words are prose, in sections of the questions' codes."""

from __future__ import annotations

from dataclasses import dataclass

from dlcore.config import Config
from dlcore.experiments.backpropagation.config import DepthSweep, LoopMistake, OneSample
from dlcore.experiments.classical_vs_deep.config import Config as Contest
from dlcore.experiments.compute_cost.config import Scaling
from dlcore.experiments.convolutional_network.config import Compare
from dlcore.experiments.data_efficiency.config import Curves
from dlcore.experiments.gradient_descent.config import Landscape, Race, Rates
from dlcore.experiments.interpretability.config import Cheat
from dlcore.experiments.linear_regression.config import LinearRegression
from dlcore.experiments.logistic_regression.config import LogisticRegression, Mistake
from dlcore.experiments.neural_network.config import NeuralNetwork
from dlcore.experiments.overfitting.config import Capacity, Descent, Leakage, Stopping
from dlcore.experiments.recurrent_network.config import Lags
from dlcore.experiments.self_supervised.config import Pretext
from dlcore.experiments.transfer.config import Sources
from ui.language import message


@dataclass(frozen=True, slots=True)
class Answer:
    """Where an answer can be seen.

    Attributes
    ----------
    code
        The question's, in links and in the prose.
    stem, config
        The page and the settings that show it.
    """

    code: str
    stem: str
    config: Config


ANSWERS = {
    message("The article's four questions"): (
        Answer("machine_learning", "classical_vs_deep", Contest(data="breast_cancer")),
        Answer("data", "data_efficiency", Curves(sets=("gaussians", "spiral"), models=("network",), noise=0.1)),
        Answer("computing", "compute_cost", Scaling(kind="mlp", varied="width", depth=4, doublings=7)),
        Answer("overfitting", "overfitting", Capacity(model="network")),
    ),
    message("Networks"): (
        Answer(
            "activation",
            "neural_network",
            NeuralNetwork(dataset="circles", hidden=(8, 8, 8, 8), activation=("identity",), epochs=100),
        ),
        Answer("size", "neural_network", NeuralNetwork(hidden=(2,), epochs=200)),
        Answer(
            "zeros",
            "neural_network",
            NeuralNetwork(dataset="moons", hidden=(4,), activation=("sigmoid",), init="zeros", lr=0.03, epochs=100),
        ),
        Answer("depth", "backpropagation", DepthSweep()),
        Answer(
            "seed",
            "neural_network",
            NeuralNetwork(dataset="xor", noise=0.05, hidden=(2,), lr=0.03, epochs=200, seed=1),
        ),
        Answer("convolution", "convolutional_network", Compare(shuffled=True)),
        Answer("memory", "recurrent_network", Lags()),
    ),
    message("Training"): (
        Answer("backpropagation", "backpropagation", OneSample(hidden=(1, 1), inputs=(1.0, 0.0))),
        Answer("zero_grad", "backpropagation", LoopMistake()),
        Answer(
            "learning_rate",
            "gradient_descent",
            Rates(dataset="bumps", hidden=(8,), lowest=0.001, highest=10, epochs=200),
        ),
        Answer("nan", "linear_regression", LinearRegression(lr=0.1222, epochs=500)),
        Answer("scaling", "linear_regression", LinearRegression(standardise=True, lr=0.4, epochs=20)),
        Answer("batch_size", "gradient_descent", Landscape(batch_size=5, lr=0.1, epochs=100)),
        Answer(
            "optimiser",
            "gradient_descent",
            Race(surface="ravine", x=-1.2, y=1, lr=0.001, adaptive_lr=0.02, steps=500),
        ),
        Answer("bce", "logistic_regression", Mistake()),
        Answer("cross_entropy", "logistic_regression", LogisticRegression(distance=4.0, init="wrong", loss="mse")),
    ),
    message("Judging the result"): (
        Answer("epochs", "overfitting", Stopping()),
        Answer("third_set", "overfitting", Leakage(coin=True)),
        Answer("accuracy", "logistic_regression", LogisticRegression(positives=0.1, distance=2.0, samples=1000)),
        Answer("bigger", "overfitting", Descent(noise=0.4)),
        Answer("reasons", "interpretability", Cheat(share=0.9)),
    ),
    message("With few labels"): (
        Answer("labels", "self_supervised", Pretext()),
        Answer("pretrained", "transfer", Sources()),
    ),
}
