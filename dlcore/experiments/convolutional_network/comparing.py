"""A convolutional network and a perceptron on the same digits: in order, with shuffled pixels, and shifted."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from dlcore.models.convolutional import build, fill, flat
from dlcore.snapshot import Checkpoint, Snapshot

from .config import Compare
from .data import divide, tensors
from .fitting import EXPLODED, Training, shuffled, wanted_frames
from .material import DISTANCES, Scene
from .seeing import CHUNK, SEEN

FRAMES = 12
MOVED = 100  # held-out images that are shifted, each in four directions
SIDEWAYS = ((0, 1), (0, -1), (1, 0), (-1, 0))


def schedule(config: Compare) -> tuple[int, ...]:
    """Steps at which there is a snapshot: close together at first."""
    return tuple(sorted({round(config.steps * (i / FRAMES) ** 1.5) for i in range(FRAMES + 1)}))


def scene(config: Compare) -> Scene:
    """Divide the digits as the config says."""
    return divide(config.dataset, config.train_images, config.data_seed)


def order(config: Compare) -> Tensor | None:
    """Where each pixel is taken from, the same for all images; None where the pixels keep their places."""
    if not config.shuffled:
        return None
    return torch.randperm(config.side**2, generator=torch.Generator().manual_seed(config.data_seed + 1))


class Pair:
    """Both networks, filled with a row of parameters: first the convolutional one's, then the perceptron's."""

    def __init__(self, config: Compare, divided: Scene) -> None:
        self.places = order(config)
        self.models = [build(layers).float().eval() for layers in (config.convolutional, config.dense)]
        self.sizes = [len(flat(model)) for model in self.models]
        self.parts = {
            "train": [each[:SEEN] for each in tensors(divided, "train")],
            "test": tensors(divided, "test"),
        }

    def fill(self, row: np.ndarray) -> None:
        """Take over a row of parameters."""
        for model, part in zip(self.models, np.split(row, [self.sizes[0]]), strict=True):
            fill(model, part)

    def logits(self, model: torch.nn.Module, images: Tensor) -> Tensor:
        """(n, 10) for images in their proper order; they are shuffled here, if they are to be."""
        x = images if self.places is None else shuffled(images, self.places)
        with torch.inference_mode():
            return torch.cat([model(part) for part in x.float().split(CHUNK)])

    def metrics(self, row: np.ndarray) -> dict[str, float]:
        """Losses and accuracies of both networks, named ``cnn_…`` and ``mlp_…``."""
        self.fill(row)
        found = {}
        for name, model in zip(("cnn", "mlp"), self.models, strict=True):
            for part, (x, y) in self.parts.items():
                z = self.logits(model, x)
                found[f"{name}_{part}_loss"] = float(F.cross_entropy(z.double(), y))
                found[f"{name}_{part}_accuracy"] = float((z.argmax(1) == y).double().mean())
        return found

    def under_shifts(self, row: np.ndarray) -> np.ndarray:
        """(2, distances): each network's accuracy on images that are moved by so many pixels, in four directions."""
        self.fill(row)
        x, y = (each[:MOVED] for each in self.parts["test"])
        away = torch.cat([_rolled(x, down * d, right * d) for d in DISTANCES for down, right in SIDEWAYS])
        right = y.repeat(len(DISTANCES) * len(SIDEWAYS))
        rows = [(self.logits(model, away).argmax(1) == right).double().view(len(DISTANCES), -1).mean(1)
                for model in self.models]  # fmt: skip
        return torch.stack(rows).numpy()


def _rolled(images: Tensor, down: int, right: int) -> Tensor:
    """Move images by whole pixels; black comes in."""
    side = images.shape[-1]
    far = max(abs(down), abs(right))
    padded = F.pad(images, [far] * 4)
    return padded[:, :, far - down : far - down + side, far - right : far - right + side]


def run(
    config: Compare, start: Checkpoint | None, probes: Sequence[str], stop: Callable[[int], bool]
) -> Iterator[Snapshot]:
    """Train both, step by step, from the beginning or from a checkpoint."""
    divided = scene(config)
    pair, places = Pair(config, divided), order(config)
    x, y = tensors(divided, "train")
    both = [Training(config, layers, x, y, places) for layers in (config.convolutional, config.dense)]

    def seen(diverged: bool = False) -> Snapshot:
        row = np.concatenate([flat(each.model).numpy() for each in both])
        metrics = pair.metrics(row)
        if max(metrics["cnn_train_loss"], metrics["mlp_train_loss"]) <= EXPLODED:
            for each in both:
                each.sound = (each.at, flat(each.model).clone())
        arrays = {name: array[0] for name, array in _probes(pair, row[None], probes).items()}
        state = pickle.dumps([each.state() for each in both])
        return Snapshot(both[0].at, metrics, {"parameters": row, **arrays}, Checkpoint(both[0].at, state), diverged)

    if start is None:
        yield seen()
    else:
        for each, state in zip(both, pickle.loads(start.state), strict=True):
            each.load(state)
    wanted, ended = wanted_frames(schedule(config), stop), start is None and stop(0)
    while not ended and both[0].at < config.steps:
        losses = [each.step() for each in both]
        at = both[0].at
        ended = at == config.steps or stop(at)
        exploded = not all(loss <= EXPLODED for loss in losses)
        if not exploded and wanted(at):
            snapshot = seen()
            measured = snapshot.metrics["cnn_train_loss"], snapshot.metrics["mlp_train_loss"]
            exploded = not all(loss <= EXPLODED for loss in measured)
            if not exploded:
                yield snapshot
        elif ended and not exploded:
            yield Snapshot(at, {}, {}, Checkpoint(at, pickle.dumps([each.state() for each in both])))
        if exploded:
            for each in both:
                each.at, numbers = each.sound
                fill(each.model, numbers.numpy())
            yield seen(diverged=True)
            return


def replay(config: Compare, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes of recorded parameters (frames, numbers): ``shifted`` (2, distances) accuracies under shifts."""
    return _probes(Pair(config, scene(config)), trace, probes)


def _probes(pair: Pair, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    unknown = set(probes) - {"shifted"}
    if unknown:
        raise ValueError(f"unknown probes {sorted(unknown)}; known: ['shifted']")
    return {name: np.stack([pair.under_shifts(row) for row in trace]).astype(np.float32) for name in probes}
