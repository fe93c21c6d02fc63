"""The one sentence that a run ends with."""

from __future__ import annotations

from conformance.model.report import Exit, Report
from conformance.model.verdict import Outcome, Verdict
from conformance.report.text import listed

MOST_NAMED = 12


def sentence(report: Report) -> str:
    """What was concluded, by what, and what could not be seen."""
    code, run = report.exit_code, report.run
    terms = f"{_short(run.standard)}, {run.mode}"
    classes = f"{listed(run.classes)} {terms}"
    if code is Exit.CONFORMS:
        return f"conforms to {listed(_judged(report))} {terms}: {_seen(report)}"
    if code is Exit.DOES_NOT_CONFORM:
        failed = report.having(Outcome.FAILED)
        own = [verdict for verdict in failed if not verdict.because]
        folded = len(failed) - len(own)
        because = f" ({folded} more because of them)" if folded else ""
        count = f"{len(own)} requirement{'s' if len(own) != 1 else ''} failed"
        return f"does not conform to {classes}: {count}: {_names(tuple(own))}{because}"
    if code is Exit.SUITE_BROKE:
        broken = _names(report.having(Outcome.ERRORED))
        return f"the suite itself broke while it judged {broken}: this is our fault, not the endpoint's"
    if code is Exit.INTERRUPTED:
        return f"interrupted: this report is partial; {_seen(report)}"
    if code is Exit.NOTHING_JUDGED:
        return f"nothing was judged: {_seen(report)}"
    return _undecided(report, classes)


def _undecided(report: Report, classes: str) -> str:
    if not report.verdicts:
        return f"could not judge: {report.trouble}"
    reason = report.trouble or next(verdict.reason for verdict in report.undecided)
    return f"could not judge {classes}: {reason}; undecided: {_names(report.undecided) or 'nothing'}"


def _judged(report: Report) -> tuple[str, ...]:
    """The classes of which something was seen: a word for the others would be worth nothing."""
    seen = report.having(Outcome.PASSED, Outcome.WARNED)
    return tuple(name for name in report.run.classes if any(name in v.requirement.classes for v in seen))


def _seen(report: Report) -> str:
    claimed = set(report.run.classes)
    excluded = report.having(Outcome.EXCLUDED)
    left_out = tuple(verdict for verdict in excluded if claimed & set(verdict.requirement.classes))
    judged = [v for v in report.verdicts if v.outcome not in (Outcome.EXCLUDED, Outcome.DECLARED)]
    open_ones = tuple(v for v in judged if v.outcome in (Outcome.UNSEEN, Outcome.INCONCLUSIVE))
    words = f"{len(judged) - len(open_ones)} of {len(judged) + len(left_out)} seen"
    more = {
        "warned": _names(report.having(Outcome.WARNED)),
        "not seen": _names(open_ones),
        "left out by mode or level": _names(left_out),
        "nothing judged of": ", ".join(name for name in report.run.classes if name not in _judged(report)),
    }
    return "; ".join((words, *(f"{name}: {told}" for name, told in more.items() if told)))


def _names(verdicts: tuple[Verdict, ...]) -> str:
    names = [verdict.requirement.id for verdict in verdicts]
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _short(version: str) -> str:
    return ".".join(version.split(".")[:2])
