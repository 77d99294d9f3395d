"""„Eigene Fragen der Stelle“ in a person's part: the same values as at the person, entered once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy.orm import Session

from desktop.casework.assessments.assessments import finish_assessment
from desktop.casework.people.own_fields import OwnField, OwnKind, own_values, save_own_field, save_own_values
from desktop.casework.rights import Actor
from desktop.models.assessment_sections import SectionRole, SectionRow
from desktop.models.work import Work
from desktop.views.assessment.assessment_page import AssessmentPage
from desktop.views.assessment.own_section import OwnSection
from desktop.views.assessment.page_bar import RESULT
from desktop.views.assessment.questions_view import OWN
from tests.views.assessment.conftest import Family, activate

FIELDS = (
    OwnField("", "Busfahrkarte", OwnKind.YES_NO, in_assessment=True),
    OwnField("", "Wohngruppe", OwnKind.TEXT, in_assessment=True),
    OwnField("", "Schlüssel übergeben am", OwnKind.DATE, in_assessment=True),
    OwnField("", "Nur bei der Person", OwnKind.TEXT),
)


@pytest.fixture
def asked(page: AssessmentPage, work: Work) -> AssessmentPage:
    """The page at Maryam's part after the office marked three fields."""
    for field in FIELDS:
        work.change(work, save_own_field, field)
    activate(page)
    return page


def section(page: AssessmentPage) -> OwnSection:
    page.questions.list.choose(OWN)
    assert page.questions.own_section is not None
    return page.questions.own_section


def rows(page: AssessmentPage) -> list[SectionRow]:
    model = page.questions.list.sections
    return [model.index(place).data(SectionRole.ROW) for place in range(model.rowCount())]


def words(session: Session, actor: Actor, person_id: int) -> list[str]:
    session.expire_all()
    return [row.words for row in own_values(session, actor, person_id)]


def test_marked_fields_are_the_last_section_of_a_person_and_not_of_the_family(
    asked: AssessmentPage, family: Family
) -> None:
    assert (rows(asked)[-1].title, rows(asked)[-1].state) == ("Eigene Fragen der Stelle", "0/3")
    assert [field.label for field in section(asked).fields.values()] == [field.label for field in FIELDS[:3]]
    asked.bar.subjects.pick(None)
    assert OWN not in [row.key for row in rows(asked)]


def test_an_answer_is_the_value_of_the_person_and_the_keyboard_goes_on_to_the_result(
    asked: AssessmentPage, family: Family, session: Session, actor: Actor
) -> None:
    last_but_one = rows(asked)[-2].key
    asked.questions.list.choose(last_but_one)
    asked.questions.go_next()
    form = section(asked)
    form.fields["own-2"].focus_input()
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, "Haus 3")
    QTest.keyClick(widget, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert words(session, actor, family.maryam) == ["", "Haus 3", "", ""]
    assert words(session, actor, family.farid) == ["", "", "", ""]
    assert asked.bar.views.value() == RESULT
    assert rows(asked)[-1].state == "1/3"


def test_what_stands_at_the_person_is_not_asked_again(
    asked: AssessmentPage, family: Family, work: Work, session: Session, actor: Actor
) -> None:
    work.change(work, save_own_values, family.maryam, {"own-1": True, "own-3": "2026-11-20"})
    form = section(asked)
    assert form.fields["own-1"].value() == "yes"
    assert rows(asked)[-1].state == "2/3"
    form.fields["own-1"].set_value("no")
    form.fields["own-1"].changed.emit()
    assert words(session, actor, family.maryam) == ["nein", "", "20.11.2026", ""]
    asked.bar.subjects.pick(family.farid)
    assert section(asked).fields["own-1"].value() is None


def test_a_date_half_typed_is_kept_as_draft_and_put_back(asked: AssessmentPage) -> None:
    section(asked).fields["own-3"].set_draft("31.02.")
    draft = asked.draft()
    assert draft is not None
    assert draft["own"] == {"own-3": "31.02."}
    section(asked).fields["own-3"].set_value(None)
    asked.questions.list.choose(rows(asked)[0].key)
    asked.questions.restore(draft)
    assert asked.questions.own_section is not None
    assert asked.questions.own_section.fields["own-3"].draft() == "31.02."


def test_a_finished_assessment_only_shows_them(asked: AssessmentPage, family: Family, work: Work) -> None:
    work.change(work, finish_assessment, family.assessment)
    assert all(field.is_read_only() for field in section(asked).fields.values())


def test_the_result_shows_what_the_office_asked_itself(asked: AssessmentPage, work: Work, family: Family) -> None:
    work.change(work, save_own_values, family.maryam, {"own-1": True, "own-3": "2026-11-20"})
    asked.show_result(family.maryam)
    shown = [label.text() for label in asked.result.own.findChildren(QLabel) if label.isVisible()]
    assert shown == ["Eigene Fragen der Stelle", "Busfahrkarte: ja", "Schlüssel übergeben am: 20.11.2026",
                     "Noch nicht gefragt: Wohngruppe"]  # fmt: skip
    asked.show_result(None)
    assert not asked.result.own.isVisible()
