"""The run beside scikit-learn: each case gets the words that are true of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dlcore.experiments.logistic_regression import Config, run, scene
from dlcore.experiments.logistic_regression.material import Beside, Scene
from pages.logistic_regression.beside import CLOSE, numbers, parameters, verdict
from tests.visitor import opened, texts
from ui.language import sections
from ui.lesson import fill

PROSE = Path(__file__).parents[3] / "pages" / "logistic_regression"
SMALL = Config(samples=80, lr=5.0, epochs=300)
SOFTMAX = Config(dataset="penguins", weight_decay=0.01, lr=1.0, epochs=1000)


def fitted(config: Config) -> tuple[Scene, Beside, np.ndarray]:
    found = scene(config)
    assert found.beside is not None
    return found, found.beside, parameters(config, list(run(config, probes=()))[-1].probes["parameters"])


@pytest.mark.parametrize(
    ("config", "section"),
    [
        (SMALL, "beside_agree"),
        (SMALL.replace(weight_decay=0.01), "beside_agree"),
        (SMALL.replace(epochs=5), "beside_not_yet"),
        (SMALL.replace(optimizer="adamw", lr=0.1, weight_decay=0.1), "beside_decoupled"),
        (Config(dataset="four", epochs=300), "beside_parted"),
        (SOFTMAX, "beside_agree"),
        (SOFTMAX.replace(epochs=20), "beside_not_yet"),
        (Config(dataset="iris", epochs=20), "beside_parted"),
    ],
    ids=lambda each: "-".join(each.to_query().values()) if isinstance(each, Config) else each,
)
def test_each_case_is_told_as_it_is(config: Config, section: str) -> None:
    found, others, last = fitted(config)
    assert verdict(config, others, last) == section
    said = numbers(config, found, others, last, config.epochs)
    for language in ("en", "zh"):
        prose = sections(PROSE / f"{language}.md")
        assert "⟦" not in fill(prose["beside"], said) + fill(prose[section], said)
    if section == "beside_agree":
        gap = np.abs(last - others.scikit_learn).max()
        assert gap <= CLOSE and last.shape == others.newton.shape
        assert float(said["largest"]) == pytest.approx(gap, rel=0.06)
    if len(others.newton):
        assert others.newton == pytest.approx(others.scikit_learn, abs=CLOSE / 100)


def test_where_classes_are_parted_scikit_learn_ends_where_its_tolerance_says() -> None:
    _found, others, last = fitted(Config(dataset="separable", epochs=300))
    assert not len(others.newton) and others.length > 1.5 * others.loose_length > np.linalg.norm(last[:, :-1])


def test_a_class_without_training_points_is_left_to_the_words() -> None:
    alone = Config(samples=40, positives=0.05, train_share=0.25, data_seed=0)
    found = scene(alone)
    assert len(np.unique(found.labels[found.is_train])) == 1 and found.beside is None
    assert scene(replace(alone, data_seed=1)).beside is not None


def test_the_page_lays_them_side_by_side() -> None:
    app = opened("logistic_regression", samples="80", epochs="300", lr="5")
    others = fitted(SMALL)[1]
    tables = [each.value for each in app.table]
    (table,) = [each for each in tables if "scikit-learn" in each.columns]
    np.testing.assert_allclose(table["scikit-learn"].astype(float), others.scikit_learn[0], atol=1e-5)
    assert np.abs(table["Difference"].to_numpy(float)).max() <= CLOSE and "They agree" in texts(app)


def test_another_loss_is_not_compared() -> None:
    app = opened("logistic_regression", samples="80", epochs="30", loss="mse")
    assert "so there is nothing to compare" in texts(app)
    assert not any("scikit-learn" in each.value.columns for each in app.table)
