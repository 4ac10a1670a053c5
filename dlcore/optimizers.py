"""Optimisers on a matrix of parameters, one network a row; step for step those of ``torch.optim``, with its defaults.

An optimiser turns a gradient into a change of the parameters and does nothing else: where the gradient comes from
is back-propagation's business (:mod:`dlcore.stacked`).
"""

from __future__ import annotations

import torch
from torch import Tensor


class SGD:
    """θ ← θ − lr · v with v ← momentum · v + g; Nesterov looks ahead and uses g + momentum · v instead of v.

    Parameters
    ----------
    theta
        (networks, parameters); changed in place by :meth:`step`.
    lr, weight_decay
        (networks, 1): one learning rate and one L2 strength for each network.
    momentum, nesterov
        As in ``torch.optim.SGD``.
    """

    def __init__(
        self, theta: Tensor, lr: Tensor, weight_decay: Tensor, momentum: float = 0.0, nesterov: bool = False
    ) -> None:
        self.theta, self.lr, self.weight_decay = theta, lr, weight_decay
        self.decays = bool(weight_decay.any())
        self.momentum, self.nesterov = momentum, nesterov
        self.moments = [torch.zeros_like(theta)] if momentum else []
        self.steps = 0

    def step(self, grad: Tensor) -> None:
        """Move `theta` along `grad` (networks, parameters), which may be overwritten."""
        self.steps += 1
        if self.decays:
            grad.addcmul_(self.theta, self.weight_decay)
        if self.momentum:
            (velocity,) = self.moments
            velocity.mul_(self.momentum).add_(grad)
            grad = grad.add_(velocity, alpha=self.momentum) if self.nesterov else velocity
        self.theta.addcmul_(grad, self.lr, value=-1)


class AdaGrad:
    """θ ← θ − lr · g / (√s + ε) with s the sum of all g² so far; Duchi et al. 2011, as ``torch.optim.Adagrad``."""

    def __init__(self, theta: Tensor, lr: Tensor, weight_decay: Tensor, eps: float = 1e-10) -> None:
        self.theta, self.lr, self.weight_decay = theta, lr, weight_decay
        self.decays = bool(weight_decay.any())
        self.eps = eps
        self.moments = [torch.zeros_like(theta)]
        self.scale = torch.empty_like(theta)
        self.steps = 0

    def step(self, grad: Tensor) -> None:
        """Move `theta` along `grad` (networks, parameters), which may be overwritten."""
        self.steps += 1
        if self.decays:
            grad.addcmul_(self.theta, self.weight_decay)
        (square,) = self.moments
        square.addcmul_(grad, grad)
        torch.sqrt(square, out=self.scale).add_(self.eps)
        self.theta.addcmul_(grad.div_(self.scale), self.lr, value=-1)


class RMSprop:
    """θ ← θ − lr · g / (√v + ε) with v a running mean of g²; Tieleman and Hinton 2012, as ``torch.optim.RMSprop``."""

    def __init__(self, theta: Tensor, lr: Tensor, weight_decay: Tensor, alpha: float = 0.99, eps: float = 1e-8) -> None:
        self.theta, self.lr, self.weight_decay = theta, lr, weight_decay
        self.decays = bool(weight_decay.any())
        self.alpha, self.eps = alpha, eps
        self.moments = [torch.zeros_like(theta)]
        self.scale = torch.empty_like(theta)
        self.steps = 0

    def step(self, grad: Tensor) -> None:
        """Move `theta` along `grad` (networks, parameters), which may be overwritten."""
        self.steps += 1
        if self.decays:
            grad.addcmul_(self.theta, self.weight_decay)
        (square,) = self.moments
        square.mul_(self.alpha).addcmul_(grad, grad, value=1 - self.alpha)
        torch.sqrt(square, out=self.scale).add_(self.eps)
        self.theta.addcmul_(grad.div_(self.scale), self.lr, value=-1)


class Adam:
    """θ ← θ − lr · m̂ / (√v̂ + ε) with running means m of g and v of g², both corrected for their start at zero.

    Kingma and Ba 2015. With ``decoupled`` it is AdamW (Loshchilov and Hutter 2019): weight decay shrinks θ directly
    instead of joining the gradient. As ``torch.optim.Adam`` and ``torch.optim.AdamW``.
    """

    def __init__(
        self,
        theta: Tensor,
        lr: Tensor,
        weight_decay: Tensor,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        decoupled: bool = False,
    ) -> None:
        self.theta, self.lr, self.weight_decay = theta, lr, weight_decay
        self.decays = bool(weight_decay.any())
        self.betas, self.eps, self.decoupled = betas, eps, decoupled
        self.moments = [torch.zeros_like(theta), torch.zeros_like(theta)]
        self.scale = torch.empty_like(theta)
        self.steps = 0

    def step(self, grad: Tensor) -> None:
        """Move `theta` along `grad` (networks, parameters), which may be overwritten."""
        self.steps += 1
        if self.decays and self.decoupled:
            self.theta.mul_(1 - self.lr * self.weight_decay)
        elif self.decays:
            grad.addcmul_(self.theta, self.weight_decay)
        mean, square = self.moments
        beta1, beta2 = self.betas
        mean.lerp_(grad, 1 - beta1)
        square.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
        # m̂ / (√v̂ + ε), with both corrections folded into the step and into ε to save two passes
        correction = (1 - beta2**self.steps) ** 0.5
        torch.sqrt(square, out=self.scale).add_(self.eps * correction)
        torch.div(mean, self.scale, out=grad)
        self.theta.addcmul_(grad, self.lr, value=-correction / (1 - beta1**self.steps))


Optimizer = SGD | AdaGrad | RMSprop | Adam


def optimizer(name: str, theta: Tensor, lr: Tensor, weight_decay: Tensor, momentum: float = 0.9) -> Optimizer:
    """Make the optimiser of that name: sgd, momentum, nesterov, adagrad, rmsprop, adam or adamw.

    `momentum` is that of the second and the third; the others do without.
    """
    match name:
        case "sgd":
            return SGD(theta, lr, weight_decay)
        case "momentum" | "nesterov":
            return SGD(theta, lr, weight_decay, momentum=momentum, nesterov=name == "nesterov" and momentum > 0)
        case "adagrad":
            return AdaGrad(theta, lr, weight_decay)
        case "rmsprop":
            return RMSprop(theta, lr, weight_decay)
        case "adam" | "adamw":
            return Adam(theta, lr, weight_decay, decoupled=name == "adamw")
    raise ValueError(f"unknown optimiser {name!r}; known: sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw")
