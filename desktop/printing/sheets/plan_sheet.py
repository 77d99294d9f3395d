"""Sheet 7: the Integrationsplan in full, to be agreed on and signed."""

from __future__ import annotations

import datetime as dt

from desktop.casework.plans.plan_print import PlanPrint
from desktop.printing.engine import MM, Block, Document, Frame, Space
from desktop.printing.sheets.closing import End, explanation, machine_note, section, signatures, supplements
from desktop.printing.sheets.footer import footer
from desktop.printing.sheets.goals import goal_box
from desktop.printing.sheets.head import plan_head
from desktop.printing.sheets.names import full_name
from desktop.printing.sheets.printed import PrintedSheet
from desktop.printing.sheets.speech import Speech, enumerated
from desktop.printing.sheets.talk import contact_block, talk_box
from desktop.printing.sheets.typeset import Look, Sizes, set_words
from desktop.terms import SheetVariant

_BODY = 10.5
_LARGE = 13.65  # 1.3 times as large (decision 38)
_FRAME = Frame(top=17 * MM, bottom=21 * MM)
_LARGE_FRAME = Frame(left=15 * MM, right=15 * MM)


def plan_sheet(data: PlanPrint, variant: SheetVariant, language: str, *, large_print: bool = False) -> PrintedSheet:
    """The long plan. Raises PrintError for a language without texts."""
    speech = Speech(data, variant, language)
    sizes = Sizes(_LARGE if large_print else _BODY)
    blocks = _content(data, speech, sizes)
    document = Document(
        f"Integrationsplan {data.case_number}, Fassung {data.view.version}", speech.language,
        frame=_LARGE_FRAME if large_print else _FRAME, footer=footer(data, speech, with_note=True),
        author=data.office.municipality, created=dt.datetime.combine(data.printed_on, dt.time(12), dt.UTC),
    )  # fmt: skip
    document.add(*blocks)
    pdf = document.finish()
    return PrintedSheet(
        pdf, document.pages, document.missing, speech.unreviewed, speech.untranslated, speech.untranslated_own
    )


def _content(data: PlanPrint, speech: Speech, sizes: Sizes) -> list[Block]:
    blocks = [*plan_head(data, speech, sizes), _talk(data, speech, sizes), Space(5)]
    blocks += contact_block(data, speech, sizes.body)
    blocks += _situation(data, speech, sizes)
    blocks.append(section(speech, speech.ours("plan.ziele"), sizes))
    for number, goal in enumerate(data.goals, 1):
        blocks += [Space(4), goal_box(data, speech, goal, number, sizes)]
    blocks += supplements(data, speech, sizes)
    blocks.append(_end(data, speech, sizes))
    return blocks


def _talk(data: PlanPrint, speech: Speech, sizes: Sizes) -> Block:
    """Two languages leave no room for what the code is for; a screen reader says it anyway."""
    return talk_box(data, speech, sizes.body, hint=not speech.bilingual)


def _situation(data: PlanPrint, speech: Speech, sizes: Sizes) -> list[Block]:
    """Strengths before needs."""
    header = data.view.header
    parts = (
        ("plan.staerken", header.strengths, header.strengths_translated),
        ("plan.bedarf", header.needs, header.needs_translated),
    )
    blocks: list[Block] = []
    for key, german, translated in parts:
        if german.strip():
            blocks += [section(speech, speech.ours(key), sizes), Space(1)]
            blocks.append(set_words(speech.own(german, translated), Look(sizes.body)))
    if header.participants:
        names = enumerated([full_name(data, speech, name) for name in header.participants])
        blocks += [Space(6), set_words(names, Look(sizes.body), label=speech.fixed("plan.beteiligte"))]
    return blocks


def _end(data: PlanPrint, speech: Speech, sizes: Sizes) -> Block:
    """The note comes last into being, as it must know of all texts above it."""
    parts = [explanation(data, speech, sizes), Space(1), signatures(data, speech, sizes)]
    return End([parts[0], Space(3), *machine_note(speech, sizes.small), *parts[1:]])
