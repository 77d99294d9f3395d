"""Head of a plan sheet: letterhead, title, whose plan it is, which Fassung and whether it counts."""

from __future__ import annotations

from desktop import paths
from desktop.casework.office import OfficeSettings
from desktop.casework.plans.plan_print import PlanPrint
from desktop.casework.plans.plan_rows import VersionBrief
from desktop.clock import german_date
from desktop.printing.engine import Block, Box, Column, Columns, Icon, Rule, Run, Space, Stack, Style, Text
from desktop.printing.engine.styles import Align
from desktop.printing.sheets.names import family_name, given_name, spoken_name
from desktop.printing.sheets.speech import Speech, Words, enumerated, joined, shortened
from desktop.printing.sheets.typeset import Look, Sizes, set_words
from desktop.terms import PlanKind, PlanState

_LONGEST_NAME = 120
_STATES_WITH_HINT = {
    PlanState.DRAFT: "file-text", PlanState.AGREEING: "hourglass", PlanState.REPLACED: "history",
    PlanState.CLOSED: "archive",
}  # fmt: skip


def letterhead(office: OfficeSettings, size: float, *, mirrored: bool = False) -> Block:
    """The municipality and its office, the address opposite; always German, as it names an authority."""
    near: Align = "right" if mirrored else "left"
    far: Align = "left" if mirrored else "right"
    names = [line for line in (office.office_name, *office.letterhead.splitlines()) if line.strip()]
    address = [line for line in (_street(office), office.phone, office.email) if line]
    first: list[Block] = [Text(office.municipality, Style("de", size * 1.15, bold=True, align=near))]
    first += [Text(shortened(name, _LONGEST_NAME), Style("de", size, grey=0.25, align=near)) for name in names]
    second = [Text(shortened(line, _LONGEST_NAME), Style("de", size, grey=0.25, align=far)) for line in address]
    row = Columns((Column(Stack(first)), Column(Stack(second), align="baseline")), gap=16)
    return Stack((row, Rule(width=0.8, grey=0.0, space=5)))


def letterhead_line(office: OfficeSettings, size: float) -> Block:
    """The office in one line, for sheets that need their room."""
    rest = "".join(f" · {shortened(part, _LONGEST_NAME)}" for part in (office.office_name, _street(office)) if part)
    name = Run(shortened(office.municipality, _LONGEST_NAME), bold=True, grey=0.0)
    return Stack((Text((name, rest), Style("de", size, grey=0.25)), Rule(width=0.8, grey=0.0, space=4)))


def whose(data: PlanPrint, speech: Speech, longest: int = _LONGEST_NAME) -> Words:
    """„Familie Ahmadi“ or „Maryam Ahmadi“, with the name in the own script where it was entered."""
    if data.view.kind is PlanKind.FAMILY:
        return speech.fixed("plan.familie", name=family_name(data, speech, longest))
    return speech.named(shortened(spoken_name(data.title), longest), shortened(data.own_script_name, longest))


def members(data: PlanPrint, speech: Speech) -> Words | None:
    """Given names of a family; its members are named on its own plan only."""
    if data.view.kind is not PlanKind.FAMILY or not data.persons:
        return None
    return enumerated([given_name(data, speech, person) for person in data.persons])


def which(data: PlanPrint, speech: Speech) -> Words:
    """„Fassung 3 · in Kraft · gültig ab 22.11.2026“."""
    view = data.view
    parts = [speech.fixed("plan.fassung", nummer=view.version), speech.fixed(f"plan.status.{view.state.value}")]
    if view.valid_from:
        parts.append(speech.fixed("plan.gueltig_ab", datum=german_date(view.valid_from)))
    else:
        parts.append(speech.fixed("plan.stand", datum=german_date(data.printed_on)))
    if former := _former(data):
        parts.append(speech.fixed("plan.ersetzt", nummer=former.version))
    return joined(parts)


def state_hint(data: PlanPrint, speech: Speech, size: float) -> list[Block]:
    """A box that says why this sheet does not count (yet, or any more); nothing for a Fassung in Kraft."""
    state = data.view.state
    if state not in _STATES_WITH_HINT:
        return []
    words = Look(size, bold=state is PlanState.DRAFT)
    icon = Icon(paths.resource("icons", f"{_STATES_WITH_HINT[state]}.svg"), size * 1.7)
    row = Columns(
        (
            Column(icon, width=size * 1.7, align="middle"),
            Column(set_words(speech.fixed(f"plan.hinweis.{state.value}"), words), align="middle"),
        ),
        gap=10,
    )
    return [Box(row, padding=(10, 5), line=1.2, grey=0.0), Space(5)]


def plan_head(data: PlanPrint, speech: Speech, sizes: Sizes) -> list[Block]:
    """Everything above the strengths but the next talk."""
    blocks: list[Block] = [
        letterhead(data.office, sizes.small, mirrored=speech.mirrored),
        Space(3),
        set_words(speech.fixed("plan.titel"), Look(sizes.title, bold=True, tag="H1")),
        set_words(whose(data, speech), Look(sizes.section, bold=True)),
    ]
    if names := members(data, speech):
        blocks.append(set_words(names, Look(sizes.body)))
    blocks += [Space(2), set_words(which(data, speech), Look(sizes.body, grey=0.25)), Space(5)]
    return blocks + state_hint(data, speech, sizes.body)


def _street(office: OfficeSettings) -> str:
    town = " ".join(filter(None, (office.postal_code, office.town)))
    return ", ".join(filter(None, (office.street, town)))


def _former(data: PlanPrint) -> VersionBrief | None:
    earlier = [brief for brief in data.view.versions if brief.version < data.view.version]
    return max(earlier, key=lambda brief: brief.version, default=None)
