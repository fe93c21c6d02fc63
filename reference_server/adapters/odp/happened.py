"""What happened to a case: its events, the round of consultation, the decision and the appeal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reference_server import spec
from reference_server.adapters.case import Case, named, several
from reference_server.adapters.crosswalk import ABSENT
from reference_server.adapters.odp import filed, origin, said
from reference_server.adapters.odp.origin import nothing
from reference_server.adapters.odp.people import always
from reference_server.adapters.transforms import Refused, london_date
from reference_server.rules.publication import Change

VALIDITY, CHECKED = "data.validation.isValid", "data.validation.validatedAt"
APPEAL, APPEAL_FILES = "data.appeal", "data.appeal.files[]"
CONSULTATION = "data.consultation"

Data = dict[str, Any]


def events(case: Case) -> Iterator[Change]:
    """One event for each date of ODP that has its home in none of the other records."""
    for word, path, place in _dates(case):
        value = case.reading.value(place)
        if value is ABSENT or value is None:
            continue
        try:
            data = {"permissionProcessEvent": word, "eventDate": london_date(value)}
        except Refused as why:
            case.reading.report.refuse(case.reading.name, place, value, str(why))
            continue
        case.reading.carried |= {path, place}
        case.reading.report.partly[place] = "the time of day is lost"
        frame = {"planningAuthority": case.authority, "application": case.key("application")}
        yield case.change("event", word, {**frame, **data})


def _dates(case: Case) -> Iterator[tuple[str, str, str]]:
    """Each event, with where it says that there is one and where the date stands."""
    for row in spec.codelist("permission-process-event"):
        word, path = row["reference"], row["odp"]
        if path == VALIDITY:
            if case.reading.value(path) is (word == "valid-from"):
                yield word, path, CHECKED
        elif path:
            yield word, path, path


def consultation(case: Case) -> Iterator[Change]:
    """The one round that ODP knows. What consultees were asked belongs to it, even where nothing else is said of it."""
    about = case.reading.value(CONSULTATION)
    asked = several(case.reading.value(said.REQUESTS))
    if not isinstance(about, dict) and not asked:
        return
    data = case.read("consultation", {"round": always(int(said.ROUND))}, {}, "")
    yield case.change("consultation", said.ROUND, data)


def decision(case: Case) -> Iterator[Change]:
    """The decision with its notice, if there is one."""
    papers = list(filed.notice(case))
    yield from papers
    before = set(case.reading.carried)
    notice = always(papers[0].id) if papers else nothing
    data = case.read("decision", {**origin.DECISION, "noticeDocument": notice}, {}, "")
    if "decision" in data and "decisionDate" in data and not origin.is_taken_back(case.reading):
        yield case.change("decision", "", data)
    else:
        # What is known before there is a decision is told as lost.
        lost = case.reading.carried - before
        case.reading.carried -= {path for path in lost if path.startswith("data.assessment.")}


def appeal(case: Case) -> Iterator[Change]:
    """The appeal with its files."""
    if not isinstance(case.reading.value(APPEAL), dict):
        return
    papers = list(filed.documents(case, case.reading.value(APPEAL_FILES), APPEAL_FILES, "appeal", "appeal|"))
    yield from papers
    data = case.read("appeal", {"documents": nothing}, {}, "")
    shown = named(papers, case.shown("appeal"))
    if shown:
        data["documents"] = shown
    if len(shown) < len(papers):
        case.reading.report.partly[APPEAL_FILES] = "the appeal names those files alone that are as public as it is"
    yield case.change("appeal", "", data)
