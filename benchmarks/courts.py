"""Judges many servers in several processes, each with a gallery and a clock of its own."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import lru_cache
from multiprocessing.util import Finalize
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
    gallery, reports = Gallery(clock), Path(tempfile.mkdtemp(prefix="bench-"))
    # A process of a pool ends without its exit handlers, but not without these.
    Finalize(None, gallery.close, exitpriority=1)
    Finalize(None, shutil.rmtree, (reports,), {"ignore_errors": True}, exitpriority=1)
    return Court(Standard.read(), clock, gallery, reports)


def in_parallel(work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
    """The results of some work, as they come, one process for each processor. Tells on stderr how far it is."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        waiting = [pool.submit(work, task) for task in tasks]
        for number, done in enumerate(as_completed(waiting), 1):
            yield done.result()
            if number % 100 == 0:
                print(f"{number} of {len(waiting)}", file=sys.stderr, flush=True)
