"""Ways of getting *Changes*, section *Retention*, wrong."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

from reference_server.fault import App, fault
from reference_server.operations.answers import PROBLEM
from reference_server.rules import Rules
from reference_server.rules.discovery import claiming
from reference_server.rules.errors import Refusal
from reference_server.wire import edits_description, edits_pages

DAY = 86_400_000


@fault("changes.epoch-stays")
def names_an_epoch_for_each_instance(app: App) -> App:
    """Is two servers behind one address, each of which has made an epoch of its own when it was started."""
    numbers = count()
    return edits_pages(app, lambda page: {**page, "epoch": f"{page['epoch']}-{next(numbers) % 2}"})


@fault("changes.epoch-stays")
def describes_an_epoch_that_is_gone(app: App) -> App:
    """Serves the description as a file, in which the epoch of the first day still stands."""
    return edits_description(app, lambda described: {**described, "epoch": "2026-03-01"})


def _cut(rules: Rules, days: int) -> Rules:
    """A log that reaches back so many days, of an endpoint that claims a snapshot for the rest."""
    changes = replace(rules.changes, earliest=lambda began, now: max(began, now - days * DAY))
    return replace(rules, discovery=claiming("snapshot"), changes=changes)


@fault("changes.before-earliest-is-gone")
def gives_what_is_left(rules: Rules) -> Rules:
    """Answers a window that starts before its history with what is left of that, as if it were all."""
    cut = _cut(rules, 40)
    return replace(cut, changes=replace(cut.changes, is_cut_off=lambda _at, _earliest: False))


@fault("changes.before-earliest-is-gone")
def takes_the_past_for_a_bad_instant(rules: Rules) -> Rules:
    """Says of a window that starts before its history that the instant is not valid."""
    cut = _cut(rules, 40)

    def write(status: int, problem: dict[str, Any]) -> Refusal:
        if not str(problem["type"]).endswith("history-truncated"):
            return cut.errors.write(status, problem)
        return cut.errors.write(400, {**problem, "type": f"{PROBLEM}invalid-timestamp", "status": 400})

    return replace(cut, errors=replace(cut.errors, write=write))


@fault("changes.earlier-epoch-is-gone")
def reads_any_epoch(rules: Rules) -> Rules:
    """Takes no notice of the epoch that a window is asked for in."""
    changes = replace(rules.changes, is_foreign=lambda _asked, _present: False)
    return replace(rules, discovery=claiming("snapshot"), changes=changes)


@fault("changes.earlier-epoch-is-gone")
def reads_any_later_epoch(rules: Rules) -> Rules:
    """Compares the epoch as a text and refuses those that lie before its own."""
    changes = replace(rules.changes, is_foreign=lambda asked, present: asked < present)
    return replace(rules, discovery=claiming("snapshot"), changes=changes)


@fault("changes.horizon-is-long-enough")
def keeps_a_week(rules: Rules) -> Rules:
    """Cuts its history at seven days."""
    return _cut(rules, 7)


@fault("changes.horizon-is-long-enough")
def keeps_the_days_of_february(rules: Rules) -> Rules:
    """Takes twenty-eight days for a month."""
    return _cut(rules, 28)
