"""The numbers of a character model that the prose speaks of."""

from __future__ import annotations

from dlcore.experiments.recurrent_network.text.scene import TextScene
from dlcore.experiments.recurrent_network.text_config import Text
from pages.recurrent_network.text.words import TEXT_CELLS
from ui.language import _
from ui.recording import Recording

EXPLAINED = ("text_task", "text_perplexity", "text_sampling", "text_units")
DERIVATIONS = ("text_derivation",)


def text_live(recording: Recording) -> dict[str, str]:
    """Give every placeholder of the text room's prose its value, for a run that has at least one frame."""
    config, scene = recording.config, recording.scene
    if not isinstance(config, Text) or not isinstance(scene, TextScene):
        return {}
    perplexity = recording.metrics["test_perplexity"]
    lowest = min(range(len(perplexity)), key=perplexity.__getitem__)
    best = min(scene.baselines)
    return {
        "cell_name": _(TEXT_CELLS[config.cell]),
        "symbols": str(len(scene.symbols) - 1),
        "train_characters": f"{scene.train:,}",
        "held_characters": f"{scene.held_out:,}",
        "unknown": f"{scene.unknown:,}",
        "parameters": f"{scene.parameters:,}",
        "first_perplexity": f"{perplexity[0]:.3g}",
        "perplexity": f"{perplexity[-1]:.3g}",
        "bits": f"{recording.metrics['test_bits'][-1]:.2f}",
        "lowest_perplexity": f"{perplexity[lowest]:.3g}",
        "lowest_update": f"{recording.steps[lowest]:,}",
        "train_perplexity": f"{recording.metrics['train_perplexity'][-1]:.3g}",
        "unigram": f"{scene.baselines[0]:.3g}",
        "bigram": f"{scene.baselines[1]:.3g}",
        "best_ngram": f"{best:.3g}",
        "best_order": str(scene.baselines.index(best) + 1),
    }
