"""`report.json`: the source from which every other rendering is made."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from conformance.model.exchange import Exchange
from conformance.model.finding import Finding
from conformance.model.instant import write as write_instant
from conformance.model.report import Report
from conformance.model.verdict import Verdict
from conformance.report.sentence import sentence

SCHEMA_VERSION = 1
# A report is read by people: of many findings alike the first few tell it all.
MOST_FINDINGS = 10
BODIES = "bodies"


def document(report: Report) -> dict[str, Any]:
    """The report as JSON values; `report.schema.yaml` describes it."""
    run = report.run
    shown = _shown(report)
    return {
        "schemaVersion": SCHEMA_VERSION,
        "standard": run.standard,
        "suite": run.suite,
        "target": {
            "baseUrl": run.base_url,
            "view": run.view,
            "classes": list(run.classes),
            "profile": run.profile or None,
        },
        "mode": run.mode,
        "level": run.level,
        "seed": run.seed,
        "runId": run.run_id,
        "started": write_instant(run.started),
        "seconds": round(run.took, 3),
        "complete": report.complete,
        "verdict": _clean(sentence(report)),
        "exitCode": int(report.exit_code),
        "requests": len(report.exchanges),
        **({"left": [_clean(one) for one in report.left]} if report.left else {}),
        "requirements": [_requirement(verdict) for verdict in report.verdicts],
        "exchanges": [_exchange(exchange, exchange.n in shown) for exchange in report.exchanges],
    }


def save(report: Report, folder: Path) -> Path:
    """Write `report.json`, and beside it the bodies that findings show. The path of the first."""
    bodies = folder / BODIES
    bodies.mkdir(parents=True, exist_ok=True)
    shown = _shown(report)
    for exchange in report.exchanges:
        if exchange.n in shown and exchange.body:
            (bodies / _digest(exchange)).write_bytes(exchange.body)
    path = folder / "report.json"
    path.write_bytes(orjson.dumps(document(report), option=orjson.OPT_INDENT_2) + b"\n")
    return path


def _requirement(verdict: Verdict) -> dict[str, Any]:
    requirement = verdict.requirement
    members: dict[str, Any] = {
        "id": requirement.id,
        "level": str(requirement.level),
        "chapter": requirement.chapter,
        "outcome": str(verdict.outcome),
        "required": verdict.required,
        "exposure": verdict.exposure,
        "findings": [_finding(finding, verdict.inputs) for finding in verdict.findings[:MOST_FINDINGS]],
    }
    if verdict.reason:
        members["reason"] = _clean(verdict.reason)
    if verdict.because:
        members["because"] = verdict.because
    if verdict.first:
        members["first"] = verdict.first
    if verdict.of:
        members |= {"seen": verdict.seen, "of": verdict.of}
    if verdict.observed:
        members["observed"] = asdict(verdict.observed)
    return members


def _finding(finding: Finding, inputs: str) -> dict[str, Any]:
    return {
        "expected": _clean(finding.expected),
        "actual": _clean(finding.actual),
        "inputs": _clean(inputs),
        "exchanges": [exchange.n for exchange in finding.exchanges],
        "curl": _clean(finding.exchanges[-1].curl) if finding.exchanges else None,
    }


def _exchange(exchange: Exchange, shown: bool) -> dict[str, Any]:
    return {
        "n": exchange.n,
        "method": exchange.request.method,
        "url": _clean(exchange.request.url),
        "status": exchange.status,
        "headers": [[_clean(name), _clean(value)] for name, value in exchange.headers],
        "bodyRef": f"{BODIES}/{_digest(exchange)}" if shown and exchange.body else None,
        "sent": write_instant(exchange.sent),
        "took": round(exchange.took, 6),
        **({"trouble": _clean(exchange.trouble)} if exchange.trouble else {}),
    }


def _shown(report: Report) -> frozenset[int]:
    """The numbers of the exchanges that a finding points to."""
    findings = (finding for verdict in report.verdicts for finding in verdict.findings[:MOST_FINDINGS])
    return frozenset(exchange.n for finding in findings for exchange in finding.exchanges)


def _digest(exchange: Exchange) -> str:
    return hashlib.sha256(exchange.body).hexdigest()


def _clean(text: str) -> str:
    """Text that any JSON reader takes: a lone surrogate from somewhere else is written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
