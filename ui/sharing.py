"""Taking an experiment elsewhere: as a link, or as a file that holds the data and the results too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import streamlit as st

from ui.catalogue import CATALOGUE
from ui.experiment_file import ExperimentFileError, dumps, loads
from ui.language import _, message
from ui.notices import quote

if TYPE_CHECKING:
    from ui.workbench import Workbench

REASONS = {
    "too_large": message("This file is larger than any experiment can be, so it was not opened."),
    "broken": message("This file is damaged or cut off: it is no JSON text. Nothing was changed."),
    "foreign": message(
        "This file is not one of this tutorial's: choose one saved here with “Save as a file”. Nothing was changed."
    ),
    "newer": message("This file was saved by a newer version of the tutorial than this one. Nothing was changed."),
    "other_page": message("This file holds an experiment of the page “{detail}”: open it there. Nothing was changed."),
    "setting": message("The setting {detail} in this file is not possible here, so the file was not opened."),
}


def share(workbench: Workbench[Any]) -> None:
    """Offer the experiment as a link and as a file, and open such a file."""
    settings, run = workbench.settings, workbench.run  # a download is made later, where there is no session to ask
    with st.popover(_("Share"), icon=":material/link:"):
        left_out = settings.config.left_out()
        if left_out:
            st.markdown(
                _("The link holds the settings, but your data or edits are too long for it: save a file instead.")
            )
        else:
            st.markdown(_("This link holds every setting. It opens the same experiment, with the same numbers."))
        query = urlencode(settings.to_query())
        st.code(f"{st.context.url or ''}{'?' if query else ''}{query}", language=None, wrap_lines=True)
        st.download_button(
            _("Save as a file"), lambda: dumps(settings.stem, run.config, run.recording),
            f"{settings.stem}.json", "application/json", key=settings.key("save"), on_click="ignore",
            icon=":material/save:", help=_("Data, settings and results, to open again here."),
        )  # fmt: skip
        _opening(workbench)


def refusal(error: ExperimentFileError) -> str:
    """Say in one sentence, in the session's language, why a file was not opened."""
    titles = {concept.stem: _(concept.title) for concept in CATALOGUE}
    detail = titles.get(error.detail) or quote(error.detail)
    return _(REASONS[error.reason]).format(detail=detail)


def _opening(workbench: Workbench[Any]) -> None:
    settings = workbench.settings
    key, failed = settings.key("file"), settings.key("file refused")

    def opened() -> None:
        file = st.session_state[key]
        st.session_state.pop(failed, None)
        if file is None:
            return
        try:
            config = loads(file.getvalue(), settings.stem, settings.classes)
        except ExperimentFileError as error:
            st.session_state[failed] = error
            return
        settings.load(config)
        st.session_state[settings.key("start")] = True

    st.file_uploader(_("Open a saved experiment"), type=["json"], key=key, on_change=opened)
    if failed in st.session_state:
        st.warning(refusal(st.session_state[failed]), icon=":material/block:")
