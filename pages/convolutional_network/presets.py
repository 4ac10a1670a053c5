"""Experiments worth trying; each changes one idea."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.convolutional_network.config import Compare, LearnKernel, Network
from ui.language import message
from ui.lesson import Preset

SEEN = ("maps", "curves", "confusion", "kernels_0")
PRESETS: tuple[Preset[Config], ...] = (
    Preset(
        "small_digits",
        message("8×8 in a moment"),
        message("Tiny images, a tiny network: the whole training takes a second or two."),
        Network(dataset="digits8", kernel_size=3, same=True, shift=0, steps=300),
        SEEN,
    ),
    Preset(
        "no_normalisation",
        message("Without normalisation"),
        message("The same network without its two normalisation blocks: the loss comes down later and ends higher."),
        Network(blocks=("conv", "act", "max", "conv", "act", "max"), lr=4e-3),
        SEEN,
    ),
    Preset(
        "no_activation",
        message("No activation"),
        message("Convolutions and means alone are one linear map, however many: watch how far that gets."),
        Network(blocks=("conv", "average", "conv", "average"), lr=4e-3),
        SEEN,
    ),
    Preset(
        "stride",
        message("Stride instead of pooling"),
        message("The kernels themselves jump by two pixels. As many parameters, fewer multiplications."),
        Network(blocks=("conv", "norm", "act", "conv", "norm", "act"), stride=2),
        SEEN,
    ),
    Preset(
        "few_images",
        message("Two hundred images"),
        message("Training accuracy goes to 100 %, held-out accuracy does not: the gap between the curves."),
        Network(train_images=200, shift=0),
        ("curves", "confusion"),
    ),
    Preset(
        "few_augmented",
        message("Two hundred, augmented"),
        message("The same two hundred images, but shifted and turned anew every time. Compare the gap."),
        Network(train_images=200, shift=2, angle=10.0),
        ("curves", "confusion"),
    ),
    Preset(
        "dropout",
        message("Dropout and a dense layer"),
        message(
            "Nearly twice as many parameters; a quarter of the dense units idle at each step. Compare the default."
        ),
        Network(blocks=("conv", "act", "max", "conv", "act", "max", "dense", "act", "dropout"), lr=4e-3),
        ("curves", "confusion"),
    ),
    Preset(
        "diverging",
        message("Too large a step"),
        message("Momentum with a learning rate of 1, no normalisation: the first steps ruin the network for good."),
        Network(blocks=("conv", "act", "max", "conv", "act", "max"), optimizer="momentum", lr=1.0, steps=100),
        ("curves", "kernels_0"),
    ),
    Preset(
        "blur",
        message("Find a blur"),
        message("Nine equal weights, from a random start: their sum is found at once, their differences slowly."),
        LearnKernel(target="blur", init="random"),
        ("hunt", "descent", "outputs"),
    ),
    Preset(
        "random_pixels",
        message("Random pixels"),
        message("Noise has all patterns in it: every weight shows itself equally, and the descent is quick."),
        LearnKernel(inputs="random", lr=0.2),
        ("hunt", "descent", "outputs"),
    ),
    Preset(
        "even_grey",
        message("An even grey"),
        message("The output shows only the sum of the weights. The loss is zero, and the kernel is wrong."),
        LearnKernel(inputs="flat", target="sharpen", lr=0.1),
        ("hunt", "descent", "outputs"),
    ),
    Preset(
        "too_fast",
        message("Past the limit"),
        message("The learning rate is above 2 / largest curvature: each step overshoots by more than the last."),
        LearnKernel(lr=2.0),
        ("hunt", "descent", "outputs"),
    ),
    Preset(
        "noisy",
        message("Noisy outputs"),
        message("The loss stops at the noise; the kernel is still found, up to what the noise hides."),
        LearnKernel(noise=0.5),
        ("hunt", "descent", "outputs"),
    ),
    Preset(
        "shuffled",
        message("Shuffled pixels"),
        message("Every image has its pixels in the same new order. Neighbours are no longer neighbours."),
        Compare(shuffled=True),
        ("accuracy", "shifted", "gap"),
    ),
    Preset(
        "ten_times",
        message("Ten times the parameters"),
        message("The perceptron gets ten times as many parameters. See whether that makes up for it."),
        Compare(times=10),
        ("accuracy", "shifted", "gap"),
    ),
    Preset(
        "shifted_training",
        message("Trained on shifts"),
        message("Both networks are trained on shifted images. Compare the right end of the shift curves."),
        Compare(shift=3, steps=400),
        ("accuracy", "shifted", "gap"),
    ),
    Preset(
        "no_pooling",
        message("No pooling"),
        message("More than ten times as many parameters, nearly all in the dense layer. Compare the two gaps."),
        Compare(pooling="none"),
        ("accuracy", "shifted", "gap"),
    ),
)
