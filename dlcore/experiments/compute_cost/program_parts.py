"""Pieces of the learner's programs, which hold the same whatever the settings."""

from __future__ import annotations

IMPORTS = """\
import json
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.flop_counter import FlopCounterMode

torch.set_num_threads(1)  # as on the page, where learners share the machine"""
SIZES = "INPUTS, CLASSES, WIDENING = 16, 10, 4"
NETWORKS = {
    "mlp": """\
def network(width, depth, length):
    sizes = [length * length] + depth * [width]
    layers = [nn.Flatten()]
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(width, 10))""",
    "cnn": """\
def network(width, depth, length):
    channels = [1] + depth * [width]
    layers = []
    for inputs, outputs in zip(channels, channels[1:]):
        layers += [nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU()]
    return nn.Sequential(*layers, nn.MaxPool2d(2), nn.Flatten(), nn.Linear(width * (length // 2) ** 2, 10))""",
    "rnn": """\
def network(width, depth, length):
    return Recurrent(width, depth)  # whatever the length: the same weights act at every step""",
    "attention": """\
def network(width, depth, length):
    return Attentive(width, depth, length)""",
}
COUNT = '''\
def flop(work):
    """Count the additions and multiplications of matrix products and convolutions while they are done."""
    with FlopCounterMode(display=False) as counter:
        work()
    return counter.get_total_flops()


def kept_bytes(model, x):
    """Add up the memory that the forward pass keeps for the backward pass, each piece once, without the weights."""
    own = {parameter.untyped_storage().data_ptr() for parameter in model.parameters()}
    kept = {}

    def pack(tensor):
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in own:
            kept[storage.data_ptr()] = storage.nbytes()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        model(x)
    return sum(kept.values())'''
CLOCK = '''\
def milliseconds(work, repeats):
    """Return the median time; the first call, which warms up, does not count."""
    work()
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        times.append(1e3 * (time.perf_counter() - began))
    return float(np.median(times))


def use(model, x):
    with torch.inference_mode():
        model(x)


def train(model, x):
    model.zero_grad()
    F.cross_entropy(model(x), torch.zeros(len(x), dtype=torch.long)).backward()'''
READ = """\
print("forward", milliseconds(lambda: use(model, x), REPEATS), "ms")  # the clock says something else every time
print("forward and backward", milliseconds(lambda: train(model, x), REPEATS), "ms")

counts = {
    "parameter_count": sum(parameter.numel() for parameter in model.parameters()),
    "macs": flop(lambda: model(x)) // (2 * batch),  # one multiply-accumulate is two operations
    "training_macs": flop(lambda: train(model, x)) // (2 * batch),
    "kept_bytes": kept_bytes(model, x),
}
print(json.dumps(counts))"""
LOOP = """\
found = {"parameters": [], "macs": [], "kept_bytes": [], "milliseconds": []}
for value in VALUES:
    sizes = SIZES | {"VARIED": value}
    model = network(sizes["width"], sizes["depth"], sizes["length"])
    x = torch.rand(sizes["batch"], SHAPE)
    found["parameters"].append(sum(parameter.numel() for parameter in model.parameters()))
    found["macs"].append(flop(lambda: model(x)) // 2)  # of the whole batch
    found["kept_bytes"].append(kept_bytes(model, x))
    found["milliseconds"].append(milliseconds(lambda: train(model, x), REPEATS))
    print(value, {name: column[-1] for name, column in found.items()})

exponents = {
    f"{name}_exponent": fit_growth(np.array(VALUES), np.array(column))[1] for name, column in found.items()
}
print("time grows with exponent", exponents.pop("milliseconds_exponent"))  # a little different every time
exponents["memory_exponent"] = exponents.pop("kept_bytes_exponent")
last = {name: found[name][-1] for name in ("macs", "kept_bytes")}
print(json.dumps(exponents | last))"""
LEARN = """\
generator = torch.Generator().manual_seed(SEED)
with np.load("mnist_5000.npz") as file:
    images, labels = torch.tensor(file["images"] / 255).float(), torch.tensor(file["labels"].astype(np.int64))
order = torch.randperm(len(labels), generator=generator)
x, y = images[order], labels[order]
model = network(WIDTH, DEPTH, 28)
with torch.no_grad():
    for parameter in model.parameters():
        parameter.uniform_(-(BOUND**-0.5), BOUND**-0.5, generator=generator)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)
for epoch in range(EPOCHS):
    for chosen in torch.randperm(COUNT, generator=generator).split(50):
        optimizer.zero_grad()
        F.cross_entropy(model(x[chosen]), y[chosen]).backward()
        optimizer.step()
model.requires_grad_(False)
x, y = x[COUNT:], y[COUNT:]"""
FORMATS = """\
@torch.inference_mode()
def stored(name):
    other = copy.deepcopy(model)
    if name == "bfloat16":
        other.bfloat16()
    elif name == "int8":  # weights of 8 bits, computing in float32
        quantization.quantize_(other, quantization.Int8WeightOnlyConfig())
    elif name == "int8_dynamic":  # what comes in is rounded to 8 bits too, with a scale found anew each time
        quantization.quantize_(other, quantization.Int8DynamicActivationInt8WeightConfig())
    elif name != "float32":  # only rounded: PyTorch has no such numbers to compute with
        for layer in other[1::2]:
            layer.weight.copy_(rounded(layer.weight, BITS[name]))
    return other


metrics = {}
for name, bits in BITS.items():
    other, inputs = stored(name), x.bfloat16() if name == "bfloat16" else x
    weights = sum(layer.weight.numel() for layer in model[1::2])
    rows = sum(layer.out_features for layer in model[1::2])
    others = {"float32": 4 * rows, "bfloat16": 2 * rows}.get(name, 8 * rows)  # biases, and scales where there are any
    metrics[f"{name}_bytes"] = weights * bits // 8 + others
    with torch.inference_mode():
        metrics[f"{name}_accuracy"] = float((other(inputs).argmax(1) == y).double().mean())
        times = []
        for _ in range(REPEATS):
            began = time.perf_counter()
            other(inputs[:BATCH])
            times.append(1e3 * (time.perf_counter() - began))
    print(name, metrics[f"{name}_bytes"], metrics[f"{name}_accuracy"], float(np.median(times)), "ms")

print(json.dumps(metrics))"""
HISTORY = """\
years, flop = (np.array([model[i] for model in MODELS]) for i in (1, 2))
slope, start = np.polyfit(years, np.log2(flop), 1)  # how often it doubles in a year

layers = LAYERS
macs = [inputs * outputs for inputs, outputs in zip(layers, layers[1:])]
own = 2 * (3 * sum(macs) - macs[0]) * IMAGES  # forward, and twice that backward; the first layer's input needs none


def kilowatt_hours(flop):
    return flop / (FLOP_PER_JOULE * UTILISATION) * OVERHEAD / 3.6e6


for name, year, operations in MODELS:
    print(f"{name:22} {year:8.2f} {operations:.2e} FLOP, about {kilowatt_hours(operations):.2g} kWh by assumption")
metrics = {
    "doublings_a_year": slope,
    "doubling_months": 12 / slope,
    "own_flop": own,
    "own_kwh": kilowatt_hours(own),
    "largest_flop": max(flop),
}
print(json.dumps(metrics))"""
