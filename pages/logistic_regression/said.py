"""What PyTorch says to the article's program, and what the repaired programs arrive at."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dlcore.experiments.logistic_regression.config import FOUR_POINTS, NEW_X, Mistake
from dlcore.experiments.logistic_regression.story import Story
from dlcore.models.newton import sigmoid
from ui.language import _
from ui.lesson import fill
from ui.recording import Recording


def said(text: Mapping[str, str], recording: Recording) -> None:
    """Show the error as PyTorch prints it, the two repairs' results, and what survives a logit of ±200."""
    config, story = recording.config, recording.scene
    if not recording.steps or not isinstance(config, Mistake) or not isinstance(story, Story):
        st.caption(_("The program's words appear as soon as it has been run."))
        return
    values = numbers(config, story, recording)
    left, right = st.columns(2, gap="large")
    with left:
        if story.error:
            st.markdown(fill(text["said_error"], values))
            st.code(f"{story.kind}: {story.error}", language=None, wrap_lines=True)
            st.markdown(fill(text["said_why"], values))
        else:
            st.markdown(fill(text["said_nothing"], values))
    with right:
        st.markdown(fill(text["said_repairs"], values))
        st.table(_results(config, story, recording))
    st.markdown(text["said_extremes"])
    st.table(_extremes(story))


def numbers(config: Mistake, story: Story, recording: Recording) -> dict[str, str]:
    """Word what happened for the prose."""
    bad = [(x, z) for x, z in zip(FOUR_POINTS[0], story.outputs, strict=True) if not 0 <= z <= 1] or [(0.0, 0.0)]
    return {
        "epoch": f"{story.epoch:,}",
        "seed": str(config.seed),
        "epochs": f"{config.epochs:,}",
        "lr": f"{config.lr:g}",
        "version": story.version.partition("+")[0],
        "bad_x": f"{bad[-1][0]:g}",
        "bad_z": f"{bad[-1][1]:.7g}",
        "step": f"{recording.steps[-1]:,}",
        "fate": (_("stops in epoch {epoch:,}") if story.error else _("gets through, by luck")).format(
            epoch=story.epoch
        ),
    }


def _results(config: Mistake, story: Story, recording: Recording) -> dict[str, list[str]]:
    row = recording.trace[-1]
    stopped = _("stopped in epoch {epoch:,}").format(epoch=story.epoch)
    losses = [recording.metrics[name][-1] for name in ("train_loss", "sigmoid_loss")]
    chances = [float(sigmoid(row[i] * NEW_X + row[i + 1])) for i in (2, 4)]
    first = stopped if story.error else _("ran to its end")
    return {
        "": [_("Article's program"), "BCEWithLogitsLoss", "sigmoid + BCELoss"],
        _("Loss"): [first, *(f"{loss:.6f}" for loss in losses)],
        _("Weight"): [f"{row[0]:.4f}", f"{row[2]:.4f}", f"{row[4]:.4f}"],
        _("Bias"): [f"{row[1]:.4f}", f"{row[3]:.4f}", f"{row[5]:.4f}"],
        _("P(class 1) at x = {x:g}").format(x=NEW_X): ["–", *(f"{chance:.4f}" for chance in chances)],
    }


def _extremes(story: Story) -> dict[str, list[str]]:
    every = story.extremes
    return {
        _("Logit"): [f"{each.logit:g}" for each in every],
        _("True class"): [f"{each.label:g}" for each in every],
        _("BCEWithLogitsLoss"): [f"{each.losses[0]:g}" for each in every],
        _("Gradient with logits"): [f"{each.gradients[0]:g}" for each in every],
        _("sigmoid, then BCELoss"): [f"{each.losses[1]:g}" for each in every],
        _("Gradient through a sigmoid"): [f"{each.gradients[1] + 0:g}" for each in every],
    }
