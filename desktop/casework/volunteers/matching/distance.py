"""How far apart two postal codes are: as the crow flies, between the middles of their areas.

Nothing is asked of any network: the middles come from GeoNames (CC BY 4.0) in `resources/places/postal_codes.tsv`,
see `build/postal_codes.py` for what they are worth.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from desktop.paths import resource

_EARTH_KM = 6371
"""Mean radius."""
_CODE = re.compile(r"(?:\bD ?- ?)?(?<!\d)(\d{5})(?!\d)", re.ASCII)
_THOUSANDTHS = 1000


def code_in(text: str) -> str:
    """The first postal code in an address or a place, „71254“ of „D-71254 Neudorf“; empty when there is none."""
    found = _CODE.search(text)
    return found.group(1) if found else ""


def without_code(text: str) -> str:
    """The text without its postal codes: „Neudorf“ of „D-71254 Neudorf“."""
    return _CODE.sub(" ", text).strip()


@lru_cache(maxsize=8192)
def distance_km(from_code: str, to_code: str) -> int | None:
    """Whole kilometres as the crow flies between the middles of both areas, at least 1; 0 within one area, None when a
    code is unknown.

    The great circle by the haversine formula (R. W. Sinnott, „Virtues of the Haversine“, Sky and Telescope 68, 1984):
    exact to half a percent, far better than the middle of an area stands for an address in it.
    """
    if from_code == to_code and code_in(from_code):
        return 0
    start, end = middle_of(from_code), middle_of(to_code)
    return None if start is None or end is None else max(1, round(_great_circle(start, end)))


def middle_of(code: str) -> tuple[int, int] | None:
    """Latitude and longitude in thousandths of a degree; None for a code that is not listed."""
    return _middles().get(code)


@lru_cache(maxsize=1)
def _middles() -> dict[str, tuple[int, int]]:
    lines = resource("places", "postal_codes.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {code: (int(latitude), int(longitude)) for code, latitude, longitude in rows}


def _great_circle(start: tuple[int, int], end: tuple[int, int]) -> float:
    (south, west), (north, east) = ((radians(one / _THOUSANDTHS) for one in point) for point in (start, end))
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(chord))
