"""`conformance.toml`: what a project has decided about its runs."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from conformance.cli import credentials
from conformance.cli.trouble import UsageTrouble

NAME = "conformance.toml"
KEYS = {
    "base-url": str,
    "profile": str,
    "mode": str,
    "level": str,
    **dict.fromkeys(credentials.KEYS, str),
    "seed": int,
}


@dataclass(frozen=True, slots=True)
class Configuration:
    """The values of one file. `path` is None where there is none."""

    path: Path | None
    values: dict[str, str | int]
    lines: dict[str, int] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """A value that is text; '' where the file does not say."""
        return str(self.values.get(key, ""))

    def place(self, key: str) -> str:
        """Where the file says a value, to put before a message; '' where it does not."""
        return f"{self.path}:{self.lines.get(key, 1)}: " if key in self.values else ""

    def number(self, key: str) -> int | None:
        """A value that is a number; None where the file does not say."""
        value = self.values.get(key)
        return value if isinstance(value, int) else None


def is_configured(start: Path) -> bool:
    """Whether there is a file, in a folder or above it."""
    return _nearest(start) is not None


def find(start: Path) -> Configuration:
    """The nearest file, from a folder upwards. Raises `UsageTrouble` for one that cannot be followed."""
    path = _nearest(start)
    return read(path) if path else Configuration(None, {})


def _nearest(start: Path) -> Path | None:
    return next((path for path in (folder / NAME for folder in (start, *start.parents)) if path.is_file()), None)


def read(path: Path) -> Configuration:
    """One file. Raises `UsageTrouble` that names file, line and key."""
    try:
        text = path.read_text("utf-8")
        values = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as wrong:
        why = wrong.strerror if isinstance(wrong, OSError) else "it is not text in UTF-8"
        raise UsageTrouble(f"{path} cannot be read: {why}.") from None
    except tomllib.TOMLDecodeError as wrong:
        raise UsageTrouble(f"{path} is not TOML: {wrong}.") from None
    for key, value in values.items():
        _must_be_known(path, text, key, value)
    return Configuration(path, values, {key: _line_of(key, text) for key in values})


def _must_be_known(path: Path, text: str, key: str, value: object) -> None:
    place = f"{path}:{_line_of(key, text)}"
    wanted = KEYS.get(key)
    if wanted is None:
        near = difflib.get_close_matches(key, KEYS, 1)
        hint = f"Did you mean `{near[0]}`?" if near else f"The keys are {', '.join(KEYS)}."
        raise UsageTrouble(f"{place}: there is no key `{key}`. {hint}")
    if not isinstance(value, wanted) or isinstance(value, bool):
        kind = "text in quotes" if wanted is str else "a whole number"
        raise UsageTrouble(f"{place}: `{key}` is {kind}, not {_shown(value)}.")


def _shown(value: object) -> str:
    """A value as TOML has it."""
    return str(value).lower() if isinstance(value, bool) else f"{value!r}"


def _line_of(key: str, text: str) -> int:
    pattern = re.compile(rf'^\s*(\[\[?\s*)?["\']?{re.escape(key)}["\']?\s*[=.\]]')
    return next((n for n, line in enumerate(text.splitlines(), 1) if pattern.match(line)), 1)
