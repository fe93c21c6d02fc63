"""The door of a closed view: who is let in, and how far."""

from __future__ import annotations

import base64
import hashlib
import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from reference_server import callers, spec
from reference_server.assembly import Behaviour, Wishes, assemble
from reference_server.clock import JumpingClock
from reference_server.publisher import TOKEN
from reference_server.tests.judging import Court
from reference_server.tests.opened import listening, started

OURS, THEIRS = "local-authority:WMB", "local-authority:OMD"
NARROW = "omd-sandbox"
SINCE = "changes?from=2020-01-01T00:00:00Z"
ASSERTED = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
FILE = {"filename": "x.pdf", "mimeType": "application/pdf", "fileSize": 1, "sha256": hashlib.sha256(b"x").hexdigest()}


def ask(url: str, token: str = "", body: bytes | None = None, **headers: str) -> tuple[int, Any, dict[str, str]]:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    if token:
        given["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(url, body, given)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return answer.status, json.loads(answer.read()), dict(answer.headers)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, json.loads(refusal.read()), dict(refusal.headers)


@pytest.fixture
def base(court: Court) -> str:
    return court.gallery.base("standard", "partner")


@pytest.fixture
def issuer(court: Court) -> str:
    return court.gallery.base("standard").removesuffix("/v0/public")


def basic(name: str, secret: str) -> str:
    return "Basic " + base64.b64encode(f"{quote(name)}:{quote(secret)}".encode()).decode()


def grant(issuer: str, form: dict[str, str], **headers: str) -> tuple[int, Any, dict[str, str]]:
    return ask(f"{issuer}/oauth/token", body=urlencode(form).encode(), **headers)


def token_of(issuer: str, name: str = "partner", secret: str = TOKEN, **form: str) -> str:
    whole = {"grant_type": "client_credentials", "client_id": name, "client_secret": secret, **form}
    token: str = grant(issuer, whole)[1]["access_token"]
    return token


def live(base: str, token: str) -> dict[tuple[str, str], str]:
    """The live records that a token sees, each with its authority."""
    page = ask(f"{base}/snapshot", token)[1]
    items = page["items"]
    while not page["complete"]:
        page = ask(f"{base}/snapshot?cursor={page['cursor']}", token)[1]
        items += page["items"]
    return {(item["kind"], item["id"]): item["data"].get("planningAuthority", "") for item in items}


def test_a_token_for_one_authority_sees_its_records_whole_and_no_others(base: str) -> None:
    wide, narrow = live(base, TOKEN), live(base, NARROW)
    assert set(narrow.values()) == {THEIRS}
    assert narrow == {key: authority for key, authority in wide.items() if authority == THEIRS}
    (kind, key), other = next(iter(narrow)), next(key for key, authority in wide.items() if authority == OURS)
    assert ask(f"{base}/records/{kind}/{key}", NARROW)[1] == ask(f"{base}/records/{kind}/{key}", TOKEN)[1]
    unknown = ask(f"{base}/records/{other[0]}/{'0' * 32}", NARROW)
    assert ask(f"{base}/records/{other[0]}/{other[1]}", NARROW)[:2] == unknown[:2]
    assert unknown[0] == 404


def test_a_token_for_one_authority_gets_no_other_by_filter_cursor_snapshot_or_grant(base: str) -> None:
    assert ask(f"{base}/description", NARROW)[1]["authorities"] == [THEIRS]
    assert ask(f"{base}/{SINCE}&authority={OURS}", NARROW)[0] == 400
    cursor = ask(f"{base}/{SINCE}&authority={OURS}&limit=1", TOKEN)[1]["cursor"]
    assert ask(f"{base}/changes?cursor={cursor}", NARROW)[0] == 400
    anything = ask(f"{base}/{SINCE}&limit=1", TOKEN)[1]["cursor"]
    told = ask(f"{base}/changes?cursor={anything}", NARROW)[1]["items"]
    assert {e["data"]["planningAuthority"] for e in told if e["op"] == "upsert"} == {THEIRS}
    assert {e["data"]["planningAuthority"] for e in ask(f"{base}/snapshot", NARROW)[1]["items"]} == {THEIRS}
    assert ask(f"{base}/state-digest", NARROW)[1]["records"] == len(live(base, NARROW))
    paper = next(key for (kind, key), one in live(base, TOKEN).items() if kind == "document" and one == OURS)
    body = json.dumps({"documents": [paper]}).encode()
    assert ask(f"{base}/grants", NARROW, body)[0] == 404
    assert ask(f"{base}/grants", TOKEN, body)[0] in (200, 404)


def test_what_a_token_for_one_authority_delivers_stays_its_own(base: str) -> None:
    kind, key = next(key for key, authority in live(base, TOKEN).items() if authority == OURS and key[0] == "site")
    theirs = {"planningAuthority": THEIRS, "addressText": "Stolen"}
    item = {"seq": 1, "kind": kind, "id": key, "version": 10**6, "op": "upsert", "data": theirs}
    page = {"publisher": "somebody", "epoch": "1", "after": 0, "items": [item, {**item, "id": "f" * 32}]}
    answer = ask(f"{base}/changes", NARROW, json.dumps(page).encode())[1]
    assert [result["status"] for result in answer["results"]] == ["rejected", "applied"]
    assert ask(f"{base}/deliveries/somebody", NARROW)[0] == 200
    assert ask(f"{base}/deliveries/somebody", TOKEN)[0] == 404


@pytest.mark.parametrize(
    "value", [TOKEN, f"Basic {TOKEN}", f"Bearer {TOKEN.upper()}", f"Bearer {TOKEN[:-1]}", "Bearer"]
)
def test_only_the_whole_token_under_its_scheme_opens(base: str, value: str) -> None:
    status, problem, headers = ask(f"{base}/description", Authorization=value)
    assert (status, problem["type"].rpartition(":")[2]) == (401, "credentials-required")
    assert headers["www-authenticate"].startswith("Bearer")


def test_the_name_of_the_scheme_has_no_case(base: str) -> None:
    assert ask(f"{base}/description", Authorization=f"bearer {TOKEN}")[0] == 200


def test_an_access_token_opens_its_scope_until_it_ends(court: Court, base: str, issuer: str) -> None:
    status, answer, headers = grant(issuer, {"grant_type": "client_credentials"}, Authorization=basic("partner", TOKEN))
    assert (status, answer["token_type"], answer["scope"]) == (200, "Bearer", "national public consultee partner")
    assert headers["cache-control"] == "no-store"
    assert ask(f"{base}/description", answer["access_token"])[0] == 200
    narrower = token_of(issuer, scope="consultee")
    status, problem, headers = ask(f"{base}/description", narrower)
    assert (status, problem["type"].rpartition(":")[2]) == (403, "not-permitted")
    assert "insufficient_scope" in headers["www-authenticate"]
    court.clock.sleep(answer["expires_in"])
    assert ask(f"{base}/description", answer["access_token"])[0] == 401


def test_an_access_token_of_one_authority_shows_its_records(base: str, issuer: str) -> None:
    token = token_of(issuer, "omd", NARROW)
    assert ask(f"{base}/description", token)[1]["authorities"] == [THEIRS]


@pytest.mark.parametrize("part", [0, 1, 2])
def test_an_access_token_that_was_altered_opens_nothing(base: str, issuer: str, part: int) -> None:
    parts = token_of(issuer).split(".")
    parts[part] = parts[part][:-4] + ("AAAA" if parts[part][-4:] != "AAAA" else "BBBB")
    assert ask(f"{base}/description", ".".join(parts))[0] == 401


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({}, 400, "invalid_request"),
        ({"grant_type": "password", "client_id": "partner", "client_secret": TOKEN}, 400, "unsupported_grant_type"),
        ({"grant_type": "client_credentials"}, 401, "invalid_client"),
        ({"grant_type": "client_credentials", "client_id": "partner", "client_secret": "x"}, 401, "invalid_client"),
        (
            {"grant_type": "client_credentials", "client_id": "partner", "client_secret": TOKEN, "scope": "personal"},
            400,
            "invalid_scope",
        ),
    ],
)
def test_the_issuer_refuses_with_the_words_of_oauth(issuer: str, form: dict[str, str], status: int, error: str) -> None:
    told, answer, headers = grant(issuer, form)
    assert (told, answer["error"], headers["cache-control"]) == (status, error, "no-store")


def test_the_issuer_says_what_it_does(issuer: str) -> None:
    told = ask(f"{issuer}/.well-known/oauth-authorization-server")[1]
    assert (told["issuer"], told["token_endpoint"]) == (issuer, f"{issuer}/oauth/token")
    assert told["scopes_supported"] == list(spec.views())


def test_a_caller_of_a_file_signs_who_it_is(tmp_path: Path) -> None:
    key, clock = ECKey.generate_key("P-256"), JumpingClock()
    row = {"name": "register", "key": key.as_dict(private=False), "view": "consultee", "authorities": [OURS]}
    (tmp_path / "callers.json").write_text(json.dumps([row]), "utf-8")
    known = callers.read(tmp_path / "callers.json")
    whole = assemble(Behaviour(), Wishes(tmp_path / "s.sqlite", clock, callers=known), "")
    now = clock.now() // 1000
    with listening(whole.api) as base:
        claims = {"iss": "register", "sub": "register", "aud": f"{base}/oauth/token", "exp": now + 60, "jti": "1"}

        def send(**changed: object) -> int:
            signed = jwt.encode({"alg": "ES256"}, {**claims, **changed}, key)
            form = {"grant_type": "client_credentials", "client_assertion_type": ASSERTED, "client_assertion": signed}
            return grant(base, form)[0]

        assert send() == 200
        assert send() == 401
        assert send(jti="2", aud="https://elsewhere.example") == 401
        assert send(jti="3", exp=now - 60) == 401
        assert send(jti="4", sub="partner") == 401
        assert send(jti="5") == 200
    whole.close()


@pytest.mark.parametrize("text", ["{", "{}", '[{"name": "a"}]', '[{"name": "a", "view": "partner"}]', '[{"who": 1}]'])
def test_a_file_of_callers_that_cannot_be_followed_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "callers.json").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"."):
        callers.read(tmp_path / "callers.json")


def test_the_command_serves_every_view_each_with_its_token() -> None:
    with started() as bases:
        tokens = {"consultee": "consultee-sandbox", "partner": TOKEN, "personal": "personal-sandbox"}
        for view in spec.views():
            status, description, _ = ask(f"{bases[view]}/description", tokens.get(view, ""))
            assert (status, description["view"]) == (200, view)
        assert ask(f"{bases['personal']}/description", TOKEN)[0] == 403
        assert ask(f"{bases['consultee']}/description", TOKEN)[0] == 200


def reserved(base: str, token: str, **home: str) -> int:
    return ask(f"{base}/uploads", token, json.dumps({**FILE, **home}).encode())[0]


def ours(base: str, kind: str) -> str:
    return next(key for (one, key), authority in live(base, TOKEN).items() if (one, authority) == (kind, OURS))


def test_a_token_for_one_authority_hands_nothing_in_to_a_case_of_another(base: str) -> None:
    application = ours(base, "application")
    assert reserved(base, NARROW, application=application) == 422
    assert reserved(base, TOKEN, application=application) == 201


@pytest.mark.parametrize("kind", ["document", "submission"])
def test_no_submission_takes_the_id_of_what_is_somebody_elses(base: str, kind: str) -> None:
    assert reserved(base, NARROW, submission=ours(base, kind)) == 422
    assert reserved(base, NARROW, submission="a-new-submission") == 201


def test_a_batch_that_came_before_is_known_under_a_new_token(base: str, issuer: str) -> None:
    site = {"planningAuthority": OURS, "addressText": "1 Mill Row"}
    item: dict[str, Any] = {"kind": "site", "id": "edited-once-0001", "op": "upsert", "data": site}
    body = json.dumps({"atomicity": "each", "items": [{**item, "ifVersion": 0}]}).encode()
    first, second = (
        ask(f"{base}/edits", token_of(issuer), body, Idempotency_Key="the-same", Content_Type="application/json")
        for _ in range(2)
    )
    assert first[0] == second[0] == 200
    assert first[1] == second[1]
    other = token_of(issuer, "personal", "personal-sandbox")
    assert ask(f"{base}/edits", other, body, Idempotency_Key="the-same")[1] != first[1]


def test_an_issuer_tells_the_time_and_reads_no_long_form(issuer: str) -> None:
    status, _, headers = grant(issuer, {"grant_type": "none"})
    assert (status, "date" in {name.lower() for name in headers}) == (400, True)
    status, told, _ = grant(issuer, {"grant_type": "client_credentials", "scope": "x" * 20_000})
    assert (status, told["error"]) == (400, "invalid_request")
