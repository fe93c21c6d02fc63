"""Two schemas are compared keyword by keyword: which values are allowed now that were not, and which no longer."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from conformance.diff.difference import Difference, Nature, Way
from conformance.diff.node import Book, Node
from conformance.diff.shape import Reader

Shape = dict[str, Any] | bool
NARROWER, WIDER, UNLIKE, LOST, NEW, WORDS = Nature
STRING: dict[str, Any] = {"type": "string"}
NULL: dict[str, Any] = {"type": "null"}
CLOSED: dict[str, Any] = {"properties": {"a": STRING}, "additionalProperties": False}
CONDITION: dict[str, Any] = {"if": {"required": ["a"]}, "then": {"required": ["b"]}}
LISTS = {"closed": frozenset({"x", "y"}), "wide": frozenset({"x", "y", "z"})}


def differences(base: Shape, head: Shape, way: Way = Way.ANSWER) -> list[Difference]:
    files = ({"s.yaml": base, "t.yaml": STRING, "u.yaml": NULL}, {"s.yaml": head, "t.yaml": STRING, "u.yaml": NULL})
    old, new = (Node(file["s.yaml"], Book(file, LISTS), "s.yaml") for file in files)
    return list(Reader(way).compare(old, new))


@pytest.mark.parametrize(
    ("base", "head", "nature"),
    [
        ({}, {"type": "string"}, NARROWER),
        ({"type": "integer"}, {"type": "number"}, WIDER),
        ({"type": "string"}, {"type": "integer"}, UNLIKE),
        ({"enum": ["a"]}, {"enum": ["a", "b"]}, WIDER),
        ({"enum": ["a", "b"]}, {"const": "a"}, NARROWER),
        (STRING, {"type": "string", "enum": ["a"]}, NARROWER),
        ({"enum": [1]}, {"enum": [1, True]}, WIDER),
        ({}, {"minimum": 1}, NARROWER),
        ({"minLength": 1}, {}, WIDER),
        ({"maxItems": 3}, {"maxItems": 2}, NARROWER),
        ({"minProperties": 3}, {"minProperties": 2}, WIDER),
        ({}, {"format": "date"}, NARROWER),
        ({"format": "date"}, {}, WIDER),
        ({"pattern": "a"}, {"pattern": "b"}, UNLIKE),
        ({}, {"uniqueItems": True}, NARROWER),
        ({}, {"required": ["a"]}, NARROWER),
        ({"required": ["a"]}, {}, WIDER),
        ({}, {"properties": {"a": STRING}}, NEW),
        ({}, {"properties": {"a": False}}, NARROWER),
        ({"properties": {"a": STRING}}, {}, LOST),
        ({}, {"properties": {"a": STRING}, "required": ["a"]}, NARROWER),
        (CLOSED, {**CLOSED, "properties": {"a": STRING, "b": STRING}}, WIDER),
        ({}, {"additionalProperties": False}, NARROWER),
        ({"unevaluatedProperties": False}, {"unevaluatedProperties": STRING}, WIDER),
        ({"items": STRING}, {}, WIDER),
        ({"items": {}}, {"items": STRING}, NARROWER),
        ({"prefixItems": [STRING]}, {"prefixItems": [STRING, STRING]}, UNLIKE),
        ({"prefixItems": [STRING]}, {"prefixItems": [{}]}, WIDER),
        ({"propertyNames": {"maxLength": 3}}, {"propertyNames": {"maxLength": 2}}, NARROWER),
        ({"patternProperties": {"^x": STRING}}, {}, WIDER),
        ({"not": STRING}, {}, WIDER),
        ({}, {"not": STRING}, NARROWER),
        ({"not": {"maxLength": 3}}, {"not": {"maxLength": 2}}, WIDER),
        (STRING, {"anyOf": [STRING, NULL]}, WIDER),
        ({"anyOf": [STRING, NULL]}, STRING, NARROWER),
        ({"oneOf": [STRING, NULL]}, {"oneOf": [STRING]}, NARROWER),
        ({"anyOf": [STRING, {"maximum": 1}]}, {"anyOf": [STRING, {"maximum": 2}]}, WIDER),
        ({"type": "object"}, {"type": "object", "anyOf": [{"required": ["a"]}]}, NARROWER),
        ({"allOf": [STRING]}, {"allOf": [STRING, {"maxLength": 1}]}, NARROWER),
        ({"allOf": [STRING]}, {}, WIDER),
        (CONDITION, {**CONDITION, "then": {"required": ["b", "c"]}}, NARROWER),
        (CONDITION, {**CONDITION, "then": {"required": ["b"], "properties": {"c": False}}}, NARROWER),
        ({**CONDITION, "then": {"properties": {"c": STRING}}}, {**CONDITION, "then": {}}, WIDER),
        (CONDITION, {**CONDITION, "if": {"required": ["c"]}}, UNLIKE),
        (CONDITION, {}, UNLIKE),
        (True, False, NARROWER),
        (False, {}, WIDER),
        ({"unheard": 1}, {"unheard": 2}, UNLIKE),
        ({"default": 1}, {"default": 2}, UNLIKE),
        ({}, {"description": "x"}, WORDS),
        ({}, {"x-anything": 1}, WORDS),
        ({}, {"deprecated": True}, NEW),
        ({"x-codelist": "closed"}, {"x-codelist": "wide"}, WIDER),
        ({"x-codelist": "closed"}, {}, WIDER),
        ({"x-codelist": "one"}, {"x-codelist": "other"}, UNLIKE),
        ({}, {"x-codelist": "other"}, NEW),
        ({"$ref": "t.yaml"}, {"$ref": "u.yaml"}, UNLIKE),
        ({"$ref": "t.yaml"}, {"anyOf": [{"$ref": "t.yaml"}, {"$ref": "u.yaml"}]}, WIDER),
    ],
)
def test_a_keyword_narrows_or_widens(base: Shape, head: Shape, nature: Nature) -> None:
    assert {difference.nature for difference in differences(base, head)} == {nature}


@pytest.mark.parametrize(
    ("base", "head"),
    [
        ({"type": ["string", "null"]}, {"type": ["null", "string"]}),
        ({"enum": ["a", "b"]}, {"enum": ["b", "a"]}),
        ({"const": "a"}, {"enum": ["a"]}),
        ({"enum": ["a"]}, {"enum": ["a"], "type": "string"}),
        ({}, {"minLength": 0}),
        ({"minimum": 1}, {"minimum": 1.0}),
        ({}, True),
        ({}, {"additionalProperties": {}}),
        ({"$ref": "t.yaml"}, STRING),
        ({"anyOf": [STRING, NULL]}, {"anyOf": [NULL, STRING]}),
        ({"allOf": [STRING, NULL]}, {"allOf": [NULL, STRING]}),
    ],
)
def test_what_means_the_same_is_no_difference(base: Shape, head: Shape) -> None:
    assert differences(base, head) == []
    assert differences(head, base) == []


def test_a_difference_stands_where_a_person_looks_for_it() -> None:
    base = {"properties": {"a": {"items": {"properties": {"b": STRING}}}}}
    head = {"properties": {"a": {"items": {"properties": {"b": NULL}}}}}
    assert [difference.place for difference in differences(base, head)] == ["a [].b"]


def test_a_schema_that_holds_itself_is_compared_to_its_end() -> None:
    tree = {"properties": {"next": {"$ref": "s.yaml"}, "name": STRING}}
    other = {"properties": {"next": {"$ref": "s.yaml"}, "name": NULL}}
    assert len(set(differences(tree, other))) == 1


ATOMS = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"type": st.sampled_from(["string", "integer", "number", "null", "object"])}),
    st.fixed_dictionaries({"enum": st.lists(st.sampled_from(["a", 1, None]), min_size=1, unique=True)}),
    st.fixed_dictionaries({"minimum": st.integers(0, 2)}),
    st.fixed_dictionaries({"maxLength": st.integers(0, 2)}),
    st.fixed_dictionaries({"required": st.lists(st.sampled_from(["a", "b"]), unique=True)}),
)
SHAPES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds(lambda one, other: {"anyOf": [one, other]}, inner, inner),
        st.builds(lambda one, other: {"allOf": [one, other]}, inner, inner),
        st.builds(lambda one: {"not": one}, inner),
        st.builds(lambda one: {"properties": {"a": one}, "additionalProperties": False}, inner),
    ),
    max_leaves=4,
)
VALUES: list[Any] = ["", "a", "bbb", 0, 1, 2.5, None, {}, {"a": "a"}, {"a": 1}, {"a": None}, {"b": 1}, {"a": 1, "b": 1}]


@given(SHAPES, SHAPES)
def test_a_value_that_comes_or_goes_is_never_missed(base: dict[str, Any], head: dict[str, Any]) -> None:
    natures = {difference.nature for difference in differences(base, head)}
    old, new = Draft202012Validator(base), Draft202012Validator(head)
    for value in VALUES:
        if old.is_valid(value) and not new.is_valid(value):
            assert natures & {NARROWER, UNLIKE, LOST}, value
        if new.is_valid(value) and not old.is_valid(value):
            assert natures & {WIDER, UNLIKE, LOST}, value
