"""Imported once by the server that workers are forked from, so that all of them share one copy of torch."""

from __future__ import annotations

import gc
from importlib import import_module

from dlcore.worker import give_way

give_way()  # before torch: its import takes seconds of a whole core
import_module("torch")
import_module("torch._dynamo")  # by PyTorch at the first optimiser, a second or two, and once for each worker
gc.collect()
gc.freeze()  # a collection that touched these objects would copy their memory pages in every worker
