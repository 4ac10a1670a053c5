"""Recordings in files, bounded in number and bytes, and never stale."""

from __future__ import annotations

import hashlib
import logging
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path

from dlcore.config import Config
from ui.cache import file_format
from ui.recording import Recording

PROJECT = Path(__file__).resolve().parents[2]
MOST_FILES = 200
MOST_BYTES = 500_000_000

_log = logging.getLogger(__name__)


class Disk:
    """Recordings in one folder, which other servers may share; the oldest files go when they are too many or too large.

    A file is named after the experiment and after the code that computes it (`code`), so a change of either is a miss.
    """

    def __init__(self, folder: Path, code: str, *, most_files: int = MOST_FILES, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._code = folder, code
        self._most_files, self._most_bytes = most_files, most_bytes

    def load(self, config: Config) -> Recording | None:
        """Return the recording of this experiment, or None; a file that is not exactly as written is deleted."""
        path = self._path(config)
        if not path.is_file():
            return None
        try:
            return file_format.loads(path.read_bytes(), config)
        except file_format.DamagedError as error:
            _log.warning("%s is deleted: %s", path, error)
            path.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("%s cannot be read: %s", path, error)
        return None

    def store(self, recording: Recording) -> None:
        """Keep a recording; a folder that cannot be written to costs time at the next start, and nothing else."""
        try:
            self._write(self._path(recording.config), file_format.dumps(recording))
            self._make_room()
        except OSError as error:
            _log.warning("the recording is not kept on disk: %s", error)

    def _path(self, config: Config) -> Path:
        return self._folder / f"{config.key}-{self._code}.recording"

    def _write(self, path: Path, content: bytes) -> None:
        """Put the file in place all at once, so that nobody ever reads half of it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".recording", delete=False) as half:
            half.write(content)
        Path(half.name).replace(path)

    def _make_room(self) -> None:
        found: list[tuple[int, int, Path]] = []
        for path in self._folder.glob("*.recording"):
            try:
                facts = path.stat()
            except FileNotFoundError:  # another server makes room at the same time
                continue
            found.append((facts.st_mtime_ns, facts.st_size, path))
        total = 0
        for count, (_, size, path) in enumerate(sorted(found, reverse=True), start=1):
            total += size
            if count > self._most_files or total > self._most_bytes:
                path.unlink(missing_ok=True)


@cache
def code_digest(project: Path = PROJECT) -> str:
    """Fingerprint everything that a recording depends on besides its config: our code and data, PyTorch, NumPy."""
    sources = [*(project / "dlcore").rglob("*"), project / "ui/recording.py", project / "ui/cache/file_format.py"]
    digest = hashlib.sha256(f"torch {version('torch')} numpy {version('numpy')}".encode())
    for path in sorted(path for path in sources if path.is_file() and path.suffix != ".pyc"):
        digest.update(str(path.relative_to(project)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
