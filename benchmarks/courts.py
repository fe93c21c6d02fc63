"""Judges many servers in several processes, each with a gallery and a clock of its own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from conformance.standard import Standard
from reference_server.clock import JumpingClock
from reference_server.gallery import Gallery
from reference_server.tests.judging import Court

T = TypeVar("T")
R = TypeVar("R")


@lru_cache(maxsize=1)
def court() -> Court:
    """The court of this process."""
    clock = JumpingClock()
    return Court(Standard.read(), clock, Gallery(clock), Path(tempfile.mkdtemp(prefix="bench-")))


def in_parallel(work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
    """The results of some work, as they come, one process for each processor."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for done in as_completed([pool.submit(work, task) for task in tasks]):
            yield done.result()
