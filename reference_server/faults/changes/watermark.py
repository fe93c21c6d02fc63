"""Ways of getting *Changes*, section *Watermark*, wrong."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from reference_server import instant
from reference_server.fault import App, fault
from reference_server.rules import Changes, Rules, Service
from reference_server.wire import Page, Sent, edits, edits_pages

SECOND, MINUTE, HOUR, DAY = 1000, 60_000, 3_600_000, 86_400_000


@fault("changes.covers-only-when-complete")
def covers_on_every_page(rules: Changes) -> Changes:
    """States on the first page already how far the last will reach."""
    return replace(
        rules, covered=lambda _complete, _low, high, watermark: watermark if high is None else min(high, watermark)
    )


@fault("changes.covers-only-when-complete")
def covers_what_is_still_to_come(rules: Changes) -> Changes:
    """States the end of the window, though it lies in the future."""
    return replace(rules, covered=lambda complete, _low, high, watermark: (high or watermark) if complete else None)


@fault("changes.covers-only-when-complete")
def never_says_how_far_it_covers(rules: Changes) -> Changes:
    """Leaves `coveredTo` null on the last page too."""
    return replace(rules, covered=lambda _complete, _low, _high, _watermark: None)


@fault("changes.covers-only-when-complete")
def covers_up_to_the_last_entry(app: App) -> App:
    """States the instant of the last entry in place of the end that was read."""

    def edit(page: Page) -> Page:
        last = page["items"][-1]["changedAt"] if page["items"] else page["coveredTo"]
        return {**page, "coveredTo": last if page["complete"] else None}

    return edits_pages(app, edit)


@fault("changes.watermark-bounds-entries", "changes.watermark-never-goes-back", "changes.covers-only-when-complete")
def tells_the_last_change_as_watermark(app: App) -> App:
    """Takes the instant of the last entry of a page for the watermark."""

    def edit(page: Page) -> Page:
        return {**page, "watermark": page["items"][-1]["changedAt"]} if page["items"] and page["complete"] else page

    return edits_pages(app, edit)


@fault("changes.watermark-bounds-entries")
def lags_a_month_with_the_watermark(rules: Changes) -> Changes:
    """Tells a watermark that lies a month behind the entries that it sends."""
    return replace(rules, told=lambda watermark: watermark - 30 * DAY)


@fault("changes.watermark-is-not-ahead")
def writes_summer_time_into_the_watermark(rules: Changes) -> Changes:
    """Takes the local time of a summer's day for UTC."""
    return replace(rules, told=lambda watermark: watermark + 3600 * SECOND)


@fault("changes.watermark-is-not-ahead")
def promises_the_next_minute(rules: Changes) -> Changes:
    """Rounds the watermark up, so that it looks tidy."""
    return replace(rules, told=lambda watermark: (watermark // MINUTE + 2) * MINUTE)


@fault("changes.source-is-not-ahead")
def claims_the_future(rules: Service) -> Service:
    """States a freshness that lies an hour ahead."""
    return replace(rules, source_as_of=lambda watermark, _read_at: watermark + HOUR)


@fault("changes.source-is-not-ahead")
def is_as_fresh_as_its_last_look(rules: Rules) -> Rules:
    """Holds what it publishes back for an hour, and states when it last looked at its source."""
    changes = replace(rules.changes, final=lambda watermark: watermark - HOUR)
    service = replace(rules.service, source_as_of=lambda watermark, _read_at: watermark + HOUR)
    return replace(rules, changes=changes, service=service)


@fault("changes.watermark-moves-when-idle")
def moves_the_watermark_at_midnight(rules: Changes) -> Changes:
    """Moves the watermark with the nightly run, and not between."""
    return replace(rules, final=lambda watermark: watermark // DAY * DAY)


@fault("changes.watermark-moves-when-idle")
def forgets_to_move_the_watermark(rules: Changes) -> Changes:
    """Moves the watermark when something is published, and so never on a Sunday."""
    first: list[int] = []

    def final(watermark: int) -> int:
        first.append(watermark)
        return first[0]

    return replace(rules, final=final)


@fault("changes.watermark-never-goes-back")
def alternates_between_two_instances(app: App) -> App:
    """Is two servers behind one address, and one of them is three seconds behind."""
    numbers = count()

    def edit(page: Page) -> Page:
        behind = 3 * SECOND * (next(numbers) % 2)
        told = instant.bound(page["watermark"]) or 0
        earlier = instant.text(told - behind)
        covered = earlier if page["coveredTo"] == page["watermark"] else page["coveredTo"]
        return {**page, "watermark": earlier, "coveredTo": covered}

    return edits_pages(app, edit)


@fault("changes.nothing-arrives-late", needs="live-traffic")
def stamps_when_the_work_began(rules: Changes) -> Changes:
    """Stamps a change with the start of its transaction, two seconds before it can be seen."""
    return replace(rules, stamp=lambda at: at - 2 * SECOND)


@fault("changes.nothing-arrives-late", needs="live-traffic")
def stamps_with_the_business_date(rules: Changes) -> Changes:
    """Stamps a change with the day on which it happened, which was last week."""
    return replace(rules, stamp=lambda at: at - 7 * DAY)


@fault("changes.reread-loses-only-superseded", "changes.nothing-arrives-late")
def asks_a_lagging_replica(app: App) -> App:
    """Reads every other window from a copy that lacks the newest entries."""
    numbers = count()

    def edit(sent: Sent) -> None:
        if sent.is_page and "from" in sent.request.query_params and next(numbers) % 2:
            page = sent.read()
            if page["complete"]:
                sent.write({**page, "items": page["items"][:-1]})

    return edits(app, edit)
