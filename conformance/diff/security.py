"""Compares who is let in: what a caller had is enough, or it is not."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.diff.difference import Difference, Nature, Way
from conformance.diff.node import Node, same
from conformance.model.strict import Json

Way_in = frozenset[tuple[str, str]]


def security(place: Node, old: Json, new: Json) -> Iterator[Difference]:
    """Every difference between two lists of ways in, any one of which is enough."""
    before, after = _ways(old), _ways(new)
    for way in sorted(before - after, key=sorted):
        if not any(other <= way for other in after):
            yield _tell(place, Nature.NARROWER, f"{_said(way)} is not enough any more")
    for way in sorted(after - before, key=sorted):
        if not any(other <= way for other in before):
            yield _tell(place, Nature.WIDER, f"{_said(way)} is enough now")


def schemes(base: Node, head: Node) -> Iterator[Difference]:
    """Every difference between two sets of declared schemes."""
    for name in sorted({*base.members, *head.members}):
        old, new = base.at(name, f"security {name}"), head.at(name, f"security {name}")
        if old.value is None:
            yield _tell(new, Nature.NEW, "it is new")
        elif new.value is None:
            yield _tell(new, Nature.LOST, "it is gone")
        elif not same(_unexplained(old.value), _unexplained(new.value)):
            yield _tell(new, Nature.UNLIKE, "another way to prove who one is")
        elif not same(old.value, new.value):
            yield _tell(new, Nature.WORDS, "it is worded otherwise")


def _ways(value: Json) -> frozenset[Way_in]:
    if not isinstance(value, list) or not value:
        return frozenset({frozenset()})
    return frozenset(_way(one) for one in value if isinstance(one, dict))


def _way(one: dict[str, Json]) -> Way_in:
    scopes = {name: asked if isinstance(asked, list) else [] for name, asked in one.items()}
    return frozenset((name, str(scope)) for name, asked in scopes.items() for scope in ("", *asked))


def _said(way: Way_in) -> str:
    names = sorted({name for name, _ in way})
    scopes = {name: " ".join(scope for one, scope in sorted(way) if one == name and scope) for name in names}
    return " and ".join(f"{name} {asked}".strip() for name, asked in scopes.items()) or "no token"


def _unexplained(value: Json) -> Json:
    if isinstance(value, dict):
        return {name: _unexplained(inner) for name, inner in value.items() if name != "description"}
    return value


def _tell(node: Node, nature: Nature, says: str) -> Difference:
    return Difference(node.file, node.place, nature, Way.REQUEST, says)
