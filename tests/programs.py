"""Run the programs that learners take home, where nothing of this project can be seen."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dlcore.config import Config
from dlcore.export import files, program

# One process for all of them: most of the time would otherwise go into importing torch.
RUN_ALL = """\
import runpy
import sys

import torch

torch.set_num_threads(1)
for i in range(int(sys.argv[1])):
    torch.set_default_dtype(torch.float32)  # as in a process of its own
    try:
        runpy.run_path(f"{i}.py", run_name="__main__")
    except SystemExit as end:
        if end.code:
            raise
    print("# end")
"""


def outputs(configs: Mapping[str, Config], folder: Path) -> dict[str, str]:
    """Write the program of every config into a folder, run each as a script, and return what it prints."""
    for i, config in enumerate(configs.values()):
        text = program(config)
        (folder / f"{i}.py").write_text(text, encoding="utf-8")
        for needed in files(text):
            shutil.copy(needed, folder)
    (folder / "run_all.py").write_text(RUN_ALL, encoding="utf-8")
    # -I: what a program needs must come from the packages that it imports, not from this project's folder
    call = [sys.executable, "-I", "-X", "utf8", "run_all.py", str(len(configs))]
    done = subprocess.run(call, capture_output=True, encoding="utf-8", check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
    return dict(zip(configs, done.stdout.split("# end\n")[:-1], strict=True))


def printed(configs: Mapping[str, Config], folder: Path) -> dict[str, dict[str, Any]]:
    """Run the program of every config, and return what its last line says."""
    return {name: json.loads(output.splitlines()[-1]) for name, output in outputs(configs, folder).items()}
