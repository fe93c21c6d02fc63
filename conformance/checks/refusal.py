"""What the checks of several chapters ask of a refusal."""

from __future__ import annotations

from conformance.evidence import Case
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
    """A finding unless a flawed request was answered with the problem that it has, and with the status of that."""
    if case.flaw != flaw or not case.exchange.status:
        return
    exchange, status = case.exchange, _status_of(flaw, case)
    expected = f"{status} with {PROBLEM}{flaw}, for {case.says}"
    if str(exchange.status) != status:
        yield case.breach(expected, f"status {exchange.status}")
    elif problem_of(exchange).get("type") != PROBLEM + flaw:
        yield case.breach(expected, f"{status} with {problem_of(exchange).get('type') or 'no problem type'}")


def _status_of(flaw: str, case: Case) -> str:
    rows = case.terms.codelists["problem-type"].rows
    return next((row["http-status"] for row in rows if row["reference"] == flaw), "400")
