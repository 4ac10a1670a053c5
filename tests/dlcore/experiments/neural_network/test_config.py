"""The playground's settings: what they imply, and what they refuse together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from dlcore.config import ConfigError
from dlcore.experiments.neural_network import Config
from dlcore.experiments.neural_network.config import MOST_STEPS, MOST_WORK
from dlcore.history import stretches


def test_parameters_equal_those_of_nn_sequential():
    config = Config(dataset="three_arms", features=("x1", "x2", "sinx1"), hidden=(7, 5))
    model = nn.Sequential(nn.Linear(3, 7), nn.Tanh(), nn.Linear(7, 5), nn.Tanh(), nn.Linear(5, 3))
    assert config.parameters == sum(p.numel() for p in model.parameters())


def test_one_activation_serves_every_layer():
    assert Config(hidden=(4, 4, 4), activation=("relu",)).activations == ("relu",) * 3
    assert Config(hidden=(4, 4), activation=("relu", "sine")).activations == ("relu", "sine")
    assert Config(hidden=()).activations == ()


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"hidden": (4, 4), "activation": ("relu", "tanh", "sine")}, "activation", "activation_per_layer"),
        ({"measurements": (2, 2)}, "measurements", "equal_measurements"),
        ({"samples": 1000, "train_share": 0.9, "batch_size": 1, "epochs": 5000}, "epochs", "too_much_work"),
        ({"hidden": (32,) * 6, "samples": 1000, "epochs": 5000}, "epochs", "too_much_work"),
        ({"hidden": (8,) * 7}, "hidden", "field"),
        ({"hidden": (33,)}, "hidden", "field"),
    ],
)
def test_what_cannot_go_together_is_refused_by_name(changes, field, reason):
    with pytest.raises(ConfigError) as caught:
        Config(**changes)
    assert (caught.value.field, caught.value.reason) == (field, reason)


@given(st.dictionaries(st.sampled_from(list(Config.specs())), st.text("0123456789.-enrlutahxswiga", max_size=12)))
def test_no_link_asks_for_more_than_a_run_may_cost(query):
    config, _ignored = Config.from_query(query)
    every = stretches(config)  # one, unless the link holds a past
    assert sum(each.epochs * each.config.steps_per_epoch for each in every) <= MOST_STEPS
    assert sum(each.epochs * config.parameters * each.config.train_points for each in every) <= MOST_WORK
    assert 2 <= config.train_points <= config.points - 2
