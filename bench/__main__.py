"""``python -m bench``: measure everything, print one table, and write it to ``bench/RESULTS.md``."""

from __future__ import annotations

import datetime
import platform
import sys
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from bench import browser, depth, descent, engine, memory, networks, server, sweeps, trends
from bench.table import Row, render
from ui.jobs.cores import cores

RESULTS = Path(__file__).parent / "RESULTS.md"
HEADING = """# What `make bench` measured

{date}, {cores} cores, {system} {machine}, Python {python}, PyTorch {torch}, Streamlit {streamlit}.

Ratios are of medians measured by turns in one run. "Wanted" is what the project sets itself.

"""


def main() -> None:
    """Measure, print and write."""
    rows: list[Row] = []
    measured = (engine, sweeps, descent, depth, memory, networks, trends, server, browser)
    for row in chain.from_iterable(each.rows() for each in measured):
        print(f"{row.name}: {row.value:.3g} {row.unit}", file=sys.stderr, flush=True)
        rows.append(row)
    table = render(rows)
    print(table)
    heading = HEADING.format(
        date=datetime.date.today().isoformat(),
        cores=cores(),
        system=platform.system(),
        machine=platform.machine(),
        python=platform.python_version(),
        torch=version("torch"),
        streamlit=version("streamlit"),
    )
    RESULTS.write_text(f"{heading}{table}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
