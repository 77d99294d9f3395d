"""What belongs only to a case or a person and goes with it; what others still need stays."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import cast

from sqlalchemy import ColumnElement, Select, Table, delete, func, or_, select, update
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import joined_words, keep_numbers
from desktop.records.appointments import Appointment
from desktop.records.assessments import Answer, Assessment
from desktop.records.attachments import Attachment
from desktop.records.base import Base
from desktop.records.care import CaseTeamMember, OwnValue
from desktop.records.cases import Case, CaseStatusEntry, Consent, ImportStep
from desktop.records.office import Draft
from desktop.records.people import FactHistory, FactMark, Family, FamilyMember, Person
from desktop.records.plans import Goal, Plan, PlanDocument, PlanSignature, PlanVersion
from desktop.records.talks import Talk, TalkCase
from desktop.records.volunteer_matches import VolunteerMatch, VolunteerNeed
from desktop.terms import CaseStatus, PlanState

BINDING = (PlanState.AGREEING, PlanState.IN_FORCE)

_CASE_PAGES = frozenset({
    "assessment", "plan", "talk", "appointment", "family", "status", "responsible", "newborn", "known", "split",
    "merge", "period", "extension", "documents", "delete", "flag", "close", "reopen", "stand-in", "team",
    "volunteer-need",
})  # fmt: skip
_PERSON_PAGES = frozenset({"person", "title", "address", "consent", "period", "extension", "delete"})
"""Pages whose drafts are kept under `page/case`, `page/person` or `page/person/case`; `documents/document/case`."""


@dataclass(frozen=True)
class Scope:
    """Ids of the records that go; everything that hangs on them goes with them."""

    cases: frozenset[int] = frozenset()
    families: frozenset[int] = frozenset()
    persons: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Going:
    """So many of something go: „3 Assessments“ is `Going("Assessments", 3)`."""

    label: str
    count: int


def scope_of_case(session: Session, case: Case) -> Scope:
    """The case with the files that were joined to it, their families, and persons; not who is in a case that stays."""
    cases = {case.id: case} | {joined.id: joined for joined in joined_files(session, case)}
    wanted = {one.family_id for one in cases.values() if one.family_id}
    shared = session.scalars(select(Case.family_id).where(Case.family_id.in_(wanted), Case.id.not_in(cases)))
    everybody = [person_id for one in cases.values() for person_id in persons_ever_in(session, one)]
    persons = {person_id for person_id in everybody if not other_case(session, person_id, cases)}
    return Scope(frozenset(cases), frozenset(wanted.difference(shared)), frozenset(persons))


def scope_of_person(session: Session, case: Case, person_id: int) -> Scope:
    """The person, with the own file that was joined to the case."""
    own = frozenset(joined.id for joined in joined_files(session, case) if joined.person_id == person_id)
    return Scope(own, frozenset(), frozenset({person_id}))


def joined_files(session: Session, case: Case) -> tuple[Case, ...]:
    """Files that ended because they were put together with this one, and those put together with them before."""
    found: dict[int, Case] = {}
    waiting = [case]
    while waiting:
        said = CaseStatusEntry.reason == joined_words(waiting.pop().number)
        ended = select(Case).join(CaseStatusEntry).where(said, Case.status == CaseStatus.ENDED, Case.id != case.id)
        fresh = {one.id: one for one in session.scalars(ended) if one.id not in found}
        found |= fresh
        waiting += fresh.values()
    return tuple(found.values())


def persons_ever_in(session: Session, case: Case) -> tuple[int, ...]:
    """The case's person, or everybody who is or was in its family."""
    if case.person_id:
        return (case.person_id,)
    members = select(FamilyMember.person_id).where(FamilyMember.family_id == case.family_id)
    return tuple(dict.fromkeys(session.scalars(members.order_by(FamilyMember.position, FamilyMember.id))))


def other_case(session: Session, person_id: int, cases: Collection[int]) -> str:
    """Number of a case outside `cases` the person is or was in; empty for none."""
    other = _other_case(session, person_id, cases)
    return other.number if other else ""


def _other_case(session: Session, person_id: int, cases: Collection[int]) -> Case | None:
    theirs = select(FamilyMember.family_id).where(FamilyMember.person_id == person_id)
    here = or_(Case.person_id == person_id, Case.family_id.in_(theirs))
    return session.scalar(select(Case).where(here, Case.id.not_in(cases)).order_by(Case.id.desc()).limit(1))


def cases_now(session: Session, person_id: int) -> tuple[Case, ...]:
    """Cases the person is in today."""
    families = select(FamilyMember.family_id).where(FamilyMember.person_id == person_id, FamilyMember.until.is_(None))
    here = or_(Case.person_id == person_id, Case.family_id.in_(families))
    return tuple(session.scalars(select(Case).where(here).order_by(Case.id)))


def going(session: Session, scope: Scope) -> tuple[Going, ...]:
    """What goes with the records of `scope`, in the order it is told; nothing of which there is none."""
    counted = ((label, session.scalar(select(func.count()).select_from(record).where(those)) or 0)
               for label, record, those in _parts(session, scope))  # fmt: skip
    return tuple(Going(label, count) for label, count in counted if count)


def remove(session: Session, scope: Scope) -> None:
    """Delete the records with everything that hangs on them; the schema's own links take most of it along."""
    _forget_in_other_plans(session, scope.persons)
    _forget_loose_rows(session, scope)
    _keep_documents_of_others(session, scope)
    keep_numbers(session, scope.cases)
    _delete(session, Case, Case.id.in_(scope.cases))
    _delete(session, Family, Family.id.in_(scope.families))
    _delete(session, Person, Person.id.in_(scope.persons))
    session.expire_all()


def binding_plan(session: Session, person_id: int) -> str:
    """State of a plan that binds and names the person, in German; empty for none."""
    own = select(PlanVersion.id).join(Plan, Plan.id == PlanVersion.plan_id).where(Plan.person_id == person_id)
    named = or_(PlanVersion.id.in_(own), PlanVersion.id.in_(_naming(session, {person_id})))
    state = session.scalar(select(PlanVersion.state).where(named, PlanVersion.state.in_(BINDING)).limit(1))
    return state.label if state else ""


def _parts(session: Session, scope: Scope) -> Iterator[tuple[str, type[Base], ColumnElement[bool]]]:
    """Label, class, and which of its rows; a part may hang on a case or on a person."""
    talks = select(Assessment.id).where(Assessment.case_id.in_(scope.cases))
    plans = select(Plan.id).where(or_(Plan.case_id.in_(scope.cases), Plan.person_id.in_(scope.persons)))
    own = select(PlanVersion.id).where(PlanVersion.plan_id.in_(plans))
    sheets = or_(PlanDocument.version_id.in_(own), PlanDocument.version_id.in_(_naming(session, scope.persons)))
    yield "Personen mit allen Angaben", Person, Person.id.in_(scope.persons)
    yield "Fälle (mit zusammengeführten)", Case, Case.id.in_(scope.cases)
    yield "Gespräche", Talk, Talk.id.in_(_own_talks(scope))
    yield "Termine", Appointment, Appointment.case_id.in_(scope.cases)
    yield "Mitwirkende", CaseTeamMember, CaseTeamMember.case_id.in_(scope.cases)
    yield "Weitere Angaben zum Fall", OwnValue, OwnValue.case_id.in_(scope.cases)
    yield "Assessments", Assessment, Assessment.case_id.in_(scope.cases)
    yield "Antworten", Answer, or_(Answer.assessment_id.in_(talks), Answer.person_id.in_(scope.persons))
    yield "Fassungen von Plänen", PlanVersion, PlanVersion.plan_id.in_(plans)
    yield "Ziele in anderen Plänen", Goal, Goal.person_id.in_(scope.persons) & Goal.version_id.not_in(own)
    yield "Aufbewahrte Blätter", PlanDocument, sheets
    yield "Dokumente", Attachment, _papers(scope)
    needs = or_(VolunteerNeed.case_id.in_(scope.cases), VolunteerNeed.person_id.in_(scope.persons))
    yield "Bedarfe für das Ehrenamt", VolunteerNeed, needs
    yield "Begleitungen durch Ehrenamtliche", VolunteerMatch, VolunteerMatch.need_id.in_(
        select(VolunteerNeed.id).where(needs)
    )
    yield "Einwilligungen", Consent, Consent.person_id.in_(scope.persons)
    yield "Frühere Angaben", FactHistory, _facts(FactHistory, scope)


def _own_talks(scope: Scope) -> Select[int]:
    """Talks of no other case; a group talk stays with the others."""
    elsewhere = select(TalkCase.talk_id).where(TalkCase.case_id.not_in(scope.cases))
    own = select(TalkCase.talk_id).where(TalkCase.case_id.in_(scope.cases), TalkCase.talk_id.not_in(elsewhere))
    return own.distinct()


def _papers(scope: Scope) -> ColumnElement[bool]:
    """Documents that go: about the persons, or about the whole family in the cases."""
    whole = Attachment.case_id.in_(scope.cases) & Attachment.person_id.is_(None)
    return or_(whole, Attachment.person_id.in_(scope.persons))


def _naming(session: Session, persons: Collection[int]) -> set[int]:
    """Fassungen whose sheets name one of these persons: whom a goal is for, who signed, who took part."""
    goals = select(Goal.version_id).where(Goal.person_id.in_(persons))
    signed = select(PlanSignature.version_id).where(PlanSignature.person_id.in_(persons))
    taking_part = (id_ for id_, rest, before in _participants(session, persons) if rest != before)
    return {*session.scalars(goals), *session.scalars(signed), *taking_part}


def _participants(session: Session, persons: Collection[int]) -> Iterator[tuple[int, list[str], list[str]]]:
    """Fassungen of the cases these persons are or were in: who takes part without them, and who does now."""
    names = {person.name for person in session.scalars(select(Person).where(Person.id.in_(persons)))}
    for id_, participants in session.execute(_versions_near(persons)):
        yield id_, [name for name in participants if name not in names], participants


def _versions_near(persons: Collection[int]) -> Select[int, list[str]]:
    families = select(FamilyMember.family_id).where(FamilyMember.person_id.in_(persons))
    cases = select(Case.id).where(or_(Case.person_id.in_(persons), Case.family_id.in_(families)))
    asked = select(PlanVersion.id, PlanVersion.participants).join(Plan, Plan.id == PlanVersion.plan_id)
    return asked.where(Plan.case_id.in_(cases))


def _forget_in_other_plans(session: Session, persons: Collection[int]) -> None:
    """Plans of others stay, without these persons: goals, signatures, participants, and the sheets that name them.

    LAW Art. 17 DSGVO: for this alone the text of a Fassung that no longer binds may change.
    """
    naming = _naming(session, persons)
    for id_, rest, before in list(_participants(session, persons)):
        if rest != before:
            fresh = {"participants": rest, "row_version": PlanVersion.row_version + 1}
            session.execute(update(_table(PlanVersion)).where(_table(PlanVersion).c.id == id_).values(fresh))
    _delete(session, PlanDocument, PlanDocument.version_id.in_(naming))
    _delete(session, PlanSignature, PlanSignature.person_id.in_(persons))
    _delete(session, Goal, Goal.person_id.in_(persons))


def _keep_documents_of_others(session: Session, scope: Scope) -> None:
    """A document about somebody who stays goes on in the case they are in."""
    about = select(Attachment.id, Attachment.person_id).where(Attachment.case_id.in_(scope.cases))
    for id_, person_id in session.execute(about.where(Attachment.person_id.not_in(scope.persons))).all():
        other = _other_case(session, person_id, scope.cases) if person_id else None
        if other is not None:
            table = _table(Attachment)
            session.execute(update(table).where(table.c.id == id_).values(case_id=other.id, measure_id=None))


def _forget_loose_rows(session: Session, scope: Scope) -> None:
    """Rows that name a record without a link of the schema: talks, facts, former imports, unsaved input."""
    dates = session.scalars(select(Appointment.id).where(Appointment.case_id.in_(scope.cases))).all()
    _delete(session, FactHistory, (FactHistory.subject == "appointment") & FactHistory.subject_id.in_(dates))
    talks = session.scalars(_own_talks(scope)).all()
    _delete(session, FactHistory, (FactHistory.subject == "talk") & FactHistory.subject_id.in_(talks))
    _delete(session, Talk, Talk.id.in_(talks))
    for facts in (FactMark, FactHistory):
        _delete(session, facts, _facts(facts, scope))
    _delete(session, ImportStep, _named(ImportStep, "case", scope.cases) | _facts(ImportStep, scope))
    papers = frozenset(session.scalars(select(Attachment.id).where(_papers(scope))))
    keys = session.execute(select(Draft.id, Draft.key))
    _delete(session, Draft, Draft.id.in_([id_ for id_, key in keys if _concerns(key, scope, papers)]))


def _facts(record: type[FactMark | FactHistory | ImportStep], scope: Scope) -> ColumnElement[bool]:
    return _named(record, "person", scope.persons) | _named(record, "family", scope.families)


def _named(
    record: type[FactMark | FactHistory | ImportStep], subject: str, ids: Collection[int]
) -> ColumnElement[bool]:
    return (record.subject == subject) & record.subject_id.in_(ids)


def _concerns(key: str, scope: Scope, papers: frozenset[int]) -> bool:
    """Whether unsaved input belongs to one of the records."""
    page, *ids = key.split("/")
    numbers = [int(id_) if id_.isdecimal() else 0 for id_ in ids]
    case, first = numbers[-1:], numbers[:1]
    return (
        (page in _CASE_PAGES and not scope.cases.isdisjoint(case))
        or (page in _PERSON_PAGES and not scope.persons.isdisjoint(first))
        or (page == "documents" and not papers.isdisjoint(first))
    )


def _delete(session: Session, record: type[Base], those: ColumnElement[bool]) -> None:
    session.execute(delete(_table(record)).where(those))


def _table(record: type[Base]) -> Table:
    return cast(Table, record.__table__)
