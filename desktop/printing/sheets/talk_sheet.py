"""„Gesprächsnotiz und Vereinbarung“ (domain 9.1, sheet 10): what was said and agreed, German with another language.

Headings and sentences of the sheet stand in both languages; what was written down in the talk stays German, and the
sheet says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from desktop.casework.talks.talk_print import TalkPrint
from desktop.clock import german_date
from desktop.printing.engine import (
    MM,
    Block,
    Box,
    CheckBox,
    Column,
    Columns,
    Document,
    Frame,
    Space,
    Stack,
    Style,
    Text,
    isolate,
    signature_lines,
)
from desktop.printing.sheets.closing import machine_note
from desktop.printing.sheets.head import letterhead
from desktop.printing.sheets.names import spoken_name
from desktop.printing.sheets.printed import LARGE_PRINT, PrintedSheet
from desktop.printing.sheets.speech import Speech, enumerated, harmless, joined, shortened
from desktop.printing.sheets.typeset import Look, each_column, set_inline, set_words
from desktop.printing.wording import GERMAN
from desktop.terms import SheetVariant

_FRAME = Frame(left=20 * MM, right=18 * MM)
_BODY = Style("de", 11)
_TEXT, _HEADING, _SMALL = Look(11), Look(12.5, bold=True, tag="H2", keep_with_next=True), Look(9.5)
_LONGEST_NAME = 80


def talk_sheet(
    data: TalkPrint, variant: SheetVariant | None = None, language: str | None = None, *, large_print: bool = False
) -> PrintedSheet:
    """A4, tagged; carries no private note, no protected topic and nobody of another family.

    Without a choice it is German beside the person's language, where one is known. What was written down is always
    German, so there is no sheet in the language alone. Raises PrintError: a language without texts.
    """
    beside = data.language or GERMAN if language is None else language
    speech = Speech.without_plan(data.checked, variant or SheetVariant.SIDE_BY_SIDE, beside)
    blocks = [letterhead(data.office, 9.5), Space(6), *_head(data, speech), *_content(data, speech),
              *_steps(data, speech), *_end(speech)]  # fmt: skip
    document = Document(
        f"Gesprächsnotiz {data.case_number}", "de", frame=_FRAME, footer=_footer(data, speech),
        author=data.office.municipality, created=dt.datetime.combine(data.printed_on, dt.time(12), dt.UTC),
        enlarged=LARGE_PRINT if large_print else 1,
    )  # fmt: skip
    document.add(*blocks)
    pdf = document.finish()
    return PrintedSheet(pdf, document.pages, tuple(document.missing), speech.unreviewed, speech.untranslated, 0)


def _head(data: TalkPrint, speech: Speech) -> Iterator[Block]:
    yield set_words(speech.fixed("notiz.titel"), Look(15 if speech.bilingual else 19, bold=True, tag="H1"))
    yield Text(isolate(harmless(data.title)), Style("de", 13, bold=True))
    yield Space(3)
    when = (speech.appointment(data.held_on, data.start_time), speech.fixed(f"notiz.weg.{data.way.value}"))
    yield set_words(joined(when), _TEXT)
    present = [spoken_name(name) for name in data.persons] + ([data.manager] if data.manager else [])
    names = enumerated([speech.same(shortened(name, _LONGEST_NAME)) for name in present])
    yield set_words(speech.fixed("notiz.dabei", namen=names), _TEXT)
    if speech.bilingual:
        yield Space(4)
        yield set_words(speech.fixed("notiz.deutsch"), _SMALL)
    yield Space(8)


def _content(data: TalkPrint, speech: Speech) -> Iterator[Block]:
    for key, text in (("notiz.anlass", data.occasion), ("notiz.besprochen", data.content)):
        if text:
            yield set_words(speech.fixed(key), _HEADING)
            yield Text(harmless(text), _BODY)
            yield Space(6)
    for area, text in data.topics:
        yield set_words(speech.fixed(f"bereich.{area}"), Look(11, bold=True, tag="H3", keep_with_next=bool(text)))
        if text:
            yield Text(harmless(text), _BODY)
        yield Space(4)
    if data.outcome:
        heading = set_words(speech.fixed("notiz.vereinbart"), _HEADING)
        yield Space(2)
        yield Box(Stack((heading, Text(harmless(data.outcome), _BODY)), gap=3), padding=(10, 7), line=1.0)
        yield Space(8)


def _steps(data: TalkPrint, speech: Speech) -> Iterator[Block]:
    lines = [(text, "") for text in data.steps]
    lines += [(task.title, german_date(task.due_on) if task.due_on else "") for task in data.tasks]
    if not lines:
        return
    yield set_words(speech.fixed("schritt.schritte"), _HEADING)
    yield Space(3)
    for text, until in lines:
        said: list[Block] = [Text(harmless(text), _BODY)]
        if until:
            said.append(set_words(speech.fixed("meinplan.bis", datum=until), _TEXT))
        yield Columns((Column(CheckBox(12), width=14), Column(Stack(said))), gap=8)
        yield Space(3)


def _end(speech: Speech) -> Iterator[Block]:
    keys = ("unterschrift.ort_datum", "unterschrift.person", "unterschrift.im")
    below = [Stack(each_column(speech.fixed(key), _SMALL), gap=1) for key in keys]
    notes = [Space(6), *machine_note(speech, 9.5)]
    yield Stack((Space(20), signature_lines(below), *notes), whole=True)


def _footer(data: TalkPrint, speech: Speech) -> Callable[[int, int], Block]:
    def footer(page: int, pages: int) -> Block:
        said = joined((
            speech.fixed("fuss.fall", nummer=data.case_number),
            speech.fixed("fuss.gedruckt", datum=german_date(data.printed_on)),
            speech.fixed("fuss.seite", seite=page, seiten=pages),
        ))  # fmt: skip
        return set_inline(said[:1], Look(9, grey=0.25))

    return footer
