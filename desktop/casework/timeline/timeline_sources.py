"""What the Verlauf of a case is put together from: one SELECT per kind of entry, all with the same columns.

Columns: day as ISO text, kind, id, person, user, and up to three texts (codes or words) that `timeline_words.py` reads.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, case, cast, func, literal, null, or_, select
from sqlalchemy.orm import aliased

from desktop.casework.volunteers.matches.match_closing import NAMELESS
from desktop.clock import today
from desktop.records.appointments import Appointment
from desktop.records.assessments import Assessment
from desktop.records.attachments import Attachment
from desktop.records.care import CaseFlag, CaseStandIn, CaseTeamMember
from desktop.records.cases import Case, CaseResponsible, CaseStatusEntry, Consent, ImportBatch, ImportStep
from desktop.records.people import Address, FamilyEvent, FamilyMember, Person, ResidenceTitle
from desktop.records.plans import Goal, Measure, Plan, PlanDocument, PlanEvent, PlanSupplement, PlanVersion
from desktop.records.reviews import Review
from desktop.records.talks import Talk, TalkCase
from desktop.records.tasks import Task
from desktop.records.volunteer_matches import MatchStep, VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.talk_terms import TaskStatus
from desktop.terms import Protection, Term


class Happening(Term):
    """Kinds of entries of the Verlauf."""

    STATUS = "status", "Status"
    RESPONSIBLE = "responsible", "Zuständigkeit"
    STAND_IN = "stand_in", "Vertretung"
    TEAM = "team", "Mitwirkung"
    TEAM_OVER = "team_over", "Mitwirkung beendet"
    FLAG = "flag", "Hinweis"
    FLAG_OVER = "flag_over", "Hinweis erledigt"
    TALK = "talk", "Gespräch"
    APPOINTMENT = "appointment", "Termin"
    TASK = "task", "Aufgabe erledigt"
    ASSESSMENT = "assessment", "Assessment"
    PLAN = "plan", "Fassung"
    PLAN_OVER = "plan_over", "Fassung beendet"
    STEP = "step", "Ziel oder Schritt"
    SUPPLEMENT = "supplement", "Ergänzung"
    REVIEW = "review", "Überprüfung"
    SHEET = "sheet", "Ausdruck"
    DOCUMENT = "document", "Dokument"
    CONSENT = "consent", "Einwilligung"
    WITHDRAWN = "withdrawn", "Widerruf"
    TITLE = "title", "Aufenthalt"
    MOVE = "move", "Umzug"
    JOINED = "joined", "Kommt zur Familie"
    LEFT = "left", "Verlässt die Familie"
    HOUSEHOLD = "household", "Haushalt und Sorgerecht"
    VOLUNTEER = "volunteer", "Ehrenamt"
    IMPORT = "import", "Übergabeliste"


Entry = Select[Any]
Files = tuple[int, ...]
"""The case and those put together with it."""
Persons = tuple[int, ...]


def sources(files: Files, persons: Persons) -> dict[Happening, Entry]:
    """The SELECT of every kind for a case, the files put together with it, and everybody who ever belonged to it."""
    return {kind: make(files, persons) for kind, make in _SOURCES.items()}


def _entry(
    kind: Happening, day: Any, id_: Any, *texts: Any, person: Any = None, user: Any = None  # noqa: ANN401 - columns
) -> Entry:
    given = [cast(text, String) for text in texts]
    padded = given + [cast(null(), String)] * (3 - len(given))
    return select(
        cast(day, String).label("day"), literal(kind.value).label("kind"), id_.label("id"),
        (cast(null(), Integer) if person is None else person).label("person_id"),
        (cast(null(), Integer) if user is None else user).label("user_id"),
        *(text.label(name) for text, name in zip(padded, ("first", "second", "third"), strict=True)),
    )


def _stamp(column: Any) -> ColumnElement[str]:  # noqa: ANN401 - a column
    """The day of a time stored as ISO text."""
    return func.substr(cast(column, String), 1, 10)


def _status(files: Files, _persons: Persons) -> Entry:
    row = CaseStatusEntry
    return _entry(Happening.STATUS, row.since, row.id, row.status, row.reason, row.end_reason).where(
        row.case_id.in_(files)
    )


def _responsible(files: Files, _persons: Persons) -> Entry:
    row = CaseResponsible
    return _entry(Happening.RESPONSIBLE, row.since, row.id, user=row.user_id).where(row.case_id.in_(files))


def _stand_in(files: Files, _persons: Persons) -> Entry:
    row = CaseStandIn
    return _entry(Happening.STAND_IN, row.since, row.id, row.until, row.reason, user=row.user_id).where(
        row.case_id.in_(files)
    )


def _team(files: Files, _persons: Persons) -> Entry:
    row = CaseTeamMember
    return _entry(Happening.TEAM, row.since, row.id, row.name, row.role, row.organisation).where(row.case_id.in_(files))


def _team_over(files: Files, _persons: Persons) -> Entry:
    """An end that is only agreed has not happened yet."""
    row = CaseTeamMember
    return _entry(Happening.TEAM_OVER, row.until, row.id, row.name, row.role, row.organisation).where(
        row.case_id.in_(files), row.until <= today()
    )


def _flag(files: Files, _persons: Persons) -> Entry:
    row = CaseFlag
    return _entry(Happening.FLAG, row.since, row.id, row.kind, row.reason, person=row.person_id).where(
        row.case_id.in_(files)
    )


def _flag_over(files: Files, _persons: Persons) -> Entry:
    row = CaseFlag
    return _entry(
        Happening.FLAG_OVER, row.resolved_on, row.id, row.kind, row.resolution, person=row.person_id,
        user=row.resolved_by,
    ).where(row.case_id.in_(files), row.resolved_on.is_not(None))


def _talk(files: Files, _persons: Persons) -> Entry:
    """Short: what it was about and what came of it; the texts of topics stay in the log."""
    return (
        _entry(Happening.TALK, Talk.held_on, Talk.id, Talk.kind, Talk.occasion, Talk.outcome, user=Talk.user_id)
        .where(Talk.id.in_(select(TalkCase.talk_id).where(TalkCase.case_id.in_(files))))
    )


def _appointment(files: Files, _persons: Persons) -> Entry:
    row = Appointment
    return _entry(
        Happening.APPOINTMENT, row.on_date, row.id, row.status, row.title, row.start_time, user=row.user_id
    ).where(row.case_id.in_(files))


def _task(files: Files, _persons: Persons) -> Entry:
    return _entry(Happening.TASK, _stamp(Task.done_at), Task.id, Task.title, user=Task.done_by).where(
        Task.case_id.in_(files), Task.status == TaskStatus.DONE, Task.done_at.is_not(None)
    )


def _assessment(files: Files, _persons: Persons) -> Entry:
    row = Assessment
    return _entry(Happening.ASSESSMENT, row.started_on, row.id, row.kind, user=row.created_by).where(
        row.case_id.in_(files)
    )


def _plan(files: Files, _persons: Persons) -> Entry:
    row = PlanVersion
    chosen = _entry(Happening.PLAN, row.valid_from, row.id, row.version, person=Plan.person_id, user=row.created_by)
    return chosen.join(Plan, Plan.id == row.plan_id).where(Plan.case_id.in_(files), row.valid_from.is_not(None))


def _plan_over(files: Files, _persons: Persons) -> Entry:
    row = PlanVersion
    chosen = _entry(Happening.PLAN_OVER, row.replaced_on, row.id, row.version, row.state, person=Plan.person_id)
    return chosen.join(Plan, Plan.id == row.plan_id).where(Plan.case_id.in_(files), row.replaced_on.is_not(None))


def _step(files: Files, _persons: Persons) -> Entry:
    """Text and area of the goal or step; the words keep protected areas back."""
    whole, part, step = aliased(Goal), aliased(Goal), aliased(Measure)
    about = func.coalesce(step.text, whole.text)
    area = func.coalesce(part.area, whole.area)
    return (
        _entry(Happening.STEP, PlanEvent.on_date, PlanEvent.id, PlanEvent.kind + literal(":") + area,
               PlanEvent.value, about, user=PlanEvent.created_by)
        .join(PlanVersion, PlanVersion.id == PlanEvent.version_id)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .outerjoin(whole, whole.id == PlanEvent.goal_id)
        .outerjoin(step, step.id == PlanEvent.measure_id)
        .outerjoin(part, part.id == step.goal_id)
        .where(Plan.case_id.in_(files))
    )  # fmt: skip


def _supplement(files: Files, _persons: Persons) -> Entry:
    row = PlanSupplement
    return _of_version(_entry(Happening.SUPPLEMENT, row.on_date, row.id, row.text, user=row.created_by), row, files)


def _review(files: Files, _persons: Persons) -> Entry:
    row = Review
    chosen = _entry(Happening.REVIEW, row.held_on, row.id, row.reason, user=row.created_by)
    return _of_version(chosen, row, files)


def _sheet(files: Files, _persons: Persons) -> Entry:
    row = PlanDocument
    chosen = _entry(Happening.SHEET, _stamp(row.created_at), row.id, row.kind, row.language, user=row.created_by)
    return _of_version(chosen, row, files)


def _of_version(chosen: Entry, row: Any, files: Files) -> Entry:  # noqa: ANN401 - a mapped class
    return (
        chosen.join(PlanVersion, PlanVersion.id == row.version_id)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(Plan.case_id.in_(files))
    )


def _document(files: Files, persons: Persons) -> Entry:
    """Titles of protected documents stay out: they are shown in the documents, where consent is checked."""
    row = Attachment
    title = case((row.protection == Protection.S3, ""), else_=row.title)
    return _entry(
        Happening.DOCUMENT, _stamp(row.created_at), row.id, row.kind, title, person=row.person_id, user=row.created_by
    ).where(or_(row.case_id.in_(files), row.person_id.in_(persons)))


def _consent(_files: Files, persons: Persons) -> Entry:
    row = Consent
    return _entry(Happening.CONSENT, row.valid_from, row.id, row.purpose, row.recipient, person=row.person_id,
                  user=row.created_by).where(row.person_id.in_(persons))  # fmt: skip


def _withdrawn(_files: Files, persons: Persons) -> Entry:
    row = Consent
    return _entry(Happening.WITHDRAWN, row.withdrawn_on, row.id, row.purpose, row.recipient,
                  person=row.person_id).where(row.person_id.in_(persons), row.withdrawn_on.is_not(None))  # fmt: skip


def _title(_files: Files, persons: Persons) -> Entry:
    row = ResidenceTitle
    day = func.coalesce(cast(row.seen_on, String), _stamp(row.created_at))
    return _entry(Happening.TITLE, day, row.id, row.kind, row.valid_until, person=row.person_id,
                  user=row.created_by).where(row.person_id.in_(persons))  # fmt: skip


def _move(_files: Files, persons: Persons) -> Entry:
    """Where to only when the address is no secret."""
    row = Address
    town = case((Person.address_secret, ""), else_=row.town)
    return (
        _entry(Happening.MOVE, row.since, row.id, town, row.housing, person=row.person_id, user=row.created_by)
        .join(Person, Person.id == row.person_id)
        .where(row.person_id.in_(persons), row.since.is_not(None))
    )


def _joined(files: Files, _persons: Persons) -> Entry:
    row = FamilyMember
    return (
        _entry(Happening.JOINED, row.since, row.id, row.relation, person=row.person_id)
        .join(Case, Case.family_id == row.family_id)
        .where(Case.id.in_(files), row.since.is_not(None))
    )


def _left(files: Files, _persons: Persons) -> Entry:
    row = FamilyMember
    return (
        _entry(Happening.LEFT, row.until, row.id, row.relation, person=row.person_id)
        .join(Case, Case.family_id == row.family_id)
        .where(Case.id.in_(files), row.until.is_not(None))
    )


def _household(files: Files, _persons: Persons) -> Entry:
    row = FamilyEvent
    return (
        _entry(Happening.HOUSEHOLD, row.on_date, row.id, row.kind, row.custody, row.note, person=row.person_id,
               user=row.created_by)
        .join(Case, Case.family_id == row.family_id)
        .where(Case.id.in_(files))
    )  # fmt: skip


def _volunteer(files: Files, _persons: Persons) -> Entry:
    """Of the volunteer the given name alone; a meeting that is only planned has not happened yet."""
    row = MatchStep
    name = case((Volunteer.given_names != "", Volunteer.given_names), else_=NAMELESS)
    return (
        _entry(Happening.VOLUNTEER, row.on_date, row.id, row.stage, name, VolunteerNeed.activity,
               person=VolunteerNeed.person_id, user=row.created_by)
        .join(VolunteerMatch, VolunteerMatch.id == row.match_id)
        .join(VolunteerNeed, VolunteerNeed.id == VolunteerMatch.need_id)
        .join(Volunteer, Volunteer.id == VolunteerMatch.volunteer_id)
        .where(VolunteerNeed.case_id.in_(files), row.on_date <= today())
    )  # fmt: skip


def _import(files: Files, persons: Persons) -> Entry:
    """Each list once, however many rows of it were about this case."""
    here = select(ImportStep.batch_id).where(
        or_(
            (ImportStep.subject == "case") & (ImportStep.subject_id.in_(files)),
            (ImportStep.subject == "person") & ImportStep.subject_id.in_(persons),
        )
    )
    row = ImportBatch
    return _entry(
        Happening.IMPORT, _stamp(row.created_at), row.id, row.sender, row.as_of, user=row.created_by
    ).where(row.id.in_(here), row.undone_at.is_(None))


_SOURCES: dict[Happening, Callable[[Files, Persons], Entry]] = {
    Happening.STATUS: _status, Happening.RESPONSIBLE: _responsible, Happening.STAND_IN: _stand_in,
    Happening.TEAM: _team, Happening.TEAM_OVER: _team_over,
    Happening.FLAG: _flag, Happening.FLAG_OVER: _flag_over, Happening.TALK: _talk,
    Happening.APPOINTMENT: _appointment, Happening.TASK: _task, Happening.ASSESSMENT: _assessment,
    Happening.PLAN: _plan, Happening.PLAN_OVER: _plan_over, Happening.STEP: _step,
    Happening.SUPPLEMENT: _supplement, Happening.REVIEW: _review, Happening.SHEET: _sheet,
    Happening.DOCUMENT: _document, Happening.CONSENT: _consent, Happening.WITHDRAWN: _withdrawn,
    Happening.TITLE: _title, Happening.MOVE: _move, Happening.JOINED: _joined, Happening.LEFT: _left,
    Happening.HOUSEHOLD: _household, Happening.IMPORT: _import,
    Happening.VOLUNTEER: _volunteer,
}  # fmt: skip
