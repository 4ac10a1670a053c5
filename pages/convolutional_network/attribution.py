"""What it looked at: four ways of asking which pixels an answer hangs on, and the check that they must pass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from dlcore.digit_image import ImageError
from dlcore.experiments.convolutional_network.config import Network
from dlcore.experiments.convolutional_network.explaining import Explained, explain
from dlcore.experiments.convolutional_network.material import Scene
from pages.convolutional_network import choosing, sheet
from pages.convolutional_network.words import layer_names
from ui import jobs
from ui.answers import answered
from ui.components.pictures import Picture, pictures
from ui.controls import mirrored
from ui.language import _, message
from ui.lesson import fill
from ui.recording import Recording
from ui.settings import Settings

KEY = "convolutional_network attribution"
METHODS = {
    "saliency": message("saliency"),
    "occlusion": message("occlusion"),
    "integrated_gradients": message("integrated gradients"),
    "grad_cam": message("Grad-CAM"),
}
SOURCES = {"held": message("held-out image"), "own": message("your digit")}
ANSWER = -1
WIDTH = 220  # of a picture on the screen, in pixels


@st.fragment
def attribution(text: Mapping[str, str], settings: Settings[Any], recording: Recording, frame: int) -> None:
    """Show the maps of one image and those of a network with random weights. A fragment: it redraws nothing else."""
    st.markdown(text["attribution"])
    config, scene = recording.config, recording.scene
    if not isinstance(config, Network) or not isinstance(scene, Scene) or not recording.trace or not jobs.ready():
        st.caption(_("The answer appears as soon as there is a network."))
        return
    kept: dict[str, Any] = st.session_state.setdefault(KEY, {"source": "held", "target": ANSWER, "layers": 0})
    owners = [i for i, layer in enumerate(config.layers) if layer.kind in ("conv", "dense")]
    kept["layers"] = min(kept["layers"], len(owners))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _choice(kept, "source", _("Image"), {code: _(word) for code, word in SOURCES.items()}, 200)
        if kept["source"] == "held":
            _number(settings, config, scene)
        digits = {digit: str(digit) for digit in range(10)}
        _choice(kept, "target", _("Which digit's logit"), {ANSWER: _("that of the answer")} | digits, 190)
        names = layer_names(config.layers)
        drawn = {0: _("all layers")} | {
            n: _("from {layer} on").format(layer=names[owners[-n]]) for n in range(1, len(owners))
        }
        _choice(kept, "layers", _("Weights drawn anew for the check"), drawn, 250)
    image = _image(settings, config, scene, kept["source"])
    if image is None:
        return
    target = None if kept["target"] == ANSWER else kept["target"]
    layers = kept["layers"] or None
    about = (config.key, recording.steps[frame], image.tobytes(), target, layers)
    asked_for = (config, recording.trace[frame], image, target, layers)
    found: Explained | None = answered(f"{KEY} asked", about, explain, *asked_for)
    if found is None:
        return
    _draw(image, found)
    st.markdown(fill(text["attribution_sums"], _numbers(found) | {"step": f"{recording.steps[frame]:,}"}))


def _choice(kept: dict[str, Any], name: str, label: str, options: Mapping[Any, str], width: int) -> None:
    def take(chosen: Any) -> None:
        if chosen in options:
            kept[name] = chosen

    codes = list(options)
    if kept[name] not in codes:
        kept[name] = codes[0]
    st.selectbox(label, codes, codes.index(kept[name]), width=width,
                 format_func=lambda code: options.get(code, str(code)),
                 **mirrored(f"{KEY}.{name}", kept[name], take))  # fmt: skip


def _number(settings: Settings[Any], config: Network, scene: Scene) -> None:
    last, present = len(scene.test) - 1, choosing.image(settings)

    def take(chosen: int) -> None:
        choosing.look_at(settings, chosen)

    st.number_input(_("Held-out image (0 to {last})").format(last=last), 0, last, present, width=210,
                    **mirrored(f"{KEY}.number", present, take))  # fmt: skip


def _image(settings: Settings[Any], config: Network, scene: Scene, source: str) -> np.ndarray | None:
    if source == "held":
        return scene.digits.pixels(scene.test[[choosing.image(settings)]])[0]
    try:
        return sheet.prepared(config.side)[-1].image
    except ImageError as error:
        st.info(sheet.refusal(error))
        return None


def _draw(image: np.ndarray, found: Explained) -> None:
    said = _("What the logit of {digit} hangs on by this method; orange speaks for the digit, blue against it.")
    again = _("The same after weights were drawn anew. Likeness {value}.")
    st.markdown(f"**{_('What the logit of {digit} hangs on').format(digit=found.target)}**")
    columns = [[Picture(image, _("The image of which an answer is explained."), _("the image"))]]
    for code, values in found.maps.items():
        alike = _signed(found.alike[code])
        trained = Picture(values, said.format(digit=found.target), _(METHODS[code]), _("trained"), "signed", image)
        drawn = _("drawn anew: likeness {value}").format(value=alike)
        columns.append([trained, Picture(found.checks[code], again.format(value=alike), "", drawn, "signed", image)])
    pictures(columns, key=f"{KEY} maps", value=_("attribution"), width=WIDTH)


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _numbers(found: Explained) -> dict[str, str]:
    gap = abs(found.total - found.difference)
    return {
        "answer": str(found.answer), "target": str(found.target), "total": f"{found.total:.4f}",
        "difference": f"{found.difference:.4f}", "gap": f"{gap:.4f}",
        "alike": ", ".join(f"{_(METHODS[code])} {_signed(value)}" for code, value in found.alike.items()),
    }  # fmt: skip
