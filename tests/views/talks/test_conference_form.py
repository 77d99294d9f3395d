"""The page of a talk: a case conference with its participants; a next step agreed when a talk is opened again."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.talks.talk_views import list_talks
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.talk_terms import TalkKind
from desktop.views.talks.talk_form import TalkForm
from desktop.views.talks.talks_page import TalksPage
from tests.views.talks.talk_samples import talking_family

pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def page(work: Work, qtbot: QtBot) -> TalksPage:
    made = TalksPage(work, Drafts(work, work), talking_family(work)[0])
    qtbot.addWidget(made)
    made.resize(1246, 638)
    made.show()
    return made


def form_of(page: TalksPage) -> TalkForm:
    assert page.form is not None
    return page.form


def put(form: TalkForm, **values: object) -> None:
    for key, value in values.items():
        form.field(key).set_value(value)
        form.field(key).changed.emit()


def test_a_conference_asks_who_was_there_and_is_anonymous_without_a_person(
    page: TalksPage, session: Session, actor: Actor
) -> None:
    page.new_talk()
    form = form_of(page)
    assert form.field("participants").isHidden()
    put(form, kind=TalkKind.CONFERENCE, persons=(), occasion="Welche Schule passt?")
    assert not form.field("participants").isHidden()
    form.save()
    assert "wer an der Fallkonferenz teilnahm" in form.field("participants").error()
    put(form, participants="Frau Krüger, Schule am Berg\nHerr Sommer, Jugendamt")
    form.save()
    assert page.form is None
    QApplication.processEvents()
    shown = "\n".join(label.text() for label in page.list.findChildren(QLabel))
    assert "anonym besprochen" in shown
    assert "Mit dabei: Frau Krüger, Schule am Berg, Herr Sommer, Jugendamt" in shown
    assert list_talks(session, actor, page._case_id)[0].kind is TalkKind.CONFERENCE


def test_the_next_step_can_be_agreed_when_a_talk_is_opened_again(
    page: TalksPage, session: Session, actor: Actor
) -> None:
    talk_id = next(row.id for row in list_talks(session, actor, page._case_id) if row.follow_ups)
    page.edit_talk(talk_id)
    form = form_of(page)
    put(form, follow_up="Mietvertrag kopieren")
    form.save()
    row = next(row for row in list_talks(session, actor, page._case_id) if row.id == talk_id)
    assert [task.title for task in row.follow_ups] == ["Vermieter anrufen", "Mietvertrag kopieren"]
