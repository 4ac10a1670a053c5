"""What the page's codes are called. Names of functions and optimisers are the same in both languages."""

from __future__ import annotations

from ui.language import message
from ui.workbench import EPOCHS, Wording

ROOMS = {
    "": message("The graph, opened"),
    "depth": message("Depth"),
    "units": message("Dead and equal units"),
    "loop": message("Mistakes in the loop"),
}
FIELDS = {
    "hidden": message("Hidden layers"),
    "activation": message("Activation"),
    "loss": message("Loss function"),
    "optimizer": message("Optimiser"),
    "lr": message("Learning rate"),
    "steps": message("Optimiser steps"),
    "inputs": message("Inputs"),
    "target": message("Target"),
    "weights": message("Weights and biases"),
    "seed": message("Seed"),
    "init": message("First weights"),
    "scale": message("First weights times"),
    "width": message("Units in each layer"),
    "deepest": message("Deepest network"),
    "seeds": message("Seeds at once"),
    "epochs": message("Epochs"),
    "batch_size": message("Batch size"),
    "noise": message("Noise"),
}
STEPS = Wording(
    where=message("{epoch:,} of {end:,} optimiser steps"),
    speed=message("{speed:,.0f} steps/s"),
    diverged=message("Diverged after {epoch:,} steps"),
    one=message("Take one optimiser step."),
    back=message("Back to the first weights."),
    frame=message("Step {step}"),
)
DEPTHS = Wording(
    where=message("Depth {epoch:,} of {end:,}"),
    speed=message("{speed:,.0f} depths/s"),
    diverged=message("Stopped after depth {epoch:,}"),
    one=message("Measure the next depth."),
    back=message("Back to one hidden layer."),
    frame=message("Depth {step}"),
)
WORDINGS = {"": STEPS, "depth": DEPTHS, "units": EPOCHS, "loop": STEPS}
