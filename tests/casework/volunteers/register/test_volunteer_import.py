"""A list is compared with the register, taken over whole or not at all, and taken back as long as nobody used it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.list_rows import Decision
from desktop.casework.rights import Actor
from desktop.casework.volunteers.register.contacts import ContactEntry, add_contact
from desktop.casework.volunteers.register.groups import GroupEntry, add_group
from desktop.casework.volunteers.register.volunteer_headings import IncomingVolunteer
from desktop.casework.volunteers.register.volunteer_import import (
    IncomingRow,
    Standing,
    import_volunteers,
    list_volunteer_imports,
    preview_volunteers,
    remembered_volunteer_columns,
    undo_volunteer_import,
)
from desktop.casework.volunteers.register.volunteer_rows import SpokenLanguage, VolunteerFacts
from desktop.casework.volunteers.register.volunteers import create_volunteer, save_volunteer, volunteer_detail
from desktop.casework.volunteers.week_times import Span
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.volunteers import Volunteer, VolunteerStatusEntry
from desktop.volunteer_terms import VolunteerContactKind, VolunteerStatus

pytestmark = pytest.mark.usefixtures("fixed_clock")

GERDA = VolunteerFacts("Wagner", "Gerda", birth_year=1958, phone="07777 123", email="gerda@example.org")


def one(row: int, facts: VolunteerFacts, **others: object) -> IncomingVolunteer:
    return replace(IncomingVolunteer(row, facts), **others)  # type: ignore[arg-type]


def preview(session: Session, actor: Actor, *facts: VolunteerFacts) -> tuple[IncomingRow, ...]:
    return preview_volunteers(session, actor, tuple(one(row, each) for row, each in enumerate(facts, 2)))


def taken(session: Session, actor: Actor, rows: tuple[IncomingRow, ...]) -> int:
    wanted = [row for row in rows if row.proposal is Decision.CREATE]
    made = import_volunteers(session, actor, tuple(row.incoming for row in wanted),
                             tuple(row.standing for row in wanted), {"name": "name", "was": ""}).made  # fmt: skip
    assert made is not None
    return made


def ids(session: Session) -> list[int]:
    """Everybody in the register, in the order entered."""
    with session.begin():
        return list(session.scalars(select(Volunteer.id).order_by(Volunteer.id)))


def count(session: Session) -> int:
    return len(ids(session))


def test_new_ones_are_proposed_and_entered_as_interested(session: Session, actor: Actor) -> None:
    spoken, free = (SpokenLanguage("ar"),), (Span(1, 960, 1080),)
    rows = preview_volunteers(session, actor, (one(2, GERDA, languages=spoken, times=free),))
    assert [(row.standing, row.proposal) for row in rows] == [(Standing.NEW, Decision.CREATE)]
    taken(session, actor, rows)
    now = volunteer_detail(session, actor, ids(session)[0])
    mine = replace(GERDA, responsible_id=actor.user_id)
    assert (now.facts, now.languages, now.times, now.status) == (mine, spoken, free, VolunteerStatus.INTEREST)


@pytest.mark.parametrize(("facts", "why"), [
    (replace(GERDA, birth_year=None, phone=""), "gleiche E-Mail"),
    (replace(GERDA, birth_year=None, email="", phone="+49 7777/123"), "gleiche Telefonnummer"),
    (VolunteerFacts("WAGNER", "gerda", birth_year=1958), "gleiches Geburtsjahr"),
])  # fmt: skip
def test_who_is_surely_in_the_register_is_not_taken(
    session: Session, actor: Actor, facts: VolunteerFacts, why: str
) -> None:
    known = create_volunteer(session, actor, GERDA).made
    row, = preview(session, actor, facts)
    assert (row.standing, row.may_be_taken, row.known_id) == (Standing.KNOWN, False, known)
    assert row.choices == (Decision.LEAVE,)
    assert why in row.reason


def test_who_may_be_in_the_register_wants_a_decision(session: Session, actor: Actor) -> None:
    create_volunteer(session, actor, GERDA)
    namesake = VolunteerFacts("Wagner", "Gerda")
    row, = preview(session, actor, namesake)
    assert (row.standing, row.choices, row.may_be_taken) == (Standing.UNCLEAR, (Decision.LEAVE, Decision.CREATE), True)
    row, = preview(session, actor, replace(namesake, birth_year=1990))
    assert row.standing is Standing.NEW, "another year of birth is somebody else"


def test_somebody_twice_in_the_list_is_told(session: Session, actor: Actor) -> None:
    rows = preview(session, actor, GERDA, replace(GERDA, phone=""))
    assert [row.standing for row in rows] == [Standing.NEW, Standing.UNCLEAR]
    assert rows[1].reason == "Steht vielleicht schon in Zeile 2."


def test_what_cannot_be_is_bad_with_its_reason(session: Session, actor: Actor) -> None:
    rows = preview_volunteers(session, actor, (
        one(2, VolunteerFacts(), problem="Der Name fehlt."), one(3, replace(GERDA, birth_year=1300)),
        one(4, replace(GERDA, consent_on=dt.date(2030, 1, 1))), one(5, replace(GERDA, note="x" * 30_000)),
    ))  # fmt: skip
    assert [row.standing for row in rows] == [Standing.BAD] * 4
    assert [row.reason.split(".")[0] for row in rows[:2]] == ["Der Name fehlt", "Dieses Geburtsjahr kann nicht stimmen"]
    with pytest.raises(CaseworkError, match="Zeile 3"):
        import_volunteers(session, actor, (rows[1].incoming,), (Standing.BAD,), {})
    assert count(session) == 0


def test_a_known_group_is_taken_and_another_one_noted(session: Session, actor: Actor) -> None:
    nord = add_group(session, actor, GroupEntry("Helferkreis Nord")).made
    hans = VolunteerFacts("Maier", "Hans", note="mag Kaffee")
    rows = preview_volunteers(session, actor, (
        one(2, GERDA, group="helferkreis nord"), one(3, hans, group="Süd"),
    ))  # fmt: skip
    assert rows[0].incoming.facts.group_id == nord
    assert rows[1].incoming.facts.note == "mag Kaffee\nHelferkreis: Süd"
    assert "Süd" in rows[1].also[0]
    taken(session, actor, rows)
    notes = [volunteer_detail(session, actor, id_).facts.note for id_ in ids(session)]
    assert notes == ["", "mag Kaffee\nHelferkreis: Süd"], "noted once, though compared twice"


def test_one_row_that_cannot_be_entered_stops_all(session: Session, actor: Actor) -> None:
    rows = (one(2, GERDA), one(3, VolunteerFacts()))
    with pytest.raises(CaseworkError, match="Zeile 3"):
        import_volunteers(session, actor, rows, (Standing.NEW, Standing.NEW), {})
    assert count(session) == 0
    assert list_volunteer_imports(session, actor) == ()
    with pytest.raises(CaseworkError, match="Keine Zeile"):
        import_volunteers(session, actor, (), (), {})


def test_a_register_that_changed_since_the_preview_is_noticed(session: Session, actor: Actor) -> None:
    rows = preview(session, actor, GERDA)
    create_volunteer(session, actor, GERDA)
    with pytest.raises(ChangedMeanwhileError):
        taken(session, actor, rows)
    assert count(session) == 1


def test_a_whole_list_can_be_taken_back(session: Session, actor: Actor) -> None:
    before = create_volunteer(session, actor, VolunteerFacts("Maier", "Hans")).made
    made = taken(session, actor, preview(session, actor, GERDA, VolunteerFacts("Roth", "Eva")))
    row, = list_volunteer_imports(session, actor)
    assert (row.id, row.count, row.undone_on, row.made_on) == (made, 2, None, dt.date(2026, 11, 22))
    undo_volunteer_import(session, actor, made)
    assert ids(session) == [before]
    with session.begin():
        assert session.scalars(select(VolunteerStatusEntry.volunteer_id)).all() == [before], "nothing of them is left"
    assert list_volunteer_imports(session, actor)[0].undone_on == dt.date(2026, 11, 22)
    with pytest.raises(CaseworkError, match="schon zurückgenommen"):
        undo_volunteer_import(session, actor, made)
    with pytest.raises(CaseworkError, match="gibt es nicht mehr"):
        undo_volunteer_import(session, actor, made + 1)


def test_a_list_somebody_worked_with_stays(session: Session, actor: Actor) -> None:
    edited = taken(session, actor, preview(session, actor, GERDA))
    gerda = ids(session)[0]
    now = volunteer_detail(session, actor, gerda)
    save_volunteer(session, actor, gerda, replace(now.facts, town="Oberdorf"), (), (), now.row_version)
    talked = taken(session, actor, preview(session, actor, VolunteerFacts("Roth", "Eva")))
    add_contact(session, actor, ids(session)[-1], ContactEntry(VolunteerContactKind.CONTACT, dt.date(2026, 11, 1)))
    for import_id, name in ((edited, "Wagner, Gerda"), (talked, "Roth, Eva")):
        with pytest.raises(CaseworkError, match=f"„{name}“ wurde seitdem bearbeitet"):
            undo_volunteer_import(session, actor, import_id)
    assert count(session) == 2


def test_columns_are_remembered_for_the_next_list(session: Session, actor: Actor) -> None:
    taken(session, actor, preview(session, actor, GERDA))
    assert remembered_volunteer_columns(session, actor) == {"name": "name", "was": ""}
