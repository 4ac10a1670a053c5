"""How the model's samples are drawn, and the learner's own text: nothing here but the text changes what is trained."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dlcore.config import Number
from dlcore.datasets.text import LONGEST, LONGEST_START, SHORTEST, TEXTS, UNKNOWN, OwnText, OwnTextError, tidy
from dlcore.experiments.recurrent_network.text.scene import text_of
from dlcore.experiments.recurrent_network.text_config import Text, Voice
from pages.recurrent_network.text.words import CORPORA
from ui.controls import mirrored
from ui.language import _, message
from ui.notices import quote
from ui.settings import Settings

REFUSALS = {
    "text_short": message("This text has {value:,} characters. Needed are {allowed}."),
    "text_long": message("This text has {value:,} characters. Possible are {allowed}."),
    "text_even": message("This text repeats one character, so there is nothing to foretell. Use another one."),
}
MOST_NAMED = 12  # unknown characters that are named


def voice_controls(settings: Settings[Any], config: Text) -> None:
    """Draw the knobs of the voice, and say which characters of its start the model does not know."""
    now: Voice = settings.view
    st.markdown(f"**{_('How it writes')}**")
    _knob(settings, now, "temperature", _("Temperature"),
          _("0 always takes the likeliest character. 1 draws as the model says. Above 1, surprises gain."))  # fmt: skip
    _knob(settings, now, "top_k", _("Draw from the likeliest"),
          _("Only so many of the likeliest characters may be drawn; “all” leaves out none."),
          every=_("all"))  # fmt: skip

    def begin(chosen: str | None) -> None:
        settings.look(start=tidy(chosen or "")[:LONGEST_START])

    st.text_input(_("Begin with"), now.start, max_chars=LONGEST_START, placeholder=_("a line end"),
                  **mirrored(f"{settings.stem} voice start", now.start, begin))  # fmt: skip
    unknown_notice(config, now.start)
    st.button(_("Draw again"), key=f"{settings.stem} again", icon=":material/casino:",
              on_click=lambda: settings.look(draw=(now.draw + 1) % 100_000),
              disabled=now.temperature == 0, help=_("Other draws from the same model."))  # fmt: skip


def unknown_notice(config: Text, text: str) -> None:
    """Name the characters that the model reads as an unknown one, if there are any."""
    unknown = text_of(config).vocabulary.unknown(text.replace("\n", ""))
    if unknown:
        more = " …" if len(unknown) > MOST_NAMED else ""
        st.warning(
            _("Not in the text that it learns from: {characters}. The model reads each of them as {mark}.").format(
                characters=" ".join(map(quote, unknown[:MOST_NAMED])) + more, mark=UNKNOWN
            ),
            icon=":material/translate:",
        )


def corpus_choice(settings: Settings[Any], help: str) -> None:
    """Draw the choice of the text, and the place for one's own."""
    config = settings.config
    kept = f"{settings.stem} own text"
    own = config.own or st.session_state.get(kept)

    def choose(chosen: str) -> None:
        if chosen == "own" and own is not None:
            settings.change(corpus="own", own=own)
        elif chosen in TEXTS:
            st.session_state[kept] = own
            settings.change(corpus=chosen, own=None)

    offered = [code for code in CORPORA if code != "own" or own is not None]
    st.selectbox(_("Text"), offered, offered.index(config.corpus), format_func=lambda code: _(CORPORA[code]), help=help,
                 **mirrored(settings.key("corpus"), config.corpus, choose))  # fmt: skip
    if "own" in config.left_out():
        st.caption(_("This text is too long for a link. To share or keep it, save the experiment as a file: Share."))
    with st.expander(_("Your own text")):
        _own(settings, kept)


def _own(settings: Settings[Any], kept: str) -> None:
    key, refused = settings.key("own area"), settings.key("own refused")

    def take() -> None:
        st.session_state[refused] = None
        try:
            text = OwnText.of(st.session_state[key] or "")
        except OwnTextError as error:
            st.session_state[refused] = error
            return
        st.session_state[kept] = text
        settings.change(corpus="own", own=text)

    st.text_area(_("Paste any text, in any language"), key=key, height=140, max_chars=LONGEST,
                 help=_("From {least:,} to {most:,} characters of any script; line ends count. It stays on this server "
                        "for as long as the session lasts.").format(least=SHORTEST, most=LONGEST))  # fmt: skip
    st.button(_("Learn from this text"), key=settings.key("own take"), on_click=take, icon=":material/menu_book:")
    error = st.session_state.get(refused)
    if error is not None:
        st.warning(_(REFUSALS[error.reason]).format(value=error.value, allowed=error.allowed), icon=":material/block:")


def _knob(settings: Settings[Any], now: Voice, name: str, label: str, help: str, *, every: str = "") -> None:
    spec, value = Voice.specs()[name], getattr(now, name)
    assert isinstance(spec, Number)
    stops = sorted({*spec.stops, value})

    def take(chosen: float) -> None:
        settings.look(**{name: chosen})

    st.select_slider(label, stops, value, help=help,
                     format_func=lambda value: every if every and not value else f"{value:g}",
                     **mirrored(f"{settings.stem} voice {name}", value, take))  # fmt: skip
