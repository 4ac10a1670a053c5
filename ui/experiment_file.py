"""An experiment as a file: its data, every setting and what came of it, to download and to open again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from dlcore.config import Config, ConfigError
from dlcore.datasets.dataset import Dataset
from ui.recording import Recording

FORMAT = "deep-learning-by-experiment"
VERSION = 1
MOST_BYTES = 3_000_000  # the largest data of one's own, as text, with a long run's results

Reason = Literal["too_large", "broken", "foreign", "newer", "other_page", "setting"]


class ExperimentFileError(ValueError):
    """A file that holds no experiment for this page.

    Attributes
    ----------
    reason
        ``"too_large"``, ``"broken"`` (not JSON, or cut off), ``"foreign"`` (something else's file), ``"newer"``
        (written by a later version), ``"other_page"``, or ``"setting"``, where a setting has an impossible value.
    detail
        The page that the file belongs to, or the setting at fault.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason: Reason = reason
        self.detail = detail


def dumps(stem: str, config: Config, recording: Recording) -> bytes:
    """Write an experiment of the page `stem` as JSON in UTF-8; its results are those of the recording's last frame."""
    scene, step = recording.scene, recording.steps[-1] if recording.steps else 0
    content = {
        "format": FORMAT,
        "version": VERSION,
        "page": stem,
        "experiment": config.experiment,
        "settings": config.texts(),
        "results": {
            "step": step,
            "finished": recording.finished,
            "diverged": recording.diverged,
            "metrics": {name: column[-1] for name, column in recording.metrics.items() if column},
            "curves": {"step": recording.steps, **recording.metrics},
        },
    }
    if isinstance(scene, Dataset):
        content["data"] = _data(scene)
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def loads(content: bytes, stem: str, classes: Mapping[str, type[Config]]) -> Config:
    """Read the settings of an experiment of the page `stem`.

    Parameters
    ----------
    content
        A file's bytes, whatever they are.
    classes
        Experiment code -> config class of the page.

    Raises
    ------
    ExperimentFileError
        If the bytes are no such file.
    """
    if len(content) > MOST_BYTES:
        raise ExperimentFileError("too_large")
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # neither text nor JSON
        raise ExperimentFileError("broken") from error
    match found:
        case {"format": "deep-learning-by-experiment", "version": int(version)} if version > VERSION:
            raise ExperimentFileError("newer")
        case {"format": "deep-learning-by-experiment", "page": str(page)} if page != stem:
            raise ExperimentFileError("other_page", page)
        case {"format": "deep-learning-by-experiment", "experiment": str(code), "settings": dict(texts)}:
            return _config(code, texts, classes)
    raise ExperimentFileError("foreign")


def _config(code: str, texts: dict[Any, Any], classes: Mapping[str, type[Config]]) -> Config:
    if code not in classes or not all(isinstance(text, str) for text in texts.values()):
        raise ExperimentFileError("foreign")
    try:
        return classes[code].from_texts(texts)
    except ConfigError as error:
        raise ExperimentFileError("setting", error.field) from error


def _data(scene: Dataset) -> dict[str, Any]:
    return {
        "axes": list(scene.axes),
        "target": scene.target_name,
        "classes": list(scene.classes),
        "points": scene.points.tolist(),
        "targets": scene.targets.tolist(),
        "train": scene.is_train.tolist(),
    }
