"""Papers of volunteers on screen: entered with the keyboard, refused at the field, taken back, listed, deleted."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.casework.deadlines.rows import DueGroup
from desktop.casework.volunteers.papers.paper_lists import PaperSheet
from desktop.casework.volunteers.papers.paper_rows import Standing
from desktop.casework.volunteers.papers.paper_rules import PaperSettings
from desktop.casework.volunteers.papers.papers import paper_settings, volunteer_papers
from desktop.clock import add_months, german_date, today
from desktop.models.work import ImmediateExecutor, Runner, Work
from desktop.records.office import AccessEntry
from desktop.storage.vault import OpenVault
from desktop.views import messages
from desktop.views.components.chip import Chip
from desktop.views.places import Place
from desktop.views.today.today_page import TodayPage
from desktop.views.volunteers.papers.paper_forms import EraseForm, EraseWishForm, PaperForm, PaperSettingsForm
from desktop.views.volunteers.papers.paper_sheet_page import PaperSheetPage
from desktop.views.volunteers.volunteer_file_page import VolunteerFilePage
from desktop.volunteer_terms import PaperKind
from tests.views.page_walk import Stage
from tests.views.volunteers.papers import paper_states

pytestmark = pytest.mark.usefixtures("fixed_clock")
DAY = dt.timedelta(days=1)


@pytest.fixture
def stage(vault: OpenVault, work: Work) -> Stage:
    return Stage(vault, work, Runner(ImmediateExecutor(), work))


def shown(widget: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(widget)
    widget.resize(1246, 638)
    widget.show()


def button(part: QWidget, name: str) -> QPushButton:
    found = part.findChild(QPushButton, name)
    assert found is not None, name
    return found


def press(part: QWidget, name: str) -> None:
    QTest.keyClick(button(part, name), Qt.Key.Key_Space)


def typed(form: PaperForm, key: str, text: str) -> None:
    line = form.field(key).findChild(QLineEdit)
    assert line is not None
    QTest.keyClicks(line, text)


def words_of(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel) if not label.isHidden())


def form_of(file: VolunteerFilePage) -> PaperForm:
    form = file.drawer.content()
    assert isinstance(form, PaperForm)
    return form


def standing(file: VolunteerFilePage, kind: PaperKind) -> str:
    """The chip on the card of a kind."""
    card = button(file, f"enter_{kind.value}").parentWidget()
    while card is not None and not card.findChildren(Chip):
        card = card.parentWidget()
    assert card is not None
    return str(card.findChildren(Chip)[0].text())


def test_a_certificate_is_entered_with_the_keyboard_and_the_block_is_gone(stage: Stage, qtbot: QtBot) -> None:
    file = paper_states.at_papers(stage)
    shown(file, qtbot)
    page = paper_states.papers_of(file)
    assert "darf es nicht" in words_of(page.alarm)
    assert standing(file, PaperKind.CONDUCT) == "abgelaufen"
    press(file, "enter_conduct")
    form = form_of(file)
    typed(form, "issued_on", german_date(today() - 20 * DAY))
    form.field("no_entries").set_value("yes")
    form.save()
    assert standing(file, PaperKind.CONDUCT) == "gültig"
    assert page.alarm.isHidden() or "darf es nicht" not in words_of(page.alarm)
    with stage.work.store.session() as session:
        kept = volunteer_papers(session, stage.work.actor, file.volunteer_id).of(PaperKind.CONDUCT)[0].entry
    assert (kept.seen_on, kept.seen_by, kept.no_entries) == (today(), "Petra Lang", True)
    assert kept.valid_until == add_months(today() - 20 * DAY, 60)


def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(stage: Stage, qtbot: QtBot) -> None:
    file = paper_states.at_papers(stage)
    shown(file, qtbot)
    press(file, "enter_conduct")
    form = form_of(file)
    form.field("issued_on").set_value(today() - 120 * DAY)
    form.field("no_entries").set_value("yes")
    form.save()
    assert "älter als drei Monate" in words_of(form.field("seen_on"))
    with stage.work.store.session() as session:
        assert len(volunteer_papers(session, stage.work.actor, file.volunteer_id).of(PaperKind.CONDUCT)) == 1


def test_the_form_of_a_certificate_has_no_place_for_its_content(stage: Stage, qtbot: QtBot) -> None:
    file = paper_states.at_papers(stage)
    shown(file, qtbot)
    press(file, "enter_conduct")
    form = form_of(file)
    assert set(form.draft()) == {"issued_on", "seen_on", "seen_by", "no_entries", "valid_until"}
    assert "keine Kopie behalten" in words_of(form)


@pytest.mark.parametrize("kind", PaperKind)
def test_every_kind_has_a_form_that_gives_back_what_it_shows(stage: Stage, qtbot: QtBot, kind: PaperKind) -> None:
    file = paper_states.at_papers(stage)
    shown(file, qtbot)
    page = paper_states.papers_of(file)
    assert page._papers is not None
    for row in page._papers.of(kind):
        page.edit(row)
        assert form_of(file).entry() == row.entry
    page.enter(kind)
    assert form_of(file).entry().kind is kind


def test_an_entry_that_was_a_mistake_is_taken_back_and_put_back(stage: Stage, qtbot: QtBot) -> None:
    file = paper_states.at_papers(stage)
    shown(file, qtbot)
    page = paper_states.papers_of(file)
    assert page._papers is not None
    row = page._papers.of(PaperKind.SECRECY)[0]
    press(file, f"remove_{row.id}")
    assert standing(file, PaperKind.SECRECY) == "fehlt"
    undo = next(one for one in file.messages.findChildren(QPushButton) if one.text() == "Rückgängig")
    undo.click()
    assert standing(file, PaperKind.SECRECY) == "gültig"


def test_a_line_of_the_list_opens_the_papers_at_its_kind(stage: Stage, qtbot: QtBot) -> None:
    page = paper_states.at_renewals(stage)
    shown(page, qtbot)
    stage.places.add(Place("volunteer", "Ehrenamtliche", "user", Target, rail=False))
    first = page.model.rows[0]
    assert (first.name, first.kind, first.accompanies_minors) == ("Weiß, Gerda", PaperKind.CONDUCT, True)
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    assert stage.places.where == ("volunteer", (first.volunteer_id, "papers", "conduct"))


def test_the_list_shows_what_is_due_and_on_demand_what_is_in_order(stage: Stage, qtbot: QtBot) -> None:
    page = paper_states.at_renewals(stage)
    shown(page, qtbot)
    assert Standing.VALID not in {line.standing for line in page.model.rows}
    due = page.model.rowCount()
    page.table.filters.set_values({"valid": True})
    assert page.model.rowCount() > due
    page.table.filters.set_values({"kind": "commitment", "valid": True})
    assert {line.kind for line in page.model.rows} == {PaperKind.COMMITMENT}
    page.table.filters.set_values({"minors": True})
    assert {line.name for line in page.model.rows} == {"Weiß, Gerda"}


def test_the_rules_of_the_office_are_saved(stage: Stage, qtbot: QtBot) -> None:
    page = paper_states.at_renewals(stage)
    shown(page, qtbot)
    page.rules.click()
    form = page.drawer.content()
    assert isinstance(form, PaperSettingsForm)
    assert form.value("before_ready") == PaperSettings().before_ready
    form.field("bridge_weeks").set_value(Decimal(6))
    form.field("before_ready").set_value((PaperKind.MEASLES,))
    form.save()
    with stage.work.store.session() as session:
        kept = paper_settings(session, stage.work.actor)
        assert (kept.bridge_weeks, kept.before_ready) == (6, (PaperKind.MEASLES,))


def test_deleting_asks_twice_and_takes_certificates_first(stage: Stage, qtbot: QtBot) -> None:
    page = paper_states.at_renewals(stage)
    shown(page, qtbot)
    assert page.erasing.text() == "Zu löschen (3) …"
    page.show_target("erase")
    form = page.drawer.content()
    assert isinstance(form, EraseForm)
    form.save()
    assert "ankreuzen" in words_of(form.messages)
    for row in form.draft():
        form.field(row).set_value(True)
    with messages.scripted(False):
        form.save()
    assert page.erasing.text() == "Zu löschen (3) …"
    with messages.scripted(True):
        form.save()
    assert page.erasing.text() == "Zu löschen (1) …"
    page.erasing.click()
    form = page.drawer.content()
    assert isinstance(form, EraseForm)
    assert "alle persönlichen Angaben" in words_of(form)


@pytest.mark.parametrize("sheet", PaperSheet)
def test_every_sheet_shows_its_pages(stage: Stage, qtbot: QtBot, sheet: PaperSheet) -> None:
    page = PaperSheetPage(stage.work)
    shown(page, qtbot)
    page.show_target(paper_states.somebody(stage.work), sheet.value)
    assert page._pdf.startswith(b"%PDF")
    assert sheet.label in words_of(page.head)


def test_the_list_is_printed_with_the_lines_shown_and_noted_before(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    page = paper_states.at_renewals(stage)
    shown(page, qtbot)
    page.table.filters.set_values({"minors": True})
    with messages.scripted(tmp_path / "liste.pdf"):
        page.printing.click()
    assert (tmp_path / "liste.pdf").stat().st_size > 1000
    assert "gedruckt" in words_of(page.messages)
    with stage.work.store.session() as session:
        newest = session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc())).first()
        assert newest is not None
        ids = {line.volunteer_id for line in page.model.rows}
        assert (newest.action, {id_ for _, id_ in newest.objects}) == ("volunteer.papers_print", ids)


class Target(QWidget):
    """Stands for the file of a volunteer."""

    def show_target(self, *_target: object) -> None:
        """Nothing is shown here."""


def test_heute_puts_the_child_on_top_and_opens_the_papers(stage: Stage, qtbot: QtBot) -> None:
    made = paper_states.somebody(stage.work)
    stage.places.add(Place("volunteer", "Ehrenamtliche", "user", Target, rail=False))
    page = TodayPage(stage.work, stage.drafts, stage.places)
    shown(page, qtbot)
    page.show_target()
    line = page.groups[DueGroup.OVERDUE].lines[0]
    assert "Minderjährige ohne gültiges Führungszeugnis" in words_of(line)
    assert "Weiß, Gerda" in words_of(line)
    assert "Weiß, Gerda" in line.accessibleName()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert stage.places.where == ("volunteer", (made, "papers"))


def test_everything_about_somebody_who_ended_is_deleted_at_their_wish(stage: Stage, qtbot: QtBot) -> None:
    file = paper_states.at_ended(stage)
    shown(file, qtbot)
    press(file, "erase_wish")
    form = file.drawer.content()
    assert isinstance(form, EraseWishForm)
    form.field("family_name").set_value("Adler")
    form.save()
    assert "Alle Angaben sind gelöscht" in words_of(file.messages)
    assert file.head.title() == "(Angaben gelöscht)"
    assert file.findChild(QPushButton, "erase_wish") is None
