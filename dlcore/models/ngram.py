"""Character n-grams: counting what followed what is the model to beat. Loads without torch.

Smoothed after I. H. Witten and T. C. Bell, "The zero-frequency problem" (IEEE Transactions on Information Theory 37,
1991): each context trusts its own counts as far as it has seen few different successors, and asks the context that is
one character shorter for the rest.
"""

from __future__ import annotations

import numpy as np


def probabilities(train: np.ndarray, text: np.ndarray, symbols: int, longest: int) -> np.ndarray:
    """Return the probability that n-gram models give to each character of a text, after those before it.

    Parameters
    ----------
    train
        (characters,) indices that are counted.
    text
        (m,) indices to foretell; the first ones have shorter contexts.
    symbols
        How many different indices there are.
    longest
        The order of the longest n-gram: 1 looks at no context, 2 at one character.

    Returns
    -------
    probabilities
        (longest, m) float64: row n − 1 is the n-gram model's.
    """
    found = np.empty((longest, len(text)))
    lower = np.full(len(text), 1 / symbols)
    for order in range(1, longest + 1):
        here = _windows(text, order - 1)
        context, full = _windows(train, order - 1), _windows(train, order)
        totals, different = _counts(context[: len(full)], full, here)
        seen = _tally(full, _windows(text, order))
        # The first order − 1 characters have no such context; they stay with what the shorter one said.
        late = lower[order - 1 :]
        mixed = np.where(
            totals > 0, (seen + different * late) / np.maximum(totals + different, 1), late
        )  # fmt: skip
        lower = np.concatenate([lower[: order - 1], mixed])
        found[order - 1] = lower
    return found


def perplexities(train: np.ndarray, text: np.ndarray, symbols: int, longest: int) -> tuple[float, ...]:
    """Return the perplexity on a text of the 1-gram model, the 2-gram model, … up to order `longest`."""
    chances = probabilities(train, text, symbols, longest)
    return tuple(float(np.exp(-np.log(row).mean())) for row in chances)


def _windows(text: np.ndarray, width: int) -> np.ndarray:
    """All runs of `width` characters that lie in a text, one a row; (characters, 0) for none."""
    if width == 0:
        return np.empty((len(text), 0), text.dtype)
    if len(text) < width:
        return np.empty((0, width), text.dtype)
    return np.lib.stride_tricks.sliding_window_view(text, width)


def _names(*groups: np.ndarray) -> list[np.ndarray]:
    """Give equal rows of several arrays equal numbers."""
    rows = np.concatenate(groups)
    names = np.zeros(len(rows), np.int64)
    for column in rows.T:
        names = np.unique(names * (int(rows.max(initial=0)) + 1) + column, return_inverse=True)[1]
    return np.split(names, np.cumsum([len(group) for group in groups])[:-1])


def _tally(rows: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Count how often each wanted row occurs among `rows`."""
    names, asked = _names(rows, wanted)
    counts = np.bincount(names, minlength=int(max(names.max(initial=-1), asked.max(initial=-1))) + 1)
    return counts[asked]


def _counts(contexts: np.ndarray, full: np.ndarray, here: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each context of a text: how often it was followed by anything, and by how many different characters."""
    names, asked = _names(contexts, here)
    grams = _names(full)[0]
    size = int(max(names.max(initial=-1), asked.max(initial=-1))) + 1
    first = np.unique(grams, return_index=True)[1]
    width = full.shape[1] - 1
    asked = asked[: len(asked) - 1] if width else asked
    return np.bincount(names, minlength=size)[asked], np.bincount(names[first], minlength=size)[asked]
