"""The whole day, from the first address to the last figure."""

from __future__ import annotations

import tempfile
from pathlib import Path

from reference_server import instant
from reference_server.clock import StillClock
from reference_server.day import applying, asking, counting, deciding, looking_up, showing
from reference_server.day.day import Day
from reference_server.day.diary import Diary
from reference_server.day.town import town

BEGINS = "2026-06-29T06:00:00.000Z"
PARTS = (
    looking_up.look_up,
    applying.planx_sends,
    applying.planx_sends_a_drawing,
    applying.portal_sends,
    applying.oldmere_fetches,
    showing.show,
    asking.ask_around,
    deciding.decide,
    counting.count,
)


def live() -> dict[str, str]:
    """The files of the day, by name. Raises `OtherThanTold` where something goes otherwise."""
    with (
        tempfile.TemporaryDirectory(prefix="day-") as scratch,
        town(Path(scratch), StillClock(instant.bound(BEGINS) or 0)) as built,
    ):
        day = Day(Diary(built))
        for part in PARTS:
            part(day)
        return day.diary.files()
