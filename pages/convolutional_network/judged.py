"""A run's answers to the held-out images, one by one, at one frame of its recording."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from dlcore import worker
from dlcore.experiments.convolutional_network.material import Scene
from ui import jobs
from ui.answers import answered
from ui.language import _
from ui.recording import Recording


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
        st.caption(_("The images appear as soon as the network has answered."))
        return None
    key, about = "convolutional_network judged", (recording.config.key, recording.steps[frame])
    wanted = ("answers", "chances")
    told = answered(key, about, worker.replay, recording.config, recording.trace[frame][None], wanted)
    return told and made_of(scene, told["answers"][0], told["chances"][0])


def made_of(scene: Scene, answers: np.ndarray, chances: np.ndarray) -> Judged:
    """Read what the probes say: predicted class + confidence (n,), and the true class's probability (n,)."""
    predicted = answers.astype(int)
    share = 1 / 10 + (answers - predicted) * 9 / 10
    losses = -np.log(np.maximum(chances.astype(np.float64), 1e-30))
    return Judged(scene.digits.pixels(scene.test), scene.test_labels, predicted, share, losses)
