"""What the page's rooms, networks, formats and knobs are called."""

from __future__ import annotations

from collections.abc import Mapping

from ui.language import message
from ui.workbench import Wording

ROOMS = {
    "": message("One network"),
    "scaling": message("Doubling it"),
    "formats": message("Fewer bits"),
    "history": message("Over the decades"),
}
KINDS = {
    "mlp": message("multilayer perceptron, picture"),
    "cnn": message("convolutional network, picture"),
    "rnn": message("recurrent network, sequence"),
    "attention": message("attention, sequence"),
}
VARIED = {
    "width": message("width"),
    "depth": message("depth"),
    "length": message("length"),
    "batch": message("batch"),
}
FORMATS = {
    "float32": "float32",
    "bfloat16": "bfloat16",
    "int8": message("int8 weights"),
    "int8_dynamic": message("int8 throughout"),
    "int4": message("4 bits, rounded only"),
    "int2": message("2 bits, rounded only"),
}
ORIGINS = {
    "published": message("published figure"),
    "counted": message("counted from published sizes"),
    "estimate": message("estimate by others"),
}
FIELDS = {
    "kind": message("Network"),
    "varied": message("What is doubled"),
    "doublings": message("Doublings"),
    "width": message("Width"),
    "depth": message("Depth"),
    "length": message("Length"),
    "batch": message("Batch"),
    "repeats": message("Readings of the clock"),
    "seed": message("Seed"),
    "formats": message("Number formats"),
    "epochs": message("Epochs"),
    "since": message("Since the year"),
    "flop_per_joule": message("Assumed: operations per joule at full speed"),
    "utilisation": message("Assumed: share of the full speed that is used"),
    "overhead": message("Assumed: the building's power for each watt of computing"),
}
CODES: Mapping[str, Mapping[str, str]] = {"kind": KINDS, "varied": VARIED, "formats": FORMATS}
STEPS = {
    "": Wording(
        where=message("Reading {epoch:,}; the last one is {end:,}"),
        speed=message("{speed:,.1f} readings/s"),
        diverged=message("Diverged after reading {epoch:,}"),
        one=message("Read the clock once."),
        back=message("Back to the first reading."),
        frame=message("Reading {step}"),
    ),
    "scaling": Wording(
        where=message("Doubling {epoch:,} of {end:,}"),
        speed=message("{speed:,.1f} sizes/s"),
        diverged=message("Diverged after doubling {epoch:,}"),
        one=message("Measure the next size."),
        back=message("Back to the smallest size."),
        frame=message("Doubling {step}"),
    ),
    "formats": Wording(
        where=message("Format {epoch:,}; the last one is {end:,}"),
        speed=message("{speed:,.1f} formats/s"),
        diverged=message("Diverged after format {epoch:,}"),
        one=message("Measure the next format."),
        back=message("Back to the first format."),
        frame=message("Format {step}"),
    ),
    "history": Wording(
        where=message("Model {epoch:,}; the last one is {end:,}"),
        speed=message("{speed:,.0f} models/s"),
        diverged=message("Diverged after model {epoch:,}"),
        one=message("Add the next model."),
        back=message("Back to the first model."),
        frame=message("Model {step}"),
    ),
}
