"""Scenes of every kind, and runs on them that no network has made: the figures cannot tell."""

import itertools
from typing import Any

import numpy as np
import pytest

from dlcore import figures
from dlcore.datasets.dataset import Dataset
from dlcore.figures import Panel
from dlcore.snapshot import Snapshot

CLASSES = {"two": ("blue", "orange"), "several": ("iris", "rose", "tulip", "daisy"), "regression": ()}
HIDDEN = {"two": (8, 8), "several": (), "regression": (32,) * 6}
POINTS = 300


@pytest.fixture(params=list(CLASSES))
def kind(request):
    """Two classes and two layers, four classes and no hidden layer, a regression with six."""
    return request.param


@pytest.fixture
def dataset(kind):
    random = np.random.default_rng(0)
    classes = CLASSES[kind]
    targets = random.integers(len(classes), size=POINTS) if classes else random.normal(size=POINTS)
    return Dataset(random.normal(size=(POINTS, 2)), targets, random.random(POINTS) < 0.5, classes, ("a (mm)", "b (g)"))


@pytest.fixture
def sizes(kind, dataset):
    return (2, *HIDDEN[kind], dataset.outputs)


@pytest.fixture
def snapshots(dataset, sizes):
    return [_snapshot(dataset, sizes, step) for step in (0, 3, 10, 30)]


@pytest.fixture
def panels(dataset, sizes) -> dict[str, Panel]:
    layers = [f"layer {n}" for n in range(1, len(sizes))]
    classes = bool(dataset.classes)
    titled: dict[str, Any] = {"title": "title", "description": "loss {train_loss}"}
    shown = [
        figures.surface(dataset, value="value", train="train", test="test", missed="missed", **titled),
        figures.curves(
            epoch="epoch",
            loss="loss",
            accuracy="accuracy" if classes else None,
            train="train",
            test="test",
            epochs=30,
            **titled,
        ),
        figures.network(
            [[f"{n}" for n in range(size)] for size in sizes],
            layers=["input", *layers],
            words={"bias": "bias", "weight": "weight", "positive": "plus", "negative": "minus"},
            **titled,
        ),
        figures.gradients(layers, epoch="epoch", norm="norm", epochs=30, **titled),
        figures.weights(layers, share="share", **titled),
        figures.activations(layers, share="share", **titled),
        figures.confusion(dataset.classes, true="true", predicted="predicted", **titled)
        if classes
        else figures.predictions(dataset, true="true", predicted="predicted", perfect="perfect", **titled),
    ]
    return {panel.name: panel for panel in shown}


def _snapshot(dataset, sizes, step):
    random = np.random.default_rng(step)
    layers, tests = len(sizes) - 1, int((~dataset.is_train).sum())
    probes: dict[str, Any] = {
        "parameters": random.normal(size=sum((a + 1) * b for a, b in itertools.pairwise(sizes))),
        "surface": random.random((50, 50)) * max(len(dataset.classes) - 0.01, 1),
        "unit_maps": random.uniform(-1, 1, (sum(sizes), 20, 20)),
        "unit_scales": random.random(sum(sizes)),
        "gradient_norms": random.random(layers),
    }
    for name in ("weight", "activation"):
        probes[f"{name}_histograms"] = random.dirichlet(np.ones(30), layers)
        probes[f"{name}_ranges"] = 2.0 ** random.integers(-2, 3, layers)
    metrics = {"train_loss": random.random(), "test_loss": random.random()}
    if dataset.classes:
        metrics |= {"train_accuracy": random.random(), "test_accuracy": random.random()}
        probes["misses"] = (random.random(POINTS) < 0.2).astype(float)
        probes["confusion"] = random.integers(0, 50, (len(dataset.classes),) * 2).astype(float)
    else:
        probes["predictions"] = random.normal(size=tests)
    return Snapshot(step, metrics, {name: array.astype(np.float32) for name, array in probes.items()})
