"""Find a Chromium for the browser tests, or install one: ``python tests/browser/find_browser.py``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_MAC = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)


def find() -> Path | None:
    """Return a Chromium or Chrome of this machine that starts, or else Playwright's own if that is installed."""
    for name in _NAMES:
        path = shutil.which(name)
        if path and _starts(Path(path)):
            return Path(path)
    return next((path for path in (*_MAC, _playwrights()) if path.exists() and _starts(path)), None)


def install() -> Path:
    """Install Debian's Chromium, or else Playwright's; raise ``RuntimeError`` if neither can be had."""
    for commands in (_debians(), [[sys.executable, "-m", "playwright", "install", "chromium"]]):
        for command in commands:
            print("$", *command, flush=True)
            if subprocess.run(command, check=False).returncode != 0:
                break
        if path := find():
            return path
    raise RuntimeError("The browser tests need Chromium or Chrome, and none could be installed. Install one by hand.")


def _starts(path: Path) -> bool:
    # Ubuntu's chromium-browser without its snap is a script that only says so.
    outcome = subprocess.run([path, "--version"], capture_output=True, check=False, timeout=60)
    return outcome.returncode == 0


def _playwrights() -> Path:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def _debians() -> list[list[str]]:
    if shutil.which("apt-get") is None:
        return []
    if os.geteuid() == 0:
        become_root = []
    elif (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        become_root = ["sudo", "-n"]
    else:
        return []
    apt_get = [*become_root, "apt-get", "--quiet", "--yes"]
    return [[*apt_get, "update"], [*apt_get, "install", "--no-install-recommends", "chromium"]]


if __name__ == "__main__":
    print("Browser for the tests:", find() or install())
