"""What a person reads in a log: each failure in at most sixteen lines, the verdict last."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from conformance.model.finding import Finding
from conformance.model.report import Report, Run
from conformance.model.verdict import Outcome, Verdict
from conformance.report.sentence import sentence
from conformance.report.text import printable, wrapped
from conformance.target import Depth, Mode

MOST_NAMED = 3
WORDS = {Outcome.FAILED: "FAIL", Outcome.WARNED: "WARN", Outcome.ERRORED: "BROKE"}


def render(report: Report, saved: Path | None = None) -> str:
    """The whole of what is printed, without a line end. `saved` is where all of it stands."""
    return "\n".join(_lines(report, saved))


def _lines(report: Report, saved: Path | None) -> Iterator[str]:
    run = report.run
    yield f"conformance {run.suite}, standard {run.standard}, seed {run.seed}"
    yield printable(f"{run.base_url} ({run.view or 'no view named'}), {run.mode}, level {run.level}")
    yield ""
    for verdict in report.verdicts:
        if verdict.breaks or verdict.outcome is Outcome.ERRORED:
            folded = [other.requirement.id for other in report.verdicts if other.because == verdict.requirement.id]
            yield from _block(report, verdict, folded)
            yield ""
    yield from _unseen(report)
    yield from _numbers(report)
    if saved:
        yield from wrapped("report", str(saved), 1)
    yield printable(sentence(report))


def _unseen(report: Report) -> Iterator[str]:
    """What was not seen, each reason once."""
    by_reason: dict[str, list[str]] = {}
    for verdict in report.having(Outcome.UNSEEN, Outcome.INCONCLUSIVE):
        by_reason.setdefault(verdict.reason, []).append(verdict.requirement.id)
    for reason, names in by_reason.items():
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        yield from wrapped("not seen", f"{', '.join(names[:MOST_NAMED])}{more}: {reason}")


def _block(report: Report, verdict: Verdict, folded: list[str]) -> Iterator[str]:
    requirement = verdict.requirement
    often = _often(verdict)
    classes = ", ".join(requirement.classes)
    yield f"{WORDS[verdict.outcome]}  {requirement.id}  ({classes}){f'  {often}' if often else ''}"
    yield from wrapped("sentence", requirement.statement)
    if verdict.outcome is Outcome.ERRORED:
        yield from wrapped("broke", verdict.reason.strip().splitlines()[-1] if verdict.reason.strip() else "")
        return
    finding = verdict.findings[0]
    yield from wrapped("expected", finding.expected)
    yield from wrapped("actual", finding.actual)
    yield from wrapped("means", requirement.why)
    yield from wrapped("fix", requirement.right)
    yield from _exchange(finding)
    address = f"{report.run.site}standard/{requirement.chapter}/#{requirement.id}"
    yield f"  {'rule':<9} {address}, or: conformance explain {requirement.id}"
    yield f"  {'replay':<9} {printable(_replay(report.run))}"
    if folded:
        yield from wrapped("folded", f"{', '.join(folded)} failed because of this", 1)


def _often(verdict: Verdict) -> str:
    """In how many tries it came, and how often in one."""
    tries = f"{verdict.seen} of {verdict.of} tries" if verdict.of else ""
    more = len(verdict.findings) - 1
    return ", ".join(word for word in (tries, f"{more} more like it" if more else "") if word)


def _exchange(finding: Finding) -> Iterator[str]:
    exchange = finding.exchanges[-1] if finding.exchanges else None
    if exchange is None:
        return
    # A command is copied, so it stays on one line however long it is.
    yield f"  {'request':<9} {printable(exchange.curl)}"
    size = f"{len(exchange.body):,} bytes {exchange.media_type}".strip()
    answer = f"{exchange.status} in {exchange.took * 1000:.0f} ms, {size}" if exchange.status else exchange.trouble
    others = ", ".join(str(other.n) for other in finding.exchanges[:-1][-MOST_NAMED:])
    beside = f"; held against exchange {others} of the report" if others else ""
    yield from wrapped("answer", answer + beside, 1)


def _replay(run: Run) -> str:
    """The command that asks the same questions again."""
    options = {
        "base-url": run.base_url,
        "profile": run.profile,
        "mode": run.mode if run.mode != Mode.READ_ONLY else "",
        "level": run.level if run.level != Depth.DEFAULT else "",
        "seed": str(run.seed),
    }
    return " ".join(["conformance", *(f"--{name} {shlex.quote(value)}" for name, value in options.items() if value)])


def _numbers(report: Report) -> Iterator[str]:
    counts = Counter(str(verdict.outcome) for verdict in report.verdicts)
    told = ", ".join(f"{counts[name]} {name}" for name in Outcome if counts[name])
    yield from wrapped("outcomes", told, 1)
    for verdict in report.verdicts:
        seen = verdict.observed
        if seen:
            words = f"{seen.n - seen.slow} of {seen.n} answers within {seen.threshold:g} ms"
            words += f"; promised are {seen.percentile:g} per cent"
            yield from wrapped("speed", words, 1)
    if report.left:
        yield from wrapped("left", f"could not take back {', '.join(report.left)}; please delete by hand", 1)
    yield from wrapped("cost", f"{len(report.exchanges)} requests in {report.run.took:.1f} seconds", 1)
