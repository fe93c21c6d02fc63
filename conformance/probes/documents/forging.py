"""Ways of changing a signed address that are known to be taken for the address itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from conformance.evidence import Effect, Way
from conformance.model.link import Link, Part

# Where the three changed characters stand: never the last, which in base64 may carry no bits at all.
PLACES = (0.25, 0.5, 0.75)
MOST_SECRETS, MOST_MOVED = 3, 10
TYPES = ("response-content-type=text/html", "content-type=text/html&rsct=text/html&type=text/html")
DIGITS = re.compile(r"[0-9]{1,20}")
YEAR = 365 * 86_400


class Forged(NamedTuple):
    """A changed address, and what was changed."""

    way: Way
    says: str
    link: Link
    part: str = ""
    yields: Effect = Effect.SAME


def secrets(first: Link, again: Link) -> tuple[Part, ...]:
    """The parts that could be a signature: opaque, and not the same in two grants of one document, as names are.

    Where no part changes it is one of the query, or the whole address is a secret.
    """
    opaque = [part for part in first.parts if part.is_opaque]
    other = {(part.in_query, part.name): part.value for part in again.parts}
    changing = [part for part in opaque if other.get((part.in_query, part.name)) != part.value]
    in_query = [part for part in opaque if part.in_query]
    return tuple((changing or in_query or (opaque if first == again else []))[:MOST_SECRETS])


def forgeries(first: Link, second: Link, found: tuple[Part, ...]) -> Iterator[Forged]:
    """Every telling way of changing the first address; `second` opens another document, `found` are the secrets."""
    for part in found:
        yield from flipped(first, part)
        if part.in_query:
            yield Forged(Way.DROPPED, f"{part} left out", first.having(part), str(part))
    if any(part.in_query for part in found):
        yield Forged(Way.DROPPED, "the query left out", Link(first.host, first.path))
    yield from swapped(first, second, found)
    for part in found[:1]:
        yield from garbled(first, part)
    yield from respelt(first, second)
    for more in TYPES:
        names = " and ".join(pair.partition("=")[0] for pair in more.split("&"))
        yield Forged(Way.ADDED, f"{names} added", adding(first, more))


def flipped(link: Link, part: Part) -> Iterator[Forged]:
    """One character of a part changed, at three places."""
    for share in PLACES:
        place = int(len(part.value) * share)
        # Within an escape a change would make another text of it.
        while place > 0 and "%" in part.value[max(0, place - 2) : place + 1]:
            place -= 1
        changed = part.value[:place] + turned(part.value[place]) + part.value[place + 1 :]
        yield Forged(Way.FLIPPED, f"{part} with character {place + 1} changed", link.giving(part, changed), str(part))


def turned(letter: str) -> str:
    """Another character of the same kind: a digit for a digit, since a hexadecimal digit is one in any case."""
    if letter.isdigit():
        return "3" if letter != "3" else "8"
    other = "b" if letter.lower() != "b" else "e"
    return other.upper() if letter.isupper() else other


def swapped(first: Link, second: Link, found: tuple[Part, ...]) -> Iterator[Forged]:
    """What is signed for one document with the name of the other, and the reverse."""
    if any(part.in_query for part in found):
        others = {part.name: part.value for part in second.parts if part.in_query}
        for part in first.parts:
            if part.in_query and part not in found and not part.is_moment and others.get(part.name, "") != part.value:
                link = first.giving(part, others.get(part.name, ""))
                yield Forged(Way.SWAPPED, f"{part} of another document", link, str(part))
        if first.path != second.path:
            theirs = Link(second.host, second.path, first.query)
            ours = Link(first.host, first.path, second.query)
            yield Forged(Way.SWAPPED, "the query of one document on the path of another", theirs, yields=Effect.SAME)
            yield Forged(Way.SWAPPED, "the query of another document on the path of one", ours, yields=Effect.OTHER)
        return
    yield from _swapped_segments(first, second, {part.place for part in found})


def _swapped_segments(first: Link, second: Link, tokens: set[int]) -> Iterator[Forged]:
    """Where the path alone opens: each segment in turn from the other."""
    others = {part.place: part for part in second.parts if not part.in_query}
    for part in first.parts:
        other = others.get(part.place)
        if not part.in_query and other and other.value != part.value:
            yields = Effect.OTHER if part.place in tokens else Effect.SAME
            link = first.giving(part, other.value)
            yield Forged(Way.SWAPPED, f"{part} of another document", link, str(part), yields)


def garbled(link: Link, part: Part) -> Iterator[Forged]:
    """A signature that is none, and two of them."""
    for value, says in (
        ("", "empty"),
        ("%zz%00%ff", "made of broken escapes"),
        ("%F0%9F%94%91" * 9, "made of pictures"),
    ):
        yield Forged(Way.GARBLED, f"{part} {says}", link.giving(part, value), str(part))
    if part.in_query:
        whole, wrong = f"{part.name}={part.value}", f"{part.name}={'0' * len(part.value)}"
        yield Forged(Way.REPEATED, f"a wrong {part} before the right one", link.having(part, wrong, whole), str(part))
        yield Forged(Way.REPEATED, f"a wrong {part} after the right one", link.having(part, whole, wrong), str(part))


def respelt(first: Link, second: Link) -> Iterator[Forged]:
    """The same path written otherwise, and a path that leads by way of the first to the second."""
    head, _, name = first.path.rpartition("/")
    if not name:
        return
    escaped = f"{head}/%{ord(name[0]):02X}{name[1:]}"
    other = second.path.rpartition("/")[2]
    for path, says in (
        (escaped, "a letter of the path escaped"),
        (f"{head}/./{name}", "a dot segment in the path"),
        (f"{head}//{name}", "a slash twice"),
        (f"{head}/{name}/../{other}", "two dots to the name of another document"),
        (f"{head}/{name}%2F%2E%2E%2F{other}", "two escaped dots to the name of another document"),
    ):
        yield Forged(Way.RESPELT, says, Link(first.host, path, first.query))


TWISTS = {
    "a character changed": lambda link, part: link.giving(part, turned(part.value[:1]) + part.value[1:]),
    "left out": lambda link, part: link.having(part),
    "empty": lambda link, part: link.giving(part, ""),
    "twice": lambda link, part: link.having(part, *2 * [written(part)]),
    "in capitals": lambda link, part: link.having(part, written(part).upper()),
    "escaped": lambda link, part: link.giving(part, "".join(f"%{ord(letter):02x}" for letter in part.value[:99])),
    "behind a dot": lambda link, part: link.having(part, ".", written(part)),
    "behind a semicolon": lambda link, part: link.having(part, f";{written(part)}"),
    "before two dots": lambda link, part: link.having(part, written(part), ".."),
    "before nothing": lambda link, part: link.having(part, f"{written(part)}%00"),
    "before a line end": lambda link, part: link.having(part, f"{written(part)}%0d%0aX-More:%201"),
}


def written(part: Part) -> str:
    """A part as it stands in its address."""
    return f"{part.name}={part.value}" if part.in_query else part.value


def twisted(link: Link, twists: Iterable[tuple[str, int]]) -> Forged:
    """An address that was changed several times, each time in the part of some number."""
    said = []
    for name, number in twists:
        if link.parts:
            part = link.parts[number % len(link.parts)]
            link = TWISTS[name](link, part)
            said.append(f"{part} {name}")
    return Forged(Way.DRAWN, ", then ".join(said) or "nothing changed", link)


def adding(link: Link, more: str) -> Link:
    """The same address with more parameters."""
    return Link(link.host, link.path, f"{link.query}&{more}" if link.query else more)


def moved(link: Link) -> Iterator[Forged]:
    """Every telling way of changing when an address ends."""
    each = [_moved(link, part) for part in link.parts if part.in_query and part.is_moment]
    taken = [forged for turn in zip(*each, strict=True) for forged in turn] if each else []
    yield from taken[:MOST_MOVED]
    if not each:
        for name in ("expires", "exp"):
            yield Forged(Way.MOVED, f"{name} added", adding(link, f"{name}=4000000000"), name)


def _moved(link: Link, part: Part) -> list[Forged]:
    whole, later = f"{part.name}={part.value}", f"{part.name}={_later(part.value)}"
    pieces = (
        ("later", (later,)),
        ("left out", ()),
        ("later, before the right one", (later, whole)),
        ("later, after the right one", (whole, later)),
        ("no number", (f"{part.name}=never",)),
        ("empty", (f"{part.name}=",)),
        ("of forty digits", (f"{part.name}={'9' * 40}",)),
        ("later, under a name in capitals", (f"{part.name.upper()}={_later(part.value)}", whole)),
    )
    return [Forged(Way.MOVED, f"{part} {says}", link.having(part, *pieces), str(part)) for says, pieces in pieces]


def _later(value: str) -> str:
    """A number of seconds or milliseconds a year later, a short one as long as it can be, a date in the next year."""
    if DIGITS.fullmatch(value):
        return str(int(value) + YEAR * (1000 if len(value) > 11 else 1)) if len(value) > 8 else "999999"
    year = DIGITS.match(value[:4])
    return f"{int(year[0]) + 1}{value[4:]}" if year and len(year[0]) == 4 else value


__all__ = ["TWISTS", "Forged", "forgeries", "moved", "secrets", "twisted"]
