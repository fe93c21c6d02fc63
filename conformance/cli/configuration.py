"""`conformance.toml`: what a project has decided about its runs."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from conformance.cli.trouble import UsageTrouble

NAME = "conformance.toml"
KEYS = {"base-url": str, "profile": str, "mode": str, "level": str, "token-env": str, "seed": int}


@dataclass(frozen=True, slots=True)
class Configuration:
    """The values of one file. `path` is None where there is none."""

    path: Path | None
    values: dict[str, str | int]

    def text(self, key: str) -> str:
        """A value that is text; '' where the file does not say."""
        return str(self.values.get(key, ""))

    def number(self, key: str) -> int | None:
        """A value that is a number; None where the file does not say."""
        value = self.values.get(key)
        return value if isinstance(value, int) else None


def find(start: Path) -> Configuration:
    """The nearest file, from a folder upwards. Raises `UsageTrouble` for one that cannot be followed."""
    for folder in (start, *start.parents):
        path = folder / NAME
        if path.is_file():
            return read(path)
    return Configuration(None, {})


def read(path: Path) -> Configuration:
    """One file. Raises `UsageTrouble` that names file, line and key."""
    try:
        text = path.read_text("utf-8")
        values = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as wrong:
        raise UsageTrouble(f"{path} cannot be read: {wrong}") from None
    except tomllib.TOMLDecodeError as wrong:
        raise UsageTrouble(f"{path} is not TOML: {wrong}.") from None
    for key, value in values.items():
        _must_be_known(path, text, key, value)
    return Configuration(path, values)


def _must_be_known(path: Path, text: str, key: str, value: object) -> None:
    place = f"{path}:{_line_of(key, text)}"
    wanted = KEYS.get(key)
    if wanted is None:
        near = difflib.get_close_matches(key, KEYS, 1)
        hint = f"Did you mean `{near[0]}`?" if near else f"The keys are {', '.join(KEYS)}."
        raise UsageTrouble(f"{place}: there is no key `{key}`. {hint}")
    if not isinstance(value, wanted) or isinstance(value, bool):
        kind = "text in quotes" if wanted is str else "a whole number"
        raise UsageTrouble(f"{place}: `{key}` is {kind}, not {value!r}.")


def _line_of(key: str, text: str) -> int:
    pattern = re.compile(rf'^\s*(\[\[?\s*)?["\']?{re.escape(key)}["\']?\s*[=.\]]')
    return next((n for n, line in enumerate(text.splitlines(), 1) if pattern.match(line)), 1)
