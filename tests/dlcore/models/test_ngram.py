from __future__ import annotations

import numpy as np
import pytest

from dlcore.models.ngram import perplexities, probabilities


def brute_force(train: list[int], before: list[int], character: int, symbols: int, order: int) -> float:
    """Witten and Bell's recursion, word for word."""
    if order == 0:
        return 1 / symbols
    if len(before) < order - 1:
        return brute_force(train, before, character, symbols, order - 1)
    context = before[len(before) - order + 1 :]
    followers = [train[i + order - 1] for i in range(len(train) - order + 1) if train[i : i + order - 1] == context]
    lower = brute_force(train, before, character, symbols, order - 1)
    if not followers:
        return lower
    kinds = len(set(followers))
    return (followers.count(character) + kinds * lower) / (len(followers) + kinds)


@pytest.mark.parametrize("seed", range(4))
def test_equals_a_count_by_hand(seed: int) -> None:
    rng = np.random.default_rng(seed)
    train, text = rng.integers(0, 5, 80), rng.integers(0, 6, 25)
    found = probabilities(train, text, 6, 4)
    for order in range(1, 5):
        expected = [brute_force(train.tolist(), text[:i].tolist(), int(text[i]), 6, order) for i in range(len(text))]
        np.testing.assert_allclose(found[order - 1], expected, rtol=1e-12)


def test_is_a_distribution() -> None:
    train, before = np.array([0, 1, 2, 0, 1, 1, 2, 0]), [0, 1]
    for order in (1, 2, 3):
        chances = [probabilities(train, np.array([*before, each]), 4, order)[-1, -1] for each in range(4)]
        assert sum(chances) == pytest.approx(1, abs=1e-12)


def test_a_text_that_repeats_is_foretold_by_a_longer_context() -> None:
    train = np.tile([0, 1, 0, 2], 200)
    one, two, three = perplexities(train, train[:100], 3, 3)
    assert one == pytest.approx(np.exp(1.5 * np.log(2)), rel=0.02)  # entropy of ½, ¼, ¼
    assert two == pytest.approx(np.exp(0.5 * np.log(2)), rel=0.05)  # after 0 a coin decides
    assert three < 1.05


def test_texts_shorter_than_the_context() -> None:
    found = probabilities(np.array([1]), np.array([0, 1]), 2, 4)
    assert np.isfinite(found).all() and (found > 0).all()
