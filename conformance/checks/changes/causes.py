"""What explains failures in many sections: the requirements on which every comparison with the feed stands."""

from __future__ import annotations

# A feed that does not hold still or has no order fails every comparison of two readings.
STEADY = (
    "changes.waiting-cursor-misses-nothing",
    "changes.order-is-publication-order",
    "changes.removal-is-a-tombstone",
    "changes.reread-loses-only-superseded",
    "changes.nothing-arrives-late",
)
# A feed that cannot be read whole has nothing that what stands beside it could be held against,
READ_WHOLE = ("changes.entry-is-whole", "changes.walk-ignores-page-size", "changes.walk-ends", "changes.windows-join")
# nor has one that is not what it was, or is otherwise the next time.
WHOLE_FEED = (*READ_WHOLE, "changes.version-grows", "changes.version-fixes-content", *STEADY)
# What was read of such a feed is not held against what stands beside it, nor is one record against another.
FEED = (
    "changes.window-includes-start",
    "changes.cursor-is-reusable",
    "errors.answer-is-described",
    *WHOLE_FEED,
)
