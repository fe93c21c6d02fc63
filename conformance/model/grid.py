"""From degrees of WGS84 to metres of the British National Grid, to some ten metres.

The formulas and constants are those of the Ordnance Survey's guide to coordinate systems (facts).
"""

from __future__ import annotations

from math import atan, cos, radians, sin, sqrt, tan

# Semi-axes of the two ellipsoids in metres: WGS84, and Airy 1830.
WGS84 = (6378137.0, 6356752.314245)
AIRY = (6377563.396, 6356256.909)
# The shift in metres, the turn about three axes, and the scale that lead from the one to the other.
SHIFT = (-446.448, 125.157, -542.060)
TURN = (radians(-0.1502 / 3600), radians(-0.2470 / 3600), radians(-0.8421 / 3600))
SCALE = 1 + 20.4894e-6
ON_MERIDIAN, ORIGIN = 0.9996012717, (radians(49.0), radians(-2.0))
FALSE_EASTING, FALSE_NORTHING = 400_000.0, -100_000.0
ENOUGH = 8


def to_grid(latitude: float, longitude: float) -> tuple[float, float]:
    """The easting and the northing of a place."""
    return _project(*_to_airy(radians(latitude), radians(longitude)))


def _to_airy(latitude: float, longitude: float) -> tuple[float, float]:
    """The same place on the ellipsoid of the grid, by seven parameters."""
    x, y, z = _to_space(latitude, longitude)
    (dx, dy, dz), (rx, ry, rz) = SHIFT, TURN
    return _from_space(
        dx + SCALE * x - rz * y + ry * z,
        dy + rz * x + SCALE * y - rx * z,
        dz - ry * x + rx * y + SCALE * z,
    )


def _to_space(latitude: float, longitude: float) -> tuple[float, float, float]:
    a, b = WGS84
    squeeze = 1 - (b / a) ** 2
    radius = a / sqrt(1 - squeeze * sin(latitude) ** 2)
    x, y = radius * cos(latitude) * cos(longitude), radius * cos(latitude) * sin(longitude)
    return x, y, radius * (1 - squeeze) * sin(latitude)


def _from_space(x: float, y: float, z: float) -> tuple[float, float]:
    a, b = AIRY
    squeeze, across = 1 - (b / a) ** 2, sqrt(x * x + y * y)
    tangent = z / (across * (1 - squeeze))
    for _ in range(ENOUGH):
        sine = tangent / sqrt(1 + tangent * tangent)
        tangent = (z + squeeze * (a / sqrt(1 - squeeze * sine * sine)) * sine) / across
    return atan(tangent), atan(y / x)


def _project(latitude: float, longitude: float) -> tuple[float, float]:
    """The transverse Mercator projection of the grid."""
    a, b = AIRY
    squeeze, flat = 1 - (b / a) ** 2, (a - b) / (a + b)
    root = 1 - squeeze * sin(latitude) ** 2
    nu, rho = a * ON_MERIDIAN / sqrt(root), a * ON_MERIDIAN * (1 - squeeze) / root**1.5
    eta, t, c = nu / rho - 1, tan(latitude), cos(latitude)
    off = longitude - ORIGIN[1]
    north = _meridian(latitude, flat, b) + FALSE_NORTHING
    north += nu / 2 * sin(latitude) * c * off**2
    north += nu / 24 * sin(latitude) * c**3 * (5 - t**2 + 9 * eta) * off**4
    east = FALSE_EASTING + nu * c * off + nu / 6 * c**3 * (nu / rho - t**2) * off**3
    east += nu / 120 * c**5 * (5 - 18 * t**2 + t**4 + 14 * eta - 58 * t**2 * eta) * off**5
    return east, north


def _meridian(latitude: float, n: float, b: float) -> float:
    """The length of the meridian from the origin of the grid."""
    less, more = latitude - ORIGIN[0], latitude + ORIGIN[0]
    parts = (
        (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less,
        -(3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(less) * cos(more),
        (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * less) * cos(2 * more),
        -35 / 24 * n**3 * sin(3 * less) * cos(3 * more),
    )
    return b * ON_MERIDIAN * sum(parts)
