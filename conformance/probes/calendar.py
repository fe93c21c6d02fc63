"""What the feed holds, read once at the start: where the edges lie that are worth asking about."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from conformance.evidence import Walk
from conformance.model.instant import Instant
from conformance.model.page import Entry
from conformance.model.window import Window


@dataclass(frozen=True)
class Calendar:
    """The census: one walk over the whole feed, or over as much of it as the budget allows.

    `walk` is None if no page could be read. `now` is an instant beyond which nothing is looked for, if there is one.
    """

    walk: Walk | None
    now: Instant | None = None

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Everything seen, once, by `changedAt`."""
        once = {entry.mark: entry for entry in self.walk.entries} if self.walk else {}
        return tuple(sorted(once.values(), key=lambda entry: entry.changed_at))

    @cached_property
    def counts(self) -> dict[Instant, int]:
        """How many entries share each instant, in order of time."""
        return dict(Counter(entry.changed_at for entry in self.entries))

    @cached_property
    def instants(self) -> tuple[Instant, ...]:
        """Every instant at which something was published, within the span that is wholly known."""
        return tuple(instant for instant in self.counts if instant in self.span)

    @cached_property
    def span(self) -> Window:
        """The closed window of which every entry is known."""
        if not self.walk or not self.walk.read or not self.entries:
            return Window(0, 0)
        watermarks = [page.watermark for page in self.walk.read if page.watermark is not None]
        last = self.entries[-1].changed_at
        end = max(watermarks, default=last) if self.is_complete else last
        end = end if self.now is None else min(end, self.now)
        # An entry beyond the watermark is a fault of its own; the span still has to reach it.
        return Window(min(self.walk.window.start, self.entries[0].changed_at), max(end, last + self.is_complete))

    @property
    def is_complete(self) -> bool:
        """Whether the census reached the end of the feed."""
        return self.walk is not None and not self.walk.endless and not self.walk.unread

    @property
    def cursor(self) -> str | None:
        """The position at which the census ended."""
        return self.walk.read[-1].cursor if self.walk and self.walk.read else None

    def within(self, window: Window, end_included: bool = False) -> tuple[Entry, ...]:
        """The known entries of a window, on request with those that lie on its end."""
        low = bisect_left(self.entries, window.start, key=lambda entry: entry.changed_at)
        high = bisect_left(self.entries, window.end + end_included, key=lambda entry: entry.changed_at)
        return self.entries[low:high]
