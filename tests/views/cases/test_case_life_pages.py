"""The life of a case on its pages: allowed moves, proposals, Abschluss, flags, stand-in, with undo."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from sqlalchemy.orm import Session

from desktop.casework.access.users import add_user
from desktop.casework.assessments.assessments import start_assessment
from desktop.casework.cases.case_closing import GoalEnd
from desktop.casework.cases.case_moves import moves_from
from desktop.casework.cases.cases import CaseHead, case_head
from desktop.casework.cases.stand_ins import list_stand_ins
from desktop.casework.rights import Actor
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.terms import AssessmentKind, CaseStatus, EndReason, FlagKind, GoalStatus
from desktop.views.cases.case_file_page import CaseFilePage
from desktop.views.cases.case_tabs import case_tabs
from desktop.views.cases.life_forms import StatusForm, goal_words
from desktop.views.components.chip import Chip
from desktop.views.fields.pick_edit import PickEdit
from desktop.views.people.quick_form import QuickForm
from desktop.views.places import Places
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


def head_of(session: Session, actor: Actor, page: CaseFilePage) -> CaseHead:
    session.expire_all()
    return case_head(session, actor, page.case_id)


def form_of(page: CaseFilePage) -> QuickForm:
    form = page.drawer.content()
    assert isinstance(form, QuickForm)
    return form


def choose(form: QuickForm, key: str, value: object) -> None:
    form.field(key).set_value(value)
    form.field(key).changed.emit()


def texts(part: QWidget) -> list[str]:
    return [label.text() for label in part.findChildren(QLabel) if label.text() and not label.isHidden()]


def undo(page: CaseFilePage) -> None:
    next(link for link in page.messages.actions_shown() if link.text() == "Rückgängig").click()


def test_only_what_may_follow_is_offered_and_can_be_taken_back(
    file: CaseFilePage, session: Session, actor: Actor
) -> None:
    file.change_status()
    line = form_of(file).field("status").findChild(PickEdit)
    assert isinstance(line, PickEdit)
    line.show_all()
    model = line.popup().model()
    line.popup().hide()
    offered = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert offered == [move.to.label for move in moves_from(CaseStatus.ACCOMPANIED)]
    form = form_of(file)
    assert isinstance(form, StatusForm)
    assert not form.ends.isVisible()
    choose(form, "status", CaseStatus.NOT_TARGET)
    assert "Ehrenamt" in form.ends.text()
    assert form.ends.isVisible()
    choose(form_of(file), "status", CaseStatus.CLOSING)
    press(Qt.Key.Key_S, CTRL)
    assert head_of(session, actor, file).status is CaseStatus.CLOSING
    undo(file)
    assert head_of(session, actor, file).status is CaseStatus.ACCOMPANIED


def test_the_menu_offers_abschluss_or_taking_up_again_as_it_fits(
    file: CaseFilePage, session: Session, actor: Actor
) -> None:
    def offered() -> set[str]:
        return {action.text() for action in file.life.actions() if action.isVisible()}

    assert "Fall abschließen …" in offered()
    assert "Wieder aufnehmen …" not in offered()
    file.life.close_case()
    assert "Aufgaben, die entfallen" in texts(form_of(file))
    choose(form_of(file), "reason", EndReason.REGULAR_SERVICE)
    press(Qt.Key.Key_S, CTRL)
    assert "Regeldienst" in form_of(file).field("passed_on_to").error()
    type_text("MBE")
    press(Qt.Key.Key_S, CTRL)
    head = head_of(session, actor, file)
    assert (head.status, head.statuses[0].passed_on_to) == (CaseStatus.ENDED, "MBE")
    assert offered() >= {"Wieder aufnehmen …"}
    assert "Fall abschließen …" not in offered()
    file.life.reopen()
    choose(form_of(file), "status", CaseStatus.WITHOUT_PLAN)
    choose(form_of(file), "reason", "Neue Fragen zur Wohnung")
    press(Qt.Key.Key_S, CTRL)
    assert head_of(session, actor, file).status is CaseStatus.WITHOUT_PLAN


def test_what_an_event_proposes_is_taken_with_one_click(
    work: Work, places: Places, drafts: Drafts, session: Session, actor: Actor, shown: Show
) -> None:
    case_id = case_samples.single(session, actor)
    start_assessment(session, actor, case_id, AssessmentKind.SHORT)
    page = CaseFilePage(work, case_id, places, drafts, case_tabs())
    shown(page)
    button = page.overview.minute.findChild(QPushButton, "take_proposal")
    assert button is not None
    assert button.text() == "Status „In Assessment“ übernehmen"
    button.click()
    assert head_of(session, actor, page).status is CaseStatus.ASSESSMENT


def test_a_flag_shows_in_the_head_and_goes_when_it_is_resolved(
    file: CaseFilePage, session: Session, actor: Actor
) -> None:
    def chips() -> list[str]:
        return [chip.text() for chip in file.head.findChildren(Chip) if not chip.isHidden()]

    file.life.set_flag()
    choose(form_of(file), "kind", FlagKind.SAFETY)
    choose(form_of(file), "reason", "Nur zu zweit beraten")
    press(Qt.Key.Key_S, CTRL)
    assert "Sicherheit im Gespräch" in chips()
    assert "Nur zu zweit beraten" in texts(file.overview.minute)
    file.life.resolve_flag(head_of(session, actor, file).flags[0])
    choose(form_of(file), "resolution", "Lage hat sich beruhigt")
    press(Qt.Key.Key_S, CTRL)
    assert "Sicherheit im Gespräch" not in chips()
    undo(file)
    assert "Sicherheit im Gespräch" in chips()


def test_a_stand_in_is_entered_and_shown(file: CaseFilePage, session: Session, actor: Actor) -> None:
    jonas = add_user(session, actor, "Jonas Weiß").made
    file.life.put_stand_in()
    choose(form_of(file), "user", jonas)
    choose(form_of(file), "until", dt.date(2026, 12, 4))
    press(Qt.Key.Key_S, CTRL)
    assert [row.name for row in list_stand_ins(session, actor, file.case_id)] == ["Jonas Weiß"]
    assert "Vertretung: Jonas Weiß" in texts(file.overview.minute)
    file.life.put_stand_in()
    assert "Jonas Weiß: 22.11.2026 bis 04.12.2026" in texts(form_of(file))
    end = form_of(file).findChild(QPushButton, f"end_{list_stand_ins(session, actor, file.case_id)[0].id}")
    assert end is not None
    end.click()
    assert not file.drawer.isVisible()
    session.expire_all()
    assert list_stand_ins(session, actor, file.case_id) == ()
    assert "Vertretung: Jonas Weiß" not in texts(file.overview.minute)


def test_what_became_of_a_goal_is_one_readable_line() -> None:
    goal = GoalEnd("Ich bestehe die Prüfung B1.", "sprache", GoalStatus.RUNNING, 3, 5, 8)
    assert goal_words(goal) == "„Ich bestehe die Prüfung B1.“ läuft (Wert 3 → 5, Ziel 8)"
