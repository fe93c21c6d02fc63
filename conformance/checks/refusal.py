"""What the checks of several chapters ask of a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.evidence import Case, Enquiry
from conformance.model.exchange import Exchange
from conformance.model.finding import Findings
from conformance.model.strict import Json, NotJson, read
from conformance.standard.standard import PROBLEM

# What is no answer of this standard is not judged as a refusal either.
CLEAR = ("errors.answer-is-described", "errors.refusal-has-registered-type")
# The placeholder that the client puts in the place of the token.
TOKEN = "~secret-1~"  # noqa: S105 - it stands for one
MOST = 65_536
SOURCE = r"(?:py|rb|php|java|kt|js|ts|cs|go|jar|dll|so|conf|ini|ya?ml|sqlite|db|log|sock)"
# Only what can be nothing else.
SIGNS = tuple(
    (what, re.compile(pattern, re.MULTILINE))
    for what, pattern in (
        ("a stack trace", r"Traceback \(most recent call last\)"),
        ("a stack trace", r"^\s*at [\w.$<>]{1,200}\([\w.$/-]{1,200}:\d+(?::\d+)?\)"),
        ("a stack trace", r"^\s*at \S.{0,200} in .{1,200}:line \d+"),
        ("a stack trace", rf"\.{SOURCE}[\"']?,? (?:on )?line \d+"),
        ("a stack trace", r"\.rb:\d+:in [`']"),
        ("a database query", r"\b(?:SELECT\s[^;]{1,400}?\sFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\S+\s+SET)\s"),
        (
            "an error of a database",
            r"\bORA-\d{5}|\bSQLSTATE\b|\bPG::\w+|\bpsycopg2?\.\w+|\bsqlite3\.\w+|\bSQLITE_[A-Z]+",
        ),
        ("an error of a database", r"System\.Data\.SqlClient|com\.mysql\.|org\.postgresql\."),
        ("a path of the server", rf"(?<![\w/.:])/(?:home|var|usr|opt|srv|etc|root|app)/[\w./-]{{1,300}}\.{SOURCE}\b"),
        ("a path of the server", r"\b[A-Za-z]:\\(?:inetpub|Users|Windows|Program Files|Sites)\\"),
        ("a private key", r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----"),
    )
)
ESCAPES = ((r"\\", "\\"), (r"\n", "\n"), (r"\r", "\n"), (r"\t", "\t"), (r"\"", '"'), (r"\/", "/"))


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


def answered_with(enquiry: Enquiry, status: int, word: str, says: str) -> Findings:
    """A finding unless a look-up was answered with a status and the problem that belongs to it."""
    exchange, expected = enquiry.exchange, f"{status} with {PROBLEM}{word}, for {says}"
    if exchange.status != status:
        yield enquiry.breach(expected, f"status {exchange.status}")
    elif problem_of(exchange).get("type") != PROBLEM + word:
        yield enquiry.breach(expected, f"{status} with {problem_of(exchange).get('type') or 'no problem type'}")


def leaks(exchange: Exchange) -> Iterator[str]:
    """What stands in the body or the headers of an answer and belongs inside, each once."""
    # Where a JSON string holds a trace, its lines end in two letters.
    text = exchange.body[:MOST].decode("utf-8", "replace")
    for escape, letter in ESCAPES:
        text = text.replace(escape, letter)
    # `Location` is masked for its own sake.
    text += "".join(f"\n{name}: {value}" for name, value in exchange.headers if name.lower() != "location")
    if exchange.request.authorised and TOKEN in text:
        yield "the token that it was asked with"
    told = set()
    for what, sign in SIGNS:
        found = sign.search(text)
        if found and what not in told:
            told.add(what)
            yield f"{what}: {' '.join(found[0].split())[:80]}"
