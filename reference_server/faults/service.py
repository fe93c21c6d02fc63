"""Ways of getting the chapter *Service* wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from email.utils import formatdate, parsedate_to_datetime
from itertools import count
from typing import Any

from reference_server.fault import App, fault
from reference_server.rules import Service
from reference_server.wire import Sent, edits, edits_description

DAY = 86_400_000
SLOW = 0.03


@fault("service.replication-is-as-declared")
def serves_a_dead_import(rules: Service) -> Service:
    """Goes on answering three weeks after the nightly import has died."""
    return replace(rules, source_as_of=lambda watermark, _read_at: watermark - 21 * DAY)


@fault("service.replication-is-as-declared")
def promises_a_minute(rules: Service) -> Service:
    """Promises to be a minute behind, and reads its source every hour."""
    return replace(rules, replication_seconds=60, source_as_of=lambda watermark, _read_at: watermark - 3_000_000)


@fault("service.date-is-told")
def has_no_clock(app: App) -> App:
    """Sends no `Date`, and leaves it to a proxy that is not there."""

    def edit(sent: Sent) -> None:
        sent.headers.pop("date", None)

    return edits(app, edit)


@fault("service.date-is-told")
def dates_in_its_own_way(app: App) -> App:
    """Writes `Date` as the database does."""

    def edit(sent: Sent) -> None:
        if "date" in sent.headers:
            sent.headers["date"] = parsedate_to_datetime(sent.headers["date"]).strftime("%Y-%m-%d %H:%M:%S")

    return edits(app, edit)


@fault("service.date-is-told")
def has_a_machine_on_summer_time(app: App) -> App:
    """Has two machines, one of which is an hour ahead."""
    turns = count()

    def edit(sent: Sent) -> None:
        if "date" in sent.headers and next(turns) % 2:
            sent.headers["date"] = formatdate(
                parsedate_to_datetime(sent.headers["date"]).timestamp() + 3600, usegmt=True
            )

    return edits(app, edit)


@fault("service.quota-is-served")
def promises_more_than_it_serves(app: App) -> App:
    """Promises 119 requests a second, where the network in front of it lets 100 pass."""
    return edits_description(app, lambda facts: _promising(facts, 119))


def _promising(facts: dict[str, Any], requests: int) -> dict[str, Any]:
    levels = facts["serviceLevels"]
    return {**facts, "serviceLevels": {**levels, "quota": {**levels["quota"], "requests": requests}}}


@fault("service.refusal-says-when-to-retry")
def refuses_without_a_time(rules: Service) -> Service:
    """Answers 429 and does not say when to come back."""
    return replace(rules, retry_after=lambda _seconds: None)


@fault("service.refusal-says-when-to-retry")
def says_when_in_words(rules: Service) -> Service:
    """Answers 429 and says "soon"."""
    return replace(rules, retry_after=lambda _seconds: "soon")


@fault("service.refusal-says-when-to-retry")
def says_when_with_a_unit(rules: Service) -> Service:
    """Answers 429 and writes the seconds with an s."""
    return replace(rules, retry_after=lambda seconds: f"{seconds}s")


@fault("service.answers-in-time")
def promises_more_speed_than_it_has(rules: Service) -> Service:
    """Promises 20 milliseconds, and takes 30 for two answers in five."""
    return replace(rules, milliseconds=20, delay=lambda number: SLOW if number % 5 < 2 else 0.0)


def _when_compressed(app: App, edit: Callable[[Sent], None]) -> App:
    def change(sent: Sent) -> None:
        if sent.is_page and "gzip" in sent.request.headers.get("accept-encoding", ""):
            edit(sent)

    return edits(app, change)


@fault("service.compression-changes-nothing")
def keeps_old_compressed_copies(app: App) -> App:
    """Keeps compressed pages on disk, and the newest entry is not in them yet."""

    def edit(sent: Sent) -> None:
        page = sent.read()
        sent.write({**page, "items": page["items"][:-1]})

    return _when_compressed(app, edit)


@fault("service.compression-changes-nothing")
def says_gzip_and_sends_text(app: App) -> App:
    """Stands behind a proxy that takes the coding off and leaves its name on."""

    def edit(sent: Sent) -> None:
        sent.headers["content-encoding"] = "gzip"

    return _when_compressed(app, edit)
