"""Ways of getting *Changes*, section *Filters*, wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import orjson

from reference_server.fault import App, fault
from reference_server.rules import Filters
from reference_server.rules.changes import Filter, Head
from reference_server.wire import Sent, edits


def _known(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """Those values of a list that are known."""
    return tuple(value for value in text.split(",") if value in known)


@fault("changes.filter-keeps-out-the-rest")
def ignores_the_filter(rules: Filters) -> Filters:
    """Takes a filter, and gives the whole feed."""
    return replace(rules, sought=lambda _chosen: Filter())


@fault("changes.filter-keeps-out-the-rest")
def filters_by_kind_alone(rules: Filters) -> Filters:
    """Knows the parameter for the authority, and has forgotten to use it."""
    return replace(rules, sought=lambda chosen: Filter(chosen.kinds))


@fault("changes.filter-keeps-out-the-rest")
def keeps_what_has_moved(rules: Filters) -> Filters:
    """Goes on sending a case to the council that it went away from."""
    return replace(rules, parting=lambda _head, item: item)


@fault("changes.filter-drops-nothing")
def takes_the_first_of_a_list(rules: Filters) -> Filters:
    """Reads a list of values up to the first comma."""
    return replace(rules, sought=lambda chosen: Filter(chosen.kinds[:1], chosen.authorities[:1]))


@fault("changes.filter-drops-nothing")
def refuses_a_list(rules: Filters) -> Filters:
    """Knows one value, and takes two with a comma for a third that is unknown."""

    def one(text: str, known: Sequence[str]) -> tuple[str, ...] | None:
        return (text,) if text in known else None

    return replace(rules, kinds=one, authorities=one)


@fault("changes.filter-drops-nothing")
def joins_the_filter_to_what_is_left(rules: Filters) -> Filters:
    """Joins the table of cases to filter by it, so that a removed record, which has no row there, is dropped."""
    return replace(rules, among="op = 'upsert'")


@fault("changes.filter-drops-nothing")
def numbers_a_filtered_feed_anew(app: App) -> App:
    """Counts `seq` within the filter."""

    def edit(sent: Sent) -> None:
        if sent.is_page and {"kind", "authority"} & sent.request.query_params.keys():
            page = sent.read()
            sent.write({**page, "items": [{**entry, "seq": n} for n, entry in enumerate(page["items"], 1)]})

    return edits(app, edit)


@fault("changes.filters-narrow-together")
def takes_the_first_filter_alone(rules: Filters) -> Filters:
    """Uses the kind where there is one, and else the authority."""
    return replace(rules, sought=lambda chosen: Filter(chosen.kinds) if chosen.kinds else chosen)


@fault("changes.filters-narrow-together")
def takes_the_authority_alone(rules: Filters) -> Filters:
    """Uses the authority where there is one, and else the kind."""
    return replace(rules, sought=lambda chosen: Filter((), chosen.authorities) if chosen.authorities else chosen)


@fault("changes.cursor-keeps-its-filter")
def forgets_the_filter_with_the_first_page(rules: Filters) -> Filters:
    """Writes the position into a cursor, and not the filter."""
    return replace(rules, kept=lambda _chosen: Filter())


@fault("changes.cursor-keeps-its-filter")
def keeps_the_kinds_and_forgets_the_authorities(rules: Filters) -> Filters:
    """Writes one of the two filters into a cursor."""
    return replace(rules, kept=lambda chosen: Filter(chosen.kinds))


@fault("changes.unknown-filter-is-refused")
def finds_nothing_under_an_unknown_word(rules: Filters) -> Filters:
    """Compares whatever it is given, and finds nothing."""
    return replace(
        rules,
        kinds=lambda text, _known: tuple(text.split(",")),
        authorities=lambda text, _known: tuple(text.split(",")),
    )


@fault("changes.unknown-filter-is-refused")
def goes_on_with_the_words_that_it_knows(rules: Filters) -> Filters:
    """Leaves an unknown word out of a list, and answers for the others."""

    def some(text: str, known: Sequence[str]) -> tuple[str, ...] | None:
        return _known(text, known) or None

    return replace(rules, kinds=some, authorities=some)


@fault("changes.filter-stands-apart-from-a-cursor")
def takes_a_filter_beside_a_cursor(rules: Filters) -> Filters:
    """Lets a filter stand beside a cursor, and does not look at it."""
    return replace(rules, beside=True)


@fault("changes.filter-keeps-the-watermark")
def tells_the_last_match_as_watermark(rules: Filters) -> Filters:
    """Tells the instant after the last entry that came through for the watermark."""
    return replace(rules, told=lambda watermark, rows: rows[-1].at + 1 if rows else watermark)


@fault("changes.filter-keeps-the-watermark")
def lags_an_hour_where_it_filters(rules: Filters) -> Filters:
    """Filters in a copy that is filled once an hour, and tells so."""
    return replace(rules, told=lambda watermark, rows: max(watermark - 3_600_000, rows[-1].at + 1 if rows else 0))


@fault("changes.leaving-a-filter-is-a-tombstone", needs="live-traffic")
def leaves_a_filter_in_silence(rules: Filters) -> Filters:
    """Selects what belongs to the council now, and says nothing of what belonged to it."""
    return replace(rules, among="(holds OR op = 'delete')")


def _stone(head: Head, item: bytes, **members: object) -> bytes:
    entry = {name: value for name, value in orjson.loads(item).items() if name != "data"}
    return orjson.dumps({**entry, "op": "delete", "version": head.version, "reason": "out-of-scope", **members})


@fault("changes.leaving-a-filter-is-a-tombstone")
def calls_what_has_moved_withdrawn(rules: Filters) -> Filters:
    """Says of a case that went to another council that it was withdrawn."""
    return replace(rules, parting=lambda head, item: _stone(head, item, reason="withdrawn"))


@fault("changes.leaving-a-filter-is-a-tombstone")
def counts_the_leaving_as_a_version(rules: Filters) -> Filters:
    """Gives the tombstone a version above that of the entry, so that the record's return is older than it."""
    return replace(rules, parting=lambda head, item: _stone(head, item, version=head.version + 1))
