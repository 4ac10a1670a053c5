"""A page's experiment settings: one config per session and page, mirrored by the widgets and by the address bar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import streamlit as st

from dlcore.config import Config, ConfigError

C = TypeVar("C", bound=Config)

# What the address bar may hold beside an experiment: the language, Streamlit's own, and what senders of links add.
NOT_OURS = ("lang", "embed", "embed_options", "utm_source", "utm_medium", "utm_campaign")


class Settings(Generic[C]):
    """The settings of one page in one session.

    The config is the truth. A widget's change goes through :meth:`change`; the widgets are set from the config before
    they are drawn (:mod:`ui.controls`), so links, presets and a return to the page all look alike.

    Parameters
    ----------
    stem
        The page's name, which prefixes every key in the session state.
    config_class
        What is set.
    """

    def __init__(self, stem: str, config_class: type[C]) -> None:
        self.stem, self.config_class = stem, config_class

    def key(self, name: str) -> str:
        """The session-state key of one of this page's values."""
        return f"{self.stem}.{name}"

    def open(self) -> None:
        """Read the link on the session's first visit; a link that holds an experiment also starts it."""
        if self.key("config") in st.session_state:
            return
        query = {name: text for name, text in st.query_params.items() if name not in NOT_OURS}
        config, ignored = self.config_class.from_query(query)
        st.session_state[self.key("config")] = config
        st.session_state[self.key("ignored")] = ignored
        st.session_state[self.key("start")] = bool(config.to_query())

    @property
    def config(self) -> C:
        """The present settings."""
        self.open()
        return st.session_state[self.key("config")]

    @property
    def ignored(self) -> Mapping[str, str]:
        """What the link held that could not be used; gone after the learner's first change."""
        return st.session_state.get(self.key("ignored"), {})

    @property
    def refused(self) -> ConfigError | None:
        """Why the learner's last change was not taken, if it was not."""
        return st.session_state.get(self.key("refused"))

    def load(self, config: C) -> None:
        """Take over a whole config, from a preset for instance."""
        st.session_state[self.key("config")] = config
        st.session_state[self.key("ignored")] = {}
        st.session_state[self.key("refused")] = None

    def change(self, **changes: Any) -> bool:
        """Take a change, or keep everything as it was and remember why; return whether it was taken."""
        try:
            self.load(self.config.replace(**changes))
        except ConfigError as error:
            st.session_state[self.key("refused")] = error
            return False
        return True

    def write_address(self) -> None:
        """Put what differs from the defaults into the address bar, beside the language."""
        wanted = self.config.to_query()
        if "lang" in st.query_params:
            wanted["lang"] = st.query_params["lang"]
        if st.query_params.to_dict() != wanted:
            st.query_params.from_dict(wanted)
