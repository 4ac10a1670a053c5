"""Pretext tasks and their readers against brute force and scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression

from dlcore.experiments.self_supervised import run
from dlcore.experiments.self_supervised.config import HELD_OUT_PRETEXT, Pretext
from dlcore.experiments.self_supervised.reading import divided, posed, pretext_score, pretrained

X = divided(0)[0][:200]


def generator() -> torch.Generator:
    return torch.Generator().manual_seed(1)


def test_rotations_are_numpys_and_say_how_far():
    given, target = posed("rotated", X, 0.5, generator())
    quarters = target.argmax(1)
    assert target.sum(1).eq(1).all() and set(quarters.tolist()) == {0, 1, 2, 3}
    for picture, turned, k in zip(X, given, quarters.tolist(), strict=True):
        assert np.array_equal(np.rot90(picture.view(8, 8).numpy(), k), turned.view(8, 8).numpy())


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_masks_hide_their_share_and_leave_the_rest(share: float):
    given, target = posed("masked", torch.ones(1000, 64, dtype=torch.float64), share, generator())
    assert set(given.unique().tolist()) == {0.0, 1.0} and target.eq(1).all()
    assert 1 - given.mean().item() == pytest.approx(share, abs=0.01)
    other, _target = posed("masked", X, share, generator())
    assert torch.equal(other[other != 0], X[other != 0])


def test_copying_is_asked_for_what_it_is_given():
    given, target = posed("autoencoded", X, 0.5, generator())
    assert torch.equal(given, X) and torch.equal(target, X)


def test_no_label_is_looked_at_before_the_reader(monkeypatch: pytest.MonkeyPatch):
    module = "dlcore.experiments.self_supervised.reading.divided"
    x, y, test_x, test_y = divided(7)
    monkeypatch.setattr(module, lambda seed: (x, None, test_x, None))
    blind = {task: pretrained.__wrapped__(task, 8, 100, 1, 0.5, 7).theta for task in ("masked", "rotated")}
    monkeypatch.setattr(module, lambda seed: (x, y, test_x, test_y))
    for task, theta in blind.items():
        assert torch.equal(theta, pretrained.__wrapped__(task, 8, 100, 1, 0.5, 7).theta)


def test_rotations_are_learned_though_their_features_are_not_good_for_digits():
    config = Pretext(seeds=1)
    assert pretext_score(config, "rotated", 0) > 0.9
    train, _y, held, _labels = divided(0)
    assert pretext_score(config, "masked", 0) < 0.5 * (held - train.mean(0)).square().mean()  # the mean picture's


def test_the_probe_reads_about_as_well_as_scikit_learns():
    *_, last = run(Pretext(starts=("pixels",), seeds=2, largest=316))
    wrong = []
    for seed in range(2):
        x, y, test_x, test_y = (each.numpy() for each in divided(seed))
        x, y = x[:316], y[:316]
        mean = x.mean(0)
        spread = np.sqrt(np.square(x - mean).mean())
        rival = LogisticRegression(max_iter=500).fit((x - mean) / spread, y)
        wrong.append((rival.predict((test_x - mean) / spread) != test_y).mean())
    assert last.metrics["error_pixels_316"] == pytest.approx(np.mean(wrong), abs=0.012)


def test_errors_are_means_over_repetitions_with_their_band():
    config = Pretext(starts=("pixels", "untrained"), largest=100, seeds=3, width=8)
    whole = list(run(config))[-1]
    alone = [list(run(config.replace(seeds=1, seed=seed)))[-1].probes["measured"] for seed in range(3)]
    assert np.allclose(whole.probes["measured"], np.mean(alone, 0))
    assert np.allclose(whole.probes["low"], np.quantile(alone, 0.1, 0))
    assert (whole.probes["high"] >= whole.probes["measured"]).all()


def test_held_out_pictures_take_part_in_nothing():
    x, _y, test_x, _test_y = divided(3)
    assert len(test_x) == HELD_OUT_PRETEXT and len(x) + len(test_x) == 1797
    assert torch.cdist(test_x, x).amin() > 0
