"""What a report shows of a request can be typed into a shell."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.model.exchange import Exchange, Request
from conformance.tests.specimens import exchange

# No shell hands on a NUL.
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


def typed(request: Request) -> list[str]:
    """The words that a shell hands to curl."""
    line = Exchange(1, request, 200, (), b"", 0, 0.0).curl
    script = f"""curl() {{ printf '%s\\0' "$@"; }}\nCONFORMANCE_TOKEN='the token'\n{line}"""
    run = subprocess.run(["/bin/sh", "-c", script], capture_output=True, check=True)  # noqa: S603 - our own words
    return run.stdout.decode("utf-8").split("\0")[:-1]


@settings(max_examples=40)
@given(WORDS, WORDS, WORDS)
def test_a_shell_hands_on_what_was_sent(path: str, value: str, body: str) -> None:
    url = f"https://planning.example/{path}"
    words = typed(Request("POST", url, (("X-Note", value),), body.encode("utf-8")))
    assert words[:1] == ["-sS"]
    assert words[1:3] == ["-X", "POST"]
    assert words[3:5] == ["-H", "Authorization: Bearer the token"]
    assert words[5:7] == ["-H", f"X-Note: {value}"]
    assert words[7:] == (["--data-binary", body, url] if body else [url])


def test_a_plain_get_is_a_plain_line() -> None:
    assert exchange(url="https://planning.example/v0/public/changes?from=x").curl == (
        "curl -sS 'https://planning.example/v0/public/changes?from=x'"
    )


def test_the_token_is_named_and_never_written() -> None:
    request = Request("GET", "https://planning.example/", authorised=True)
    assert "$CONFORMANCE_TOKEN" in Exchange(1, request, 200, (), b"", 0, 0.0).curl


@pytest.mark.parametrize("name", ["Retry-After", "retry-after", "RETRY-AFTER"])
def test_a_header_is_found_in_any_case_of_letters_and_the_first_counts(name: str) -> None:
    assert exchange(headers=(("retry-After", "5"), ("Retry-After", "9"))).header(name) == "5"
    assert exchange(headers=()).header(name) is None


@pytest.mark.parametrize("written", ["application/json", "Application/JSON; charset=utf-8", " application/json ;x=y"])
def test_the_media_type_has_neither_parameters_nor_capitals(written: str) -> None:
    assert exchange(headers=(("content-type", written),)).media_type == "application/json"


def test_an_exchange_without_an_answer_says_why() -> None:
    assert str(exchange(url="https://a.example/", status=0, trouble="it hung up")) == (
        "GET https://a.example/ -> it hung up"
    )
