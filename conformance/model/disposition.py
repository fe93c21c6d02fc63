"""A `Content-Disposition`, read as RFC 6266 has it, without trusting it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

WORD = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
TYPE = re.compile(rf"\s*({WORD})\s*")
PARAMETER = re.compile(rf';\s*({WORD})\s*=\s*(?:({WORD})|"((?:[^"\\\x00-\x1f\x7f]|\\[^\x00-\x1f\x7f])*)")\s*')
EXTENDED = re.compile(r"([A-Za-z0-9-]+)'[A-Za-z0-9-]*'((?:%[0-9A-Fa-f]{2}|[!#$&+\-.^_`|~0-9A-Za-z])*)")
ESCAPES = re.compile(r"%[0-9A-Fa-f]{2}")
PATH_OR_CONTROL = re.compile(r"[/\\\x00-\x1f\x7f-\x9f]")
# A shortened name has at least so many letters and digits in common with the whole one.
SHORTENED = 32


class Malformed(Exception):
    """It cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Disposition:
    """What is to be done with a body. `plain` and `extended` are the two ways of giving a name, None if absent."""

    type: str
    plain: str | None = None
    extended: str | None = None

    @property
    def filename(self) -> str | None:
        """The name that counts."""
        return self.plain if self.extended is None else self.extended


def read(text: str) -> Disposition:
    """Read a header's value. Raises `Malformed`."""
    head = TYPE.match(text)
    if not head:
        raise Malformed("it begins with no type")
    place, parameters = head.end(), dict[str, str]()
    while place < len(text):
        found = PARAMETER.match(text, place)
        if not found:
            raise Malformed(f"{text[place : place + 40]!r} is no parameter")
        name, token, quoted = found.groups()
        if name.lower() in parameters:
            raise Malformed(f"`{name}` stands twice")
        parameters[name.lower()] = token if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        place = found.end()
    extended = parameters.get("filename*")
    name = None if extended is None else _extended(extended)
    return Disposition(head[1].lower(), parameters.get("filename"), name)


def _extended(value: str) -> str:
    found = EXTENDED.fullmatch(value)
    if not found or found[1].lower() != "utf-8":
        raise Malformed(f"`filename*` is {value[:60]!r}, not UTF-8''NAME with percent escapes")
    try:
        return unquote_to_bytes(found[2]).decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("the escapes of `filename*` are not UTF-8") from None


def trouble_with(named: Disposition, recorded: str) -> str:
    """What is wrong with the name that a file is given, held against the name in its record; '' if nothing is."""
    given = named.filename
    if given is None:
        return ""
    if PATH_OR_CONTROL.search(given):
        return f"the name {given!r} has a path or a control character in it"
    if recorded and not _is_alike(named, given, recorded):
        return f"the name {given!r}"
    return ""


def _is_alike(named: Disposition, given: str, recorded: str) -> bool:
    """Whether one name is the other, but for what a careful server replaces or leaves out."""
    ours, theirs = _letters(given), _letters(recorded)
    if ours == theirs or (len(ours) >= SHORTENED and theirs.startswith(ours)):
        return True
    escaped = named.extended is None and ESCAPES.search(given) and not ESCAPES.search(recorded)
    if not given.isascii() or escaped or given.startswith("=?"):
        return False
    rest = iter(ours)
    # Whatever became of the other letters, those of ASCII are all there, in order.
    return all(letter in rest for letter in theirs if letter.isascii())


def _letters(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFC", name).casefold() if letter.isalnum())
