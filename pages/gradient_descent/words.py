"""What the page's codes are called. Names of optimisers are the same in both languages."""

from __future__ import annotations

from dlcore.experiments.gradient_descent.config import FACTORS, Race
from ui.language import _, message
from ui.workbench import Wording

ROOMS = {
    "": message("A race down a surface"),
    "network": message("The loss of a real network"),
    "rates": message("64 learning rates at once"),
}
OPTIMIZERS = {
    "sgd": "SGD",
    "momentum": message("momentum"),
    "nesterov": "Nesterov",
    "adagrad": "AdaGrad",
    "rmsprop": "RMSProp",
    "adam": "Adam",
    "adamw": "AdamW",
}
SCHEDULES = {
    "constant": message("constant"),
    "step": message("in steps"),
    "cosine": message("cosine"),
    "warmup": message("warm-up"),
    "onecycle": message("one cycle"),
}
SURFACES = {
    "bowl": message("Bowl (quadratic)"),
    "ravine": message("Ravine (Rosenbrock)"),
    "saddle": message("Saddle"),
    "himmelblau": message("Four valleys (Himmelblau)"),
    "rastrigin": message("Egg box (Rastrigin)"),
}
CONTESTS = {
    "optimizers": message("optimisers"),
    "schedules": message("schedules"),
    "rates": message("learning rates"),
}
DIRECTIONS = {
    "path": message("of the training path"),
    "random": message("two random ones"),
    "sharpest": message("the two sharpest"),
    "chosen": message("two single parameters"),
}
FIELDS = {
    "experiment": message("Experiment"),
    "surface": message("Surface"),
    "condition": message("Condition number κ"),
    "angle": message("Turned by (degrees)"),
    "x": message("Start x"),
    "y": message("Start y"),
    "contest": message("What races"),
    "racers": message("Racers"),
    "optimizer": message("Optimiser"),
    "lr": message("Learning rate"),
    "adaptive_lr": message("η, adaptive"),
    "momentum": message("Momentum β"),
    "weight_decay": message("Weight decay of AdamW"),
    "schedule": message("Schedule"),
    "clip": message("Clip gradients at"),
    "noise": message("Gradient noise"),
    "steps": message("Steps"),
    "seed": message("Seed"),
    "dataset": message("Data"),
    "samples": message("Points"),
    "data_seed": message("Data seed"),
    "hidden": message("Hidden layers"),
    "activation": message("Activation"),
    "init": message("First weights"),
    "batch_size": message("Batch size"),
    "epochs": message("Epochs"),
    "directions": message("Directions of the plane"),
    "first": message("First parameter, number"),
    "second": message("Second parameter, number"),
    "reach": message("Reach of the plane"),
    "direction_seed": message("Seed of the directions"),
    "lowest": message("Lowest learning rate"),
    "highest": message("Highest learning rate"),
}
STEPS = Wording(
    where=message("Step {epoch:,} of {end:,}"),
    speed=message("{speed:,.0f} steps/s"),
    diverged=message("The last racer was lost after step {epoch:,}"),
    one=message("Take one step."),
    back=message("Back to the start."),
    frame=message("Step {step}"),
)


def racer_names(config: Race) -> dict[str, str]:
    """Name everyone who takes part in a race, in the session's language."""
    names = {
        "optimizers": lambda i, racer: _(OPTIMIZERS[racer.optimizer]),
        "schedules": lambda i, racer: _(SCHEDULES[racer.schedule]),
        "rates": lambda i, racer: f"{FACTORS[i]:g} η",
    }[config.contest]
    return {racer.code: names(i, racer) for i, racer in enumerate(config.lineup)}
