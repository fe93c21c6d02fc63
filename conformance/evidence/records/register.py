"""Evidence of records by themselves: everything that a run was told of each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from conformance.evidence.evidence import Evidence
from conformance.evidence.terms import Terms
from conformance.model.exchange import Exchange
from conformance.model.page import Entry, Page
from conformance.model.strict import Json
from conformance.standard import at

Step = tuple[Entry, Entry]
Point = tuple[float, float]
# A case, with all that hangs from it.
ROOT = "application"
GRID = ("easting", "northing", "latitude", "longitude")
DEGREES = ("latitude", "longitude")


@dataclass(frozen=True, slots=True)
class Place:
    """What a record says of where something is: a geometry, or a number of degrees. `path` is where it says so."""

    entry: Entry
    path: str
    value: Json

    @property
    def positions(self) -> tuple[list[Json], ...]:
        """Each position of a geometry; of a number, the number."""
        if isinstance(self.value, dict):
            return tuple(_positions(self.value.get("coordinates")))
        return ([self.value],)


def _positions(value: Json) -> Iterator[list[Json]]:
    if isinstance(value, list) and any(not isinstance(inner, list) for inner in value):
        yield value
    for inner in value if isinstance(value, list) else ():
        yield from _positions(inner)


def _of(found: Callable[[Register], Iterable[object]]) -> property:
    """A part of what was met."""
    return property(lambda register: tuple(found(register)))


def _applications(register: Register) -> Iterator[Entry]:
    return (entry for entry in register.entries if entry.kind == ROOT)


def _withdrawn(register: Register) -> Iterator[Entry]:
    return (entry for entry in _applications(register) if (entry.data or {}).get("status") == "withdrawn")


def _steps(register: Register) -> Iterator[Step]:
    for course in register.courses:
        for earlier, later in pairwise(course):
            if not earlier.is_tombstone and not later.is_tombstone and earlier.seq < later.seq:
                yield earlier, later


def _moves(register: Register) -> Iterator[Step]:
    """Where the view does not show corrections, nobody can tell a move that is one."""
    if "corrections[].reason" in register.terms.shown(ROOT):
        yield from (step for step in _steps(register) if step[0].kind == ROOT)


def _quashed(register: Register) -> Iterator[str]:
    """The applications of which a live decision was quashed."""
    for latest in (course[-1] for course in register.courses):
        data = latest.data or {}
        if latest.kind == "decision" and not latest.is_tombstone and data.get("quashed") is True:
            yield str(data.get("application"))


def case_kinds(terms: Terms) -> frozenset[str]:
    """The applications, and the kinds that cannot be without one, however many records lie between."""
    needs = {
        kind: {leaf.refers_to for leaf in terms.leaves(kind) if leaf.needed and leaf.refers_to}
        for kind in terms.standard.crosswalk
    }
    found = {ROOT}
    while further := {kind for kind, kinds in needs.items() if kinds & found} - found:
        found |= further
    return frozenset(found)


def _dated(register: Register) -> Iterator[tuple[Entry, str]]:
    kinds = case_kinds(register.terms)
    for entry in register.entries:
        for name in sorted(register.terms.legal_dates(entry.kind)) if entry.kind in kinds else ():
            if name in (entry.data or {}):
                yield entry, name


def _places(register: Register) -> Iterator[Place]:
    for entry in register.entries:
        for leaf in register.terms.leaves(entry.kind):
            for value in at(entry.data or {}, leaf.path) if leaf.is_a("geometry") else ():
                if isinstance(value, dict):
                    yield Place(entry, leaf.path, value)


def _located(register: Register) -> Iterator[Place]:
    yield from _places(register)
    for entry in register.entries:
        numbers = ((name, (entry.data or {}).get(name)) for name in DEGREES)
        yield from (Place(entry, name, value) for name, value in numbers if isinstance(value, float))


def _rings(register: Register) -> Iterator[tuple[Place, bool, tuple[Point, ...]]]:
    """Each ring of an area, whether it is the outer one, and its positions, if they are numbers."""
    for place in _places(register):
        value = place.value if isinstance(place.value, dict) else {}
        inner = value.get("coordinates")
        areas = [inner] if value.get("type") == "Polygon" else inner if value.get("type") == "MultiPolygon" else []
        for area in areas if isinstance(areas, list) else ():
            for number, ring in enumerate(area if isinstance(area, list) else ()):
                points = tuple(_points(ring))
                if isinstance(ring, list) and 1 < len(points) == len(ring):
                    yield place, number == 0, points


def _points(ring: Json) -> Iterator[Point]:
    for position in ring if isinstance(ring, list) else ():
        numbers = [one for one in position if _is_number(one)] if isinstance(position, list) else []
        if len(numbers) >= 2:
            yield float(numbers[0]), float(numbers[1])  # type: ignore[arg-type] # they are numbers


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _doubly_placed(register: Register) -> Iterator[Entry]:
    schema = register.terms.schema("position")
    for entry in register.entries:
        data = entry.data or {}
        whole = all(_is_number(data.get(name)) for name in GRID)
        if whole and schema.compiled.is_valid([data["longitude"], data["latitude"]]):
            yield entry


@dataclass(frozen=True, slots=True)
class Register(Evidence):
    """All that the run was told of each record: its entries, once for each version, from the lowest up.

    `own` are the ids of what this run delivered itself; `is_whole` says whether the census came to its end.
    """

    courses: tuple[tuple[Entry, ...], ...]
    pages: tuple[Page, ...]
    own: frozenset[str] = frozenset()
    is_whole: bool = True

    applications = _of(_applications)
    withdrawn = _of(_withdrawn)
    steps = _of(_steps)
    moves = _of(_moves)
    quashed = _of(_quashed)
    dated = _of(_dated)
    places = _of(_places)
    located = _of(_located)
    rings = _of(_rings)
    doubly_placed = _of(_doubly_placed)

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The pages."""
        return tuple(page.exchange for page in self.pages)

    @property
    def size(self) -> tuple[int, ...]:
        """There is one."""
        return (len(self.pages),)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every version of every record, that carries it."""
        return tuple(entry for course in self.courses for entry in course if not entry.is_tombstone)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that are published here: those declared and those seen."""
        return frozenset(self.terms.description.words("kinds")) | {entry.kind for entry in self.entries}

    @property
    def public(self) -> tuple[Entry, ...]:
        """Every version of every record, if everybody may read it."""
        return self.entries if self.terms.description.is_public else ()

    @property
    def graves(self) -> tuple[Entry, ...]:
        """Every tombstone, if everybody may read it."""
        told = (entry for course in self.courses for entry in course if entry.is_tombstone)
        return tuple(told) if self.terms.description.is_public else ()
