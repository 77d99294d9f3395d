"""Status, end and return of volunteers; Helferkreise; contacts; who is a client, too, and who was entered twice."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import case_head, enter_person_case
from desktop.casework.deletion.deletion import delete_case
from desktop.casework.merging.merging import MergeOrder, merge_persons, undo_merge
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import Actor
from desktop.casework.volunteers.matches.match_life import end_match
from desktop.casework.volunteers.matches.match_rows import Ending
from desktop.casework.volunteers.register import contacts, groups
from desktop.casework.volunteers.register.contacts import ContactEntry
from desktop.casework.volunteers.register.groups import GroupEntry
from desktop.casework.volunteers.register.same_people import (
    link_client,
    linked_client,
    similar_clients,
    similar_volunteers,
)
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteer_status import (
    FOLLOWING,
    change_volunteer_status,
    end_volunteer,
    reopen_volunteer,
    status_history,
    status_now,
    undo_volunteer_status,
)
from desktop.casework.volunteers.register.volunteers import (
    create_volunteer,
    list_volunteers,
    volunteer_detail,
    volunteer_head,
)
from desktop.clock import today
from desktop.errors import CaseworkError, ChangedMeanwhileError, NotAllowedError
from desktop.records.cases import Case
from desktop.records.volunteers import Volunteer
from desktop.terms import PartialDate
from desktop.volunteer_terms import MatchEnd, NeedEnd, VolunteerContactKind, VolunteerStatus
from tests.casework.volunteers.matches.match_samples import coordinator, running, suggested
from tests.casework.volunteers.papers.paper_samples import show_papers

pytestmark = pytest.mark.usefixtures("fixed_clock")

DAY = dt.timedelta(days=1)
GERDA = VolunteerFacts("Weiß", "Gerda", birth_year=1956, consent_on=dt.date(2026, 1, 7))
S = VolunteerStatus


def enter(session: Session, actor: Actor, facts: VolunteerFacts = GERDA) -> int:
    return create_volunteer(session, actor, facts).made or 0


def at(session: Session, actor: Actor, *statuses: VolunteerStatus) -> int:
    """Gerda with her papers after these statuses."""
    id_ = enter(session, actor)
    show_papers(session, actor, id_)
    for status in statuses:
        change_volunteer_status(session, actor, id_, status, "Grund")
    return id_


# status


def test_the_whole_life_is_kept_in_order(session: Session, actor: Actor) -> None:
    id_ = at(session, actor, S.FIRST_TALK, S.PAPERS_OPEN, S.READY, S.ACTIVE)
    change_volunteer_status(session, actor, id_, S.PAUSE, pause_until=today() + 30 * DAY)
    assert volunteer_head(session, actor, id_).pause_until == today() + 30 * DAY
    change_volunteer_status(session, actor, id_, S.ACTIVE)
    end_volunteer(session, actor, id_, today(), "Umzug")
    wanted = [S.ENDED, S.ACTIVE, S.PAUSE, S.ACTIVE, S.READY, S.PAPERS_OPEN, S.FIRST_TALK, S.INTEREST]
    rows = status_history(session, actor, id_)
    assert [row.status for row in rows] == wanted
    assert (rows[0].note, rows[0].by) == ("Umzug", actor.name)
    head = volunteer_head(session, actor, id_)
    assert (head.status, head.ended_on, head.pause_until) == (S.ENDED, today(), None)
    assert volunteer_detail(session, actor, id_).facts.active_since == today()


@pytest.mark.parametrize("now", list(S))
def test_only_what_may_follow_follows(session: Session, actor: Actor, now: VolunteerStatus) -> None:
    id_ = enter(session, actor)
    show_papers(session, actor, id_)
    for status in S:
        session.connection(execution_options={"writing": True})
        session.get_one(Volunteer, id_).status = now
        session.commit()
        if status in FOLLOWING[now]:
            change_volunteer_status(session, actor, id_, status, "Grund")
            assert volunteer_head(session, actor, id_).status is status
        else:
            with pytest.raises(CaseworkError, match="kann"):
                change_volunteer_status(session, actor, id_, status, "Grund")


def test_a_step_back_needs_its_reason_a_step_forward_none(session: Session, actor: Actor) -> None:
    id_ = at(session, actor, S.FIRST_TALK)
    with pytest.raises(CaseworkError) as refused:
        change_volunteer_status(session, actor, id_, S.INTEREST, " \u200b ")
    assert refused.value.field == "reason"
    change_volunteer_status(session, actor, id_, S.READY)
    change_volunteer_status(session, actor, id_, S.ACTIVE)
    change_volunteer_status(session, actor, id_, S.READY)  # ready again is no step back: the match is over
    with pytest.raises(CaseworkError, match="Grund"):
        change_volunteer_status(session, actor, id_, S.PAPERS_OPEN)


def test_a_pause_cannot_be_over_already(session: Session, actor: Actor) -> None:
    id_ = at(session, actor, S.READY)
    with pytest.raises(CaseworkError) as refused:
        change_volunteer_status(session, actor, id_, S.PAUSE, pause_until=today() - DAY)
    assert refused.value.field == "pause_until"
    assert volunteer_head(session, actor, id_).status is S.READY


def test_nobody_ends_while_a_match_runs_and_it_is_named(session: Session, actor: Actor) -> None:
    match = suggested(session, actor)
    running(session, actor, match)
    id_ = list_volunteers(session, actor)[0].id
    with pytest.raises(CaseworkError, match="Sprachpatenschaft") as refused:
        end_volunteer(session, actor, id_, today())
    assert "Ahmadi" not in str(refused.value)
    end_match(session, actor, match, Ending(today(), MatchEnd.REACHED, "", NeedEnd.REACHED))
    end_volunteer(session, actor, id_, today())
    assert volunteer_head(session, actor, id_).status is S.ENDED


def test_an_end_to_come_or_before_the_beginning_is_refused(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor, replace(GERDA, active_since=dt.date(2026, 5, 1)))
    for wrong in (today() + DAY, dt.date(2026, 4, 30)):
        with pytest.raises(CaseworkError) as refused:
            end_volunteer(session, actor, id_, wrong)
        assert refused.value.field == "on"
    end_volunteer(session, actor, id_, today())
    with pytest.raises(CaseworkError, match="schon beendet"):
        end_volunteer(session, actor, id_, today())


@pytest.mark.parametrize(("consent", "status"), [(dt.date(2026, 1, 7), S.PAPERS_OPEN), (None, S.INTEREST)])
def test_who_begins_again_shows_the_papers_anew(
    session: Session, actor: Actor, consent: dt.date | None, status: VolunteerStatus
) -> None:
    id_ = enter(session, actor, replace(GERDA, consent_on=consent))
    with pytest.raises(CaseworkError, match="nicht beendet"):
        reopen_volunteer(session, actor, id_, "wieder da")
    end_volunteer(session, actor, id_, today())
    with pytest.raises(CaseworkError, match="Grund"):
        reopen_volunteer(session, actor, id_, "")
    reopen_volunteer(session, actor, id_, "wieder da")
    head = volunteer_head(session, actor, id_)
    assert (head.status, head.ended_on) == (status, None)


def test_a_change_of_the_status_is_taken_back_whole(session: Session, actor: Actor) -> None:
    id_ = at(session, actor, S.READY)
    before = status_now(session, actor, id_)
    change_volunteer_status(session, actor, id_, S.ACTIVE)
    undo_volunteer_status(session, actor, before)
    assert status_now(session, actor, id_) == before
    end_volunteer(session, actor, id_, today(), "Irrtum")
    undo_volunteer_status(session, actor, before)
    assert status_now(session, actor, id_) == before
    change_volunteer_status(session, actor, id_, S.PAUSE)
    change_volunteer_status(session, actor, id_, S.READY)
    with pytest.raises(ChangedMeanwhileError):
        undo_volunteer_status(session, actor, before)


# Helferkreise


def test_groups_are_entered_changed_filled_and_taken_away(session: Session, actor: Actor) -> None:
    north = groups.add_group(session, actor, GroupEntry(" Helferkreis  Nord ", "Ines Roth")).made or 0
    south = groups.add_group(session, actor, GroupEntry("Helferkreis Süd", active=False)).made or 0
    gerda = enter(session, actor)
    before = groups.groups_of(session, actor, (gerda,))
    groups.put_in_groups(session, actor, ((gerda, north),))
    rows = groups.list_groups(session, actor)
    assert [(row.name, row.members) for row in rows] == [
        ("Helferkreis Nord", ((gerda, "Weiß, Gerda"),)), ("Helferkreis Süd", ()),
    ]  # fmt: skip
    with pytest.raises(CaseworkError, match="gehört noch jemand"):
        groups.delete_group(session, actor, north)
    groups.put_in_groups(session, actor, before)
    groups.delete_group(session, actor, north)
    groups.edit_group(session, actor, south, GroupEntry("Nachbarn Süd"), 1)
    assert [(row.name, row.entry.active) for row in groups.list_groups(session, actor)] == [("Nachbarn Süd", True)]
    with pytest.raises(ChangedMeanwhileError):
        groups.edit_group(session, actor, south, GroupEntry("Anders"), 1)


def test_a_group_needs_a_name_of_its_own(session: Session, actor: Actor) -> None:
    groups.add_group(session, actor, GroupEntry("Nord"))
    for name in ("", "NORD "):
        with pytest.raises(CaseworkError) as refused:
            groups.add_group(session, actor, GroupEntry(name))
        assert refused.value.field == "name"
    with pytest.raises(CaseworkError, match="gibt es nicht mehr"):
        groups.put_in_groups(session, actor, ((enter(session, actor), 99),))


# contacts


def test_a_first_talk_moves_somebody_interested_on(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor)
    contacts.add_contact(session, actor, id_, ContactEntry(VolunteerContactKind.FIRST_TALK, today() - DAY, "Nett"))
    detail = volunteer_detail(session, actor, id_)
    assert (detail.status, detail.facts.first_talk_on, detail.facts.first_talk_with) == (
        S.FIRST_TALK, today() - DAY, actor.name,
    )  # fmt: skip


def test_a_note_of_overload_stays_until_it_is_settled(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor)
    entry = ContactEntry(VolunteerContactKind.OVERLOAD, today() - 2 * DAY, "Braucht eine Pause")
    note = contacts.add_contact(session, actor, id_, entry).made or 0
    assert volunteer_head(session, actor, id_).overload_on == today() - 2 * DAY
    for wrong in (today() - 3 * DAY, today() + DAY):
        with pytest.raises(CaseworkError):
            contacts.resolve_overload(session, actor, note, wrong)
    contacts.resolve_overload(session, actor, note, today())
    assert volunteer_head(session, actor, id_).overload_on is None
    contacts.resolve_overload(session, actor, note, None)
    assert volunteer_head(session, actor, id_).overload_on == today() - 2 * DAY
    call = contacts.add_contact(session, actor, id_, ContactEntry(VolunteerContactKind.CONTACT, today())).made or 0
    with pytest.raises(CaseworkError, match="Überlastung"):
        contacts.resolve_overload(session, actor, call, today())


def test_contacts_are_changed_taken_away_and_brought_back(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor)
    entry = ContactEntry(VolunteerContactKind.THANKS, today(), "Blumen")
    first = contacts.add_contact(session, actor, id_, entry).made or 0
    contacts.edit_contact(session, actor, first, replace(entry, text="Blumen und Karte"), 1)
    with pytest.raises(ChangedMeanwhileError):
        contacts.edit_contact(session, actor, first, entry, 1)
    row = contacts.contacts_of(session, actor, id_)[0]
    assert (row.kind, row.text, row.by) == (VolunteerContactKind.THANKS, "Blumen und Karte", actor.name)
    contacts.delete_contact(session, actor, first)
    assert contacts.contacts_of(session, actor, id_) == ()
    contacts.restore_contact(session, actor, row)
    assert [(one.kind, one.text) for one in contacts.contacts_of(session, actor, id_)] == [(row.kind, row.text)]


def test_a_contact_to_come_or_about_somebody_elses_match_is_refused(session: Session, actor: Actor) -> None:
    match = suggested(session, actor)
    id_ = enter(session, actor)
    for wrong in (ContactEntry(VolunteerContactKind.CONTACT, today() + DAY),
                  ContactEntry(VolunteerContactKind.CONTACT, today(), match_id=match)):  # fmt: skip
        with pytest.raises(CaseworkError):
            contacts.add_contact(session, actor, id_, wrong)
    assert contacts.contacts_of(session, actor, id_) == ()


# the same human being


def client(session: Session, actor: Actor, born: int = 1956) -> tuple[int, int]:
    """A case of Gerda Weiß as a client: ids of case and person."""
    case_id = enter_person_case(session, actor, PersonFacts("Weiss", "Gerda", birth_date=PartialDate(born))).made or 0
    person_id = session.get_one(Case, case_id).person_id or 0
    session.rollback()
    return case_id, person_id


def test_a_volunteer_who_is_a_client_is_found_and_linked_by_who_may_read_files(session: Session, actor: Actor) -> None:
    case_id, person_id = client(session, actor)
    client(session, actor, born=1999)
    id_ = enter(session, actor)
    assert [(one.person_id, one.case_id) for one in similar_clients(session, actor, id_)] == [(person_id, case_id)]
    assert linked_client(session, actor, id_) is None
    link_client(session, actor, id_, person_id)
    found = linked_client(session, actor, id_)
    assert found is not None
    assert (found.person_id, found.case_id) == (person_id, case_id)
    other = enter(session, actor)
    with pytest.raises(CaseworkError, match="schon jemand anderes"):
        link_client(session, actor, other, person_id)


def test_the_coordination_never_learns_of_the_link(session: Session, actor: Actor) -> None:
    _case_id, person_id = client(session, actor)
    id_ = enter(session, actor)
    link_client(session, actor, id_, person_id)
    may_not = coordinator(actor)
    for ask in (
        lambda: linked_client(session, may_not, id_), lambda: similar_clients(session, may_not, id_),
        lambda: link_client(session, may_not, id_, None),
    ):  # fmt: skip
        with pytest.raises(NotAllowedError):
            ask()
    shown = f"{volunteer_head(session, may_not, id_)}{volunteer_detail(session, may_not, id_)}"
    shown += f"{list_volunteers(session, may_not)}"
    assert "person_id" not in shown
    assert linked_client(session, actor, id_) is not None


def test_the_volunteer_stays_when_the_client_is_deleted(session: Session, actor: Actor) -> None:
    case_id, person_id = client(session, actor)
    id_ = enter(session, actor)
    link_client(session, actor, id_, person_id)
    delete_case(session, actor, case_id, case_head(session, actor, case_id).number)
    assert linked_client(session, actor, id_) is None
    assert volunteer_head(session, actor, id_).name == "Weiß, Gerda"


def test_the_link_follows_a_merged_client_and_comes_back(session: Session, actor: Actor) -> None:
    _case_id, person_id = client(session, actor)
    kept = create_person(session, actor, PersonFacts("Weiß", "Gerda")).made or 0
    id_ = enter(session, actor)
    link_client(session, actor, id_, person_id)
    merge = merge_persons(session, actor, MergeOrder(kept, person_id)).made or 0
    found = linked_client(session, actor, id_)
    assert found is not None
    assert found.person_id == kept
    undo_merge(session, actor, merge)
    found = linked_client(session, actor, id_)
    assert found is not None
    assert found.person_id == person_id


def test_somebody_entered_twice_is_noticed(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor)
    enter(session, actor, VolunteerFacts("Roth", "Ines"))
    found = similar_volunteers(session, actor, "Weiss", "Gerda", 1956)
    assert [(one.id, one.reasons) for one in found] == [(id_, ("gleicher Name", "gleiches Geburtsjahr"))]
    assert [one.id for one in similar_volunteers(session, actor, "Gerda", "Weiß")] == [id_]
    assert similar_volunteers(session, actor, "Weiß", "Gerda", 1990) == ()
    assert similar_volunteers(session, actor, "Weiß", "") == ()
    assert similar_volunteers(session, actor, "Weiß", "Gerda", but_not=id_) == ()


@pytest.mark.parametrize(
    ("family", "given", "reason"),
    [("Ozturk", "Ayse", "gleicher Name"), ("Oeztuerk", "Ayşe", "gleicher Name"), ("Öztürk", "Ayşe Nur", "Name klingt")],
)  # fmt: skip
def test_other_spellings_are_the_same_somebody(
    session: Session, actor: Actor, family: str, given: str, reason: str
) -> None:
    enter(session, actor, VolunteerFacts("Öztürk", "Ayşe"))
    (found,) = similar_volunteers(session, actor, family, given)
    assert found.reasons[0].startswith(reason)
