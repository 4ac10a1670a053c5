"""Several learners at once, each with a session of their own."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from urllib.parse import urlencode

import numpy as np
import pytest

from dlcore.experiments.neural_network import Config, run
from tests.browser.learner import Learner

SEEDS = range(6)
EXPERIMENT = Config(epochs=1000, data_seed=7)


@dataclass
class Classroom:
    """Learners who pressed run together, by seed; and what was seen of them, in order, until all were done."""

    learners: dict[int, Learner]
    story: list[tuple[str, int]] = field(default_factory=list)

    async def lesson(self) -> None:
        for learner in self.learners.values():
            await learner.open_untrained()
        await asyncio.gather(*map(self.learn, self.learners))
        for learner in self.learners.values():
            await learner.close()

    async def learn(self, seed: int) -> None:
        learner = self.learners[seed]
        await learner.press("run")
        while learner.interval is not None and not learner.epoch:
            await asyncio.sleep(learner.interval)
            await learner.tick()
        self.story.append(("moves", seed))
        await learner.follow()
        self.story.append(("done", seed))


@pytest.fixture(scope="module")
def classroom(server: str) -> Classroom:
    query = urlencode(EXPERIMENT.to_query())
    here = Classroom({seed: Learner(server, "neural_network", f"{query}&seed={seed}") for seed in SEEDS})
    asyncio.run(here.lesson())
    return here


@pytest.mark.parametrize("seed", SEEDS)
def test_everyone_sees_the_frames_of_their_own_experiment(classroom: Classroom, seed: int):
    columns = classroom.learners[seed].columns
    alone = list(run(EXPERIMENT.replace(seed=seed), probes=()))
    assert columns["step"] == [frame.step for frame in alone]
    for name in alone[0].metrics:
        computed = np.array([frame.metrics[name] for frame in alone], np.float32)
        np.testing.assert_allclose(np.array(columns[name]), computed, rtol=1e-6, err_msg=name)


def test_nobody_is_done_before_everybody_moves(classroom: Classroom):
    assert sorted(classroom.story[: len(SEEDS)]) == [("moves", seed) for seed in SEEDS]
