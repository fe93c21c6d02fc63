"""Checks of *Documents*, sections *Uploads* and *Withdrawal*."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.changes.causes import WHOLE_FEED
from conformance.checks.refusal import CLEAR, problem_of
from conformance.evidence import Address, Handover, Introduction, Lodgement
from conformance.evidence.documents.uploads import REFUSED, members_of
from conformance.model.finding import Findings
from conformance.standard.standard import PROBLEM

RESERVED = ("documents.upload-is-reserved", "errors.answer-is-described")
AVAILABLE = (
    "documents.completed-upload-is-available",
    "documents.upload-waits-for-completion",
    "documents.upload-needs-its-bytes",
    "documents.grant-opens-its-document",
    *RESERVED,
)
NOTHING = "no upload came so far"


def _refused(handover: Handover, step: str, status: int, word: str, says: str) -> Findings:
    for exchange in handover.step(step):
        kind = problem_of(exchange).get("type")
        if exchange.status != status or kind != PROBLEM + word:
            told = f"status {exchange.status} with {kind or 'no problem'}"
            yield handover.breach(f"{status} with {PROBLEM}{word}, for {says}", told, exchange)


@check("documents.upload-is-reserved", given=("errors.answer-is-described",))
def a_sound_reservation_gets_a_place(handover: Handover) -> Findings:
    """The document has its name before its bytes, so that a lost answer can be found again."""
    exchange, told = handover.steps["reserve"], handover.reserved
    if exchange.status != 201:
        yield handover.breach("201 with a reservation", f"status {exchange.status}", exchange)
        return
    for name in ("upload", "document", "url"):
        if not isinstance(told.get(name), str) or not told[name]:
            yield handover.breach(f"`{name}` in the reservation", f"{told.get(name)!r}"[:80], exchange)
    # What was taken for complete before its bytes came takes none any more, and that is told elsewhere.
    is_open = all(early.status != 200 for early in handover.step("early"))
    for put in handover.step("put"):
        if is_open and put.status not in (200, 201, 204):
            yield handover.breach("a URL that takes the bytes", f"status {put.status} there", exchange, put)


@check("documents.bad-reservation-is-refused", given=CLEAR)
def an_unsound_reservation_is_refused(handover: Handover) -> Findings:
    """What is not known before the bytes come cannot be checked when they come."""
    yield from _refused(handover, "badly", 422, "invalid-upload", "a negative size and no digest")


@check("documents.upload-needs-its-bytes", given=(*CLEAR, *RESERVED))
def nothing_is_complete_without_its_bytes(handover: Handover) -> Findings:
    """A document without bytes is a dead link from its first day."""
    yield from _refused(handover, "early", 409, "upload-incomplete", "a completion before the bytes came")


@check("documents.upload-grant-only-writes", given=RESERVED)
def who_may_write_may_not_read(handover: Handover) -> Findings:
    """Who may hand a file in may not read one."""
    for exchange in handover.step("read"):
        if exchange.status not in REFUSED:
            yield handover.breach("a refusal of GET", f"status {exchange.status}", exchange)


@check("documents.upload-waits-for-completion", given=("documents.upload-needs-its-bytes", *RESERVED))
def nothing_is_given_out_before_it_is_complete(handover: Handover) -> Findings:
    """Half of a plan is a plan of something else."""
    for exchange in handover.step("waiting"):
        if exchange.status == 200:
            yield handover.breach("no grant before the upload is complete", "status 200", exchange)


@check(
    "documents.completed-upload-is-available",
    given=(
        "documents.upload-waits-for-completion",
        "documents.upload-needs-its-bytes",
        "documents.grant-opens-its-document",
        "documents.grant-answers-each-document",
        *WHOLE_FEED,
        *RESERVED,
    ),
)
def what_is_complete_is_there(handover: Handover) -> Findings:
    """The one who handed it in is told that it is there."""
    for exchange in handover.step("complete"):
        if exchange.status != 200:
            yield handover.breach("200 to a completion", f"status {exchange.status}", exchange)
    if not handover.is_complete or "entry" not in handover.followed:
        return
    # A file that waits for its scan is published, and its bytes are not given out yet.
    is_pending = members_of(handover.steps["complete"]).get("contentStatus") == "pending"
    data = handover.entry.data if handover.entry else None
    if data is None:
        yield handover.breach("the document in the feed", "no entry of it", *handover.completed)
        return
    for name in ("filename", "fileSize", "mimeType", "sha256"):
        if data.get(name) != handover.wanted[name] and not (is_pending and name not in data):
            told = f"{data.get(name)!r}"[:120]
            yield handover.breach(f"`{name}` {handover.wanted[name]!r}"[:200], told, *handover.completed)
    opened = handover.step("opened")
    if not is_pending and (not opened or opened[0].body != handover.body):
        told = f"{len(opened[0].body)} other bytes, status {opened[0].status}" if opened else "no grant of it"
        yield handover.breach("the bytes that were handed in", told, *handover.step("granted"), *opened)


@check(
    "documents.submission-keeps-its-bytes",
    over="taken",
    given=(
        "deliveries.applied-item-is-published",
        "documents.grant-opens-its-document",
        "documents.grant-answers-each-document",
        "documents.upload-needs-its-bytes",
        *RESERVED,
    ),
    unseen="no submission was taken",
)
def what_was_sent_in_is_read_as_it_was_sent(lodgement: Lodgement) -> Findings:
    """Years later somebody asks what the applicant said."""
    opened = lodgement.steps.get("opened")
    for delivered in lodgement.taken:
        if opened is None:
            yield lodgement.breach(
                "a grant of the bytes that were handed in", "none", delivered, lodgement.steps["granted"]
            )
        elif opened.status != 200 or opened.body != lodgement.body:
            told = f"status {opened.status} with {len(opened.body)} bytes that are others"
            yield lodgement.breach("the bytes that were handed in", told, delivered, opened)


@check("documents.wrong-bytes-are-never-available", given=("documents.upload-needs-its-bytes", *RESERVED))
def bytes_that_were_not_announced_are_not_given_out(handover: Handover) -> Findings:
    """A connection that broke in the middle leaves half a file."""
    for exchange in handover.step("spoilt-complete"):
        opened = handover.step("spoilt-opened")
        if exchange.status == 200 and opened and opened[0].status == 200:
            told = f"{len(opened[0].body)} bytes, which are others"
            yield handover.breach("no bytes but those that were announced", told, exchange, *opened)


@check("documents.completed-upload-stands", over="completed", given=AVAILABLE, unseen=NOTHING)
def what_comes_later_changes_nothing(handover: Handover) -> Findings:
    """The grant to write lives on for minutes, and who has it could replace a plan that was checked."""
    before = handover.step("opened")
    for exchange in handover.step("reopened") if before and before[0].status == 200 else ():
        if exchange.body != handover.body or exchange.status != 200:
            told = f"status {exchange.status} with {len(exchange.body)} bytes, after other bytes were sent"
            yield handover.breach("the same bytes as before", told, *handover.step("replace"), exchange)


@check("documents.completion-is-repeatable", over="completed", given=RESERVED, unseen=NOTHING)
def a_completion_can_be_asked_for_again(handover: Handover) -> Findings:
    """An answer gets lost, and the client asks again."""
    for exchange in handover.step("again"):
        first, second = (members_of(one).get("document") for one in (handover.steps["complete"], exchange))
        if exchange.status != 200 or first != second:
            told = f"status {exchange.status}, document {second!r}"[:200]
            yield handover.breach(f"200 with the document {first!r}"[:200], told, exchange)


@check("documents.unknown-upload-is-refused", given=CLEAR)
def an_upload_that_never_was_is_unknown(handover: Handover) -> Findings:
    """Whether it never was or is somebody else's: the answer is the same."""
    yield from _refused(handover, "unknown", 404, "unknown-upload", "an upload that never was")


@check("documents.withdrawal-time-is-declared", given=("discovery.describes-itself",))
def the_time_that_a_withdrawal_takes_is_stated(introduction: Introduction) -> Findings:
    """When a telephone number is on the register, the first question is for how long."""
    most = introduction.terms.levels["withdrawalSecondsMost"]
    stated = introduction.terms.description.members.get("withdrawalSeconds")
    if not isinstance(stated, int | float) or isinstance(stated, bool) or not 0 <= stated <= most:
        yield introduction.breach(f"`withdrawalSeconds` of at most {most:g}", f"{stated!r}"[:80])


@check(
    "documents.withdrawn-document-is-a-tombstone",
    over="withdrawn",
    given=(*AVAILABLE, *WHOLE_FEED),
    unseen="nothing was withdrawn",
)
def who_copied_it_is_told(handover: Handover) -> Findings:
    """Every register that copied it keeps it until it is told."""
    is_there = handover.entry is not None and not handover.entry.is_tombstone
    if is_there and "tombstone" in handover.followed and not (handover.tombstone and handover.tombstone.is_tombstone):
        yield handover.breach("a tombstone in the feed", str(handover.tombstone), *handover.withdrawn)


@check(
    "documents.withdrawn-document-gets-no-grant",
    over="withdrawn",
    given=AVAILABLE,
    unseen="nothing was withdrawn",
)
def no_grant_is_given_for_what_is_gone(handover: Handover) -> Findings:
    """What is off the register is off it for one who knows its id too."""
    for exchange in handover.step("regranted") if handover.withdrawn else ():
        if exchange.status == 200:
            yield handover.breach("no grant after the withdrawal", "status 200", *handover.withdrawn, exchange)


@check(
    "documents.withdrawal-ends-old-grants",
    over="withdrawn",
    given=("documents.withdrawn-document-gets-no-grant", *AVAILABLE),
    unseen="nothing was withdrawn",
)
def what_was_given_out_before_ends(handover: Handover) -> Findings:
    """A signed URL opens its file for an hour, whatever the record says."""
    for exchange in handover.step("lingering") if handover.withdrawn else ():
        if exchange.status not in REFUSED:
            expected = "a refusal once the declared `withdrawalSeconds` have passed"
            yield handover.breach(expected, f"status {exchange.status}", *handover.withdrawn, exchange)


@check(
    "documents.withdrawn-address-is-gone",
    over="withdrawn",
    given=("documents.content-address-leads-to-the-bytes", "changes.removal-is-a-tombstone"),
    unseen="no document was withdrawn from a public view",
)
def the_address_of_what_is_gone_leads_nowhere(address: Address) -> Findings:
    """The address stands in old reports for ever."""
    for exchange in address.withdrawn:
        if exchange.status not in (404, 410):
            yield address.breach("404 or 410 for a document that was withdrawn", f"status {exchange.status}", exchange)
