"""The program of one contest, as a learner would write it. Loads without torch."""

from __future__ import annotations

from dlcore import config as base
from dlcore.export import source
from dlcore.rivals.spaces import SPACES

from .config import HELD, Config

IMPORTS = """\
import json
import math
import warnings

import numpy as np
import torch
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
warnings.simplefilter("ignore")  # a solver that is cut off is judged by its answers like everybody"""
TYPED = "(name: str, setting: dict[str, Any], seed: int) -> Any:"
NETWORK = '''\
class Network:
    """Two hidden layers of ReLU units; Adam on all training points at once."""

    def __init__(self, width, lr, weight_decay, seed):
        self.width, self.lr, self.weight_decay = width, lr, weight_decay
        self.generator = torch.Generator().manual_seed(seed)

    def fit(self, x, y):
        self.classes, index = np.unique(y, return_inverse=True)
        w = self.width
        layers = [nn.Linear(x.shape[1], w), nn.ReLU(), nn.Linear(w, w), nn.ReLU(), nn.Linear(w, len(self.classes))]
        for layer in layers[::2]:
            bound = 1 / math.sqrt(layer.in_features)
            nn.init.uniform_(layer.weight, -bound, bound, generator=self.generator)
            nn.init.uniform_(layer.bias, -bound, bound, generator=self.generator)
        self.model = nn.Sequential(*layers)
        optimizer = torch.optim.Adam(self.model.parameters(), lr=self.lr, weight_decay=self.weight_decay)
        x, y = torch.tensor(x), torch.tensor(index)
        for epoch in range(200):
            loss = F.cross_entropy(self.model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()

    def predict(self, x):
        with torch.no_grad():
            return self.classes[self.model(torch.tensor(x)).argmax(1).numpy()]'''
TUNE = '''\
def accuracy(model, x, y):
    return float((model.predict(x) == y).mean())


def tune(name, train, validation, seed):
    """Try every setting of the budget; keep the first of those that do best on the validation points."""
    best = None
    for setting in SETTINGS[name]:
        model = Network(seed=seed, **setting) if name == "network" else classical(name, setting, seed)
        model.fit(*train)
        score = accuracy(model, *validation)
        if best is None or score > best[0]:
            best = score, model
    return best[1]'''


def cells(config: base.Config) -> list[str]:
    """The program in parts: imports, data, rivals, contest, result."""
    if not isinstance(config, Config):
        raise TypeError(f"no program for {type(config).__name__}")
    seen = config.points + config.validation
    module = "dlcore.experiments.classical_vs_deep.data"
    if config.plane:
        data = [source("dlcore.datasets.toy", config.data), source(module, "drawn")]
        take, end = f"drawn({config.data}, {seen + 2 * HELD}, {config.noise!r}, generator)", str(seen + HELD)
    else:
        data = [f"from sklearn.datasets import load_{config.data}", source(module, "shuffled")]
        take, end = f"shuffled(load_{config.data}(), generator)", "None"
    split = (
        "def split(k):\n"
        '    """Cut the same three parts for everybody: to fit, to choose, to judge."""\n'
        f"    generator = torch.Generator().manual_seed({config.seed} + k)\n"
        f"    x, y = {take}\n"
        f"    x = with_distractors(x, {config.distractors}, generator)\n"
        f"    y[:{seen}] = mislabelled(y[:{seen}], {config.classes}, {config.mislabelled!r}, generator)\n"
        + (f"    x = standardised(x, {config.points})\n" if config.standardise else "")
        + f"    parts = slice({config.points}), slice({config.points}, {seen}), slice({seen}, {end})\n"
        "    return [(x[part], y[part]) for part in parts]"
    )
    settings = ",\n".join(f"    {name!r}: {list(space[: config.budget])!r}" for name, space in SPACES.items())
    contest = (
        f"scores = {{name: [] for name in SETTINGS}}\n"
        f"for k in range({config.seeds}):\n"
        "    train, validation, test = split(k)\n"
        "    for name in SETTINGS:\n"
        f"        model = tune(name, train, validation, {config.seed} + k)\n"
        "        scores[name].append(accuracy(model, *test))\n"
        "        print(k, name, scores[name][-1])"
    )
    helpers = [source(module, name) for name in ("with_distractors", "mislabelled")]
    helpers += [source(module, "standardised")] if config.standardise else []
    return [
        IMPORTS,
        *data,
        *helpers,
        split,
        source("dlcore.rivals.classical", "classical").replace(TYPED, "(name, setting, seed):"),
        NETWORK,
        f"SETTINGS = {{\n{settings},\n}}",
        TUNE,
        contest,
        'print(json.dumps({f"{name}_accuracy": sum(each) / len(each) for name, each in scores.items()}))',
    ]
