"""Ways of getting *Records*, section *Places*, wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reference_server.fault import App, fault
from reference_server.wire import Entry, edits_data

Geometry = dict[str, Any]


def _redrawn(app: App, draw: Callable[[Geometry], Geometry]) -> App:
    """An application whose sites have another geometry, where they have one."""

    def edit(data: Entry) -> Entry:
        return {**data, "geometry": draw(data["geometry"])} if "geometry" in data else data

    return edits_data(app, "site", edit)


def _each(value: Any, write: Callable[[list[float]], list[float]]) -> Any:  # noqa: ANN401 - JSON
    """Coordinates with every position written otherwise."""
    return [_each(inner, write) for inner in value] if isinstance(value[0], list) else write(value)


def _rings(app: App, write: Callable[[list[Any]], list[Any]]) -> App:
    """An application whose areas have other rings."""

    def draw(place: Geometry) -> Geometry:
        is_area = place["type"] == "Polygon"
        return {**place, "coordinates": [write(ring) for ring in place["coordinates"]]} if is_area else place

    return _redrawn(app, draw)


@fault("records.geometry-is-in-degrees")
def swaps_latitude_and_longitude(app: App) -> App:
    """Writes the two coordinates the other way round."""
    return _redrawn(app, lambda place: {**place, "coordinates": _each(place["coordinates"], lambda at: at[::-1])})


@fault("records.geometry-is-in-degrees")
def draws_in_metres(app: App) -> App:
    """Puts metres of the National Grid into a geometry."""
    metres = lambda at: [338_000 + at[0], 268_000 + at[1]]  # noqa: E731
    return _redrawn(app, lambda place: {**place, "coordinates": _each(place["coordinates"], metres)})


@fault("records.ring-is-closed")
def leaves_rings_open(app: App) -> App:
    """Leaves out the last position of a ring, since it was there before."""
    return _rings(app, lambda ring: ring[:-1])


@fault("records.ring-turns-left")
def turns_rings_over(app: App) -> App:
    """Writes rings as shape files have them, clockwise, and their holes the other way."""
    return _rings(app, lambda ring: ring[::-1])


@fault("records.position-is-not-over-exact")
def writes_sixteen_decimals(app: App) -> App:
    """Transforms each position anew, with what a processor adds to it."""
    noise = lambda at: [at[0] + 1.23456e-10, at[1] + 1.23456e-10]  # noqa: E731
    return _redrawn(app, lambda place: {**place, "coordinates": _each(place["coordinates"], noise)})


@fault("records.position-is-not-over-exact")
def computes_degrees_each_time(app: App) -> App:
    """Computes the longitude out of the easting, and rounds nothing."""

    def edit(data: Entry) -> Entry:
        return {**data, "longitude": data["longitude"] / 3 * 3.0000000001} if "longitude" in data else data

    return edits_data(app, "site", edit)


@fault("records.grid-agrees-with-degrees")
def swaps_easting_and_northing(app: App) -> App:
    """Has read the columns of the grid in the order of latitude and longitude."""

    def edit(data: Entry) -> Entry:
        is_there = "easting" in data
        return {**data, "easting": data["northing"], "northing": data["easting"]} if is_there else data

    return edits_data(app, "site", edit)


@fault("records.grid-agrees-with-degrees")
def measures_within_a_square(app: App) -> App:
    """Gives metres within a square of the grid, and leaves out which square."""

    def edit(data: Entry) -> Entry:
        within: Entry = {name: data[name] % 100_000 for name in ("easting", "northing") if name in data}
        return {**data, **within}

    return edits_data(app, "site", edit)
