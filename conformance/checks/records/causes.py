"""Requirements whose failure makes a case contradict itself, and with it whoever counts it."""

from __future__ import annotations

CONSISTENT = (
    "records.dates-are-in-order",
    "records.stage-fits-status",
    "records.determined-has-a-decision",
    "records.withdrawn-has-no-decision",
    "records.withdrawn-date-needs-a-withdrawal",
)
