"""The submission inside a published ODP document: what is public of it, in the shape that ODP asks of its type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reference_server.adapters.register.standins import MAILBOX, NOBODY, NOWHERE, UNSIGNED, WORDS, StandIns

PLANNING = ("pp.full.householder", "pp.full.householder.retro", "pp.full.minor", "pp.full.major")
CERTIFICATES = ("ldc.existing", "ldc.proposed")
NOTICES = ("pa.part1.classA", "pa.part3.classMA", "pa.part7.classM", "pa.part14.classJ", "pa.part20.classAB")
OWNED = (*PLANNING, *CERTIFICATES, "listed", "ldc.breachOfCondition", "advertConsent")
OWNED_TOO = ("hedgerowRemovalNotice", "landDrainageConsent")
CERTIFIED = (*PLANNING, "listed")
PAID = (*PLANNING, *CERTIFICATES, *NOTICES)
PAID_TOO = ("ldc.breachOfCondition", "complianceConfirmation", "advertConsent", "landDrainageConsent")
FREE = ("ldc.listedBuildingWorks", "listed", "wtt.consent", "wtt.notice", "hedgerowRemovalNotice")
ALSO_PLACED = ("ldc.breachOfCondition", "ldc.listedBuildingWorks", "listed", "landDrainageConsent")
PLACED = (*PLANNING, *CERTIFICATES, *NOTICES, *ALSO_PLACED)

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent in, as far as it is public."""

    stand: StandIns
    code: str
    facts: Data
    site: Data
    metadata: Data

    def document(self) -> Data:
        """The whole of it."""
        told: Data = {
            "applicationType": self.code,
            "data": {
                "user": {"role": self.stand.instead("submission.data.user.role", "applicant")},
                "applicant": self.applicant(),
                "application": self.application(),
                "property": self.property(),
                "proposal": self.proposal(),
            },
            "responses": [],
            "files": [],
            "metadata": self.about(),
        }
        if self.code.startswith("pa.") or self.code in CERTIFICATES:
            told["preAssessment"] = []
        return told

    def applicant(self) -> Data:
        """Nobody: an applicant is shown by the name that the register shows, if at all."""
        stand, place = self.stand, "submission.data.applicant"
        unknown = stand.instead(f"{place}.address")
        told: Data = {
            "name": {"first": stand.instead(f"{place}.name.first"), "last": stand.instead(f"{place}.name.last")},
            "email": stand.instead(f"{place}.email", MAILBOX),
            "phone": {"primary": stand.instead(f"{place}.phone.primary")},
            "address": {"sameAsSiteAddress": False, "line1": unknown, "town": unknown, "postcode": unknown},
        }
        if self.code in (*OWNED, *OWNED_TOO):
            told["ownership"] = self.ownership()
        return told

    def ownership(self) -> Data:
        """What ODP asks about the land, of which nothing is public."""
        place = "submission.data.applicant.ownership"
        told: Data = {"interest": self.stand.instead(f"{place}.interest", "owner", UNSIGNED)}
        if self.code in CERTIFIED:
            told["certificate"] = self.stand.instead(f"{place}.certificate", "a", UNSIGNED)
            accurate = self.stand.instead(f"{place}.declaration.accurate", value=True, why=UNSIGNED)
            told["declaration"] = {"accurate": accurate}
        return told

    def application(self) -> Data:
        """Fee and declaration, of which nothing is public."""
        place = "submission.data.application"
        connection = {"value": self.stand.instead(f"{place}.declaration.connection.value", "none")}
        accurate = self.stand.instead(f"{place}.declaration.accurate", value=False, why=UNSIGNED)
        told: Data = {"declaration": {"accurate": accurate, "connection": connection}}
        if self.code in (*PAID, *PAID_TOO):
            nought = self.stand.instead(f"{place}.fee", 0)
            told["fee"] = {
                "calculated": nought,
                "payable": nought,
                "exemption": {"disability": False, "resubmission": False},
                "reduction": {"alternative": False, "parishCouncil": False, "sports": False},
            }
        elif self.code in FREE:
            told["fee"] = {"notApplicable": self.stand.instead(f"{place}.fee.notApplicable", value=True)}
        return told

    def property(self) -> Data:
        """The site."""
        place = "submission.data.property"
        address = {name: self._number(name, own) for name, own in NUMBERS.items()}
        region = self.site.get("region")
        return {
            "address": {
                **address,
                "title": self.site.get("addressText", ""),
                "source": self.stand.instead(f"{place}.address.source", "Proposed by applicant"),
            },
            "ward": self.site.get("wardName") or self.stand.instead(f"{place}.ward"),
            "localAuthorityDistrict": self.site.get("localAuthorityDistricts", []),
            "region": region if region in REGIONS else self.stand.instead(f"{place}.region", REGIONS[0]),
            "type": self.stand.instead(f"{place}.type", "unclassified"),
        }

    def _number(self, name: str, own: str) -> float:
        found = self.site.get(own)
        value = found if found is not None else self.stand.instead(f"submission.data.property.address.{name}", 0)
        return float(value)

    def about(self) -> Data:
        """ODP takes every submission for one of PlanX."""
        place = "submission.metadata"
        return {
            **self.metadata,
            "source": self.stand.instead(f"{place}.source", "PlanX"),
            "service": {
                "flowId": self.stand.instead(f"{place}.service.flowId", NOBODY),
                "url": self.stand.instead(f"{place}.service.url", NOWHERE),
                "files": {"required": [], "recommended": [], "optional": []},
                "fee": {"notApplicable": self.stand.instead(f"{place}.service.fee.notApplicable", value=True)},
            },
        }

    def proposal(self) -> Data:
        """What is to be done, and where."""
        words = self.facts.get("description", "")
        told = self.boundary()
        if self.code in FORMS:
            self.stand.lose("application.description", "ODP has no place for it in a proposal of this type")
            return {**told, **self._form()}
        if self.code in PLACED:
            told["projectType"] = self.stand.instead("submission.data.proposal.projectType", [])
        return {**told, "description": words}

    def boundary(self) -> Data:
        """The red line, which ODP takes only together with its area."""
        shape, area = self.site.get("geometry"), self.site.get("areaSquareMetres")
        if not shape or shape["type"] == "Point":
            return {}
        if area is None:
            self.stand.lose("site.geometry", "ODP asks for the area with it, which is not known")
            return {}
        feature = {"type": "Feature", "geometry": shape, "properties": None}
        return {"boundary": {"site": feature, "area": {"squareMetres": area}}}

    def _form(self) -> Data:
        asked = {
            name: self.stand.instead(f"submission.data.proposal.{name}", value) for name, value in FORMS[self.code]
        }
        return dict(asked)


# Two types ask for the answers of their own form, of which nothing is public.
NO = False
FORMS: dict[str, tuple[tuple[str, Any], ...]] = {
    "advertConsent": (
        ("advertType", WORDS),
        ("advertisementDetails", {"other": 0, "fascia": 0, "hoarding": 0, "projecting": 0}),
        ("communityConsultation", NO),
        ("date", {}),
        ("existingAdvertRemovedOrReplaced", NO),
        ("highwayProjection", NO),
        ("otherAdvertisements", NO),
        ("visibility", {"public": NO}),
    ),
    "hedgerowRemovalNotice": (
        ("hedgerowAgeLessThanThirty", NO),
        ("hedgerowLength", {"metres": 0}),
        ("reason", WORDS),
    ),
}
NUMBERS = {"latitude": "latitude", "longitude": "longitude", "x": "easting", "y": "northing"}
REGIONS = (
    "North East",
    "North West",
    "Yorkshire and The Humber",
    "East Midlands",
    "West Midlands",
    "East of England",
    "South East",
    "South West",
    "London",
)
