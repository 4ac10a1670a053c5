"""A page's experiment settings: one config per session and experiment, mirrored by the widgets and the address bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

import streamlit as st

from dlcore.config import Config, ConfigError

C = TypeVar("C", bound=Config)

# What the address bar may hold beside an experiment: the language, Streamlit's own, and what senders of links add.
NOT_OURS = ("lang", "embed", "embed_options", "utm_source", "utm_medium", "utm_campaign")


def arrive(stem: str) -> None:
    """Note which page is on screen. A link that leads there from another page decides, even if it has been open."""
    if st.session_state.get("page") != stem:
        st.session_state["page"] = stem
        if any(name not in NOT_OURS for name in st.query_params):
            st.session_state.pop(f"{stem} experiment", None)


class Settings(Generic[C]):
    """The settings of one page in one session.

    The config is the truth. A widget's change goes through :meth:`change`; the widgets are set from the config before
    they are drawn (:mod:`ui.controls`), so links, presets and a return to the page all look alike.

    Parameters
    ----------
    stem
        The page's name, which prefixes every key in the session state.
    classes
        What is set: one config class for each experiment of the page. The first is the one that the page opens with.
    views
        What is only looked at in an experiment, such as a threshold: it travels in the link like a setting, and no run
        depends on it. At most one for each experiment, with that experiment's code.
    """

    def __init__(self, stem: str, *classes: type[C], views: Sequence[type[Config]] = ()) -> None:
        self.stem = stem
        self.views: Mapping[str, type[Config]] = {each.experiment: each for each in views}
        self.classes: Mapping[str, type[C]] = {each.experiment: each for each in classes}
        self._turned = f"{stem} experiment"

    def key(self, name: str) -> str:
        """The session-state key of one of the present experiment's values."""
        return f"{self.place}.{name}"

    @property
    def place(self) -> str:
        """Names the present experiment among those of all pages: ``page``, or ``page.experiment``."""
        return ".".join(filter(None, (self.stem, self.experiment)))

    @property
    def experiment(self) -> str:
        """The code of the present experiment."""
        return st.session_state.get(self._turned, next(iter(self.classes)))

    @property
    def config_class(self) -> type[C]:
        """What is set in the present experiment."""
        return self.classes[self.experiment]

    @property
    def view_class(self) -> type[Config]:
        """What is only looked at in the present experiment; a config without fields where there is nothing."""
        return self.views.get(self.experiment, Config)

    def turn_to(self, experiment: str) -> None:
        """Go to another experiment of the page, as it was left; raise ``KeyError`` for a code that there is not."""
        st.session_state[self._turned] = self.classes[experiment].experiment
        if self.key("config") not in st.session_state:
            self.load(self.config_class())

    def open(self) -> None:
        """Read the link on the first visit, and after :func:`arrive`; one that holds an experiment also starts it."""
        if self._turned in st.session_state:
            return
        query = {name: text for name, text in st.query_params.items() if name not in NOT_OURS}
        experiment, unknown = query.get("experiment", ""), {}
        if experiment not in self.classes:
            experiment, unknown = next(iter(self.classes)), {"experiment": experiment}
        view_class = self.views.get(experiment, Config)
        view, unseen = view_class.from_query({name: query.pop(name) for name in view_class.specs() if name in query})
        st.session_state[f"{self.stem} link"] = dict(query)
        query.pop("experiment", None)
        config, ignored = self.classes[experiment].from_query(query)
        self.turn_to(experiment)
        if query:
            self.load(config)
        st.session_state[self._viewed] = view
        st.session_state[self.key("ignored")] = unknown | ignored | unseen
        st.session_state[self.key("start")] = st.session_state[self.key("config")] != self.config_class()

    @property
    def config(self) -> C:
        """The present settings."""
        self.open()
        return st.session_state[self.key("config")]

    @property
    def view(self) -> Any:
        """What is looked at in the present experiment, an object of :attr:`view_class`."""
        self.open()
        return st.session_state.setdefault(self._viewed, self.view_class())

    def look(self, **changes: Any) -> None:
        """Look at something else; the run stays. Raises :class:`~dlcore.config.ConfigError` for what cannot be."""
        st.session_state[self._viewed] = self.view.replace(**changes)

    @property
    def _viewed(self) -> str:
        return f"{self.place} view"

    def to_query(self) -> dict[str, str]:
        """Write the present experiment and what is looked at in it for a link."""
        return self.config.to_query() | self.view.to_query()

    @property
    def ignored(self) -> Mapping[str, str]:
        """What the link held that could not be used; gone after the learner's first change."""
        return st.session_state.get(self.key("ignored"), {})

    @property
    def refused(self) -> ConfigError | None:
        """Why the learner's last change was not taken, if it was not."""
        return st.session_state.get(self.key("refused"))

    def load(self, config: C) -> None:
        """Take over a whole config, from a preset for instance, and turn to its experiment."""
        st.session_state[self._turned] = config.experiment
        st.session_state[self.key("config")] = config
        st.session_state[self.key("ignored")] = {}
        st.session_state[self.key("refused")] = None

    def change(self, **changes: Any) -> bool:
        """Take a change, or keep everything as it was and remember why; return whether it was taken."""
        if not changes.keys() <= self.config.specs().keys():
            return False  # a knob of another experiment of the page, turned before the browser heard that it was left
        try:
            self.load(self.config.replace(**changes))
        except ConfigError as error:
            self.refuse(error)
            return False
        return True

    def refuse(self, error: ConfigError) -> None:
        """Remember why a change was not taken, for the page to say so."""
        st.session_state[self.key("refused")] = error

    def recall(self, config: C) -> None:
        """Take over what the browser kept of an earlier visit, unless this visit has settings of its own.

        A page that has not been opened finds its settings as they were left. On the page that is open the link decides;
        if it is the kept experiment's own link, then what is too long for a link comes back too.
        """
        place = ".".join(filter(None, (self.stem, config.experiment)))
        if self._turned not in st.session_state:
            st.session_state[f"{place}.config"] = config
        elif config.left_out() and config.to_query() == st.session_state.get(f"{self.stem} link"):
            self.load(config)

    def write_address(self) -> None:
        """Put what differs from the defaults into the address bar, beside the language."""
        wanted = self.to_query()
        if "lang" in st.query_params:
            wanted["lang"] = st.query_params["lang"]
        if st.query_params.to_dict() != wanted:
            st.query_params.from_dict(wanted)
