"""Every room's run: what it counts, what it measures, and that a stop changes nothing but the clock."""

from __future__ import annotations

import time

import numpy as np
import pytest
import torch
from torch import nn

from dlcore.config import Config
from dlcore.experiments.compute_cost import doubling, experiment, readings, replay, run, scene, schedule
from dlcore.experiments.compute_cost.config import Architecture, Formats, History, Scaling
from dlcore.experiments.compute_cost.measuring import Stopwatch, kept_bytes
from dlcore.models import costs
from dlcore.models.power_law import fit_growth
from dlcore.worker import advance

CONFIGS: dict[str, Config] = {
    "one": Architecture(kind="attention", width=8, length=8, batch=2, repeats=5),
    "scaling": Scaling(kind="cnn", varied="length", doublings=3, width=4, batch=2, repeats=5),
    "formats": Formats(width=8, depth=1, epochs=1, batch=2, repeats=5, formats=("float32", "int4", "bfloat16")),
    "history": History(since=2019),
}
CLOCK = ("times", "throughput", "spread", "forward", "training", "milliseconds")


def counted(probes: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {name: array for name, array in probes.items() if not name.startswith(CLOCK)}


@pytest.mark.parametrize("name", CONFIGS)
def test_a_run_goes_on_from_any_checkpoint_with_the_same_counts(name: str) -> None:
    config = CONFIGS[name]
    every = list(run(config))
    assert [snapshot.step for snapshot in every] == list(schedule(config))
    assert every[0].step == (0 if name == "scaling" else 1)
    middle = every[1]
    rest = list(run(config, middle.checkpoint))
    for here, there in zip(every[2:], rest, strict=True):
        assert here.step == there.step and here.metrics.keys() == there.metrics.keys()
        assert counted(here.probes)
        for probe, array in counted(here.probes).items():
            np.testing.assert_array_equal(array, there.probes[probe])
    assert all(np.isfinite(value) for snapshot in every for value in snapshot.metrics.values())


@pytest.mark.parametrize("name", CONFIGS)
def test_a_slice_stops_in_time_and_the_next_one_takes_over(name: str) -> None:
    config = CONFIGS[name]
    first = advance(config, None, 0.0, None, ())
    rest = advance(config, first.checkpoint, 60.0, None, ())
    assert not first.finished and rest.finished
    steps = [snapshot.step for piece in (first, rest) for snapshot in piece.snapshots]
    assert steps == list(schedule(config))


def test_a_replay_shows_the_counts_of_recorded_steps() -> None:
    config = CONFIGS["scaling"]
    every = list(run(config))
    trace = np.stack([snapshot.probes["parameters"] for snapshot in every[1:]])
    again = replay(config, trace, ("counts", "unknown"))
    assert set(again) == {"counts"}
    np.testing.assert_array_equal(again["counts"], np.stack([snapshot.probes["counts"] for snapshot in every[1:]]))


@pytest.mark.parametrize("kind", costs.KINDS)
def test_predicted_memory_is_the_memory_measured(kind: str) -> None:
    *_, last = run(Architecture(kind=kind, width=8, length=12, batch=3, repeats=5))
    assert last.metrics["kept_bytes"] == last.metrics["kept_measured"] > 0
    assert last.probes["kept"].tolist() == [[last.metrics["kept_bytes"]]] * len(scene(Architecture()).devices)


def test_memory_that_several_saved_tensors_share_counts_once() -> None:
    class Twice(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return (x * x.T).sum()

    x = torch.rand(5, 5, requires_grad=True)
    assert kept_bytes(Twice(), x) == 5 * 5 * 4


def test_a_network_twice_as_deep_in_work_takes_longer() -> None:
    """The clock's only promise that holds on any machine: a hundredfold of work in large products is not faster."""
    small, large = (torch.rand(size, size) for size in (32, 512))
    cpu = torch.device("cpu")
    quick, slow = (Stopwatch.of(lambda matrix=matrix: matrix @ matrix, cpu) for matrix in (small, large))
    assert quick.calls > slow.calls >= 1
    assert np.median([slow.read() for _ in range(3)]) > np.median([quick.read() for _ in range(3)])


def test_on_one_thread_the_clock_stands_still_while_the_core_is_somebody_elses() -> None:
    sleeping = Stopwatch(lambda: time.sleep(0.05), torch.device("cpu"), 1)
    assert sleeping.read() < 25  # milliseconds
    assert Stopwatch(lambda: time.sleep(0.05), torch.device("meta"), 1).read() > 45


def test_quartiles_enclose_the_median_of_the_readings() -> None:
    *_, last = run(CONFIGS["one"])
    taken = last.probes["training"][0]
    assert last.metrics["training_ms"] == pytest.approx(np.median(taken))
    low, high = (last.probes[f"training_{part}"][0, 0] for part in ("low", "high"))
    assert low <= np.median(taken) <= high and low == pytest.approx(np.quantile(taken, 0.25))


def test_exponents_are_those_of_known_laws() -> None:
    *_, last = run(Scaling(kind="rnn", varied="length", doublings=4, repeats=5, width=16))
    assert last.metrics["parameters_exponent"] == 0
    # the layer at the end is used once, however long the sequence
    assert last.metrics["macs_exponent"] == pytest.approx(1, abs=0.05)
    *_, last = run(Scaling(kind="mlp", varied="batch", doublings=3, repeats=5, width=8))
    assert [last.metrics[f"{name}_exponent"] for name in ("macs", "memory")] == pytest.approx([1, 1], abs=1e-9)
    config = Scaling(kind="cnn", varied="length", doublings=3, repeats=5, width=4, batch=1)
    *_, last = run(config)
    macs = [costs.macs(costs.parts("cnn", 4, 1, value)) for value in config.values]
    assert last.metrics["macs_exponent"] == fit_growth(np.array(config.values), np.array(macs))[1]
    assert last.metrics["last_exponent"] == pytest.approx(2, abs=1e-9)


def test_with_a_second_device_every_room_that_times_networks_measures_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    two = (torch.device("cpu"), torch.device("cpu"))
    for module in (readings, doubling, experiment):
        monkeypatch.setattr(module, "present", lambda: two)
    readings._set_up.cache_clear()
    for config, probe, rows in ((CONFIGS["one"], "training", 2), (CONFIGS["scaling"], "times", 4)):
        assert scene(config).devices == ("CPU", "CPU")
        *_, last = run(config)
        assert last.probes[probe].shape[0] == rows and np.isfinite(last.probes[probe]).all()
    assert last.probes["times_law"].shape == (4, 4) and np.isfinite(last.probes["times_law"]).all()
    readings._set_up.cache_clear()
    assert scene(CONFIGS["formats"]).devices == ("CPU",) and scene(CONFIGS["history"]).devices == ()


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_a_gpu_keeps_what_was_predicted() -> None:
    *_, last = run(Architecture(kind="mlp", width=16, length=12, batch=3, repeats=5))
    assert last.probes["kept"][1, 0] == last.metrics["kept_bytes"] and last.probes["training"].shape[0] == 2
