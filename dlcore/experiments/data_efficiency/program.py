"""The program of one set of learning curves, as a learner would write it. Loads without torch."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.classical_vs_deep.program import IMPORTS, NETWORK, TYPED
from dlcore.export import source
from dlcore.rivals.spaces import SPACES

from .config import HELD, HELD_DIGITS, SIZES, Curves, Shifts

DIGITS = "from sklearn.datasets import load_digits"
TRAIN = """\
def network(generator):
    layers = [nn.Linear(64, WIDTH), nn.ReLU(), nn.Linear(WIDTH, WIDTH), nn.ReLU(), nn.Linear(WIDTH, 5)]
    for layer in layers[::2]:
        bound = 1 / math.sqrt(layer.in_features)
        nn.init.uniform_(layer.weight, -bound, bound, generator=generator)
        nn.init.uniform_(layer.bias, -bound, bound, generator=generator)
    return nn.Sequential(*layers)


def train(model, x, y, shaking=None):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for epoch in range(EPOCHS):
        seen = shifted(x, shaking) if shaking else x  # augmentation: every epoch sees other shifts
        loss = F.cross_entropy(model(seen), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()"""


def cells(config: Config) -> list[str]:
    """The program in parts: imports, data, models, curves, law, result."""
    match config:
        case Curves():
            parts = _curves(config)
        case Shifts():
            parts = _shifts(config)
        case _:
            raise TypeError(f"no program for {type(config).__name__}")
    law = source("dlcore.models.power_law", "fit_power_law")
    fit = (
        "sizes = np.array(SIZES, dtype=float)\n"
        f"a, b, c = fit_power_law(sizes, np.array(list(curve.values())), {config.floor})\n"
        'metrics |= {"exponent": b, "floor": c, "ten_times": float(c + a * (10 * sizes[-1]) ** -b)}'
    )
    header = IMPORTS if isinstance(config, Curves) else IMPORTS[: IMPORTS.index("from sklearn")] + _torch_imports()
    constants = f"STEEPEST = 4.0\nFINENESS = 400\nSIZES = {config.sizes!r}"
    return [
        header,
        constants,
        *parts,
        law.replace("-> tuple[float, float, float]", ""),
        fit,
        "print(json.dumps(metrics))",
    ]


def _torch_imports() -> str:
    return IMPORTS[IMPORTS.index("from torch import nn") :]


def _curves(config: Curves) -> list[str]:
    module = "dlcore.experiments.data_efficiency.curves"
    toys = [name for name in config.sets if name != "digits"]
    parts = [source("dlcore.datasets.toy", name) for name in toys]
    parts += [source(module, "points")] if toys else []
    parts += [DIGITS, source(module, "pictures")] if "digits" in config.sets else []
    draws = [
        f'    "{name}": lambda seed: points({name}, {config.noise!r}, seed, {max(SIZES)}, {HELD})' for name in toys
    ]
    draws += ['    "digits": lambda seed: pictures(load_digits(), seed)'] if "digits" in config.sets else []
    tests = f"slice(0, {HELD_DIGITS}), slice({HELD_DIGITS}, None)"
    ends = f"slice({max(SIZES)}, None), slice(0, {max(SIZES)})"
    settings = {name: SPACES[name][0] for name in config.models}
    loop = (
        "metrics = {}\n"
        f"for data in {list(config.sets)!r}:\n"
        "    for name in SETTINGS:\n"
        "        curve = {}\n"
        "        for size in SIZES:\n"
        "            errors = []\n"
        f"            for seed in range({config.seed}, {config.seed + config.seeds}):\n"
        "                x, y = DRAW[data](seed)\n"
        f'                test, train = ({tests}) if data == "digits" else ({ends})\n'
        "                setting = SETTINGS[name]\n"
        '                new = Network(seed=seed, **setting) if name == "network" else classical(name, setting, seed)\n'
        "                new.fit(x[train][:size], y[train][:size])\n"
        "                errors.append(float((new.predict(x[test]) != y[test]).mean()))\n"
        "            least = 0.5 / (len(errors) * len(y[test]))  # no error seen: less than one, not none\n"
        "            curve[size] = max(sum(errors) / len(errors), least)\n"
        '        metrics[f"error_{data}_{name}"] = curve[size]\n'
        "        print(data, name, curve)"
    )
    return [
        *parts,
        source("dlcore.rivals.classical", "classical").replace(TYPED, "(name, setting, seed):"),
        NETWORK,
        "DRAW = {\n" + ",\n".join(draws) + ",\n}\n" + f"SETTINGS = {settings!r}",
        loop,
    ]


def _shifts(config: Shifts) -> list[str]:
    module = "dlcore.experiments.data_efficiency.shifts"
    shifted = source(module, "shifted").replace("(x: Tensor, generator: torch.Generator) -> Tensor:", "(x, generator):")
    wander = "    x = shifted(x, generator)  # every picture lies a little off its place\n" if config.wandering else ""
    pictures = (
        "def pictures(high, seed):\n"
        '    """Return the pictures of 5 to 9, or of 0 to 4, and their classes 0 to 4, in a random order."""\n'
        "    digits = load_digits()\n"
        "    chosen = (digits.target >= 5) == high\n"
        "    x, y = torch.tensor(digits.data[chosen] / 16), torch.tensor(digits.target[chosen] % 5)\n"
        "    generator = torch.Generator().manual_seed(seed)\n"
        "    order = torch.randperm(len(y), generator=generator)\n"
        "    x, y = x[order], y[order]\n"
        f"{wander}"
        "    return x, y"
    )
    error = (
        "def error(size, help, seed):\n"
        "    x, y = pictures(True, seed)\n"
        "    test_x, test_y, x, y = x[:500], y[:500], x[500:][:size], y[500:][:size]\n"
        "    generator = torch.Generator().manual_seed(seed)\n"
        "    model = network(generator)\n"
        '    if help == "pretrained":\n'
        "        other = network(torch.Generator().manual_seed(seed + 1_000_000))\n"
        "        old_x, old_y = pictures(False, seed)\n"
        f"        train(other, old_x[:{config.pretraining}], old_y[:{config.pretraining}])\n"
        "        for mine, learned in zip(model[:-1], other[:-1]):  # all layers but the last\n"
        "            mine.load_state_dict(learned.state_dict())\n"
        '    if help == "noisy":\n'
        f"        wrong = torch.rand(len(y), generator=generator) < {config.mislabelled!r}\n"
        "        y = torch.where(wrong, (y + torch.randint(1, 5, (len(y),), generator=generator)) % 5, y)\n"
        '    train(model, x, y, generator if help == "augmented" else None)\n'
        "    with torch.no_grad():\n"
        "        return float((model(test_x).argmax(1) != test_y).double().mean())"
    )
    loop = (
        "metrics = {}\n"
        f"for help in {list(config.helps)!r}:\n"
        "    curve = {}\n"
        "    for size in SIZES:\n"
        f"        errors = [error(size, help, seed) for seed in range({config.seed}, {config.seed + config.seeds})]\n"
        "        curve[size] = max(sum(errors) / len(errors), 0.5 / (500 * len(errors)))\n"
        '    metrics[f"error_digits_{help}"] = curve[size]\n'
        "    print(help, curve)"
    )
    constants = f"WIDTH, EPOCHS = {config.width}, {config.epochs}"
    return [DIGITS, constants, shifted, pictures, TRAIN, error, loop]
