"""Canaries in all that an ODP case and a submission hold and the public is not shown: no public body has one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from reference_server import spec
from reference_server.adapters.reader import Feed
from reference_server.publisher import PUBLIC, TOKEN
from reference_server.tests.opened import program, started
from reference_server.tests.test_canaries import Ask, asking
from reference_server.tests.test_odp_kinds import said, whole
from reference_server.tests.test_submission import sent, write

Data = dict[str, Any]
BIRD = "canary"
# One word that nobody uses, an address and a number, so that each sort is looked for.
PLANTED = f"{BIRD} quabblefrost quabble@frost.example 07700 900987"
SIGNS = (BIRD, "quabble", "frost.example", "900987")
# What a register shows, and what makes the document one.
PUBLIC_PLACES = frozenset(
    path
    for kind in spec.kinds()
    for row in spec.crosswalk(kind)
    if "public" in row["views"].split() and row["transform"] not in ("none", "")
    for path in row["odp"].split(" | ")
    if path
)
WORDS_OF_PEOPLE = frozenset(("comments.public.comments[].comment",))
# Records of their own, by rows of other kinds.
ELSEWHERE = ("data.appeal.files[]", "comments.specialist.comments[].constraints[]")


def planted(value: Any, place: str = "") -> Any:  # noqa: ANN401 - JSON
    """The document with a canary in every text that no public row of the crosswalk reads."""
    if isinstance(value, dict):
        return {name: planted(inner, f"{place}.{name}" if place else name) for name, inner in value.items()}
    if isinstance(value, list):
        return [planted(inner, f"{place}[]") for inner in value]
    is_shown = bool({place, place.removesuffix("[]"), f"{place}[]"} & (PUBLIC_PLACES - WORDS_OF_PEOPLE))
    is_kept = not isinstance(value, str) or place.endswith(("At", "Date")) or place.startswith(ELSEWHERE)
    return value if is_shown or is_kept else PLANTED


def case() -> Data:
    """A published case with people, money and questions in it, and things in it that are not published."""
    found = whole()
    inside = sent()
    found["data"]["application"]["withdrawnReason"] = "Reason"
    found["data"]["caseOfficer"] = {"name": "Officer"}
    found["data"]["appeal"]["reason"] = "Words that are public"
    found["submission"]["data"] |= {"applicant": inside["data"]["applicant"]}
    found["submission"]["data"]["application"] = {"fee": {"reference": {"govPay": "Payment"}}}
    found["submission"] |= {
        "responses": [{"question": "Why?", "responses": [{"value": "So"}]}],
        "files": inside["files"],
    }
    consultee = found["comments"]["specialist"]["comments"][0]
    consultee |= {"address": {"line1": "Road"}, "jobTitle": "Post"}
    found = dict(planted(found))
    found["data"]["appeal"]["files"][1]["name"] = PLANTED
    # What was not published is a canary from head to foot.
    hidden = said(f"{BIRD}-9", redacted=PLANTED)
    found["comments"]["public"]["comments"].append({**hidden, "author": {"name": {"singleLine": PLANTED}}})
    found["comments"]["specialist"]["comments"][0]["comments"].append(hidden)
    found["files"].append({"id": 99, "name": PLANTED, "description": PLANTED, "url": f"https://x.example/{BIRD}.pdf"})
    # What was said to be redacted and is not, and what slipped into words that are shown.
    slipped = {**said("8", redacted="Ask quabble@frost.example"), "metadata": {"publishedAt": "2026-03-09T10:00:00Z"}}
    found["comments"]["public"]["comments"].append(slipped)
    found["submission"]["data"]["proposal"]["description"] = "A dormer. Agent: 07700 900987"
    return found


def served(place: Path) -> None:
    """One case that is published, one that is not, and what somebody sent in."""
    write(place, "case.json", case())
    early = planted(whole())
    early["data"]["application"] |= {"reference": f"{BIRD}/1", "publishedAt": None}
    early["submission"]["data"]["proposal"]["description"] = PLANTED
    write(place, "early.json", early)
    submission = sent()
    submission["data"]["proposal"]["description"] = PLANTED
    submission["data"]["applicant"]["email"] = "quabble@frost.example"
    write(place, "sent.json", submission)


def bodies(ask: Ask, base: str, keys: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Everything that a view answers of some records, and its feed and snapshot."""
    for walk in ("/changes?from=2000-01-01T00:00:00.000Z&limit=1000", "/snapshot?limit=1000"):
        path = walk
        while path:
            told = ask(base + path)
            yield path, told
            page = json.loads(told.partition("\r\n\r\n")[2])
            path = "" if page["complete"] else f"{walk.partition('?')[0]}?cursor={page['cursor']}"
    for kind, key in keys:
        for path in (f"/records/{kind}/{key}", f"/documents/{key}/content"):
            yield path, ask(base + path)
        yield f"/grants {key}", ask(f"{base}/grants", "POST", json.dumps({"documents": [key]}))
    for reference in (f"{BIRD}/1", "26/00001/HOU"):
        path = f"/records/application?authority=local-authority:WMB&reference={quote(reference, safe='')}"
        # The address itself may be said again in a refusal.
        yield path, ask(base + path).replace(reference, "")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each public view answers, what the register makes of it, and what partners see."""
    place = tmp_path_factory.mktemp("canaries")
    served(place / "in")
    with started("--data", str(place / "in"), "--loss-report", str(place / "loss.json")) as bases:
        partner = Feed(bases["partner"], TOKEN).records()
        keys = [(kind, key) for kind, found in partner.items() for key in found]
        answers = {"partner": json.dumps(partner)}
        for view in PUBLIC:
            root, path = bases[view].partition("/v0")[0], urlsplit(bases[view]).path
            answers[view] = "\n".join(body for _, body in bodies(asking(root), path, keys))
        asked = json.dumps({"documents": list(partner["submission"])})
        consultee, root = bases["consultee"], bases["consultee"].partition("/v0")[0]
        answers["consultee"] = asking(root)(f"{urlsplit(consultee).path}/grants", "POST", asked, TOKEN)
        answers["kinds"] = json.dumps(list(Feed(consultee, TOKEN).records()))
        out = place / "out"
        done = program(
            "reference_server", "odp-view", bases["public"], "--to", str(out), "--loss-report", str(place / "out.json")
        )
        assert done.returncode == 0, done.stderr
        answers["register"] = "\n".join(path.read_text("utf-8") for path in out.iterdir())
    return answers


@pytest.mark.parametrize("where", [*PUBLIC, "register"])
def test_no_public_body_holds_a_canary(told: dict[str, str], where: str) -> None:
    assert [sign for sign in SIGNS if sign in told[where]] == []
    assert "26/00001/HOU" in told[where]


def test_what_is_public_is_there(told: dict[str, str]) -> None:
    for where in ("public", "register"):
        assert [word for word in ("shown", "first", "Heritage", "A dormer") if word not in told[where]] == []


def test_the_canaries_sing_for_partners(told: dict[str, str]) -> None:
    assert [sign for sign in SIGNS if sign not in told["partner"]] == []


def test_a_consultee_is_given_nothing_of_what_was_sent_in(told: dict[str, str]) -> None:
    assert "unknown-document" in told["consultee"]
    assert "submission" not in told["kinds"]
    assert "consultationRequest" in told["kinds"]
