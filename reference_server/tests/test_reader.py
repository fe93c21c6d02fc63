"""A register reads a feed as it is told to: it waits when it is asked to wait."""

from __future__ import annotations

from pathlib import Path
from urllib.error import HTTPError

import pytest

from reference_server.adapters.reader import TRIES, Feed
from reference_server.assembly import Behaviour
from reference_server.clock import JumpingClock
from reference_server.tests.opened import opened
from reference_server.wire import Sent, edits


def busy(times: int, **headers: str) -> Behaviour:
    left = iter(range(times))

    def refuse(sent: Sent) -> None:
        if next(left, None) is not None:
            sent.status, sent.body = 429, b"{}"
            sent.headers.update(headers)

    return Behaviour(wrap=lambda app: edits(app, refuse))


def test_who_is_told_to_wait_asks_again(tmp_path: Path) -> None:
    with opened(busy(3, **{"retry-after": "0"}), JumpingClock(), tmp_path) as bases:
        assert Feed(f"{bases}/public").records()["application"]


def test_who_is_told_to_wait_for_ever_says_so(tmp_path: Path) -> None:
    with (
        opened(busy(1000, **{"retry-after": "0"}), JumpingClock(), tmp_path) as bases,
        pytest.raises(ValueError, match=f"told us to wait {TRIES} times"),
    ):
        Feed(f"{bases}/public").records()


def test_a_refusal_without_a_time_is_told(tmp_path: Path) -> None:
    with opened(busy(1), JumpingClock(), tmp_path) as bases, pytest.raises(HTTPError, match="429"):
        Feed(f"{bases}/public").records()
