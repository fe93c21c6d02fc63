"""Secrets leave no trace."""

from __future__ import annotations

import base64
import json
import re
from urllib.parse import quote, quote_plus, unquote, unquote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.client.mask import SHORTEST, Mask

HEADER_LETTERS = st.characters(min_codepoint=0x21, max_codepoint=0x7E)
SECRETS = st.text(HEADER_LETTERS, min_size=SHORTEST, max_size=40)
AROUND = st.binary(max_size=9)
SIGNED = "https://files.example/a/plan.pdf?X-Amz-Expires=300&X-Amz-Signature=0123456789abcdef"


def trial(secret: str, text: str) -> str:
    masked = Mask(secret).hide(text)
    assert secret not in masked
    assert masked != text
    return masked


@given(SECRETS, st.text(max_size=9), st.text(max_size=9))
def test_no_secret_survives_in_plain_text(secret: str, before: str, after: str) -> None:
    assert "~secret-1~" in trial(secret, f"{before}{secret}{after}")


@given(SECRETS, st.sampled_from(("", "/", ";/?:@&=+$,#!*'()")), st.booleans())
def test_no_secret_survives_percent_encoding(secret: str, safe: str, lower: bool) -> None:
    written = quote(secret, safe=safe)
    if lower:
        written = re.sub("%..", lambda escape: escape[0].lower(), written)
    masked = trial(secret, f"x={written}&y")
    assert secret not in unquote(masked)
    assert secret not in unquote_plus(Mask(secret).hide(f"x={quote_plus(secret)}"))


@given(SECRETS)
def test_no_secret_survives_in_json_however_it_is_escaped(secret: str) -> None:
    for write in (json.dumps, as_php, as_dotnet):
        masked = trial(secret, f'{{"token": {write(secret)}}}')
        assert json.loads(masked) == {"token": "~secret-1~"}


@given(SECRETS, AROUND, AROUND, st.booleans())
def test_no_secret_survives_in_hex(secret: str, before: bytes, after: bytes, upper: bool) -> None:
    written = (before + secret.encode() + after).hex()
    masked = trial(secret, written.upper() if upper else written)
    digits = re.findall("(?:[0-9a-fA-F]{2})+", masked.partition("~")[0] + " " + masked.rpartition("~")[2])
    assert all(secret.encode() not in bytes.fromhex(run) for run in digits)


@given(SECRETS, AROUND, AROUND, st.booleans())
def test_no_secret_survives_in_base64_at_any_offset(secret: str, before: bytes, after: bytes, urlsafe: bool) -> None:
    encode = base64.urlsafe_b64encode if urlsafe else base64.standard_b64encode
    masked = trial(secret, encode(before + secret.encode() + after).decode())
    for run in re.findall(r"[A-Za-z0-9+/_-]+", re.sub("~secret-1~", " ", masked)):
        for start in range(4):
            groups = run[start:].replace("-", "+").replace("_", "/")
            decoded = base64.b64decode(groups[: len(groups) // 4 * 4])
            assert secret.encode() not in decoded


@given(SECRETS, st.binary(max_size=20), st.binary(max_size=20))
def test_bytes_around_a_secret_stay_as_they_are(secret: str, before: bytes, after: bytes) -> None:
    masked = Mask(secret).hide_bytes(before + secret.encode() + after)
    assert secret.encode() not in masked
    if secret.encode() not in before + after and not set(secret.encode()) & set(before + after):
        assert masked == before + b"~secret-1~" + after


@given(st.lists(SECRETS, min_size=1, max_size=12), st.data())
def test_what_is_revealed_is_what_was_hidden(secrets: list[str], data: st.DataObject) -> None:
    mask = Mask()
    holders = [mask.learn(secret) for secret in secrets]
    chosen = data.draw(st.sampled_from(range(len(secrets))))
    assert mask.reveal(f"https://files.example/?{holders[chosen]}") == f"https://files.example/?{secrets[chosen]}"
    assert mask.learn(secrets[chosen]) == holders[chosen]


@given(st.text(max_size=SHORTEST - 1), st.text())
def test_a_short_secret_cannot_be_told_from_other_text(short: str, text: str) -> None:
    mask = Mask(short)
    assert mask.learn(short) == short
    assert mask.hide(text) == text
    assert mask.hide_bytes(text.encode("utf-8", "replace")) == text.encode("utf-8", "replace")


def as_php(text: str) -> str:
    """JSON as PHP writes it: with each slash escaped."""
    return json.dumps(text).replace("/", "\\/")


def as_dotnet(text: str) -> str:
    """JSON as .NET writes it: whatever means something in HTML by its number."""
    return '"' + "".join(f"\\u{ord(one):04X}" if one in "<>&+'\"`" else json.dumps(one)[1:-1] for one in text) + '"'


@pytest.mark.parametrize("write", [json.dumps, as_php, as_dotnet])
def test_the_query_of_a_signed_url_is_a_placeholder_however_json_writes_it(write: object) -> None:
    mask = Mask()
    assert callable(write)
    body = f'{{"grants": [{{"url": {write(SIGNED)}, "n": 1}}, {{"url": {write(SIGNED + "x")}}}]}}'
    masked = mask.hide_signed(body.encode())
    assert b"ignature" not in masked
    assert b"abcdef" not in masked
    grants = json.loads(masked)["grants"]
    assert [grant["url"] for grant in grants] == [
        "https://files.example/a/plan.pdf?~secret-1~",
        "https://files.example/a/plan.pdf?~secret-2~",
    ]
    assert [mask.reveal(grant["url"]) for grant in grants] == [SIGNED, SIGNED + "x"]
    assert b"0123456789abcdef" not in mask.hide_bytes(write(SIGNED).encode())


@given(st.binary(max_size=60) | st.text(alphabet='"\\/:?htps u0&{}').map(str.encode))
def test_a_body_without_a_signed_url_stays_as_it_is(body: bytes) -> None:
    if b"?" not in body:
        assert Mask().hide_signed(body) == body


def test_a_signed_url_in_text_that_is_no_json_is_a_placeholder() -> None:
    assert Mask().hide_signed(SIGNED.encode()) == b"https://files.example/a/plan.pdf?~secret-1~"


def test_an_address_without_a_query_is_no_secret() -> None:
    body = b'{"url": "https://files.example/a/plan.pdf"}'
    assert Mask().hide_signed(body) == body
