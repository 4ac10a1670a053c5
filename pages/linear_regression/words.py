"""What the page's codes are called."""

from __future__ import annotations

from ui.language import message

ROOMS = {"": message("One line"), "several": message("Several measurements")}
DATASETS = {
    "four": message("Four points on y = 2x"),
    "noisy": message("Noisy line"),
    "anscombe": message("Anscombe's quartet"),
    "diabetes": message("Diabetes patients"),
    "own": message("Own data"),
}
MEASUREMENTS = {
    "age": message("age"),
    "sex": message("sex"),
    "bmi": message("body mass index"),
    "bp": message("blood pressure"),
    "s1": message("total cholesterol"),
    "s2": message("LDL"),
    "s3": message("HDL"),
    "s4": message("cholesterol / HDL"),
    "s5": message("log triglycerides"),
    "s6": message("blood sugar"),
}
LOSSES = {
    "mse": message("squared error (MSE)"),
    "mae": message("absolute error (MAE)"),
    "huber": message("Huber"),
}
INITS = {"default": message("PyTorch's default"), "zeros": message("all zero"), "hand": message("by hand")}
PENALTIES = {"none": message("none"), "ridge": message("ridge (Σ w²)"), "lasso": message("lasso (Σ |w|)")}
WORDS = {
    "dataset": DATASETS,
    "measurement": MEASUREMENTS,
    "loss": LOSSES,
    "init": INITS,
    "penalty": PENALTIES,
}
FIELDS = {
    "dataset": message("Data"),
    "quartet": message("Which of the four"),
    "measurement": message("Measurement"),
    "measurements": message("Measurements"),
    "slope": message("True slope"),
    "intercept": message("True intercept"),
    "noise": message("Noise"),
    "outliers": message("Outliers"),
    "samples": message("Points"),
    "train_share": message("Share for training"),
    "data_seed": message("Data seed"),
    "standardise": message("Standardise"),
    "loss": message("Loss function"),
    "delta": message("Huber's δ"),
    "penalty": message("Penalty"),
    "strength": message("Strength λ"),
    "lr": message("Learning rate"),
    "batch_size": message("Batch size"),
    "epochs": message("Epochs"),
    "init": message("Start"),
    "hand_slope": message("Slope at the start"),
    "hand_intercept": message("Intercept at the start"),
    "seed": message("Seed"),
    "own": message("Own data"),
}
