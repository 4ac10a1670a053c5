"""A past is a value: it travels in links, exactly, and says which run is a branch of which."""

from __future__ import annotations

import pickle
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcore.config import ConfigError
from dlcore.experiments.neural_network import Config, SeedBand
from dlcore.experiments.neural_network.config import MOST_STEPS, MOST_WORK
from dlcore.history import (
    LARGEST_EDIT,
    History,
    Past,
    beginning,
    branch,
    edit,
    last_common_epoch,
    stretches,
    without_past,
)

SPEC = History()
names = st.from_regex(r"[a-z_][a-z0-9_]{0,8}", fullmatch=True)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.text("~.%+-_e1", max_size=8)
turns = st.builds(
    Past,
    epoch=st.integers(0, 1_000_000),
    settings=st.dictionaries(names, texts, max_size=4).map(lambda each: tuple(each.items())),
    edits=st.dictionaries(st.integers(0, 9999), st.floats(-LARGEST_EDIT, LARGEST_EDIT), max_size=4).map(
        lambda each: tuple(each.items())
    ),
)
pasts = st.lists(turns, max_size=8, unique_by=lambda turn: turn.epoch).map(
    lambda each: SPEC.normalise(sorted(each, key=lambda turn: turn.epoch))
)


@given(pasts)
def test_every_past_comes_back_exactly_from_its_text(past):
    text = SPEC.format(past)
    assert SPEC.parse(text) == past and repr(SPEC.parse(text)) == repr(past)
    assert text.isascii() and all(each.isalnum() or each in "-._~%" for each in text)
    assert pickle.loads(pickle.dumps(past)) == past and hash(SPEC.parse(text)) == hash(past)


@given(st.text(max_size=60) | st.text("0123456789~.e-lr%2n_", max_size=40))
def test_no_text_does_more_than_be_refused(text):
    try:
        past = SPEC.parse(text)
    except ValueError:
        past = ()
    else:
        assert SPEC.format(past) == text
    config, ignored = Config.from_query({"past": text})
    assert set(ignored) <= {"past"} and (not config.past or SPEC.format(config.past) == text)


@pytest.mark.parametrize(
    "text",
    [
        "", "~", "10~", "10~~", "10~~5", "10~~10", "-1", "1.5", "01", "1_0", "١", "10~lr", "10~lr.01", "10~lr.nan",
        "10~nothing.1", "10~seed.3", "10~epochs.3", "10~past.5", "10~init.he", "10~0.nan", "10~0.inf", "10~0.1e7",
        "10~0.1000001.0", "10~0.1", "10~0.1.0~0.2.0", "10~1.1.0~0.1.0", "10~105.0.5", "10~x.%zz", "10~x.%ff",
        "10~hidden.4", "10~dataset.three_arms", "10~features.x1", "400", "10~lr.0.01", "10~optimizer.sgd~lr.0.5",
    ],
)  # fmt: skip
def test_a_link_with_a_nonsensical_past_loses_just_that(text):
    config, ignored = Config.from_query({"lr": "0.5", "past": text})
    assert config == Config(lr=0.5) and ignored == {"past": text}


def test_a_branch_remembers_what_was_and_shows_what_is():
    parent = Config(lr=0.03, seed=4)
    child = branch(parent, 100).replace(lr=0.3, optimizer="sgd")
    assert child.past == (Past(100, (("lr", "0.03"),)),) and (child.lr, beginning(child)) == (0.3, 100)
    grandchild = edit(child, 150, {3: -0.5})
    before, between, now = stretches(grandchild)
    assert (before.start, before.end, before.edits, before.config.lr) == (0, 100, (), 0.03)
    assert (between.start, between.end, between.edits) == (100, 150, ((3, -0.5),))
    assert between.config.replace(epochs=300) == now.config.replace(epochs=300) == without_past(child)
    assert (now.start, now.end, now.epochs) == (150, 300, 150)
    assert {each.config.seed for each in (before, between, now)} == {4}
    assert Config.from_query(grandchild.to_query()) == (grandchild, {})


def test_going_back_drops_what_came_later_and_a_turn_at_the_same_epoch_is_one_turn():
    twice = branch(branch(Config(lr=0.03), 100).replace(lr=0.3), 200).replace(lr=1.0)
    assert branch(twice, 200) == twice
    assert [turn.epoch for turn in branch(twice, 150).past] == [100, 150]
    assert branch(twice, 150).past[1].settings == (("lr", "0.3"),)  # what was at work at 150, not the present
    assert branch(twice, 100).past == twice.past[:1]
    assert branch(twice, 50).past == (Past(50, (("lr", "0.03"),)),)


def test_an_edit_of_the_same_parameter_replaces_the_one_before():
    config = edit(edit(Config(), 100, {3: 1.0, 4: 2.0}), 100, {4: -2.0, 0: 0.5})
    assert config.past == (Past(100, (), ((0, 0.5), (3, 1.0), (4, -2.0))),)
    assert config == edit(Config(), 100, [(0, 0.5), (4, -2.0), (3, 1)])


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: branch(Config(), 301), "past_epochs"),
        (lambda: branch(Config(), 200).replace(epochs=100), "past_epochs"),
        (lambda: branch(Config(), 200).replace(hidden=(8,)), "past_shape"),
        (lambda: branch(Config(), 200).replace(features=("x1", "x1x2")), "past_shape"),
        (lambda: branch(Config(), 200).replace(dataset="blobs"), "past_shape"),
        (lambda: edit(Config(), 5, {105: 0.0}), "past_parameter"),
        (lambda: edit(Config(), 5, {0: float("nan")}), "past_value"),
        (lambda: edit(Config(), 5, {0: 1.1e6}), "past_value"),
        (lambda: edit(Config(hidden=(32, 32)), 5, dict.fromkeys(range(201), 0.0)), "past_edits"),
        (lambda: Config(past=(Past(5, (("lr", "11"),)),)), "past_settings"),
        (lambda: Config(past=(Past(5), Past(5))), "field"),
        (lambda: Config(past=(Past(5, edits=((0, float("inf")),)),)), "field"),
        (lambda: Config(past=cast(Any, (5,))), "field"),
        (lambda: Config(past=(Past(5, cast(Any, 5)),)), "field"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_past_is_refused_by_name(make, reason):
    with pytest.raises(ConfigError) as caught:
        make()
    assert (caught.value.field, caught.value.reason) == ("past", reason)


def test_there_may_be_eight_turns():
    config = Config()
    for epoch in range(10, 90, 10):
        config = branch(config, epoch)
    with pytest.raises(ConfigError) as caught:
        branch(config, 90)
    assert caught.value.reason == "past_turns"


def test_data_may_change_while_the_network_keeps_its_shape():
    config = branch(Config(noise=0.3), 100).replace(noise=0.0, dataset="bumps", samples=500)
    assert [each.config.dataset for each in stretches(config)] == ["spiral", "bumps"]


def test_work_is_counted_over_all_stretches():
    costly = Config(samples=1000, train_share=0.9, batch_size=1, epochs=440)
    child = branch(costly, 440).replace(batch_size=1000, epochs=4440)
    with pytest.raises(ConfigError) as caught:
        child.replace(epochs=4441)
    assert (caught.value.field, caught.value.reason, caught.value.allowed) == ("epochs", "too_much_work", "1 … 4,440")
    cheap = branch(Config(samples=1000, batch_size=1000, epochs=5000), 4900)
    assert cheap.replace(batch_size=5, train_share=0.9).epochs == 5000


@given(st.dictionaries(st.sampled_from(list(SeedBand.specs())), st.text("0123456789.-enrlutahxswig~", max_size=12)))
def test_no_link_asks_for_more_than_a_run_may_cost_all_in_all(query):
    config, _ignored = SeedBand.from_query(query)
    every = stretches(config)
    assert sum(each.epochs * each.config.steps_per_epoch for each in every) <= MOST_STEPS
    assert sum(each.epochs * each.config.work_per_epoch for each in every) <= MOST_WORK


def test_a_long_past_stays_out_of_the_link_but_in_the_key():
    config = edit(Config(hidden=(32, 32)), 5, {i: 1 / (i + 1) for i in range(200)})
    assert config.to_query() == {"hidden": "32-32"} and config.left_out() == ("past",)
    assert config.key != without_past(config).key != edit(config, 5, {0: 2.0}).key


PARENT = Config(lr=0.03)
CHILD = branch(PARENT, 100).replace(lr=0.3)


@pytest.mark.parametrize(
    ("parent", "child", "epoch"),
    [
        (PARENT, CHILD, 100),
        (PARENT.replace(epochs=50), CHILD, 100),
        (PARENT.replace(lr=0.1), CHILD, -1),
        (PARENT.replace(seed=1), CHILD, -1),
        (PARENT, without_past(CHILD), -1),
        (CHILD, CHILD, 99),
        (CHILD, CHILD.replace(lr=0.5), 99),
        (CHILD, branch(CHILD, 200), 200),
        (CHILD, branch(CHILD.replace(lr=0.5), 200), 99),
        (CHILD, branch(PARENT, 150), 99),
        (branch(PARENT, 150), CHILD, 100),
        (edit(PARENT, 100, {0: 1.0}), CHILD, 99),
        (SeedBand.of(PARENT, 4), CHILD, -1),
        (SeedBand.of(PARENT, 4), SeedBand.of(CHILD, 4), 100),
        (SeedBand.of(PARENT, 4), SeedBand.of(CHILD, 5), -1),
    ],
)
def test_how_far_a_run_is_also_the_way_of_another(parent, child, epoch):
    assert last_common_epoch(parent, child) == epoch
