"""Sheet 9: Terminzettel for one appointment, Terminliste for several, in large type in the person's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from desktop import paths
from desktop.casework.appointments.appointment_print import AppointmentPrint, SlipLine
from desktop.printing.engine import (
    MM,
    Block,
    Box,
    Column,
    Columns,
    Document,
    Frame,
    Icon,
    QrCode,
    Space,
    Stack,
)
from desktop.printing.sheets.appointment import calendar_entry
from desktop.printing.sheets.closing import machine_note
from desktop.printing.sheets.head import letterhead
from desktop.printing.sheets.printed import LARGE_PRINT, PrintedSheet
from desktop.printing.sheets.speech import Speech, Words, enumerated, shortened
from desktop.printing.sheets.talk import held_together
from desktop.printing.sheets.typeset import Look, each_column, set_columns, set_inline, set_words, spoken
from desktop.terms import SheetVariant

_FRAME = Frame(left=18 * MM, right=18 * MM, top=15 * MM, bottom=18 * MM)
_ALONE, _LISTED, _BESIDE = 20.0, 14.0, 0.8
"""Type size of one appointment and of several; two columns take a fifth off."""
_LONGEST_PLACE, _LONGEST_NAME, _LONGEST_ITEM = 160, 80, 200
_QR_SIDE = 84.0


def appointment_sheet(
    data: AppointmentPrint, variant: SheetVariant, language: str, *, large_print: bool = False
) -> PrintedSheet:
    """The slip as PDF with what is to be known before handing it out. Raises PrintError: a language without texts."""
    speech = Speech.without_plan(data.checked, variant, language)
    blocks = _content(data, speech)
    document = Document(
        f"{spoken(_title(data, speech))} {data.case_number}", speech.language, frame=_FRAME,
        footer=_footer(data, speech), author=data.office.municipality,
        created=dt.datetime.combine(data.printed_on, dt.time(12), dt.UTC),
        enlarged=LARGE_PRINT if large_print else 1,
    )  # fmt: skip
    document.add(*blocks)
    return PrintedSheet(
        document.finish(), document.pages, document.missing, speech.unreviewed, speech.untranslated,
        speech.untranslated_own,
    )


def _content(data: AppointmentPrint, speech: Speech) -> list[Block]:
    size = (_ALONE if len(data.lines) == 1 else _LISTED) * (_BESIDE if speech.bilingual else 1)
    blocks: list[Block] = [
        letterhead(data.office, 9.5, mirrored=speech.mirrored),
        Space(6),
        set_words(_title(data, speech), Look(size * 1.5, bold=True, tag="H1")),
    ]
    if data.names:
        names = enumerated([speech.same(shortened(name, _LONGEST_NAME)) for name in data.names])
        blocks.append(set_inline(names[:1], Look(size)))  # the same letters in every language
    for line in data.lines:
        blocks += [Space(8), _appointment(line, speech, size)]
    phones = list(dict.fromkeys(line.phone for line in data.lines if line.phone))
    if phones:
        phone = shortened(phones[0], 40).replace(" ", "\u00a0")
        absent = speech.fixed("gespraech.absagen", telefon=phone)
        blocks += [Space(10), set_words(absent, Look(max(12.0, size * 0.8)))]
    return [*blocks, Space(6), *machine_note(speech, 9.5)]


def _title(data: AppointmentPrint, speech: Speech) -> Words:
    return speech.fixed("termin.titel" if len(data.lines) == 1 else "termin.liste")


def _appointment(line: SlipLine, speech: Speech, size: float) -> Block:
    """The box of one appointment: words, and a code that holds time and place alone (PRIVACY)."""
    place = shortened(line.place, _LONGEST_PLACE)
    said = Column(_words(line, speech, size, place), align="middle")
    code = QrCode(calendar_entry(line.on_date, line.start_time, place), spoken(speech.fixed("bild.qr")), _QR_SIDE)
    row = Columns((*_sign(speech, size), said, Column(code, width=_QR_SIDE, align="middle")), gap=12)
    return Stack((Box(row, padding=(14, 10), line=1.4, grey=0.0),), whole=True)


def _sign(speech: Speech, size: float) -> tuple[Column, ...]:
    """A calendar for whoever cannot read; beside two columns of words there is no room for it."""
    if speech.bilingual:
        return ()
    icon = Icon(paths.resource("icons", "calendar-clock.svg"), size * 1.6)
    return (Column(icon, width=size * 1.6, align="middle"),)


def _words(line: SlipLine, speech: Speech, size: float, place: str) -> Block:
    small = max(12.0, size * 0.8)
    said: list[tuple[Words, Look]] = [
        (speech.appointment(line.on_date, line.start_time), Look(size * 1.15, bold=True)),
    ]
    if place:
        said.append((speech.fixed("gespraech.ort", ort=held_together(place)), Look(size)))
    if line.bus.strip():
        said.append((speech.fixed("gespraech.bus", linie=shortened(line.bus, _LONGEST_PLACE)), Look(small)))
    if line.leader:
        said.append((speech.fixed("termin.mit", name=shortened(line.leader, _LONGEST_NAME)), Look(small)))
    said += _bring_along(line, speech, small)
    rows = [each_column(words, look) for words, look in said]
    return set_columns([list(column) for column in zip(*rows, strict=True)], gap=12, between=4.0)


def _bring_along(line: SlipLine, speech: Speech, size: float) -> list[tuple[Words, Look]]:
    items = [item for item in line.bring_along.splitlines() if item.strip()]
    if not items:
        return []
    said = [(speech.fixed("termin.mitbringen"), Look(size, bold=True))]
    return said + [(speech.own(f"– {shortened(item, _LONGEST_ITEM)}"), Look(size)) for item in items]


def _footer(data: AppointmentPrint, speech: Speech) -> Callable[[int, int], Block]:
    """Whose slip it is is not for strangers: page numbers alone."""

    def foot(page: int, pages: int) -> Block:
        return set_inline(speech.fixed("fuss.seite", seite=page, seiten=pages), Look(8.5, grey=0.25, align="right"))

    return foot
