"""The sheet for the first meeting, for both sides: German beside the client's language, with sentences to begin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from desktop.casework.volunteers.matches.match_print import MatchPrint
from desktop.clock import german_date
from desktop.printing.engine import MM, Block, Box, Document, Frame, Space, Stack
from desktop.printing.sheets.closing import machine_note
from desktop.printing.sheets.head import letterhead
from desktop.printing.sheets.printed import PrintedSheet
from desktop.printing.sheets.speech import Speech, Words, enumerated, joined, shortened
from desktop.printing.sheets.talk import held_together
from desktop.printing.sheets.typeset import Look, each_column, set_columns, set_inline, set_words, spoken
from desktop.terms import SheetVariant

_FRAME = Frame(left=18 * MM, right=18 * MM, top=15 * MM, bottom=16 * MM)
_TEXT, _LARGE, _NOTE = Look(12), Look(13, bold=True), 9.5
_HEADING = Look(13.5, bold=True, tag="H2", keep_with_next=True)
_RULES = ("freiwillig", "absagen", "vertraulich", "geld", "grenzen", "buero")
_SENTENCES = ("langsam", "wiederholen", "nicht_verstanden", "wann", "heute_nicht", "danke")
_LONGEST_PLACE, _LONGEST_CONTACT = 160, 120


def volunteer_meeting_sheet(data: MatchPrint, variant: SheetVariant, language: str) -> PrintedSheet:
    """The sheet as PDF with what is to be known before handing it out. Raises PrintError: a language without texts."""
    speech = Speech.without_plan(data.checked, variant, language)
    document = Document(
        spoken(speech.fixed("kennenlernen.titel")), speech.language, frame=_FRAME, footer=_footer(speech),
        author=data.office.municipality, created=dt.datetime.combine(data.printed_on, dt.time(12), dt.UTC),
    )  # fmt: skip
    document.add(letterhead(data.office, 9.5, mirrored=speech.mirrored), Space(6), *_head(data, speech),
                 *_contacts(data, speech), *_list(speech, "regeln", "regel", _RULES),
                 *_list(speech, "hilfe", "satz", _SENTENCES), Space(6), *machine_note(speech, _NOTE))  # fmt: skip
    return PrintedSheet(
        document.finish(), document.pages, document.missing, speech.unreviewed, speech.untranslated,
        speech.untranslated_own,
    )


def _head(data: MatchPrint, speech: Speech) -> Iterator[Block]:
    yield set_words(speech.fixed("kennenlernen.titel"), Look(20 if not speech.bilingual else 17, bold=True, tag="H1"))
    names = enumerated([speech.same(data.client_given), speech.same(data.volunteer_given)])
    yield set_inline(names[:1], Look(14))  # the same letters in every language
    said: list[Words] = []
    if data.meeting_on is not None:
        said.append(speech.appointment(data.meeting_on, ""))
    if data.meeting_place:
        place = held_together(shortened(data.meeting_place, _LONGEST_PLACE))
        said.append(speech.fixed("gespraech.ort", ort=place))
    if data.trial_until is not None:
        said.append(speech.fixed("kennenlernen.probezeit", datum=german_date(data.trial_until)))
    if said:
        rows = [each_column(words, _LARGE if place == 0 else _TEXT) for place, words in enumerate(said)]
        whole = set_columns([list(column) for column in zip(*rows, strict=True)], gap=12, between=4.0)
        yield Space(6)
        yield Stack((Box(whole, padding=(12, 9), line=1.2, grey=0.0),), whole=True)


def _contacts(data: MatchPrint, speech: Speech) -> Iterator[Block]:
    """Of each side what it has allowed to pass on, and the office."""
    contacts = [(data.volunteer_given, data.volunteer_contact), (data.client_given, data.client_contact)]
    lines: list[Block] = [
        set_inline(joined((speech.same(name), speech.same(_short(contact))), ": "), _TEXT)
        for name, contact in contacts if contact
    ]
    if data.office.phone:
        lines.append(set_words(speech.fixed("kennenlernen.buero", kontakt=_short(data.office.phone)), _TEXT, gap=12))
    if lines:
        yield Space(8)
        yield set_words(speech.fixed("kennenlernen.kontakt"), _HEADING)
        yield from lines


def _list(speech: Speech, heading: str, group: str, keys: tuple[str, ...]) -> Iterator[Block]:
    yield Space(8)
    yield set_words(speech.fixed(f"kennenlernen.{heading}"), _HEADING)
    for key in keys:
        yield set_words(speech.fixed(f"kennenlernen.{group}_{key}"), _TEXT, gap=12)
        yield Space(3)


def _short(contact: str) -> str:
    return shortened(contact, _LONGEST_CONTACT).replace(" ", "\u00a0")


def _footer(speech: Speech) -> Callable[[int, int], Block]:
    """Whose sheet it is is not for strangers: page numbers alone."""

    def foot(page: int, pages: int) -> Block:
        return set_inline(speech.fixed("fuss.seite", seite=page, seiten=pages), Look(8.5, grey=0.25, align="right"))

    return foot
