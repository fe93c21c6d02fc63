"""Checks of *Deliveries*, section *Delivering*: what becomes of the items of a delivery."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.altered import altered
from conformance.checks.deliveries.conversing import KEPT, OLDER, REMOVED
from conformance.evidence import Role, Round
from conformance.model.finding import Findings
from conformance.standard.standard import PROBLEM

RESULTS = "deliveries.each-item-has-a-result"
BESIDE = "deliveries.rejected-item-stops-no-other"
ORDER = "deliveries.items-are-applied-in-order"
NONE = "no delivery of several items was answered"
TAKEN = ("applied", "unchanged", "stale")


@check(RESULTS, over="answered", unseen="no delivery was answered")
def every_item_is_answered_in_its_place(round_: Round) -> Findings:
    """A sender settles its outbox by these results."""
    for one in round_.answered:
        if len(one.results) != len(one.parcels):
            yield round_.breach(f"{len(one.parcels)} results, one for each item", "others than that", one.exchange)
            continue
        for place, (parcel, result) in enumerate(zip(one.parcels, one.results, strict=True)):
            named = result.get("kind"), result.get("id")
            if named != (parcel.item["kind"], parcel.id):
                yield round_.breach(f"the result of {parcel} at place {place}", f"{named}"[:200], one.exchange)


@check(
    "deliveries.equal-version-with-other-data-is-rejected",
    over="mixed",
    given=(RESULTS, KEPT, OLDER, ORDER),
    unseen=NONE,
)
def two_states_do_not_share_a_version(round_: Round) -> Findings:
    """A receiver that calls it unchanged hides the fault, and two copies differ for ever."""
    for one in round_.mixed if round_.is_first_kept else ():
        for parcel, status in one.answers(Role.CHANGED):
            if status in TAKEN:
                yield round_.breach(f"rejected, for {parcel}", status, one.exchange)


@check("deliveries.invalid-record-is-rejected", over="mixed", given=(RESULTS,), unseen=NONE)
def what_is_not_valid_is_not_taken_in(round_: Round) -> Findings:
    """The one who can still mend the record is the one who sends it."""
    for one in round_.mixed:
        for parcel, status in one.answers(Role.INVALID):
            if status in TAKEN:
                yield round_.breach(f"rejected, for {parcel}: `addressText` is a number", status, one.exchange)


@check("deliveries.unkept-kind-is-rejected", over="mixed", given=(RESULTS, KEPT), unseen=NONE)
def what_is_kept_nowhere_is_not_taken_in(round_: Round) -> Findings:
    """A receipt for something lost. Whoever keeps every kind shows it in the feed."""
    for one in round_.mixed:
        for parcel, status in one.answers(Role.STRANGE):
            if status in TAKEN and parcel.id not in round_.final:
                yield round_.breach(f"rejected, for {parcel}", f"{status}, and no entry of it", one.exchange)


@check("deliveries.rejection-says-why", over="answered", given=(RESULTS,), unseen="no delivery was answered")
def a_rejected_item_has_a_problem(round_: Round) -> Findings:
    """Rejected without a word, nobody on the other side knows what to mend."""
    types = {PROBLEM + code for code in round_.terms.codelists["problem-type"].codes}
    for one in round_.answered:
        for parcel, result in zip(one.parcels, one.results, strict=False):
            problem = result.get("problem")
            kind = problem.get("type") if isinstance(problem, dict) else None
            if result.get("status") == "rejected" and kind not in types:
                yield round_.breach(f"a registered problem, for {parcel}", f"{kind or 'none'}"[:100], one.exchange)


@check(
    BESIDE,
    over="mixed",
    given=(RESULTS, "deliveries.malformed-delivery-is-refused", "deliveries.state-tells-the-last-position"),
    unseen=NONE,
)
def the_others_are_handled_all_the_same(round_: Round) -> Findings:
    """One bad record in a night of ten thousand otherwise stops the night."""
    for one in round_.mixed if round_.is_first_kept else ():
        if one.is_refused:
            yield round_.breach("200, with a result for each item", f"status {one.exchange.status}", one.exchange)
        for parcel, status in one.answers(Role.GOOD, Role.LATER):
            if status == "rejected":
                yield round_.breach(f"applied, for {parcel}: such a one alone was", status, one.exchange)


@check(ORDER, over="mixed", given=(RESULTS, KEPT, OLDER), unseen=NONE)
def the_second_item_of_a_record_follows_the_first(round_: Round) -> Findings:
    """Applied side by side, the first state may win."""
    for one in round_.mixed:
        by_id = {(parcel.id, parcel.role): status for parcel, status in one.answers(Role.GOOD, Role.LATER)}
        for parcel, status in one.answers(Role.LATER):
            entry = round_.final.get(parcel.id)
            if by_id.get((parcel.id, Role.GOOD)) == "stale":
                yield round_.breach("the first item of a record applied before the second", "stale", one.exchange)
            elif status == "applied" and entry and entry.version != parcel.item["version"]:
                yield round_.breach(f"version {parcel.item['version']} in the feed", str(entry), one.exchange)


@check(REMOVED, over="mixed", given=(RESULTS, OLDER, KEPT, ORDER), unseen=NONE)
def a_tombstone_of_what_never_was_counts(round_: Round) -> Findings:
    """The removal may arrive before the record does."""
    for one in round_.mixed:
        buried = {parcel.id for parcel, status in one.answers(Role.GRAVE) if status in ("applied", "unchanged")}
        for parcel, status in one.answers(Role.BURIED):
            if parcel.id in buried and status == "applied":
                yield round_.breach(f"stale, for {parcel}: version 2 is a tombstone", status, one.exchange)


@check("deliveries.extensions-are-kept", over="mixed", given=(RESULTS, KEPT), unseen=NONE)
def extensions_come_back_as_they_were_sent(round_: Round) -> Findings:
    """A system between two partners does not break what it knows nothing of."""
    for one in round_.mixed if "extensions" in round_.terms.shown("site") else ():
        for parcel, status in one.answers(Role.EXTENDED):
            entry, sent = round_.final.get(parcel.id), parcel.item["data"]
            if status != "applied" or entry is None or not isinstance(sent, dict):
                continue
            ours, theirs = {"extensions": sent["extensions"]}, {"extensions": (entry.data or {}).get("extensions")}
            if ours != theirs:
                yield round_.breach("the extensions as sent", altered(ours, theirs), one.exchange, entry.exchange)


@check(
    "deliveries.repeat-is-harmless",
    over="again",
    given=(RESULTS, KEPT, OLDER, REMOVED, ORDER, "deliveries.unkept-kind-is-rejected"),
    unseen=NONE,
)
def the_same_again_changes_nothing(round_: Round) -> Findings:
    """The answer got lost, so the sender sends again."""
    before = {
        (parcel.id, parcel.item["version"]): status for one in round_.mixed for parcel, status in one.answers(*Role)
    }
    for one in round_.again if before else ():
        if one.is_refused:
            yield round_.breach("200, for a delivery that was answered 200 before", f"status {one.exchange.status}")
        for parcel, status in one.answers(*Role):
            if status == "applied" and before.get((parcel.id, parcel.item["version"])) == "applied":
                yield round_.breach(f"nothing applied again, for {parcel}", status, one.exchange)
