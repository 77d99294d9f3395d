"""Rows for the tables of the Ehrenamt in a kept vault."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from desktop.person_terms import Salutation, Sex
from desktop.records.volunteer_matches import MatchStep, MatchTime, VolunteerHours, VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import (
    Volunteer,
    VolunteerContact,
    VolunteerGroup,
    VolunteerImport,
    VolunteerLanguage,
    VolunteerPaper,
    VolunteerStatusEntry,
    VolunteerTime,
)
from desktop.volunteer_terms import (
    Activity,
    Allowance,
    Cover,
    GenderWish,
    LanguageSkill,
    MatchStage,
    NeedStatus,
    OnBehalfOf,
    PaperKind,
    VolunteerContactKind,
    VolunteerStatus,
)

DAY = dt.date(2026, 11, 22)
CASE, PERSON, USER = 1, 1, 1


def add_volunteers(session: Session) -> None:
    """One row and more in every table, for the first case with its first person and measure."""
    group = VolunteerGroup(name="Helferkreis Altstadt", contact="Uwe Brand", phone="07000 5", note="dienstags")
    session.add(group)
    session.flush()
    volunteer = _volunteer(group.id)
    need = VolunteerNeed(
        case_id=CASE, person_id=PERSON, measure_id=1, activity=Activity.LANGUAGE, task="Deutsch sprechen üben",
        languages=["de"], times=[[1, 960, 1080]], minutes_per_week=90, place="Altstadt", gender_wish=GenderWish.WOMAN,
        interests=["kochen"], reported_on=DAY, reported_by=USER, status=NeedStatus.SERVED, note="nur im Haus",
    )
    session.add_all((volunteer, need, VolunteerImport(made=[1], mapping={"Nachname": "family_name"})))
    session.flush()
    match = VolunteerMatch(
        need_id=need.id, volunteer_id=volunteer.id, stage=MatchStage.ACTIVE, reasons={"fits": ["Sprache: Deutsch"]},
        task="Deutsch sprechen üben", meeting_on=DAY, agreed_on=DAY, next_check_on=dt.date(2027, 1, 3), check_months=3,
        times=[MatchTime(weekday=1, start=960, end=1050)],
        steps=[MatchStep(stage=MatchStage.ACTIVE, on_date=DAY, note="beide froh",
                         former={"match": {"stage": "agreement"}})],
    )
    session.add(match)
    session.flush()
    session.add_all((
        VolunteerContact(volunteer_id=volunteer.id, match_id=match.id, kind=VolunteerContactKind.CHECK_IN,
                         on_date=DAY, text="läuft gut"),
        VolunteerHours(volunteer_id=volunteer.id, match_id=match.id, activity=Activity.LANGUAGE, on_date=DAY,
                       minutes=90, metres=4200, expenses_cents=350, allowance_cents=1500,
                       allowance=Allowance.VOLUNTEER, note="Bus"),
        VolunteerStatusEntry(volunteer_id=volunteer.id, status=VolunteerStatus.ACTIVE, since=DAY, note="los"),
        VolunteerPaper(volunteer_id=volunteer.id, kind=PaperKind.CONDUCT, issued_on=dt.date(2026, 10, 1), seen_on=DAY,
                       seen_by="Petra Lang", no_entries=True, valid_until=dt.date(2031, 11, 22)),
        VolunteerPaper(volunteer_id=volunteer.id, kind=PaperKind.INSURANCE, seen_on=DAY,
                       on_behalf_of=OnBehalfOf.MUNICIPALITY, cover=Cover.MUNICIPAL),
        VolunteerPaper(volunteer_id=volunteer.id, kind=PaperKind.MEASLES, seen_on=DAY, is_proven=True),
    ))


def _volunteer(group_id: int) -> Volunteer:
    return Volunteer(
        family_name="Weiß", given_names="Gerda", folded_name="weiss gerda", salutation=Salutation.MS, sex=Sex.FEMALE,
        birth_year=1956, birthday="05-17", town="Altstadt", phone="07000 6", email="gerda@example.org",
        group_id=group_id, responsible_id=USER,
        activities=["language", "everyday"], target_groups=["women"], excluded_activities=["rides"],
        interests=["kochen", "Garten"], profession="Lehrerin", minutes_per_week=180, radius_km=5, has_car=True,
        most_matches=2, works_with_minors=True, status=VolunteerStatus.ACTIVE, status_since=DAY, active_since=DAY,
        first_talk_on=DAY, first_talk_with="Petra Lang", consent_on=DAY, consent_version="2026-11",
        may_show_contact=True, allowance=Allowance.EXPENSES, note="mag keine Telefonate",
        languages=[VolunteerLanguage(position=0, code="de", skill=LanguageSkill.MOTHER)],
        times=[VolunteerTime(weekday=1, start=900, end=1140)],
    )
