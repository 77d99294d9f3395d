"""After the end: certificates go first, everything personal later, hours stay – only what is due, and for good."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.forgotten import FORGOTTEN
from desktop.casework.volunteers.papers.paper_deletion import (
    erase_at_wish,
    erase_certificates,
    erase_volunteers,
    erasures,
)
from desktop.casework.volunteers.papers.paper_rules import PaperSettings
from desktop.casework.volunteers.papers.papers import add_paper, save_paper_settings, volunteer_papers
from desktop.clock import add_months
from desktop.errors import CaseworkError
from desktop.records.base import Base
from desktop.records.office import AccessEntry, Draft
from desktop.records.volunteer_matches import MatchStep, VolunteerHours, VolunteerMatch
from desktop.records.volunteers import (
    Volunteer,
    VolunteerContact,
    VolunteerLanguage,
    VolunteerPaper,
    VolunteerStatusEntry,
    VolunteerTime,
)
from desktop.volunteer_terms import Activity, MatchStage, PaperKind, VolunteerContactKind, VolunteerStatus
from tests.casework.volunteers.papers.paper_samples import (
    ADULT,
    ALL,
    CONDUCT,
    DAY,
    SECRECY,
    change,
    match_for,
    volunteer,
    with_papers,
    write,
)
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("fixed_clock")
MARK = "Kastanienallee"
"""In every text of the volunteer below; nowhere else."""
OVER: dict[str, Any] = {"status": VolunteerStatus.ENDED, "active_since": dt.date(2024, 1, 8)}


def due(session: Session, day: dt.date = TODAY) -> list[tuple[int, bool]]:
    with session.begin():
        return [(line.volunteer_id, line.whole) for line in erasures(session, day)]


def everything_of(session: Session, actor: Actor) -> int:
    """Somebody who ended long ago with a row in every table and the mark in every text."""
    endings = ("note", "town", "street", "name", "names", "email", "phone", "profession", "organisation", "exclusions")
    texts = {column.key: MARK for column in Volunteer.__table__.columns if column.key.endswith(endings)}
    lists = {"interests": [MARK], "target_groups": ["women"], "activities": ["forms"]}
    made = with_papers(session, actor, *ALL, **(OVER | {"ended_on": add_months(TODAY, -13)}))
    change(session, Volunteer, made, **texts, **lists, birth_year=1956, birthday="05-17", has_car=True,
           consent_on=TODAY - 900 * DAY, consent_version=MARK)  # fmt: skip
    match, _ = match_for(session, made, ADULT, MatchStage.ENDED)
    change(session, VolunteerMatch, match, reasons={"fits": [MARK]}, end_note=MARK, appointment_note=MARK)
    write(
        session,
        MatchStep(match_id=match, stage=MatchStage.ENDED, on_date=TODAY, note=MARK, former={"note": MARK}),
        VolunteerLanguage(volunteer_id=made, code="de"), VolunteerTime(volunteer_id=made, weekday=1, start=60, end=90),
        VolunteerContact(volunteer_id=made, kind=VolunteerContactKind.CLOSING, on_date=TODAY, text=MARK),
        VolunteerStatusEntry(volunteer_id=made, status=VolunteerStatus.ENDED, since=TODAY, note=MARK),
        VolunteerHours(volunteer_id=made, activity=Activity.FORMS, on_date=TODAY - 400 * DAY, minutes=90, note=MARK),
        Draft(user_id=actor.user_id, key=f"volunteer-contact/77/{made}", payload={"note": MARK}, changed_at=_moment()),
    )  # fmt: skip
    add_paper(session, actor, made, SECRECY)  # whatever is changed brings the search up to date
    return made


def _moment() -> dt.datetime:
    return dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def with_mark(session: Session) -> set[str]:
    """Tables in which the mark stands in any column."""
    found = set()
    with session.begin():
        for table in Base.metadata.sorted_tables:
            if any(MARK.casefold() in str(value).casefold() for row in session.execute(select(table)) for value in row):
                found.add(table.name)
    return found


def test_certificates_are_due_three_months_after_the_end_and_the_rest_after_a_year(
    session: Session, actor: Actor
) -> None:
    made = with_papers(session, actor, CONDUCT, **OVER, ended_on=TODAY)
    first, whole = add_months(TODAY, 3), add_months(TODAY, 12)
    assert due(session, first - DAY) == []
    assert due(session, first) == [(made, False)]
    assert due(session, whole) == [(made, False), (made, True)]


def test_the_office_may_delete_sooner(session: Session, actor: Actor) -> None:
    made = with_papers(session, actor, CONDUCT, **OVER, ended_on=add_months(TODAY, -4))
    save_paper_settings(session, actor, PaperSettings(conduct_months=0, forget_months=4), PaperSettings())
    assert due(session) == [(made, False), (made, True)]


def test_who_is_active_again_is_not_deleted(session: Session, actor: Actor) -> None:
    made = with_papers(session, actor, CONDUCT, **OVER, ended_on=add_months(TODAY, -13))
    change(session, Volunteer, made, status=VolunteerStatus.READY, ended_on=None)
    assert due(session, dt.date(2100, 1, 1)) == []


def test_the_certificate_goes_with_its_commitment_and_nothing_else(session: Session, actor: Actor) -> None:
    made = with_papers(session, actor, *ALL, **OVER, ended_on=add_months(TODAY, -3))
    erase_certificates(session, actor, (made,))
    kinds = {row.kind for row in volunteer_papers(session, actor, made).rows}
    assert kinds == set(PaperKind) - {PaperKind.CONDUCT, PaperKind.COMMITMENT}
    assert due(session) == []


@pytest.mark.parametrize("erase", [erase_certificates, erase_volunteers])
def test_before_its_day_nothing_is_deleted(session: Session, actor: Actor, erase: object) -> None:
    now = with_papers(session, actor, CONDUCT, **OVER, ended_on=add_months(TODAY, -13))
    later = with_papers(session, actor, CONDUCT, **OVER, ended_on=TODAY)
    for ids in ((now, later), (later,), (4711,), ()):
        with pytest.raises(CaseworkError):
            erase(session, actor, ids)  # type: ignore[operator]
    assert len(volunteer_papers(session, actor, now).rows) == 1


def test_everything_personal_goes_and_the_hours_stay(session: Session, actor: Actor) -> None:
    made = everything_of(session, actor)
    assert {"volunteers", "volunteer_contacts", "volunteer_hours", "match_steps", "volunteer_matches", "drafts",
            "search_texts"} <= with_mark(session)  # fmt: skip
    erase_volunteers(session, actor, (made,))
    assert with_mark(session) == set()
    with session.begin():
        left = session.get_one(Volunteer, made)
        assert (left.family_name, left.given_names, left.birth_year, left.has_car) == (FORGOTTEN, "", None, None)
        assert (left.activities, left.consent_on, left.status) == ([], None, VolunteerStatus.ENDED)
        assert session.scalar(select(func.sum(VolunteerHours.minutes))) == 90
        gone = (VolunteerPaper, VolunteerContact, VolunteerLanguage, VolunteerTime)
        assert [session.scalar(select(func.count()).select_from(record)) for record in gone] == [0, 0, 0, 0]
    assert due(session) == []


def test_others_keep_everything(session: Session, actor: Actor) -> None:
    made = everything_of(session, actor)
    other = with_papers(session, actor, SECRECY, name="Adler", note="bleibt", interests=["Garten"])
    erase_volunteers(session, actor, (made,))
    with session.begin():
        kept = session.get_one(Volunteer, other)
        assert (kept.family_name, kept.note, kept.interests) == ("Adler", "bleibt", ["Garten"])
    assert len(volunteer_papers(session, actor, other).rows) == 1


def test_the_access_record_keeps_who_deleted_whose_data(session: Session, actor: Actor) -> None:
    made = volunteer(session, **OVER, ended_on=add_months(TODAY, -13))
    erase_volunteers(session, actor, (made,))
    with session.begin():
        entry = session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc())).first()
    assert entry is not None
    assert (entry.action, entry.user_id, entry.objects) == ("volunteer.erase", actor.user_id, [["volunteer", made]])


def test_whoever_ended_is_deleted_at_once_at_their_wish(session: Session, actor: Actor) -> None:
    made = with_papers(session, actor, *ALL, **OVER, ended_on=TODAY)
    with pytest.raises(CaseworkError, match="genau so") as refused:
        erase_at_wish(session, actor, made, "Weis")
    assert refused.value.field == "family_name"
    erase_at_wish(session, actor, made, " weiss ")
    assert volunteer_papers(session, actor, made).rows == ()
    assert volunteer_papers(session, actor, made).name == FORGOTTEN
    with pytest.raises(CaseworkError, match="nichts mehr"):
        erase_at_wish(session, actor, made, FORGOTTEN)


def test_nobody_is_deleted_in_the_middle_of_their_work(session: Session, actor: Actor) -> None:
    made = with_papers(session, actor, CONDUCT)
    with pytest.raises(CaseworkError, match="zuerst das Ehrenamt beenden"):
        erase_at_wish(session, actor, made, "Weiß")
    assert len(volunteer_papers(session, actor, made).rows) == 1


def test_input_left_open_about_others_stays(session: Session, actor: Actor) -> None:
    made = volunteer(session, **OVER, ended_on=TODAY)
    own = {f"volunteer/{made}", f"volunteer-paper/secrecy/{made}", f"volunteer-hours/{made}/{made + 1}"}
    others = {f"volunteer/{made}1", f"volunteer-paper/{made}/{made + 1}", f"volunteer-need/plain/{made}",
              f"talk/{made}", f"volunteer-hours/{made + 1}/{made}", "volunteer-thanks"}  # fmt: skip
    write(session, *(Draft(user_id=actor.user_id, key=key, payload={}, changed_at=_moment()) for key in own | others))
    erase_at_wish(session, actor, made, "Weiß")
    with session.begin():
        assert set(session.scalars(select(Draft.key))) == others
