"""What the checks of several chapters ask of a refusal."""

from __future__ import annotations

from conformance.evidence import Case, Enquiry
from conformance.model.exchange import Exchange
from conformance.model.finding import Findings
from conformance.model.strict import Json, NotJson, read
from conformance.standard.standard import PROBLEM


def problem_of(exchange: Exchange) -> dict[str, Json]:
    """The members of a problem document; none if the body is something else."""
    try:
        body = read(exchange.body)
    except NotJson:
        return {}
    return body if isinstance(body, dict) else {}


def refused_with(flaw: str, case: Case) -> Findings:
    """A finding unless a flawed request was answered 400 with the problem that it has."""
    if case.flaw != flaw or not case.exchange.status:
        return
    exchange, expected = case.exchange, f"400 with {PROBLEM}{flaw}, for {case.says}"
    if exchange.status != 400:
        yield case.breach(expected, f"status {exchange.status}")
    elif problem_of(exchange).get("type") != PROBLEM + flaw:
        yield case.breach(expected, f"400 with {problem_of(exchange).get('type') or 'no problem type'}")


def answered_with(enquiry: Enquiry, status: int, word: str, says: str) -> Findings:
    """A finding unless a look-up was answered with a status and the problem that belongs to it."""
    exchange, expected = enquiry.exchange, f"{status} with {PROBLEM}{word}, for {says}"
    if exchange.status != status:
        yield enquiry.breach(expected, f"status {exchange.status}")
    elif problem_of(exchange).get("type") != PROBLEM + word:
        yield enquiry.breach(expected, f"{status} with {problem_of(exchange).get('type') or 'no problem type'}")
