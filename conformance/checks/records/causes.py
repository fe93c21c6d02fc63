"""Requirements whose failure makes a case contradict itself, and with it whoever counts it."""

from __future__ import annotations

CONSISTENT = (
    "records.dates-are-in-order",
    "records.date-is-plausible",
    "records.past-is-not-to-come",
    "records.stage-fits-status",
    "records.determined-has-a-decision",
    "records.withdrawn-has-no-decision",
    "records.withdrawal-has-its-day",
    "records.withdrawn-date-needs-a-withdrawal",
)
