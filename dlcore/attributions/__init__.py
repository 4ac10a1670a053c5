"""What an answer hangs on: methods that say it, and trials that such a method has to stand."""

from dlcore.attributions.methods import METHODS, Options, attribute, attribute_all
from dlcore.attributions.tables import explain_rows, permutation_importance
from dlcore.attributions.trials import (
    Completeness,
    completeness,
    deletion,
    hottest_window,
    randomised,
    share_inside,
    similarity,
)

__all__ = [
    "METHODS",
    "Completeness",
    "Options",
    "attribute",
    "attribute_all",
    "completeness",
    "deletion",
    "explain_rows",
    "hottest_window",
    "permutation_importance",
    "randomised",
    "share_inside",
    "similarity",
]
