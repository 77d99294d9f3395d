"""The office's own fields: made and put in order in „Verwaltung“, filled in at a person."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.people.own_fields import AskedOf, OwnKind, own_fields, own_values, save_own_values
from desktop.casework.rights import Actor
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.admin.own_fields_page import OwnFieldForm, OwnFieldsPage
from desktop.views.components.chip import Chip
from desktop.views.people.care_box import CareBox
from desktop.views.people.own_panel import OwnForm
from desktop.views.people.quick_form import QuickForm
from tests.views.admin.own_fields_states import make_fields
from tests.views.talks.talk_samples import talking_family

pytestmark = pytest.mark.usefixtures("fixed_clock")


def said(part: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in part.findChildren(QLabel) if label.isVisible())


def shown(part: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(part)
    part.resize(1246, 638)
    part.show()


def test_a_field_is_made_with_its_choices_and_stands_at_the_end(
    work: Work, qtbot: QtBot, session: Session, actor: Actor
) -> None:
    page = OwnFieldsPage(work, Drafts(work, work))
    shown(page, qtbot)
    page.new_field()
    form = page.drawer.content()
    assert isinstance(form, OwnFieldForm)
    assert form.field("choices").isHidden()
    form.field("label").set_value("Abholung")
    assert form.field("in_assessment").isHidden()
    form.field("asked_of").set_value(AskedOf.PERSON)
    form.field("asked_of").changed.emit()
    assert not form.field("in_assessment").isHidden()
    form.field("in_assessment").set_value(True)
    form.field("kind").set_value(OwnKind.CHOICE)
    form.field("kind").changed.emit()
    assert not form.field("choices").isHidden()
    form.field("choices").set_value("selbst")
    form.save()
    assert "2 bis 20" in form.field("choices").error()
    form.field("choices").set_value("selbst\nFahrdienst")
    form.save()
    (row,) = own_fields(session, actor)
    assert (row.field.label, row.field.choices, row.used) == ("Abholung", ("selbst", "Fahrdienst"), 0)
    assert row.field.in_assessment
    assert "selbst, Fahrdienst" in said(page)
    assert "auch im Assessment" in [chip.text() for chip in page.findChildren(Chip)]


def test_a_field_is_moved_put_away_and_taken_up_again(
    work: Work, qtbot: QtBot, session: Session, actor: Actor
) -> None:
    make_fields(work)
    page = OwnFieldsPage(work, Drafts(work, work))
    shown(page, qtbot)

    def press(name: str) -> None:
        button = page.findChild(QPushButton, name)
        assert button is not None
        button.click()
        QApplication.processEvents()

    press("down/own-1")
    assert [row.field.key for row in own_fields(session, actor)][:2] == ["own-2", "own-1"]
    press("away/own-1")
    assert own_fields(session, actor)[1].field.put_away
    page.messages.actions_shown()[0].click()
    assert not own_fields(session, actor)[1].field.put_away


def test_a_person_shows_what_is_known_and_the_form_fills_in_every_kind(
    work: Work, qtbot: QtBot, session: Session, actor: Actor
) -> None:
    person_id = make_fields(work)
    forms: list[QuickForm] = []
    box = CareBox(work, person_id)
    box.form_wanted.connect(lambda form, _title, _key: forms.append(form))
    shown(box, qtbot)
    box.load()
    text = said(box)
    assert "Busfahrkarte beantragt: ja" in text
    assert "Noch nicht gefragt: Schlüssel übergeben am, Plätze im Kinderwagen" in text
    assert "Wohngruppe" not in text
    button = box.findChild(QPushButton, "own_edit")
    assert button is not None
    button.click()
    (form,) = forms
    assert isinstance(form, OwnForm)
    qtbot.addWidget(form)
    for key, value in (("own-1", "no"), ("own-2", dt.date(2026, 11, 20)), ("own-4", Decimal(2))):
        form.field(key).set_value(value)
    use_case, arguments = form.job()
    assert use_case is save_own_values
    use_case(session, actor, *arguments)
    assert [row.words for row in own_values(session, actor, person_id)] == ["nein", "20.11.2026", "Fahrdienst", "2"]


def test_without_own_fields_a_person_has_no_such_part(work: Work, qtbot: QtBot) -> None:
    box = CareBox(work, talking_family(work)[1][0])
    shown(box, qtbot)
    box.load()
    assert "Weitere Angaben" not in said(box)
