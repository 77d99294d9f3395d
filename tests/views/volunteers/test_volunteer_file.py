"""The file of a volunteer on the screen: head, status and consent from the menu, contacts, who is a client, too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import enter_person_case
from desktop.casework.people.people import PersonFacts
from desktop.casework.rights import Actor
from desktop.casework.volunteers.papers.paper_deletion import erase_at_wish
from desktop.casework.volunteers.register.contacts import ContactEntry, add_contact, contacts_of
from desktop.casework.volunteers.register.same_people import linked_client
from desktop.casework.volunteers.register.volunteer_rows import ConsentState
from desktop.casework.volunteers.register.volunteer_status import change_volunteer_status, end_volunteer
from desktop.casework.volunteers.register.volunteers import volunteer_head, withdraw_consent
from desktop.clock import today
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.storage.vault import OpenVault
from desktop.terms import Role
from desktop.views.components.chip import Chip, ChipButton
from desktop.views.people.quick_form import QuickForm
from desktop.views.places import Place, Places
from desktop.views.volunteers.entry import FILE_PLACE
from desktop.views.volunteers.register.client_panel import ClientPanel
from desktop.views.volunteers.register.contacts_page import ContactsPage
from desktop.views.volunteers.volunteer_file_page import VolunteerFilePage
from desktop.views.volunteers.volunteer_files import VolunteerFiles
from desktop.volunteer_terms import VolunteerContactKind, VolunteerStatus
from tests.views.volunteers.register.register_states import fill_register

pytestmark = pytest.mark.usefixtures("fixed_clock")

DAY = dt.timedelta(days=1)
Open = Callable[..., VolunteerFilePage]


@pytest.fixture
def ids(session: Session, actor: Actor) -> dict[str, int]:
    return fill_register(session, actor)


@pytest.fixture
def open_file(work: Work, qtbot: QtBot) -> Open:
    """The file of a volunteer at its contacts, for the user or for another `work`."""

    def opened(volunteer_id: int, own: Work | None = None) -> VolunteerFilePage:
        file = VolunteerFilePage(own or work, volunteer_id, Places(work), Drafts(work, work))
        qtbot.addWidget(file)
        file.resize(1274, 640)
        file.show()
        file.show_page("contacts")
        return file

    return opened


def chips(file: VolunteerFilePage) -> list[str]:
    return [chip.accessibleName() or chip.text() for chip in file.head.findChildren(Chip) if not chip.isHidden()]


def offered(file: VolunteerFilePage) -> list[str]:
    return [action.text() for action in file.status.actions() if action.isVisible()]


def form_of(file: VolunteerFilePage) -> QuickForm:
    form = file.drawer.content()
    assert isinstance(form, QuickForm)
    return form


def undo(file: VolunteerFilePage) -> None:
    file.messages.actions_shown()[0].click()


def button(inside: QWidget, name: str) -> QPushButton:
    found = inside.findChild(QPushButton, name)
    assert found is not None, name
    return found


def test_the_head_says_status_room_papers_and_overload(
    open_file: Open, ids: dict[str, int], session: Session, actor: Actor
) -> None:
    entry = ContactEntry(VolunteerContactKind.OVERLOAD, today() - DAY)
    add_contact(session, actor, ids["Öztürk"], entry)
    file = open_file(ids["Öztürk"])
    said = " ".join(chips(file))
    assert file.head.title() == "Öztürk, Ayşe"
    for words in ("im Einsatz", "überlastet", "2 von 2 frei", "fehlt"):
        assert words in said
    other = open_file(ids["Zimmer"])
    assert "ohne Einwilligung" in " ".join(chips(other))
    assert "frei" not in " ".join(chips(other))


def test_the_status_is_changed_from_the_menu_and_taken_back(
    open_file: Open, ids: dict[str, int], session: Session, actor: Actor
) -> None:
    file = open_file(ids["Weiß-Großmann"])
    file.status.change_status()
    form = form_of(file)
    assert form.field("pause_until").isHidden()
    next(one for one in form.findChildren(QAbstractButton) if one.text() == "Pause").click()
    form.field("pause_until").set_value(today() + 20 * DAY)
    assert not form.field("pause_until").isHidden()
    form.save()
    assert any("Pause bis" in words for words in chips(file))
    undo(file)
    assert volunteer_head(session, actor, ids["Weiß-Großmann"]).status is VolunteerStatus.READY
    assert any("einsatzbereit" in words for words in chips(file))


def test_a_step_back_asks_for_its_reason_at_the_field(open_file: Open, ids: dict[str, int]) -> None:
    file = open_file(ids["Weiß-Großmann"])
    file.status.change_status()
    form = form_of(file)
    form.field("status").set_value(VolunteerStatus.PAPERS_OPEN)
    form.save()
    assert file.drawer.content() is form
    form.field("reason").set_value("Zeugnis läuft ab")
    form.save()
    assert any("Unterlagen offen" in words for words in chips(file))


def test_end_and_return_offer_what_fits_then(
    open_file: Open, ids: dict[str, int], session: Session, actor: Actor
) -> None:
    file = open_file(ids["Lang"])
    assert "Ehrenamt beenden …" in offered(file)
    assert "Wieder aufnehmen …" not in offered(file)
    file.status.end()
    form_of(file).save()
    assert volunteer_head(session, actor, ids["Lang"]).status is VolunteerStatus.ENDED
    assert "Wieder aufnehmen …" in offered(file)
    assert "Status ändern …" not in offered(file)
    file.status.reopen()
    form_of(file).field("reason").set_value("zurück aus dem Ausland")
    form_of(file).save()
    session.expire_all()
    assert volunteer_head(session, actor, ids["Lang"]).status is VolunteerStatus.PAPERS_OPEN
    undo(file)
    session.expire_all()
    assert volunteer_head(session, actor, ids["Lang"]).status is VolunteerStatus.ENDED


def test_a_consent_is_given_and_withdrawn_from_the_menu(
    open_file: Open, ids: dict[str, int], session: Session, actor: Actor
) -> None:
    file = open_file(ids["Zimmer"])
    file.status.give_consent()
    form_of(file).field("consent_version").set_value("2026-01")
    form_of(file).save()
    assert volunteer_head(session, actor, ids["Zimmer"]).consent is ConsentState.GIVEN
    assert "Einwilligung widerrufen …" in offered(file)
    file.status.withdraw()
    form_of(file).save()
    session.expire_all()
    assert volunteer_head(session, actor, ids["Zimmer"]).consent is ConsentState.WITHDRAWN
    assert "Einwilligung widerrufen" in " ".join(chips(file))


def test_without_consent_the_form_says_why_it_goes_no_further(open_file: Open, ids: dict[str, int]) -> None:
    file = open_file(ids["Zimmer"])
    file.status.change_status()
    form = form_of(file)
    form.field("status").set_value(VolunteerStatus.PAPERS_OPEN)
    form.save()
    assert "Einwilligung" in form.messages.text()


def test_contacts_are_written_settled_and_taken_away_with_the_way_back(
    open_file: Open, ids: dict[str, int], session: Session, actor: Actor
) -> None:
    def kinds() -> list[VolunteerContactKind]:
        session.expire_all()
        return [row.kind for row in contacts_of(session, actor, ids["Öztürk"])]

    file = open_file(ids["Öztürk"])
    page = file.page("contacts")
    assert isinstance(page, ContactsPage)
    button(page, "new_overload").click()
    form_of(file).field("text").set_value("Zwei Familien sind zu viel.")
    form_of(file).save()
    assert kinds() == [VolunteerContactKind.OVERLOAD]
    note = contacts_of(session, actor, ids["Öztürk"])[0].id
    button(page, f"resolve_{note}").click()
    form_of(file).save()
    assert "überlastet" not in " ".join(chips(file))
    button(page, f"open_{note}").click()
    assert "überlastet" in " ".join(chips(file))
    undo(file)
    assert "überlastet" not in " ".join(chips(file))
    button(page, f"contact_gone_{note}").click()
    assert kinds() == []
    undo(file)
    assert kinds() == [VolunteerContactKind.OVERLOAD]


def test_the_history_tells_every_status(open_file: Open, ids: dict[str, int]) -> None:
    file = open_file(ids["Lang"])
    told = " ".join(chip.accessibleName() or chip.text() for chip in file.page("contacts").findChildren(Chip))
    for status in ("Interesse", "einsatzbereit", "Pause"):
        assert status in told


def test_a_client_of_the_same_name_is_linked_and_loosened(
    open_file: Open, ids: dict[str, int], session: Session, actor: Actor
) -> None:
    enter_person_case(session, actor, PersonFacts("Öztürk", "Ayşe"))
    file = open_file(ids["Öztürk"])
    file.status.link_client()
    panel = file.drawer.content()
    assert isinstance(panel, ClientPanel)
    same = next(one for one in panel.findChildren(QPushButton) if one.accessibleName().startswith("Ist dieselbe"))
    same.click()
    assert linked_client(session, actor, ids["Öztürk"]) is not None
    button(panel, "loose").click()
    session.expire_all()
    assert linked_client(session, actor, ids["Öztürk"]) is None
    panel.messages.actions_shown()[0].click()
    session.expire_all()
    assert linked_client(session, actor, ids["Öztürk"]) is not None


def test_the_head_tells_who_may_read_files_of_a_client_of_that_name(
    open_file: Open, ids: dict[str, int], session: Session, actor: Actor
) -> None:
    assert open_file(ids["Öztürk"]).findChild(ChipButton, "client") is None
    enter_person_case(session, actor, PersonFacts("Oeztuerk", "Ayşe"))
    file = open_file(ids["Öztürk"])
    chip = file.findChild(ChipButton, "client")
    assert chip is not None
    assert chip.text() == "Klient/in gleichen Namens"
    chip.click()
    panel = file.drawer.content()
    assert isinstance(panel, ClientPanel)
    next(one for one in panel.findChildren(QPushButton) if one.accessibleName().startswith("Ist dieselbe")).click()
    shown = [one.text() for one in file.findChildren(ChipButton) if one.isVisibleTo(file)]
    assert shown == ["auch Klient/in"]


def test_the_coordination_is_not_offered_the_client(
    vault: OpenVault, open_file: Open, ids: dict[str, int], session: Session, actor: Actor
) -> None:
    enter_person_case(session, actor, PersonFacts("Öztürk", "Ayşe"))
    work = Work.at_once(vault, Actor(actor.user_id, actor.name, actor.short, Role.COORDINATOR))
    file = open_file(ids["Öztürk"], work)
    assert "Status ändern …" in offered(file)
    assert not [words for words in offered(file) if "Klient" in words]
    assert file.findChild(ChipButton, "client") is None
    file.close()
    work.stop()


def test_whoever_was_deleted_is_not_taken_up_again(
    open_file: Open, ids: dict[str, int], session: Session, actor: Actor
) -> None:
    end_volunteer(session, actor, ids["Zimmer"], today())
    assert "Wieder aufnehmen …" in offered(open_file(ids["Zimmer"]))
    erase_at_wish(session, actor, ids["Zimmer"], "Zimmer")
    file = open_file(ids["Zimmer"])
    assert offered(file) == []
    file.show_page("papers")
    assert not [one.objectName() for one in file.findChildren(QPushButton) if one.objectName().startswith("enter_")]


def test_a_change_elsewhere_shows_in_the_head_at_once(open_file: Open, ids: dict[str, int], work: Work) -> None:
    file = open_file(ids["Weiß-Großmann"])
    work.change(work, change_volunteer_status, ids["Weiß-Großmann"], VolunteerStatus.ACTIVE)
    assert any("im Einsatz" in words for words in chips(file))
    work.change(work, withdraw_consent, ids["Weiß-Großmann"], today())
    assert "Einwilligung widerrufen" in " ".join(chips(file))


def test_files_keep_their_tab_and_the_oldest_is_let_go(work: Work, ids: dict[str, int], qtbot: QtBot) -> None:
    places = Places(work)
    files = VolunteerFiles(work, Drafts(work, work), places)
    qtbot.addWidget(files)
    places.add(Place(FILE_PLACE, "Ehrenamtliche", "hand-heart", lambda: files, rail=False))
    first, *others = ids.values()
    places.go(FILE_PLACE, first, "contacts")
    kept = files.shown()
    assert kept is not None
    places.go(FILE_PLACE, others[0])
    places.go(FILE_PLACE, first)
    assert files.shown() is kept
    assert kept.tabs.current_key() == "contacts"
    for other in others:
        places.go(FILE_PLACE, other)
    places.go(FILE_PLACE, first)
    assert files.shown() is not kept


def test_somebody_gone_is_said_in_the_file(open_file: Open) -> None:
    file = open_file(4711)
    assert "gibt es nicht mehr" in file.messages.text()
    assert not [label for label in file.head.findChildren(QLabel) if "4711" in label.text()]
