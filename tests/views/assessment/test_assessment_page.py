"""The page „Assessment“: beginning, whose part, questions with the keyboard, saving, drafts, locks."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.assessments.assessment_rows import AnswerRow, NewAnswer
from desktop.casework.assessments.assessments import (
    finish_assessment,
    list_assessments,
    load_part,
    save_answers,
    show_protected,
    start_assessment,
)
from desktop.casework.cases.cases import open_person_case
from desktop.casework.drafts import find_draft
from desktop.casework.people.consents import NewConsent, give_consent, list_consents
from desktop.casework.people.facts import Subject, fact_marks, set_fact
from desktop.casework.people.people import PersonFacts, create_person, person_detail
from desktop.casework.rights import Actor
from desktop.clock import today
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.terms import AssessmentKind, ConsentForm, ConsentPurpose, Origin, SkipReason
from desktop.views.assessment.assessment_page import AssessmentPage
from desktop.views.assessment.question_row import QuestionRow
from desktop.views.assessment.section_form import SectionForm
from desktop.views.places import Places
from tests.views.assessment.conftest import Family, activate, show


def form(page: AssessmentPage, section: str) -> SectionForm:
    """The shown form of a section."""
    activate(page)
    page.questions.list.choose(section)
    assert page.questions.form is not None
    return page.questions.form


def row(page: AssessmentPage, key: str) -> QuestionRow:
    return form(page, page.questions.state.form.section_of(key).key).rows[key]


def stored(session: Session, actor: Actor, family: Family, key: str, person: int | None = None) -> AnswerRow:
    part = load_part(session, actor, family.assessment, person or family.maryam)
    return part.answers.get(key, AnswerRow(key))


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)


def type_text(text: str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)


def click(button: QWidget | None) -> None:
    assert button is not None
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


# --- beginning ----------------------------------------------------------------------------------------------------


def test_a_case_without_assessment_offers_both_ways_to_begin(
    session: Session, actor: Actor, work: Work, qtbot: QtBot, fixed_clock: dt.date
) -> None:
    person = create_person(session, actor, PersonFacts("Habte", "Filmon")).made or 0
    case = open_person_case(session, actor, person).made or 0
    page = AssessmentPage(work, case, Places(work))
    qtbot.addWidget(page)
    show(page, qtbot)
    page.load()
    assert page.start.isVisible()
    click(page.start.short)
    (assessment,) = list_assessments(session, actor, case)
    assert assessment.kind is AssessmentKind.SHORT
    assert page.questions.isVisible()
    before = page.questions.state.progress().asked
    click(page.findChild(QPushButton, "assessment_continue"))
    assert page.questions.state.progress().asked > 3 * before


def test_every_person_and_the_family_have_their_own_sections(page: AssessmentPage, family: Family) -> None:
    def sections() -> set[str]:
        return {section.key for section in page.questions.list.sections.rows}

    assert {"work", "health"} <= sections()
    assert not {"child", "housing"} & sections()
    page.bar.subjects.pick(family.zahra)
    assert {"child", "welfare"} <= sections()
    page.bar.subjects.pick("family")
    assert sections() == {"contact", "housing", "family"}


def test_finishing_closes_the_questions_and_can_be_undone(
    page: AssessmentPage, family: Family, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    click(page.findChild(QPushButton, "assessment_finish"))
    assert row(page, "work.activity").field.is_read_only()
    page.messages.actions_shown()[0].click()
    assert not row(page, "work.activity").field.is_read_only()
    assert list_assessments(session, actor, family.case)[0].is_open


# --- answering ----------------------------------------------------------------------------------------------------


def test_a_choice_is_in_the_vault_as_soon_as_it_is_made(
    page: AssessmentPage, family: Family, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    row(page, "everyday.shopping").field.focus_input()
    press(Qt.Key.Key_2)
    assert stored(session, actor, family, "everyday.shopping").value == 2
    assert page.draft() is None
    press(Qt.Key.Key_Delete)
    assert stored(session, actor, family, "everyday.shopping").value is None


def test_text_is_saved_when_the_keyboard_leaves_it(
    page: AssessmentPage, family: Family, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    row(page, "work.wish_soon").field.focus_input()
    type_text("Krankenpflegerin")
    assert stored(session, actor, family, "work.wish_soon").value is None
    press(Qt.Key.Key_Tab)
    assert stored(session, actor, family, "work.wish_soon").value == "Krankenpflegerin"


def test_asking_for_the_draft_saves_what_can_be_read_and_keeps_the_rest(
    page: AssessmentPage, family: Family, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    row(page, "work.wish_soon").field.focus_input()
    type_text("Schneiderin")
    assert page.draft() is None
    assert stored(session, actor, family, "work.wish_soon").value == "Schneiderin"
    row(page, "schooling.years").field.focus_input()
    type_text("99")
    draft = page.draft()
    assert draft is not None
    assert draft["typed"] == {"schooling.years": "99"}


def test_unreadable_input_comes_back_from_the_draft_after_a_lock(
    page: AssessmentPage, family: Family, work: Work, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    drafts = Drafts(work)
    first = AssessmentPage(work, family.case, Places(work), drafts=drafts)
    qtbot.addWidget(first)
    show(first, qtbot)
    first.load()
    first.bar.subjects.pick(family.maryam)
    row(first, "schooling.years").field.focus_input()
    type_text("99")
    drafts.flush()
    assert find_draft(session, actor, first.draft_key()) is not None
    again = AssessmentPage(work, family.case, Places(work), drafts=drafts)
    qtbot.addWidget(again)
    show(again, qtbot)
    again.load()
    assert "wieder da" in again.messages.text()
    assert again.bar.subjects.value() == family.maryam
    assert again.questions.list.current() == "schooling"
    assert again.questions.form is not None
    assert again.questions.form.rows["schooling.years"].field.draft() == "99"


def test_a_refused_answer_is_told_beside_its_question_and_kept(
    page: AssessmentPage, family: Family, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    finish_assessment(session, actor, family.assessment)
    field = row(page, "work.wish_soon").field
    field.focus_input()
    type_text("Schneiderin")
    press(Qt.Key.Key_Tab)
    assert "abgeschlossen" in field.error()
    draft = page.draft()
    assert draft is not None
    assert draft["answers"] == {"work.wish_soon": "Schneiderin"}


def test_a_question_appears_with_its_condition(page: AssessmentPage, qtbot: QtBot) -> None:
    shown = form(page, "money").rows
    assert not shown["money.benefits_until"].isVisible()
    assert page.questions.form is not None
    page.questions.form.answered.emit("money.benefits", ("wage",))
    assert shown["money.benefits_until"].isVisible()


def test_f8_and_f9_leave_a_question_out_and_go_on(
    page: AssessmentPage, family: Family, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    first = row(page, "everyday.shopping")
    first.field.focus_input()
    press(Qt.Key.Key_F8)
    assert stored(session, actor, family, "everyday.shopping").skip is SkipReason.NOT_DISCUSSED
    press(Qt.Key.Key_F9)
    assert stored(session, actor, family, "everyday.appointments").skip is SkipReason.NOT_WANTED
    assert page.questions.form is not None
    assert page.questions.form.rows["everyday.letters"].isAncestorOf(QApplication.focusWidget() or QWidget())
    press(Qt.Key.Key_3)
    assert stored(session, actor, family, "everyday.letters").value == 3


def test_the_rest_of_a_section_is_left_out_at_once(
    page: AssessmentPage, family: Family, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    row(page, "everyday.shopping").field.focus_input()
    press(Qt.Key.Key_2)
    shown = form(page, "everyday")
    link = next(b for b in shown.findChildren(QPushButton) if b.text() == "Rest nicht besprochen")
    click(link)
    assert stored(session, actor, family, "everyday.shopping").value == 2
    assert stored(session, actor, family, "everyday.ticket").skip is SkipReason.NOT_DISCUSSED
    assert page.questions.state.progress("everyday").complete
    assert not link.isVisible()


def test_the_keyboard_goes_through_all_sections_to_the_result(page: AssessmentPage, qtbot: QtBot) -> None:
    form(page, "person").focus_first()
    visited = []
    while page.questions.isVisible():
        visited.append(page.questions.list.current())
        press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert visited == [section.key for section in page.questions.state.sections()]
    assert page.result.isVisible()
    assert page.result.lines[0].marks[0].isAncestorOf(QApplication.focusWidget() or QWidget())


# --- facts and earlier answers ------------------------------------------------------------------------------------


def test_a_fact_of_the_hand_over_is_confirmed_with_one_click(
    page: AssessmentPage, family: Family, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    chip = next(b for b in row(page, "contact.phone").findChildren(QPushButton) if "Übergabe" in b.text())
    assert chip.text() == "aus Übergabe, 22.11.2026"
    click(chip)
    assert fact_marks(session, actor, Subject.PERSON, family.maryam)["phone"].confirmed_on == today()
    assert not chip.isVisible()


def test_all_facts_of_a_section_are_confirmed_together(
    page: AssessmentPage, family: Family, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    shown = form(page, "person")
    link = next(b for b in shown.findChildren(QPushButton) if b.text() == "Übergabe bestätigen")
    click(link)
    marks = fact_marks(session, actor, Subject.PERSON, family.maryam)
    assert all(marks[field].confirmed_on for field in ("family_name", "given_names", "birth_date"))
    assert marks["phone"].open
    assert not link.isVisible()


def test_a_bound_answer_changes_the_record(
    page: AssessmentPage, family: Family, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    row(page, "contact.email").field.focus_input()
    type_text("maryam@example.org")
    press(Qt.Key.Key_Tab)
    assert person_detail(session, actor, family.maryam).facts.email == "maryam@example.org"


def test_the_earlier_answer_stands_beside_and_is_taken_over(
    page: AssessmentPage, family: Family, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    save_answers(session, actor, family.assessment, family.maryam, (NewAnswer("language.reading", "A1"),))
    finish_assessment(session, actor, family.assessment)
    second = start_assessment(session, actor, family.case, AssessmentKind.FULL).made or 0
    page.load()
    page.bar.assessment_chosen.emit(second)
    page.bar.subjects.pick(family.maryam)
    shown = row(page, "language.reading")
    link = next(b for b in shown.findChildren(QPushButton) if b.text() == "übernehmen")
    assert link.isVisible()
    click(link)
    assert load_part(session, actor, second, family.maryam).answers["language.reading"].value == "A1"
    assert shown.field.value() == "A1"
    assert not link.isVisible()


def choose(page: AssessmentPage, words: str) -> None:
    """Open the menu of the question with the keyboard and take an entry."""
    press(Qt.Key.Key_F7)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if action.text().startswith(words))
    assert action.isEnabled()
    action.trigger()
    menu.close()


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # menus on the offscreen platform only
def test_another_origin_and_a_note_are_kept_with_the_answer(
    page: AssessmentPage, family: Family, session: Session, actor: Actor
) -> None:
    row(page, "everyday.shopping").field.focus_input()
    press(Qt.Key.Key_2)
    choose(page, "Einschätzung IM")
    choose(page, "Notiz")
    type_text("kauft im Dorfladen")
    press(Qt.Key.Key_Tab)
    answer = stored(session, actor, family, "everyday.shopping")
    assert (answer.value, answer.origin, answer.note) == (2, Origin.ESTIMATE, "kauft im Dorfladen")


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # menus on the offscreen platform only
def test_the_menu_leaves_a_question_out_too(
    page: AssessmentPage, family: Family, session: Session, actor: Actor
) -> None:
    row(page, "everyday.shopping").field.focus_input()
    choose(page, "möchte nicht antworten")
    assert stored(session, actor, family, "everyday.shopping").skip is SkipReason.NOT_WANTED


def test_a_change_from_elsewhere_is_shown_at_once(
    page: AssessmentPage, family: Family, work: Work, session: Session, actor: Actor
) -> None:
    assert row(page, "contact.phone").field.value() == "0171 1"
    work.change(work, set_fact, Subject.PERSON, family.maryam, "phone", "0172 2", Origin.SELF, today())
    assert row(page, "contact.phone").field.value() == "0172 2"


def test_a_change_from_elsewhere_does_not_take_away_what_is_typed(
    page: AssessmentPage, family: Family, work: Work, qtbot: QtBot
) -> None:
    field = row(page, "schooling.years").field
    field.focus_input()
    type_text("99")
    work.change(work, set_fact, Subject.PERSON, family.maryam, "phone", "0172 2", Origin.SELF, today())
    assert field.draft() == "99"


# --- protected answers --------------------------------------------------------------------------------------------


def test_a_locked_section_says_why_and_records_the_consent(
    page: AssessmentPage, family: Family, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    shown = form(page, "health")
    assert shown.rows == {}
    (panel,) = shown.panels
    assert "wenn Maryam eingewilligt hat" in panel.words()
    click(panel.findChild(QPushButton, "protected_button"))
    click(panel.findChild(QPushButton, "consent_save"))
    (consent,) = list_consents(session, actor, family.maryam)
    assert (consent.purpose, consent.form, consent.valid) == (ConsentPurpose.HEALTH, ConsentForm.PAPER, True)
    assert consent.valid_until == dt.date(2027, 11, 22)
    row(page, "health.limits").field.focus_input()
    press(Qt.Key.Key_Space)
    part = show_protected(session, actor, family.assessment, family.maryam)
    assert part.answers["health.limits"].value is True


def test_hidden_answers_are_shown_on_demand(
    page: AssessmentPage, family: Family, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    give_consent(session, actor, NewConsent(family.maryam, ConsentPurpose.HEALTH, today()))
    new = (NewAnswer("health.limits", True), NewAnswer("health.limits_word", "Rücken"))
    save_answers(session, actor, family.assessment, family.maryam, new)
    page.load()
    shown = form(page, "health")
    assert shown.rows == {}
    assert "verborgen" in shown.panels[0].words()
    click(shown.panels[0].findChild(QPushButton, "protected_button"))
    assert page.questions.form is not None
    assert page.questions.form.rows["health.limits_word"].field.value() == "Rücken"
    page.bar.subjects.pick(family.farid)
    page.bar.subjects.pick(family.maryam)
    assert form(page, "health").rows == {}


@pytest.mark.parametrize("section", ["contact", "family", "participation"])
def test_single_protected_questions_are_locked_inside_an_open_section(page: AssessmentPage, section: str) -> None:
    shown = form(page, section)
    assert shown.rows
    assert shown.panels
    assert not any(row.question.needs_consent for row in shown.rows.values())
