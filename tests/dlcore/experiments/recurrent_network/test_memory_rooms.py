"""Rooms that train: cut anywhere they go on alike, they measure what they say, and no future value is used."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcore.config import Config, ConfigError
from dlcore.experiments.recurrent_network import forecast as forecasting
from dlcore.experiments.recurrent_network import replay, run, scene, schedule
from dlcore.experiments.recurrent_network.config import (
    CELLS,
    LAYERS,
    Clipping,
    Delays,
    Forecast,
    Lags,
    Recall,
    chrono,
)
from dlcore.experiments.recurrent_network.lags import learners, lengths, probe
from dlcore.experiments.recurrent_network.learning import Learner, Nets, adam, unclipped
from dlcore.experiments.recurrent_network.looking_back import LookingBack
from dlcore.experiments.recurrent_network.recall import learner
from dlcore.experiments.recurrent_network.sequences import CLOSE, TASKS, side_by_side
from dlcore.models.recurrent import Weights, unroll

torch.set_num_threads(1)
SMALL: list[Config] = [
    Forecast(hidden=3, window=5, horizon=10, updates=6),
    Forecast(cell="attention", hidden=3, window=5, horizon=10, updates=6),
    Recall(length=6, hidden=3, updates=6),
    Lags(length=6, hidden=3, updates=6, seeds=2),
    Delays(longest=10, hidden=3, updates=3, seeds=2),
    Clipping(length=6, hidden=3, updates=6, seeds=2),
]


@pytest.mark.parametrize("config", SMALL, ids=lambda config: config.experiment)
def test_a_run_that_is_cut_goes_on_as_if_it_had_not_been(config: Config) -> None:
    whole = list(run(config))
    assert [each.step for each in whole] == list(schedule(config))
    for cut in (0, schedule(config)[-1] // 2):
        *first, last = run(config, stop=lambda step, cut=cut: step >= cut)
        rest = [*first, last, *run(config, last.checkpoint)]
        assert [each.step for each in rest] == [each.step for each in whole]
        for mine, theirs in zip(rest, whole, strict=True):
            assert mine.metrics == theirs.metrics
            assert all(np.array_equal(mine.probes[name], theirs.probes[name]) for name in theirs.probes)


@pytest.mark.parametrize("config", SMALL, ids=lambda config: config.experiment)
def test_frames_are_shown_again_as_they_were(config: Config) -> None:
    whole = list(run(config))
    names = [name for name in whole[0].probes if name != "parameters"]
    shown = replay(config, np.stack([whole[0].probes["parameters"], whole[-1].probes["parameters"]]), names)
    assert all(np.array_equal(shown[name][1], whole[-1].probes[name]) for name in names)
    assert scene(config) is not None


@settings(max_examples=10)
@given(
    st.lists(st.floats(-1e6, 1e6), min_size=forecasting.FUTURE, max_size=forecasting.FUTURE),
    st.booleans(),
    st.sampled_from(["rnn", "attention"]),
)
def test_a_forecast_uses_no_value_of_the_future(future: list[float], differences: bool, cell: str) -> None:
    config = Forecast(series="sunspots", differences=differences, cell=cell, hidden=2, window=5, horizon=8, updates=2)

    def said(known: forecasting.Split) -> tuple[np.ndarray, list[np.ndarray]]:
        generator = torch.Generator().manual_seed(config.seed)
        trained = forecasting.learner(config, known, generator)
        for _update in range(config.updates):
            trained.update()
        free = forecasting.go_on(config, trained.nets, known.values[: known.cut])
        return free, [p.numpy().copy() for p in trained.nets.parameters]

    true = forecasting.split(config, torch.Generator().manual_seed(0))
    other = forecasting.Split(np.r_[true.values[: true.cut], future], true.times, true.cut, true.season)
    (mine, weights), (theirs, others) = said(true), said(other)
    assert np.array_equal(mine, theirs) and all(map(np.array_equal, weights, others))


@pytest.mark.parametrize("cell", ["lstm", "attention"])
def test_one_step_ahead_knows_the_numbers_before_and_no_others(cell: str) -> None:
    config = Forecast(series="co2", differences=True, cell=cell, hidden=3, window=5, horizon=20)
    known = forecasting.split(config, torch.Generator().manual_seed(0))
    nets = forecasting.learner(config, known, torch.Generator().manual_seed(0)).nets
    said = forecasting.step_ahead(config, nets, known)
    values = known.values.copy()
    values[known.cut + 7 :] += 100
    changed = forecasting.step_ahead(config, nets, forecasting.Split(values, known.times, known.cut, known.season))
    assert np.array_equal(said[:8], changed[:8]) and (said[8:] != changed[8:]).all()
    assert said[0] == pytest.approx(forecasting.go_on(config, nets, known.values[: known.cut])[0], abs=1e-12)


def test_attention_forecasts_each_number_from_the_window_before_it() -> None:
    config = Forecast(series="sunspots", cell="attention", hidden=3, window=5, horizon=12, updates=3)
    known = forecasting.split(config, torch.Generator().manual_seed(0))
    past = known.values[: known.cut]
    trained = forecasting.learner(config, known, torch.Generator().manual_seed(0))
    for _update in range(config.updates):
        trained.update()
    said = list(past)
    for _step in range(config.horizon):
        window = (torch.tensor(said[-config.window :]) - past.mean()) / past.std()
        answer = trained.nets.answer(window[:, None, None, None], 1).item()
        said.append(answer * past.std() + past.mean())
    assert forecasting.go_on(config, trained.nets, past) == pytest.approx(np.array(said[-config.horizon :]))


def test_attention_learns_as_autograd_and_adam_would_have_it() -> None:
    config = Forecast(cell="attention", hidden=4, window=6, batch_size=8, updates=5)
    known = forecasting.split(config, torch.Generator().manual_seed(0))
    mine = forecasting.learner(config, known, torch.Generator().manual_seed(1))
    twin = forecasting.learner(config, known, torch.Generator().manual_seed(1))
    assert isinstance(twin.nets, LookingBack)
    optimizer = torch.optim.Adam(twin.nets.model.parameters(), lr=config.lr)
    for _update in range(config.updates):
        mine.update()
        x, y = twin.draw()
        loss = (twin.nets.model(x[:, 0].transpose(0, 1), len(y)).squeeze(-1).T - y[:, 0]).square().mean()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(twin.nets.model.parameters(), forecasting.CLIP)
        optimizer.step()
    for p, q in zip(mine.nets.parameters, twin.nets.model.parameters(), strict=True):
        assert p[0].numpy() == pytest.approx(q.detach().numpy(), abs=1e-12)


@pytest.mark.parametrize("config", [Forecast(cell=cell, hidden=5) for cell in LAYERS], ids=LAYERS)
def test_a_layer_has_as_many_parameters_as_is_said(config: Forecast) -> None:
    known = forecasting.split(config, torch.Generator().manual_seed(0))
    nets = forecasting.learner(config, known, torch.Generator().manual_seed(0)).nets
    assert sum(p.numel() for p in nets.parameters) == config.parameters
    if config.cell == "attention":
        assert config.parameters == pytest.approx(config.replace(cell="lstm").parameters, rel=0.15)


def test_a_loss_that_diverges_takes_no_step_and_is_told() -> None:
    config = Forecast(series="co2", differences=True, cell="attention", horizon=10, lr=1.0)
    *_frames, before, end = run(config)
    assert end.diverged and not before.diverged and end.step < config.updates
    assert end.metrics["train_loss"] == forecasting.ENDLESS and np.isfinite(list(end.metrics.values())).all()
    trained = learner(Recall(length=6, hidden=3, updates=6))
    trained.endless = 0.0  # which no loss is below
    weights = [p.clone() for p in trained.nets.parameters]
    trained.update()
    assert trained.diverged and trained.step == 0
    assert all(map(torch.equal, weights, trained.nets.parameters))


def test_the_naive_forecast_repeats_the_last_season() -> None:
    past = np.arange(30.0)
    assert forecasting.naive(past, 12, 20).tolist() == [*range(18, 30), *range(18, 26)]


@pytest.mark.parametrize("cell", CELLS)
def test_lengths_against_lag_equal_autograds(cell: str) -> None:
    config = Lags(length=7, hidden=4, seeds=2)
    trained = learners(config)[cell]
    x, y = probe(config)
    w = Weights(*(p.clone().requires_grad_() for p in trained.nets.weights))
    states = [state[0] for state in unroll(cell, x, w).states]
    loss = TASKS["first"].loss(trained.nets.read(states[-1])[None], y).sum()
    expected = torch.stack([g.flatten(1).norm(dim=1) for g in torch.autograd.grad(loss, states)])
    assert lengths(config, trained) == pytest.approx(expected.flip(0).T.numpy(), abs=1e-14)


def test_networks_side_by_side_learn_as_each_would_alone() -> None:
    task = TASKS["adding"]

    def learned(seeds: list[int]) -> list[np.ndarray]:
        generators = [torch.Generator().manual_seed(seed) for seed in seeds]
        nets = Nets("gru", 2, 4, 1, generators)
        draw = lambda: side_by_side(task, 6, 8, generators)
        trained = Learner(nets, draw, task.loss, adam(nets, 0.01), generators, unclipped(len(seeds)))
        for _update in range(20):
            trained.update()
        return [p.numpy() for p in nets.parameters]

    together = learned([3, 5])
    for k, seed in enumerate((3, 5)):
        for mine, alone in zip(together, learned([seed]), strict=True):
            assert mine[k] == pytest.approx(alone[0], abs=1e-11)


def test_open_forget_gates_start_at_one_minus_one_in_t() -> None:
    trained = learner(Recall(length=51, hidden=4))
    biases = trained.nets.parameters[2][0, 4:8] + trained.nets.parameters[3][0, 4:8]
    assert torch.sigmoid(biases) == pytest.approx(1 - 1 / 51) and chrono(51) == pytest.approx(np.log(50))


def test_truncation_leaves_the_first_step_without_a_gradient() -> None:
    config = Recall(length=9, hidden=3, updates=1, truncate=4)
    *_, last = run(config)
    assert last.metrics["flow_first"] == 0 < last.metrics["flow_last"]
    assert np.isfinite(last.probes["flow"][-4:]).all() and (last.probes["flow"][:5] == -16).all()


def test_answers_are_what_the_tasks_ask_for() -> None:
    g = torch.Generator().manual_seed(0)
    x, y = TASKS["first"].draw(5, 8, g)
    assert torch.equal(x[0].argmax(-1), y[0]) and not x[1:].any()
    assert torch.equal(y[0].bincount(), torch.full((4,), 2))
    bits, odd = TASKS["parity"].draw(6, 4, g)
    assert all(odd[t, b] == int(bits[: t + 1, b].sum()) % 2 for t in range(6) for b in range(4))
    pairs, total = TASKS["adding"].draw(7, 4, g)
    for b in range(4):
        marked = [t for t in range(7) if pairs[t, b, 1] == 1]
        assert len(marked) == 2 and marked[0] < 3 <= marked[1]
        assert float(pairs[marked, b, 0].sum()) == pytest.approx(float(total[0, b]))
    _many, sums = TASKS["adding"].draw(4, 40_000, g)
    assert float(((sums - 1).abs() < CLOSE).double().mean()) == pytest.approx(TASKS["adding"].chance, abs=0.01)


def test_too_much_work_is_refused_with_what_would_be_possible() -> None:
    with pytest.raises(ConfigError, match="updates") as refused:
        Recall(length=101, cell="lstm", hidden=64, batch_size=128, updates=3000)
    assert refused.value.reason == "too_many_updates"
