"""Ways of getting *Documents*, section *Signatures*, wrong."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from reference_server.fault import fault
from reference_server.links import Pairs, SignedLinks, alike, both_once
from reference_server.rules import Documents
from reference_server.rules.documents import Turned

ABSENT = "absent"
HTML = {"Content-Type": "text/html"}


def signed(**ways: Callable[..., object]) -> Callable[[bytes], SignedLinks]:
    """Links that are signed or read in another way."""
    return partial(SignedLinks, **ways)  # type: ignore[arg-type] # each fault gives what the field takes


def last_wins(query: Pairs) -> dict[str, str] | None:
    """The two parameters, whatever else there is."""
    given = dict(query)
    return given if {"expires", "signature"} <= set(given) else None


@fault("documents.signature-is-verified")
def compares_no_signature(rules: Documents) -> Documents:
    """Wants a signature and takes any."""
    return replace(rules, links=signed(matches=lambda _expected, _given: True))


@fault("documents.signature-is-verified")
def compares_the_beginning_of_a_signature(rules: Documents) -> Documents:
    """Compares the first eight digits of a signature."""
    return replace(rules, links=signed(matches=lambda expected, given: alike(expected[:8], given[:8])))


@fault("documents.signature-cannot-be-dropped")
def takes_the_unsigned_for_public(rules: Documents) -> Documents:
    """Opens a document to whoever brings no signature, as a public folder does."""

    def takes(query: Pairs) -> dict[str, str] | None:
        names = dict(query)
        return both_once(query) if "signature" in names else {"expires": "9" * 15, **names, "signature": ABSENT}

    return replace(rules, links=signed(takes=takes, matches=lambda ours, given: given == ABSENT or alike(ours, given)))


@fault("documents.grant-opens-one-document")
def leaves_the_path_unsigned(rules: Documents) -> Documents:
    """Signs the end of a grant and not the document."""
    return replace(rules, links=signed(covers=lambda _path, expires: expires))


@fault("documents.grant-opens-one-document")
def signs_the_folder(rules: Documents) -> Documents:
    """Signs the folder in which a document lies, as a grant for a container does."""
    return replace(rules, links=signed(covers=lambda path, expires: f"{posixpath.dirname(path)}|{expires}"))


@fault("documents.malformed-signature-is-refused")
def breaks_on_what_stands_twice(rules: Documents) -> Documents:
    """Answers 500 to a URL in which a parameter stands twice."""

    def takes(query: Pairs) -> dict[str, str] | None:
        if len(query) > len(dict(query)):
            raise TypeError("a list is no text")
        return both_once(query)

    return replace(rules, links=signed(takes=takes))


@fault("documents.malformed-signature-is-refused")
def breaks_on_what_is_no_hexadecimal(rules: Documents) -> Documents:
    """Answers 500 to a signature that is not made of hexadecimal digits."""
    return replace(rules, links=signed(matches=lambda expected, given: bytes.fromhex(expected) == bytes.fromhex(given)))


@fault("documents.other-spellings-open-nothing-else")
def checks_before_it_normalises(rules: Documents) -> Documents:
    """Checks the signature of the path's beginning, and serves what its dots lead to."""

    def places(path: str) -> tuple[str, str]:
        return path.partition("/")[0], posixpath.normpath(path)

    return replace(rules, links=signed(places=places))


@fault("documents.added-parameter-changes-no-type")
def lets_the_reader_choose_the_type(rules: Documents) -> Documents:
    """Honours `response-content-type`, which is not signed."""
    return replace(
        rules,
        links=signed(takes=last_wins),
        media_type=lambda stored, query: query.get("response-content-type", stored),
    )


@fault("documents.refusal-is-no-login")
def shows_a_login(rules: Documents) -> Documents:
    """Redirects whoever it refuses to its login."""
    return replace(rules, turns_away=lambda _headers: Turned(302, {"Location": "/login", **HTML}))


@fault("documents.refusal-is-no-login")
def breaks_where_it_refuses(rules: Documents) -> Documents:
    """Answers 500 where it wants to refuse."""
    return replace(rules, turns_away=lambda _headers: Turned(500, HTML, b"<h1>Server Error</h1>"))


@fault("documents.refusal-tells-no-secrets")
def shows_its_program(rules: Documents) -> Documents:
    """Refuses with a trace of its program."""
    trace = b'Traceback (most recent call last):\n  File "/srv/files/door.py", line 41, in open\nPermissionError'
    return replace(rules, turns_away=lambda _headers: Turned(403, {"Content-Type": "text/plain"}, trace))
