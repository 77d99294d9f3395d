"""What plans, persons and days are called on the plan page. No widgets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.casework.people.people import PersonRow
from desktop.casework.plans.catalogue_data import AreaData, placeholders, shipped_catalogue
from desktop.casework.plans.plan_page import PossiblePlan
from desktop.casework.plans.plan_rows import (
    GoalConsentRow,
    GoalRow,
    MeasureRow,
    NewMeasure,
    PlanBriefRow,
    PlanView,
    VersionBrief,
)
from desktop.clock import german_date
from desktop.terms import DueKind, PlanKind, PlanState, Responsible
from desktop.views.fields.options import Option

FAMILY = 0
"""Stands for „Familie“ where a person's id is chosen."""


@dataclass(frozen=True)
class Who:
    """Who does a step: the parts, and which family member where the client is among them."""

    parts: tuple[Responsible, ...]
    person_id: int | None = None
    name: str = ""


def area_of(key: str) -> AreaData:
    """The Handlungsfeld of a goal; KeyError for one the catalogue no longer has."""
    return {area.key: area for area in shipped_catalogue().areas}[key]


def plan_title(view: PlanView) -> str:
    """„Familienplan, Fassung 2 (Entwurf)“."""
    name = _tr("Familienplan") if view.kind is PlanKind.FAMILY else _tr("Integrationsplan")
    return _tr("%1, Fassung %2 (%3)").replace("%1", name).replace("%2", str(view.version)).replace(
        "%3", view.state.label
    )  # fmt: skip


def plan_name(plan: PlanBriefRow | PossiblePlan) -> str:
    """„Familienplan“ or „Einzelplan Maryam“."""
    if plan.kind is PlanKind.FAMILY:
        return plan.kind.label
    return f"{plan.kind.label} {first_name(plan.person_name)}".strip()


def first_name(name: str) -> str:
    """The part after the comma, or all of it."""
    return name.partition(", ")[2] or name


def version_name(version: VersionBrief) -> str:
    """„Fassung 1 · abgelöst“ with the day it came into force."""
    since = _tr(" seit %1").replace("%1", german_date(version.valid_from)) if version.valid_from else ""
    label = version.state.label + (since if version.state is PlanState.IN_FORCE else "")
    return _tr("Fassung %1 · %2").replace("%1", str(version.version)).replace("%2", label)


def for_whom(row: GoalRow) -> str:
    """„für Maryam“."""
    return _tr("für %1").replace("%1", row.person_name)


def value_words(row: GoalRow) -> str:
    """„Wert 3 › 5, Ziel 8“; empty as long as nobody gave values."""
    start, now, target = row.content.value_start, row.value_now, row.content.value_target
    begun = "" if start is None else _tr("Wert %1").replace("%1", str(start))
    if now is not None and now != start:
        begun = f"{begun} › {now}" if begun else _tr("Wert %1").replace("%1", str(now))
    wanted = "" if target is None else _tr("Ziel %1").replace("%1", str(target))
    return ", ".join(part for part in (begun, wanted) if part)


def due_words(content: NewMeasure, due_on: dt.date | None) -> str:
    """A day, „laufend“, „sofort“, or nothing."""
    if content.due_kind is not DueKind.DATE:
        return content.due_kind.label
    return german_date(due_on) if due_on else ""


def step_text(content: NewMeasure) -> str:
    """The step as it is read; a placeholder nobody filled yet shows as „…“."""
    text = content.text
    for name in placeholders(text):
        text = text.replace("{" + name + "}", "…")
    return text.replace("….", "…")


def fill_words(content: NewMeasure) -> tuple[str, ...]:
    """Suggestions for what a catalogue step leaves open; empty for a step without a placeholder."""
    measure = next((row for row in shipped_catalogue().measures if row.key == content.catalogue_key), None)
    return tuple(word for words in measure.fill.values() for word in words) if measure else ()


def who_options(persons: Iterable[PersonRow], manager: str, row: MeasureRow | None) -> tuple[Option, ...]:
    """Everybody who can do a step, and what the step has now when that is none of them."""
    office = Responsible.MANAGER
    people = list(persons)
    options = [Option(Who((Responsible.CLIENT,), person.id), person.given) for person in people]
    options.append(Option(Who((office,)), manager or office.label, office.label))
    options += [
        Option(Who((Responsible.CLIENT, part), person.id), f"{person.given} + {_short(part, manager)}", part.label)
        for person in people for part in (office, Responsible.VOLUNTEER, Responsible.OFFICE)
    ]  # fmt: skip
    options += [Option(Who((part,)), part.label) for part in (Responsible.VOLUNTEER, Responsible.OFFICE)]
    now = who_of(row.content) if row else None
    if row is not None and now is not None and all(option.code != now for option in options):
        options.append(Option(now, row.who_text))
    return tuple(options)


def who_of(content: NewMeasure) -> Who | None:
    """The code of `who_options` for a step; None while nobody does it."""
    if not content.who:
        return None
    client = Responsible.CLIENT in content.who
    return Who(content.who, content.who_person_id if client else None, content.who_name)


def whom_options(persons: Iterable[PersonRow]) -> tuple[Option, ...]:
    """For whom a goal of a family plan is."""
    family = Option(FAMILY, _tr("für Familie"))
    return (family, *(Option(person.id, _tr("für %1").replace("%1", person.given)) for person in persons))


def consent_words(consent: GoalConsentRow) -> str:
    """„Ahmadi, Maryam: abgelehnt, mündlich, 22.11.2026 (möchte arbeiten)“."""
    said = _tr("zugestimmt") if consent.agreed else _tr("abgelehnt")
    note = f" ({consent.note})" if consent.note else ""
    return f"{consent.person_name}: {said}, {consent.form.label}, {german_date(consent.on_date)}{note}"


def _short(part: Responsible, manager: str) -> str:
    return manager if part is Responsible.MANAGER and manager else part.label


def _tr(text: str) -> str:
    return QCoreApplication.translate("plans", text)
