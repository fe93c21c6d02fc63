"""Checks of *Publication*, section *Views*."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.refusal import CLEAR, refused_with
from conformance.evidence import Case, Copy, Register, Walk
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


@check(
    "publication.submission-is-not-public",
    over="public",
    given=("publication.view-is-allow-listed",),
    unseen="the view is not public, or its feed holds no record",
)
def what_is_not_taken_on_is_not_public(register: Register) -> Findings:
    """Until the authority has taken it on, it is a letter that somebody wrote."""
    for entry in register.public:
        state = (entry.data or {}).get("stage"), (entry.data or {}).get("status")
        if entry.kind == "application" and state in register.terms.lifecycle.hidden:
            yield register.breach(
                "applications that the authority has taken on",
                f"{entry}: {' and '.join(map(str, state))}",
                entry.exchange,
            )


@check(
    "publication.sensitive-type-awaits-a-decision",
    over="sensitive",
    given=("records.matches-its-schema",),
    unseen="the feed holds no document of a sensitive type, or does not show what was decided on it",
)
def what_is_sensitive_is_not_born_public(copy: Copy) -> Findings:
    """Nobody looks at a bank statement again that a rule has published by itself."""
    for entry in copy.sensitive:
        data = entry.data or {}
        audience = data.get("audience")
        is_open = (isinstance(audience, list) and "public" in audience) or "publishedAt" in data
        if is_open and data.get("publicRegisterStatus") != "publish":
            expected = "`publicRegisterStatus` publish before a document of such a type is for the public"
            actual = f"{entry}: {data.get('publicRegisterStatus', 'no status')}, audience {audience}"
            yield copy.breach(expected, actual[:200], entry.exchange)


@check(
    "publication.whole-of-a-redaction-is-withheld",
    over="redactions",
    given=("documents.replacement-names-a-document", "records.matches-its-schema"),
    unseen="no redacted copy is listed beside its whole document",
)
def the_whole_of_a_redacted_copy_stays_in(copy: Copy) -> Findings:
    """Who publishes both has redacted nothing."""
    for entry, whole in copy.redactions:
        if (whole.data or {}).get("publicRegisterStatus") == "publish":
            expected = f"`publicRegisterStatus` withhold for {whole}, of which {entry.id} is the redacted copy"
            yield copy.breach(expected, "publish", whole.exchange, entry.exchange)
