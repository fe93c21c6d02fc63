"""What a document is to be called, read as a browser reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.model.disposition import Disposition, Malformed, read, trouble_with


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("attachment", "attachment", None),
        ("Inline ; filename = plan.pdf", "inline", "plan.pdf"),
        ('attachment; filename="a \\"b\\".pdf"', "attachment", 'a "b".pdf'),
        ("attachment; filename=\"x\"; filename*=utf-8'en'Fa%C3%A7ade.pdf", "attachment", "Façade.pdf"),
        ("attachment; filename*=UTF-8''; size=3", "attachment", ""),
    ],
)
def test_a_disposition_is_read(text: str, kind: str, name: str | None) -> None:
    found = read(text)
    assert (found.type, found.filename) == (kind, name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "; filename=x",
        'attachment; filename=plan "A".pdf',
        'attachment; filename="plan',
        'attachment; filename="a"; filename="b"',
        "attachment; filename=Fa\xe7ade.pdf",
        "attachment; filename*=Fa%C3%A7ade.pdf",
        "attachment; filename*=UTF-8''a b.pdf",
        "attachment; filename*=UTF-8''%E7",
        "attachment; filename*=ISO-8859-1''%E7",
        "attachment;",
    ],
)
def test_what_is_no_disposition_is_malformed(text: str) -> None:
    with pytest.raises(Malformed):
        read(text)


@given(st.text(st.characters(max_codepoint=255), max_size=60))
def test_any_text_is_read_or_malformed(text: str) -> None:
    try:
        found = read(text)
    except Malformed:
        return
    assert found.type == found.type.lower()
    assert isinstance(trouble_with(found, text), str)


@pytest.mark.parametrize(
    ("plain", "extended", "recorded"),
    [
        (None, None, "plan.pdf"),
        ("plan.pdf", None, "plan.pdf"),
        ("plan _A_.pdf", None, 'plan "A".pdf'),
        ("Facade.pdf", None, "Façade.pdf"),
        ("Fa_ade.pdf", None, "Façade.pdf"),
        (".pdf", None, "陶瓷博物館.pdf"),
        ("x", "Façade 100%.pdf", "Façade 100%.pdf"),
        (None, "fa\u0063\u0327ade.pdf", "Façade.pdf"),
        (
            "A long name that is cut off by a careful server",
            None,
            "A long name that is cut off by a careful server, at last.pdf",
        ),
        (None, "a family \N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}\N{NO-BREAK SPACE}.pdf", "a family .pdf"),
        ("anything", None, ""),
    ],
)
def test_a_careful_server_changes_a_name_a_little(plain: str | None, extended: str | None, recorded: str) -> None:
    assert trouble_with(Disposition("attachment", plain, extended), recorded) == ""


@pytest.mark.parametrize(
    ("plain", "extended", "recorded"),
    [
        ("other.pdf", None, "plan.pdf"),
        ("Fa\xc3\xa7ade.pdf", None, "Façade.pdf"),
        ("Fa%C3%A7ade.pdf", None, "Façade.pdf"),
        ("=?UTF-8?B?RmHDp2FkZS5wZGY=?=", None, "Façade.pdf"),
        ("scans/plan.pdf", None, "plan.pdf"),
        (None, "..\\plan.pdf", "plan.pdf"),
        (None, "pl\r\nan.pdf", "plan.pdf"),
        ("plan.pdf", "other.pdf", "plan.pdf"),
    ],
)
def test_another_name_is_told(plain: str | None, extended: str | None, recorded: str) -> None:
    assert trouble_with(Disposition("attachment", plain, extended), recorded)
