"""What the head of a case file says: name, state, what runs out, whose clock ends first."""

from __future__ import annotations

import datetime as dt

from desktop.casework.cases.case_minute import CaseMinute, DatedLine
from desktop.casework.cases.cases import CaseHead, MemberRow
from desktop.casework.cases.flag_rows import FlagRow
from desktop.clock import german_date, today
from desktop.models.case_table import plan_words, status_mark
from desktop.models.person_words import days_of_title, expires_soon, expiry_words, interpreter_words, language_words
from desktop.terms import FlagKind, PlanState
from desktop.views import style
from desktop.views.cases.members_card import period_bar
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.period_bar import PeriodBar
from desktop.views.people.field_grid import LARGE_FROM

_NEAR = dt.timedelta(days=7)
"""A date so near is shown as a warning."""
_TONES = {"ok": Tone.OK, "warn": Tone.WARN, "accent": Tone.ACCENT, "muted": Tone.NEUTRAL}


def head_chips(head: CaseHead) -> list[Chip]:
    """Status, plan, title that expires first, secret address."""
    icon, role = status_mark(head.status)
    chips = [Chip(head.status.label, _TONES[role], icon)]
    chips += [flag_chip(flag) for flag in head.flags]
    if head.plan is not None:
        words = f"Plan {plan_words(head.plan.version, head.plan.state)}"
        tone = Tone.ACCENT if head.plan.state is PlanState.IN_FORCE else Tone.NEUTRAL
        chips.append(Chip(words, tone, "file-check" if head.plan.state is PlanState.IN_FORCE else "file-text"))
    expiring = first_expiring(head.members)
    if expiring is not None and expiring.title is not None:
        over = (days_of_title(expiring.title, today()) or 0) < 0
        whose = f" ({expiring.person.given})" if len(head.members) > 1 else ""
        chips.append(Chip(expiry_words(expiring.title, today()) + whose, Tone.BAD if over else Tone.WARN))
    if any(member.address_secret for member in head.members):
        chips.append(Chip("Adresse geheim", Tone.BAD, "shield-alert"))
    return chips


def date_chips(minute: CaseMinute) -> list[Chip]:
    """The next appointment and the next date to watch; what each is about is in the tooltip."""
    chips = []
    if minute.next_appointment is not None:
        chips.append(_dated("Termin", minute.next_appointment, Tone.ACCENT, "calendar-clock"))
    if (due := minute.next_date) is not None:
        over, near = due.day < today(), due.day <= today() + _NEAR
        tone = Tone.BAD if over else Tone.WARN if near else Tone.NEUTRAL
        chips.append(_dated("Überfällig seit" if over else "Frist", due, tone, "clock"))
    return chips


def _dated(what: str, line: DatedLine, tone: Tone, icon: str) -> Chip:
    chip = Chip(f"{what} {german_date(line.day)}", tone, icon)
    chip.setToolTip(line.text)
    chip.setAccessibleDescription(line.text)
    return chip


def flag_chip(flag: FlagRow) -> Chip:
    """A flag with its icon and word; the reason is in the tooltip and said by screen readers."""
    tone = Tone.WARN if flag.kind in (FlagKind.ATTENTION, FlagKind.CONTACT) else Tone.BAD
    chip = Chip(flag.kind.label, tone, "flag")
    chip.setToolTip(flag.reason)
    chip.setAccessibleDescription(flag.reason)
    return chip


def head_subtitle(head: CaseHead) -> str:
    """„F-2026-014 · AU seit 12.04.2026 · Petra Lang · Dari, Deutsch A2 · Sprachmittlung: manchmal“.

    Large text leaves no room for the languages; they stand in the overview.
    """
    codes = tuple(dict.fromkeys(code for member in head.members for code in member.languages))
    level = head.members[0].german_level if len(head.members) == 1 else None
    needs = [interpreter_words(member.interpreter_need) for member in head.members]
    need = next(filter(None, needs), "")
    assigned = f"AU seit {german_date(head.assigned_on)}" if head.assigned_on else ""
    spoken = () if style.text_scale() >= LARGE_FROM else (language_words(codes, level), need)
    parts = (head.number, assigned, head.responsible, *spoken)
    return " · ".join(part for part in parts if part)


def head_period(head: CaseHead) -> PeriodBar | None:
    """The clock that ends first, with the person's name where there are several (decision 28)."""
    member = head.shortest_period
    if member is None or member.period is None:
        return None
    name = f"Beratung {member.person.given}" if len(head.members) > 1 else "Beratungszeitraum"
    return period_bar(member.period, name)


def first_expiring(members: tuple[MemberRow, ...]) -> MemberRow | None:
    """The member whose title ends first, if it ends soon or has ended."""
    soon = [member for member in members if expires_soon(member.title, today())]
    return min(soon, key=lambda member: days_of_title(member.title, today()) or 0, default=None)
