"""Words out of somebody else's system, made fit to print."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.report.text import WIDTH, listed, printable, wrapped

HOSTILE = "\x1b]0;owned\x07\x1b[31m\x9b31m\r\n\b\u202ered\u2066\u200f\ud800\x00\u2028\x85"
LETTERS = st.characters() | st.sampled_from(HOSTILE)


@given(st.text(LETTERS))
def test_nothing_that_steers_a_terminal_is_printed(text: str) -> None:
    shown = printable(text)
    assert all(
        unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
        for letter in shown.replace("\t", "")
    )
    assert shown.encode("utf-8").decode("utf-8") == shown


@given(st.text(st.characters(categories=("L", "N", "P", "S"))))
def test_what_can_be_read_stays_as_it_is(text: str) -> None:
    assert printable(text) == text
    assert printable(f"a {text}\tb") == f"a {text}\tb"


def test_what_cannot_be_read_is_written_out() -> None:
    assert printable("\x1b[31m\ud800\u202e") == "\\x1b[31m\\ud800\\u202e"
    assert printable("one\ntwo") == "one two"


@given(st.text(LETTERS, max_size=400), st.integers(1, 4))
def test_a_label_and_a_text_take_a_few_lines_at_most(text: str, lines: int) -> None:
    folded = wrapped("label", text, lines)
    assert 1 <= len(folded) <= lines
    assert folded[0].startswith("  label     ")
    assert all(line.startswith(" " * 12) for line in folded[1:])
    assert all("\n" not in line for line in folded)


@given(st.lists(st.text(st.sampled_from("abc-/&%"), min_size=1, max_size=20), max_size=60))
def test_no_line_of_short_words_is_too_long(words: list[str]) -> None:
    assert all(len(line) <= WIDTH for line in wrapped("label", " ".join(words)))


@pytest.mark.parametrize("lines", [1, 2])
def test_an_address_is_never_broken(lines: int) -> None:
    address = "https://planning.example/" + "very-long-path/" * 20 + "?from=2026-03-28"
    assert any(address in line for line in wrapped("rule", address, lines))
    assert any(address in line for line in wrapped("rule", f"{address} and on", 2))


def test_words_are_listed_as_one_says_them() -> None:
    some = ((), ("a",), ("a", "b"), ("a", "b", "c"))
    assert [listed(words) for words in some] == ["", "a", "a and b", "a, b and c"]
