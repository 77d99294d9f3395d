"""Talks in words for the screen: days, minutes, kinds, and what the chips of the quick entry say."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QCoreApplication

from desktop.casework.plans.catalogue_data import shipped_catalogue
from desktop.casework.talks.quick_line import Meaning
from desktop.casework.talks.talk_rows import FormerTalkText
from desktop.clock import german_date, today
from desktop.talk_terms import ContactResult, Interpreting, TalkKind, TalkWay
from desktop.terms import Term

MEANINGS: dict[Meaning, str] = {
    Meaning.DAY: "Tag", Meaning.WAY: "Kontaktweg", Meaning.MINUTES: "Dauer", Meaning.KIND: "Gesprächsart",
    Meaning.RESULT: "Ergebnis", Meaning.AREA: "Handlungsfeld",
}  # fmt: skip
_WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_USUAL_MINUTES = (5, 10, 15, 20, 30, 45, 60, 90, 120)
_NAMED = {0: "heute", 1: "gestern", 2: "vorgestern"}


def minutes_text(minutes: int | None) -> str:
    """„45 min“, „1 h 15 min“; empty for unknown."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def day_text(day: dt.date) -> str:
    """„heute“, „gestern“ or „Mo 16.11.2026“."""
    return _NAMED.get((today() - day).days) or f"{_WEEKDAYS[day.weekday()]} {german_date(day)}"


def area_text(key: str) -> str:
    """Short name of a Handlungsfeld; the key for one that is gone, empty for none."""
    return next((area.short for area in shipped_catalogue().areas if area.key == key), key)


def value_text(meaning: Meaning, value: object) -> str:
    """What a chip says: the value, or that there is none."""
    if isinstance(value, Term):
        return value.label
    if meaning is Meaning.DAY and isinstance(value, dt.date):
        return day_text(value)
    if meaning is Meaning.MINUTES:
        return minutes_text(value) if isinstance(value, int) else _tr("ohne Dauer")
    return area_text(str(value)) if value else _tr("ohne Handlungsfeld")


def choices(meaning: Meaning) -> tuple[object, ...]:
    """What can be chosen for it, in the order of the menu."""
    match meaning:
        case Meaning.DAY:
            return tuple(today() - dt.timedelta(days=days) for days in range(8))
        case Meaning.WAY:
            return tuple(TalkWay)
        case Meaning.KIND:
            return tuple(TalkKind)
        case Meaning.RESULT:
            return tuple(ContactResult)
        case Meaning.MINUTES:
            return (*_USUAL_MINUTES, None)
        case Meaning.AREA:
            return (*(area.key for area in shipped_catalogue().areas), "")


_FIELDS: dict[str, str] = {
    "held_on": "Tag", "start_time": "Beginn", "minutes": "Dauer", "kind": "Gesprächsart", "way": "Kontaktweg",
    "place": "Ort", "interpreting": "Sprachmittlung", "interpreter_language": "Sprache der Sprachmittlung",
    "interpreter_cents": "Kosten der Sprachmittlung", "occasion": "Anlass", "content": "Inhalt", "outcome": "Ergebnis",
    "contact_result": "Ergebnis des Kontaktversuchs", "group_title": "Titel der Gruppe", "user_id": "Geführt von",
    "counts": "zählt als Beratungsgespräch", "persons": "Personen", "topics": "Themen", "reason": "Grund der Änderung",
    "participants": "Wer noch dabei war",
}  # fmt: skip
_CODED: dict[str, type[Term]] = {
    "kind": TalkKind, "way": TalkWay, "interpreting": Interpreting, "contact_result": ContactResult,
}  # fmt: skip


def former_text(former: FormerTalkText) -> str:
    """„Inhalt vorher: … (Petra Lang, 22.11.2026)“."""
    by = f"{former.replaced_by}, {german_date(former.replaced_at.astimezone().date())}"
    label = _FIELDS.get(former.field, former.field)
    if former.field == "reason":
        return f"{label}: {former.value} ({by})"
    return _tr("%1 vorher: %2 (%3)").replace("%1", label).replace("%2", _former_value(former)).replace("%3", by)


def _former_value(former: FormerTalkText) -> str:
    value = former.value
    if value in (None, ""):
        return _tr("leer")
    if former.field in _CODED:
        return _CODED[former.field](str(value)).label
    if former.field == "held_on":
        return german_date(dt.date.fromisoformat(str(value)))
    if isinstance(value, bool):
        return _tr("ja") if value else _tr("nein")
    return str(value)


def _tr(text: str) -> str:
    return QCoreApplication.translate("talks", text)
