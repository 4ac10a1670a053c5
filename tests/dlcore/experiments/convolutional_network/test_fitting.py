"""The network's run: stopped and taken up again, exploded, replayed, looked at."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from dlcore import worker
from dlcore.config import ConfigError
from dlcore.experiments.convolutional_network import Config, examine, fitting, replay, run, scene, schedule
from dlcore.experiments.convolutional_network.config import FRESH, HELD_OUT, IMAGES
from dlcore.experiments.convolutional_network.looking import look, network
from dlcore.snapshot import Snapshot

SMALL = Config(
    dataset="digits8", kernel_size=3, same=True, channels=(4, 6), steps=24, train_images=100, angle=10.0,
    blocks=("conv", "norm", "act", "max", "dropout", "conv", "act"),
)  # fmt: skip


def film(config: Config, **options) -> list[Snapshot]:
    return list(run(config, **options))


def same(one: Snapshot, other: Snapshot) -> bool:
    arrays = one.probes.keys() == other.probes.keys() and all(
        np.array_equal(array, other.probes[name], equal_nan=True) for name, array in one.probes.items()
    )
    return arrays and (one.step, one.metrics, one.diverged) == (other.step, other.metrics, other.diverged)


def test_a_run_in_slices_is_the_run_bit_for_bit() -> None:
    whole = film(SMALL)
    assert [each.step for each in whole] == list(schedule(SMALL))
    found: list[Snapshot] = []
    checkpoint = None
    while True:
        piece = worker.advance(SMALL, checkpoint, 0.0, None, SMALL.default_probes)
        found += piece.snapshots
        checkpoint = piece.checkpoint
        if piece.finished:
            break
    assert len(found) == len(whole)
    assert all(map(same, found, whole))


def test_a_single_step_has_its_frame() -> None:
    late = Config(dataset="digits8", kernel_size=3, steps=300, blocks=("conv",), train_images=50)
    at = schedule(late)[-2]
    first = worker.advance(late, None, 60.0, at, ())
    piece = worker.advance(late, first.checkpoint, 60.0, at + 1, ())
    assert at + 1 not in schedule(late)
    assert [each.step for each in piece.snapshots] == [at + 1]


def test_a_replay_shows_what_the_run_showed() -> None:
    whole = film(SMALL, probes=("confusion", "answers", "chances", "kernels_0", "kernels_1", "maps_2_5"))
    trace = np.stack([each.probes["parameters"] for each in whole])
    names = tuple(name for name in whole[0].probes if name != "parameters")
    for name, array in replay(SMALL, trace, names).items():
        assert np.array_equal(array, np.stack([each.probes[name] for each in whole]), equal_nan=True), name


def test_the_probes_agree_with_each_other_and_with_the_metrics() -> None:
    last = film(SMALL, probes=("confusion", "answers", "chances"))[-1]
    labels = scene(SMALL).test_labels
    answers, chances = last.probes["answers"], last.probes["chances"]
    table = last.probes["confusion"]
    assert table.sum() == HELD_OUT["digits8"]
    assert np.array_equal(table.sum(1), np.bincount(labels, minlength=10))
    assert np.trace(table) / table.sum() == pytest.approx(last.metrics["test_accuracy"])
    assert (answers.astype(int) == labels).mean() == pytest.approx(last.metrics["test_accuracy"])
    assert -np.log(chances).mean() == pytest.approx(last.metrics["test_loss"], rel=1e-4)


def test_what_a_network_has_not_is_left_out_and_what_there_is_not_refused() -> None:
    row = film(SMALL, probes=())[-1].probes["parameters"][None]
    assert replay(SMALL, row, ("kernels_7", "maps_99_0")) == {}
    with pytest.raises(ValueError, match="unknown probe"):
        replay(SMALL, row, ("thoughts_0",))


def test_a_look_gives_every_layers_output() -> None:
    row = film(SMALL, probes=())[-1].probes["parameters"]
    divided = scene(SMALL)
    images = divided.digits.pixels(divided.test[:3])
    seen = look(SMALL, row, images)
    with torch.no_grad():
        expected = network(SMALL, row)(torch.from_numpy(images)[:, None]).softmax(1).numpy()
    assert np.stack([each.chances for each in seen]) == pytest.approx(expected)
    assert [map_.shape for map_ in seen[0].maps] == [layer.shape for layer in SMALL.layers]


def test_an_explosion_ends_with_the_last_sound_frame() -> None:
    wild = SMALL.replace(optimizer="momentum", lr=1.0, blocks=("conv", "conv"), activation="identity", channels=(32,))
    whole = film(wild.replace(steps=200), probes=())
    assert whole[-1].diverged and whole[-1].step < 200
    assert np.isfinite(whole[-1].probes["parameters"]).all() and whole[-1].metrics["train_loss"] <= 1e6


def test_no_image_is_in_two_parts_and_the_held_out_do_not_depend_on_the_rest() -> None:
    for name, images in IMAGES.items():
        every = Config(dataset=name, kernel_size=3, same=True)
        few, all_ = scene(every.replace(train_images=50)), scene(every)
        parts = np.concatenate([all_.train, all_.test, all_.fresh])
        assert len(np.unique(parts)) == len(parts) <= images
        assert len(few.train) == 50 and len(all_.test) == HELD_OUT[name] and len(all_.fresh) == FRESH[name]
        assert np.array_equal(few.test, all_.test) and np.array_equal(few.train, all_.train[:50])


def test_the_default_network_reads_97_percent_of_the_held_out_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "FRAMES", 1)  # measuring more often changes nothing that is measured
    last = film(Config(), probes=())[-1]
    assert last.metrics["test_accuracy"] >= 0.97
    assert examine(Config(), last.probes["parameters"])["fresh_accuracy"] >= 0.96


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"blocks": ("max",) * 6}, "no_room"),
        ({"blocks": ("dense", "conv")}, "flat"),
        ({"blocks": ("conv",), "channels": (32,)}, "too_many_parameters"),
        ({"steps": 3000, "batch_size": 256}, "image_work"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(changes: dict, reason: str) -> None:
    with pytest.raises(ConfigError) as error:
        Config(**changes)
    assert error.value.reason == reason


def test_links_with_nonsense_fall_back() -> None:
    config, ignored = Config.from_query({"blocks": "max-max-max-max-max-max", "channels": "8-0", "lr": "nan"})
    assert config == Config() and set(ignored) == {"blocks", "channels", "lr"}
    assert Config.from_query(SMALL.to_query()) == (SMALL, {})
