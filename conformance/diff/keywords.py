"""What a change of one keyword of JSON Schema does to the values that are allowed."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.diff.difference import Nature
from conformance.diff.node import Node, same, text_of
from conformance.model.strict import Json

Told = Iterator[tuple[Nature, str]]

ANNOTATIONS = frozenset(
    {"title", "description", "examples", "example", "$comment", "$schema", "$id", "externalDocs", "externalValue"}
)
TYPES = frozenset({"null", "boolean", "object", "array", "number", "string", "integer"})
LOWER = {"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains"}
UPPER = {"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains"}
# What narrows when it comes and widens when it goes, and of which nobody can tell when it changes.
FILTERS = ("pattern", "format", "contentEncoding", "contentMediaType", "multipleOf", "x-refers-to")
UNSAID = {"minLength": 0, "minItems": 0, "minProperties": 0, "minContains": 1}
KNOWN = ANNOTATIONS | LOWER | UPPER | {*FILTERS, "type", "enum", "const", "uniqueItems", "x-codelist", "deprecated"}


def is_annotation(name: str) -> bool:
    """Whether a keyword only explains."""
    return name in ANNOTATIONS or (name.startswith("x-") and name not in ("x-codelist", "x-refers-to"))


def plain(base: Node, head: Node) -> Told:
    """What has changed in the keywords that have no schema in them."""
    yield from _types(base.members, head.members)
    yield from _values(base, head)
    for name in (*sorted(LOWER), *sorted(UPPER)):
        yield from _bound(name, base.members.get(name), head.members.get(name))
    for name in FILTERS:
        yield from _filter(name, base.members.get(name), head.members.get(name))
    yield from _flag("uniqueItems", "each can stand once only", base, head)
    if not base.members.get("deprecated") and head.members.get("deprecated"):
        yield Nature.NEW, "it is deprecated"
    yield from reworded(base, head)


def reworded(base: Node, head: Node) -> Told:
    """What has changed in the words that explain."""
    for name in sorted({*base.members, *head.members}):
        if is_annotation(name) and not same(base.members.get(name), head.members.get(name)):
            yield Nature.WORDS, f"its `{name}` is worded otherwise"


def _types(base: dict[str, Json], head: dict[str, Json]) -> Told:
    if _finite(base) is not None and _finite(head) is not None and ("type" not in base or "type" not in head):
        return
    old, new = _types_of(base), _types_of(head)
    if old == new:
        return
    # An integer is a number.
    nature = Nature.WIDER if old < new else Nature.NARROWER if new < old else Nature.UNLIKE
    yield nature, f"it is {_said(new)}, and was {_said(old)}"


def _types_of(schema: dict[str, Json]) -> frozenset[str]:
    value = schema.get("type")
    if value is None:
        return TYPES
    names = frozenset(str(name) for name in value) if isinstance(value, list) else frozenset({str(value)})
    return names | {"integer"} if "number" in names else names


def _said(types: frozenset[str]) -> str:
    if types >= TYPES:
        return "anything"
    return " or ".join(sorted(types - {"integer"} if "number" in types else types))


def _finite(schema: dict[str, Json]) -> frozenset[str] | None:
    if "const" in schema:
        return frozenset({text_of(schema["const"])})
    words = schema.get("enum")
    return frozenset(text_of(word) for word in words) if isinstance(words, list) else None


def _listed(node: Node) -> frozenset[str] | None:
    name = node.members.get("x-codelist")
    codes = node.book.closed.get(name) if isinstance(name, str) else None
    return None if codes is None else frozenset(text_of(code) for code in codes)


def _values(base: Node, head: Node) -> Told:
    old, new = _finite(base.members), _finite(head.members)
    if old is None and new is None:
        yield from _codelist(base, head)
    else:
        yield from _words(old, new)


def _words(old: frozenset[str] | None, new: frozenset[str] | None) -> Told:
    if old is None and new is not None:
        yield Nature.NARROWER, f"only {', '.join(sorted(new))} can stand here now"
    elif old is not None and new is None:
        yield Nature.WIDER, f"more than {', '.join(sorted(old))} can stand here now"
    elif old is not None and new is not None:
        for word in sorted(new - old):
            yield Nature.WIDER, f"{word} can stand here now"
        for word in sorted(old - new):
            yield Nature.NARROWER, f"{word} can stand here no longer"


def _codelist(base: Node, head: Node) -> Told:
    old, new = base.members.get("x-codelist"), head.members.get("x-codelist")
    if old == new:
        return
    told = f"its words are those of the list {new}" if new else "its words are of no list"
    told += f", and were those of {old}" if old else ", and were of none"
    if _listed(base) is not None or _listed(head) is not None:
        natures = {nature for nature, _ in _words(_listed(base), _listed(head))}
        yield (natures.pop() if len(natures) == 1 else Nature.UNLIKE if natures else Nature.WORDS), told
    else:
        yield (Nature.UNLIKE if old and new else Nature.NEW if new else Nature.WORDS), told


def _bound(name: str, old: Json, new: Json) -> Told:
    if same(old, new):
        return
    before, after = _number(name, old), _number(name, new)
    if before == after:
        return
    grows = after > before
    nature = Nature.WIDER if grows == (name in UPPER) else Nature.NARROWER
    was = "there was none" if old is None else f"was {text_of(old)}"
    yield nature, f"`{name}` is {text_of(new)}, and {was}" if new is not None else f"there is no `{name}`, and it {was}"


def _number(name: str, value: Json) -> float:
    if isinstance(value, int | float):
        return float(value)
    return float(UNSAID.get(name, "-inf")) if name in LOWER else float("inf")


def _filter(name: str, old: Json, new: Json) -> Told:
    if same(old, new):
        return
    if old is None:
        yield Nature.NARROWER, f"there is a `{name}` now, {text_of(new)}"
    elif new is None:
        yield Nature.WIDER, f"there is no `{name}`, and it was {text_of(old)}"
    else:
        yield Nature.UNLIKE, f"`{name}` is {text_of(new)}, and was {text_of(old)}"


def _flag(name: str, says: str, base: Node, head: Node) -> Told:
    old, new = bool(base.members.get(name)), bool(head.members.get(name))
    if old != new:
        yield (Nature.NARROWER, says) if new else (Nature.WIDER, f"no longer true that {says}")
