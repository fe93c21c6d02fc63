"""Ways of getting the chapter *Service* wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from email.utils import formatdate, parsedate_to_datetime
from itertools import count
from typing import Any

from reference_server.fault import App, fault
from reference_server.rules import Service
from reference_server.rules.service import limit_headers
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


@fault("service.replication-is-at-most-nightly")
def promises_a_week(rules: Service) -> Service:
    """Exports on Sundays, and says so."""
    return replace(rules, replication_seconds=604_800)


@fault("service.quota-is-worth-having")
def serves_a_few_an_hour(rules: Service) -> Service:
    """Lets 10,000 requests a day pass, seven a minute."""
    return replace(rules, quota=10_000, seconds=86_400)


@fault("service.promised-time-is-bounded")
def promises_a_minute_for_an_answer(rules: Service) -> Service:
    """Promises an answer within a minute, when the proxy has long hung up."""
    return replace(rules, milliseconds=60_000)


@fault("service.promised-time-is-bounded")
def promises_every_second_answer(rules: Service) -> Service:
    """Promises the median, because it looks better."""
    return replace(rules, percentile=50)


def _promising_in_full(rules: Service, **members: Any) -> Service:  # noqa: ANN401 - JSON
    return replace(rules, promise=lambda told: {**told, **members})


@fault("service.promise-can-be-read")
def has_its_promise_in_a_drawer(app: App) -> App:
    """Claims to be measured, and serves nothing to measure by."""

    def edit(sent: Sent) -> None:
        if sent.request.url.path.endswith("/service-levels"):
            sent.status, sent.body = 404, b""

    return edits(app, edit)


@fault("service.promise-can-be-read")
def promises_in_words(rules: Service) -> Service:
    """Writes its promise as the contract has it."""
    return _promising_in_full(rules, load="during normal use", tier="gold")


@fault("service.promises-agree")
def promises_less_to_a_caller(rules: Service) -> Service:
    """Promises everybody 100 requests a second, and each caller one."""
    return _promising_in_full(
        rules, quota={"requests": 60, "seconds": 60}, load={"requestsPerSecond": 1, "concurrent": 1}
    )


@fault("service.promises-agree")
def is_fresher_on_paper(rules: Service) -> Service:
    """Is nightly in its description, and hourly in its promise."""
    return _promising_in_full(rules, tier="hourly", replicationSeconds=4500)


@fault("service.tier-is-kept")
def calls_itself_push(rules: Service) -> Service:
    """Is filled once a night, and names the tier that the tender asked for."""
    return replace(rules, tier="push")


@fault("service.percentiles-are-in-order")
def promises_more_for_less(rules: Service) -> Service:
    """Has the columns of its table mixed up."""
    mixed = [{"percentile": 50, "milliseconds": 900}, {"percentile": 99, "milliseconds": 300}]
    return _promising_in_full(rules, responseTimes=[{"operation": "listChanges", "percentiles": mixed}])


@fault("service.load-is-within-the-quota")
def promises_under_a_load_that_it_refuses(rules: Service) -> Service:
    """Promises its times at 500 requests a second, and serves 100."""
    return _promising_in_full(rules, load={"requestsPerSecond": 500, "concurrent": 50})


@fault("service.promise-is-in-force")
def promises_what_was_promised_last_year(rules: Service) -> Service:
    """Forgot to put the new contract in place."""
    return _promising_in_full(
        rules, effectiveFrom="2024-01-01T00:00:00.000Z", effectiveUntil="2025-01-01T00:00:00.000Z"
    )


@fault("service.promise-is-in-force")
def promises_from_next_year_on(rules: Service) -> Service:
    """Shows the new contract before it begins."""
    return _promising_in_full(rules, effectiveFrom="2099-01-01T00:00:00.000Z")


@fault("service.promise-is-not-stored")
def lets_proxies_keep_its_promise(rules: Service) -> Service:
    """Serves its promises as it serves its pictures."""
    return replace(rules, caching="public, max-age=86400")


@fault("service.limit-is-told")
def refuses_without_a_warning(rules: Service) -> Service:
    """Tells nobody how much is left."""
    return replace(rules, limit_headers=lambda _allowance: {})


@fault("service.limit-is-told")
def tells_the_limit_in_old_words(rules: Service) -> Service:
    """Sends the fields that an earlier draft had."""
    return replace(
        rules,
        limit_headers=lambda told: {"RateLimit-Limit": f"{told.quota}", "RateLimit-Remaining": f"{told.left}"},
    )


@fault("service.limit-is-told")
def writes_the_limit_as_json(rules: Service) -> Service:
    """Takes a structured field for an object."""
    return replace(rules, limit_headers=lambda told: {"RateLimit-Policy": "{}", "RateLimit": f'{{"r": {told.left}}}'})


@fault("service.limit-is-the-quota")
def counts_by_another_quota(rules: Service) -> Service:
    """Tells of the gateway's own limit, which is half of what it promises."""
    return replace(rules, limit_headers=lambda told: limit_headers(told._replace(quota=50, left=min(told.left, 50))))


@fault("service.left-is-within-the-limit")
def has_more_left_than_there_is(rules: Service) -> Service:
    """Counts from above: what is left is more than the whole until there is nothing."""
    return replace(
        rules, limit_headers=lambda told: limit_headers(told) | _left(told.quota + told.left if told.left else 0)
    )


@fault("service.left-is-within-the-limit")
def tells_when_as_an_instant(rules: Service) -> Service:
    """Writes the second since 1970 at which there is more."""
    return replace(rules, limit_headers=lambda told: limit_headers(told._replace(more_in=1_774_692_000)))


@fault("service.refusal-has-nothing-left")
def refuses_with_forty_left(rules: Service) -> Service:
    """Writes what is left before it counts."""
    # In five seconds even a slow line sends more than a hundred requests.
    return replace(rules, seconds=5, limit_headers=lambda told: limit_headers(told._replace(left=max(told.left, 40))))


def _left(requests: int) -> dict[str, str]:
    return {"RateLimit": f'"default";r={requests}'}
