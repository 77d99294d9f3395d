"""The next talk as a QR code a phone's calendar takes: time and place only (PRIVACY: no name, no case number)."""

from __future__ import annotations

import datetime as dt
import unicodedata

from desktop.printing.sheets.speech import shortened

_PLAIN = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "–": "-", "—": "-", "’": "'",
})  # fmt: skip
_LONGEST_PLACE = 90


def calendar_entry(day: dt.date, time: str, place: str) -> str:
    """An iCalendar event (RFC 5545) in ASCII; without a readable time it lasts the whole day.

    The time is floating: it is the time on the wall at the place of the talk, wherever the phone was set up.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "SUMMARY:Termin", _start(day, time)]
    if place := _escaped(_ascii(shortened(place, _LONGEST_PLACE))):
        lines.append(f"LOCATION:{place}")
    return "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR"])


def _start(day: dt.date, time: str) -> str:
    try:
        moment = dt.datetime.combine(day, dt.time.fromisoformat(time.strip()))
    except ValueError:
        return f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    return f"DTSTART:{moment:%Y%m%dT%H%M%S}"


def _ascii(text: str) -> str:
    """Phones guess the encoding of anything else, and often wrongly."""
    return unicodedata.normalize("NFKD", text.translate(_PLAIN)).encode("ascii", "ignore").decode("ascii").strip()


def _escaped(text: str) -> str:
    for character in "\\;,":
        text = text.replace(character, "\\" + character)
    return text
