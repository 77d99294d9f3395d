"""The end of the long plan: supplements, what the plan means, who may see it, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.casework.plans.plan_print import PlanPrint
from desktop.casework.plans.plan_rows import SignatureRow
from desktop.clock import german_date
from desktop.printing.engine import Block, Box, Column, Columns, Rule, Space, Stack, WriteLine
from desktop.printing.engine.blocks import Placed, PlacedStack, Slot
from desktop.printing.engine.styles import Align
from desktop.printing.sheets.names import given_name
from desktop.printing.sheets.speech import Speech, Words, enumerated, joined, shortened
from desktop.printing.sheets.typeset import Look, Sizes, set_inline, set_words
from desktop.terms import PlanState

_SENTENCES = ("verbindlich", "aenderung", "kein_nachteil", "kein_bescheid", "freiwillig", "vertraulich")
_SAID_AS_WE = {"kein_nachteil", "vertraulich"}
_SIGNED = {PlanState.IN_FORCE, PlanState.REPLACED, PlanState.CLOSED}
_LONGEST_NAME = 60
_GAP = 28.0


def section(speech: Speech, words: Words, sizes: Sizes) -> Block:
    """Heading of a part."""
    return Stack((Space(6), set_words(words, Look(sizes.section, bold=True, tag="H2"))), keep_with_next=True)


def supplements(data: PlanPrint, speech: Speech, sizes: Sizes) -> list[Block]:
    """Dated corrections of a Fassung in force."""
    if not data.view.supplements:
        return []
    blocks: list[Block] = [section(speech, speech.fixed("ergaenzung.titel"), sizes)]
    for row in data.view.supplements:
        label = speech.fixed("ergaenzung.vom", datum=german_date(row.on_date))
        blocks.append(set_words(speech.own(row.text, row.text_translated), Look(sizes.body), label=label))
    return blocks


def explanation(data: PlanPrint, speech: Speech, sizes: Sizes) -> Block:
    """What the plan is and is not, in plain sentences."""
    look = Look(sizes.small)
    said = [(speech.ours if key in _SAID_AS_WE else speech.fixed)(f"erklaerung.{key}") for key in _SENTENCES]
    said.append(_passed_on(data, speech))
    return Stack([Rule(space=2), *(set_words(words, look) for words in said)], gap=1)


def signatures(data: PlanPrint, speech: Speech, sizes: Sizes) -> Block:
    """Agreement and lines to sign on, kept on one page."""
    agreed = set_words(speech.ours("erklaerung.einverstanden"), Look(sizes.body, bold=True))
    heading = section(speech, speech.fixed("unterschrift.titel"), sizes)
    lines = [_line(words, note, sizes, mirrored=speech.mirrored) for words, note in _places(data, speech)]
    blocks: list[Block] = [heading, agreed, *_rows(lines), *_without(data, speech, sizes)]
    return Stack(blocks, gap=2, whole=True)


@dataclass(frozen=True, slots=True)
class End(Block):
    """What is signed and the signatures: on one page, where that leaves at most `most_left` points of a page empty."""

    blocks: Sequence[Block]
    most_left: float = 430.0

    def place(self, width: float) -> Placed:
        return _PlacedEnd(self, width)


class _PlacedEnd(PlacedStack):
    def __init__(self, block: End, width: float) -> None:
        super().__init__(Stack(block.blocks), [part.place(width) for part in block.blocks], Slot(None))
        self._most_left = block.most_left

    def split(self, room: float, *, force: bool = False) -> tuple[Placed, Placed] | None:
        return super().split(room, force=force) if force or room > self._most_left else None


def machine_note(speech: Speech, size: float) -> list[Block]:
    """Says on the paper that texts are machine-made and nobody has checked them (decision 22)."""
    if not speech.unreviewed:
        return []
    return [Box(set_words(note_words(speech), Look(size)), padding=(9, 3), line=0.6, grey=0.0, radius=4)]


def note_words(speech: Speech) -> Words:
    """„Maschinell übersetzt, noch nicht geprüft. Es gilt der deutsche Text.“"""
    return joined((speech.fixed("hinweis.maschinell"), speech.fixed("hinweis.deutsch_gilt")), " ")


def _passed_on(data: PlanPrint, speech: Speech) -> Words:
    if not data.recipients:
        return speech.fixed("plan.keine_weitergabe")
    names = [speech.same(shortened(name, 80)) for name in data.recipients]
    return speech.fixed("plan.weitergabe", stellen=enumerated(names))


def _places(data: PlanPrint, speech: Speech) -> list[tuple[Words, Words | None]]:
    """Each line with what is already known of it, such as the day somebody signed."""
    view = data.view
    signed = {row.person_id: row for row in view.signatures if row.part == "person"}
    parts = {row.part: row for row in view.signatures}
    place = speech.same(view.signed_place) if view.signed_place else None
    places: list[tuple[Words, Words | None]] = [(speech.fixed("unterschrift.ort_datum"), place)]
    for person in data.signers:
        name = speech.fixed("unterschrift.name", name=given_name(data, speech, person))
        places.append((name, _signed_on(speech, signed.get(person.id) or _only(signed, data))))
    if not data.signers:
        places.append((speech.fixed("unterschrift.eltern"), _signed_on(speech, parts.get("person"))))
    manager = joined((speech.fixed("unterschrift.im"), speech.same(shortened(data.contact.name, _LONGEST_NAME))), " ")
    places.append((manager, _signed_on(speech, parts.get("im"))))
    if speech.bilingual or speech.language != "de" or view.header.language:
        places.append((speech.fixed("unterschrift.sprachmittlung"), _signed_on(speech, parts.get("interpreter"))))
        places.append((_read_out(speech, view.read_out_in), None))
    handed = speech.date(view.handed_out_on) if view.handed_out_on else None
    return [*places, (speech.ours("unterschrift.ausfertigung"), handed)]


def _only(signed: dict[int | None, SignatureRow], data: PlanPrint) -> SignatureRow | None:
    """A signature entered without saying whose, where only one person signs."""
    return signed.get(None) if len(data.signers) == 1 else None


def _signed_on(speech: Speech, row: SignatureRow | None) -> Words | None:
    return speech.fixed("unterschrift.unterschrieben", datum=german_date(row.signed_on)) if row else None


def _read_out(speech: Speech, language: str) -> Words:
    return speech.fixed("unterschrift.vorgelesen", sprache=shortened(language, 40))


def _line(words: Words, note: Words | None, sizes: Sizes, *, mirrored: bool) -> Block:
    """A line of at least 60 mm with its words below it; what is known stands beneath and needs no room to write."""
    side: Align = "right" if mirrored else "left"
    blocks: list[Block] = [WriteLine(12.0 if note else 21.0), set_inline(words, Look(sizes.small, align=side))]
    if note:
        blocks.append(set_inline(note, Look(sizes.small, bold=True, align=side)))
    return Stack(blocks)


def _rows(lines: list[Block]) -> list[Block]:
    """Two lines beside each other; the last one alone keeps its half."""
    if len(lines) % 2:
        lines = [*lines, Space(0)]
    pairs = zip(lines[::2], lines[1::2], strict=True)
    return [Columns((Column(first), Column(second)), gap=_GAP) for first, second in pairs]


def _without(data: PlanPrint, speech: Speech, sizes: Sizes) -> list[Block]:
    reason = data.view.unsigned_reason.strip()
    if not reason or data.view.state not in _SIGNED:
        return []
    return [set_words(speech.fixed("unterschrift.ohne", grund=reason), Look(sizes.small))]
