"""The life of a match: each step only after the one before, with its dates, its history and the way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.people.consents import withdraw_consent
from desktop.casework.rights import Actor
from desktop.casework.volunteers.matches import match_life as life
from desktop.casework.volunteers.matches import match_steps
from desktop.casework.volunteers.matches.match_rows import Agreement, CheckIn, Ending, MatchEdit, Meeting
from desktop.casework.volunteers.matches.matches import (
    list_matches,
    match_detail,
    matches_of_volunteer,
    save_match,
    suggest,
)
from desktop.casework.volunteers.register.volunteer_status import change_volunteer_status
from desktop.casework.volunteers.week_times import Span
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.cases import Consent
from desktop.records.volunteer_matches import VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer, VolunteerContact, VolunteerStatusEntry
from desktop.volunteer_terms import (
    MatchEnd,
    MatchStage,
    NeedEnd,
    NeedStatus,
    Sponsorship,
    VolunteerContactKind,
    VolunteerStatus,
)
from tests.casework.volunteers.matches.match_samples import (
    REASONS,
    THURSDAY,
    TUESDAY,
    add_case,
    add_need,
    add_volunteer,
    agreed,
    met,
    running,
    suggested,
)

TODAY = dt.date(2026, 11, 22)
pytestmark = pytest.mark.usefixtures("fixed_clock")


def need_of(session: Session, match_id: int) -> VolunteerNeed:
    need: VolunteerNeed = _read(session, VolunteerNeed, session.get_one(VolunteerMatch, match_id).need_id)
    return need


def volunteer_of(session: Session, match_id: int) -> Volunteer:
    volunteer: Volunteer = _read(session, Volunteer, session.get_one(VolunteerMatch, match_id).volunteer_id)
    return volunteer


def _read(session: Session, kind: type[Any], id_: int) -> Any:
    """A row as it stands, free of the session, so that the next use case may begin."""
    session.expire_all()
    row = session.get_one(kind, id_)
    session.expunge(row)
    session.rollback()
    return row


def give_room(session: Session, match_id: int) -> int:
    """The volunteer of the match may have two from now on."""
    volunteer_id = int(volunteer_of(session, match_id).id)
    session.connection(execution_options={"writing": True})
    session.get_one(Volunteer, volunteer_id).most_matches = 2
    session.commit()
    return volunteer_id


def test_a_suggestion_keeps_its_reasons_and_the_task(session: Session, actor: Actor) -> None:
    detail = match_detail(session, actor, suggested(session, actor))
    assert (detail.row.stage, detail.reasons, detail.task) == (MatchStage.SUGGESTED, REASONS, "Deutsch sprechen üben")
    assert need_of(session, detail.row.id).status is NeedStatus.MATCHING
    assert detail.following == (MatchStage.PERSON_AGREED, MatchStage.VOLUNTEER_AGREED)


def test_the_same_volunteer_is_not_suggested_twice_for_a_need(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    row = match_detail(session, actor, match_id).row
    with pytest.raises(CaseworkError, match="schon vorgeschlagen"):
        suggest(session, actor, row.need_id, row.volunteer_id, REASONS)


def test_the_client_agrees_only_with_a_consent_that_names_this_volunteer(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    with pytest.raises(CaseworkError, match="Einwilligung") as refused:
        life.agree_person(session, actor, match_id, TODAY)
    assert refused.value.field == "consent"
    asked = match_detail(session, actor, match_id).consents
    assert [(one.name, one.holds) for one in asked] == [("Ali", False)]
    life.record_consent(session, actor, match_id, asked[0].person_id, TODAY)
    assert session.scalars(select(Consent)).one().recipient == "Gerda Weiß"
    session.rollback()
    life.agree_person(session, actor, match_id, TODAY)
    assert match_detail(session, actor, match_id).row.stage is MatchStage.PERSON_AGREED


def test_a_consent_for_somebody_else_is_none_for_this_volunteer(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    person_id = match_detail(session, actor, match_id).consents[0].person_id
    life.record_consent(session, actor, match_id, person_id, TODAY)
    session.connection(execution_options={"writing": True})
    session.scalars(select(Consent)).one().recipient = "Hans Maier"
    session.commit()
    assert not match_detail(session, actor, match_id).has_consent


@pytest.mark.parametrize("person_first", [True, False])
def test_both_agree_in_any_order(session: Session, actor: Actor, person_first: bool) -> None:
    match_id = suggested(session, actor)
    life.record_consent(session, actor, match_id, match_detail(session, actor, match_id).consents[0].person_id, TODAY)
    steps = (life.agree_person, life.agree_volunteer) if person_first else (life.agree_volunteer, life.agree_person)
    for step in steps:
        step(session, actor, match_id, TODAY)
    detail = match_detail(session, actor, match_id)
    assert detail.row.stage is MatchStage.BOTH_AGREED
    assert len(detail.steps) == 3


def test_the_trial_begins_with_the_meeting_and_lasts_four_weeks_unless_said(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    agreed(session, actor, match_id)
    life.plan_meeting(session, actor, match_id, Meeting(TODAY + dt.timedelta(days=3), "Café"))
    detail = match_detail(session, actor, match_id)
    assert (detail.row.next_on, detail.row.next_words) == (dt.date(2026, 11, 25), "Kennenlernen")
    assert detail.trial_until == dt.date(2026, 12, 23)
    life.plan_meeting(session, actor, match_id, Meeting(TODAY + dt.timedelta(days=5), "Café", trial_weeks=2))
    assert match_detail(session, actor, match_id).trial_until == dt.date(2026, 12, 11)


def test_an_agreement_comes_after_the_meeting(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    agreed(session, actor, match_id)
    life.plan_meeting(session, actor, match_id, Meeting(TODAY + dt.timedelta(days=3)))
    with pytest.raises(CaseworkError, match="nach dem Kennenlernen"):
        life.sign_agreement(session, actor, match_id, Agreement(TODAY, "Deutsch"))


def test_from_the_beginning_the_volunteer_is_active_and_a_talk_is_due_in_six_weeks(
    session: Session, actor: Actor
) -> None:
    match_id = suggested(session, actor)
    running(session, actor, match_id)
    detail = match_detail(session, actor, match_id)
    assert (detail.row.stage, detail.next_check_on) == (MatchStage.ACTIVE, dt.date(2027, 1, 3))
    assert detail.row.times == (TUESDAY,)
    assert volunteer_of(session, match_id).status is VolunteerStatus.ACTIVE
    assert need_of(session, match_id).status is NeedStatus.SERVED


def test_a_talk_between_is_a_contact_of_the_volunteer_and_sets_the_next_day(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    running(session, actor, match_id)
    with clock.fixed(dt.date(2027, 1, 3)):
        life.hold_check_in(session, actor, match_id, CheckIn(dt.date(2027, 1, 3), "läuft gut"))
        detail = match_detail(session, actor, match_id)
    contact = session.scalars(select(VolunteerContact)).one()
    assert (contact.kind, contact.text, contact.match_id) == (VolunteerContactKind.CHECK_IN, "läuft gut", match_id)
    assert detail.next_check_on == dt.date(2027, 4, 3)
    assert (detail.steps[-1].stage, detail.steps[-1].title) == (None, "Zwischengespräch")


def test_an_end_opens_the_need_again_or_closes_it(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    running(session, actor, match_id)
    life.end_match(session, actor, match_id, Ending(TODAY, MatchEnd.NOT_FITTING, "andere Vorstellungen"))
    assert need_of(session, match_id).status is NeedStatus.OPEN
    assert volunteer_of(session, match_id).status is VolunteerStatus.READY
    life.take_back_step(session, actor, match_id)
    life.end_match(session, actor, match_id, Ending(TODAY, MatchEnd.REACHED, need_end=NeedEnd.REACHED))
    need = need_of(session, match_id)
    assert (need.status, need.end_reason, need.closed_on) == (NeedStatus.CLOSED, NeedEnd.REACHED, TODAY)


def test_a_need_is_not_closed_while_somebody_else_is_suggested(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    other = add_volunteer(session, family_name="Maier", given_names="Hans")
    suggest(session, actor, match_detail(session, actor, match_id).row.need_id, other, REASONS)
    with pytest.raises(CaseworkError, match="andere Begleitung") as refused:
        life.end_match(session, actor, match_id, Ending(TODAY, MatchEnd.WISHED, need_end=NeedEnd.WITHDRAWN))
    assert refused.value.field == "need_end"


def whole_state(session: Session, match_id: int) -> Any:
    """Everything a step may change."""
    session.expire_all()
    match = session.get_one(VolunteerMatch, match_id)
    need, volunteer = session.get_one(VolunteerNeed, match.need_id), session.get_one(Volunteer, match.volunteer_id)
    entries = session.scalars(select(VolunteerStatusEntry.status).order_by(VolunteerStatusEntry.id)).all()
    state = (
        match_steps.values_of(match), need.status, need.closed_on, need.end_reason,
        volunteer.status, volunteer.status_since, volunteer.active_since,
        tuple(entries), [step.id for step in match.steps],
        session.scalars(select(VolunteerContact.text)).all(),
    )  # fmt: skip
    session.rollback()
    return state


def test_a_suggestion_that_falls_away_leaves_alone_who_is_at_work_without_a_match(
    session: Session, actor: Actor
) -> None:
    match_id = suggested(session, actor)
    volunteer_id = match_detail(session, actor, match_id).row.volunteer_id
    change_volunteer_status(session, actor, volunteer_id, VolunteerStatus.ACTIVE)
    life.end_match(session, actor, match_id, Ending(TODAY, MatchEnd.WISHED))
    assert volunteer_of(session, match_id).status is VolunteerStatus.ACTIVE


def test_every_step_is_taken_back_to_what_stood_before(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    person_id = match_detail(session, actor, match_id).consents[0].person_id
    life.record_consent(session, actor, match_id, person_id, TODAY)
    steps: tuple[Callable[[], object], ...] = (
        lambda: life.agree_volunteer(session, actor, match_id, TODAY),
        lambda: life.agree_person(session, actor, match_id, TODAY),
        lambda: life.plan_meeting(session, actor, match_id, Meeting(TODAY, "Café")),
        lambda: life.plan_meeting(session, actor, match_id, Meeting(TODAY, "Rathaus", 3)),
        lambda: life.sign_agreement(session, actor, match_id, Agreement(TODAY, "Deutsch", (), dt.date(2027, 6, 30))),
        lambda: life.begin_match(session, actor, match_id, TODAY, "beide froh"),
        lambda: life.hold_check_in(session, actor, match_id, CheckIn(TODAY, "gut", dt.date(2027, 2, 1))),
        lambda: life.end_match(session, actor, match_id, Ending(TODAY, MatchEnd.REACHED, "ja", NeedEnd.REACHED)),
    )
    for step in steps:
        before = whole_state(session, match_id)
        step()
        assert whole_state(session, match_id) != before
        life.take_back_step(session, actor, match_id)
        assert whole_state(session, match_id) == before
        step()


def test_a_suggestion_nothing_followed_is_gone_when_taken_back(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    need_id = match_detail(session, actor, match_id).row.need_id
    life.take_back_step(session, actor, match_id)
    assert list_matches(session, actor) == ()
    assert session.get_one(VolunteerNeed, need_id).status is NeedStatus.OPEN


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda s, a, m: life.plan_meeting(s, a, m, Meeting(TODAY)), "kann nicht „Kennenlernen“ folgen"),
        (lambda s, a, m: life.begin_match(s, a, m, TODAY), "kann nicht „aktiv“ folgen"),
        (lambda s, a, m: life.sign_agreement(s, a, m, Agreement(TODAY, "x")), "kann nicht „Vereinbarung“ folgen"),
        (lambda s, a, m: life.hold_check_in(s, a, m, CheckIn(TODAY)), "erst, wenn beide sich kennengelernt"),
        (lambda s, a, m: life.agree_volunteer(s, a, m, TODAY + dt.timedelta(days=1)), "liegt in der Zukunft"),
        (lambda s, a, m: life.agree_volunteer(s, a, m, TODAY - dt.timedelta(days=1)), "letzte Schritt war am"),
        (lambda s, a, m: life.end_match(s, a, m, Ending(dt.date(2026, 11, 1), MatchEnd.WISHED)), "letzte Schritt"),
        (lambda s, a, m: life.take_back_step(s, a, 999), "gibt es nicht mehr"),
    ],
)
def test_what_cannot_follow_is_refused_with_a_sentence(session: Session, actor: Actor, call: Any, words: str) -> None:
    match_id = suggested(session, actor)
    with pytest.raises(CaseworkError, match=words):
        call(session, actor, match_id)


def test_the_meeting_is_refused_once_the_consent_was_withdrawn(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    agreed(session, actor, match_id)
    consent_id = session.scalars(select(Consent.id)).one()
    session.rollback()
    withdraw_consent(session, actor, consent_id, TODAY)
    with pytest.raises(CaseworkError, match="Einwilligung der Klientin"):
        life.plan_meeting(session, actor, match_id, Meeting(TODAY))


def test_one_need_has_one_who_meets_the_client_and_a_group_has_several(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    need_id = match_detail(session, actor, match_id).row.need_id
    other = add_volunteer(session, family_name="Maier", given_names="Hans")
    second = suggest(session, actor, need_id, other, REASONS).made or 0
    met(session, actor, match_id)
    agreed(session, actor, second)
    with pytest.raises(CaseworkError, match="begleitet schon jemand"):
        life.plan_meeting(session, actor, second, Meeting(TODAY))
    session.connection(execution_options={"writing": True})
    session.get_one(VolunteerNeed, need_id).sponsorship = Sponsorship.GROUP
    session.commit()
    life.plan_meeting(session, actor, second, Meeting(TODAY))
    assert match_detail(session, actor, second).row.stage is MatchStage.MEETING


def test_two_matches_of_a_volunteer_never_have_the_same_time(session: Session, actor: Actor) -> None:
    first = suggested(session, actor)
    running(session, actor, first)
    volunteer_id = give_room(session, first)
    case_id, person_id = add_case(session, actor, "Sara", "Habte")
    second = suggest(session, actor, add_need(session, case_id, person_id), volunteer_id, REASONS).made or 0
    met(session, actor, second)
    wanted = Agreement(TODAY, "Deutsch", (TUESDAY,))
    with pytest.raises(CaseworkError, match=r"belegt\. Nächste freie Zeit: Donnerstag 09:00–12:00") as refused:
        life.sign_agreement(session, actor, second, wanted)
    assert refused.value.field == "times"
    assert match_detail(session, actor, second).free == (
        Span(1, 15 * 60, TUESDAY.start), Span(1, TUESDAY.end, 19 * 60), Span(3, 9 * 60, 12 * 60),
    )  # fmt: skip
    life.sign_agreement(session, actor, second, Agreement(TODAY, "Deutsch", (THURSDAY,)))
    assert [row.stage for row in matches_of_volunteer(session, actor, volunteer_id)].count(MatchStage.AGREEMENT) == 1


def test_a_near_time_and_one_outside_the_profile_are_only_said(session: Session, actor: Actor) -> None:
    first = suggested(session, actor)
    running(session, actor, first)
    volunteer_id = give_room(session, first)
    case_id, person_id = add_case(session, actor, "Sara", "Habte")
    second = suggest(session, actor, add_need(session, case_id, person_id), volunteer_id, REASONS).made or 0
    detail = match_detail(session, actor, second)
    near = Span(1, TUESDAY.end + 10, TUESDAY.end + 90)
    save_match(session, actor, second, MatchEdit("Deutsch", times=(near,)), detail.row_version)
    hints = match_detail(session, actor, second).hints
    assert any("nahe an einer anderen Begleitung" in hint for hint in hints)
    assert any("außerhalb der Zeiten" in hint for hint in hints)


def test_nobody_overwrites_what_was_saved_meanwhile(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    version = match_detail(session, actor, match_id).row_version
    save_match(session, actor, match_id, MatchEdit("Kochen"), version)
    with pytest.raises(ChangedMeanwhileError):
        save_match(session, actor, match_id, MatchEdit("Backen"), version)


def test_lists_show_the_next_day_first_and_what_has_ended_last(session: Session, actor: Actor) -> None:
    first, second, third = (suggested(session, actor) for _ in range(3))
    running(session, actor, third)
    life.end_match(session, actor, first, Ending(TODAY, MatchEnd.WISHED))
    assert [row.id for row in list_matches(session, actor)] == [third, second, first]
    row = match_detail(session, actor, third).row
    assert matches_of_volunteer(session, actor, row.volunteer_id) == (row,)
