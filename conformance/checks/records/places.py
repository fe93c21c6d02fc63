"""Checks of *Records*, section *Places*: what a record says of where something is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from math import hypot

from conformance.check import check
from conformance.evidence import Place, Register
from conformance.model.finding import Findings
from conformance.model.grid import to_grid
from conformance.model.strict import Json

NO_PLACE = "the feed holds no geometry"
NO_RING = "the feed holds no area"
IN_DEGREES = "records.geometry-is-in-degrees"


@check("records.geometry-is-in-degrees", over="places", unseen=NO_PLACE)
def a_position_lies_in_these_islands(register: Register) -> Findings:
    """Coordinates the other way round, or in metres, put a house into another ocean."""
    schema = register.terms.schema("position")
    for place in register.places:
        wrong = next((position for position in place.positions if not schema.compiled.is_valid(position)), None)
        if wrong is not None:
            expected = f"in `{place.path}` longitude and latitude in degrees of WGS84"
            yield register.breach(expected, f"{place.entry}: {wrong!r}"[:200], place.entry.exchange)


@check("records.ring-is-closed", over="rings", given=(IN_DEGREES, "records.matches-its-schema"), unseen=NO_RING)
def a_ring_ends_where_it_begins(register: Register) -> Findings:
    """Of a line that is left open some programs make an area and others an error."""
    for place, _, ring in register.rings:
        if ring[0] != ring[-1]:
            expected = f"in `{place.path}` a ring that ends at {ring[0]!r}"
            yield register.breach(expected[:200], f"{place.entry}: {ring[-1]!r}"[:200], place.entry.exchange)


@check("records.ring-turns-left", over="rings", given=(IN_DEGREES, "records.ring-is-closed"), unseen=NO_RING)
def an_outer_ring_turns_left_and_a_hole_right(register: Register) -> Findings:
    """Some programs take a ring that turns right for everything but the site."""
    for place, is_outer, ring in register.rings:
        area = sum(x * later_y - later_x * y for (x, y), (later_x, later_y) in pairwise((*ring, ring[0])))
        if area and (area > 0) is not is_outer:
            expected = f"in `{place.path}` outer rings anticlockwise and holes clockwise"
            yield register.breach(expected, f"{place.entry} has it the other way", place.entry.exchange)


@check("records.position-is-not-over-exact", over="located", given=(IN_DEGREES,), unseen=NO_PLACE)
def a_position_has_few_decimals(register: Register) -> Findings:
    """Sixteen decimals are the noise of a calculation, and differ the next time."""
    most = int(register.terms.levels["positionDecimalsMost"])
    for place in register.located:
        noise = next((number for number in _numbers(place) if _decimals(number) > most), None)
        if noise is not None:
            expected = f"at most {most} decimals in `{place.path}`"
            yield register.breach(expected, f"{place.entry}: {noise!r}", place.entry.exchange)


def _numbers(place: Place) -> Iterator[float]:
    for position in place.positions:
        yield from (number for number in position if isinstance(number, float))


def _decimals(number: float) -> int:
    exponent = Decimal(repr(number)).as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


@check("records.grid-agrees-with-degrees", over="doubly_placed", unseen="no record gives a place in metres and degrees")
def two_ways_to_say_where_name_one_place(register: Register) -> Findings:
    """One consumer draws the metres and another the degrees, and they see two sites."""
    most = register.terms.levels["gridMetresMost"]
    for entry in register.doubly_placed:
        data = entry.data or {}
        east, north = to_grid(_number(data.get("latitude")), _number(data.get("longitude")))
        apart = hypot(east - _number(data.get("easting")), north - _number(data.get("northing")))
        if apart > most:
            actual = f"{entry}: {data.get('easting')}, {data.get('northing')}"
            expected = f"within {most:.0f} metres of {east:.0f}, {north:.0f}, where `latitude` and `longitude` are"
            yield register.breach(expected, actual, entry.exchange)


def _number(value: Json) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
