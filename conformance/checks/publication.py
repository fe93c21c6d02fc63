"""Checks of the chapter *Publication*."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.refusal import CLEAR, refused_with
from conformance.evidence import Case, Walk
from conformance.model.finding import Findings
from conformance.standard import allows, paths


@check("publication.view-is-allow-listed", over="upserts", unseen="the feed holds no record")
def data_holds_only_what_the_view_may_show(walk: Walk) -> Findings:
    """What is built by taking fields away leaks with the next field that somebody adds."""
    view = walk.terms.description.view
    for entry in walk.upserts:
        shown = walk.terms.shown(entry.kind)
        if not walk.terms.record_schema(entry.kind):
            continue
        for path in sorted({path for path in paths(entry.data or {}) if path and not allows(shown, path)}):
            yield walk.breach(
                f"only fields that the crosswalk lists for the view {view or 'that the description does not name'}",
                f"{entry}: {path}",
                entry.exchange,
            )


@check(
    "publication.closed-view-needs-credentials",
    over="strangers",
    given=CLEAR,
    unseen="the view is public, or no token was given",
)
def a_stranger_is_refused(case: Case) -> Findings:
    """One address that was forgotten behind the login opens all of it."""
    yield from refused_with("credentials-required", case)
