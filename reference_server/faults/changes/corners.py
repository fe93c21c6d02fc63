"""Ways of getting *Changes* wrong at the edges of what can be asked: ends that meet, instants to come, the very end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from email.utils import parsedate_to_datetime

from reference_server import instant
from reference_server.fault import App, fault
from reference_server.rules import Changes
from reference_server.rules.changes import whole_number
from reference_server.wire import Entry, Sent, edits

OVERFLOW = 2**31 * 1000


@fault("changes.empty-window-is-empty")
def gives_one_instant_for_an_empty_window(rules: Changes) -> Changes:
    """Widens a window without length to one millisecond."""
    return replace(rules, span=lambda low, high: (low, high + (low == high)))


@fault("changes.empty-window-is-empty")
def takes_an_empty_window_for_a_reversed_one(rules: Changes) -> Changes:
    """Refuses a window that ends where it starts."""
    return replace(rules, is_reversed=lambda low, high: low >= high)


@fault("changes.future-end-is-answered")
def cannot_read_2038(rules: Changes) -> Changes:
    """Refuses instants whose seconds do not fit into 32 bits."""

    def bound(written: str) -> int | None:
        exact = instant.bound(written)
        return exact if exact is not None and exact < OVERFLOW else None

    return replace(rules, bound=bound)


@fault("changes.future-end-is-answered")
def runs_over_in_2038(rules: Changes) -> Changes:
    """Lets the seconds of an end run over into 1901, before which there is nothing."""
    return replace(rules, span=lambda low, high: (low, 0 if OVERFLOW <= high < instant.LAST else high))


def _asks_beyond_now(sent: Sent, name: str) -> bool:
    """Whether a page was asked for with an instant that the server's clock has not reached."""
    written = instant.bound(sent.request.query_params.get(name, ""))
    now = parsedate_to_datetime(sent.headers["date"]).timestamp() * 1000
    return sent.is_page and written is not None and written > now + 1000


def _refuses_beyond_now(app: App, name: str) -> App:
    def edit(sent: Sent) -> None:
        if _asks_beyond_now(sent, name):
            sent.status = 400
            sent.headers["content-type"] = "application/problem+json"
            sent.headers["cache-control"] = "no-store"
            kind = "urn:open-planning-exchange:problem:invalid-timestamp"
            sent.write({"type": kind, "title": "The instant is not valid", "status": 400})

    return edits(app, edit)


@fault("changes.future-end-is-answered")
def refuses_an_end_to_come(app: App) -> App:
    """Refuses a `to` that its clock has not reached."""
    return _refuses_beyond_now(app, "to")


@fault("changes.future-start-is-empty")
def refuses_a_start_to_come(app: App) -> App:
    """Refuses a `from` that its clock has not reached."""
    return _refuses_beyond_now(app, "from")


def _remembering(app: App, told: Callable[[Sent, dict[str, list[Entry]]], list[Entry] | None]) -> App:
    """An application that fills some of its empty pages with entries that it sent before, kept by their cursors."""
    before: dict[str, list[Entry]] = {}

    def edit(sent: Sent) -> None:
        page = sent.read() if sent.is_page else {}
        if page.get("items"):
            before[page["cursor"]] = page["items"]
        items = told(sent, before) if page and not page["items"] else None
        if items:
            sent.write({**page, "items": items})

    return edits(app, edit)


@fault("changes.future-start-is-empty")
def goes_back_to_the_newest(app: App) -> App:
    """Sends the newest entries where the start is still to come, since there has to be something."""

    def newest(sent: Sent, before: dict[str, list[Entry]]) -> list[Entry] | None:
        return list(before.values())[-1] if before and _asks_beyond_now(sent, "from") else None

    return _remembering(app, newest)


@fault("changes.walk-ends")
def sends_the_last_page_again(app: App) -> App:
    """Sends the last page once more to one who asks beyond it, as a pager that clamps its page number does."""
    return _remembering(app, lambda sent, before: before.get(sent.request.query_params.get("cursor", "")))


@fault("changes.large-limit-is-clamped")
def obeys_any_limit(rules: Changes) -> Changes:
    """Puts as many entries on a page as somebody asks for."""
    return replace(rules, page=lambda asked, _page_size: asked)


@fault("changes.large-limit-is-clamped")
def refuses_a_limit_above_its_own(rules: Changes) -> Changes:
    """Takes a limit above its page size for a bad one."""

    def read_limit(text: str) -> int | None:
        limit = whole_number(text)
        return limit if limit is not None and limit <= rules.page_size else None

    return replace(rules, read_limit=read_limit)
