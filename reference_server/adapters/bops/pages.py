"""Pages of BOPS: one case or a search, private and public, and the documents of a case.

A page tells a part of a case, so that nothing is gone because a later page does not tell of it. What BOPS calls a
status is taken apart: where the case is, and whether a decision can still come.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reference_server.adapters import order
from reference_server.adapters.bops.proceedings import documents, page_of, proceedings
from reference_server.adapters.bops.table import rows
from reference_server.adapters.case import Case, several
from reference_server.adapters.crosswalk import ABSENT, Reading, record
from reference_server.adapters.loss import LossReport
from reference_server.adapters.odp.origin import PARTNER, PUBLIC, curie
from reference_server.adapters.state import State
from reference_server.adapters.transforms import Refused, mapped_all
from reference_server.rules.publication import Change

# Stage and status; a case that is on appeal is looked at apart.
STATUSES = {
    "pending": ("submission", "undetermined"),
    "not_started": ("validation", "undetermined"),
    "invalidated": ("validation", "undetermined"),
    "returned": ("validation", "returned"),
    "assessment_in_progress": ("assessment", "undetermined"),
    "in_assessment": ("assessment", "undetermined"),
    "awaiting_determination": ("assessment", "undetermined"),
    "to_be_reviewed": ("assessment", "undetermined"),
    "in_committee": ("assessment", "undetermined"),
    "determined": ("assessment", "determined"),
    "withdrawn": ("assessment", "withdrawn"),
    "closed": ("assessment", "disposed"),
}
ROLES = ("applicant", "agent")
KEPT_BACK = ("pending", "not_started", "invalidated", "returned")
APPEAL, DECIDED = "Appeal ", ("allowed", "dismissed", "split decision")
TYPES = {"prior_approval": "prior-approval", "lawfulness_certificate": "ldc", "planning_permission": "full"}
DECISIONS = {"granted": "granted", "refused": "refused"}
PRIOR_APPROVAL = {
    "granted": "prior-approval-given",
    "refused": "prior-approval-refused",
    "not_required": "prior-approval-not-required",
}

Data = dict[str, Any]


def is_one(value: Data) -> bool:
    """Whether a page holds cases."""
    return any(_is_case(case) for case in _cases(value))


def states(name: str, document: Data, _body: bytes, report: LossReport) -> Iterator[State]:
    """A state of each case in a page."""
    carried: set[str] = set()
    inside = "data[]." if isinstance(document.get("data"), list) else ""
    for case in _cases(document):
        if not _is_case(case):
            report.refuse(name, "data[]", case, "it has no reference with the code of its council in front")
            continue
        page = Page(Reading(name, case, report))
        told = {(one.kind, one.id): one for one in order.kept(list(page.changes()), name, report)}
        yield State(page.authority, page.reference, tuple(told.values()), hearsay=_hearsay(case))
        carried |= {inside + path for path in page.reading.carried}
    report.compare(document, carried)


def _hearsay(case: Data) -> frozenset[str]:
    """A page of documents says next to nothing of the case itself, and a public one little of the people."""
    known = () if "property" in case or "site" in case else ("site", "application")
    return frozenset((*known, *(() if "reference_in_full" in case else ("party",))))


def _cases(value: Data) -> list[Data]:
    found = value.get("data")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else [value]


def _full_reference(case: Data) -> str:
    about = case.get("application")
    found = about.get("fullReference") if isinstance(about, dict) else case.get("reference_in_full")
    return found if isinstance(found, str) else ""


def _is_case(case: Data) -> bool:
    council, dash, reference = _full_reference(case).partition("-")
    return bool(council and dash and reference)


class Page:
    """One case as one page has it."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        council, _, self.reference = _full_reference(reading.document).partition("-")
        self.authority = curie(council)
        self.word = str(self.first("application.status", "status"))
        self.case: Case = page_of(reading, self.authority, self.reference, PUBLIC if self.is_public() else PARTNER)
        self.is_prior = str(self.first("application.type.value", "application_type")).startswith(("pa.", "prior"))

    def first(self, *paths: str) -> Any:  # noqa: ANN401 - JSON
        """The first value that is there."""
        found = (self.reading.value(path) for path in paths)
        return next((value for value in found if value not in (ABSENT, None)), ABSENT)

    def changes(self) -> Iterator[Change]:
        """Every record in it."""
        case = self.case
        site = self.read("site")
        decision = self.read("decision", {"decision": lambda _r, _i: self.decision()})
        stage, status = self.standing()
        if status == "determined" and not {"decision", "decisionDate"} <= set(decision):
            why = "the page does not say what was decided and when, so that the case is told as undetermined"
            self.reading.report.refuse(self.reading.name, "status", self.word, why)
            status = "undetermined"
        application = self.read("application", self._about(stage, status))
        # Empty means that nothing was recorded: a page of documents tells neither.
        yield case.change("site", "", {"addressText": "", **site})
        yield case.change("application", "", {"description": "", **application})
        # What is proposed stands in the same place as what was decided.
        if status == "determined":
            yield case.change("decision", "", decision)
        for role in ROLES:
            yield from self._party(role)
        yield from documents(case, several(self.reading.value("files")), "files[]", "application")
        yield from proceedings(case, self.word.removeprefix(APPEAL) if self.word.startswith(APPEAL) else "")

    def read(self, kind: str, derived: Data | None = None) -> Data:
        """One record along the rows of the table."""
        return self.case.read(kind, derived or {}, {}, rows=rows(kind))

    def _party(self, role: str) -> Iterator[Change]:
        """A private page holds people in members that begin with their role."""
        start = f"{role}_"
        own = {
            name.removeprefix(start): value for name, value in self.reading.document.items() if name.startswith(start)
        }
        known = {name: value for name, value in own.items() if value}
        reading = Reading(self.reading.name, self.reading.document, self.reading.report)
        derived = {**self.case.facts(), "role": lambda _r, _i: role}
        found = record(reading, "party", derived, known, "party[]", rows("party"))
        if known:
            self.reading.carried |= {path.replace("party[].", start) for path in reading.carried}
            yield self.case.change("party", role, found, is_published=False)

    def is_public(self) -> bool:
        """Whether BOPS shows the case to everybody."""
        published = self.first("application.publishedAt", "application.published_at")
        shown = published is not ABSENT or self.first("make_public") is True
        return shown and self.word not in KEPT_BACK

    def _about(self, stage: str, status: str) -> Data:
        return {
            "alternativeReferences": lambda _r, _i: list(self._other_references()),
            "description": lambda _r, _i: self.first("proposal.description", "description"),
            "applicationTypes": lambda _r, _i: self.types(),
            "site": lambda _r, _i: self.case.key("site"),
            "stage": lambda _r, _i: stage,
            "status": lambda _r, _i: status,
        }

    def _other_references(self) -> Iterator[Data]:
        yield {"system": "bops", "reference": _full_reference(self.reading.document)}
        session = self.first("application.session_id")
        if isinstance(session, str):
            self.reading.carried.add("application.session_id")
            yield {"system": "planx-session", "reference": session}

    def standing(self) -> tuple[str, str]:
        """Stage and status, taken apart."""
        if self.word.startswith(APPEAL):
            decided = self.decision() is not ABSENT or self.word.removeprefix(APPEAL) in DECIDED
            return "appeal", "determined" if decided else "undetermined"
        if self.word not in STATUSES:
            self.reading.report.refuse(self.reading.name, "status", self.word, "no such status of BOPS is known")
        return STATUSES.get(self.word, ("validation", "undetermined"))

    def decision(self) -> Any:  # noqa: ANN401
        """The code of the decision."""
        value = self.first("application.decision", "decision")
        codes = PRIOR_APPROVAL if self.is_prior else DECISIONS
        return value if value is ABSENT else codes.get(value, "other")

    def types(self) -> list[str]:
        """What is applied for."""
        value = self.first("application.type.value", "application_type")
        try:
            return mapped_all(value, "application-type.odp")
        except Refused:
            return [TYPES.get(value, str(value))]
