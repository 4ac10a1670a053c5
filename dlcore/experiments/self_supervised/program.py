"""The program of one experiment without labels, as a learner would write it. Loads without torch."""

from __future__ import annotations

import re

from dlcore.config import Config
from dlcore.export import source

from .config import FRESH, HELD_OUT, HELD_OUT_PRETEXT, AutoEncoder, Diffusion, Pretext

MODULE = "dlcore.experiments.self_supervised"
BENDS = {"relu": "nn.ReLU()", "tanh": "nn.Tanh()", "identity": "nn.Identity()"}
PRECISION = "torch.set_default_dtype(torch.float64)"
HEADER = (
    "import json\n\nimport torch\nimport torch.nn.functional as F\n"
    f"from sklearn.datasets import load_digits\nfrom torch import nn\n\n{PRECISION}"
)
DRAW = """\
def drawn(generator, *layers):
    \"\"\"Draw the first weights of the linear layers from a generator of our own, as nn.Linear would.\"\"\"
    for layer in layers:
        if isinstance(layer, nn.Linear):
            bound = layer.in_features**-0.5
            nn.init.uniform_(layer.weight, -bound, bound, generator=generator)
            nn.init.uniform_(layer.bias, -bound, bound, generator=generator)
    return nn.Sequential(*layers)"""
LEARN = """\
def learn(loss, optimizer):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()"""


def cells(config: Config) -> list[str]:
    """The program in parts: imports, data, network, training, result."""
    match config:
        case AutoEncoder():
            return _squeezing(config)
        case Pretext():
            return _reading(config)
        case Diffusion():
            return _diffusing(config)
    raise TypeError(f"no program for {type(config).__name__}")


def _function(module: str, name: str) -> str:
    """Quote a function of the page's own code, without the types and with only the first line of its docstring."""
    text = source(f"{MODULE}.{module}", name)
    head, body = text.split(":\n", 1)
    head = re.sub(
        r": (?:Tensor|float|int|str|torch\.Generator|Denoiser)\b", "", re.sub(r" -> .*", "", head, flags=re.DOTALL)
    )
    return head + ":\n" + re.sub(r'("""[^"\n]*[^"])\n\n.*?"""', r'\1"""', body, count=1, flags=re.DOTALL)


def _squeezing(config: AutoEncoder) -> list[str]:
    bend = BENDS[config.activation]
    first, last = HELD_OUT + FRESH, HELD_OUT + FRESH + config.train_images
    data = (
        "digits = load_digits()\n"
        "x, labels = torch.tensor(digits.data / 16), torch.tensor(digits.target)\n"
        f"order = torch.randperm(len(x), generator=torch.Generator().manual_seed({config.data_seed}))\n"
        f"test, train = order[:{HELD_OUT}], order[{first}:{last}]"
    )
    network = (
        f"generator = torch.Generator().manual_seed({config.seed})\n"
        "model = drawn(\n"
        "    generator,\n"
        f"    nn.Linear(64, {config.width}), {bend}, nn.Linear({config.width}, 2),  # encoder\n"
        f"    nn.Linear(2, {config.width}), {bend}, nn.Linear({config.width}, 64),  # decoder\n"
        ")\n"
        f"optimizer = torch.optim.Adam(model.parameters(), lr={config.lr!r})"
    )
    given = "noisy(x[train][chosen])" if config.noise else "x[train][chosen]"
    noisy = (
        "def noisy(x, generator=generator):\n"
        f"    return x + {config.noise!r} * torch.randn(x.shape, generator=generator)"
    )
    training = (
        f"for epoch in range({config.epochs}):\n"
        f"    for chosen in torch.randperm(len(train), generator=generator).split({config.batch_size}):\n"
        f"        learn(F.mse_loss(model({given}), x[train][chosen]), optimizer)"
    )
    measured = (
        'seen = {"test": x[test], "train": x[train]}\n'
        if not config.noise
        else (
            f"own = torch.Generator().manual_seed({config.data_seed} + 1_000_000)  # always the same noise\n"
            "seen = {name: noisy(x[part], own) for name, part in"
            f' {{"test": test, "fresh": order[{HELD_OUT}:{first}], "train": train}}.items()}}\n'
        )
    )
    result = (
        "mean = x[train].mean(0)\n"
        "axes = torch.linalg.svd(x[train] - mean, full_matrices=False).Vh[:2].T  # the two principal components\n"
        f"{measured}"
        "with torch.no_grad():\n"
        "    codes = {name: model[:3](each) for name, each in seen.items()}\n"
        '    nearest = torch.cdist(codes["test"], codes["train"]).argmin(1)\n'
        "    metrics = {\n"
        '        "train_loss": F.mse_loss(model(seen["train"]), x[train]).item(),\n'
        '        "test_loss": F.mse_loss(model(seen["test"]), x[test]).item(),\n'
        '        "pca_loss": F.mse_loss((seen["test"] - mean) @ axes @ axes.T + mean, x[test]).item(),\n'
        '        "code_accuracy": (labels[train][nearest] == labels[test]).double().mean().item(),\n'
        "    }\n"
        "print(json.dumps(metrics))"
    )
    return [HEADER, data, DRAW, network, *([noisy] if config.noise else []), LEARN, training, result]


def _reading(config: Pretext) -> list[str]:
    data = (
        "digits = load_digits()\n"
        "PICTURES, DIGITS = torch.tensor(digits.data / 16), torch.tensor(digits.target)\n\n\n"
        "def divided(seed):\n"
        "    order = torch.randperm(len(PICTURES), generator=torch.Generator().manual_seed(seed))\n"
        "    x, y = PICTURES[order], DIGITS[order]\n"
        f"    return x[{HELD_OUT_PRETEXT}:], y[{HELD_OUT_PRETEXT}:], x[:{HELD_OUT_PRETEXT}], y[:{HELD_OUT_PRETEXT}]"
    )
    w = config.width
    network = (
        "def network(outputs, seed):\n"
        "    generator = torch.Generator().manual_seed(seed)\n"
        f"    layers = nn.Linear(64, {w}), nn.ReLU(), nn.Linear({w}, {w}), nn.ReLU(), nn.Linear({w}, outputs)\n"
        "    return drawn(generator, *layers), generator"
    )
    constants = "TURNS, EDGE = 4, 8"
    posed = _function("reading", "posed")
    pretrained = (
        "def pretrained(task, seed):\n"
        '    """Train on the pretext task, without a label, and return the network."""\n'
        '    apart = {"autoencoded": 1_000_000, "masked": 2_000_000, "rotated": 3_000_000, "untrained": 4_000_000}\n'
        '    model, generator = network(TURNS if task == "rotated" else 64, seed + apart[task])\n'
        "    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)\n"
        f"    x = divided(seed)[0][:{config.unlabelled}]\n"
        f'    for epoch in range(0 if task == "untrained" else {config.pretraining}):\n'
        "        for chosen in torch.randperm(len(x), generator=generator).split(50):\n"
        f"            given, target = posed(task, x[chosen], {config.hidden_share!r}, generator)\n"
        '            compare = F.cross_entropy if task == "rotated" else F.mse_loss\n'
        "            learn(compare(model(given), target), optimizer)\n"
        "    return model"
    )
    readers = (
        "def trained(x, y, test_x, seed, start=None):\n"
        '    """Train all layers on the labels; the hidden ones may start as another network\'s."""\n'
        "    model, _ = network(10, seed)\n"
        "    if start is not None:\n"
        "        for mine, learned in zip(model[:-1], start[:-1]):\n"
        "            mine.load_state_dict(learned.state_dict())\n"
        "    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)\n"
        "    for epoch in range(60):\n"
        "        learn(F.cross_entropy(model(x), y), optimizer)\n"
        "    return model(test_x).argmax(1)\n\n\n"
        "def probed(x, y, test_x, seed):\n"
        '    """Fit a linear probe: logistic regression on centred features."""\n'
        "    x, test_x = x.detach(), test_x.detach()\n"
        "    mean = x.mean(0)\n"
        "    spread = (x - mean).square().mean().sqrt()\n"
        "    probe = drawn(torch.Generator().manual_seed(seed), nn.Linear(x.shape[1], 10))\n"
        "    optimizer = torch.optim.Adam(probe.parameters(), lr=0.05, weight_decay=1e-3)\n"
        "    for epoch in range(150):\n"
        "        learn(F.cross_entropy(probe((x - mean) / spread), y), optimizer)\n"
        "    return probe((test_x - mean) / spread).argmax(1)"
    )
    loop = (
        "metrics = {}\n"
        f"for start in {list(config.starts)!r}:\n"
        f"    wrong = {{count: 0.0 for count in {config.labels!r}}}\n"
        f"    for seed in range({config.seed}, {config.seed + config.seeds}):\n"
        "        x, y, test_x, test_y = divided(seed)\n"
        '        task = "masked" if start == "tuned" else start\n'
        '        prepared = None if start in ("scratch", "pixels") else pretrained(task, seed)\n'
        "        for count in wrong:\n"
        '            if start in ("scratch", "tuned"):\n'
        "                said = trained(x[:count], y[:count], test_x, seed, prepared)\n"
        "            else:\n"
        "                features = (lambda pictures: pictures) if prepared is None else prepared[:4]\n"
        "                said = probed(features(x[:count]), y[:count], features(test_x), seed)\n"
        f"            wrong[count] += (said != test_y).double().mean().item() / {config.seeds}\n"
        '    metrics |= {f"error_{start}_{count}": each for count, each in wrong.items()}\n'
        "    print(start, wrong)\n"
        "print(json.dumps(metrics))"
    )
    return [HEADER, data, DRAW, network, LEARN, constants, posed, pretrained, readers, loop]


def _diffusing(config: Diffusion) -> list[str]:
    header = HEADER.replace("import json\n", "import json\nimport math\n").replace(
        "from sklearn.datasets import load_digits\n", ""
    )
    draw = (
        _function("diffusing", "cloud").replace(", dtype=torch.float64", "")
        if config.dataset == "cloud"
        else source("dlcore.datasets.toy", config.dataset)
    )
    data = (
        "def points(count, seed):\n"
        f"    return {config.dataset}(count, {config.noise!r}, torch.Generator().manual_seed(seed))[0] / 1.5"
    )
    if config.schedule == "cosine":
        rate = "wave = torch.cos((time + 0.008) / 1.008 * math.pi / 2) ** 2\nshare = wave / wave[0]"
    else:
        rate = "share = torch.exp(-0.1 * time - 19.9 * time**2 / 2)"
    shares = (
        f"STEPS = {config.steps}\n"
        "time = torch.arange(STEPS + 1) / STEPS\n"
        f"{rate}\n"
        "ratios = (share[1:] / share[:-1]).clamp(min=0.001)\n"
        "shares = torch.cat([torch.ones(1), ratios.cumprod(0)])  # of the variance that is still the data's"
    )
    w = config.width
    network = (
        f"generator = torch.Generator().manual_seed({config.seed})\n"
        f"layers = nn.Linear(8, {w}), nn.ReLU(), nn.Linear({w}, {w}), nn.ReLU(), nn.Linear({w}, 2)\n"
        "model = drawn(generator, *layers)\n"
        f"optimizer = torch.optim.Adam(model.parameters(), lr={config.lr!r})\n"
        f"fall = lambda update: (1 + math.cos(math.pi * update / {config.updates})) / 2\n"
        "falling = torch.optim.lr_scheduler.LambdaLR(optimizer, fall)"
    )
    training = (
        f"data = points({config.samples}, {config.data_seed})\n"
        f"for update in range({config.updates}):\n"
        f"    x = data[torch.randint(len(data), ({config.batch_size},), generator=generator)]\n"
        f"    time = torch.randint(1, STEPS + 1, ({config.batch_size},), generator=generator)\n"
        f"    noise = torch.randn({config.batch_size}, 2, generator=generator)\n"
        "    x = disturbed(x, shares[time, None], noise)\n"
        "    learn(F.mse_loss(model(waves(x, time / STEPS)), noise), optimizer)\n"
        "    falling.step()"
    )
    back = (
        "def foretell(x, time):\n"
        "    return model(waves(x, torch.full((len(x),), time / STEPS)))\n\n\n"
        "REACH = 3.0  # no point is taken to come from farther away\n\n\n"
        + _function("diffusing", "backwards").replace(", dtype=torch.float64", "")
    )
    result = (
        f"own = torch.Generator().manual_seed({config.seed} + 5_000_000)\n"
        "with torch.no_grad():\n"
        f'    made = backwards(foretell, shares, "{config.sampler}", own, 400)[-1]\n'
        f"fresh = points(2000, {config.data_seed} + 1_000_000)\n"
        "metrics = {\n"
        '    "energy": energy_distance(made, fresh),\n'
        '    "nearest": torch.cdist(made, data).amin(1).median().item(),\n'
        "}\n"
        "print(json.dumps(metrics))"
    )
    functions = [_function("diffusing", name).replace(", dtype=torch.float64", "") for name in ("waves", "disturbed")]
    return [header, draw, data, shares, DRAW, network, LEARN, *functions, training, back,
            _function("diffusing", "energy_distance"), result]  # fmt: skip
