"""Roles in the exchange: which classes each claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from conformance.standard.place import MalformedStandard, read_object


@dataclass(frozen=True, slots=True)
class Profile:
    """What a system in a role speaks."""

    name: str
    title: str
    role: str
    classes: tuple[str, ...]
    kinds: tuple[str, ...]
    views: tuple[str, ...]


def read_profiles(folder: Path) -> Mapping[str, Profile]:
    """Every profile, by the name of its file."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.yaml"))}


def _read(path: Path) -> Profile:
    members = read_object(path)

    def words(name: str) -> tuple[str, ...]:
        value = members.get(name)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise MalformedStandard(f"{path}: `{name}` is a list of words")
        return tuple(str(item) for item in value)

    title, role = members.get("title"), members.get("role")
    if not isinstance(title, str) or role not in ("server", "client"):
        raise MalformedStandard(f"{path}: `title` is a string and `role` is server or client")
    return Profile(path.stem, title, str(role), words("classes"), words("kinds"), words("views"))
