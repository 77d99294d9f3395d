"""Who moves in or out and who has custody is entered in short forms, shown below them, and taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import case_head
from desktop.casework.people.families import memberships
from desktop.casework.rights import Actor
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.person_terms import Custody, Relation
from desktop.views.cases.case_file_page import CaseFilePage
from desktop.views.people.people_page import PeoplePage
from desktop.views.people.quick_form import QuickForm
from desktop.views.places import Places
from tests.views.cases import case_samples
from tests.views.cases.case_stage import Show, press

pytestmark = [
    pytest.mark.usefixtures("fixed_clock"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # offscreen platform only
]


@pytest.fixture
def page(work: Work, places: Places, drafts: Drafts, session: Session, actor: Actor, shown: Show) -> CaseFilePage:
    """A family of six: Maryam, Farid and four children."""
    page = CaseFilePage(work, case_samples.family(session, actor), places, drafts)
    shown(page)
    page.show_page("people")
    return page


def fill(people: PeoplePage, **values: object) -> QuickForm:
    form = people.drawer.content()
    assert isinstance(form, QuickForm)
    for key, value in values.items():
        form.field(key).set_value(value)
        form.field(key).changed.emit()
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    return form


def ids(page: CaseFilePage) -> dict[str, int]:
    assert page.shown_head is not None
    return {member.person.given: member.person.id for member in page.shown_head.members}


def history(page: CaseFilePage) -> list[str]:
    return [label.text() for label in page.people.family.history.findChildren(QLabel) if not label.isHidden()]


def undo(people: PeoplePage) -> None:
    next(link for link in people.family.messages.actions_shown() if link.text() == "Rückgängig").click()


def test_a_parent_who_moves_out_stays_in_the_file(page: CaseFilePage, session: Session, actor: Actor) -> None:
    farid = ids(page)["Farid"]
    page.people.open_form("move")
    form = fill(page.people, who=(farid,), kind="out", on_date=dt.date(2026, 11, 20), note="Trennung")
    assert form.field("on_date").error() == ""
    session.expire_all()
    family_id = case_head(session, actor, page.case_id).family_id or 0
    place = next(row for row in memberships(session, actor, family_id) if row.person_id == farid)
    assert not place.in_household
    assert "20.11.2026  Farid zieht aus – Trennung" in history(page)
    assert any("lebt woanders" in label.text() for label in page.overview.members.findChildren(QLabel))
    undo(page.people)
    assert not any("zieht aus" in line for line in history(page))


def test_custody_is_asked_of_children_only(page: CaseFilePage, session: Session, actor: Actor) -> None:
    zahra = ids(page)["Zahra"]
    page.people.open_form("custody")
    fill(page.people, who=zahra, custody=Custody.ALONE, on_date=dt.date(2026, 11, 2), note="Mutter")
    assert "02.11.2026  Zahra Sorgerecht: allein – Mutter" in history(page)
    assert any("Sorgerecht: allein" in label.text() for label in page.overview.members.findChildren(QLabel))
    session.expire_all()
    family_id = case_head(session, actor, page.case_id).family_id or 0
    rows = memberships(session, actor, family_id)
    assert {row.person_id: row.custody for row in rows if row.custody} == {zahra: Custody.ALONE}
    assert {row.relation for row in rows if row.person_id == zahra} == {Relation.CHILD}


def test_what_cannot_be_is_said_at_its_field_and_stays(page: CaseFilePage) -> None:
    page.people.open_form("move")
    form = fill(page.people, who=(ids(page)["Omid"],), kind="out", on_date=dt.date(2026, 1, 1), note="zu früh")
    assert "geboren" in form.field("on_date").error()
    assert form.text("note") == "zu früh"


def test_a_family_parts_with_day_and_reason(page: CaseFilePage, session: Session, actor: Actor) -> None:
    page.people.open_form("split")
    fill(page.people, who=(ids(page)["Farid"],), on_date=dt.date(2026, 11, 22), reason="Trennung")
    assert "22.11.2026  Farid verlässt die Familienakte" in history(page)
    session.expire_all()
    assert "Farid" not in [member.person.given for member in case_head(session, actor, page.case_id).members]
