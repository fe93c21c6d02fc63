"""Pages of BOPS: one case or a search, private and public, and the documents of a case.

A page tells a part of a case, so that nothing is gone because a later page does not tell of it. What BOPS calls a
status is taken apart: where the case is, and whether a decision can still come.
"""

from __future__ import annotations

import csv
import hashlib
import hmac
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from reference_server.adapters.crosswalk import ABSENT, Reading, items, record
from reference_server.adapters.loss import LossReport
from reference_server.adapters.odp import KEY, PARTNER, PUBLIC, curie
from reference_server.adapters.state import State
from reference_server.adapters.transforms import Refused, mapped_all
from reference_server.rules.publication import Change

TABLE = Path(__file__).with_suffix(".csv")
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


@lru_cache(maxsize=8)
def rows(kind: str) -> tuple[dict[str, str], ...]:
    """Where BOPS holds the fields of a kind."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(row for row in csv.DictReader(file) if row["kind"] == kind)


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
        # A page of documents says next to nothing of the case itself.
        hearsay = frozenset() if "property" in case or "site" in case else frozenset(("site", "application"))
        yield State(page.authority, page.reference, tuple(page.changes()), hearsay=hearsay)
        carried |= {inside + path for path in page.reading.carried}
    report.compare(document, carried)


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
        self.is_prior = str(self.first("application.type.value", "application_type")).startswith(("pa.", "prior"))

    def first(self, *paths: str) -> Any:  # noqa: ANN401 - JSON
        """The first value that is there."""
        found = (self.reading.value(path) for path in paths)
        return next((value for value in found if value not in (ABSENT, None)), ABSENT)

    def key(self, kind: str, local: str = "") -> str:
        """The id of one of its records."""
        case = f"{kind}|bops|{self.authority}|{self.reference}|{local}"
        return hmac.new(KEY, case.encode(), hashlib.sha256).hexdigest()[:32]

    def changes(self) -> Iterator[Change]:
        """Every record in it."""
        reach = PUBLIC if self.is_public() else PARTNER
        case = {
            "planningAuthority": lambda _r, _i: self.authority,
            "application": lambda _r, _i: self.key("application"),
        }
        site = self.read("site", case)
        application = self.read("application", case | self._about())
        # Empty means that nothing was recorded: a page of documents tells neither.
        yield Change("site", self.key("site"), {"addressText": "", **site}, reach)
        yield Change("application", self.key("application"), {"description": "", **application}, reach)
        decision = self.read("decision", {**case, "decision": lambda _r, _i: self.decision()})
        # What is proposed stands in the same place as what was decided.
        if "decision" in decision and "decisionDate" in decision and self.standing()[1] == "determined":
            yield Change("decision", self.key("decision"), decision, reach)
        for role in ROLES:
            yield from self._party(role, case)
        for item in items(self.reading.document, "files"):
            found = self.read("document", {**case, **DOCUMENT}, item)
            if found.get("name"):
                yield Change("document", self.key("document", f"{item.get('url')}|{item.get('name')}"), found, PARTNER)

    def read(self, kind: str, derived: Data, item: Data | None = None) -> Data:
        """One record along the rows of the table."""
        return record(self.reading, kind, derived, item, "files[]" if item else "", rows(kind))

    def _party(self, role: str, case: Data) -> Iterator[Change]:
        """A private page holds people in members that begin with their role."""
        start = f"{role}_"
        own = {
            name.removeprefix(start): value for name, value in self.reading.document.items() if name.startswith(start)
        }
        known = {name: value for name, value in own.items() if value}
        reading = Reading(self.reading.name, self.reading.document, self.reading.report)
        found = record(reading, "party", {**case, "role": lambda _r, _i: role}, known, "party[]", rows("party"))
        if known:
            self.reading.carried |= {path.replace("party[].", start) for path in reading.carried}
            yield Change("party", self.key("party", role), found, PARTNER)

    def is_public(self) -> bool:
        """Whether BOPS shows the case to everybody."""
        shown = self.first("application.publishedAt") is not ABSENT or self.first("make_public") is True
        return shown and self.word not in KEPT_BACK

    def _about(self) -> Data:
        stage, status = self.standing()
        return {
            "alternativeReferences": lambda _r, _i: [
                {"system": "bops", "reference": _full_reference(self.reading.document)}
            ],
            "description": lambda _r, _i: self.first("proposal.description", "description"),
            "applicationTypes": lambda _r, _i: self.types(),
            "site": lambda _r, _i: self.key("site"),
            "stage": lambda _r, _i: stage,
            "status": lambda _r, _i: status,
        }

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


def _types_of(_reading: Reading, item: Data) -> list[str]:
    found = item.get("type")
    codes = [one.get("value") for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return [code for code in codes if isinstance(code, str) and code]


DOCUMENT = {
    "documentTypes": _types_of,
    "association": lambda _reading, _item: "application",
    "publicRegisterStatus": lambda _reading, _item: "not-assessed",
    "contentStatus": lambda _reading, _item: "listed",
}
