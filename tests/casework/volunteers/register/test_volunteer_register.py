"""The register: entering, changing, reading, consent; what cannot be is refused in one sentence at its field."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.access.users import add_user
from desktop.casework.rights import Actor
from desktop.casework.volunteers.papers.papers import add_paper
from desktop.casework.volunteers.register.contacts import ContactEntry, add_contact
from desktop.casework.volunteers.register.groups import GroupEntry, add_group
from desktop.casework.volunteers.register.volunteer_rows import ConsentState, SpokenLanguage, VolunteerFacts
from desktop.casework.volunteers.register.volunteer_status import change_volunteer_status, status_history
from desktop.casework.volunteers.register.volunteers import (
    create_volunteer,
    give_volunteer_consent,
    list_volunteers,
    save_volunteer,
    volunteer_detail,
    volunteer_head,
    withdraw_consent,
)
from desktop.casework.volunteers.week_times import Span
from desktop.clock import today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.person_terms import Salutation, Sex
from desktop.records.volunteers import Volunteer
from desktop.terms import Role
from desktop.volunteer_terms import (
    Activity,
    Allowance,
    LanguageSkill,
    TargetGroup,
    VolunteerContactKind,
    VolunteerStatus,
)
from tests.casework.volunteers.matches.match_samples import running, suggested
from tests.casework.volunteers.papers.paper_samples import AGREEMENT, CONDUCT, show_papers

pytestmark = pytest.mark.usefixtures("fixed_clock")

DAY = dt.timedelta(days=1)
GERDA = VolunteerFacts(
    "Weiß", "Gerda", Salutation.MS, Sex.FEMALE, 1956, "02-29", "Lindenweg 3", "70000", "Altstadt", "07000 6",
    "gerda@example.org", "Kirchengemeinde", None, (Activity.LANGUAGE, Activity.OFFICES), (TargetGroup.WOMEN,),
    (TargetGroup.YOUTH,), (Activity.RIDES,), "keine Treppen", ("Garten", "Nähen"), "Lehrerin im Ruhestand", 180,
    dt.date(2026, 1, 1), dt.date(2027, 12, 31), "Südstadt", 5, False, 2, True, False, dt.date(2016, 3, 1),
    dt.date(2026, 1, 5), "Petra Lang", dt.date(2026, 1, 7), "2026-01", True, Allowance.EXPENSES, "mag Kaffee",
)  # fmt: skip
GERMAN, ARABIC = SpokenLanguage("de", LanguageSkill.MOTHER), SpokenLanguage("ar", LanguageSkill.BASIC)
TUESDAY = Span(1, 16 * 60, 18 * 60)


def enter(session: Session, actor: Actor, facts: VolunteerFacts = GERDA, **others: Any) -> int:
    return create_volunteer(session, actor, facts, **others).made or 0


def test_every_fact_entered_is_read_again(session: Session, actor: Actor) -> None:
    group = add_group(session, actor, GroupEntry("Helferkreis Nord")).made
    facts = replace(GERDA, group_id=group, responsible_id=actor.user_id)
    assert all(getattr(facts, name) != getattr(VolunteerFacts(), name) for name in vars(facts))
    id_ = enter(session, actor, facts, languages=(GERMAN, ARABIC), times=(TUESDAY,))
    detail = volunteer_detail(session, actor, id_)
    assert (detail.facts, detail.languages, detail.times) == (facts, (GERMAN, ARABIC), (TUESDAY,))
    assert detail.status is VolunteerStatus.INTEREST


def test_saving_puts_other_facts_languages_and_times_in_place(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor, languages=(GERMAN, ARABIC), times=(TUESDAY,))
    other = replace(GERDA, given_names="Gerda Maria", town="", most_matches=3)
    save_volunteer(session, actor, id_, other, (ARABIC, GERMAN), (), 1)
    detail = volunteer_detail(session, actor, id_)
    assert (detail.facts, detail.languages, detail.times) == (other, (ARABIC, GERMAN), ())
    with pytest.raises(ChangedMeanwhileError):
        save_volunteer(session, actor, id_, GERDA, (), (), 1)
    assert volunteer_detail(session, actor, id_).facts == other


def test_who_enters_somebody_keeps_in_touch_unless_another_one_is_named(session: Session, actor: Actor) -> None:
    heike = add_user(session, actor, "Heike Sommer", Role.COORDINATOR).made
    ids = enter(session, actor), enter(session, actor, replace(GERDA, family_name="Roth", responsible_id=heike))
    assert {row.id: row.responsible for row in list_volunteers(session, actor)} == dict(
        zip(ids, ("Petra Lang", "Heike Sommer"), strict=True)
    )
    assert volunteer_head(session, actor, ids[1]).responsible == "Heike Sommer"
    with pytest.raises(CaseworkError) as refused:
        enter(session, actor, replace(GERDA, responsible_id=99))
    assert refused.value.field == "responsible_id"


def test_times_that_overlap_or_touch_become_one(session: Session, actor: Actor) -> None:
    spans = (Span(1, 17 * 60, 19 * 60), TUESDAY, Span(1, 19 * 60, 20 * 60), Span(2, 600, 660))
    id_ = enter(session, actor, times=spans)
    assert volunteer_detail(session, actor, id_).times == (Span(1, 16 * 60, 20 * 60), Span(2, 600, 660))
    with pytest.raises(CaseworkError):
        enter(session, actor, times=(Span(1, 18 * 60, 16 * 60),))


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("family_name", {"family_name": "", "given_names": " \u200b"}),
        ("birth_year", {"birth_year": 1899}),
        ("birth_year", {"birth_year": 2015}),
        ("birthday", {"birthday": "02-30"}),
        ("birthday", {"birthday": "30.01."}),
        ("most_matches", {"most_matches": 0}),
        ("minutes_per_week", {"minutes_per_week": 7 * 24 * 60 + 1}),
        ("radius_km", {"radius_km": -1}),
        ("available_until", {"available_from": today() + DAY, "available_until": today()}),
        ("active_since", {"active_since": dt.date(2026, 11, 23)}),
        ("first_talk_on", {"first_talk_on": dt.date(2026, 11, 23)}),
        ("consent_on", {"consent_on": dt.date(2026, 11, 23)}),
        ("email", {"email": "gerda(at)example"}),
        ("excluded_activities", {"excluded_activities": (Activity.LANGUAGE,)}),
        ("excluded_groups", {"excluded_groups": (TargetGroup.WOMEN,)}),
        ("group_id", {"group_id": 77}),
        ("profession", {"profession": "x" * 201}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(
    session: Session, actor: Actor, field: str, facts: dict[str, Any]
) -> None:
    with pytest.raises(CaseworkError) as refused:
        enter(session, actor, replace(GERDA, **facts))
    assert refused.value.field == field
    assert str(refused.value).endswith((".", "."))
    assert not session.scalars(select(Volunteer)).all()


def test_the_list_says_room_group_overload_and_last_contact(session: Session, actor: Actor) -> None:
    group = add_group(session, actor, GroupEntry("Helferkreis Nord")).made
    id_ = enter(session, actor, replace(GERDA, group_id=group), languages=(GERMAN,), times=(TUESDAY,))
    add_contact(session, actor, id_, ContactEntry(VolunteerContactKind.OVERLOAD, today() - DAY, "Zu viel"))
    row = list_volunteers(session, actor)[0]
    assert (row.id, row.name, row.group, row.town) == (id_, "Weiß, Gerda", "Helferkreis Nord", "Altstadt")
    assert (row.languages, row.times, row.activities) == ((GERMAN,), (TUESDAY,), GERDA.activities)
    assert (row.overloaded, row.last_contact_on, row.consent) == (True, today() - DAY, ConsentState.GIVEN)
    assert (row.running, row.free) == (0, 2)


def test_a_running_match_takes_one_place_a_suggestion_none(session: Session, actor: Actor) -> None:
    match = suggested(session, actor)
    assert [row.free for row in list_volunteers(session, actor)] == [1]
    running(session, actor, match)
    row = list_volunteers(session, actor)[0]
    assert (row.running, row.free) == (1, 0)
    assert volunteer_head(session, actor, row.id).free == 0


def test_reading_the_register_takes_the_same_statements_for_two_and_for_thirty(session: Session, actor: Actor) -> None:
    from sqlalchemy import event

    def counted() -> int:
        said: list[str] = []

        def heard(_conn: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            said.append(statement)

        session.expire_all()
        event.listen(session.get_bind(), "before_cursor_execute", heard)
        list_volunteers(session, actor)
        event.remove(session.get_bind(), "before_cursor_execute", heard)
        return len(said)

    for number in range(2):
        enter(session, actor, VolunteerFacts(f"Weiß {number}"), languages=(GERMAN,), times=(TUESDAY,))
    few = counted()
    for number in range(28):
        enter(session, actor, VolunteerFacts(f"Roth {number}"), languages=(GERMAN,), times=(TUESDAY,))
    assert counted() == few


def test_beyond_the_first_talk_there_must_be_a_consent(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor, VolunteerFacts("Weiß", "Gerda"))
    with pytest.raises(CaseworkError, match="Einwilligung"):
        change_volunteer_status(session, actor, id_, VolunteerStatus.PAPERS_OPEN)
    give_volunteer_consent(session, actor, id_, today(), "2026-01", True)
    change_volunteer_status(session, actor, id_, VolunteerStatus.PAPERS_OPEN)
    detail = volunteer_detail(session, actor, id_)
    assert (detail.facts.consent_on, detail.facts.consent_version, detail.facts.may_show_contact) == (
        today(), "2026-01", True,
    )  # fmt: skip
    with pytest.raises(CaseworkError, match="Einwilligung") as refused:
        save_volunteer(session, actor, id_, replace(detail.facts, consent_on=None), (), (), detail.row_version)
    assert refused.value.field == "consent_on"


def test_a_withdrawn_consent_lets_nobody_stay_ready(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor)
    show_papers(session, actor, id_, CONDUCT)
    change_volunteer_status(session, actor, id_, VolunteerStatus.READY)
    for wrong in (dt.date(2026, 1, 6), today() + DAY):
        with pytest.raises(CaseworkError):
            withdraw_consent(session, actor, id_, wrong)
    withdraw_consent(session, actor, id_, today())
    head = volunteer_head(session, actor, id_)
    assert (head.status, head.consent) == (VolunteerStatus.PAUSE, ConsentState.WITHDRAWN)
    assert status_history(session, actor, id_)[0].note == "Einwilligung widerrufen"
    with pytest.raises(CaseworkError, match="widerrufen"):
        change_volunteer_status(session, actor, id_, VolunteerStatus.READY)
    give_volunteer_consent(session, actor, id_, today(), "2026-02", False)
    change_volunteer_status(session, actor, id_, VolunteerStatus.READY)
    assert volunteer_head(session, actor, id_).consent is ConsentState.GIVEN


def test_without_a_consent_nothing_can_be_withdrawn(session: Session, actor: Actor) -> None:
    with pytest.raises(CaseworkError, match="keine Einwilligung"):
        withdraw_consent(session, actor, enter(session, actor, VolunteerFacts("Weiß")), today())


def test_somebody_gone_is_said_so(session: Session, actor: Actor) -> None:
    with pytest.raises(CaseworkError, match="gibt es nicht mehr"):
        volunteer_head(session, actor, 404)


def test_list_and_head_say_what_is_wrong_with_the_papers(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor, replace(GERDA, activities=(Activity.LEARNING,)))
    assert (list_volunteers(session, actor)[0].papers, volunteer_head(session, actor, id_).papers) == ("", "")
    change_volunteer_status(session, actor, id_, VolunteerStatus.PAPERS_OPEN)
    row, head = list_volunteers(session, actor)[0], volunteer_head(session, actor, id_)
    assert row.papers.startswith("Führungszeugnis fehlt")
    assert (row.papers, row.papers_blocked) == (head.papers, True)
    before = row.papers
    for kind, entry in (("conduct", CONDUCT), ("agreement", AGREEMENT)):
        add_paper(session, actor, id_, entry)
        row = list_volunteers(session, actor)[0]
        assert row.papers != before, kind
        before = row.papers
    assert "Führungszeugnis" not in row.papers
