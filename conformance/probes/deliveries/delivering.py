"""Delivers several items at once to a sandbox, good ones and bad ones, and what is no delivery at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from conformance.evidence import Delivery, Errand, Parcel, Role, Round
from conformance.model.strict import Json
from conformance.probes.deliveries.conversing import KIND, record
from conformance.probes.deliveries.sending import delivery, post
from conformance.probes.probe import Probe
from conformance.probes.visit import Unanswered, Visit, answered

# A larger limit is not worth the line.
LARGEST_BODY = 8 * 1024 * 1024
FAR = 1_000
STRANGE = "conformanceBench"
EXTENSIONS: dict[str, Json] = {"conformance": {"words": ["Façade", ""], "number": 7, "nothing": {}}}
Item = dict[str, Json]


@dataclass(slots=True)
class _Course:
    """A round while it goes on."""

    visit: Visit
    name: str
    deliveries: list[Delivery] = field(default_factory=list)

    def item(self, who: str, version: int, state: int = 0, **members: Json) -> Item:
        """A site as a sender would send it."""
        head: Item = {"kind": KIND, "id": f"{self.name}-{who}", "version": version, "op": "upsert"}
        return {**head, "data": record(self.visit, state), **members}

    def send(self, errand: Errand, *parcels: tuple[Role, Item]) -> Item:
        """Deliver some items; the body that was sent."""
        body = delivery(self.visit, tuple(item for _, item in parcels))
        self.hand_in(errand, parcels, body)
        return body

    def hand_in(
        self,
        errand: Errand,
        parcels: tuple[tuple[Role, Item], ...],
        body: Item,
        spoil: Callable[[bytes], bytes] = bytes,
    ) -> None:
        """Send a body as it stands, or spoilt."""
        sent = tuple(Parcel(role, item) for role, item in parcels)
        self.deliveries.append(Delivery(errand, sent, post(self.visit, body, spoil)))


def go_round(visit: Visit, course: str) -> Round:
    """Carry out one course, ask how far we have come, and read the receiver's feed."""
    running = _Course(visit, visit.mint())
    COURSES[course](running)
    epoch = visit.outbox.epoch or visit.target.run_id
    state = answered(visit.client.get(f"deliveries/conformance-{visit.target.run_id}"))
    if not visit.overtakes():
        raise Unanswered("the watermark did not pass the last delivery")
    ids = {parcel.id for one in running.deliveries for parcel in one.parcels}
    final = {entry.id: entry for entry in visit.tail.latest.values() if entry.id in ids}
    told = tuple(running.deliveries)
    return Round(visit.terms, told, state, epoch, visit.outbox.acknowledged, final, visit.tail.watermark)


def _mixed(course: _Course) -> None:
    """Every item has a fate of its own; then all of it again."""
    course.send(Errand.FIRST, (Role.GOOD, course.item("held", 1)), (Role.GOOD, course.item("erased", 1)))
    extended = course.item("extended", 1)
    extended["data"] = {**record(course.visit, 0), "extensions": EXTENSIONS}
    grave: Item = {"kind": KIND, "id": f"{course.name}-grave", "version": 2, "op": "delete", "reason": "withdrawn"}
    erased: Item = {**grave, "id": f"{course.name}-erased", "erase": True}
    parcels = (
        (Role.GOOD, course.item("good", 1)),
        (Role.CHANGED, course.item("held", 1, 1)),
        (Role.INVALID, course.item("invalid", 1, data={"addressText": 7})),
        (Role.STRANGE, course.item("strange", 1, kind=STRANGE, data={"seats": 3})),
        (Role.LATER, course.item("good", 2, 1)),
        (Role.EXTENDED, extended),
        (Role.GRAVE, grave),
        (Role.BURIED, course.item("grave", 1)),
        (Role.ERASED, erased),
        (Role.GOOD, course.item("last", 1)),
    )
    body = course.send(Errand.MIXED, *parcels)
    course.hand_in(Errand.AGAIN, parcels, body)


def _refused(course: _Course) -> None:
    """What is no delivery, what leaves a gap, and what is too large; each with an item that nobody is to keep."""

    def hand_in(errand: Errand, spoil: Callable[[bytes], bytes] = bytes, **members: Json) -> None:
        item = course.item(errand.name.lower().replace("_", "-"), 1)
        body = {**delivery(course.visit, (item,)), **members}
        sent: Item = {name: value for name, value in body.items() if value is not None}
        course.hand_in(errand, ((Role.GOOD, item),), sent, spoil)

    course.send(Errand.FIRST, (Role.GOOD, course.item("held", 1)))
    hand_in(Errand.GAP, after=course.visit.outbox.acknowledged + FAR)
    hand_in(Errand.CUT_OFF, lambda body: body[:-2])
    hand_in(Errand.NAMELESS, publisher=None)
    hand_in(Errand.NO_LIST, items={"0": "no list"})
    most = course.visit.terms.description.number("limits", "deliveryBytes")
    if most and most <= LARGEST_BODY:
        hand_in(Errand.LARGE, lambda body: body + b" " * (int(most) + 1 - len(body)))


def _reborn(course: _Course) -> None:
    """The log of the sender was lost: it numbers anew, and its versions go on."""
    held, foreign = course.item("held", 1), course.item("foreign", 1)
    course.send(Errand.FIRST, (Role.GOOD, held))
    old = course.visit.outbox.acknowledged
    course.visit.outbox.begin(f"{course.visit.target.run_id}-{len(course.visit.client.memory.exchanges)}")
    body = {**delivery(course.visit, (foreign,)), "after": max(1, old)}
    course.hand_in(Errand.FOREIGN_GAP, ((Role.GOOD, foreign),), body)
    course.send(Errand.REBORN, (Role.REPEATED, held), (Role.GOOD, course.item("new", 1)))


COURSES: dict[str, Callable[[_Course], None]] = {
    "items of every sort": _mixed,
    "what is to be refused": _refused,
    "a new epoch": _reborn,
}


def courses(_visit: Visit) -> Iterator[str]:
    """The new epoch last: what comes after goes on in it."""
    yield from COURSES


ROUNDS = Probe(Round, go_round, courses, recalls=False, smoke=0, of="deliver")
