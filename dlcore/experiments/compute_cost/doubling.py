"""One size of a network doubled again and again: what is counted and what the clock says grow with fitted exponents."""

from __future__ import annotations

import numpy as np

from dlcore.models import costs
from dlcore.models.power_law import fit_growth

from .config import Scaling
from .measuring import present
from .readings import stopwatches

COUNTED = ("parameters", "macs", "memory")
TIMED = ("forward", "training")  # on each device, the CPU first
LEAST = 3  # sizes that a law is fitted to
NOTHING = 1e-9  # an exponent below is the rounding error of one that is 0


def measure(config: Scaling, step: int, board: dict[str, np.ndarray]) -> dict[str, float]:
    """Count and time the network at one more size, and fit the laws anew."""
    values = np.array(config.values, dtype=np.float64)
    devices = present()
    if not board:
        timed = len(TIMED) * len(devices)
        for name, rows in (("counts", len(COUNTED)), ("times", timed), ("throughput", timed)):
            board[name] = np.full((rows, len(values)), np.nan)
            board[f"{name}_law"] = np.full((rows, len(values)), np.nan)
        board["spread"] = np.full((2, len(values)), np.nan)
    sizes = config.sizes(config.values[step])
    every = costs.parts(config.kind, sizes["width"], sizes["depth"], sizes["length"])
    watches, kept = [], []
    for device in devices:
        forward, both, bytes_kept = stopwatches(config, sizes, device)
        watches += [forward, both]
        kept.append(bytes_kept)
    readings = np.array([[watch.read() for _ in range(config.repeats)] for watch in watches])
    batch = sizes["batch"]
    memory = costs.memory(every, batch)
    board["counts"][:, step] = costs.parameters(every), batch * costs.macs(every), memory
    board["times"][:, step] = np.median(readings, axis=1)
    board["throughput"][:, step] = 1e3 * batch / board["times"][:, step]
    board["spread"][:, step] = np.quantile(readings[1], (0.25, 0.75))
    metrics = {
        "size": float(values[step]),
        "parameter_count": float(costs.parameters(every)),
        "macs": float(batch * costs.macs(every)),
        "kept_bytes": float(memory),
        "kept_measured": float(kept[0]),
        "forward_ms": float(board["times"][0, step]),
        "training_ms": float(board["times"][1, step]),
        "examples_s": float(board["throughput"][1, step]),
        "last_exponent": _steepness(board["counts"][1], step),
    }
    for group, names in (("counts", COUNTED), ("times", TIMED)):
        for row in range(len(board[group])):
            a, b = _law(values, board[group], step, row)
            if step + 1 >= LEAST:
                board[f"{group}_law"][row] = a * values**b
            if row < len(names):
                metrics[f"{names[row]}_exponent"] = b
    return metrics


def _law(values: np.ndarray, rows: np.ndarray, step: int, row: int) -> tuple[float, float]:
    """Fit a law to what is known of a row."""
    if step + 1 < LEAST:
        return float(rows[row, 0]), 0.0
    a, b = fit_growth(values[: step + 1], rows[row, : step + 1])
    return a, b if abs(b) > NOTHING else 0.0


def _steepness(column: np.ndarray, step: int) -> float:
    """Return the exponent between the last two sizes, which are one doubling apart."""
    return float(np.log2(column[step] / column[step - 1])) if step else 0.0
