"""One cell, there and back: every number against torch.nn, every gradient against differences of the loss."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from dlcore.config import ConfigError
from dlcore.experiments.recurrent_network import run, scene
from dlcore.experiments.recurrent_network.config import CELLS, OneCell
from dlcore.experiments.recurrent_network.one_cell import passed, start

MODULES = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}
EVERY = [OneCell(cell=cell, gain=1.7, forget_bias=1.5, values=(1.0, -2.0, 0.5, 0.25)) for cell in CELLS]


def loss_with(config: OneCell, weights: torch.Tensor) -> float:
    """Compute the loss by torch.nn's layer with these weights, side by side as the page shows them."""
    _w, read, bias = start(config)
    layer = MODULES[config.cell](1, config.hidden, dtype=torch.float64)
    parts = weights.split([1, config.hidden, 1, 1], 1)
    with torch.no_grad():
        for p, part in zip(layer.parameters(), parts, strict=True):
            p.copy_(part.reshape(p.shape))
        h, _state = layer(torch.tensor(config.values, dtype=torch.float64).reshape(-1, 1, 1))
        return float((h[-1] @ read.T + bias - config.target).square().sum())


@pytest.mark.parametrize("config", EVERY, ids=CELLS)
def test_the_loss_is_that_of_torchs_layer(config: OneCell) -> None:
    whole = passed(config)
    assert loss_with(config, torch.from_numpy(whole.weights)) == pytest.approx(whole.loss, abs=1e-12)


@pytest.mark.parametrize("config", EVERY, ids=CELLS)
def test_the_steps_shares_add_up_to_the_slope_of_the_loss(config: OneCell) -> None:
    whole, gathered = passed(config), passed(config).shares.sum(0)
    for place in np.ndindex(*whole.weights.shape):
        nudged = [torch.from_numpy(whole.weights.copy()) for _side in range(2)]
        for weights, side in zip(nudged, (1, -1), strict=True):
            weights[place] += side * 1e-5
        slope = (loss_with(config, nudged[0]) - loss_with(config, nudged[1])) / 2e-5
        assert gathered[place] == pytest.approx(slope, rel=1e-5, abs=1e-8)


@pytest.mark.parametrize("config", EVERY, ids=CELLS)
def test_the_gradient_by_an_input_is_the_slope_of_the_loss(config: OneCell) -> None:
    whole = passed(config)
    for t, value in enumerate(config.values):
        sides = []
        for side in (1e-5, -1e-5):
            nudged = (*config.values[:t], value + side, *config.values[t + 1 :])
            sides.append(passed(config.replace(values=nudged)).loss)
        assert whole.gradients[0, t] == pytest.approx((sides[0] - sides[1]) / 2e-5, rel=1e-5, abs=1e-8)


@pytest.mark.parametrize("config", EVERY, ids=CELLS)
def test_a_columns_old_state_is_the_state_before(config: OneCell) -> None:
    whole = passed(config)
    old, new = ([i for i, (name, _unit) in enumerate(whole.rows) if name == wanted] for wanted in ("h_before", "h"))
    assert (whole.values[old, 0] == 0).all()
    assert np.array_equal(whole.values[old, 1:], whole.values[new, :-1])
    assert np.array_equal(whole.gradients[old, 1:], whole.gradients[new, :-1])
    assert whole.flow == pytest.approx(np.linalg.norm(whole.gradients[new], axis=0))


def test_frames_fill_in_forward_and_then_backward() -> None:
    config = OneCell()
    frames, time = list(run(config)), len(config.values)
    assert [frame.step for frame in frames] == list(range(2 * time + 2))
    known = [np.isfinite(frame.probes["values"][-1]).sum() for frame in frames]
    returned = [np.isfinite(frame.probes["gradients"][-1]).sum() for frame in frames]
    assert known == [*range(time), *[time] * (time + 2)]
    assert returned == [*[0] * (time + 2), *range(1, time + 1)]
    assert np.allclose(frames[-1].probes["gathered"], passed(config).shares.sum(0))
    assert frames[-1].probes["now"] == 1 and frames[time].probes["now"] == time


def test_a_pass_goes_on_where_it_was_stopped() -> None:
    config = OneCell(cell="gru")
    whole = list(run(config))
    *_, last = run(config, stop=lambda step: step == 4)
    rest = list(run(config, last.checkpoint))
    assert [frame.step for frame in rest] == [frame.step for frame in whole[5:]]
    assert all(
        np.array_equal(a.probes["values"], b.probes["values"], equal_nan=True)
        for a, b in zip(rest, whole[5:], strict=True)
    )
    assert whole[-1].checkpoint is not None and whole[-1].checkpoint.step == config.end
    assert scene(config).x.tolist() == list(config.values)


@pytest.mark.parametrize("text", ["", "a b", "1e5", "nan 1", "9 9", "1 " * 11, "0x10", "1__" * 400, "½ 1"])
def test_what_is_no_short_sequence_of_numbers_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not numbers|out of range|wrong number"):
        OneCell.specs()["values"].parse(text)


@pytest.mark.parametrize("text", ["1 0.5 -2", "1,0.5,-2", "1、0.5 ，-2", "+1 .5 -2.0"])
def test_a_sequence_is_read_however_it_is_separated(text: str) -> None:
    assert OneCell.specs()["values"].parse(text) == (1, 0.5, -2)


def test_a_sequence_travels_in_a_link() -> None:
    config = OneCell(values=(1.0, -0.1234567891234, 5.0), cell="lstm")
    assert OneCell.from_query(config.to_query()) == (config, {})
    assert OneCell.from_query({"values": "1_2_x", "gain": "9"})[1].keys() == {"values", "gain"}
    with pytest.raises(ConfigError):
        OneCell(values=())
