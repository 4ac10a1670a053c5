"""scikit-learn's rivals. The function stands alone, because the learner's program quotes it word for word."""

from __future__ import annotations

from typing import Any

from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier


def classical(name: str, setting: dict[str, Any], seed: int) -> Any:
    """Make a classifier, not fitted yet; `seed` decides whatever is random in it."""
    match name:
        case "logistic":
            return LogisticRegression(max_iter=300, **setting)
        case "neighbours":
            return KNeighborsClassifier(**setting)
        case "svm":
            return SVC(kernel="rbf", **setting)
        case "tree":
            return DecisionTreeClassifier(random_state=seed, **setting)
        case "forest":
            return RandomForestClassifier(n_estimators=40, random_state=seed, **setting)
        case "boosting":
            # a random sqrt of the inputs at each split: as good here, and many times faster with 64 of them
            return GradientBoostingClassifier(n_estimators=40, max_features="sqrt", random_state=seed, **setting)
    raise ValueError(f"unknown rival {name!r}")
