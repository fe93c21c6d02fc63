"""The transforms that the crosswalk names: from a value of another system to one of the standard."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from itertools import pairwise
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from reference_server import instant, spec

LONDON = ZoneInfo("Europe/London")
STAND_INS = frozenset(("0001-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "9999-12-31"))
NUMBER = re.compile(r"[1-9]\d{0,11}")
DAY = 10
# How deep the numbers lie in each shape.
DEPTHS = {"Point": 1, "Polygon": 3, "MultiPolygon": 4}


class Refused(ValueError):
    """A value has no place in the standard; the message says why."""


Transform = Callable[[Any, str], Any]


def _same(value: Any, _argument: str) -> Any:  # noqa: ANN401 - JSON
    return value


def _text(value: Any, _argument: str) -> str:  # noqa: ANN401
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Refused("it is neither text nor a whole number")
    return str(value)


def london_date(value: Any, _argument: str = "") -> str:  # noqa: ANN401
    """The day in Europe/London on which an instant falls; a day stays as it is."""
    if not isinstance(value, str):
        raise Refused("it is no text")
    try:
        day = (
            date.fromisoformat(value) if len(value) == DAY else datetime.fromisoformat(value).astimezone(LONDON).date()
        )
    except ValueError:
        raise Refused("it is no date") from None
    if day.isoformat() in STAND_INS:
        raise Refused("it stands for a date that is not known")
    return day.isoformat()


def _instant(value: Any, _argument: str) -> str:  # noqa: ANN401
    bound = instant.bound(value) if isinstance(value, str) else None
    if bound is None:
        raise Refused("it is no instant with an offset")
    return instant.text(bound)


def code(value: Any, name: str) -> str:  # noqa: ANN401
    """A code as it is. A list that grows carries codes that it does not know; a closed one refuses them."""
    if not isinstance(value, str) or not value:
        raise Refused("it is no code")
    grows = next(row["extensible"] == "yes" for row in spec.codelist("codelist") if row["reference"] == name)
    if not grows and value not in {row["reference"] for row in spec.codelist(name)}:
        raise Refused(f"the closed list {name} has no such code")
    return value


def mapped(value: Any, argument: str) -> str:  # noqa: ANN401
    """The first code whose counterpart in a column is the value."""
    codes = mapped_all(value, argument)
    return codes[0]


def mapped_all(value: Any, argument: str) -> list[str]:  # noqa: ANN401
    """Every code whose counterpart in a column is the value."""
    name, _, column = argument.partition(".")
    found = [row["reference"] for row in spec.codelist(name) if value in row[column].split(";")]
    if not found:
        raise Refused(f"the list {name} has no counterpart of it")
    return found


def _reference_number(value: Any, _argument: str) -> str:  # noqa: ANN401
    digits = str(value).lstrip("0") if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not NUMBER.fullmatch(digits):
        raise Refused("it is no number of the gazetteer")
    return digits


def _geometry(value: Any, _argument: str) -> Any:  # noqa: ANN401
    shape = _shape(value)
    if not isinstance(shape, dict) or DEPTHS.get(str(shape.get("type"))) != _depth(shape.get("coordinates")):
        raise Refused("it is no point, polygon or multi-polygon")
    if not _is_british(shape.get("coordinates")):
        raise Refused("its coordinates are not longitude and latitude of Great Britain")
    try:
        return {"type": shape["type"], "coordinates": _tidy(shape["type"], shape["coordinates"])}
    except TypeError:
        raise Refused("its coordinates do not lie as deep as those of its type") from None


def _tidy(kind: str, coordinates: Any) -> Any:  # noqa: ANN401
    """The same area: outer rings anticlockwise and holes clockwise, with no more decimals than mean anything."""
    decimals = int(spec.levels()["positionDecimalsMost"])
    if kind == "Point":
        return [round(number, decimals) for number in coordinates[:2]]
    if kind == "MultiPolygon":
        return [_tidy("Polygon", rings) for rings in coordinates]
    rings = [[[round(number, decimals) for number in place[:2]] for place in ring] for ring in coordinates]
    return [ring if _turns_left(ring) is (number == 0) else ring[::-1] for number, ring in enumerate(rings)]


def _turns_left(ring: list[list[float]]) -> bool:
    return sum((here[0] - there[0]) * (here[1] + there[1]) for here, there in pairwise(ring)) > 0


def _shape(value: Any) -> Any:  # noqa: ANN401
    """A geometry, out of a feature, or out of a collection of areas."""
    if isinstance(value, dict) and value.get("type") == "FeatureCollection":
        features = value.get("features")
        shapes = [_shape(feature) for feature in (features if isinstance(features, list) else [])]
        if len(shapes) == 1:
            return shapes[0]
        areas = [shape["coordinates"] for shape in shapes if isinstance(shape, dict) and shape.get("type") == "Polygon"]
        return {"type": "MultiPolygon", "coordinates": areas} if areas and len(areas) == len(shapes) else None
    return value.get("geometry") if isinstance(value, dict) and value.get("type") == "Feature" else value


def _is_british(coordinates: Any) -> bool:  # noqa: ANN401
    if isinstance(coordinates, list) and len(coordinates) > 1 and all(isinstance(n, int | float) for n in coordinates):
        return bool(-9 <= coordinates[0] <= 2.5 and 49 <= coordinates[1] <= 61.5)
    return isinstance(coordinates, list) and bool(coordinates) and all(_is_british(inner) for inner in coordinates)


def _depth(coordinates: Any) -> int:  # noqa: ANN401
    return 1 + _depth(coordinates[0]) if isinstance(coordinates, list) and coordinates else 0


def _latitude(value: Any, _argument: str) -> float:  # noqa: ANN401
    return _degrees(value, (48, 62))


def _longitude(value: Any, _argument: str) -> float:  # noqa: ANN401
    return _degrees(value, (-10, 4))


def _degrees(value: Any, span: tuple[int, int]) -> float:  # noqa: ANN401
    if isinstance(value, bool) or not isinstance(value, int | float) or not span[0] <= value <= span[1]:
        raise Refused("it lies outside Great Britain")
    return value


def _present(value: Any, _argument: str) -> bool:  # noqa: ANN401
    return bool(value)


def _basename(value: Any, _argument: str) -> str:  # noqa: ANN401
    name = unquote(urlsplit(value).path.rpartition("/")[2]) if isinstance(value, str) else ""
    if not name:
        raise Refused("it ends in no file name")
    return name


TRANSFORMS: dict[str, Transform] = {
    "same": _same,
    "first-present": _same,
    "text": _text,
    "london-date": london_date,
    "instant": _instant,
    "code": code,
    "map": mapped,
    "uprn": _reference_number,
    "list": _same,
    "feature-geometry": _geometry,
    "point-geometry": _geometry,
    "basename": _basename,
    "present": _present,
    "latitude": _latitude,
    "longitude": _longitude,
}
