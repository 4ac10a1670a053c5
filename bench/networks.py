"""What a learner waits for on the pages about images and sequences: computing alone, in one process on one core."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import torch

from bench.table import Row, by_turns
from dlcore.config import Config
from dlcore.experiments import convolutional_network, recurrent_network
from dlcore.experiments.convolutional_network.config import Network
from dlcore.experiments.convolutional_network.looking import look
from dlcore.experiments.recurrent_network.config import Recall
from dlcore.experiments.recurrent_network.text_config import Text
from dlcore.snapshot import Snapshot

MINUTE = Text(hidden=128, dropout=0.2, updates=1500, lr=0.01)  # the preset "A minute of Shakespeare"
Until = Callable[[Snapshot], bool]


def reached(
    run: Callable[..., Iterator[Snapshot]], config: Config, **events: Until
) -> tuple[dict[str, float], Snapshot]:
    """Train, and return the seconds until each event and until the end, and the last snapshot."""
    began, seconds = time.perf_counter(), {}
    last = None
    for last in run(config):
        for name, has_come in events.items():
            if name not in seconds and has_come(last):
                seconds[name] = time.perf_counter() - began
    assert last is not None
    return seconds | {"end": time.perf_counter() - began}, last


def rows() -> Iterator[Row]:
    """Train the default networks, and let one look at a drawing."""
    torch.set_num_threads(1)
    yield from digits()
    yield from sequences()


def digits() -> Iterator[Row]:
    """The default network on MNIST digits."""
    config = Network()
    seconds, last = reached(
        convolutional_network.run, config, curve=lambda each: each.step > 0,
        good=lambda each: each.metrics["test_accuracy"] >= 0.95,
    )  # fmt: skip
    yield Row("digits, default network, first trained frame", seconds["curve"], "s", "≤ 1")
    yield Row("digits, default network, 95 % of the held-out", seconds["good"], "s", "≤ 10")
    yield Row("digits, default network, held-out accuracy", last.metrics["test_accuracy"], "", "≥ 0.97")
    parameters, drawing = last.probes["parameters"], torch.rand(1, 28, 28).numpy()
    taken = by_turns({"look": lambda: look(config, parameters, drawing)})
    yield Row("digits, a drawing through all layers", taken["look"], "s", "≤ 0.05")


def sequences() -> Iterator[Row]:
    """Remembering, and writing."""
    seconds, _last = reached(recurrent_network.run, Recall())
    yield Row("remembering, default task", seconds["end"], "s", "≤ 6")
    seconds, _last = reached(recurrent_network.run, Text(), sample=lambda each: each.step > 0)
    yield Row("text, first sample of a trained model", seconds["sample"], "s", "≤ 3")
    seconds, last = reached(recurrent_network.run, MINUTE)
    yield Row("text, a minute of Shakespeare", seconds["end"], "s", "≤ 60")
    yield Row("the same, perplexity on held-out text", last.metrics["test_perplexity"], "", "≤ 6.57", "the best n-gram")
