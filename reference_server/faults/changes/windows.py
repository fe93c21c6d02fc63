"""Ways of getting *Changes*, section *Windows*, wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from reference_server import instant
from reference_server.fault import fault
from reference_server.rules import Changes
from reference_server.rules.changes import Pairs, repeated_or_unknown

SECOND, WEEK = 1000, 7 * 86_400_000


@fault("changes.window-excludes-end")
def closes_the_window(rules: Changes) -> Changes:
    """Takes the end as part of the window, so a change on the boundary is sent twice."""
    return replace(rules, span=lambda low, high: (low, high + 1))


@fault("changes.window-excludes-end")
def rounds_the_end_up_to_a_second(rules: Changes) -> Changes:
    """Compares the end in whole seconds, so the rest of its second comes too early."""
    return replace(rules, span=lambda low, high: (low, -(-high // SECOND) * SECOND))


@fault("changes.window-includes-start")
def opens_the_start(rules: Changes) -> Changes:
    """Asks for what is later than the start, so a change on the boundary is never sent."""
    return replace(rules, span=lambda low, high: (low + 1, high))


@fault("changes.window-includes-start")
def cuts_bounds_to_seconds(rules: Changes) -> Changes:
    """Compares both ends in whole seconds, as a column without fractions does."""
    return replace(rules, span=lambda low, high: (low // SECOND * SECOND, high // SECOND * SECOND))


@fault("changes.window-includes-start")
def looks_back_an_hour(rules: Changes) -> Changes:
    """Starts an hour early "to be safe", so an hour of changes comes again with every window."""
    return replace(rules, span=lambda low, high: (low - 3_600_000, high))


@fault("changes.windows-join")
def shortens_a_long_window(rules: Changes) -> Changes:
    """Looks at a week at most, and says that it looked at all of it."""
    return replace(rules, span=lambda low, high: (low, min(high, low + WEEK)))


def _lenient(pattern: str) -> Changes:
    """Rules that also take what a `strptime` pattern takes."""

    def bound(written: str) -> int | None:
        exact = instant.bound(written)
        if exact is not None:
            return exact
        try:
            moment = datetime.strptime(written, pattern).replace(tzinfo=UTC)
        except ValueError:
            return None
        return int(moment.timestamp() * SECOND)

    return Changes(bound=bound)


@fault("changes.bad-instant-is-refused")
def takes_a_date_for_midnight(rules: Changes) -> Changes:
    """Reads a date without a time as its first moment."""
    return replace(rules, bound=_lenient("%Y-%m-%d").bound)


@fault("changes.bad-instant-is-refused")
def takes_local_time_for_utc(rules: Changes) -> Changes:
    """Reads an instant without an offset as UTC."""
    return replace(rules, bound=_lenient("%Y-%m-%dT%H:%M:%S").bound)


@fault("changes.bad-instant-is-refused")
def takes_a_space_for_a_plus(rules: Changes) -> Changes:
    """Mends an offset whose plus was not encoded, as a kind framework does."""
    return replace(rules, bound=lambda written: instant.bound(written.replace(" ", "+")))


@fault("changes.bad-instant-is-refused")
def finds_nothing_at_a_bad_instant(rules: Changes) -> Changes:
    """Answers an instant that it cannot read with an empty page."""

    def bound(written: str) -> int:
        exact = instant.bound(written)
        return instant.LAST if exact is None else exact

    return replace(rules, bound=bound, turned=lambda low, high: (high, high) if low == instant.LAST else None)


@fault("changes.bad-instant-is-refused")
def rolls_days_over(rules: Changes) -> Changes:
    """Takes 30 February for 2 March, as a forgiving calendar does."""

    def bound(written: str) -> int | None:
        return instant.bound(written.replace("-02-30T", "-03-02T"))

    return replace(rules, bound=bound)


@fault("changes.reversed-window-is-refused")
def finds_nothing_in_a_reversed_window(rules: Changes) -> Changes:
    """Answers a window whose ends are swapped with an empty page."""
    return replace(rules, turned=lambda low, _high: (low, low))


@fault("changes.reversed-window-is-refused")
def turns_a_reversed_window(rules: Changes) -> Changes:
    """Swaps the ends back, and answers as if nothing were wrong."""
    return replace(rules, turned=lambda low, high: (high, low))


@fault("changes.unknown-parameter-is-refused")
def ignores_unknown_parameters(rules: Changes) -> Changes:
    """Answers as if a parameter that it does not know were not there."""
    return replace(rules, stray=lambda pairs, known: repeated_or_unknown([p for p in pairs if p[0] in known], known))


@fault("changes.unknown-parameter-is-refused")
def takes_the_last_of_two(rules: Changes) -> Changes:
    """Lets a parameter stand twice, and takes the last."""
    return replace(rules, stray=lambda pairs, known: next((name for name, _ in pairs if name not in known), None))


@fault("changes.unknown-parameter-is-refused")
def reads_names_in_any_case(rules: Changes) -> Changes:
    """Takes `FROM` for a spelling of `from`, and then ignores it."""

    def stray(pairs: Pairs, known: frozenset[str]) -> str | None:
        return repeated_or_unknown([pair for pair in pairs if pair[0] in known or pair[0].lower() not in known], known)

    return replace(rules, stray=stray)


@fault("changes.window-needs-a-start")
def begins_at_the_beginning(rules: Changes) -> Changes:
    """Gives the whole feed to one who does not say where to begin."""
    return replace(rules, begins=lambda: 0)


@fault("changes.window-needs-a-start")
def begins_now(rules: Changes) -> Changes:
    """Tells one who does not say where to begin that nothing changed."""
    return replace(rules, begins=lambda: instant.LAST)
