"""The next talk, with a QR code for the phone's calendar, and whom to ask."""

from __future__ import annotations

import re

from desktop import paths
from desktop.casework.plans.plan_print import PlanPrint
from desktop.printing.engine import Block, Box, Column, Columns, Icon, QrCode, Stack
from desktop.printing.sheets.appointment import calendar_entry
from desktop.printing.sheets.speech import Speech, Words, joined, shortened
from desktop.printing.sheets.typeset import Look, each_column, set_columns, set_words, spoken

_LONGEST_PLACE = 160
_NUMBER = re.compile(r" (?=\d{1,4}\w?\b)")
"""The blank in „Zimmer 12“, where no line should end."""
_LONGEST_NAME = 80


def talk_box(data: PlanPrint, speech: Speech, size: float, *, qr_side: float = 78.0, hint: bool = True) -> Block:
    """„Nächstes Gespräch“ with day, time and place; `hint` says what the code is for."""
    header = data.view.header
    columns: list[Column] = [
        Column(Icon(paths.resource("icons", "calendar-clock.svg"), size * 2.0), width=size * 2.0, align="middle"),
        Column(_talk_words(data, speech, size, hint=hint), align="middle"),
    ]
    if header.next_talk_on:
        entry = calendar_entry(header.next_talk_on, header.next_talk_time, talk_place(data))
        code = QrCode(entry, spoken(speech.fixed("bild.qr")), qr_side)
        columns.append(Column(code, width=qr_side, align="middle"))
    return Box(Columns(tuple(columns), gap=9), padding=(11, 5), line=1.2, grey=0.0)


def talk_place(data: PlanPrint) -> str:
    """Where the talk is: as entered with the plan, else the office."""
    return shortened(data.view.header.next_talk_place or data.office.place, _LONGEST_PLACE)


def held_together(place: str) -> str:
    """A place whose numbers stay in the line of the word before them."""
    return _NUMBER.sub("\u00a0", place)


def contact_words(data: PlanPrint, speech: Speech) -> Words | None:
    """„Fragen? Petra Lang, 07000 98 76 54“; None where the office has entered neither."""
    name, phone = shortened(data.contact.name, _LONGEST_NAME), phone_of(data)
    if name and phone:
        return speech.fixed("kontakt.fragen", name=name, telefon=phone)
    if name:
        return speech.fixed("kontakt.person", name=name)
    return speech.fixed("kontakt.telefon", telefon=phone) if phone else None


def phone_of(data: PlanPrint) -> str:
    """The contact's phone number, which does not break over lines."""
    return shortened(data.contact.phone, 40).replace(" ", "\u00a0")


def _talk_words(data: PlanPrint, speech: Speech, size: float, *, hint: bool) -> Block:
    header = data.view.header
    place = talk_place(data)
    lines = [(speech.fixed("gespraech.titel"), Look(size * 1.1, bold=True))]
    if not header.next_talk_on:
        lines.append((speech.fixed("gespraech.offen"), Look(size)))
    else:
        lines.append((speech.appointment(header.next_talk_on, header.next_talk_time), Look(size)))
        if place:
            lines.append((speech.fixed("gespraech.ort", ort=held_together(place)), Look(size)))
        if hint:
            lines.append((speech.fixed("gespraech.qr"), Look(max(9.0, size * 0.86), grey=0.25)))
    rows = [each_column(words, look) for words, look in lines]
    return set_columns([list(column) for column in zip(*rows, strict=True)], gap=10)


def review_words(data: PlanPrint, speech: Speech) -> Words | None:
    """„Nächste Überprüfung: 14.02.2027“."""
    day = data.view.header.next_review_on
    return joined((speech.fixed("plan.naechste_ueberpruefung"), speech.date(day)), ": ") if day else None


def contact_block(data: PlanPrint, speech: Speech, size: float) -> list[Block]:
    """Contact and next review as lines under the talk box."""
    lines = [words for words in (contact_words(data, speech), review_words(data, speech)) if words]
    return [Stack([set_words(words, Look(size)) for words in lines], gap=1)] if lines else []
