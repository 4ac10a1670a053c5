"""The programs of the cost experiments, as a learner would write them. Loads without torch."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.export import source

from .config import BITS, PIXELS, TRAINED_ON, Architecture, Formats, History, Scaling
from .decades import chosen
from .program_parts import CLOCK, COUNT, FORMATS, HISTORY, IMPORTS, LEARN, LOOP, NETWORKS, READ, SIZES


def cells(config: Config) -> list[str]:
    """The program in parts: imports, network, measuring, result."""
    match config:
        case Architecture():
            return _architecture(config)
        case Scaling():
            return _scaling(config)
        case Formats():
            return _formats(config)
        case History():
            return _history(config)
    raise TypeError(f"no program for {type(config).__name__}")


def _network(kind: str) -> list[str]:
    """Return what makes a network of any size, with the classes that it needs."""
    module = "dlcore.models.counted"
    classes = {
        "rnn": [source(module, "Recurrent")],
        "attention": [source("dlcore.models.attention", "SelfAttention"), source(module, "Block"),
                      source(module, "Attentive")],
    }  # fmt: skip
    return [SIZES, *classes[kind], NETWORKS[kind]] if kind in classes else [NETWORKS[kind]]


def _imports(kind: str) -> str:
    """Return what a network's program imports: the classes of networks for sequences name their tensors."""
    typed = IMPORTS.replace("from torch import nn", "from torch import Tensor, nn")
    return {"rnn": typed, "attention": typed.replace("import time", "import math\nimport time")}.get(kind, IMPORTS)


def _shape(kind: str) -> str:
    return "1, length, length" if kind in ("mlp", "cnn") else "length, INPUTS"


def _architecture(config: Architecture) -> list[str]:
    sizes = f"width, depth, length, batch = {config.width}, {config.depth}, {config.length}, {config.batch}"
    return [
        _imports(config.kind),
        *_network(config.kind),
        COUNT,
        CLOCK,
        f"{sizes}\nmodel = network(width, depth, length)\nx = torch.rand(batch, {_shape(config.kind)})",
        READ.replace("REPEATS", str(config.repeats)),
    ]


def _scaling(config: Scaling) -> list[str]:
    sizes = ", ".join(f"{name}={getattr(config, name)}" for name in ("width", "depth", "length", "batch"))
    loop = LOOP.replace("VALUES", repr(list(config.values))).replace("VARIED", config.varied)
    loop = loop.replace("SHAPE", _shape(config.kind).replace("length", 'sizes["length"]'))
    return [
        _imports(config.kind),
        *_network(config.kind),
        COUNT,
        CLOCK,
        source("dlcore.models.power_law", "fit_growth").replace(
            "(sizes: np.ndarray, costs: np.ndarray) -> tuple[float, float]:", "(sizes, costs):"
        ),
        f"SIZES = dict({sizes})\n" + loop.replace("REPEATS", str(config.repeats)),
    ]


def _formats(config: Formats) -> list[str]:
    known = {name: BITS[name] for name in config.formats}
    learn = LEARN.replace("SEED", str(config.seed)).replace("EPOCHS", str(config.epochs))
    learn = learn.replace("WIDTH, DEPTH", f"{config.width}, {config.depth}").replace("COUNT", str(TRAINED_ON))
    learn = learn.replace("BOUND", str(config.width))
    rounded = source("dlcore.experiments.compute_cost.storing", "rounded").replace(
        "(weight: Tensor, bits: int) -> Tensor:", "(weight, bits):"
    )
    torchao = "from torchao import quantization\n" if {"int8", "int8_dynamic"} & set(known) else ""
    header = IMPORTS.replace("from torch.utils.flop_counter import FlopCounterMode\n", torchao)
    return [
        header.replace("import json", "import copy\nimport json"),
        NETWORKS["mlp"],
        rounded,
        learn,
        f"BITS = {known!r}\n\n\n" + FORMATS.replace("BATCH", str(config.batch)).replace("REPEATS", str(config.repeats)),
    ]


def _history(config: History) -> list[str]:
    rows = ",\n".join(f"    ({each.model!r}, {each.year!r}, {each.flop!r})" for each in chosen(config))
    layers = [PIXELS, *[config.width] * config.depth, 10]
    text = HISTORY.replace("LAYERS", repr(layers)).replace("IMAGES", str(TRAINED_ON * config.epochs))
    for name in ("flop_per_joule", "utilisation", "overhead"):
        text = text.replace(name.upper(), repr(getattr(config, name)))
    return ["import json\n\nimport numpy as np", f"MODELS = [\n{rows},\n]", text]
