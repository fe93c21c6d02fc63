"""JSON as the standard wants it."""

from __future__ import annotations

import json
import time
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conformance.model.strict import DEEPEST, Json, NotJson, depth, read

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES: st.SearchStrategy[Json] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=20
)


@given(VALUES, st.booleans())
@example(["é", 10**400], True)
@example({"\N{GRINNING FACE}": "\\ud800"}, True)
def test_json_that_is_strict_reads_as_json_does(value: Json, escaped: bool) -> None:
    body = json.dumps(value, ensure_ascii=escaped).encode("utf-8")
    assert read(body) == json.loads(body) == value


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b'{"a": 1, "a": 1}', "the member 'a' stands twice in one object"),
        (b'[{"b": {"a": 1, "c": 2, "a": 3}}]', "the member 'a' stands twice"),
        (b'{"a": 1, "\\u0061": 2}', "the member 'a' stands twice"),
        (b"[NaN]", "NaN is no JSON number"),
        (b"[Infinity]", "Infinity is no JSON number"),
        (b"[-Infinity]", "-Infinity is no JSON number"),
        (b"[1e999]", "1e999 is larger than a double can hold"),
        (b"[-1e999]", "-1e999 is larger"),
        (b"1" * 400 + b".0", "is larger than a double can hold"),
        (b"1" * 10_000, "10000 digits"),
        (b"\xef\xbb\xbf{}", "it starts with a byte order mark"),
        ('{"a": 1}'.encode("utf-16"), "byte 0 is not UTF-8"),
        ('"é"'.encode("utf-16-le"), "byte 2 is not UTF-8"),
        (b'"caf\xe9"', "byte 4 is not UTF-8"),
        (b'"\xed\xa0\x80"', "byte 1 is not UTF-8"),
        (b'"\\ud800"', "surrogate"),
        (b'"\\udc00\\ud800"', "surrogate"),
        (b'{"\\udfff": 1}', "surrogate"),
        (b"{} {}", "Extra data"),
        (b"[1],", "Extra data"),
        (b"", "Expecting value"),
        (b"[1,]", "value"),
        (b"{'a': 1}", "double quotes"),
        (b'"\x00"', "control character"),
        (b"\xc2\xa01", "Expecting value"),
        (b"01", "Extra data"),
    ],
    ids=lambda given: repr(given)[:30],
)
def test_what_a_lenient_reader_takes_is_refused_by_name(body: bytes, why: str) -> None:
    with pytest.raises(NotJson) as refusal:
        read(body)
    assert why.lower() in str(refusal.value).lower()
    assert len(str(refusal.value)) <= 200


@pytest.mark.parametrize("body", [b"[" * 100_000 + b"]" * 100_000, b"[" * 100_000, b'{"a":' * 100_000])
def test_what_is_nested_without_end_is_refused(body: bytes) -> None:
    with pytest.raises(NotJson, match="nested"):
        read(body)


@given(st.integers(0, 2 * DEEPEST))
def test_nesting_is_counted_and_bounded(levels: int) -> None:
    body = b"[" * levels + b"0" + b"]" * levels
    assert depth(json.loads(body)) == levels
    try:
        read(body)
    except NotJson:
        assert levels > DEEPEST
    else:
        assert levels <= DEEPEST


def test_a_member_that_stands_twice_among_many_is_found_at_once() -> None:
    body = b"{" + b",".join(b'"%d":1' % n for n in range(100_000)) + b',"99999":2}'
    began = time.process_time()
    with pytest.raises(NotJson, match="'99999' stands twice"):
        read(body)
    assert time.process_time() - began < 5


@given(st.binary(max_size=60) | st.text(alphabet='[]{}",:\\ud8901e+-.NaIfty ', max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with suppress(NotJson):
        assert read(body) == json.loads(body)
