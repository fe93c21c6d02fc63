"""JUnit XML: one test case for each requirement, with a real `<failure>` where it failed."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from conformance.model.report import Report
from conformance.model.verdict import Outcome, Verdict
from conformance.report.sentence import sentence

# What XML 1.0 has no way to write.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ERRORS = (Outcome.ERRORED,)
NOT_JUDGED = (Outcome.UNSEEN, Outcome.INCONCLUSIVE, Outcome.DECLARED, Outcome.EXCLUDED, Outcome.WAIVED)


def render(report: Report) -> bytes:
    """The document, in UTF-8."""
    # A run that judges nothing is red all the same.
    unmet = not report.verdicts
    counts = {
        "tests": len(report.verdicts) + unmet,
        "failures": sum(_kind(verdict) == "failure" for verdict in report.verdicts),
        "errors": sum(_kind(verdict) == "error" for verdict in report.verdicts) + unmet,
        "skipped": sum(_kind(verdict) == "skipped" for verdict in report.verdicts),
    }
    numbers = {name: str(count) for name, count in counts.items()} | {"time": f"{report.run.took:.3f}"}
    root = ET.Element("testsuites", {"name": "conformance", **numbers})
    suite = ET.SubElement(root, "testsuite", {"name": "conformance", **numbers})
    properties = ET.SubElement(suite, "properties")
    for name, value in _properties(report).items():
        ET.SubElement(properties, "property", {"name": name, "value": _written(value)})
    for verdict in report.verdicts:
        _case(suite, report, verdict)
    if unmet:
        case = ET.SubElement(suite, "testcase", {"classname": "conformance", "name": "preflight", "time": "0"})
        ET.SubElement(case, "error", {"message": _written(sentence(report))})
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def save(report: Report, folder: Path) -> Path:
    """Write `junit.xml`. Its path."""
    path = folder / "junit.xml"
    path.write_bytes(render(report))
    return path


def _properties(report: Report) -> dict[str, str]:
    run = report.run
    return {
        "standard": run.standard,
        "suite": run.suite,
        "base-url": run.base_url,
        "mode": run.mode,
        "level": run.level,
        "seed": str(run.seed),
        "verdict": sentence(report),
    }


def _case(suite: ET.Element, report: Report, verdict: Verdict) -> None:
    requirement = verdict.requirement
    case = ET.SubElement(
        suite,
        "testcase",
        {"classname": f"conformance.{requirement.chapter}", "name": requirement.id, "time": "0"},
    )
    kind = _kind(verdict)
    if kind:
        message = verdict.reason or (f"because of {verdict.because}" if verdict.because else _first(verdict))
        last = message.strip().splitlines()[-1:]
        inner = ET.SubElement(case, kind, {"message": _written("".join(last))})
        if kind != "skipped":
            inner.set("type", requirement.id)
            inner.text = _written(_text(report, verdict))
    elif verdict.outcome is Outcome.WARNED:
        ET.SubElement(case, "system-out").text = _written(_text(report, verdict))


def _kind(verdict: Verdict) -> str:
    if verdict.outcome is Outcome.FAILED:
        return "failure"
    if verdict.outcome in ERRORS or verdict.required:
        return "error"
    return "skipped" if verdict.outcome in NOT_JUDGED else ""


def _first(verdict: Verdict) -> str:
    return f"{verdict.findings[0].actual}; expected {verdict.findings[0].expected}" if verdict.findings else ""


def _text(report: Report, verdict: Verdict) -> str:
    requirement = verdict.requirement
    lines = [requirement.statement, verdict.reason]
    for finding in verdict.findings[:3]:
        lines += [f"expected: {finding.expected}", f"actual: {finding.actual}"]
        lines += [f"request: {exchange.curl}" for exchange in finding.exchanges[-1:]]
    lines += [f"means: {requirement.why}", f"fix: {requirement.right}"]
    lines.append(f"rule: {report.run.site}standard/{requirement.chapter}/#{requirement.id}")
    return "\n".join(line for line in lines if line)


def _written(text: str) -> str:
    return UNWRITABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
