"""Open Digital Planning `postSubmissionApplication` documents, as publications of a small publisher.

One such document is one state of one case, and holds all kinds of records of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reference_server import spec
from reference_server.adapters import order
from reference_server.adapters.case import Case
from reference_server.adapters.crosswalk import ABSENT, Reading, record
from reference_server.adapters.loss import LossReport
from reference_server.adapters.odp import filed, happened, looked_up, origin, people, said
from reference_server.adapters.odp.origin import PARTNER, PUBLIC, curie, minted, nothing
from reference_server.adapters.odp.people import always
from reference_server.adapters.state import State
from reference_server.rules.publication import Change

NAMED_BY = ("metadata.organisation", "data.application.reference")
PUBLISHED = "data.application.publishedAt"
# What is said of the submission once more in the case around it.
TWICE = {
    "submission.applicationType": "applicationType",
    "submission.metadata.organisation": "metadata.organisation",
    "submission.metadata.submittedAt": "data.submission.submittedAt",
}

Data = dict[str, Any]


def is_one(value: Data) -> bool:
    """Whether a document says whose and which case it is."""
    return all(isinstance(found, str) and found.strip() for found in (_at(value, path) for path in NAMED_BY))


def _at(value: Any, path: str) -> Any:  # noqa: ANN401 - JSON
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def states(name: str, document: Data, _body: bytes, report: LossReport) -> Iterator[State]:
    """The state of the one case in a document."""
    reading = Reading(name, document, report)
    authority, reference = curie(document["metadata"]["organisation"]), document["data"]["application"]["reference"]

    def mint(kind: str, local: str) -> str:
        return minted(f"{kind}|{document['metadata']['organisation']}|{reference}|{local}")

    case = Case(reading, authority, mint, _reach(reading))
    # What is said twice of one record is said last by the authority itself.
    found = {(change.kind, change.id): change for change in order.kept(list(_changes(case)), name, report)}
    reading.carried |= {path for path, other in TWICE.items() if reading.value(path) == reading.value(other)}
    for path in said.SUMMARIES:
        if reading.value(path) is not ABSENT:
            reading.carried.add(path)
            report.partly[path] = "a count is no fact of its own: the records are counted"
    report.compare(document, reading.carried)
    yield State(authority, reference, tuple(found.values()), is_whole=True)


def _reach(reading: Reading) -> str:
    """Who may see the case: everybody once it is published, if it is in a state that can be."""
    published = reading.value(PUBLISHED)
    state = str(reading.value("data.application.stage")), str(reading.value("data.application.status"))
    is_early = spec.states().get(state, {}).get("public") == "no"
    return PARTNER if published in (ABSENT, None, "") or is_early else PUBLIC


def _changes(case: Case) -> Iterator[Change]:
    """Every record in a document, parents first."""
    reading = case.reading
    yield case.change("site", "", record(reading, "site", origin.SITE))
    yield from _submission(case)
    yield case.change("application", "", record(reading, "application", {**origin.APPLICATION, **_of(case)}))
    for role, local, found in people.parties(reading, case.facts()):
        yield case.change("party", f"{role}|{local}", found, is_published=False)
    yield from looked_up.constraints(case, reading.value(looked_up.HOME))
    yield from happened.decision(case)
    yield from filed.documents(case, reading.document.get("files"))
    yield from filed.sent(case)
    yield from happened.events(case)
    yield from happened.consultation(case)
    yield from said.opinions(case)
    yield from said.comments(case)
    yield from happened.appeal(case)


def _of(case: Case) -> Data:
    sent = case.key("submission") if _is_sent(case.reading) else ABSENT
    return {
        "site": always(case.key("site")),
        "submissions": always([sent]) if sent is not ABSENT else nothing,
        "status": origin.status,
        "withdrawnDate": origin.withdrawn,
    }


def _is_sent(reading: Reading) -> bool:
    return isinstance(reading.value("submission.metadata"), dict)


def _submission(case: Case) -> Iterator[Change]:
    """What was sent in. How it stands in the file is not how it was sent, so that no bytes are promised."""
    if not _is_sent(case.reading):
        return
    before = "submission" in case.reading.carried
    data = case.read("submission", origin.SUBMISSION, {}, "")
    if not before:
        case.reading.carried.discard("submission")
    yield case.change("submission", "", data, is_published=False)
