"""Small programs with one mistake each, run to hear what PyTorch says: some it refuses, some pass in silence."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import torch


def in_place():
    w = torch.tensor(2.0, requires_grad=True)
    h = torch.exp(w)  # exp keeps h: its derivative is h itself
    h += 1  # and here h is overwritten
    h.backward()


def leaf_in_place():
    w = torch.tensor(2.0, requires_grad=True)
    w -= 0.1  # a step by hand, outside torch.no_grad()


def all_detached():
    w = torch.tensor(2.0, requires_grad=True)
    loss = (3 * w.detach() - 1) ** 2  # nothing leads back to w
    loss.backward()


def half_detached():
    w = torch.tensor(2.0, requires_grad=True)
    loss = w * w.detach()  # is w², but only one of its two paths is in the graph
    loss.backward()
    return f"w.grad = {w.grad}"


def backward_twice():
    w = torch.tensor(2.0, requires_grad=True)
    loss = (w * w).exp()
    loss.backward()
    loss.backward()  # the graph's saved values are gone


def not_a_number():
    w = torch.tensor([2.0, 1.0], requires_grad=True)
    loss = w * w  # forgot .sum() or .mean()
    loss.backward()


def not_a_leaf():
    w = torch.tensor(2.0, requires_grad=True)
    h = w * 3  # forgot h.retain_grad()
    (h * h).backward()
    return f"h.grad = {h.grad}"


PITFALLS: dict[str, Callable[[], str | None]] = {
    each.__name__: each
    for each in (in_place, leaf_in_place, all_detached, half_detached, backward_twice, not_a_number, not_a_leaf)
}


def saying(code: str) -> str:
    """Run one of :data:`PITFALLS` and return the error, the warning or the result, in PyTorch's own words."""
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        try:
            result = PITFALLS[code]() or ""
        except RuntimeError as error:
            return f"{type(error).__name__}: {error}"
    # PyTorch adds the place in its own source, which says nothing to a learner and changes with every build.
    spoken = [f"{each.category.__name__}: {each.message}".partition(" (Triggered internally")[0] for each in heard]
    return "\n".join([*spoken, result])
