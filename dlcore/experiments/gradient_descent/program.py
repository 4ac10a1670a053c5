"""The PyTorch programs of the three experiments, as a learner would write them. Loads without torch."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.neural_network import program as playground
from dlcore.export import source

from .config import Landscape, Race, Racer, Rates

IMPORTS = """\
import json
import math

import torch

torch.set_default_dtype(torch.float64)"""
OPTIMIZERS = {
    "sgd": "torch.optim.SGD([point], lr={lr})",
    "momentum": "torch.optim.SGD([point], lr={lr}, momentum={momentum})",
    "nesterov": "torch.optim.SGD([point], lr={lr}, momentum={momentum}, nesterov={nesterov})",
    "adagrad": "torch.optim.Adagrad([point], lr={lr})",
    "rmsprop": "torch.optim.RMSprop([point], lr={lr})",
    "adam": "torch.optim.Adam([point], lr={lr})",
    "adamw": "torch.optim.AdamW([point], lr={lr}, weight_decay={weight_decay})",
}
SCHEDULES = {
    "constant": "torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1.0)",
    "step": "torch.optim.lr_scheduler.StepLR(optimizer, step_size=math.ceil(steps / 3))",
    "cosine": "torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=steps)",
    "warmup": "torch.optim.lr_scheduler.LinearLR(optimizer, 0.1, 1.0, total_iters=math.ceil(steps / 10))",
    "onecycle": "torch.optim.lr_scheduler.OneCycleLR(optimizer, {lr}, total_steps=steps, cycle_momentum=False)",
}


def cells(config: Config) -> list[str]:
    """The program in parts: the last one prints the final metrics as JSON."""
    match config:
        case Race():
            return _race(config)
        case Landscape():
            return _landscape(config)
        case Rates():
            return _rates(config)
    raise TypeError(f"no program for a {type(config).__name__}")


def _race(config: Race) -> list[str]:
    given = f", {config.condition!r}, {config.angle!r}" if config.surface == "bowl" else ""
    ground = f"{source('dlcore.terrains', config.surface)}\n\n\ndef height(point):\n"
    noise = f"\n        point.grad += {config.noise!r} * torch.randn(2, generator=generator)" if config.noise else ""
    clip = f"\n        torch.nn.utils.clip_grad_norm_([point], {config.clip!r})" if config.clip else ""
    generator = f"\n    generator = torch.Generator().manual_seed({config.seed})" if config.noise else ""
    racers = ",\n".join(f'    "{racer.code}": {_entrant(config, racer)}' for racer in config.lineup)
    return [
        IMPORTS,
        f"{ground}    return {config.surface}(point[0], point[1]{given})\n\n\n"
        "def sharpness(point):\n"
        "    hessian = torch.autograd.functional.hessian(height, point)\n"
        "    return float(torch.linalg.eigvalsh(hessian)[-1])",
        f"steps = {config.steps}\n\n\n"
        "def race(make_optimizer, make_scheduler):\n"
        f"    point = torch.tensor([{config.x!r}, {config.y!r}], requires_grad=True)\n"
        "    optimizer = make_optimizer(point)\n"
        f"    scheduler = make_scheduler(optimizer){generator}\n"
        "    for step in range(steps):\n"
        "        before = point.detach().clone()\n"
        "        optimizer.zero_grad()\n"
        f"        height(point).backward(){noise}{clip}\n"
        "        optimizer.step()\n"
        "        scheduler.step()\n"
        "        if not height(point) <= 1e6:  # too high, or not a number\n"
        "            return before, max(step, 1)\n"
        "    return point.detach(), 0",
        f"racers = {{\n{racers},\n}}\n"
        "metrics = {}\n"
        "for name, (make_optimizer, make_scheduler) in racers.items():\n"
        "    end, stopped = race(make_optimizer, make_scheduler)\n"
        '    metrics[f"{name}_loss"] = float(height(end))\n'
        '    metrics[f"{name}_sharpness"] = sharpness(end)\n'
        '    metrics[f"{name}_stopped"] = float(stopped)',
        "print(json.dumps(metrics))",
    ]


def _entrant(config: Race, racer: Racer) -> str:
    rule = OPTIMIZERS[racer.optimizer].format(
        lr=repr(racer.lr),
        momentum=repr(config.momentum),
        nesterov=repr(config.momentum > 0),
        weight_decay=repr(config.weight_decay),
    )
    schedule = SCHEDULES[racer.schedule].format(lr=repr(racer.lr))
    return f"(\n        lambda point: {rule},\n        lambda optimizer: {schedule},\n    )"


def _landscape(config: Landscape) -> list[str]:
    *parts, _last = playground.cells(config.network)
    return [
        *parts,
        "examples = train.nonzero()[:, 0]\n"
        "names = [name for name, _ in model.named_parameters()]\n"
        "shapes = [parameter.shape for parameter in model.parameters()]\n"
        "sizes = [parameter.numel() for parameter in model.parameters()]\n"
        "here = nn.utils.parameters_to_vector(model.parameters()).detach()\n\n\n"
        "def training_loss(vector, chosen=examples):\n"
        '    """The loss as a function of all parameters in one vector."""\n'
        "    parts = vector.split(sizes)\n"
        "    parameters = {name: part.view(shape) for name, part, shape in zip(names, parts, shapes)}\n"
        f"    z = torch.func.functional_call(model, parameters, x[chosen])\n"
        f"    return {_loss(config)}",
        "hessian = torch.autograd.functional.hessian(training_loss, here)\n"
        'metrics["sharpness"] = float(torch.linalg.eigvalsh(hessian)[-1])',
        "gradients = torch.stack([torch.func.grad(training_loss)(here, one) for one in examples.split(1)])\n"
        'metrics["noise_scale"] = float(gradients.var(0).sum() / gradients.mean(0).square().sum())',
        "# the loss on a plane through the trained parameters, along two random directions\n"
        "direction_generator = torch.Generator().manual_seed(0)\n"
        "first, second = torch.randn(2, len(here), generator=direction_generator)\n"
        "first, second = (each * here.norm() / each.norm() for each in (first, second))\n"
        "axis = torch.linspace(-1, 1, 21)\n"
        "with torch.no_grad():\n"
        "    rows = [[float(training_loss(here + a * first + b * second)) for a in axis] for b in axis]\n"
        "surface = torch.tensor(rows)",
        "print(json.dumps(metrics))",
    ]


def _loss(config: Landscape | Rates) -> str:
    if config.dataset in ("slope", "bumps"):
        return "F.mse_loss(z, y[chosen, None])"
    return "F.binary_cross_entropy_with_logits(z, y[chosen, None].double())"


def _rates(config: Rates) -> list[str]:
    network = config.network(config.lowest)
    imports, data, model, *_rest = playground.cells(network)
    build = "\n".join(f"    {line}" if line else "" for line in model.splitlines())
    rule = playground.OPTIMIZERS[config.optimizer].format(lr="lr", decay="", weight_decay="0.0")
    measured = _loss(config).replace("chosen", "batch")
    return [
        imports,
        data,
        f"examples = train.nonzero()[:, 0]\n\n\n"
        f"def train_with(lr):\n"
        f'    """Train one network from the same first weights; return its last loss, None if it diverged."""\n'
        f"{build}\n"
        f"    optimizer = torch.optim.{rule}\n\n"
        f"    def loss_of(batch):\n"
        f"        z = model(x[batch])\n"
        f"        return {measured}\n\n"
        f"    for epoch in range({config.epochs}):\n"
        f"        for batch in torch.randperm(len(examples), generator=generator).split({config.batch_size}):\n"
        f"            optimizer.zero_grad()\n"
        f"            loss_of(examples[batch]).backward()\n"
        f"            optimizer.step()\n"
        f"        with torch.no_grad():\n"
        f"            value = float(loss_of(examples))\n"
        f"        if not value <= 1e6:\n"
        f"            return None\n"
        f"    return value",
        f"lowest, highest, count = {config.lowest!r}, {config.highest!r}, {len(config.rates)}\n"
        "rates = [lowest * (highest / lowest) ** (i / (count - 1)) for i in range(count)]\n"
        "losses = {lr: train_with(lr) for lr in rates}\n"
        "reached = {lr: loss for lr, loss in losses.items() if loss is not None}\n"
        'metrics = {"diverged_count": float(len(rates) - len(reached))}\n'
        "if reached:\n"
        "    best = min(reached, key=reached.get)\n"
        '    metrics |= {"best_loss": reached[best], "best_rate": best}',
        "print(json.dumps(metrics))",
    ]
