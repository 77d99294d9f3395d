"""Half-written input of the actor, in words and with the place where it goes on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.deadlines.caseload import open_case_of, open_cases
from desktop.casework.gate import query
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.records.office import Draft
from desktop.records.plans import Plan, PlanVersion
from desktop.records.reviews import Review
from desktop.records.volunteers import Volunteer


@dataclass(frozen=True)
class DraftLine:
    """`page` is a tab of the case, or a place of the window where there is no case or `target` says what there."""

    key: str
    words: str
    changed_at: dt.datetime
    case_id: int | None
    case_title: str
    page: str
    target: tuple[int, ...] = ()


_OF_CASE = {
    "plan": ("Plan", "plan"), "assessment": ("Assessment", "assessment"),
    "talk": ("Gespräch", "talks"), "status": ("Status", "overview"),
    "responsible": ("Zuständigkeit", "overview"), "family": ("Familie", "people"),
    "newborn": ("Neue Person in der Familie", "people"), "merge": ("Zusammenführen", "people"),
    "task": ("Aufgabe", "tasks"), "private-note": ("Meine Notiz", "tasks"), "approval": ("Freigabe", "tasks"),
    "send-back": ("Freigabe", "tasks"), "close": ("Abschluss", "overview"), "reopen": ("Wiederaufnahme", "overview"),
    "stand-in": ("Vertretung", "overview"),
}  # fmt: skip
_OF_PERSON = {
    "person": ("Angaben zur Person", "people"), "title": ("Aufenthalt", "people"), "address": ("Anschrift", "people"),
    "consent": ("Einwilligung", "people"), "period": ("Beratungszeitraum", "overview"),
    "extension": ("Verlängerung", "overview"),
}  # fmt: skip
QUICK_TALK = "quick-talk"
"""Key of the line of the quick entry, and of the command that opens it."""
_ELSEWHERE = {
    "office": ("Angaben zur Gemeinde", "admin"), "person/new": ("Neue Person", "cases"),
    QUICK_TALK: ("Gespräch, schnell eingetragen", QUICK_TALK), "absence": ("Abwesenheit", "absence"),
    "task/new": ("Aufgabe", "today"), "volunteer/new": ("Neue/r Ehrenamtliche/r", "volunteers"),
    "import": ("Übergabeliste", "import"), "volunteer-import": ("Liste von Ehrenamtlichen", "volunteer-import"),
}  # fmt: skip
_OF_VOLUNTEER = {
    "volunteer": "Profil", "volunteer-contact": "Kontakt", "volunteer-overload": "Überlastung",
    "volunteer-status": "Status", "volunteer-end": "Ende des Ehrenamts", "volunteer-reopen": "Wiederaufnahme",
    "volunteer-consent": "Einwilligung", "volunteer-withdraw": "Widerruf", "volunteer-paper": "Unterlage",
}  # fmt: skip
"""Forms in a volunteer's file; the number at the end of their keys is the volunteer's."""


@query(Right.KEEP_DRAFT)
def open_drafts(session: Session, actor: Actor) -> tuple[DraftLine, ...]:
    """Newest first; only what this list knows a way to."""
    rows = session.execute(
        select(Draft.key, Draft.changed_at).where(Draft.user_id == actor.user_id).order_by(Draft.changed_at.desc())
    )
    found = [line for key, changed_at in rows if (line := _line(session, key, changed_at)) is not None]
    cases = open_cases(session, {line.case_id for line in found if line.case_id is not None}, today())
    titles = {id_: brief.title for id_, brief in cases.items()}
    return tuple(
        replace(line, case_title=titles.get(line.case_id or 0, ""))
        for line in found if line.case_id is None or line.case_id in titles
    )  # fmt: skip


def _line(session: Session, key: str, changed_at: dt.datetime) -> DraftLine | None:
    kind, _, rest = key.partition("/")
    number, _, second = rest.partition("/")
    if key in _ELSEWHERE:
        words, page = _ELSEWHERE[key]
        return DraftLine(key, words, changed_at, None, "", page)
    if kind in _OF_VOLUNTEER:
        return _of_volunteer(session, key, changed_at)
    if kind == "volunteer-need" and second.isdigit():
        return DraftLine(key, "Bedarf für das Ehrenamt", changed_at, int(second), "", "volunteer")
    if not number.isdigit():
        return None
    if kind == "appointment" and second.isdigit():
        case_id = int(second) or None
        return DraftLine(key, "Termin", changed_at, case_id, "", "appointments" if case_id else "calendar")
    if kind in _OF_CASE:
        words, page = _OF_CASE[kind]
        return DraftLine(key, words, changed_at, int(number), "", page)
    if kind in _OF_PERSON:
        words, page = _OF_PERSON[kind]
        home = open_case_of(session, {int(number)}).get(int(number))
        return DraftLine(key, words, changed_at, home[0], "", page) if home else None
    return _of_review(session, key, changed_at, int(number)) if kind == "review" else None


def _of_volunteer(session: Session, key: str, changed_at: dt.datetime) -> DraftLine | None:
    """It goes on in the file, which is named: there is no case whose title could stand there."""
    kind, *_between, last = key.split("/")
    volunteer = session.get(Volunteer, int(last)) if last.isdigit() else None
    if volunteer is None:
        return None
    words = f"{_OF_VOLUNTEER[kind]}: {volunteer.name}"
    return DraftLine(key, words, changed_at, None, "", "volunteer", (volunteer.id,))


def _of_review(session: Session, key: str, changed_at: dt.datetime, review_id: int) -> DraftLine | None:
    """A review goes on at its own place, which is told its case and Fassung."""
    asked = (
        select(Plan.case_id, Review.version_id).join(PlanVersion, PlanVersion.plan_id == Plan.id)
        .join(Review, Review.version_id == PlanVersion.id)
        .where(Review.id == review_id, Review.finished_at.is_(None))
    )  # fmt: skip
    found = session.execute(asked).first()
    if found is None:
        return None
    return DraftLine(key, "Überprüfung", changed_at, found[0], "", "review", (found[0], found[1]))
