"""The canonical form by the quick way is that by the sure way; numbers that two readers read differently are found."""

from __future__ import annotations

import hashlib
import json
import math
import struct
from random import Random

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.model.canonical import canonical, digest_of, exact, inexact, share_of

TEXT = st.text(st.characters(codec="utf-8"))
LEAVES = (
    st.none()
    | st.booleans()
    | TEXT
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
)
VALUES = st.dictionaries(TEXT, st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner)))


@given(VALUES)
@settings(max_examples=100, deadline=None)
def test_both_ways_write_every_value_alike(value: dict[str, object]) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type] # JSON


def test_both_ways_write_many_doubles_alike() -> None:
    random = Random(8785)
    for _ in range(2_000):
        number = struct.unpack("<d", random.randbytes(8))[0]
        if math.isfinite(number):
            assert canonical([number, -number]) == rfc8785.dumps([number, -number])


@pytest.mark.parametrize("value", [{"a": 2**53}, {"a": 10**30}, {"a": "\ud800"}])
def test_what_has_no_canonical_form_has_no_digest(value: dict[str, object]) -> None:
    assert canonical(value) is None  # type: ignore[arg-type] # no JSON
    assert digest_of(value) is None  # type: ignore[arg-type] # the same


def test_a_share_is_the_hash_of_four_members() -> None:
    form = b'{"digest":"ab","id":"record-0001","kind":"site","version":3}'
    assert share_of("site", "record-0001", 3, "ab") == int(hashlib.sha256(form).hexdigest(), 16)


@pytest.mark.parametrize(
    ("number", "is_fine"),
    [
        ("51.5074", True),
        ("51.507400000000004", True),
        ("51.507399999999997", False),
        ("0.1000000000000000055511151231257827", False),
        ("9007199254740991", True),
        ("9007199254740992", False),
        ("9007199254740993", False),
        ("-9007199254740993", False),
        ("9007199254740993.0", False),
        ("1e3", True),
        ("1E-7", True),
        ("1e20", False),
        ("1e-400", False),
        ("123456789012345.5", True),
        ("0", True),
        ("-0.0", True),
        ("1.000000000000000000", True),
    ],
)
def test_a_number_is_what_a_double_holds_or_is_told(number: str, is_fine: bool) -> None:
    body = f'{{"items": [{{"data": {{"a":{number}}}}}]}}'.encode()
    found = list(inexact(exact(body)))
    assert (found == []) is is_fine, found
    assert is_fine or found[0][0] == ".items[0].data.a"
    assert json.loads(body)
