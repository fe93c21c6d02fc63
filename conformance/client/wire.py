"""The one door to pycurl: sends one request byte for byte, and comes back in bounded time with bounded bytes."""

from __future__ import annotations

import os
import ssl
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import certifi
import pycurl

from conformance.client.guard import Guard
from conformance.model.exchange import CUT_SHORT

HEADER_BYTES = 64 * 1024
IDENTITY = "identity"
PARTIAL = {
    pycurl.E_PARTIAL_FILE: CUT_SHORT,
    pycurl.E_BAD_CONTENT_ENCODING: "the body is not in the coding that its Content-Encoding names",
}


class NoAnswer(Exception):
    """No complete answer came; the message says what happened, in words for the person who runs the suite."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer, as it came: header lines in order, the body undecoded, seconds until its last byte."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    took: float


@dataclass(slots=True)
class _Basket:
    """Catches header lines and body bytes, and stops the transfer when there are too many."""

    cap: int
    lines: list[bytes] = field(default_factory=list)
    chunks: list[bytes] = field(default_factory=list)
    size: int = 0
    header_size: int = 0
    overflow: str = ""

    def header(self, line: bytes) -> int:
        self.header_size += len(line)
        if self.header_size > HEADER_BYTES:
            self.overflow = f"the headers are longer than {HEADER_BYTES:,} bytes"
            return -1
        self.lines.append(line)
        return len(line)

    def body(self, chunk: bytes) -> int:
        self.size += len(chunk)
        if self.size > self.cap:
            self.overflow = f"the body is longer than {self.cap:,} bytes"
            return -1
        self.chunks.append(chunk)
        return len(chunk)

    @property
    def is_whole(self) -> bool:
        """Whether the last block of headers came to its end."""
        return any(not line.strip() for line in self.lines[self._start :])

    @property
    def _start(self) -> int:
        return max((n for n, line in enumerate(self.lines) if line.startswith(b"HTTP/")), default=0)

    def headers(self) -> tuple[tuple[str, str], ...]:
        """The header fields of the last block: those before it belong to 1xx answers."""
        pairs = (line.decode("latin-1").partition(":") for line in self.lines[self._start + 1 :])
        return tuple((name.strip(), value.strip()) for name, colon, value in pairs if colon)


class Wire:
    """One connection to one host at a time. Follows no redirect, uses no proxy, decodes nothing unasked."""

    def __init__(self, guard: Guard, ca_bundle: Path | None, agent: str) -> None:
        self._guard = guard
        self._curl = pycurl.Curl()
        options: dict[int, object] = {
            pycurl.NOSIGNAL: 1,
            pycurl.PATH_AS_IS: 1,
            pycurl.HTTP09_ALLOWED: 0,
            pycurl.FOLLOWLOCATION: 0,
            pycurl.PROXY: "",
            pycurl.USERAGENT: agent,
            pycurl.PROTOCOLS: pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS,
            pycurl.CAINFO: str(ca_bundle or _system_roots()),
            pycurl.OPENSOCKETFUNCTION: guard.open,
            pycurl.BUFFERSIZE: 128 * 1024,
        }
        for option, value in options.items():
            self._curl.setopt(option, value)

    def close(self) -> None:
        """Let the connection go."""
        self._curl.close()

    def send(
        self,
        method: str,
        url: str,
        headers: tuple[tuple[str, str], ...],
        body: bytes,
        deadline: float,
        cap: int,
        fresh: bool = False,
    ) -> Answer:
        """One request, one answer within `deadline` seconds and `cap` bytes. Raises `NoAnswer`."""
        basket = _Basket(cap)
        # An address out of an answer can hold anything, and a line end in it would start a header of its own.
        if not all(text.isascii() and text.isprintable() for text in (url, *chain(*headers))) or " " in url:
            raise NoAnswer("the address, or a header that goes with it, holds characters that HTTP has no place for")
        self._prepare(method, url, headers, body, fresh)
        self._accept(headers)
        self._curl.setopt(pycurl.TIMEOUT_MS, max(1, int(deadline * 1000)))
        self._curl.setopt(pycurl.HEADERFUNCTION, basket.header)
        self._curl.setopt(pycurl.WRITEFUNCTION, basket.body)
        try:
            self._curl.perform()
        except pycurl.error as wrong:
            raise NoAnswer(self._why(wrong, basket, deadline)) from None
        if not basket.is_whole:
            raise NoAnswer("the answer ended within its headers")
        status = self._curl.getinfo(pycurl.RESPONSE_CODE)
        took = self._curl.getinfo(pycurl.TOTAL_TIME)
        return Answer(status, basket.headers(), b"".join(basket.chunks), took)

    def _prepare(self, method: str, url: str, headers: tuple[tuple[str, str], ...], body: bytes, fresh: bool) -> None:
        curl = self._curl
        try:
            parts = urlsplit(url)
        except ValueError as wrong:
            raise NoAnswer(f"it is no address: {wrong}") from None
        # libcurl sees the host alone; the target goes out as it was given, escapes and all.
        curl.setopt(pycurl.URL, f"{parts.scheme}://{parts.netloc}/")
        curl.setopt(pycurl.REQUEST_TARGET, url[len(f"{parts.scheme}://{parts.netloc}") :] or "/")
        # An empty list leaves those of the request before where they are.
        curl.unsetopt(pycurl.HTTPHEADER)
        curl.setopt(pycurl.HTTPHEADER, [f"{name}: {value}" for name, value in headers])
        curl.setopt(pycurl.FRESH_CONNECT, int(fresh))
        curl.setopt(pycurl.NOBODY, int(method == "HEAD"))
        if method in ("GET", "HEAD"):
            curl.unsetopt(pycurl.CUSTOMREQUEST)
            if method == "GET":
                curl.setopt(pycurl.HTTPGET, 1)
        else:
            curl.setopt(pycurl.CUSTOMREQUEST, method)
            curl.setopt(pycurl.POSTFIELDS, body)

    def _accept(self, headers: tuple[tuple[str, str], ...]) -> None:
        """Decode what is asked for in a coding. The cap counts what comes out, so a bomb goes off in nobody's hands."""
        coding = next((value for name, value in headers if name.lower() == "accept-encoding"), IDENTITY)
        if coding == IDENTITY:
            self._curl.unsetopt(pycurl.ACCEPT_ENCODING)
        else:
            self._curl.setopt(pycurl.ACCEPT_ENCODING, coding)

    def _why(self, wrong: pycurl.error, basket: _Basket, deadline: float) -> str:
        code, words = _parts(wrong)
        if basket.overflow:
            return basket.overflow
        if self._guard.refused:
            return self._guard.refused
        if code == pycurl.E_OPERATION_TIMEDOUT:
            return f"no complete answer within {deadline:g} seconds"
        return PARTIAL.get(code, words)


def _parts(wrong: pycurl.error) -> tuple[int, str]:
    """Libcurl's number and its words."""
    told: tuple[Any, ...] = wrong.args
    return int(told[0]), str(told[1])


def _system_roots() -> str:
    """Where this system keeps its root certificates; the pycurl wheel looks nowhere by itself."""
    named = os.environ.get("SSL_CERT_FILE")
    system = ssl.get_default_verify_paths().cafile
    return next((place for place in (named, system) if place and Path(place).is_file()), certifi.where())
