"""Fields the office makes itself: made, changed, put away; what is entered into them is checked and kept."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import case_head, open_person_case
from desktop.casework.changes import Kind
from desktop.casework.deletion.deletion import case_deletion, delete_case
from desktop.casework.export import export_all
from desktop.casework.people.families import put_together
from desktop.casework.people.own_fields import (
    AskedOf,
    OwnField,
    OwnKind,
    Value,
    move_own_field,
    own_case_values,
    own_fields,
    own_questions,
    own_values,
    save_own_case_values,
    save_own_field,
    save_own_values,
)
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError
from desktop.records.care import OwnValue
from desktop.terms import CaseStatus

pytestmark = pytest.mark.usefixtures("fixed_clock")
KINDS = (
    OwnField("", "Busfahrkarte", OwnKind.YES_NO), OwnField("", "Schlüssel übergeben am", OwnKind.DATE),
    OwnField("", "Kinderwagen", OwnKind.NUMBER), OwnField("", "Wohngruppe", OwnKind.TEXT),
    OwnField("", "Abholung", OwnKind.CHOICE, ("selbst", "Fahrdienst")),
)  # fmt: skip


@pytest.fixture
def person_id(session: Session, actor: Actor) -> int:
    return create_person(session, actor, PersonFacts("Ahmadi", "Maryam")).made or 0


@pytest.fixture
def fields(session: Session, actor: Actor) -> tuple[OwnField, ...]:
    for field in KINDS:
        save_own_field(session, actor, field)
    return tuple(row.field for row in own_fields(session, actor))


def test_a_field_of_every_kind_keeps_its_value_and_says_it_in_german(
    session: Session, actor: Actor, fields: tuple[OwnField, ...], person_id: int
) -> None:
    values: tuple[Value, ...] = (False, "2026-11-20", "1.5", "Haus 3\x07 🙂", "Fahrdienst")
    keys = [field.key for field in fields]
    save_own_values(session, actor, person_id, dict(zip(keys, values, strict=True)))
    rows = own_values(session, actor, person_id)
    assert [row.words for row in rows] == ["nein", "20.11.2026", "1,5", "Haus 3 🙂", "Fahrdienst"]
    save_own_values(session, actor, person_id, {keys[3]: " ", keys[0]: None})
    assert [row.value for row in own_values(session, actor, person_id)] == [None, "2026-11-20", "1.5", None,
                                                                           "Fahrdienst"]  # fmt: skip


@pytest.mark.parametrize(("place", "value", "said"), [
    (0, "ja", "passt nicht"), (1, "31.02.", "Datum"), (1, "2026-02-31", "Datum"), (2, "viele", "Zahl"),
    (3, "x" * 200_000, "kürzen"), (3, True, "passt nicht"), (4, "Taxi", "gibt es nicht mehr"),
])  # fmt: skip
def test_what_does_not_fit_its_field_is_refused_and_nothing_is_kept(
    session: Session, actor: Actor, fields: tuple[OwnField, ...], person_id: int, place: int, value: Value, said: str
) -> None:
    good = {fields[3 if place != 3 else 4].key: "selbst"}
    with pytest.raises(CaseworkError, match=said) as refused:
        save_own_values(session, actor, person_id, good | {fields[place].key: value})
    assert refused.value.field == fields[place].key
    assert {row.value for row in own_values(session, actor, person_id)} == {None}


@pytest.mark.parametrize(("field", "said", "at"), [
    (OwnField("", " ", OwnKind.TEXT), "benennen", "label"), (OwnField("", "x" * 81, OwnKind.TEXT), "benennen", "label"),
    (OwnField("", "wohngruppe", OwnKind.TEXT), "gibt es schon", "label"),
    (OwnField("", "Farbe", OwnKind.CHOICE, ("rot", " rot ")), "2 bis 20", "choices"),
])  # fmt: skip
def test_a_field_that_cannot_be_is_refused(
    session: Session, actor: Actor, fields: tuple[OwnField, ...], field: OwnField, said: str, at: str
) -> None:
    with pytest.raises(CaseworkError, match=said) as refused:
        save_own_field(session, actor, field)
    assert refused.value.field == at
    assert len(own_fields(session, actor)) == len(fields)


def test_a_used_field_keeps_its_kind_and_put_away_it_still_tells_what_it_has(
    session: Session, actor: Actor, fields: tuple[OwnField, ...], person_id: int
) -> None:
    bus, group = fields[0], fields[3]
    save_own_values(session, actor, person_id, {bus.key: True})
    with pytest.raises(CaseworkError, match="seine Art bleibt"):
        save_own_field(session, actor, OwnField(bus.key, bus.label, OwnKind.TEXT))
    save_own_field(session, actor, OwnField(group.key, "Gruppe", OwnKind.NUMBER))
    for field in (bus, group):
        save_own_field(session, actor, OwnField(field.key, field.label, field.kind, put_away=True))
    shown = [row.field.key for row in own_values(session, actor, person_id)]
    assert bus.key in shown
    assert group.key not in shown
    assert {row.field.key: row.used for row in own_fields(session, actor)}[bus.key] == 1


def test_fields_are_put_in_order(session: Session, actor: Actor, fields: tuple[OwnField, ...]) -> None:
    move_own_field(session, actor, fields[1].key, -5)
    assert [row.field.label for row in own_fields(session, actor)][:2] == ["Schlüssel übergeben am", "Busfahrkarte"]
    with pytest.raises(CaseworkError, match="nicht mehr"):
        move_own_field(session, actor, "own-99", 1)


def test_values_leave_in_the_export_and_go_with_their_person(
    session: Session, actor: Actor, fields: tuple[OwnField, ...], person_id: int
) -> None:
    save_own_values(session, actor, person_id, {fields[3].key: "Zirbelhaus"})
    assert "Zirbelhaus" in json.dumps(export_all(session, actor))
    delete_case(session, actor, open_person_case(session, actor, person_id).made or 0, "F-2026-001")
    with session.begin():
        assert session.scalars(select(OwnValue)).all() == []


@pytest.fixture
def of_cases(session: Session, actor: Actor) -> tuple[OwnField, ...]:
    """Two fields of a case, behind one of a person."""
    save_own_field(session, actor, KINDS[0])
    for label in ("Aktenschrank", "Patin"):
        save_own_field(session, actor, OwnField("", label, OwnKind.TEXT, asked_of=AskedOf.CASE))
    return tuple(row.field for row in own_fields(session, actor) if row.field.asked_of is AskedOf.CASE)


def test_a_case_has_its_own_fields_and_a_person_hers(
    session: Session, actor: Actor, of_cases: tuple[OwnField, ...], person_id: int
) -> None:
    case_id, shelf = open_person_case(session, actor, person_id).made or 0, of_cases[0].key
    changes = save_own_case_values(session, actor, case_id, {shelf: "Fach 3"})
    assert changes.touches(Kind.CASE, case_id)
    assert [(row.field.label, row.words) for row in own_case_values(session, actor, case_id)] == [
        ("Aktenschrank", "Fach 3"), ("Patin", "")]  # fmt: skip
    assert [row.field.label for row in own_values(session, actor, person_id)] == ["Busfahrkarte"]
    assert {row.field.key: row.used for row in own_fields(session, actor)}[shelf] == 1
    for save, subject, key in ((save_own_values, person_id, shelf), (save_own_case_values, case_id, "own-1")):
        with pytest.raises(CaseworkError, match="nicht mehr"):
            save(session, actor, subject, {key: "x"})


def test_a_used_field_stays_with_cases(
    session: Session, actor: Actor, of_cases: tuple[OwnField, ...], person_id: int
) -> None:
    case_id, (shelf, sponsor) = open_person_case(session, actor, person_id).made or 0, of_cases
    save_own_case_values(session, actor, case_id, {shelf.key: "Fach 3"})
    with pytest.raises(CaseworkError, match="wozu es gehört, bleibt") as refused:
        save_own_field(session, actor, replace(shelf, asked_of=AskedOf.PERSON))
    assert refused.value.field == "asked_of"
    save_own_field(session, actor, replace(sponsor, asked_of=AskedOf.PERSON))
    assert [row.field.label for row in own_values(session, actor, person_id)] == ["Busfahrkarte", "Patin"]


def test_a_file_put_together_with_another_brings_its_values_and_keeps_them_unless_taken_away(
    session: Session, actor: Actor, of_cases: tuple[OwnField, ...], person_id: int
) -> None:
    other = create_person(session, actor, PersonFacts("Ahmadi", "Reza")).made or 0
    cases = [open_person_case(session, actor, one).made or 0 for one in (person_id, other)]
    shelf, sponsor = (field.key for field in of_cases)
    save_own_case_values(session, actor, cases[0], {shelf: "Fach 3"})
    save_own_case_values(session, actor, cases[1], {shelf: "Fach 9", sponsor: "Eva Lang"})
    put_together(session, actor, tuple(cases))
    goes_on = next(id_ for id_ in cases if case_head(session, actor, id_).status is not CaseStatus.ENDED)
    ended = next(id_ for id_ in cases if id_ != goes_on)
    now = {row.field.key: row.value for row in own_case_values(session, actor, goes_on)}
    assert now == {shelf: "Fach 3", sponsor: "Eva Lang"}
    save_own_case_values(session, actor, goes_on, now | {sponsor: "Ali Roth"})
    assert [row.words for row in own_case_values(session, actor, ended)] == ["Fach 9", "Eva Lang"]
    save_own_case_values(session, actor, goes_on, {sponsor: None})
    assert [row.words for row in own_case_values(session, actor, goes_on)] == ["Fach 3", ""]


def test_values_of_a_case_are_told_before_they_go_with_it(
    session: Session, actor: Actor, of_cases: tuple[OwnField, ...], person_id: int
) -> None:
    case_id = open_person_case(session, actor, person_id).made or 0
    save_own_case_values(session, actor, case_id, {field.key: "Zirbelhaus" for field in of_cases})
    assert "Zirbelhaus" in json.dumps(export_all(session, actor))
    told = {row.label: row.count for row in case_deletion(session, actor, case_id).going}
    assert told["Weitere Angaben zum Fall"] == 2
    delete_case(session, actor, case_id, "F-2026-001")
    with session.begin():
        assert session.scalars(select(OwnValue)).all() == []


def test_only_fields_of_a_person_in_use_are_asked_in_the_assessment(
    session: Session, actor: Actor, of_cases: tuple[OwnField, ...], person_id: int
) -> None:
    bus = own_fields(session, actor)[0].field
    assert own_questions(session, actor, person_id) == ()
    for field in (bus, of_cases[0]):
        save_own_field(session, actor, replace(field, in_assessment=True))
    save_own_values(session, actor, person_id, {bus.key: True})
    assert [(row.field.key, row.words) for row in own_questions(session, actor, person_id)] == [(bus.key, "ja")]
    assert not own_fields(session, actor)[1].field.in_assessment
    save_own_field(session, actor, replace(bus, in_assessment=True, put_away=True))
    assert own_questions(session, actor, person_id) == ()
