"""„Gesprächsnotiz/Vereinbarung“ (domain 9.1, sheet 10): what was said and agreed, German with the person's language.

Headings stand in both languages as far as the checked texts have them; what was written down stays German, as said on
the sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from desktop.casework.talk_print import TalkPrint
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
    pair,
    signature_lines,
)
from desktop.printing.sheets.head import letterhead
from desktop.printing.sheets.printed import PrintedSheet
from desktop.printing.sheets.speech import harmless
from desktop.printing.wording import GERMAN, OfficeCheck, Review, Wording

_BODY = 11.0
_HEADING = 12.5


class _Words:
    """German and the other language side by side; keeps count of what nobody has checked."""

    def __init__(self, data: TalkPrint) -> None:
        self.german = Wording.load(GERMAN)
        self.other = Wording.load(data.language, checks=_checks(data)) if data.language not in ("", GERMAN) else None
        self.unreviewed: dict[str, None] = {}

    def line(self, key: str, size: float = _BODY, *, bold: bool = False, tag: str = "P", **values: object) -> Block:
        """A fixed text in each language."""
        said = Text(self.german.text(key, **values).text, Style("de", size, bold=bold), tag=tag)
        if self.other is None:
            return said
        found = self.other.text(key, **values)
        if found.needs_note:
            self.unreviewed[key] = None
        return pair(said, Text(found.text, Style(found.language, size, bold=bold), tag=tag))


def talk_sheet(data: TalkPrint) -> PrintedSheet:
    """A4, tagged; carries no private note, no protected topic and nobody of another family."""
    words = _Words(data)
    document = Document("Gesprächsnotiz", "de", frame=Frame(left=20 * MM, right=18 * MM), footer=_footer(data))
    document.add(letterhead(data.office, 9.5), Space(6), *_head(data, words), *_content(data, words))
    document.add(*_steps(data, words), *_signatures(words), *_notes(data, words))
    pdf = document.finish()
    return PrintedSheet(pdf, document.pages, tuple(document.missing), tuple(words.unreviewed), (), 0)


def _head(data: TalkPrint, words: _Words) -> Iterator[Block]:
    yield Text("Gesprächsnotiz und Vereinbarung", Style("de", 18, bold=True), tag="H1")
    yield Text(f"{isolate(data.title)} · {data.kind.label} · {data.way.label}", Style("de", 12, bold=True))
    yield Space(2)
    yield _day(data, words)
    who = ", ".join((*data.persons, data.manager)) if data.manager else ", ".join(data.persons)
    yield Text(f"Am Gespräch nahmen teil: {harmless(who)}", Style("de", _BODY))
    yield Space(8)


def _day(data: TalkPrint, words: _Words) -> Block:
    texts = [wording.day(data.held_on) for wording in (words.german, words.other) if wording is not None]
    blocks = [Text(text.text, Style(text.language, _BODY)) for text in texts]
    return pair(blocks[0], blocks[1]) if len(blocks) > 1 else blocks[0]


def _content(data: TalkPrint, words: _Words) -> Iterator[Block]:
    for heading, text in (("Anlass", data.occasion), ("Das haben wir besprochen", data.content)):
        if text:
            yield Text(heading, Style("de", _HEADING, bold=True), tag="H2")
            yield Text(harmless(text), Style("de", _BODY))
            yield Space(6)
    for area, text in data.topics:
        yield words.line(f"bereich.{area}", bold=True)
        if text:
            yield Text(harmless(text), Style("de", _BODY))
        yield Space(4)
    if data.outcome:
        agreed = Stack((Text("Das haben wir vereinbart", Style("de", _HEADING, bold=True), tag="H2"),
                        Text(harmless(data.outcome), Style("de", _BODY))), gap=3)  # fmt: skip
        yield Box(agreed, padding=(10, 7), line=1.0)
        yield Space(8)


def _steps(data: TalkPrint, words: _Words) -> Iterator[Block]:
    lines = [(text, "") for text in data.steps]
    lines += [(task.title, german_date(task.due_on) if task.due_on else "") for task in data.tasks]
    if not lines:
        return
    yield words.line("schritt.schritte", _HEADING, bold=True, tag="H2")
    yield Space(3)
    for text, until in lines:
        said: list[Block] = [Text(harmless(text), Style("de", _BODY))]
        if until:
            said.append(words.line("meinplan.bis", datum=until))
        yield Columns((Column(CheckBox(12), width=14), Column(Stack(said))), gap=8)
        yield Space(3)


def _signatures(words: _Words) -> Iterator[Block]:
    keys = ("unterschrift.ort_datum", "unterschrift.person", "unterschrift.im")
    yield Space(16)
    yield signature_lines([_below(words, key) for key in keys])


def _below(words: _Words, key: str) -> Block:
    texts = [wording.text(key) for wording in (words.german, words.other) if wording is not None]
    return Stack(tuple(Text(text.text, Style(text.language, 9.5)) for text in texts), gap=1)


def _notes(data: TalkPrint, words: _Words) -> Iterator[Block]:
    if words.other is None:
        return
    yield Space(6)
    yield words.line("hinweis.deutsch_gilt", 9.5)
    if words.unreviewed:
        yield words.line("hinweis.maschinell", 9.5)


def _footer(data: TalkPrint) -> Callable[[int, int], Block]:
    def footer(page: int, pages: int) -> Block:
        words = f"Fall {data.case_number} · gedruckt am {german_date(data.printed_on)} · Seite {page} von {pages}"
        return Text(words, Style("de", 9, grey=0.25))

    return footer


def _checks(data: TalkPrint) -> dict[str, OfficeCheck]:
    """Translations into the sheet's language that the office has checked."""
    return {
        key: OfficeCheck(checked.german, checked.text, Review(checked.reviewer, checked.checked_on))
        for (language, key), checked in data.checked.items() if language == data.language
    }  # fmt: skip
