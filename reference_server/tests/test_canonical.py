"""The server's canonical form is that of RFC 8785, which another program knows too."""

from __future__ import annotations

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from reference_server.canonical import LARGEST_INTEGER, canonical

TEXT = st.text(st.characters(codec="utf-8"))
LEAVES = (
    st.none()
    | st.booleans()
    | TEXT
    | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
    | st.floats(allow_nan=False, allow_infinity=False)
)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=20)


@given(VALUES)
@settings(max_examples=100, deadline=None)
def test_two_programs_write_every_value_alike(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type] # JSON


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (51.50, "51.5"),
        (1.0, "1"),
        (-0.0, "0"),
        (1e21, "1e+21"),
        (1e20, "100000000000000000000"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (-1.5e300, "-1.5e+300"),
        (333333333.33333329, "333333333.3333333"),
        ({"\N{EURO SIGN}": 1, "\r": 2, "\N{GRINNING FACE}": 3, "\N{HEBREW LETTER DALET WITH DAGESH}": 4}, None),
        ('\u0000\u001f"\\/\u007f\N{LINE SEPARATOR}', '"\\u0000\\u001f\\"\\\\/\u007f\N{LINE SEPARATOR}"'),
    ],
)
def test_a_value_has_one_form(value: object, written: str | None) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type] # JSON
    assert written is None or canonical(value) == written.encode()


@pytest.mark.parametrize("value", [2**53, -(2**53), float("nan"), float("inf"), [10**400]])
def test_a_number_that_no_double_holds_has_no_form(value: object) -> None:
    with pytest.raises(ValueError, match=r"double|JSON number"):
        canonical(value)
