"""The register, its forms, and the file of a volunteer as the page walk looks at them. All people invented."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import enter_person_case
from desktop.casework.people.people import PersonFacts
from desktop.casework.rights import Actor
from desktop.casework.volunteers.papers.papers import remove_paper, volunteer_papers
from desktop.casework.volunteers.register.contacts import ContactEntry, add_contact, resolve_overload
from desktop.casework.volunteers.register.groups import GroupEntry, add_group
from desktop.casework.volunteers.register.volunteer_rows import SpokenLanguage, VolunteerFacts
from desktop.casework.volunteers.register.volunteer_status import change_volunteer_status, end_volunteer
from desktop.casework.volunteers.register.volunteers import create_volunteer
from desktop.casework.volunteers.week_times import Span
from desktop.clock import today
from desktop.views.volunteers.register.new_volunteer_form import NewVolunteerForm
from desktop.views.volunteers.register.register_page import RegisterPage
from desktop.views.volunteers.register.status_forms import VolunteerStatusForm
from desktop.views.volunteers.volunteer_file_page import VolunteerFilePage
from desktop.views.volunteers.volunteers_page import VolunteersPage
from desktop.volunteer_terms import Activity, LanguageSkill, PaperKind, VolunteerContactKind, VolunteerStatus
from tests.casework.volunteers.papers.paper_samples import show_papers

if TYPE_CHECKING:
    from tests.views.page_walk import Stage

DAY = dt.timedelta(days=1)
_S, _A, _L = VolunteerStatus, Activity, LanguageSkill
_PEOPLE: tuple[tuple[str, str, str, tuple[Activity, ...], tuple[str, ...], int, tuple[VolunteerStatus, ...]], ...] = (
    ("Öztürk", "Ayşe", "Altstadt", (_A.LANGUAGE, _A.OFFICES, _A.FORMS), ("tr", "de"), 2, (_S.READY, _S.ACTIVE)),
    ("Weiß-Großmann", "Gerda Annemarie", "Altstadt-Unterweiler", (_A.LANGUAGE,), ("de",), 1, (_S.READY,)),
    ("Kaya", "Mehmet", "Neudorf", (_A.RIDES, _A.HOUSING), ("tr", "ku", "de"), 3, (_S.PAPERS_OPEN,)),
    ("Lang", "Ulrich", "Altstadt", (_A.JOB,), ("de", "en", "fr"), 1, (_S.READY, _S.PAUSE)),
    ("Roth", "Ines", "Neudorf", (_A.LEARNING, _A.CHILDCARE), ("de",), 1, (_S.FIRST_TALK,)),
    ("Zimmer", "Bernd", "", (), (), 1, ()),
)


def fill_register(session: Session, actor: Actor) -> dict[str, int]:
    """Six people in different statuses and one who ended; ids by family name."""
    group = add_group(session, actor, GroupEntry("Helferkreis Nord", "Ines Roth", "07000 12")).made
    add_group(session, actor, GroupEntry("Begegnungscafé St. Martin", note="jeden ersten Samstag"))
    ids: dict[str, int] = {}
    for family, given, town, activities, languages, most, statuses in _PEOPLE:
        facts = VolunteerFacts(
            family, given, town=town, activities=activities, most_matches=most, group_id=group if most == 1 else None,
            phone="07000 34", consent_on=dt.date(2026, 1, 7) if statuses else None,
        )  # fmt: skip
        spoken = tuple(SpokenLanguage(code, _L.MOTHER if code == "de" else _L.GOOD) for code in languages)
        times = (Span(1, 16 * 60, 18 * 60), Span(5, 9 * 60, 12 * 60)) if most > 1 else ()
        ids[family] = create_volunteer(session, actor, facts, spoken, times).made or 0
        if VolunteerStatus.READY in statuses:
            show_papers(session, actor, ids[family])
        for status in statuses:
            change_volunteer_status(session, actor, ids[family], status)
    (agreement,) = volunteer_papers(session, actor, ids["Öztürk"]).of(PaperKind.AGREEMENT)
    remove_paper(session, actor, agreement.id)  # entered for the wrong one; so somebody at work lacks a paper
    over = create_volunteer(session, actor, VolunteerFacts("Adler", "Ute", consent_on=dt.date(2025, 1, 7))).made or 0
    end_volunteer(session, actor, over, today() - DAY, "Umzug")
    return ids | {"Adler": over}


def at_register(stage: Stage) -> QWidget:
    """Everybody, with the tabs of the place above."""
    _fill(stage)
    page = VolunteersPage(stage.work, stage.drafts, stage.places)
    page.show_target("register")
    return page


def at_empty_register(stage: Stage) -> QWidget:
    """Nobody yet."""
    return _register(stage)


def at_marked(stage: Stage) -> QWidget:
    """Several are marked; ended ones are there, too."""
    _fill(stage)
    place = VolunteersPage(stage.work, stage.drafts, stage.places)
    place.show_target("register")
    page = place.page("register")
    assert isinstance(page, RegisterPage)
    page.table.filters.set_values({"ended": True})
    page.table.view.selectAll()
    return place


def at_new_volunteer(stage: Stage) -> QWidget:
    """Somebody new who may be in the register already."""
    _fill(stage)
    page = _register(stage)
    page.enter_volunteer()
    form = page.drawer.content()
    assert isinstance(form, NewVolunteerForm)
    form.field("family_name").set_value("Weiss-Großmann")
    form.field("given_names").set_value("Gerda Annemarie")
    form.alike.look()
    return page


def at_groups(stage: Stage) -> QWidget:
    """The Helferkreise beside the register."""
    _fill(stage)
    page = _register(stage)
    page.open_groups()
    return page


def at_file(stage: Stage) -> QWidget:
    """Contacts of somebody overloaded whose file is open."""
    return talked_file(stage)


def at_status_form(stage: Stage) -> QWidget:
    """Another status is being chosen."""
    file = talked_file(stage)
    file.status.change_status()
    return file


def at_status_refused(stage: Stage) -> QWidget:
    """Papers are missing before somebody is ready."""
    file = VolunteerFilePage(stage.work, _fill(stage)["Kaya"], stage.places, stage.drafts)
    file.status.change_status()
    form = file.drawer.content()
    assert isinstance(form, VolunteerStatusForm)
    form.field("status").set_value(VolunteerStatus.READY)
    form.save()
    return file


def at_contact_form(stage: Stage) -> QWidget:
    """A note of overload is being written."""
    from desktop.views.volunteers.register.contacts_page import ContactsPage

    file = talked_file(stage)
    page = file.page("contacts")
    assert isinstance(page, ContactsPage)
    page.new_contact(VolunteerContactKind.OVERLOAD)
    return file


def at_client(stage: Stage) -> QWidget:
    """Who may be a client, too."""
    with stage.vault.session() as session:
        enter_person_case(session, stage.work.actor, PersonFacts("Öztürk", "Ayse"))
    file = talked_file(stage)
    file.status.link_client()
    return file


def talked_file(stage: Stage) -> VolunteerFilePage:
    """The file of Ayşe Öztürk with three contacts, at the tab that shows them."""
    ids = _fill(stage)
    actor, ayse = stage.work.actor, ids["Öztürk"]
    with stage.vault.session() as session:
        first = ContactEntry(VolunteerContactKind.OVERLOAD, today() - 40 * DAY, "Zwei Familien sind zu viel.")
        settled = add_contact(session, actor, ayse, first).made or 0
        resolve_overload(session, actor, settled, today() - 30 * DAY)
        thanks = ContactEntry(VolunteerContactKind.THANKS, today() - 9 * DAY, "Blumen gebracht")
        add_contact(session, actor, ayse, thanks)
        long = "Möchte bis Weihnachten keine weitere Begleitung; die jetzige läuft gut. " * 3
        add_contact(session, actor, ayse, ContactEntry(VolunteerContactKind.OVERLOAD, today() - DAY, long))
    file = VolunteerFilePage(stage.work, ayse, stage.places, stage.drafts)
    file.show_page("contacts")
    return file


def _fill(stage: Stage) -> dict[str, int]:
    with stage.vault.session() as session:
        return fill_register(session, stage.work.actor)


def _register(stage: Stage) -> RegisterPage:
    page = RegisterPage(stage.work, stage.drafts, stage.places)
    page.load()
    return page
