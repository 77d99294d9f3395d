"""Co-workers in the case file: entered, changed and ended with the keyboard, each with its way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.access.users import add_user
from desktop.casework.cases.case_team import TeamEntry, TeamRow, add_to_team, list_team
from desktop.casework.people.families import put_together
from desktop.casework.rights import Actor
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.cases.case_file_page import CaseFilePage
from desktop.views.cases.case_tabs import case_tabs
from desktop.views.people.quick_form import QuickForm
from desktop.views.places import Places
from tests.conftest import TODAY
from tests.views.cases import case_samples
from tests.views.cases.case_stage import Show, press, type_text

pytestmark = [
    pytest.mark.usefixtures("fixed_clock"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # offscreen platform only
]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def file(work: Work, places: Places, drafts: Drafts, session: Session, actor: Actor, shown: Show) -> CaseFilePage:
    page = CaseFilePage(work, case_samples.family(session, actor, size=2), places, drafts, case_tabs())
    shown(page)
    return page


def form_of(page: CaseFilePage) -> QuickForm:
    form = page.drawer.content()
    assert isinstance(form, QuickForm)
    return form


def choose(form: QuickForm, key: str, value: object) -> None:
    form.field(key).set_value(value)
    form.field(key).changed.emit()


def texts(part: QWidget) -> list[str]:
    return [label.text() for label in part.findChildren(QLabel) if label.text() and not label.isHidden()]


def button(part: QWidget, name: str) -> QPushButton:
    found = part.findChild(QPushButton, name)
    assert found is not None
    return found


def team(session: Session, actor: Actor, page: CaseFilePage) -> tuple[TeamRow, ...]:
    session.expire_all()
    return list_team(session, actor, page.case_id)


def undo(page: CaseFilePage) -> None:
    next(link for link in page.messages.actions_shown() if link.text() == "Rückgängig").click()


def enter(page: CaseFilePage, name: str, role: str, phone: str = "") -> None:
    button(page.overview.team, "team_add").click()
    choose(form_of(page), "name", name)
    choose(form_of(page), "role", role)
    choose(form_of(page), "phone", phone)
    press(Qt.Key.Key_S, CTRL)


def test_somebody_is_entered_and_stands_in_the_overview(
    file: CaseFilePage, session: Session, actor: Actor
) -> None:
    assert any("Noch niemand eingetragen" in text for text in texts(file.overview.team))
    enter(file, "Ines Roth", "Schulsozialarbeit", "07000 123")
    enter(file, "Eva Lang", "Patin")
    assert [row.words for row in team(session, actor, file)] == ["Ines Roth (Schulsozialarbeit)", "Eva Lang (Patin)"]
    shown = texts(file.overview.team)
    assert {"Ines Roth (Schulsozialarbeit)", "07000 123", "seit 22.11.2026", "Eva Lang (Patin)"} <= set(shown)
    undo(file)
    assert [row.words for row in team(session, actor, file)] == ["Ines Roth (Schulsozialarbeit)"]


def test_what_is_missing_is_said_at_its_field(file: CaseFilePage, session: Session, actor: Actor) -> None:
    file.team.action.trigger()
    press(Qt.Key.Key_S, CTRL)
    assert form_of(file).field("role").error()
    type_text("Patin")
    press(Qt.Key.Key_S, CTRL)
    assert "Namen" in form_of(file).field("name").error()
    type_text("Eva Lang")
    press(Qt.Key.Key_S, CTRL)
    assert [row.words for row in team(session, actor, file)] == ["Eva Lang (Patin)"]


def test_a_colleague_is_chosen_and_needs_no_name(file: CaseFilePage, session: Session, actor: Actor) -> None:
    jonas = add_user(session, actor, "Jonas Weiß").made
    file.team.add()
    assert not form_of(file).field("name").isHidden()
    choose(form_of(file), "user", jonas)
    assert form_of(file).field("name").isHidden()
    choose(form_of(file), "role", "Kollege")
    press(Qt.Key.Key_S, CTRL)
    assert [(row.entry.user_id, row.words) for row in team(session, actor, file)] == [(jonas, "Jonas Weiß (Kollege)")]


def test_changing_shows_what_is_known_and_saves_it(file: CaseFilePage, session: Session, actor: Actor) -> None:
    enter(file, "Ines Roth", "Schulsozialarbeit", "07000 123")
    row = team(session, actor, file)[0]
    edit = button(file.overview.team, f"team_edit_{row.id}")
    assert edit.accessibleName() == "Angaben ändern: Ines Roth"
    edit.click()
    assert [form_of(file).text(key) for key in ("name", "role", "phone")] == [
        "Ines Roth", "Schulsozialarbeit", "07000 123",
    ]  # fmt: skip
    choose(form_of(file), "phone", "07000 9")
    press(Qt.Key.Key_S, CTRL)
    assert [row.contact for row in team(session, actor, file)] == ["07000 9"]


def test_who_left_is_in_the_form_and_comes_back_with_one_click(
    file: CaseFilePage, session: Session, actor: Actor
) -> None:
    with clock.fixed(TODAY.replace(day=1)):
        file.work.change(file, add_to_team, file.case_id, TeamEntry("Patin", clock.today(), name="Eva Lang"))
    end = button(file.overview.team, f"team_end_{team(session, actor, file)[0].id}")
    assert end.accessibleName() == "Mitwirkung beenden: Eva Lang"
    end.click()
    assert "Eva Lang (Patin)" not in texts(file.overview.team)
    file.team.add()
    assert "Eva Lang (Patin): 01.11.2026 bis 22.11.2026" in texts(form_of(file))
    file.drawer.close_drawer()
    undo(file)
    assert "Eva Lang (Patin)" in texts(file.overview.team)


def test_an_entry_of_a_file_put_together_is_ended_from_the_one_that_goes_on(
    work: Work, places: Places, drafts: Drafts, session: Session, actor: Actor, shown: Show
) -> None:
    former, family = case_samples.single(session, actor), case_samples.family(session, actor, size=2)
    made = add_to_team(session, actor, former, TeamEntry("Patin", TODAY, name="Eva Lang")).made
    put_together(session, actor, (former, family))
    page = CaseFilePage(work, family, places, drafts, case_tabs())
    shown(page)
    button(page.overview.team, f"team_end_{made}").click()
    assert "Eva Lang (Patin)" not in texts(page.overview.team)
    undo(page)
    assert "Eva Lang (Patin)" in texts(page.overview.team)
