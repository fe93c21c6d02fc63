"""Checks of the chapter *Errors*."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.described import described
from conformance.checks.refusal import leaks, problem_of, refused_with
from conformance.evidence import Case, Transcript
from conformance.model.exchange import Exchange
from conformance.model.finding import Findings
from conformance.standard.standard import PROBLEM


@check("errors.refusal-has-registered-type", over="refusals", unseen="nothing was refused")
def a_refusal_is_a_registered_problem(case: Case) -> Findings:
    """A program reads the type; from a bare 400 it learns nothing."""
    for exchange in case.refusals:
        rows = case.terms.codelists["problem-type"].rows
        types = {PROBLEM + row["reference"]: row["http-status"] for row in rows}
        trouble = _trouble(exchange, types)
        if trouble:
            yield case.breach(f"a problem document with a type registered for {exchange.status}", trouble)


def _trouble(exchange: Exchange, types: dict[str, str]) -> str:
    problem = problem_of(exchange)
    kind = problem.get("type")
    if exchange.media_type != "application/problem+json":
        return f"the media type {exchange.media_type or 'is absent'}"
    if not problem:
        return "a body that is no JSON object"
    if not isinstance(kind, str) or kind not in types:
        return f"the type {kind!r}"[:120]
    if types[kind] != str(exchange.status):
        return f"the type {kind}, which is registered for {types[kind]}"
    if "status" not in problem or not isinstance(problem.get("title"), str):
        return "a problem whose `status` or `title` is absent"
    return ""


MORE_TELLING = (
    "changes.instants-are-utc-milliseconds",
    "documents.grant-is-not-stored",
    "documents.grant-answers-each-document",
    "documents.grant-request-is-refused-when-malformed",
    "documents.unknown-document-is-refused",
    "documents.grant-instants-are-true",
    "documents.grant-url-is-complete",
)


@check("errors.answer-is-described", given=MORE_TELLING)
def the_answer_to_any_request_is_described(case: Case) -> Findings:
    """An answer outside the description ends in a stack trace on the other side, at night."""
    for expected, actual in described(case.terms, case.exchange):
        yield case.breach(f"{expected}, for {case.says}", actual)


@check("errors.answer-is-described", over="all", given=MORE_TELLING)
def every_answer_of_the_run_is_described(transcript: Transcript) -> Findings:
    """What goes wrong once in a hundred answers goes wrong every night."""
    for exchange in transcript.all:
        for expected, actual in described(transcript.terms, exchange):
            yield transcript.breach(expected, actual, exchange)


@check("errors.problem-repeats-its-status", over="problems", unseen="nothing was refused with a problem document")
def a_problem_has_the_status_of_its_answer(transcript: Transcript) -> Findings:
    """Problems are logged without their headers."""
    for exchange in transcript.problems:
        told = problem_of(exchange).get("status", exchange.status)
        if told != exchange.status:
            yield transcript.breach(f"`status` {exchange.status}, as answered", f"{told!r}"[:100], exchange)
            return


@check("errors.refusal-is-not-stored", over="refusals", unseen="nothing was refused")
def nobody_may_keep_a_refusal(case: Case) -> Findings:
    """The fault is mended, and half of the consumers go on reading of it."""
    for exchange in case.refusals:
        told = ", ".join(value for name, value in exchange.headers if name.lower() == "cache-control")
        if "no-store" not in (word.strip().lower() for word in told.split(",")):
            yield case.breach(f"`Cache-Control: no-store` with {exchange.status}", told[:100] or "no such header")


@check("errors.refusal-tells-no-secrets", over="failures", unseen="nothing was refused")
def a_refusal_gives_nothing_away(case: Case) -> Findings:
    """Refusals are copied into tickets, mails and logs that many people read."""
    for exchange in case.failures:
        for what in leaks(exchange):
            yield case.breach("a refusal that gives nothing of the inside away", what)


@check("errors.unknown-address-is-refused", over="unknown_addresses", given=("errors.refusal-has-registered-type",))
def what_is_not_there_is_not_found(case: Case) -> Findings:
    """A start page in place of an answer looks like one, until somebody tries to read it."""
    yield from refused_with("unknown-operation", case)
