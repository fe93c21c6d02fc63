"""The public view assembled again into Open Digital Planning `postSubmissionPublishedApplication` documents.

That form asks for facts that no public view holds, such as the name and the telephone number of the applicant. Where
one is asked for, a stand-in is written that nobody takes for a fact, and the loss report tells of each.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reference_server import spec
from reference_server.adapters.loss import LossReport
from reference_server.adapters.register import outcome, papers, progress, voices
from reference_server.adapters.register.papers import midnight
from reference_server.adapters.register.sent import Sent
from reference_server.adapters.register.standins import SCHEMA, StandIns

LONGEST_CODE = 4
DISPOSED, WITHDRAWN = "disposed", "withdrawn"
# ODP has no place for these, or, for constraints, asks for words of its own that no record holds.
PLACELESS = ("condition", "obligation", "party", "constraint")

Data = dict[str, Any]
Records = dict[str, dict[str, Data]]


@dataclass(slots=True)
class Register:
    """The records of one public view, and what is lost on the way out."""

    base: str
    records: Records
    now: str
    report: LossReport = field(init=False)

    def __post_init__(self) -> None:
        self.report = LossReport(self.base)

    def documents(self) -> Iterator[tuple[str, Data]]:
        """A document for each application, with the id of its record."""
        for key in sorted(self.records.get("application", {})):
            self.report.files += 1
            yield key, Case(self, key).document()

    def of(self, kind: str, application: str) -> dict[str, Data]:
        """The records of a kind that belong to an application."""
        found = self.records.get(kind, {})
        return {key: data for key, data in found.items() if data.get("application") == application}


class Case:
    """One application on its way out."""

    def __init__(self, register: Register, key: str) -> None:
        self.register, self.key = register, key
        self.facts = register.records["application"][key]
        self.site = register.records.get("site", {}).get(self.facts.get("site", ""), {})
        self.stand = StandIns(self.facts.get("reference", key), register.report)
        day = self.facts.get("receivedDate")
        self.came = midnight(day) if day else register.now
        self.carried = {"reference", "planningAuthority", "site", "stage", "status", "description"}
        self.happened = progress.days(self.of("event"), self.stand)

    def of(self, kind: str) -> dict[str, Data]:
        """Its records of a kind."""
        return self.register.of(kind, self.key)

    def document(self) -> Data:
        """The whole of it."""
        code = self.code()
        metadata = self.metadata()
        base = self.register.base
        comments = voices.public(self.of("publicComment"), self.stand, self.came)
        comments |= voices.specialist(self.of, base, self.stand, self.came)
        told: Data = {
            "applicationType": code,
            "data": self.data(code),
            **({"comments": comments} if comments else {}),
            "files": list(papers.files(base, self._own_papers(), self.stand, self.came)),
            "metadata": {**metadata, "generatedAt": self.register.now},
            "submission": Sent(self.stand, code, self.facts, self.site, metadata).document(),
        }
        self._count()
        return told

    def _own_papers(self) -> dict[str, Data]:
        """Its documents but for those that an appeal or an opinion names: they stand there."""
        others = [data for kind in ("appeal", "consulteeResponse") for data in self.of(kind).values()]
        named = {key for data in others for key in data.get("documents", [])}
        return {key: data for key, data in self.of("document").items() if key not in named}

    def code(self) -> str:
        """The one code of ODP for what is applied for."""
        own, types = self.facts.get("odpApplicationType"), self.facts.get("applicationTypes") or []
        self.carried |= {"odpApplicationType", "developmentScale", "applicationTypes"}
        known = [row["reference"] for row in spec.codelist("odp-application-type")]
        if own in known:
            return str(own)
        for row in spec.codelist("application-type"):
            codes = [code for code in row["odp"].split(";") if code in known]
            if row["reference"] in types and codes:
                return str(self.stand.instead("applicationType", codes[0], f"the first of {types[0]}"))
        return str(self.stand.instead("applicationType", "pp.full.minor", "ODP has no code for it"))

    def metadata(self) -> Data:
        """Whose document it is."""
        authority = str(self.facts["planningAuthority"]).partition(":")[2]
        if len(authority) > LONGEST_CODE:
            authority = self.stand.instead("metadata.organisation", authority[:LONGEST_CODE], "ODP takes 4 letters")
        return {
            "id": _uuid(self.register.base, self.key),
            "organisation": authority,
            "submittedAt": self.submitted_at(),
            "schema": SCHEMA,
        }

    def submitted_at(self) -> str:
        """When it was sent in, for which the day of receipt stands in where that is not known."""
        if "application-submitted" in self.happened:
            return midnight(self.happened["application-submitted"])
        return str(self.stand.instead("data.submission.submittedAt", self.came, "the day of receipt stands in for it"))

    def data(self, code: str) -> Data:
        """What the authority knows of it."""
        facts, stand = self.facts, self.stand
        status = facts["status"]
        if status == DISPOSED:
            status = stand.instead("data.application.status", WITHDRAWN, "ODP has no word for disposed")
        self.carried |= {"withdrawnDate", "receivedDate", "commentsAcceptedUntilDecision", "statutoryDeadlineDate"}
        comments = facts.get("commentsAcceptedUntilDecision")
        if comments is None:
            comments = stand.instead("data.localPlanningAuthority.publicCommentsAcceptedUntilDecision", False)
        withdrawn, received = facts.get("withdrawnDate"), facts.get("receivedDate")
        assessment, published = (
            outcome.assessment(self.of, facts, code, self.register.base, stand),
            self.happened.get("application-published"),
        )
        return {
            "application": {
                "reference": facts["reference"],
                "stage": facts["stage"],
                "status": status,
                **({"withdrawnAt": midnight(withdrawn)} if withdrawn else {}),
                **({"publishedAt": midnight(published)} if published else {}),
            },
            "localPlanningAuthority": {"publicCommentsAcceptedUntilDecision": comments},
            "submission": {"submittedAt": self.submitted_at()},
            **progress.validation(received, self.happened, stand),
            **progress.consultation(self.of("consultation"), stand),
            **({"assessment": assessment} if assessment else {}),
            **progress.appeal(self.of("appeal"), self.of("document"), self.register.base, stand, self.came),
            "caseOfficer": {"name": stand.instead("data.caseOfficer.name")},
        }

    def _count(self) -> None:
        for name in sorted(set(self.facts).difference(self.carried)):
            self.register.report.not_carried[f"application.{name}"] += 1
        for kind in PLACELESS:
            self.register.report.not_carried.update([kind] * len(self.of(kind)))


def _uuid(base: str, key: str) -> str:
    """The id of a record, which is a UUID or becomes one."""
    try:
        return str(uuid.UUID(key))
    except ValueError:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{base}/records/application/{key}"))
