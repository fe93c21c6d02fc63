"""The engine's use of Hypothesis: to draw questions, and to make one smaller."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import Flaky
from hypothesis.strategies import SearchStrategy

# Nothing is kept between runs, and the folder from which somebody calls is theirs.
set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "conformance-hypothesis")


class Breach(Exception):
    """Tells Hypothesis that it found one, so that it looks for a smaller one."""


class Enough(BaseException):
    """Tells Hypothesis to stop. No `Exception`, or it would be taken for a finding."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """From which seed, how many, and whether to look for smaller ones after the first `Breach`."""

    seed: int
    most: int
    shrinks: bool


def draw(trial: Callable[[Any], None], strategy: SearchStrategy[Any], how: Drawing) -> None:
    """Call `trial` with drawn values. What it finds it keeps itself: nothing that Hypothesis raises is lost by it."""
    configured = settings(
        max_examples=how.most,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        print_blob=False,
        phases=(Phase.generate, Phase.shrink) if how.shrinks else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    try:
        seed(how.seed)(configured(given(strategy)(trial)))()
    except (Breach, Enough, Flaky):
        return
