"""Several learners at once, each with a session of their own."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest

from dlcore.experiments.neural_network import Config, run
from tests.browser.learner import Learner

SEEDS = range(6)


async def _learn(learner: Learner, story: list[tuple[str, int]], seed: int) -> None:
    """Press run and watch until the end, noting when the first trained frame and when the end was seen."""
    async with learner:
        await learner.press("run")
        while learner.interval is not None and not learner.epoch:
            await asyncio.sleep(learner.interval)
            await learner.tick()
        story.append(("moves", seed))
        await learner.follow()
        story.append(("done", seed))


@pytest.fixture(scope="module")
def classroom(server: str) -> tuple[dict[int, Learner], list[tuple[str, int]]]:
    """Learners with different seeds who pressed run together, after all of them are done; and what happened in order."""
    learners = {seed: Learner(server, "neural_network", f"seed={seed}&data_seed=7") for seed in SEEDS}
    story: list[tuple[str, int]] = []

    async def lesson() -> None:
        await asyncio.gather(*(_learn(learner, story, seed) for seed, learner in learners.items()))

    asyncio.run(lesson())
    return learners, story


@pytest.mark.parametrize("seed", SEEDS)
def test_everyone_sees_the_frames_of_their_own_experiment(
    classroom: tuple[dict[int, Learner], list[tuple[str, int]]], seed: int
):
    columns = classroom[0][seed].columns
    alone = list(run(Config(seed=seed, data_seed=7), probes=()))
    assert columns["step"] == [frame.step for frame in alone]
    for name in alone[0].metrics:
        sent, computed = np.array(columns[name]), np.array([frame.metrics[name] for frame in alone])
        assert np.array_equal(sent, computed.astype(np.float32)), name


def test_nobody_is_done_before_everybody_moves(classroom: tuple[dict[int, Learner], list[tuple[str, int]]]):
    story = classroom[1]
    assert sorted(story[: len(SEEDS)]) == [("moves", seed) for seed in SEEDS]
