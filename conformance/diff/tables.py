"""Compares what stands in tables beside the schemas: the crosswalk, the service levels and the profiles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from conformance.diff.change import Change, Effect
from conformance.diff.node import same, text_of
from conformance.model.strict import Json
from conformance.standard import Field

READERS, SERVERS, BOTH = "who reads it", "who serves it", "both ends"


def crosswalk(base: Mapping[str, tuple[Field, ...]], head: Mapping[str, tuple[Field, ...]]) -> Iterator[Change]:
    """Every change of a row; that a field comes or goes is told of its schema."""
    for kind, fields in head.items():
        old = {field.path: field for field in base.get(kind, ())}
        for field in fields:
            if field.path in old:
                yield from _field(f"crosswalk/{kind}.csv", old[field.path], field)


def _field(file: str, old: Field, new: Field) -> Iterator[Change]:
    for view in new.views:
        if view not in old.views:
            says = f"the view {view} shows it now, and did not"
            yield Change(Effect.BREAKING, "crosswalk", file, new.path, says, SERVERS)
    for view in old.views:
        if view not in new.views:
            says = f"the view {view} shows it no longer"
            yield Change(Effect.BREAKING, "crosswalk", file, new.path, says, BOTH)
    for part in ("odp", "mhclg", "transform"):
        if getattr(old, part) != getattr(new, part):
            says = f"its {part} is {getattr(new, part) or 'empty'}, and was {getattr(old, part) or 'empty'}"
            yield Change(Effect.ADDITIVE, "crosswalk", file, new.path, says)
    if old.lossy != new.lossy:
        yield Change(Effect.EDITORIAL, "crosswalk", file, new.path, "what is lost is worded otherwise")


def levels(base: Mapping[str, Json], head: Mapping[str, Json]) -> Iterator[Change]:
    """Every change of a number."""
    file, area = "service-levels.yaml", "service levels"
    for name in [*head, *(name for name in base if name not in head)]:
        old, new = _members(base.get(name)), _members(head.get(name))
        if not old:
            yield Change(Effect.ADDITIVE, area, file, name, "a new number")
        elif not new:
            yield Change(Effect.BREAKING, area, file, name, "the number is gone", BOTH)
        elif any(not same(old.get(part), new.get(part)) for part in ("value", "unit")):
            says = f"{new.get('value')} {new.get('unit')}, and was {old.get('value')} {old.get('unit')}"
            yield Change(Effect.BREAKING, area, file, name, says, BOTH)
        elif not same(old, new):
            yield Change(Effect.EDITORIAL, area, file, name, "it is worded otherwise")


def profiles(base: Mapping[str, Json], head: Mapping[str, Json]) -> Iterator[Change]:
    """Every change of a profile."""
    for name in [*head, *(name for name in base if name not in head)]:
        file = f"profiles/{name}.yaml"
        if name not in base:
            yield Change(Effect.ADDITIVE, "profiles", file, "", "a new profile")
        elif name not in head:
            yield Change(Effect.BREAKING, "profiles", file, "", "the profile is gone", BOTH)
        else:
            yield from _profile(file, "", base[name], head[name])


def _profile(file: str, place: str, old: Json, new: Json) -> Iterator[Change]:
    if isinstance(old, dict) and isinstance(new, dict):
        for name in [*new, *(name for name in old if name not in new)]:
            yield from _profile(file, f"{place} {name}".strip(), old.get(name), new.get(name))
    elif _of_objects(old) and _of_objects(new):
        yield from _profile(file, place, _by_words(old), _by_words(new))
    elif isinstance(old, list | None) and isinstance(new, list | None):
        yield from _words(file, place, [text_of(word) for word in old or ()], [text_of(word) for word in new or ()])
    elif not same(old, new):
        yield _value(file, place, old, new)


def _of_objects(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _by_words(value: Json) -> Json:
    """Objects of a list, each under the words that tell it from the others: `server public`."""
    items = [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
    keyed: dict[str, Json] = {}
    for item in items:
        words = " ".join(inner for inner in item.values() if isinstance(inner, str) and " " not in inner)
        keyed[words if words not in keyed else f"{words} {len(keyed)}"] = item
    return keyed


def _words(file: str, place: str, old: list[str], new: list[str]) -> Iterator[Change]:
    for word in new:
        if word not in old:
            yield Change(Effect.BREAKING, "profiles", file, place, f"{word} belongs to it now", SERVERS)
    for word in old:
        if word not in new:
            yield Change(Effect.BREAKING, "profiles", file, place, f"{word} belongs to it no longer", READERS)


def _value(file: str, place: str, old: Json, new: Json) -> Change:
    """A sentence explains; a word or a number binds."""
    if all(value is None or (isinstance(value, str) and " " in value) for value in (old, new)):
        return Change(Effect.EDITORIAL, "profiles", file, place, "it is worded otherwise")
    return Change(Effect.BREAKING, "profiles", file, place, f"{text_of(new)}, and was {text_of(old)}", BOTH)


def _members(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}
