"""An entry of the Verlauf in words: a short title and what is worth knowing beside it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

from desktop.casework.search.search_words import protected_areas
from desktop.casework.timeline.timeline_sources import Happening
from desktop.clock import german_date
from desktop.person_terms import Custody, Housing, Relation, ResidenceKind
from desktop.talk_terms import AppointmentStatus, FamilyEventKind, TalkKind
from desktop.terms import (
    AssessmentKind,
    AttachmentKind,
    CaseStatus,
    ConsentPurpose,
    EndReason,
    FlagKind,
    GoalStatus,
    MeasureStatus,
    PlanState,
    SheetKind,
)
from desktop.volunteer_terms import Activity, MatchStage

Texts = tuple[str, str, str]
Said = tuple[str, str]
PROTECTED_STEP = "Ziel oder Schritt in einem geschützten Handlungsfeld"


def said(kind: Happening, texts: Texts) -> Said:
    """Title and detail of an entry."""
    return _WORDS[kind](*texts)


def _status(status: str, reason: str, end: str) -> Said:
    ended = f" – {EndReason(end).label}" if end else ""
    return f"{CaseStatus(status).label}{ended}", reason


def _nobody(*_texts: str) -> Said:
    return "", ""


def _stand_in(until: str, reason: str, _third: str) -> Said:
    return (f"bis {_day(until)}" if until else "bis auf Weiteres"), reason


def _team(name: str, role: str, organisation: str) -> Said:
    return name, ", ".join(part for part in (role, organisation) if part)


def _flag(kind: str, reason: str, _third: str) -> Said:
    return FlagKind(kind).label, reason


def _talk(kind: str, occasion: str, outcome: str) -> Said:
    return TalkKind(kind).label, " · ".join(part for part in (occasion, outcome) if part)


def _appointment(status: str, title: str, time: str) -> Said:
    return f"{time} Uhr: {title}", AppointmentStatus(status).label


def _plain(title: str, detail: str, _third: str) -> Said:
    return title, detail


def _assessment(kind: str, _second: str, _third: str) -> Said:
    return AssessmentKind(kind).label, ""


def _plan(version: str, _second: str, _third: str) -> Said:
    return f"Fassung {version} in Kraft", ""


def _plan_over(version: str, state: str, _third: str) -> Said:
    return f"Fassung {version} {PlanState(state).label}", ""


def _step(kind_and_area: str, value: str, text: str) -> Said:
    kind, _, area = kind_and_area.partition(":")
    return (PROTECTED_STEP if area in protected_areas() else text), _event(kind, value)


def _event(kind: str, value: str) -> str:
    """„erledigt“, „Wert 5“, „verschoben auf 01.02.2027“; the value is stored as JSON."""
    plain = str(json.loads(value)) if value else ""
    if kind == "due":
        return f"verschoben auf {_day(plain)}"
    if kind == "value":
        return f"Wert {plain}"
    labels: dict[str, str] = {term.value: term.label for term in (*GoalStatus, *MeasureStatus)}
    return labels.get(plain, plain)


def _sheet(kind: str, language: str, _third: str) -> Said:
    return SheetKind(kind).label, language


def _document(kind: str, title: str, _third: str) -> Said:
    return title or "Geschütztes Dokument", AttachmentKind(kind).label if title else ""


def _consent(purpose: str, recipient: str, _third: str) -> Said:
    return ConsentPurpose(purpose).label, recipient


def _title(kind: str, until: str, _third: str) -> Said:
    return ResidenceKind(kind).label, f"gültig bis {_day(until)}" if until else ""


def _move(town: str, housing: str, _third: str) -> Said:
    return (f"nach {town}" if town else "neue Anschrift"), Housing(housing).label if housing else ""


def _member(relation: str, _second: str, _third: str) -> Said:
    return Relation(relation).label, ""


def _household(kind: str, custody: str, note: str) -> Said:
    return household_words(FamilyEventKind(kind), Custody(custody) if custody else None), note


def household_words(kind: FamilyEventKind, custody: Custody | None) -> str:
    """„zieht aus“, „Sorgerecht: allein“."""
    if kind is FamilyEventKind.CUSTODY:
        return f"{kind.label}: {custody.label if custody else '–'}"
    return kind.label


def _volunteer(stage: str, name: str, activity: str) -> Said:
    """„Kennenlernen: Gerda“; a step without a stage is a talk between."""
    return f"{MatchStage(stage).label if stage else 'Zwischengespräch'}: {name}", Activity(activity).label


def _import(sender: str, as_of: str, _third: str) -> Said:
    return sender or "Übergabeliste", f"Stand {_day(as_of)}"


def _day(iso: str) -> str:
    return german_date(dt.date.fromisoformat(iso[:10]))


_WORDS: dict[Happening, Callable[[str, str, str], Said]] = {
    Happening.STATUS: _status, Happening.RESPONSIBLE: _nobody, Happening.STAND_IN: _stand_in, Happening.FLAG: _flag,
    Happening.TEAM: _team, Happening.TEAM_OVER: _team,
    Happening.FLAG_OVER: _flag, Happening.TALK: _talk, Happening.APPOINTMENT: _appointment, Happening.TASK: _plain,
    Happening.ASSESSMENT: _assessment, Happening.PLAN: _plan, Happening.PLAN_OVER: _plan_over, Happening.STEP: _step,
    Happening.SUPPLEMENT: _plain, Happening.REVIEW: _plain, Happening.SHEET: _sheet, Happening.DOCUMENT: _document,
    Happening.CONSENT: _consent, Happening.WITHDRAWN: _consent, Happening.TITLE: _title, Happening.MOVE: _move,
    Happening.JOINED: _member, Happening.LEFT: _member, Happening.HOUSEHOLD: _household, Happening.IMPORT: _import,
    Happening.VOLUNTEER: _volunteer,
}  # fmt: skip
