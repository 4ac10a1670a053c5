"""What the playground's codes are called. Names of functions and optimisers are the same in both languages."""

from __future__ import annotations

from ui.language import message

FEATURES = {
    "x1": "x₁",
    "x2": "x₂",
    "x1x1": "x₁²",
    "x2x2": "x₂²",
    "x1x2": "x₁x₂",
    "sinx1": "sin x₁",
    "sinx2": "sin x₂",
}
CLASSES = {
    "0": message("blue"),
    "1": message("orange"),
    "2": message("green"),
    "3": message("pink"),
    "4": message("sky blue"),
    "5": message("olive"),
}
MEASUREMENTS = {
    "iris": (message("sepal length"), message("sepal width"), message("petal length"), message("petal width")),
    "penguins": (message("bill length"), message("bill depth"), message("flipper length"), message("body mass")),
}
FIELDS = {
    "dataset": message("Data"),
    "samples": message("Points"),
    "noise": message("Noise"),
    "train_share": message("Share for training"),
    "measurements": message("Measurements"),
    "data_seed": message("Data seed"),
    "features": message("Inputs"),
    "hidden": message("Hidden layers"),
    "activation": message("Activation"),
    "init": message("First weights"),
    "seed": message("Seed"),
    "loss": message("Loss function"),
    "optimizer": message("Optimiser"),
    "lr": message("Learning rate"),
    "batch_size": message("Batch size"),
    "epochs": message("Epochs"),
    "weight_decay": message("L2 (weight decay)"),
    "l1": message("L1"),
    "dropout": message("Dropout"),
    "device": message("Compute on"),
    "own": message("Own data"),
    "past": message("Branch"),
}
