"""Lawful but unusual ways to serve documents."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass, replace
from urllib.parse import quote

from reference_server.fault import App, variant
from reference_server.faults.documents.grants import edits_each_grant
from reference_server.faults.documents.signature import last_wins, signed
from reference_server.links import Opening, Pairs, both_once, whole_number
from reference_server.rules import Documents
from reference_server.rules.documents import LONGEST, Turned

XML = {"Content-Type": "application/xml"}
DENIED = b"<?xml version='1.0'?><Error><Code>AccessDenied</Code><RequestId>7F3A</RequestId></Error>"
A_MINUTE = 60


@variant
def says_not_found_to_whoever_it_refuses(rules: Documents) -> Documents:
    """Refuses with 404, as if nothing were there."""
    return replace(rules, turns_away=lambda _headers: Turned(404))


@variant
def refuses_in_xml(rules: Documents) -> Documents:
    """Refuses with 400 and XML, as some storage services do."""
    return replace(rules, turns_away=lambda _headers: Turned(400, XML, DENIED))


@variant
def refuses_with_401(rules: Documents) -> Documents:
    """Refuses with 401 and a challenge, as some storage services do."""
    return replace(rules, turns_away=lambda _headers: Turned(401, {"WWW-Authenticate": 'Swift realm="files"'}))


@variant
def ignores_parameters_it_does_not_know(rules: Documents) -> Documents:
    """Ignores what it does not know in a URL, and of two alike takes the last."""
    return replace(rules, links=signed(takes=last_wins))


@variant
def refuses_head(rules: Documents) -> Documents:
    """Refuses HEAD, as storage does that signs the method."""
    return replace(rules, methods=("GET",))


@variant
def serves_documents_by_another_clock(rules: Documents) -> Documents:
    """Has a file host whose clock is twenty seconds ahead, and grants of a minute at least."""

    def lifetime(asked: int | None) -> int:
        return max(A_MINUTE, min(asked or LONGEST, LONGEST))

    return replace(rules, ahead=20_000, shortest=A_MINUTE, lifetime=lifetime)


@variant
def lets_caches_keep_what_is_left(rules: Documents) -> Documents:
    """Lets a reader's own cache keep a document for a second."""
    return replace(rules, caching="private, max-age=1")


@variant
def decorates_its_urls(rules: Documents) -> Documents:
    """Ends the path of each URL with the name of the file, which is not signed."""
    return replace(rules, links=Decorated)


@variant
def writes_signatures_in_base64(rules: Documents) -> Documents:
    """Signs in base64, whose last letter carries bits that count for nothing."""
    return replace(rules, links=InBase64)


@variant
def puts_everything_into_the_path(rules: Documents) -> Documents:
    """Has a token in the path, and no query at all."""
    return replace(rules, links=InThePath)


@variant
def wants_a_header_with_its_grants(app: App) -> App:
    """Names a header in its grants."""
    return edits_each_grant(app, lambda grant: {**grant, "headers": {"X-File-Version": "2026-03-28"}})


def digest(key: bytes, *words: object) -> bytes:
    """128 bits over some words."""
    return hmac.digest(key, "|".join(map(str, words)).encode(), hashlib.sha256)[:16]


@dataclass(frozen=True, slots=True)
class Decorated:
    """`PATH/FILENAME?expires=INSTANT&signature=HEX`."""

    key: bytes

    def write(self, path: str, expires: int, filename: str) -> str:
        """A path and a query."""
        name = quote(filename, safe="")
        return f"{path}/{name}?expires={expires}&signature={digest(self.key, path, expires).hex()}"

    def read(self, path: str, query: Pairs) -> Opening | None:
        """Whatever stands behind the first segment is for people."""
        given, name = both_once(query), path.partition("/")[0]
        expires = whole_number(given["expires"]) if given else None
        if given is None or expires is None:
            return None
        ours = digest(self.key, name, expires).hex().encode()
        return Opening(name, expires) if hmac.compare_digest(ours, given["signature"].encode()) else None


@dataclass(frozen=True, slots=True)
class InBase64:
    """`PATH?expires=SECONDS&signature=BASE64`, decoded by a reader that is not strict."""

    key: bytes

    def write(self, path: str, expires: int, _filename: str) -> str:
        """A path and a query."""
        seconds = -(-expires // 1000)
        signature = base64.urlsafe_b64encode(digest(self.key, path, seconds)).rstrip(b"=").decode()
        return f"{path}?expires={seconds}&signature={signature}"

    def read(self, path: str, query: Pairs) -> Opening | None:
        """Compare bytes, not letters."""
        given = both_once(query)
        seconds = whole_number(given["expires"]) if given else None
        if given is None or seconds is None:
            return None
        try:
            raw = base64.urlsafe_b64decode(given["signature"] + "==")
        except ValueError:
            return None
        return Opening(path, seconds * 1000) if hmac.compare_digest(digest(self.key, path, seconds), raw) else None


@dataclass(frozen=True, slots=True)
class InThePath:
    """`TOKEN/FILENAME`: the token holds the path, the end and their signature."""

    key: bytes

    def write(self, path: str, expires: int, filename: str) -> str:
        """A path without a query."""
        words = f"{path}|{expires}".encode()
        token = base64.urlsafe_b64encode(words).rstrip(b"=").decode()
        return f"{token}--{digest(self.key, token).hex()}/{quote(filename, safe='')}"

    def read(self, path: str, _query: Pairs) -> Opening | None:
        """The token alone counts."""
        token, _, given = path.partition("/")[0].partition("--")
        if not hmac.compare_digest(digest(self.key, token).hex().encode(), given.encode()):
            return None
        name, _, expires = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode().partition("|")
        return Opening(name, int(expires))
