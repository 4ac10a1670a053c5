"""Short words of the page: the headings that terms stand under."""

from __future__ import annotations

from ui.language import message

GROUPS = {
    "learning": message("Kinds of learning"),
    "data": message("Data"),
    "model": message("Models and networks"),
    "loss": message("Losses"),
    "training": message("Training"),
    "generalising": message("Generalising"),
    "measuring": message("Measuring"),
    "convolution": message("Convolution"),
    "sequence": message("Sequences"),
    "classical": message("Classical methods"),
    "practice": message("In practice"),
}
