"""Checks of the bytes and headers of documents, and of their listing, on evidence made by hand."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest

from conformance.check import Check
from conformance.checks.documents import content, headers, listing
from conformance.evidence import Address, Download, Listing, Slice
from conformance.model.exchange import CUT_SHORT, Exchange, Request
from conformance.model.grant import Grant
from conformance.tests.specimens import NOON, entries, exchange, item, terms, told

BODY = b"%PDF-1.4 a plan of a farm"
SHA = hashlib.sha256(BODY).hexdigest()
TRUE = f"sha-256=:{base64.b64encode(hashlib.sha256(BODY).digest()).decode()}:"
USUAL = {"Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff", "ETag": '"a"'}
URL = "https://files.example/d/77c1?~secret-1~"
FACTS: dict[str, Any] = {
    "application": "case",
    "contentStatus": "available",
    "filename": "plan.pdf",
    "fileSize": len(BODY),
    "mimeType": "application/pdf",
    "sha256": SHA,
}


def paper(key: str = "77c1", seq: int = 1, **members: Any) -> Any:  # noqa: ANN401 - JSON
    return entries(item(seq, kind="document", id=key, data={**FACTS, **members}))[0]


def got(body: bytes = BODY, status: int = 200, trouble: str = "", **named: str) -> Exchange:
    """An answer of the document host. A header is left out by an empty value."""
    both = {**USUAL, "Content-Length": str(len(body)), **{k.replace("_", "-"): v for k, v in named.items()}}
    return exchange(body, url=URL, status=status, trouble=trouble, headers=tuple((k, v) for k, v in both.items() if v))


def asked(method: str, answer: Exchange, *pairs: tuple[str, str]) -> Exchange:
    return Exchange(2, Request(method, URL, pairs), answer.status, answer.headers, answer.body, NOON, 0.01)


def fetched(whole: Exchange | None = None, record: Any = None, **more: Any) -> Download:  # noqa: ANN401
    granted = {"fileSize": len(BODY), "sha256": SHA, "mimeType": "application/pdf", **more.pop("grant", {})}
    return Download(terms(), record or paper(), Grant(granted, None), exchange({}), whole or got(), **more)


def part(start: int, stop: int, answer: Exchange) -> dict[str, Any]:
    return {"slices": (Slice(start, stop, answer),)}


def piece(place: str, body: bytes, **named: str) -> Exchange:
    return got(body, 206, Content_Range=place, **named)


GOOD = f"bytes 0-0/{len(BODY)}"
GOOD_CASES: tuple[tuple[Check[Any], Download], ...] = (
    (content.a_body_is_as_long_as_it_says, fetched()),
    (content.a_body_is_as_long_as_it_says, fetched(got(Content_Length=""))),
    (content.a_body_is_as_long_as_it_says, fetched(head=asked("HEAD", got(b"", Content_Length="25")))),
    (content.nothing_is_coded_for_one_who_wants_it_plain, fetched(got(Content_Encoding="identity"))),
    (content.a_digest_in_a_header_is_that_of_the_bytes, fetched(got(Repr_Digest=f"md5=:eA==:, {TRUE}"))),
    (
        content.a_digest_in_a_header_is_that_of_the_bytes,
        fetched(**part(0, 1, piece(GOOD, BODY[:1], Repr_Digest=TRUE))),
    ),
    (content.a_part_is_the_part_that_was_asked_for, fetched(**part(0, 1, piece(GOOD, BODY[:1])))),
    (content.a_part_is_the_part_that_was_asked_for, fetched(**part(0, 1, piece("bytes 0-0/*", BODY[:1])))),
    (content.a_part_is_the_part_that_was_asked_for, fetched(**part(0, 1, got()))),
    (content.a_part_is_the_part_that_was_asked_for, fetched(**part(0, 1, got(b"", 0, "hung up")))),
    (content.there_is_no_part_behind_the_end, fetched(beyond=got(b"", 416))),
    (content.there_is_no_part_behind_the_end, fetched(beyond=got())),
    (content.the_answer_to_head_tells_of_the_same_document, fetched(head=got(b"", Content_Length="25"))),
    (content.the_answer_to_head_tells_of_the_same_document, fetched(head=got(b"", Content_Length=""))),
    (content.the_answer_to_head_tells_of_the_same_document, fetched(head=got(b"", 501))),
    (content.an_entity_tag_stays_with_its_bytes, fetched(again=got(), held=got(b"", 304), unheld=got())),
    (content.an_entity_tag_stays_with_its_bytes, fetched(again=got(), held=got(), unheld=got())),
    (content.an_entity_tag_stays_with_its_bytes, fetched(got(ETag='W/"a"'), again=got(ETag='W/"b"'))),
    (content.a_part_of_other_bytes_is_not_added_to, fetched(**part(0, 1, piece(GOOD, BODY[:1])), guarded=got())),
    (content.a_part_of_other_bytes_is_not_added_to, fetched(**part(0, 1, got()), guarded=got(BODY[:1], 206))),
    (content.no_document_is_too_small_too_large_or_oddly_named, fetched()),
    (listing.a_record_tells_of_the_bytes_that_come, fetched()),
    (listing.a_record_tells_of_the_bytes_that_come, fetched(grant={"mimeType": "text/html"})),
    (headers.a_file_comes_under_the_type_of_its_record, fetched(got(Content_Type="application/PDF; charset=x"))),
    (headers.a_file_comes_under_the_type_of_its_record, fetched(got(Content_Type="application/octet-stream"))),
    (headers.a_file_comes_under_the_type_of_its_record, fetched(got(b"", Content_Type=""))),
    (headers.what_can_act_is_saved_and_not_opened, fetched()),
    (
        headers.what_can_act_is_saved_and_not_opened,
        fetched(got(Content_Type="image/svg+xml", Content_Disposition="Attachment")),
    ),
    (headers.a_file_has_the_name_of_its_record, fetched(got(Content_Disposition='inline; filename="plan.pdf"'))),
    (headers.a_file_has_the_name_of_its_record, fetched()),
    (headers.no_cookie_comes_with_a_document, fetched()),
    (
        headers.no_other_site_asks_with_the_readers_credentials,
        fetched(again=asked("GET", got(Access_Control_Allow_Origin="*"), ("Origin", "https://elsewhere.example"))),
    ),
    (headers.a_browser_is_told_not_to_guess, fetched()),
)
BAD_CASES: tuple[tuple[Check[Any], Download], ...] = (
    (content.a_body_is_as_long_as_it_says, fetched(got(b"", 0, CUT_SHORT))),
    (content.a_body_is_as_long_as_it_says, fetched(**part(0, 1, got(b"", 0, CUT_SHORT)))),
    (content.a_body_is_as_long_as_it_says, fetched(got(Content_Length="7"))),
    (content.nothing_is_coded_for_one_who_wants_it_plain, fetched(got(Content_Encoding="gzip"))),
    (content.a_digest_in_a_header_is_that_of_the_bytes, fetched(got(Repr_Digest=f"sha-256={SHA}"))),
    (content.a_digest_in_a_header_is_that_of_the_bytes, fetched(got(Content_Digest="sha-512=:eA==:"))),
    (content.a_digest_in_a_header_is_that_of_the_bytes, fetched(got(Content_Digest="sha-256=:***:"))),
    (content.a_part_is_the_part_that_was_asked_for, fetched(**part(0, 1, piece(GOOD, BODY)))),
    (content.a_part_is_the_part_that_was_asked_for, fetched(**part(0, 2, piece(GOOD, BODY[:1])))),
    (content.a_part_is_the_part_that_was_asked_for, fetched(**part(0, 1, piece("", BODY[:1])))),
    (content.a_part_is_the_part_that_was_asked_for, fetched(**part(0, 1, piece("bytes 0-0/7", BODY[:1])))),
    (content.a_part_is_the_part_that_was_asked_for, fetched(**part(0, 1, got(b"other")))),
    (content.a_part_is_the_part_that_was_asked_for, fetched(**part(0, 1, got(b"", 416)))),
    (content.there_is_no_part_behind_the_end, fetched(beyond=got(b"", 206))),
    (content.there_is_no_part_behind_the_end, fetched(beyond=got(b"", 200))),
    (content.there_is_no_part_behind_the_end, fetched(beyond=got(b"", 500))),
    (content.the_answer_to_head_tells_of_the_same_document, fetched(head=got(b"", Content_Length="0"))),
    (content.the_answer_to_head_tells_of_the_same_document, fetched(head=got(b"", 302, Content_Length=""))),
    (
        content.the_answer_to_head_tells_of_the_same_document,
        fetched(head=got(b"", Content_Length="", Content_Type="text/html")),
    ),
    (content.an_entity_tag_stays_with_its_bytes, fetched(again=got(ETag='"b"'))),
    (content.an_entity_tag_stays_with_its_bytes, fetched(held=got(b"", 412))),
    (content.an_entity_tag_stays_with_its_bytes, fetched(unheld=got(b"", 304))),
    (
        content.a_part_of_other_bytes_is_not_added_to,
        fetched(**part(0, 1, piece(GOOD, BODY[:1])), guarded=got(BODY[:1], 206)),
    ),
    (
        content.a_part_of_other_bytes_is_not_added_to,
        fetched(**part(0, 1, piece(GOOD, BODY[:1])), guarded=got(b"", 412)),
    ),
    (content.no_document_is_too_small_too_large_or_oddly_named, fetched(got(b"", 404))),
    (content.no_document_is_too_small_too_large_or_oddly_named, fetched(got(b"other"))),
    (listing.a_record_tells_of_the_bytes_that_come, fetched(record=paper(fileSize=7))),
    (listing.a_record_tells_of_the_bytes_that_come, fetched(record=paper(sha256=None))),
    (listing.a_record_tells_of_the_bytes_that_come, fetched(record=paper(mimeType="text/html"))),
    (headers.a_file_comes_under_the_type_of_its_record, fetched(got(Content_Type="text/html"))),
    (headers.a_file_comes_under_the_type_of_its_record, fetched(got(Content_Type=""))),
    (headers.what_can_act_is_saved_and_not_opened, fetched(got(Content_Type="text/html"))),
    (
        headers.what_can_act_is_saved_and_not_opened,
        fetched(got(Content_Type="image/svg+xml", Content_Disposition="inline")),
    ),
    (headers.a_file_has_the_name_of_its_record, fetched(got(Content_Disposition="attachment; filename=a b"))),
    (headers.a_file_has_the_name_of_its_record, fetched(got(Content_Disposition="attachment; filename=other"))),
    (headers.no_cookie_comes_with_a_document, fetched(got(Set_Cookie="a=b"))),
    (
        headers.no_other_site_asks_with_the_readers_credentials,
        fetched(again=got(Access_Control_Allow_Origin="*", Access_Control_Allow_Credentials="true")),
    ),
    (headers.a_browser_is_told_not_to_guess, fetched(got(X_Content_Type_Options=""))),
)


@pytest.mark.parametrize(("judge", "download"), GOOD_CASES, ids=lambda value: getattr(value, "requirement", ""))
def test_a_document_that_is_sent_well_is_not_accused(judge: Check[Any], download: Download) -> None:
    assert told(judge, download) == []


@pytest.mark.parametrize(("judge", "download"), BAD_CASES, ids=lambda value: getattr(value, "requirement", ""))
def test_a_document_that_is_sent_badly_is_told_of(judge: Check[Any], download: Download) -> None:
    assert len(told(judge, download)) == 1
    assert judge.count(download) > 0


@pytest.mark.parametrize("value", [None, 7, True, "x", [], {}, "\u202e", ["public"], {"a": 1}])
@pytest.mark.parametrize(
    "member", ["filename", "fileSize", "mimeType", "sha256", "replaces", "redactionOf", "audience"]
)
def test_no_record_is_too_odd_to_be_judged(member: str, value: object) -> None:
    odd: dict[str, Any] = {member: value}
    record = paper(**odd)
    shelf = Listing(terms(), ((record, paper(seq=2)),), {"77c1": record})
    for judge in (*vars(content).values(), *vars(headers).values(), *vars(listing).values()):
        if isinstance(judge, Check) and judge.evidence is not Address:
            evidence = shelf if judge.evidence is Listing else fetched(record=record, grant=odd)
            assert all(isinstance(text, str) for text in told(judge, evidence))


def shelf(*records: Any, view: str = "public") -> Listing:  # noqa: ANN401
    return Listing(terms(view=view), (records,) if len(records) > 1 else (), {one.id: one for one in records})


def test_a_document_keeps_its_bytes() -> None:
    judge = listing.a_document_keeps_its_bytes
    assert told(judge, shelf(paper(), paper(seq=2), paper(seq=3, name="another title"))) == []
    assert len(told(judge, shelf(paper(), paper(seq=2, sha256="0" * 64)))) == 1
    assert len(told(judge, shelf(paper(), paper(seq=2, fileSize=1), paper(seq=3, fileSize=1)))) == 1
    assert told(judge, shelf(paper(), entries(item(2, kind="document", id="77c1", data={}))[0])) == []


@pytest.mark.parametrize(
    ("links", "flaws"),
    [
        ({"b": "a"}, 0),
        ({"b": "a", "c": "b"}, 0),
        ({"b": "elsewhere"}, 0),
        ({"a": "a"}, 1),
        ({"a": "b", "b": "a"}, 2),
        ({"a": "b", "b": "c", "c": "b"}, 2),
    ],
)
def test_replacements_lead_to_an_earlier_document(links: dict[str, str], flaws: int) -> None:
    for member in ("replaces", "redactionOf"):
        named: dict[str, dict[str, Any]] = {key: {member: target} for key, target in links.items()}
        records = [paper(key, **named.get(key, {})) for key in "abc"]
        assert len(told(listing.what_is_replaced_is_another_document_of_the_case, shelf(*records))) == flaws


def test_a_replacement_stays_with_its_case() -> None:
    judge = listing.what_is_replaced_is_another_document_of_the_case
    assert len(told(judge, shelf(paper("a", application="other"), paper("b", replaces="a")))) == 1


def test_a_redacted_copy_is_another_file() -> None:
    judge = listing.a_redacted_copy_is_not_the_whole_document
    assert told(judge, shelf(paper("a"), paper("b", redactionOf="a", sha256="0" * 64))) == []
    assert len(told(judge, shelf(paper("a"), paper("b", redactionOf="a")))) == 1
    assert told(judge, shelf(paper("b", redactionOf="a"))) == []


@pytest.mark.parametrize(
    ("members", "is_fine"),
    [
        ({}, True),
        ({"publicRegisterStatus": "publish", "audience": ["public", "consultees"]}, True),
        ({"publicRegisterStatus": "withhold"}, False),
        ({"publicRegisterStatus": "not-assessed"}, False),
        ({"audience": ["authority"]}, False),
        ({"audience": []}, False),
    ],
)
def test_a_public_view_lists_what_is_for_the_public(members: dict[str, Any], is_fine: bool) -> None:
    judge = listing.a_public_view_lists_what_is_for_the_public
    assert (told(judge, shelf(paper(**members))) == []) is is_fine
    assert told(judge, shelf(paper(**members), view="partner")) == []


@pytest.mark.parametrize(
    ("answer", "led", "unknown", "flaws"),
    [
        (got(b"", 303), got(), 404, 0),
        (got(), None, 404, 0),
        (got(b"", 303), None, 404, 1),
        (got(b"", 303), got(b"", 403), 404, 1),
        (got(b"", 303), got(b"other"), 404, 1),
        (got(b"", 404), None, 404, 1),
        (got(b"", 303), got(), 200, 1),
    ],
)
def test_a_durable_address_gives_the_document(answer: Exchange, led: Exchange | None, unknown: int, flaws: int) -> None:
    address = Address(terms(), paper(), answer, led, got(b"", unknown))
    assert len(told(content.the_durable_address_gives_the_document, address)) == flaws
