"""A run's answers to the held-out images, one by one, at one frame of its recording."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from dlcore import worker
from dlcore.experiments.convolutional_network.material import Scene
from ui import jobs
from ui.recording import Recording

PATIENCE = 3.0  # seconds; a worker is asked ahead of all training, so this is ample once the workers are warm


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Answers to all held-out images.

    Attributes
    ----------
    images
        (n, side, side) from 0 to 1.
    labels, answers
        (n,) true and predicted digits.
    sure
        (n,) the probability of the predicted digit.
    losses
        (n,) cross-entropy, in nats.
    """

    images: np.ndarray
    labels: np.ndarray
    answers: np.ndarray
    sure: np.ndarray
    losses: np.ndarray

    def worst(self) -> np.ndarray:
        """Number the mistakes, the costliest first."""
        wrong = np.flatnonzero(self.labels != self.answers)
        return wrong[np.argsort(-self.losses[wrong], kind="stable")]

    def cell(self, true: int | None, predicted: int | None) -> np.ndarray:
        """Number the images of one cell of the confusion matrix, of a row or of a column, the costliest first."""
        chosen = np.ones(len(self.labels), dtype=bool)
        if true is not None:
            chosen &= self.labels == true
        if predicted is not None:
            chosen &= self.answers == predicted
        found = np.flatnonzero(chosen)
        return found[np.argsort(-self.losses[found], kind="stable")]


def judged(recording: Recording, frame: int = -1) -> Judged | None:
    """Ask a worker what the network says at a frame; None while there is no answer."""
    scene = recording.scene
    if not isinstance(scene, Scene) or not recording.trace or not jobs.ready():
        return None
    asked: dict[str, Any] = st.session_state.setdefault("convolutional_network judged", {})
    about = (recording.config.key, recording.steps[frame])
    if asked.get("about") != about:
        wanted = ("answers", "chances")
        future = jobs.ask(worker.replay, recording.config, recording.trace[frame][None], wanted)
        asked.update(about=about, future=future)
    future: Future[dict[str, np.ndarray]] = asked["future"]
    try:
        told = future.result(timeout=PATIENCE)
    except TimeoutError:
        return None
    return made_of(scene, told["answers"][0], told["chances"][0])


def made_of(scene: Scene, answers: np.ndarray, chances: np.ndarray) -> Judged:
    """Read what the probes say: predicted class + confidence (n,), and the true class's probability (n,)."""
    predicted = answers.astype(int)
    share = 1 / 10 + (answers - predicted) * 9 / 10
    losses = -np.log(np.maximum(chances.astype(np.float64), 1e-30))
    return Judged(scene.digits.pixels(scene.test), scene.test_labels, predicted, share, losses)
