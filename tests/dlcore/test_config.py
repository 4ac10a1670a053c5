"""Config: strict constructor, forgiving links, exact round trips."""

import pickle
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcore.config import Choice, Config, ConfigError, Flag, Many, Number, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample(Config):
    lr: float = field(0.01, Number(1e-6, 10, scale="log"))
    units: int = field(4, Number(1, 32, integer=True))
    kind: str = field("relu", Choice(("relu", "tanh")))
    layers: tuple[int, ...] = field((8, 8), Many(Number(1, 32, integer=True), 0, 3))
    inputs: tuple[str, ...] = field(("x1",), Many(Choice(("x1", "x2", "x3")), 1, 3, distinct=True))
    shown: bool = field(False, Flag())

    def validate(self) -> None:
        if self.units * len(self.layers) > 64:
            raise ConfigError("units", self.units, "units × layers up to 64", reason="too_much")


configs = st.builds(
    Sample,
    lr=st.floats(1e-6, 10),
    units=st.integers(1, 21),
    kind=st.sampled_from(["relu", "tanh"]),
    layers=st.lists(st.integers(1, 32), max_size=3),
    inputs=st.sets(st.sampled_from(["x1", "x2", "x3"]), min_size=1),
    shown=st.booleans(),
)


@given(configs)
def test_a_link_brings_back_the_same_experiment(config):
    assert Sample.from_query(config.to_query()) == (config, {})


@given(configs)
def test_a_config_is_a_value(config):
    copy = pickle.loads(pickle.dumps(config))
    assert copy == config and hash(copy) == hash(config) and copy.key == config.key


def test_the_default_needs_no_query_and_only_differences_are_written():
    assert Sample().to_query() == {}
    assert Sample(lr=0.03, layers=()).to_query() == {"lr": "0.03", "layers": "none"}


@given(st.dictionaries(st.sampled_from([*Sample.specs(), "nonsense"]), st.text(max_size=300)))
def test_no_link_whatsoever_raises(query):
    config, ignored = Sample.from_query(query)
    assert set(ignored) <= set(query)
    for name, text in query.items():
        if name not in ignored:
            spec = Sample.specs()[name]
            assert spec.format(spec.parse(text)) == spec.format(getattr(config, name))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lr", "nan"),
        ("lr", "inf"),
        ("lr", "1e400"),
        ("lr", "-1"),
        ("lr", "0,01"),
        ("lr", "0x10"),
        ("lr", " 1"),
        ("lr", "1_0"),
        ("lr", "١"),
        ("units", "4.0"),
        ("units", "0"),
        ("units", "9" * 150),
        ("kind", "RELU"),
        ("kind", "<script>"),
        ("layers", "8-"),
        ("layers", "8-8-8-8"),
        ("layers", "8--8"),
        ("inputs", "none"),
        ("inputs", "x1-x1"),
        ("shown", "yes"),
        ("lr", ""),
        ("lr", "1" * 5000),
        ("nothing_of_ours", "1"),
    ],
)
def test_a_bad_entry_falls_back_alone_and_is_reported(name, text):
    config, ignored = Sample.from_query({"kind": "tanh", name: text} if name != "kind" else {name: text, "lr": "0.5"})
    assert list(ignored) == [name] and len(ignored[name]) <= 200
    assert config == (Sample(kind="tanh") if name != "kind" else Sample(lr=0.5))


def test_a_combination_that_is_too_much_gives_up_the_field_at_fault():
    config, ignored = Sample.from_query({"units": "32", "layers": "1-2-3"})
    assert config == Sample(layers=(1, 2, 3)) and ignored == {"units": "32"}


@pytest.mark.parametrize(
    ("changes", "field_name", "allowed"),
    [
        ({"lr": float("nan")}, "lr", "1e-06 … 10"),
        ({"lr": "0.1"}, "lr", "1e-06 … 10"),
        ({"units": True}, "units", "1 … 32"),
        ({"units": 2.5}, "units", "1 … 32"),
        ({"kind": "swish"}, "kind", "relu, tanh"),
        ({"layers": 8}, "layers", "0 … 3 × (1 … 32)"),
        ({"layers": "88"}, "layers", "0 … 3 × (1 … 32)"),
        ({"shown": 1}, "shown", "0, 1"),
    ],
)
def test_the_constructor_names_field_value_and_what_is_allowed(changes, field_name, allowed):
    with pytest.raises(ConfigError) as caught:
        Sample(**changes)
    assert caught.value.field == field_name and caught.value.allowed == allowed
    assert caught.value.value is changes[field_name] and caught.value.reason == "field"
    assert isinstance(caught.value, ValueError)


def test_equal_settings_are_equal_however_they_were_given():
    assert Sample(inputs=("x3", "x1"), layers=(2,), lr=1) == Sample(inputs=("x1", "x3"), layers=(2,), lr=1.0)


def test_the_key_tells_experiments_apart():
    assert len({Sample().key, Sample(lr=0.02).key, Sample(shown=True).key}) == 3
