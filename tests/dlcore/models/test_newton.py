import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression

from dlcore.models.newton import cross_entropy, logit_losses, newton, sigmoid, softmax_newton


def clouds(n=300, d=3, shift=1.0, seed=0):
    random = np.random.default_rng(seed)
    y = np.arange(n) % 2
    return random.normal(size=(n, d)) + shift * (y - 0.5)[:, None] * np.linspace(0.2, 1, d), y


@pytest.mark.parametrize("d", [1, 3, 8])
def test_it_finds_scikit_learns_unregularised_coefficients(d):
    x, y = clouds(d=d)
    known = LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000).fit(x, y)
    found = newton(x, y)
    assert found is not None
    assert found == pytest.approx([*known.coef_[0], *known.intercept_], abs=1e-3)


@pytest.mark.parametrize("decay", [1e-3, 0.1, 1.0])
def test_with_l2_it_finds_scikit_learns_ridge(decay):
    x, y = clouds()
    known = LogisticRegression(C=1 / (decay * len(y)), tol=1e-10, max_iter=10_000).fit(x, y)
    assert newton(x, y, decay) == pytest.approx([*known.coef_[0], *known.intercept_], abs=1e-4)


def test_the_gradient_is_zero_there():
    x, y = clouds()
    w = newton(x, y)
    assert w is not None
    ones = np.column_stack([x, np.ones(len(x))])
    assert np.abs(ones.T @ (sigmoid(ones @ w) - y)).max() / len(y) < 1e-10


def test_nothing_is_best_where_a_line_parts_the_classes():
    x = np.array([[1.0], [2.0], [3.0], [4.0]])
    y = np.array([0, 0, 1, 1])
    assert newton(x, y) is None
    assert newton(x, y, 0.01) is not None


def test_nothing_is_best_where_only_the_border_is_shared():
    x = np.array([[1.0], [2.0], [2.0], [3.0]])
    assert newton(x, np.array([0, 0, 1, 1])) is None


def test_nothing_is_best_where_a_column_says_nothing_new():
    x, y = clouds()
    assert newton(np.column_stack([x, x[:, 0] * 2]), y) is None


def test_the_two_losses_and_their_slopes_are_autograds():
    z = torch.linspace(-12, 12, 41, dtype=torch.float64, requires_grad=True)
    ours = logit_losses(z.detach().numpy())
    theirs = {
        "cross_entropy": torch.log1p(torch.exp(-z)),
        "squared": torch.sigmoid(-z) ** 2,
    }
    for name, loss in theirs.items():
        (slope,) = torch.autograd.grad(loss.sum(), z, retain_graph=True)
        assert getattr(ours, name) == pytest.approx(loss.detach().numpy(), rel=1e-9, abs=1e-300)
        assert getattr(ours, f"{name}_slope") == pytest.approx(slope.numpy(), rel=1e-6, abs=1e-20)


def test_cross_entropy_survives_large_logits():
    assert cross_entropy(np.array([1e4, -1e4]), np.array([0, 1])) == pytest.approx([1e4, 1e4])
    assert sigmoid(np.array([-1e4, 0, 1e4])) == pytest.approx([0, 0.5, 1])


def three_clouds(n=240, d=2, seed=0):
    random = np.random.default_rng(seed)
    y = np.arange(n) % 3
    return random.normal(size=(n, d)) + np.array([[0, 0], [1, 0], [0, 1.5]])[y] @ np.ones((2, d)), y


@pytest.mark.parametrize(("d", "decay"), [(2, 0.0), (4, 0.0), (2, 0.05), (3, 1.0)])
def test_softmax_finds_scikit_learns_coefficients(d, decay):
    x, y = three_clouds(d=d)
    strength = 1 / (decay * len(y)) if decay else np.inf
    known = LogisticRegression(C=strength, tol=1e-10, max_iter=10_000).fit(x, y)
    theirs = np.column_stack([known.coef_, known.intercept_])
    found = softmax_newton(x, y, 3, decay)
    assert found is not None and np.abs(found.sum(0)).max() < 1e-9
    assert found == pytest.approx(theirs - theirs.mean(0), abs=1e-4)


def test_softmax_of_two_classes_is_the_sigmoid():
    x, y = clouds()
    two, one = softmax_newton(x, y, 2), newton(x, y)
    assert two is not None and one is not None
    assert two[1] - two[0] == pytest.approx(one, abs=1e-9)


def test_softmax_has_no_best_where_a_class_stands_apart():
    x, y = three_clouds()
    apart = np.where(y[:, None] == 2, x + 50, x)  # the other two still overlap
    assert softmax_newton(apart, y, 3) is None
    assert softmax_newton(apart, y, 3, 0.01) is not None
    assert softmax_newton(np.array([[0.0], [1.0], [2.0]]), np.arange(3), 3) is None
