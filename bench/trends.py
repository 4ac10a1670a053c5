"""What a learner waits for on the pages about trends: every default experiment, computed alone on one core."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import torch

from bench.networks import reached
from bench.table import Row
from ui.catalogue import CATALOGUE, FRONTIERS

EVENTS = {"curve": ("first trained frame", 1), "end": ("end", 10)}


def rows() -> Iterator[Row]:
    """Time each page's slowest experiment to its first trained frame and to its end, imports and all."""
    torch.set_num_threads(1)
    for page in CATALOGUE:
        if page.section != FRONTIERS:
            continue
        run = import_module(f"dlcore.experiments.{page.stem}").run
        taken = {
            config.experiment or "the first": reached(run, config, curve=lambda each: each.step > 0)[0]
            for config in page.defaults()
        }
        for event, (said, wanted) in EVENTS.items():
            slowest = max(taken, key=lambda experiment: taken[experiment][event])
            name, peer = f"{page.stem}, defaults, {said}", f"slowest: {slowest}" if len(taken) > 1 else ""
            yield Row(name, taken[slowest][event], "s", f"≤ {wanted}", peer)
