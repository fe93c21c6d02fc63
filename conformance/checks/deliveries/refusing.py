"""Checks of *Deliveries*, section *Delivering*: positions, and deliveries that are refused as a whole."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.refusal import problem_of
from conformance.evidence import Delivery, Round
from conformance.model.finding import Findings
from conformance.model.instant import read, write
from conformance.model.strict import Json, NotJson
from conformance.model.strict import read as read_json
from conformance.standard.standard import PROBLEM

GAP = "deliveries.gap-is-refused"
EPOCH = "deliveries.new-epoch-begins-at-nothing"
MALFORMED = "deliveries.malformed-delivery-is-refused"
NO_STATE = "what was delivered was not answered"


@check(GAP, over="gapped", unseen=NO_STATE)
def what_leaves_a_gap_is_not_taken(round_: Round) -> Findings:
    """Taken in silence, the hole stays."""
    for one in round_.gapped:
        yield from _refused(round_, one, 409, "delivery-gap")


@check(MALFORMED, over="malformed", unseen=NO_STATE)
def what_is_no_delivery_is_not_taken(round_: Round) -> Findings:
    """A body that was cut off on the way is no smaller delivery."""
    for one in round_.malformed:
        yield from _refused(round_, one, 400, "malformed-body")


@check(
    "deliveries.large-delivery-is-refused",
    over="large",
    unseen="the description states no `limits.deliveryBytes`, or one that is too large to be tried",
)
def what_is_too_large_is_not_taken(round_: Round) -> Findings:
    """A sender that is told 413 halves its page and goes on."""
    for one in round_.large:
        if one.exchange.status != 413:
            yield round_.breach("413, for a body of a byte more than is taken", f"status {one.exchange.status}")


@check(EPOCH, over="foreign", given=(GAP,), unseen=NO_STATE)
def a_position_of_another_epoch_means_nothing(round_: Round) -> Findings:
    """A sender whose log was lost numbers anew."""
    for one in round_.foreign:
        yield from _refused(round_, one, 409, "delivery-gap")


def _refused(round_: Round, one: Delivery, status: int, word: str) -> Findings:
    """A finding unless a delivery was refused with a status and the problem that belongs to it."""
    expected = f"{status} with {PROBLEM}{word}, for {one.errand}"
    if one.exchange.status != status:
        yield round_.breach(expected, f"status {one.exchange.status}", one.exchange)
    elif problem_of(one.exchange).get("type") != PROBLEM + word:
        told = problem_of(one.exchange).get("type") or "no problem type"
        yield round_.breach(expected, f"{status} with {told}"[:200], one.exchange)


@check("deliveries.refused-delivery-leaves-nothing", over="refused", unseen="no delivery was refused")
def nothing_is_left_of_what_was_refused(round_: Round) -> Findings:
    """The sender was told no, and never learns that half of it is in somebody's register."""
    for one in round_.refused:
        for parcel in one.parcels:
            entry = round_.final.get(parcel.id)
            if entry is not None and not _taken_elsewhere(round_, one, parcel.id):
                yield round_.breach(
                    f"nothing of what was refused with {one.exchange.status}", str(entry), one.exchange, entry.exchange
                )


def _taken_elsewhere(round_: Round, refused: Delivery, key: str) -> bool:
    """Whether another delivery brought the same record and was answered."""
    return any(key == parcel.id for one in round_.answered if one is not refused for parcel in one.parcels)


@check("deliveries.state-tells-the-last-position", over="stated", given=(EPOCH, GAP), unseen=NO_STATE)
def the_state_is_where_the_sender_stands(round_: Round) -> Findings:
    """Told less, it sends a month again; told more, it leaves out a night."""
    for exchange in round_.stated:
        state = _object(exchange.body) if exchange.status == 200 else {}
        told = state.get("epoch"), state.get("last")
        if told != (round_.epoch, round_.last):
            expected = f"epoch {round_.epoch}, last {round_.last}"
            yield round_.breach(expected, f"status {exchange.status}, epoch {told[0]}, last {told[1]}"[:200], exchange)


@check("deliveries.state-covers-what-can-be-read", over="stated", unseen=NO_STATE)
def the_state_is_not_ahead_of_the_feed(round_: Round) -> Findings:
    """A sender reads there when its own changes come back to it."""
    for exchange in round_.stated:
        covered = _object(exchange.body).get("coveredTo")
        bound = read(covered) if isinstance(covered, str) else None
        if bound is not None and bound > round_.watermark:
            yield round_.breach(
                f"at most {write(round_.watermark)}, the watermark read after it", f"{covered}", exchange
            )


def _object(body: bytes) -> dict[str, Json]:
    try:
        value = read_json(body)
    except NotJson:
        return {}
    return value if isinstance(value, dict) else {}
