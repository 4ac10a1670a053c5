"""Memory is bounded, forgets what was not used for longest, and shares without being touched."""

from __future__ import annotations

import threading

from tests.fake_experiment import Config
from tests.ui.cache.finished import content, finished
from ui.cache.memory import Memory


def test_what_was_stored_comes_back_and_the_copy_is_ones_own() -> None:
    memory, recording = Memory(), finished()
    before = content(recording)
    memory.store(recording)
    recording.steps.append(99)
    mine = memory.load(Config())
    assert mine is not None
    assert content(mine) == before
    mine.arrays["surface"].clear()
    mine.steps.append(100)
    other = memory.load(Config())
    assert other is not None
    assert content(other) == before
    assert memory.load(Config(seed=1)) is None


def test_what_was_not_used_for_longest_goes_when_memory_is_full() -> None:
    memory = Memory(most_bytes=3 * finished().nbytes)
    for seed in (0, 1, 2):
        memory.store(finished(seed))
    memory.load(Config(seed=0))
    memory.store(finished(2))  # again: takes no more room
    memory.store(finished(3))
    assert [memory.load(Config(seed=seed)) is not None for seed in range(4)] == [True, False, True, True]


def test_what_is_larger_than_the_memory_is_not_kept() -> None:
    memory = Memory(most_bytes=10)
    memory.store(finished())
    assert memory.load(Config()) is None


def test_threads_may_use_it_together() -> None:
    recordings = [finished(seed) for seed in range(4)]
    memory = Memory(most_bytes=2 * recordings[0].nbytes)
    seeds = {each.config.key: seed for seed, each in enumerate(recordings)}
    wrong: list[int] = []

    def use() -> None:
        for i in range(200):
            memory.store(recordings[i % 4])
            found = memory.load(Config(seed=(i + 1) % 4))
            if found is not None and seeds[found.config.key] != (i + 1) % 4:
                wrong.append(i)

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert sum(memory.load(each.config) is not None for each in recordings) == 2
