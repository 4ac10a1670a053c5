"""Runs of every room stop and go on, replay themselves, and end when the loss explodes."""

from __future__ import annotations

import numpy as np
import pytest

from dlcore.config import Config, ConfigError
from dlcore.experiments.self_supervised import CONFIGS, examine, replay, run, schedule
from dlcore.experiments.self_supervised.config import AutoEncoder, Diffusion, Pretext

SHORT = [
    AutoEncoder(epochs=6, noise=0.2, width=8, train_images=100),
    Pretext(starts=("pixels", "masked"), largest=100, seeds=1, pretraining=1, width=8),
    Diffusion(updates=30, steps=4, width=8, samples=50),
]
REPLAYED = {AutoEncoder: ("codes", "redrawn", "atlas"), Pretext: ("measured", "low", "high"), Diffusion: ("generated",)}


@pytest.mark.parametrize("config", SHORT, ids=lambda config: config.experiment)
def test_a_run_that_is_cut_goes_on_bit_for_bit(config: Config):
    whole = list(run(config))
    assert [each.step for each in whole] == list(schedule(config))
    middle = schedule(config)[len(schedule(config)) // 2]
    *first, cut = run(config, stop=lambda step: step == middle)
    rest = list(run(config, cut.checkpoint))
    assert cut.step == middle and len([*first, cut, *rest]) == len(whole)
    for one, other in zip([*first, cut, *rest], whole, strict=True):
        assert one.step == other.step and one.metrics == other.metrics
        for name, array in one.probes.items():
            assert np.array_equal(array, other.probes[name], equal_nan=True)


@pytest.mark.parametrize("config", SHORT, ids=lambda config: config.experiment)
def test_a_replay_shows_what_the_run_has_shown(config: Config):
    names = REPLAYED[type(config)]
    shown = list(run(config, probes=names))
    again = replay(config, np.stack([each.probes["parameters"] for each in shown]), names)
    assert again.keys() == set(names)
    for name, arrays in again.items():
        wanted = np.stack([each.probes[name] for each in shown])
        assert np.allclose(arrays, wanted, rtol=1e-6, atol=1e-6, equal_nan=True)


@pytest.mark.parametrize("config", [SHORT[0], SHORT[2]], ids=lambda config: config.experiment)
def test_unknown_probes_are_refused_by_name(config: Config):
    with pytest.raises(ValueError, match=r"\['surface'\]"):
        replay(config, np.zeros((1, 3)), ("surface",))


@pytest.mark.parametrize("config", SHORT, ids=lambda config: config.experiment)
def test_grading_measures_what_the_page_does_not_show(config: Config):
    *_, last = run(config)
    found = examine(config, last.probes["parameters"])
    assert not found.keys() & (last.metrics.keys() - {"train_loss"})
    assert bool(found) == (not isinstance(config, Pretext))


def test_work_that_would_keep_others_waiting_is_refused():
    for make in (
        lambda: AutoEncoder(width=128, epochs=200, batch_size=10),
        lambda: Pretext(seeds=12, pretraining=100, width=128),
        lambda: Diffusion(updates=10_000, batch_size=512, width=128),
    ):
        with pytest.raises(ConfigError):
            make()


@pytest.mark.parametrize("each", CONFIGS)
def test_links_bring_every_room_back(each: type[Config]):
    config = {AutoEncoder: SHORT[0], Pretext: SHORT[1], Diffusion: SHORT[2]}[each]
    assert each.from_query(config.to_query()) == (config, {})
