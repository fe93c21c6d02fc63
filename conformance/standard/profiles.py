"""Roles in the exchange: what each of the twelve systems serves, and what it reads or sends elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from conformance.model.strict import Json
from conformance.standard.place import MalformedStandard, read_object

SERVER, CLIENT = "server", "client"


@dataclass(frozen=True, slots=True)
class Part:
    """What a system does in one view: a server offers these classes and kinds, a client uses those of others."""

    role: str
    view: str
    does: str
    classes: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a system speaks. Each part that it serves is an endpoint of its own, judged by a run of its own."""

    name: str
    system: str
    title: str
    parts: tuple[Part, ...]

    @property
    def role(self) -> str:
        """`server`, `client` or `both`."""
        roles = {part.role for part in self.parts}
        return "both" if len(roles) > 1 else next(iter(roles))

    @property
    def served(self) -> tuple[Part, ...]:
        """The parts that can be judged: one endpoint each."""
        return tuple(part for part in self.parts if part.role == SERVER)

    @property
    def classes(self) -> tuple[str, ...]:
        """Every class that some part has."""
        return _union(part.classes for part in self.parts)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind that some part has."""
        return _union(part.kinds for part in self.parts)

    @property
    def views(self) -> tuple[str, ...]:
        """Every view that some part has."""
        return _union((part.view,) for part in self.parts)

    def of(self, view: str) -> Part | None:
        """The part that serves a view."""
        return next((part for part in self.served if part.view == view), None)


def _union(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for words in lists for word in words))


def read_profiles(folder: Path) -> Mapping[str, Profile]:
    """Every profile, by the name of its file."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.yaml"))}


def _read(path: Path) -> Profile:
    members = read_object(path)
    system, title, parts = (members.get(name) for name in ("system", "title", "parts"))
    if not isinstance(system, str) or not isinstance(title, str):
        raise MalformedStandard(f"{path}: `system` and `title` are strings")
    if not isinstance(parts, list) or not parts:
        raise MalformedStandard(f"{path}: `parts` is a list of at least one")
    return Profile(path.stem, system, title, tuple(_part(path, part) for part in parts))


def _part(path: Path, value: Json) -> Part:
    part = value if isinstance(value, dict) else {}

    def words(name: str) -> tuple[str, ...]:
        listed = part.get(name)
        if not isinstance(listed, list) or not listed or not all(isinstance(item, str) for item in listed):
            raise MalformedStandard(f"{path}: `{name}` of a part is a list of words")
        return tuple(str(item) for item in listed)

    role, view, does = (part.get(name) for name in ("role", "view", "does"))
    if role not in (SERVER, CLIENT) or not isinstance(view, str) or not isinstance(does, str):
        raise MalformedStandard(f"{path}: a part has a `view`, says what it `does`, and its `role` is server or client")
    return Part(str(role), view, does, words("classes"), words("kinds"))
