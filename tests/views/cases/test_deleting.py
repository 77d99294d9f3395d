"""Deleting a case or a person on the screen: what goes is read, the number typed, and the list says it is done."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import case_head
from desktop.casework.rights import Actor
from desktop.casework.search.search import search_people
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.records.cases import Case
from desktop.storage.files import VaultFiles
from desktop.views.cases.case_file_page import CaseFilePage
from desktop.views.cases.case_files import CaseFiles
from desktop.views.cases.case_list_page import CaseListPage
from desktop.views.cases.case_places import add_cases
from desktop.views.cases.case_tabs import case_tabs
from desktop.views.cases.deletion_form import DeletionForm
from desktop.views.commands import Commands
from desktop.views.filtered_list import ListMemory
from desktop.views.places import Places
from tests.views.cases import case_samples
from tests.views.cases.case_stage import Show

pytestmark = pytest.mark.usefixtures("fixed_clock")


def texts(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel) if not label.isHidden())


def form_in(part: QWidget) -> DeletionForm:
    found = part.findChild(DeletionForm, "deletion")
    assert isinstance(found, DeletionForm)
    return found


def cases(session: Session) -> list[str]:
    session.expire_all()
    with session.begin():
        return sorted(session.scalars(select(Case.number)))


@pytest.fixture
def files(work: Work, places: Places, drafts: Drafts, session: Session, actor: Actor, shown: Show) -> CaseFiles:
    """List and files as in the program, with a family of two and a single person."""
    case_id = case_samples.family(session, actor, size=2)
    case_samples.single(session, actor)
    add_cases(work, places, drafts, Commands(work), ListMemory(), case_tabs())
    places.go("cases")
    places.open_case(case_id)
    page = places.page("case")
    assert isinstance(page, CaseFiles)
    shown(page)
    return page


@pytest.fixture
def file(files: CaseFiles) -> CaseFilePage:
    """The family's file."""
    page = files.shown()
    assert page is not None
    return page


def test_the_menu_offers_it_and_the_form_says_what_goes(file: CaseFilePage) -> None:
    (action,) = [action for action in file.head._menu.actions() if action.text() == "Fall endgültig löschen …"]
    action.trigger()
    said = texts(form_in(file))
    for part in ("Ahmadi, Maryam", "Personen mit allen Angaben: 2", "Assessments: 1", "acht Wochen", "F-2026-001"):
        assert part in said


def test_with_another_number_nothing_goes(file: CaseFilePage, session: Session) -> None:
    before = cases(session)
    file.delete_case()
    form = form_in(file)
    form.save()
    form.field("number").set_value("F-2026-009")
    form.save()
    assert "genau so eingeben" in texts(form.field("number"))
    assert cases(session) == before


def test_after_the_number_the_list_says_it_is_done_and_nothing_leads_back(
    file: CaseFilePage, places: Places, session: Session, actor: Actor, vault_files: VaultFiles
) -> None:
    gone = file.case_id
    file.delete_case()
    form_in(file).field("number").set_value("F-2026-001")
    form_in(file).save()
    assert places.current == "cases"
    page = places.page("cases")
    assert isinstance(page, CaseListPage)
    assert page.messages.text() == "„Familie Ahmadi“ ist endgültig gelöscht."
    assert [row.title for row in page.model.rows] == ["Habte, Filmon"]
    assert search_people(session, actor, "ahmadi") == ()
    assert vault_files.wal.stat().st_size == 0
    places.back()
    assert places.current == "cases"
    assert gone not in [file.case_id for file in places.page("case").findChildren(CaseFilePage) if file.isVisible()]


def test_who_reads_meanwhile_makes_the_remains_wait_for_closing(
    file: CaseFilePage, places: Places, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.storage.secure_delete._PAUSE", 0)
    file.delete_case()
    form_in(file).field("number").set_value("F-2026-001")
    with session.begin():
        session.scalars(select(Case)).all()  # a reader that goes on reading
        form_in(file).save()
        page = places.page("cases")
        assert isinstance(page, CaseListPage)
        assert "beim nächsten Schließen des Tresors" in page.messages.text()


def test_a_person_is_deleted_from_the_own_page(file: CaseFilePage, session: Session, actor: Actor) -> None:
    file.show_page("people")
    editor = file.people.editor()
    assert editor is not None
    gone = editor.person_id
    link = editor.findChild(QPushButton, "delete-person")
    assert isinstance(link, QPushButton)
    link.click()
    form = form_in(file.people)
    assert "Freie Texte" in texts(form)
    form.field("number").set_value("F-2026-001")
    form.save()
    assert file.people.family.messages.text() == "Die Person ist endgültig gelöscht."
    session.expire_all()
    assert gone not in [member.person.id for member in case_head(session, actor, file.case_id).members]
    assert file.people.members.count() == 2  # the one who stays, and the family


def test_who_is_alone_in_the_case_is_told_to_delete_the_case(
    work: Work, places: Places, drafts: Drafts, session: Session, actor: Actor, shown: Show
) -> None:
    page = CaseFilePage(work, case_samples.single(session, actor), places, drafts)
    shown(page)
    page.show_page("people")
    editor = page.people.editor()
    assert editor is not None
    editor.form_wanted.emit("delete", None)
    form = form_in(page.people)
    assert "den ganzen Fall löschen" in form.messages.text()
    assert not [button for button in form.findChildren(QPushButton) if button.text() == "Endgültig löschen"
                and button.isVisibleTo(form)]  # fmt: skip
