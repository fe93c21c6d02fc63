"""The council's last two months as publications, dated back from the instant at which the server starts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain

from reference_server.rules.publication import Change
from reference_server.sample.council import PARTNER, PUBLIC, Case, Row, cases, minted
from reference_server.sample.proceedings import Step, proceedings
from reference_server.sample.sources import council_wide, of_case, papers
from reference_server.store import Document, Store

DAY = 86_400_000
HOUR = 3_600_000
# So many days ago the feed was opened, with the first case alone, to try it out.
OPENED = 60
# The night in which the old system was moved in one go: everything up to then has one instant.
MIGRATION = 25
# Within a night cases are published one after another.
STEP = 137
TAKEN_OFF_AFTER = 3
# Of every so many cases one had a document withdrawn again.
WITHDRAWN_EVERY = 10

EVENTS = ("received", "valid", "consultation", "decided", "withdrawn", "appeal")
STAGES = {
    "valid": ("assessment", "undetermined"),
    "consultation": ("consultation", "undetermined"),
    "decided": ("assessment", "determined"),
    "withdrawn": ("assessment", "withdrawn"),
    "appeal": ("appeal", "determined"),
}


def load(store: Store, now: int) -> None:
    """Fill an empty store with the history of the council."""
    store.begin(now - OPENED * DAY)
    today = datetime.fromtimestamp(now / 1000, UTC).date().isoformat()
    nights: defaultdict[int, list[list[Change]]] = defaultdict(list)
    for number, case in enumerate(cases()):
        for days_ago, changes in _publications(case, today, number):
            nights[days_ago].append(changes)
    nights[MIGRATION].insert(0, list(council_wide()))
    for days_ago in sorted(nights, reverse=True):
        start = now - days_ago * DAY - HOUR
        for place, changes in enumerate(_gathered(days_ago, nights[days_ago])):
            store.load(changes, start + place * STEP)
    store.add_documents(_documents())


def _gathered(days_ago: int, publications: list[list[Change]]) -> list[list[Change]]:
    """The night of the move is one publication; any other night has one for each case."""
    if days_ago < MIGRATION:
        return publications
    return [[change for changes in publications for change in changes]]


def _publications(case: Case, today: str, number: int) -> Iterator[tuple[int, list[Change]]]:
    """What was published of a case, with the days since; of what lies before the move, only how it then stood."""
    moved = MIGRATION if number else OPENED
    steps = [(min(days, moved), changes) for days, changes in _life(case, today, number)]
    latest: dict[int, dict[tuple[str, str], Change]] = defaultdict(dict)
    for days, changes in steps:
        for change in changes:
            latest[days][(change.kind, change.id)] = change
    for days in sorted(latest, reverse=True):
        yield days, list(latest[days].values())
    yield from _withdrawals(case, number)


def _life(case: Case, today: str, number: int) -> Iterator[tuple[int, list[Change]]]:
    """The stages of one case."""
    received, valid = case.days("received"), case.days("valid")
    final = case.row["stage"], case.row["status"]
    last = min(days for event in EVENTS if (days := case.days(event)) is not None)
    shown = PARTNER if case.row["published"] == "no" else PUBLIC
    if received is not None:
        stage = final if last == received else ("validation", "undetermined")
        yield received, _stage(case, stage, (today, received), PARTNER if valid is not None else shown)
    for event in ("valid", "consultation", "decided", "withdrawn", "appeal"):
        days = case.days(event)
        if days is None:
            continue
        stage = final if days == last else STAGES[event]
        changes = _stage(case, stage, (today, days), shown)
        if event == "decided":
            changes.append(Change("decision", *case.decision(today, case.authority(days)), shown))
        yield days, changes
    public_from = (received if valid is None else valid) or 0
    off = public_from - TAKEN_OFF_AFTER if case.row["published"] == "unpublished" else -1
    yield from _papers(case, today, shown, (public_from, off))
    hanging = chain(of_case(case, today), proceedings(case, number, today))
    steps = tuple(replace(step, days_ago=min(step.days_ago, public_from)) for step in hanging)
    for step in steps:
        yield step.days_ago, [_proceeding(case, step, PARTNER if step.days_ago <= off else shown)]
    for days, reach in ((off if off >= 0 else None, PARTNER), (case.days("moved"), shown)):
        if days is not None:
            held = {step.id: _proceeding(case, step, reach, days) for step in steps if step.days_ago >= days}
            yield days, _as_it_stands(case, today, days, reach) + list(held.values())


def _proceeding(case: Case, step: Step, shown: str, days_ago: int | None = None) -> Change:
    """A record of the proceedings as of its own day, or as the council has it that has the case so many days ago."""
    authority = case.authority(step.days_ago if days_ago is None else days_ago)
    data = {"planningAuthority": authority, **step.data}
    return Change(step.kind, step.id, data, PARTNER if PARTNER in (shown, step.reach) else step.reach)


def _stage(case: Case, stage: tuple[str, str], day: tuple[str, int], reach: str) -> list[Change]:
    """An application with its site at a stage. `day` is today, and the days since."""
    today, days_ago = day
    authority = case.authority(days_ago)
    application = case.application(*stage, today, authority)
    return [Change("site", *case.site(authority), reach), Change("application", *application, reach)]


def _papers(case: Case, today: str, shown: str, public: tuple[int, int]) -> Iterator[tuple[int, list[Change]]]:
    """The documents: those that came early are published with the case, those that came too late not at all."""
    for row in case.documents:
        days = min(int(row["received_days_ago"]), public[0])
        reach = PARTNER if days <= public[1] else _reach(row, shown)
        yield days, [Change("document", *case.document(row, today, case.authority(days)), reach)]


def _reach(row: Row, shown: str) -> str:
    return PARTNER if row["status"] == "withhold" else shown


def _as_it_stands(case: Case, today: str, days_ago: int, shown: str) -> list[Change]:
    """A case with all that hangs from it: when it is taken off the register, and when another council takes it over."""
    authority = case.authority(days_ago)
    changes = _stage(case, (case.row["stage"], case.row["status"]), (today, days_ago), shown)
    if case.days("decided") is not None:
        changes.append(Change("decision", *case.decision(today, authority), shown))
    papers = ((row, case.document(row, today, authority)) for row in case.documents)
    return changes + [Change("document", *paper, _reach(row, shown)) for row, paper in papers]


def _withdrawals(case: Case, number: int) -> Iterator[tuple[int, list[Change]]]:
    """A document that was taken back, now and then."""
    if case.documents and number % (WITHDRAWN_EVERY) == 0:
        row = case.documents[-1]
        replaced = {other["replaces"] for other in case.documents}
        if row["filename"] not in replaced:
            key = case.document_id(row["filename"])
            yield 0, [Change("document", key, None, "")]


def _documents() -> Iterator[Document]:
    for case in cases():
        for row in case.documents:
            if row["status"] != "listed":
                key = case.document_id(row["filename"])
                path = minted("path", key)
                yield Document(key, path, row["mime_type"], row["filename"], case.body(row))
        yield from papers(case)
