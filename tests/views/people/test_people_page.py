"""Persons and the family by keyboard, in a real vault."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import CaseHead, case_head
from desktop.casework.drafts import list_drafts
from desktop.casework.people.consents import list_consents
from desktop.casework.people.facts import Subject, fact_marks
from desktop.casework.people.families import memberships
from desktop.casework.people.people import PersonFacts, person_detail, save_person
from desktop.casework.rights import Actor
from desktop.models.drafts import Drafts
from desktop.models.work import ImmediateExecutor, Work
from desktop.person_terms import Custody, Relation, ResidenceKind
from desktop.storage.vault import OpenVault
from desktop.terms import ConsentPurpose, Origin
from desktop.views.cases.case_file_page import CaseFilePage
from desktop.views.fields.pick_edit import PickEdit
from desktop.views.people.people_page import PeoplePage
from desktop.views.people.person_editor import PersonEditor
from desktop.views.places import Places
from tests.later_executor import LaterExecutor
from tests.views.cases import case_samples
from tests.views.cases.case_stage import Show, focused, pick, press, tab_to, type_text

pytestmark = [
    pytest.mark.usefixtures("fixed_clock"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # offscreen platform only
]

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def file(work: Work, places: Places, drafts: Drafts, session: Session, actor: Actor, shown: Show) -> CaseFilePage:
    page = CaseFilePage(work, case_samples.family(session, actor, size=3), places, drafts)
    shown(page)
    page.show_page("people")
    return page


@pytest.fixture
def people(file: CaseFilePage) -> PeoplePage:
    return file.people


def head(session: Session, actor: Actor, file: CaseFilePage) -> CaseHead:
    session.expire_all()  # the page writes in sessions of its own
    return case_head(session, actor, file.case_id)


def open_person(people: PeoplePage, session: Session, actor: Actor, file: CaseFilePage, given: str) -> PersonEditor:
    person = next(m.person for m in head(session, actor, file).members if m.person.given == given)
    people.show_person(person.id)
    editor = people.editor()
    assert editor is not None
    return editor


def form(people: PeoplePage) -> Any:
    content = people.drawer.content()
    assert content is not None
    return content


def texts(part: QWidget) -> list[str]:
    return [label.text() for label in part.findChildren(QLabel) if label.text()]


def click(part: QWidget, name: str) -> None:
    button = part.findChild(QPushButton, name)
    assert isinstance(button, QPushButton), name
    button.click()


def test_a_phone_number_is_typed_and_saved_by_keyboard(
    people: PeoplePage, session: Session, actor: Actor, file: CaseFilePage
) -> None:
    editor = open_person(people, session, actor, file, "Maryam")
    editor.field("family_name").focus_input()
    tab_to("phone")
    type_text("0176 1234567")
    press(Qt.Key.Key_S, CTRL)
    stored = person_detail(session, actor, editor.person_id)
    assert stored.facts.phone == "0176 1234567"
    assert stored.languages[0].code == "fa_AF"
    assert not editor.is_dirty()
    assert list_drafts(session, actor) == ()


def test_every_stored_fact_survives_saving_something_else(
    people: PeoplePage, session: Session, actor: Actor, file: CaseFilePage
) -> None:
    editor = open_person(people, session, actor, file, "Maryam")
    before = person_detail(session, actor, editor.person_id)
    editor.field("call_name").focus_input()
    type_text("Mari")
    press(Qt.Key.Key_S, CTRL)
    after = person_detail(session, actor, editor.person_id)
    assert after.facts == PersonFacts(**{**vars(before.facts), "call_name": "Mari"})
    assert after.languages == before.languages


def test_a_handed_over_fact_is_confirmed_with_one_click(
    people: PeoplePage, session: Session, actor: Actor, file: CaseFilePage
) -> None:
    editor = open_person(people, session, actor, file, "Maryam")
    chip = editor.field("profession")._origin
    assert chip.text() == "aus Übergabe, 03.11.2026"
    chip.click()
    mark = fact_marks(session, actor, Subject.PERSON, editor.person_id)["profession"]
    assert (mark.origin, mark.confirmed_on) == (Origin.HANDOVER, dt.date(2026, 11, 22))


def test_somebody_elses_change_is_never_overwritten_and_the_own_input_stays(
    people: PeoplePage, session: Session, actor: Actor, file: CaseFilePage
) -> None:
    editor = open_person(people, session, actor, file, "Maryam")
    seen = person_detail(session, actor, editor.person_id)
    editor.field("phone").focus_input()
    type_text("0176 1")
    facts = PersonFacts(**{**vars(seen.facts), "email": "m@example.org"})
    save_person(session, actor, editor.person_id, facts, seen.languages, seen.row_version)
    press(Qt.Key.Key_S, CTRL)
    assert "inzwischen geändert" in editor.messages.text()
    editor.messages.actions_shown()[0].click()
    assert (editor.field("phone").value(), editor.field("email").value()) == ("0176 1", "m@example.org")
    press(Qt.Key.Key_S, CTRL)
    stored = person_detail(session, actor, editor.person_id).facts
    assert (stored.phone, stored.email) == ("0176 1", "m@example.org")


def test_what_is_typed_while_a_person_or_the_family_is_saved_stays(
    vault: OpenVault, work: Work, places: Places, session: Session, actor: Actor, shown: Show
) -> None:
    later = LaterExecutor()
    slow = Work(vault, work.actor, storage=later, pool=ImmediateExecutor())
    file = CaseFilePage(slow, case_samples.family(session, actor, size=3), places, Drafts(slow, slow))
    shown(file)
    file.show_page("people")
    later.run_all()
    editor = open_person(file.people, session, actor, file, "Maryam")
    later.run_all()
    for part, key in ((editor, "phone"), (file.people.family, "name")):
        if part is file.people.family:
            file.people.show_family()
            later.run_all()
        part.field(key).focus_input()
        focused().selectAll()  # type: ignore[attr-defined]  # a line
        type_text("0176 1")
        press(Qt.Key.Key_S, CTRL)
        type_text("2")
        later.run_all()
        type_text("3")
        assert part.field(key).value() == "0176 123"
        assert (part.is_dirty(), part.messages.text()) == (True, "Gespeichert.")
        press(Qt.Key.Key_S, CTRL)
        later.run_all()
        assert not part.is_dirty()
    assert person_detail(session, actor, editor.person_id).facts.phone == "0176 123"
    assert head(session, actor, file).title.startswith("Familie 0176 123")
    slow.stop()


def test_unsaved_input_is_kept_and_offered_after_unlocking(
    people: PeoplePage, session: Session, actor: Actor, file: CaseFilePage, work: Work, places: Places,
    drafts: Drafts, shown: Show,
) -> None:
    editor = open_person(people, session, actor, file, "Maryam")
    editor.field("phone").focus_input()
    type_text("0176 9")
    drafts.flush()
    assert [draft.key for draft in list_drafts(session, actor)] == [f"person/{editor.person_id}"]
    fresh = CaseFilePage(work, file.case_id, places, Drafts(work, work))
    shown(fresh)
    fresh.show_page("people", editor.person_id)
    again = fresh.people.editor()
    assert again is not None
    assert again.field("phone").value() is None
    again.messages.actions_shown()[0].click()
    assert again.field("phone").value() == "0176 9"
    assert again.save()
    assert person_detail(session, actor, editor.person_id).facts.phone == "0176 9"


def test_a_birth_date_in_the_future_is_told_at_the_field(
    people: PeoplePage, session: Session, actor: Actor, file: CaseFilePage
) -> None:
    editor = open_person(people, session, actor, file, "Maryam")
    editor.field("birth_date").set_draft(["01.05.2030", False])
    editor.field("birth_date").changed.emit()
    assert not editor.save()
    assert "Zukunft" in editor.field("birth_date").error()


def test_a_new_title_leaves_the_former_one_readable(
    people: PeoplePage, session: Session, actor: Actor, file: CaseFilePage
) -> None:
    editor = open_person(people, session, actor, file, "Maryam")
    click(editor.titles, "title_new")
    pick("26 Abs. 3")
    form(people).field("valid_kind").set_value("unlimited")
    press(Qt.Key.Key_S, CTRL)
    present, former = person_detail(session, actor, editor.person_id).titles[:2]
    assert present.kind is ResidenceKind.NE_26_3
    assert former.replaced_on == dt.date(2026, 11, 22)
    click(editor.titles, "title_former")
    assert any("ersetzt am 22.11.2026" in text for text in texts(editor.titles))


def test_a_dated_title_without_its_date_is_refused_at_the_field(
    people: PeoplePage, session: Session, actor: Actor, file: CaseFilePage
) -> None:
    editor = open_person(people, session, actor, file, "Maryam")
    click(editor.titles, "title_new")
    form(people).field("kind").set_value(ResidenceKind.P25_3)
    press(Qt.Key.Key_S, CTRL)
    assert "bis wann" in form(people).field("valid_until").error()


def test_the_whole_family_moves_and_one_address_is_corrected(
    people: PeoplePage, session: Session, actor: Actor, file: CaseFilePage
) -> None:
    editor = open_person(people, session, actor, file, "Maryam")
    click(editor.addresses, "address_move")
    form(people).field("street").focus_input()
    type_text("Gartenweg 2")
    tab_to("town")
    type_text("Musterlingen")
    press(Qt.Key.Key_S, CTRL)
    lines = {member.address.line for member in head(session, actor, file).members if member.address}
    assert lines == {"Gartenweg 2, Musterlingen"}
    click(editor.addresses, "address_correct")
    form(people).field("street").set_value("Gartenweg 2a")
    press(Qt.Key.Key_S, CTRL)
    present, former = person_detail(session, actor, editor.person_id).addresses
    assert (present.line, former.line) == ("Gartenweg 2a, Musterlingen", "Talstr. 7, 79999 Musterlingen")


def test_a_consent_is_given_and_taken_back(
    people: PeoplePage, session: Session, actor: Actor, file: CaseFilePage, answers: Any
) -> None:
    editor = open_person(people, session, actor, file, "Farid")
    click(editor.consents, "consent_give")
    pick("Gesundheitsdaten")
    press(Qt.Key.Key_S, CTRL)
    given = list_consents(session, actor, editor.person_id)[0]
    assert (given.purpose, given.valid_until) == (ConsentPurpose.HEALTH, dt.date(2027, 11, 22))
    answers.answers += [True]
    click(editor.consents, f"withdraw_{given.id}")
    assert list_consents(session, actor, editor.person_id)[0].withdrawn_on == dt.date(2026, 11, 22)
    assert "Keine Einwilligung gilt zurzeit." in texts(editor.consents)


def test_former_facts_are_shown_on_demand(
    people: PeoplePage, session: Session, actor: Actor, file: CaseFilePage
) -> None:
    editor = open_person(people, session, actor, file, "Maryam")
    editor.field("profession").set_value("Pflegefachkraft")
    editor.field("profession").changed.emit()
    assert editor.save()
    click(editor, "history")
    assert "Beruf, Ausbildung: Krankenpflege" in texts(people.drawer)


def test_order_relation_and_custody_are_repaired_by_keyboard(
    people: PeoplePage, session: Session, actor: Actor, file: CaseFilePage
) -> None:
    family = head(session, actor, file)
    zahra, first = family.members[-1].person, family.members[0].person
    assert family.family_id is not None
    people.show_family()
    people.family.field("name").focus_input()
    tab_to(f"arrow-down_{first.id}")
    press(Qt.Key.Key_Space)
    assert focused().objectName() == f"arrow-down_{first.id}"
    tab_to(f"custody_{zahra.id}")
    line = focused()
    assert isinstance(line, PickEdit)
    line.selectAll()
    pick("Sorgerecht: allein")
    press(Qt.Key.Key_S, CTRL)
    rows = memberships(session, actor, family.family_id)
    assert rows[1].person_id == first.id
    assert next(row for row in rows if row.person_id == zahra.id).custody is Custody.ALONE


def test_a_newborn_without_a_given_name_joins_the_family(
    people: PeoplePage, session: Session, actor: Actor, file: CaseFilePage
) -> None:
    people.open_form("newborn")
    form(people).field("birth_date").focus_input()
    type_text("20.11.2026")
    press(Qt.Key.Key_S, CTRL)
    newest = head(session, actor, file).members[-1]
    assert (newest.person.name, newest.relation) == ("Ahmadi", Relation.CHILD)
    assert newest.address is not None
    assert people.members.count() == 5


def test_somebody_known_is_found_by_name_and_joins(
    people: PeoplePage, session: Session, actor: Actor, file: CaseFilePage
) -> None:
    case_samples.single(session, actor)
    people.open_form("known")
    type_text("filmon")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_S, CTRL)
    assert "Habte, Filmon" in {member.person.name for member in head(session, actor, file).members}


def test_a_part_of_the_family_gets_an_own_file(
    people: PeoplePage, session: Session, actor: Actor, file: CaseFilePage
) -> None:
    farid = next(m.person for m in head(session, actor, file).members if m.person.given == "Farid")
    people.open_form("split")
    form(people).field("who").set_value((farid.id,))
    press(Qt.Key.Key_S, CTRL)
    assert farid.id not in {member.person.id for member in head(session, actor, file).members}
    assert people.members.count() == 3


def test_schliessen_leads_back_to_the_overview(file: CaseFilePage, people: PeoplePage) -> None:
    editor = people.editor()
    assert editor is not None
    editor.discard_wanted.emit()
    assert file.tabs.current_key() == "overview"
