"""What a person reads in a log: each failure in at most sixteen lines, the verdict last."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator

from conformance.model.finding import Finding
from conformance.model.report import Report, Run
from conformance.model.verdict import Outcome, Verdict
from conformance.report.sentence import sentence
from conformance.report.text import printable, wrapped
from conformance.target import Depth, Mode

WORDS = {Outcome.FAILED: "FAIL", Outcome.WARNED: "WARN", Outcome.ERRORED: "BROKE"}


def render(report: Report) -> str:
    """The whole of what is printed, without a line end."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    run = report.run
    yield f"conformance {run.suite}, standard {run.standard}, seed {run.seed}"
    yield printable(f"{run.base_url} ({run.view or 'no view named'}), {run.mode}, level {run.level}")
    yield ""
    folded = Counter(verdict.because for verdict in report.verdicts if verdict.because)
    for verdict in report.verdicts:
        if verdict.breaks or verdict.outcome is Outcome.ERRORED:
            yield from _block(report, verdict, folded[verdict.requirement.id])
            yield ""
    for verdict in report.having(Outcome.UNSEEN, Outcome.INCONCLUSIVE):
        yield from wrapped("not seen", f"{verdict.requirement.id}: {verdict.reason}", 1)
    yield from _numbers(report)
    yield printable(sentence(report))


def _block(report: Report, verdict: Verdict, folded: int) -> Iterator[str]:
    requirement = verdict.requirement
    yield f"{WORDS[verdict.outcome]}  {requirement.id}  ({', '.join(requirement.classes)})"
    yield from wrapped("sentence", requirement.statement)
    if verdict.outcome is Outcome.ERRORED:
        yield from wrapped("broke", verdict.reason.strip().splitlines()[-1] if verdict.reason.strip() else "")
        return
    finding = verdict.findings[0]
    yield from wrapped("expected", finding.expected)
    yield from wrapped("actual", finding.actual + _often(verdict))
    yield from wrapped("means", requirement.why)
    yield from wrapped("fix", requirement.right)
    yield from _exchange(finding)
    yield from wrapped("rule", f"{report.run.site}standard/{requirement.chapter}/#{requirement.id}", 1)
    yield f"  {'replay':<9} {printable(_replay(report.run))}"
    if folded:
        yield from wrapped("folded", f"{folded} more failed because of this", 1)


def _often(verdict: Verdict) -> str:
    more = len(verdict.findings) - 1
    also = f" (and {more} more like it)" if more else ""
    return also + (f" ({verdict.seen} of {verdict.of} tries)" if verdict.of else "")


def _exchange(finding: Finding) -> Iterator[str]:
    exchange = finding.exchanges[-1] if finding.exchanges else None
    if exchange is None:
        return
    # A command is copied, so it stays on one line however long it is.
    yield f"  {'request':<9} {printable(exchange.curl)}"
    size = f"{len(exchange.body):,} bytes {exchange.media_type}".strip()
    answer = f"{exchange.status} in {exchange.took * 1000:.0f} ms, {size}" if exchange.status else exchange.trouble
    yield from wrapped("answer", answer, 1)


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
    told = ", ".join(f"{count} {name}" for name, count in counts.most_common())
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
