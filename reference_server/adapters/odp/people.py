"""The people in a submission: applicant, agent, owners, and whom to ask for a visit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reference_server.adapters.crosswalk import Derive, Reading, record

# Whoever holds something in the land, and is not the applicant.
ROLES = {"owner": "owner", "lessee": "lessee", "occupier": "occupier", "other": "interested-person"}
OTHER = "other"

Data = dict[str, Any]


def parties(reading: Reading, case: Mapping[str, Derive]) -> Iterator[tuple[str, str, Data]]:
    """Each party: its role, what tells it from others of the role, and its facts."""
    applicant = reading.value("submission.data.applicant")
    if not isinstance(applicant, dict):
        return
    for role, local, part in _parts(applicant):
        # The crosswalk gives the places of all roles together: each is read with the others out of sight.
        alone = {"submission": {"data": {"applicant": part}}, "metadata": reading.document["metadata"]}
        here = Reading(reading.name, alone, reading.report, reading.carried)
        yield role, local, record(here, "party", {**case, "role": always(role)})
    reading.carried.discard("submission.data.applicant")
    reading.carried.add("submission.data.applicant.siteContact.role")


def always(value: Any) -> Derive:  # noqa: ANN401 - JSON
    """A function for a fact that is known already."""
    return lambda _reading, _item: value


def _parts(applicant: Data) -> Iterator[tuple[str, str, Data]]:
    ownership = applicant.get("ownership")
    ownership = ownership if isinstance(ownership, dict) else {}
    own = {name: value for name, value in applicant.items() if name not in ("agent", "ownership", "siteContact")}
    yield "applicant", "", {**own, "ownership": {"interest": ownership.get("interest")}}
    if isinstance(applicant.get("agent"), dict):
        yield "agent", "", {"agent": applicant["agent"]}
    owners = ownership.get("owners")
    for place, owner in enumerate(owners if isinstance(owners, list) else ()):
        if isinstance(owner, dict):
            yield ROLES.get(str(owner.get("interest")), "owner"), str(place), {"ownership": {"owners": owner}}
    contact = applicant.get("siteContact")
    if isinstance(contact, dict) and contact.get("role") == OTHER:
        yield "site-contact", "", {"siteContact": contact}
