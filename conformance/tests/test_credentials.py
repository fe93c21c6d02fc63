"""Where a token comes from, when it is renewed, and that nothing of it is left behind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey, RSAKey

from conformance.cli import credentials as flags
from conformance.cli.trouble import UsageTrouble
from conformance.client.assertion import key_of
from conformance.client.credentials import Credentials, Told
from conformance.client.mask import Mask
from conformance.target import OAuth, Target
from conformance.tests.miniatures import SetClock
from conformance.tests.specimens import BASE

SECRET = "the secret/of+a client"  # noqa: S105 - invented
FIRST, SECOND = "the-first-token", "the-second-token"
URL = "https://issuer.example/token"


def issued(token: object, **members: Any) -> bytes:  # noqa: ANN401 - JSON
    return json.dumps({"access_token": token, "token_type": "Bearer", **members}).encode()


def made(oauth: OAuth | None = None) -> tuple[Credentials, SetClock, Mask]:
    clock, mask = SetClock(), Mask()
    return Credentials(Target(BASE, oauth=oauth or OAuth(URL, "me", SECRET)), clock, mask), clock, mask


def test_a_token_is_due_at_first_and_again_before_it_ends() -> None:
    one, clock, mask = made()
    assert one.are_given
    assert one.are_due
    one.renew(issued(FIRST, expires_in=60))
    assert (one.are_due, one.token, mask.hide(FIRST)) == (False, FIRST, "~secret-1~")
    begins = clock.monotonic()
    clock.sleep(44)
    early = one.are_due
    clock.sleep(2)
    assert (early, one.are_due) == (False, True)
    one.renew(issued(SECOND, expires_in=60))
    assert (mask.hide(f"{FIRST} {SECOND}"), mask.reveal("~secret-1~")) == ("~secret-1~ ~secret-1~", SECOND)
    assert [(mask.reveal(former.holder), former.ends) for former in one.former] == [(FIRST, begins + 60)]


def test_a_token_that_was_given_is_never_due() -> None:
    one = Credentials(Target(BASE, token=FIRST), SetClock(), Mask())
    assert (one.are_given, one.are_due, one.token, list(one.requests())) == (True, False, FIRST, [])


@pytest.mark.parametrize("token", ["short", "two words-of-it", "line\nend-of-it", 7, None])
def test_what_is_no_token_is_not_taken(token: object) -> None:
    one, _, _ = made()
    one.renew(issued(token))
    assert one.are_due
    assert Told.read(b"[]") == Told.read(b"<html>") == Told()


def test_a_secret_is_sent_in_one_way_or_the_other_and_told_in_none() -> None:
    one, _, mask = made(OAuth(URL, "me", SECRET, scope="partner"))
    (basic, shown), (post, also) = one.requests()
    assert dict(basic.headers)["Authorization"] == "Basic bWU6dGhlK3NlY3JldCUyRm9mJTJCYStjbGllbnQ="
    assert b"client_secret=the+secret%2Fof%2Ba+client" in post.body
    assert shown == also
    assert shown.body == b"grant_type=client_credentials&scope=partner"
    hidden = mask.hide(f"{dict(basic.headers)} {post.body.decode()} {SECRET}")
    assert "the+secret" not in hidden
    assert SECRET not in hidden
    assert "bWU6" not in hidden
    one.refused()
    assert [request for request, _ in one.requests()] == [post, basic]


def test_an_answer_cannot_have_a_credential_sent_elsewhere() -> None:
    mask = Mask()
    own, other = mask.own(FIRST), mask.own(SECOND)
    mask.own(SECRET, sent=False)
    text = f"https://elsewhere.example/?{own}&{other}&~secret-3~"
    assert mask.reveal(text, keeping=True) == text
    assert SECRET not in mask.reveal(text)
    assert mask.own("short") == ""


@pytest.mark.parametrize("sort", [ECKey.generate_key("P-384"), RSAKey.generate_key(2048)])
def test_a_private_key_is_read_from_pem_or_jwk(sort: Any) -> None:  # noqa: ANN401 - a key
    for text in (sort.as_pem(private=True).decode(), json.dumps(sort.as_dict(private=True))):
        assert key_of(text).is_private
    for text in (sort.as_pem(private=False).decode(), json.dumps(sort.as_dict(private=False)), "", "{", "{}"):
        with pytest.raises(ValueError, match="no private key"):
            key_of(text)


def oauth(given: dict[str, object], environment: dict[str, str]) -> OAuth | None:
    return flags.oauth(given, lambda name: str(given.get(name, "")), environment)


def test_a_client_comes_from_variables_and_files(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{SECRET}\n", "utf-8")
    (tmp_path / "key").write_text(ECKey.generate_key("P-256").as_pem(private=True).decode(), "utf-8")
    url: dict[str, object] = {"oauth_token_url": URL}
    usual = {flags.CLIENT: "me", flags.SECRET: SECRET, "WHO": "you", "WORD": "another-secret"}
    assert oauth({}, usual) is None
    assert oauth(url, usual) == OAuth(URL, "me", SECRET)
    named = {**url, "oauth_client_id_env": "WHO", "oauth_client_secret_env": "WORD", "oauth_scope": "partner"}
    assert oauth(named, usual) == OAuth(URL, "you", "another-secret", scope="partner")
    assert oauth({**url, "oauth_client_secret_file": tmp_path / "secret"}, usual) == OAuth(URL, "me", SECRET)
    signed = oauth({**url, "oauth_client_key_file": tmp_path / "key"}, usual)
    assert signed
    assert (signed.secret, "PRIVATE KEY" in signed.key) == ("", True)
    assert all(word not in repr(signed) for word in ("me'", "PRIVATE", SECRET))


@pytest.mark.parametrize(
    ("given", "environment", "complaint"),
    [
        ({"oauth_token_url": "http://issuer.example/token"}, {}, "is not https"),
        ({"oauth_token_url": "issuer.example"}, {}, "is no address"),
        ({"oauth_token_url": "https://me:word@issuer.example"}, {}, "is no address"),
        ({"oauth_token_url": URL}, {}, "The variable CONFORMANCE_CLIENT_ID, which is to hold the name of the client"),
        ({"oauth_token_url": URL}, {"CONFORMANCE_CLIENT_ID": "me"}, "The variable CONFORMANCE_CLIENT_SECRET"),
        (
            {"oauth_token_url": URL},
            {"CONFORMANCE_CLIENT_ID": "me", "CONFORMANCE_CLIENT_SECRET": "short"},
            "The secret has 5 characters",
        ),
        (
            {"oauth_token_url": URL, "oauth_client_key_file": __file__},
            {"CONFORMANCE_CLIENT_ID": "me"},
            "it holds no private key",
        ),
    ],
)
def test_a_client_that_cannot_be_followed_is_told(
    given: dict[str, object], environment: dict[str, str], complaint: str
) -> None:
    with pytest.raises(UsageTrouble) as trouble:
        oauth(given, environment)
    assert complaint in str(trouble.value)
    assert "me:word" not in str(trouble.value)


def test_another_token_comes_from_a_named_variable() -> None:
    assert flags.other_token(lambda _name: "", {}) == ""
    assert flags.other_token(lambda _name: "OTHER", {"OTHER": SECOND}) == SECOND
    with pytest.raises(UsageTrouble, match="OTHER, which is to hold the other token"):
        flags.other_token(lambda _name: "OTHER", {})
