"""What of a run is kept for the runs of later days."""

from __future__ import annotations

from collections.abc import Iterable

from conformance.model.description import Description
from conformance.model.exchange import Exchange
from conformance.model.history import Past, facts_of
from conformance.model.page import Page

# What the mask puts in place of a secret: such a cursor means nothing on another day.
MASKED = "~secret-"


def remember(base_url: str, description: Description, offset: int, exchanges: Iterable[Exchange]) -> Past | None:
    """The census of a run, in short; None if no page could be read. `offset` is that of the endpoint's clock."""
    pages = _census(base_url, exchanges)
    if not pages:
        return None
    last = pages[-1]
    cursor = last.cursor if last.complete and last.cursor and MASKED not in last.cursor else ""
    entries = {entry.mark: entry for page in pages for entry in page.entries}
    at = last.exchange.sent + offset
    return Past(
        base_url, at, description.text("epoch"), description.earliest, cursor, facts_of(tuple(entries.values()))
    )


def _census(base_url: str, exchanges: Iterable[Exchange]) -> list[Page]:
    """The first pages of the run, up to one that is complete."""
    pages: list[Page] = []
    for exchange in exchanges:
        if exchange.request.url.startswith(f"{base_url}/changes?"):
            page = Page.read(exchange)
            if not page.trouble:
                pages.append(page)
            if page.complete:
                break
    return pages
