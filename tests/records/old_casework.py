"""Rows for the tables of casework in a kept vault."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from desktop.records.appointments import Appointment, AppointmentPerson
from desktop.records.care import (
    Absence,
    CaseFlag,
    CaseStandIn,
    CaseTeamMember,
    ChildFacts,
    OwnValue,
    PersonMerge,
    ProtectionNeed,
    SavedView,
)
from desktop.records.people import FamilyEvent
from desktop.records.reviews import GoalConsent, GoalLevel, Review, ReviewGoal, ReviewMeasure
from desktop.records.talks import PrivateNote, Talk, TalkCase, TalkEvent, TalkPerson, TalkTopic, TextBlock
from desktop.records.tasks import Approval, DeadlineMark, Task
from desktop.talk_terms import (
    AppointmentStatus,
    ApprovalAnswer,
    ApprovalOf,
    DeadlineAnswer,
    FamilyEventKind,
    GoalConsentForm,
    Interpreting,
    TalkKind,
    TalkWay,
)
from desktop.terms import FlagKind, GoalStatus, MeaslesProof, MeasureStatus

DAY = dt.date(2026, 11, 22)
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
CASE, PERSON, CHILD, USER = 1, 1, 3, 1


def add_casework(session: Session) -> None:
    """One row and more in every table, for the first case with its first person, goal and measure."""
    talk = Talk(
        held_on=DAY, start_time="10:15", minutes=45, kind=TalkKind.REVIEW, way=TalkWay.VISIT, place="Talstr. 7",
        user_id=USER, interpreting=Interpreting.POOL, interpreter_language="fa_AF", interpreter_cents=4500,
        occasion="Brief vom Amt", content="Kurs läuft gut.", outcome="Wir rufen beim Amt an.",
        cases=[TalkCase(case_id=CASE)], persons=[TalkPerson(person_id=PERSON)],
        topics=[TalkTopic(position=0, area="sprache", text="B1 geschafft", minutes=20)],
        events=[TalkEvent(plan_event_id=1)],
    )
    session.add(talk)
    session.flush()
    session.add_all((
        Approval(case_id=CASE, what=ApprovalOf.PLAN, subject_id=1, asked_of=USER, note="bitte ansehen",
                 answer=ApprovalAnswer.GIVEN, answered_at=NOON, answered_by=USER),
        PrivateNote(author_id=USER, case_id=CASE, talk_id=talk.id, text="nur für mich"),
        TextBlock(user_id=None, short="wbs", text="Wohnberechtigungsschein beantragt.", area="wohnen"),
        Task(case_id=CASE, talk_id=talk.id, user_id=USER, title="Amt anrufen", due_on=dt.date(2026, 11, 30)),
        DeadlineMark(rule="title", subject_id=PERSON, due_on=DAY, case_id=CASE, answer=DeadlineAnswer.MOVED,
                     moved_to=dt.date(2026, 12, 1), note="Termin erst dann"),
        Appointment(uid="a1@wegplan", on_date=DAY, start_time="14:00", minutes=30, title="Beratung", case_id=CASE,
                    user_id=USER, status=AppointmentStatus.NO_SHOW, talk_id=talk.id,
                    persons=[AppointmentPerson(person_id=PERSON)]),
        *_care(),
        *_review(talk.id),
    ))


def _care() -> tuple[object, ...]:
    return (
        CaseFlag(case_id=CASE, kind=FlagKind.CONTACT, reason="nur über die Schwester", since=DAY),
        ProtectionNeed(person_id=PERSON, text="Schutzadresse", since=DAY),
        CaseStandIn(case_id=CASE, user_id=USER, since=DAY, reason="Urlaub"),
        CaseTeamMember(case_id=CASE, name="Ines Roth", organisation="Talschule", role="Schulsozialarbeit",
                       phone="07000 123", email="roth@example.org", since=DAY, note="dienstags"),
        Absence(user_id=USER, deputy_id=USER, since=DAY, until=dt.date(2026, 12, 6)),
        ChildFacts(person_id=CHILD, institution="Grundschule", attends_since=DAY, measles=MeaslesProof.VACCINATED),
        FamilyEvent(family_id=1, person_id=PERSON, on_date=DAY, kind=FamilyEventKind.MOVED_OUT, note="Trennung"),
        OwnValue(person_id=PERSON, field_key="own-1", value="Schuhgröße 38"),
        OwnValue(case_id=CASE, field_key="own-2", value=True),
        PersonMerge(kept_person_id=PERSON, undo={"persons": []}),
        SavedView(user_id=USER, list_key="cases", name="Meine Ruhenden", state={"status": ["resting"]}),
    )


def _review(talk_id: int) -> tuple[object, ...]:
    review = Review(
        version_id=1, held_on=DAY, participants=["PL"], reason="B1 geschafft", talk_id=talk_id,
        measures=[ReviewMeasure(measure_id=1, result=MeasureStatus.DONE)],
        goals=[ReviewGoal(goal_id=1, status=GoalStatus.REACHED, value_now=7, self_rating=5, attainment=1)],
    )
    level = GoalLevel(goal_id=1, level=0, text="Zeugnis A2")
    agreed = GoalConsent(goal_id=1, person_id=PERSON, agreed=True, form=GoalConsentForm.SPOKEN, on_date=DAY)
    return review, level, agreed
