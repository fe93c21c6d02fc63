"""An address that opens something for whoever holds it: read in parts, changed in parts, and never printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

from conformance.model.instant import Instant, read

# In seconds: 2001 to 2100. In milliseconds: the same, a thousand times over.
SECONDS = range(1_000_000_000, 4_102_444_800)
MILLISECONDS = range(SECONDS.start * 1000, SECONDS.stop * 1000)
MOMENT = re.compile(r"-?\d+(\.\d+)?|\d{4}-?\d\d-?\d\d([T ].*)?")
BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")
# What providers call the end of a signed address, in lower case.
ENDS = ("expires", "expiry", "exp", "e", "se", "temp_url_expires")
# What begins at one parameter and lasts as long as another says.
LIVES = (("x-amz-date", "x-amz-expires"), ("x-goog-date", "x-goog-expires"))
# Shorter than this a value is no secret of 128 bits in any way of writing it.
SECRET = 20


@dataclass(frozen=True, slots=True)
class Part:
    """One parameter of a query, or one segment of a path. `place` is its number there."""

    place: int
    name: str
    value: str = field(repr=False)
    in_query: bool

    def __str__(self) -> str:
        return f"`{self.name}`" if self.in_query else self.name

    @property
    def is_moment(self) -> bool:
        """Whether it is a number or a date: then it says when, and keeps no secret."""
        return MOMENT.fullmatch(unquote(self.value)) is not None

    @property
    def is_opaque(self) -> bool:
        """Whether it is long enough to be a signature."""
        return len(self.value) >= SECRET and not self.is_moment


@dataclass(frozen=True, slots=True)
class Link:
    """An address with something in it that nobody is to see. `host` is scheme and authority."""

    host: str
    path: str = field(repr=False)
    query: str = field(default="", repr=False)

    @staticmethod
    def of(url: str) -> Link | None:
        """The parts of an address, as they stand; None if it is none."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return None
        host = f"{parts.scheme}://{parts.netloc}"
        if not parts.netloc or not url.startswith(host):
            return None
        path, _, query = url[len(host) :].partition("?")
        return Link(host, path, query)

    def __str__(self) -> str:
        return f"{self.host}/..."

    @property
    def real(self) -> str:
        """The address that opens."""
        return f"{self.host}{self.path}" + (f"?{self.query}" if self.query else "")

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every parameter and every segment."""
        pairs = [pair.partition("=") for pair in self.query.split("&")] if self.query else []
        segments = self.path.split("/")
        return (
            *(Part(place, name, value, in_query=True) for place, (name, _, value) in enumerate(pairs)),
            *(
                Part(place, f"path segment {place}", value, in_query=False)
                for place, value in enumerate(segments)
                if value
            ),
        )

    def having(self, part: Part, *pieces: str) -> Link:
        """The same address with other pieces in the place of a part: none, one or several, as they stand."""
        if part.in_query:
            pairs = self.query.split("&")
            pairs[part.place : part.place + 1] = pieces
            return replace(self, query="&".join(pairs))
        segments = self.path.split("/")
        segments[part.place : part.place + 1] = pieces
        return replace(self, path="/".join(segments))

    def giving(self, part: Part, value: str) -> Link:
        """The same address with another value of a part."""
        return self.having(part, f"{part.name}={value}" if part.in_query else value)

    @property
    def end(self) -> Instant | None:
        """The instant at which it ends, if it shows that in a way that is known."""
        values = {part.name.lower(): unquote(part.value) for part in self.parts if part.in_query}
        for begins, lasts in LIVES:
            start, life = _basic(values.get(begins, "")), values.get(lasts, "")
            if start is not None and life.isascii() and life.isdigit() and len(life) < 10:
                return start + int(life) * 1000
        return next((end for name in ENDS if (end := _instant(values.get(name, ""))) is not None), None)


def _basic(text: str) -> Instant | None:
    found = BASIC.fullmatch(text)
    return read("{}-{}-{}T{}:{}:{}Z".format(*found.groups())) if found else None


def _instant(text: str) -> Instant | None:
    if text.isascii() and text.isdigit() and len(text) < 16:
        number = int(text)
        return number * 1000 if number in SECONDS else number if number in MILLISECONDS else None
    return read(text)
