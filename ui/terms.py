"""What codes that several pages share are called. Names of functions and optimisers are the same in both languages."""

from __future__ import annotations

from ui.language import message

ACTIVATIONS = {
    "identity": message("none (identity)"),
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "tanh": "tanh",
    "sigmoid": "sigmoid",
    "gelu": "GELU",
    "sine": "sine",
}
OPTIMIZERS = {
    "sgd": "SGD",
    "momentum": message("SGD + momentum 0.9"),
    "nesterov": message("SGD + Nesterov 0.9"),
    "adagrad": "AdaGrad",
    "rmsprop": "RMSProp",
    "adam": "Adam",
    "adamw": "AdamW",
}
INITS = {
    "default": message("PyTorch's default"),
    "xavier": "Xavier",
    "he": "He",
    "zeros": message("all zero"),
    "large": message("too large"),
}
LOSSES = {"cross_entropy": message("cross-entropy"), "mse": message("squared error")}
DEVICES = {"auto": message("automatic"), "cpu": "CPU", "cuda": "GPU (CUDA)", "mps": "GPU (MPS)"}
DATASETS = {
    "circles": message("Circles"),
    "xor": message("XOR"),
    "gaussians": message("Two Gaussians"),
    "spiral": message("Spiral"),
    "moons": message("Moons"),
    "three_arms": message("Three-arm spiral"),
    "blobs": message("Four blobs"),
    "slope": message("Slope (regression)"),
    "bumps": message("Two bumps (regression)"),
    "iris": message("Iris flowers"),
    "penguins": message("Penguins"),
    "own": message("Own data"),
}
