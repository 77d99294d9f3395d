"""Hours, ways and money as people type and read them: „1,5“, „1:30“ or „90 min“; „12,4 km“; „3,50 €“."""

from __future__ import annotations

import re
from decimal import Decimal

from desktop.errors import CaseworkError

DAY_MINUTES = 24 * 60
_CLOCK = re.compile(r"(\d{1,3}):(\d{1,2})(?:h|std|stunden?)?")
_BOTH = re.compile(r"(\d{1,3})(?:h|std|stunden?)(\d{1,2})(?:min|minuten?|m)?")
_MINUTES = re.compile(r"(\d{1,5})(?:min|minuten?|m)")
_HOURS = re.compile(r"(\d{0,3}(?:[.,]\d{1,3})?)(?:h|std|stunden?)?")
_HALVES = {"½": ",5", "¼": ",25", "¾": ",75"}
_NUMBER = re.compile(r"(\d{1,6})(?:[.,](\d{1,3}))?")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?")
"""„1.250,00“: a full stop before three figures does not begin decimals in German."""


def read_minutes(text: str) -> int:
    """Minutes of what somebody typed; 0 for nothing. A number alone is hours.

    Raises CaseworkError for anything else, for a negative time and for more than a day has.
    """
    plain = "".join(text.casefold().split()).replace("std.", "std").replace("min.", "min")
    for half, decimals in _HALVES.items():
        plain = plain.replace(half, decimals)
    if not plain:
        return 0
    minutes = _minutes(plain)
    if minutes is None:
        raise CaseworkError("Bitte die Zeit wie 1,5 oder 1:30 oder 90 min angeben.", field="minutes")
    if minutes > DAY_MINUTES:
        raise CaseworkError(
            "Ein Tag hat 24 Stunden. Eine Zahl allein sind Stunden, Minuten bitte mit „min“ angeben.", field="minutes"
        )
    return minutes


def read_metres(text: str) -> int:
    """Metres of kilometres typed as „12“ or „12,4“; 0 for nothing. Raises CaseworkError for anything else."""
    return _thousandths(text, "km", "metres", "Bitte die Kilometer als Zahl angeben, zum Beispiel 12,4.")


def read_cents(text: str, field: str) -> int:
    """Cents of euros typed as „3,5“ or „3,50 €“; 0 for nothing. Raises CaseworkError for anything else."""
    said = "Bitte einen Betrag wie 3,50 angeben."
    mills = _thousandths(text, "€", field, said)
    if mills % 10:
        raise CaseworkError(said, field=field)
    return mills // 10


def clock_hours(minutes: int) -> str:
    """„1:30“, as in tables; thousands of hours stay in one number."""
    return f"{minutes // 60}:{minutes % 60:02}"


def spoken_hours(minutes: int) -> str:
    """„1 Stunde 30 Minuten“, as in sentences."""
    hours, rest = divmod(minutes, 60)
    parts = [_counted(hours, "Stunde", "Stunden")] if hours or not rest else []
    return " ".join((*parts, _counted(rest, "Minute", "Minuten")) if rest else parts)


def kilometres(metres: int) -> str:
    """„12,4 km“; full kilometres without decimals."""
    whole, rest = divmod(round(metres, -2), 1000)
    return f"{whole},{rest // 100} km" if rest else f"{whole} km"


def euros(cents: int) -> str:
    """„1.250,00 €“."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}".replace(",", ".") + f",{rest:02} €"


def _minutes(plain: str) -> int | None:
    if (match := _CLOCK.fullmatch(plain) or _BOTH.fullmatch(plain)) and int(match[2]) < 60:
        return int(match[1]) * 60 + int(match[2])
    if match := _MINUTES.fullmatch(plain):
        return int(match[1])
    match = _HOURS.fullmatch(plain)
    if match is None or not match[1]:
        return None
    return int(Decimal(match[1].replace(",", ".")) * 60 + Decimal("0.5"))


def _thousandths(text: str, unit: str, field: str, said: str) -> int:
    plain = "".join(text.casefold().replace(unit, "").split())
    if not plain:
        return 0
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "")
    match = _NUMBER.fullmatch(plain)
    if match is None:
        raise CaseworkError(said, field=field)
    return int(match[1]) * 1000 + int((match[2] or "0").ljust(3, "0"))


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
