"""A canary is planted in every field that the public is not shown, and every public body is searched for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

from reference_server import spec
from reference_server.app import api
from reference_server.clock import JumpingClock
from reference_server.publisher import PUBLIC, TOKEN, Publisher
from reference_server.rules import STANDARD
from reference_server.rules.publication import Change
from reference_server.sample import council, history
from reference_server.store import Document, Store
from reference_server.tests.opened import listening

Data = dict[str, Any]
CANARY = "canary"
VIEWS = (*PUBLIC, "partner")
AUTHORITY = {"planningAuthority": council.AUTHORITY}
SITE, CASE, WHOLE, COPY = "site-00001", "application-1", "document-whole", "document-copy"
# What each kind of the sample holds beside the canaries.
FACTS: dict[str, Data] = {
    "site": {"addressText": "1 Mill Row"},
    "application": {
        "reference": "26/99999/FUL",
        "description": "A shed",
        "applicationTypes": ["full"],
        "site": SITE,
        "stage": "assessment",
        "status": "undetermined",
    },
    "document": {"application": CASE, "name": "Form", "contentStatus": "listed"},
}


def planted(kind: str, view: str) -> Data:
    """A record with a canary of its own in each field that a view does not show."""
    data: Data = {**AUTHORITY, **FACTS[kind]}
    for row in spec.crosswalk(kind):
        if view not in row["views"].split():
            _plant(data, row["field"], f"{CANARY} {view} {kind}.{row['field']}")
    return data


def _plant(data: Data, path: str, bird: str) -> None:
    first, _, rest = path.partition(".")
    name = first.removesuffix("[]")
    if not rest:
        data[name] = [bird] if first.endswith("[]") else bird
        return
    inner = data.setdefault(name, [{}] if first.endswith("[]") else {})
    _plant(inner[0] if isinstance(inner, list) else inner, rest, bird)


Ask = Callable[..., str]


def asking(root: str) -> Ask:
    """Asks one server, and tells everything that it answered: the headers, an empty line, the body."""

    def ask(path: str, method: str = "GET", body: str = "", token: str = "") -> str:
        line = HTTPConnection(urlsplit(root).netloc, timeout=10)
        line.request(method, path, body or None, {"Authorization": f"Bearer {token}"} if token else {})
        answer = line.getresponse()
        told = f"{answer.headers}\r\n\r\n{answer.read().decode()}"
        line.close()
        return told

    return ask


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    clock = JumpingClock()
    store = Store(tmp_path_factory.mktemp("canaries") / "store.sqlite", STANDARD, clock, VIEWS)
    history.load(store, clock.now())
    store.add_documents([Document(WHOLE, "path", "text/plain", f"{CANARY}.txt", CANARY.encode())])
    publisher = Publisher(STANDARD, store, clock, council.NAME, council.AUTHORITIES, VIEWS)
    for view in PUBLIC:
        birds = {kind: planted(kind, view) for kind in FACTS}
        copy = {**birds["document"], "redactionOf": WHOLE, "publicRegisterStatus": "publish"}
        store.publish(
            (
                Change("site", SITE, birds["site"], "national"),
                Change("application", f"{CASE}-{view}", birds["application"], "national"),
                Change("application", CASE, {**FACTS["application"], **AUTHORITY}, "national"),
                Change("document", f"{COPY}-{view}", copy, "national"),
            )
        )
    # A withheld document, and a case that was only sent in, are canaries from head to foot.
    withheld = {**FACTS["document"], **AUTHORITY, "name": f"{CANARY} withheld", "publicRegisterStatus": "withhold"}
    early = {**FACTS["application"], **AUTHORITY, "stage": "submission", "description": f"{CANARY} early"}
    store.publish(
        (Change("document", WHOLE, withheld, "partner"), Change("application", "early-0001", early, "public"))
    )
    clock.sleep(5)
    with listening(api(publisher)) as root:
        yield asking(root)
    store.close()


def bodies(ask: Ask, view: str, token: str = "") -> Iterator[tuple[str, str]]:
    """Everything that a view answers, with its headers: whole walks, look-ups, and what is refused."""
    base, asked = f"/v0/{view}", ["/description", "/state-digest", f"/records/document/{WHOLE}"]
    keys = "reference=26%2F99999%2FFUL&authority=local-authority:WMB"
    asked += [f"/records/application?{keys}", "/records/application/early-0001", f"/documents/{WHOLE}/content"]
    for walk in ("/changes?from=2000-01-01T00:00:00.000Z&limit=1000", "/snapshot?limit=1000"):
        path = walk
        while path:
            told = ask(base + path, token=token)
            yield path, told
            page = json.loads(told.partition("\r\n\r\n")[2])
            asked += [f"/records/{item['kind']}/{item['id']}" for item in page["items"][-3:]]
            path = "" if page["complete"] else f"{walk.partition('?')[0]}?cursor={page['cursor']}"
    yield from ((path, ask(base + path, token=token)) for path in asked)
    yield "/grants", ask(f"{base}/grants", "POST", json.dumps({"documents": [WHOLE]}), token)


@pytest.mark.parametrize("view", PUBLIC)
def test_no_public_body_holds_a_canary(ask: Ask, view: str) -> None:
    # What the wider of the two hides, the narrower one hides too.
    hidden = [f"{CANARY} {wider}" for wider in PUBLIC[PUBLIC.index(view) :]] + [f"{CANARY} withheld", f"{CANARY} early"]
    told = list(bodies(ask, view))
    assert [(path, bird) for path, body in told for bird in hidden if bird in body] == []
    assert [path for path, body in told if WHOLE in body] == []
    assert any("linkedApplications" in body for _, body in told)


def test_the_canaries_sing_where_they_may(ask: Ask) -> None:
    partner = "".join(body for _, body in bodies(ask, "partner", TOKEN))
    for row in spec.crosswalk("application"):
        is_hidden = "national" not in row["views"].split() and "partner" in row["views"].split()
        assert (f"application.{row['field']}" in partner) is is_hidden, row["field"]
    assert f"{CANARY} withheld" in partner
    assert f"{CANARY} early" in partner


def test_a_member_that_lies_deep_is_listed_by_its_whole_path() -> None:
    data = {
        "linkedApplications": [{"reference": "1", "linkedBy": CANARY}],
        "alternativeReferences": [{"system": CANARY}],
    }
    shown = STANDARD.publication.shows("application", "public", data)
    assert shown == {"linkedApplications": [{"reference": "1"}]}
    assert STANDARD.publication.shows("application", "public", {"linkedApplications": []}) == {"linkedApplications": []}
