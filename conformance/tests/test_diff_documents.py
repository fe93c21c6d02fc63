"""Two OpenAPI documents are compared for those who call: 25 mutations of a small one, and as many of our own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from conformance.diff import Effect, compare_documents
from conformance.standard import Standard
from conformance.standard.place import read_object

MUTATIONS = Path(__file__).parents[3] / "shared" / "prototypes" / "site-and-report" / "mutations"
NOT_BREAKING = {
    "02_opt_param_added": Effect.ADDITIVE,
    "06_resp_enum_removed": Effect.ADDITIVE,
    "08_req_enum_added": Effect.ADDITIVE,
    "11_null_removed_resp": Effect.ADDITIVE,
    "22_description_only": Effect.EDITORIAL,
    "23_xreq_changed": Effect.EDITORIAL,
}
NAMES = sorted(path.stem for path in MUTATIONS.glob("[0-9]*.yaml"))
BREAKING, ADDITIVE, EDITORIAL = Effect
GONE = object()
CHANGES = ("paths", "/changes", "get")
DELIVER = ("paths", "/changes", "post")
PAGE = ("components", "schemas", "change-page")
ENTRY = ("components", "schemas", "entry")
REQUEST = ("components", "schemas", "grant-request")
ANSWER = ("components", "schemas", "grant-answer")
GRANT = ("components", "schemas", "grant", "properties")
WORD = {"type": "string"}


@pytest.mark.skipif(not NAMES, reason="the 25 mutations lie beside the project, and are not here")
def test_all_mutations_are_told_for_what_they_are() -> None:
    base = read_object(MUTATIONS / "base.yaml")
    told = {name: compare_documents(base, read_object(MUTATIONS / f"{name}.yaml")) for name in NAMES}
    gravest = {name: changes[0].effect for name, changes in told.items()}
    assert gravest == {name: NOT_BREAKING.get(name, Effect.BREAKING) for name in NAMES}
    assert sum(effect is Effect.BREAKING for effect in gravest.values()) == 19


def ours() -> dict[str, Any]:
    """Our own description, to be changed at will."""
    document: dict[str, Any] = orjson.loads(orjson.dumps(Standard.read().openapi))
    return document


def put(document: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    inner: Any = document
    for step in path[:-1]:
        inner = inner[int(step)] if isinstance(inner, list) else inner.setdefault(step, {})
    if isinstance(inner, list):
        inner[int(path[-1])] = value
    elif value is GONE:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value


def test_what_is_not_changed_is_not_told() -> None:
    assert compare_documents(ours(), ours()) == ()


@pytest.mark.parametrize(
    ("path", "value", "effect"),
    [
        (("paths", "/snapshot"), GONE, BREAKING),
        (("paths", "/new"), {"get": {"responses": {"200": {"description": "x"}}}}, ADDITIVE),
        ((*CHANGES, "responses", "410"), GONE, BREAKING),
        ((*CHANGES, "responses", "206"), {"description": "x"}, BREAKING),
        ((*CHANGES, "responses", "451"), {"description": "x"}, ADDITIVE),
        ((*CHANGES, "responses", "200", "headers", "Date"), GONE, BREAKING),
        ((*CHANGES, "responses", "200", "headers", "Date", "required"), False, BREAKING),
        ((*CHANGES, "responses", "200", "headers", "Sunset"), {"schema": WORD}, ADDITIVE),
        ((*CHANGES, "responses", "200", "content", "application/json"), GONE, BREAKING),
        ((*CHANGES, "responses", "200", "content", "text/csv"), {"schema": WORD}, ADDITIVE),
        ((*CHANGES, "responses", "200", "description"), "Other words.", EDITORIAL),
        ((*CHANGES, "parameters", "0", "required"), True, BREAKING),
        ((*CHANGES, "parameters", "0", "description"), "Other words.", EDITORIAL),
        ((*CHANGES, "parameters", "0", "schema", "format"), "date", BREAKING),
        ((*CHANGES, "parameters", "3", "schema", "maxLength"), 100, BREAKING),
        ((*CHANGES, "parameters", "3", "schema", "maxLength"), 5000, ADDITIVE),
        ((*CHANGES, "parameters", "5", "explode"), True, BREAKING),
        ((*CHANGES, "parameters", "6", "name"), "council", BREAKING),
        ((*CHANGES, "operationId"), "readChanges", EDITORIAL),
        ((*CHANGES, "x-anything"), "new", EDITORIAL),
        ((*CHANGES, "deprecated"), True, ADDITIVE),
        ((*CHANGES, "security"), [{"bearer": []}], BREAKING),
        ((*DELIVER, "security"), [{}, {"bearer": []}], ADDITIVE),
        ((*DELIVER, "requestBody", "required"), False, ADDITIVE),
        ((*DELIVER, "requestBody", "content", "application/json"), GONE, BREAKING),
        (("security",), [{"bearer": []}], BREAKING),
        (("components", "securitySchemes", "bearer", "scheme"), "basic", BREAKING),
        (("components", "securitySchemes", "bearer", "description"), "Other words.", EDITORIAL),
        (("servers", "0", "url"), "https://planning.example/v1/public", BREAKING),
        (("info", "version"), "0.2.0", EDITORIAL),
    ],
)
def test_a_change_of_the_wire_is_told_for_what_it_is(path: tuple[str, ...], value: object, effect: Effect) -> None:
    head = ours()
    put(head, path, value)
    changes = compare_documents(ours(), head)
    assert changes[0].effect is effect, [str(change) for change in changes]


@pytest.mark.parametrize(
    ("path", "value", "effect"),
    [
        ((*PAGE, "required"), ["items"], BREAKING),
        ((*PAGE, "properties", "watermark"), GONE, BREAKING),
        ((*PAGE, "properties", "hint"), WORD, ADDITIVE),
        ((*PAGE, "properties", "items", "maxItems"), 1000, ADDITIVE),
        ((*ENTRY, "properties", "seq", "type"), ["integer", "null"], BREAKING),
        ((*ENTRY, "properties", "seq", "type"), "number", BREAKING),
        ((*ENTRY, "properties", "op", "enum"), ["upsert", "delete", "patch"], BREAKING),
        ((*ENTRY, "properties", "kind", "pattern"), ".", BREAKING),
        ((*ENTRY, "properties", "erase", "description"), "Other words.", EDITORIAL),
        ((*ENTRY, "allOf", "0", "then", "required"), [], BREAKING),
        ((*ENTRY, "allOf", "1", "if", "properties", "op", "const"), "upsert", BREAKING),
        ((*REQUEST, "required"), ["documents", "purpose"], BREAKING),
        ((*REQUEST, "properties", "purpose"), WORD, ADDITIVE),
        ((*REQUEST, "properties", "documents", "maxItems"), 1, BREAKING),
        ((*REQUEST, "additionalProperties"), False, BREAKING),
        ((*ANSWER, "additionalProperties"), False, ADDITIVE),
        ((*GRANT, "method", "const"), "PUT", BREAKING),
        ((*GRANT, "headers", "additionalProperties"), True, BREAKING),
        ((*GRANT, "fileSize", "unheard"), 1, BREAKING),
    ],
)
def test_a_change_of_a_schema_is_told_by_the_way_it_goes(path: tuple[str, ...], value: object, effect: Effect) -> None:
    head = ours()
    put(head, path, value)
    changes = compare_documents(ours(), head)
    assert changes[0].effect is effect, [str(change) for change in changes]


def test_what_a_webhook_sends_is_read_by_whoever_is_called() -> None:
    def document(types: list[str]) -> dict[str, Any]:
        body = {"content": {"application/json": {"schema": {"type": types}}}}
        return {"webhooks": {"changed": {"post": {"requestBody": body, "responses": {}}}}}

    narrow, wide = document(["string"]), document(["string", "null"])
    assert [change.effect for change in compare_documents(narrow, wide)] == [Effect.BREAKING]
    assert [change.effect for change in compare_documents(wide, narrow)] == [Effect.ADDITIVE]
    assert compare_documents(narrow, wide)[0].place.startswith("POST webhook changed body")
