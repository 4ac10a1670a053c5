"""What the page's codes are called."""

from __future__ import annotations

from dlcore.models.blocks import Layer
from ui.language import _, message
from ui.terms import ACTIVATIONS, OPTIMIZERS
from ui.workbench import Wording

ROOMS = {
    "kernel": message("One convolution, slowly"),
    "": message("A network, trained live"),
    "why": message("Why convolution"),
}
DATASETS = {
    "mnist": message("MNIST digits, 28×28"),
    "digits8": message("Small digits, 8×8"),
}
BLOCKS = {
    "conv": message("convolution"),
    "norm": message("normalisation"),
    "act": message("activation"),
    "max": message("max pooling"),
    "average": message("average pooling"),
    "dropout": message("dropout"),
    "dense": message("dense layer"),
}
FLATTEN = message("flatten")
SCHEDULES = {"constant": message("constant"), "cosine": message("falls like a cosine")}
KERNELS = {
    "sobel_x": message("Sobel, left to right"),
    "sobel_y": message("Sobel, top to bottom"),
    "edge": message("edges all round"),
    "blur": message("blur (mean)"),
    "gauss": message("blur (Gauss)"),
    "sharpen": message("sharpen"),
    "emboss": message("emboss"),
    "identity": message("identity"),
    "red": message("red against green"),
}
INPUTS = {
    "digits": message("digits"),
    "random": message("random pixels"),
    "flat": message("an even grey"),
}
INITS = {"zeros": message("all zero"), "random": message("random")}
POOLINGS = {
    "max": message("max pooling"),
    "stride": message("stride 2 instead"),
    "none": message("none"),
}
WORDS = {
    "target": KERNELS,
    "inputs": INPUTS,
    "init": INITS,
    "pooling": POOLINGS,
    "dataset": DATASETS,
    "blocks": BLOCKS,
    "activation": ACTIVATIONS,
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
}
FIELDS = {
    "dataset": message("Images"),
    "train_images": message("Training images"),
    "shift": message("Augmentation: shift (pixels)"),
    "angle": message("Augmentation: turn (degrees)"),
    "data_seed": message("Data seed"),
    "blocks": message("Blocks"),
    "channels": message("Kernels (channels)"),
    "kernel_size": message("Kernel size"),
    "stride": message("Stride"),
    "same": message("Padding keeps the size"),
    "activation": message("Activation"),
    "units": message("Units of a dense layer"),
    "p": message("Dropout p"),
    "seed": message("Seed"),
    "optimizer": message("Optimiser"),
    "lr": message("Learning rate"),
    "schedule": message("Learning rate over time"),
    "batch_size": message("Batch size"),
    "steps": message("Optimiser steps"),
    "weight_decay": message("L2 (weight decay)"),
    "target": message("Kernel to find"),
    "inputs": message("Images to learn from"),
    "images": message("Number of images"),
    "noise": message("Noise on the outputs"),
    "size": message("Size of the learned kernel"),
    "init": message("First weights"),
    "shuffled": message("Shuffle the pixels"),
    "pooling": message("Pooling"),
    "times": message("Perceptron's parameters"),
}
STEPS = Wording(
    where=message("Step {epoch:,} of {end:,}"),
    speed=message("{speed:,.0f} steps/s"),
    diverged=message("Diverged after step {epoch:,}"),
    one=message("Train on one batch."),
    back=message("Back to the untrained network."),
    frame=message("Step {step}"),
)


def layer_name(layer: Layer) -> str:
    """Name a layer in the learner's language."""
    return _(BLOCKS.get(layer.kind, FLATTEN))


def layer_names(layers: tuple[Layer, ...]) -> list[str]:
    """Name a network's layers in their order, each with its number."""
    return [f"{i}. {layer_name(layer)}" for i, layer in enumerate(layers, start=1)]
