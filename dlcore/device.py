"""Where tensors live: the GPU when there is one and it is wanted, else the CPU."""

from __future__ import annotations

import torch


def resolve(name: str) -> torch.device:
    """Turn ``auto``, ``cpu``, ``cuda`` or ``mps`` into a device of this machine; one that is absent becomes the CPU."""
    present = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if name == "auto":
        return torch.device(next(kind for kind, here in present.items() if here))
    return torch.device(name if present[name] else "cpu")


def dtype(device: torch.device) -> torch.dtype:
    """float64, which costs nothing at this size and makes runs repeatable; float32 where MPS has nothing wider."""
    return torch.float32 if device.type == "mps" else torch.float64


def describe(device: torch.device) -> str:
    """Name the device as a person would: the GPU's own name, or ``CPU``."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return "Apple GPU" if device.type == "mps" else "CPU"
