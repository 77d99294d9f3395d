"""The preview: states and counts, decisions by keyboard, changes old → new, every cell's reading, merging."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.casework.cases.case_list import CaseFilter, list_cases
from desktop.casework.list_rows import Decision
from desktop.casework.people import people
from desktop.casework.rights import Actor
from desktop.models.handover_import import LineState
from desktop.models.import_table import Ignored
from desktop.models.work import Work
from desktop.storage.vault import OpenVault
from desktop.terms import Term
from desktop.views.imports.handover_page import handover_page
from desktop.views.imports.import_page import ImportPage
from tests.views.imports.conftest import AMAL, EBRIMA, RANIA, Listing, cases, person, texts
from tests.views.imports.import_steps import XLSX
from tests.views.page_walk import Stage


def prepare(page: ImportPage, *lines: str, listing: Listing) -> None:
    """Open a list and go on to its preview."""
    if page.job.held.import_id is not None:
        page.result.again.click()
    page.job.open_file(listing(*lines))
    page.go_on()
    page.go_on()


def take(page: ImportPage, *lines: str, listing: Listing) -> None:
    prepare(page, *lines, listing=listing)
    page.go_on()


def mark(page: ImportPage, row: int) -> None:
    assert page.preview.table.choose(row)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key) -> None:
    QTest.keyClick(focused(), key)


def shown_states(page: ImportPage) -> list[Term]:
    return [line.state for line in page.preview.model.rows]


def test_the_chips_count_every_line_once_and_filter(page: ImportPage) -> None:
    page.job.open_file(XLSX)
    page.go_on()
    page.go_on()
    chips = page.preview.chips
    counted = {state: int(chip.text().rsplit(" ", 1)[1]) for state, chip in chips.items()}
    assert counted[LineState.NEW] == 58
    assert counted[LineState.DUPLICATE] == counted[Ignored.IGNORED] == 1
    assert sum(counted.values()) == page.preview.model.total == 60
    assert chips[LineState.UNREADABLE].isHidden()
    chips[LineState.DUPLICATE].click()
    chips[Ignored.IGNORED].click()
    assert set(shown_states(page)) == {LineState.DUPLICATE, Ignored.IGNORED}
    chips[LineState.DUPLICATE].click()
    chips[Ignored.IGNORED].click()
    page.preview.doubtful.click()
    assert 0 < len(page.preview.model.rows) < 60
    assert all(line.doubts for line in page.preview.model.rows)


def test_families_stand_together_also_when_the_list_scatters_them(page: ImportPage, listing: Listing) -> None:
    prepare(page, RANIA, EBRIMA, AMAL, listing=listing)
    lines = page.preview.model.rows
    assert [(line.row, line.family, line.place) for line in lines] == [
        (4, "1", (1, 2)), (6, "1", (2, 2)), (5, "2", (1, 1))
    ]  # fmt: skip


def test_every_cell_is_shown_as_it_stands_there_and_as_it_was_read(page: ImportPage, listing: Listing) -> None:
    row = RANIA.replace("27.01.2001", "unbek. (ca. 1985)").replace("10.08.2026", "10.08.1979")
    prepare(page, row, listing=listing)
    mark(page, 4)
    told = texts(page.preview.panel)
    for words in ("unbek. (ca. 1985)", "gelesen: ca. 1985", "Nur ungefähr bekannt.", "syrisch", "gelesen: Syrien",
                  "gelesen: Aufenthaltserlaubnis § 25 Abs. 3", "Die Zuteilung liegt vor der Geburt."):  # fmt: skip
        assert words in told


def test_space_leaves_a_row_out_and_takes_it_again(page: ImportPage, listing: Listing) -> None:
    prepare(page, RANIA, AMAL, EBRIMA, listing=listing)
    assert QApplication.focusWidget() is page.preview.table.view
    mark(page, 6)
    press(Qt.Key.Key_Space)
    assert page.on.text() == "2 Personen übernehmen"
    press(Qt.Key.Key_Space)
    assert page.on.text() == "3 Personen übernehmen"
    page.preview.table.view.selectAll()
    press(Qt.Key.Key_Space)
    assert page.on.text() == "0 Personen übernehmen"
    assert not page.on.isEnabled()


def test_strg_enter_marks_one_row_although_strg_is_still_held(page: ImportPage, listing: Listing) -> None:
    prepare(page, RANIA, AMAL, EBRIMA, listing=listing)
    page.preview.table.view.selectAll()
    page.go_back()
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.place == 2
    assert [row.row for row in page.preview.table.selected_rows()] == [4]  # type: ignore[attr-defined]  # lines
    press(Qt.Key.Key_Space)
    assert page.on.text() == "2 Personen übernehmen"


def test_enter_goes_to_the_decision_and_the_arrows_choose(
    page: ImportPage, listing: Listing, work: Work
) -> None:
    prepare(page, RANIA, EBRIMA, listing=listing)
    mark(page, 4)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Right)
    assert page.preview.model.row(0).decision is Decision.LEAVE
    assert page.preview.panel.isAncestorOf(focused()), "the keyboard stays on the decision"
    page.go_on()
    assert [case.title for case in cases(work)] == ["Jallow, Ebrima"]


def test_a_change_is_shown_old_and_new_and_can_be_left_out_alone(
    page: ImportPage, listing: Listing, work: Work
) -> None:
    take(page, RANIA, listing=listing)
    later = RANIA.replace("0176 111111", "0176 222222").replace("Mühlgasse 5", "Talstr. 1")
    prepare(page, later, listing=listing)
    mark(page, 4)
    assert shown_states(page) == [LineState.CHANGED]
    told = texts(page.preview.panel)
    assert "0176 111111  →  0176 222222" in told
    changes = page.preview.panel.changes
    assert changes is not None
    assert changes.names() == {"phone", "address"}
    changes.fields["phone"].set_value(False)
    changes.fields["phone"].changed.emit()
    page.go_on()
    facts = person(work, "rania")
    assert facts.facts.phone == "0176 111111"
    assert facts.addresses[0].street == "Talstr. 1"


def test_leaving_every_change_out_leaves_the_row_out(page: ImportPage, listing: Listing) -> None:
    take(page, RANIA, listing=listing)
    prepare(page, RANIA.replace("0176 111111", "0176 222222"), listing=listing)
    mark(page, 4)
    changes = page.preview.panel.changes
    assert changes is not None
    changes.fields["phone"].set_value(False)
    changes.fields["phone"].changed.emit()
    assert page.preview.model.row(0).decision is Decision.LEAVE
    assert not page.on.isEnabled()


def test_a_better_spelling_is_proposed_as_such(page: ImportPage, listing: Listing) -> None:
    take(page, RANIA.replace("Issa;Rania", "Sahin;Baris"), listing=listing)
    prepare(page, RANIA.replace("Issa;Rania", "Şahin;Barış"), listing=listing)
    mark(page, 4)
    changes = page.preview.panel.changes
    assert changes is not None
    assert changes.fields["family_name"].label == "Familienname, Schreibweise"
    assert "Sahin  →  Şahin" in texts(page.preview.panel)


def test_a_suspected_duplicate_is_left_out_unless_joined_with_the_person_named(
    page: ImportPage, listing: Listing, work: Work
) -> None:
    take(page, RANIA, listing=listing)
    vague = RANIA.replace("27.01.2001", "2001").replace("0176 111111", "0176 333333")
    prepare(page, vague, listing=listing)
    mark(page, 4)
    assert shown_states(page) == [LineState.DUPLICATE]
    assert not page.on.isEnabled()
    decision = page.preview.panel.decision
    assert decision is not None
    assert [button.segment.word for button in decision.buttons] == [
        "auslassen", "als andere Person übernehmen", "mit „Issa, Rania“ zusammenführen"
    ]  # fmt: skip
    decision.pick(Decision.UPDATE)
    page.go_on()
    assert person(work, "rania").facts.phone == "0176 333333"
    assert len(cases(work)) == 1


def test_several_rows_are_left_out_together_but_no_duplicate_is_taken(
    page: ImportPage, listing: Listing
) -> None:
    prepare(page, RANIA, EBRIMA, RANIA, listing=listing)
    page.preview.table.view.selectAll()
    assert "3 Zeilen gewählt" in texts(page.preview.panel)
    page.preview.panel.many_chosen.emit(False)
    assert page.on.text() == "0 Personen übernehmen"
    page.preview.panel.many_chosen.emit(True)
    assert page.on.text() == "2 Personen übernehmen"


def test_a_list_the_vault_knows_already_has_nothing_to_take(page: ImportPage, listing: Listing) -> None:
    take(page, RANIA, listing=listing)
    prepare(page, RANIA, listing=listing)
    assert "Es gibt nichts zu übernehmen." in page.messages.text()
    assert not page.on.isEnabled()


def test_another_column_or_day_makes_the_preview_anew(page: ImportPage, listing: Listing) -> None:
    prepare(page, RANIA, listing=listing)
    page.go_back()
    page.job.set_column(10, None)
    assert page.job.held.preview is None
    page.go_on()
    assert page.job.held.preview is not None
    page.steps.chosen.emit(0)
    page.steps.chosen.emit(2)
    assert page.place == 2


def test_when_the_vault_has_changed_the_preview_is_offered_anew_and_decisions_stay(
    page: ImportPage, listing: Listing, work: Work
) -> None:
    prepare(page, RANIA, AMAL, EBRIMA, listing=listing)
    page.job.decide(frozenset({6}), Decision.LEAVE)
    facts = people.PersonFacts(family_name="Issa", given_names="Amal")
    work.change(page, people.create_person, facts, ())
    page.go_on()
    assert page.place == 2
    (again,) = page.messages.actions_shown()
    again.click()
    decisions = {line.row: line.decision for line in page.preview.model.rows}
    assert decisions == {4: Decision.CREATE, 5: Decision.LEAVE, 6: Decision.LEAVE}


@pytest.fixture
def busy_work(vault: OpenVault, actor: Actor, qapp: QApplication) -> Iterator[Work]:
    work = Work(vault, actor)
    yield work
    work.stop()


@pytest.fixture
def threaded(busy_work: Work, vault: OpenVault, stage: Stage, qtbot: QtBot) -> ImportPage:
    """The page with real threads, as in the program."""
    page = handover_page(busy_work, stage.drafts, stage.places)
    qtbot.addWidget(page)
    page.show()
    return page


def persons(page: ImportPage, work: Work, qtbot: QtBot) -> int:
    found: list[int] = []
    work.read(page, list_cases, CaseFilter(), then=lambda rows: found.append(sum(row.persons for row in rows)))
    qtbot.waitUntil(lambda: bool(found), timeout=30_000)
    return found[0]


def test_cancelling_while_it_is_written_leaves_nothing(
    threaded: ImportPage, busy_work: Work, qtbot: QtBot
) -> None:
    page, held_up = threaded, threading.Event()
    with qtbot.waitSignal(page.job.found, timeout=30_000):
        page.job.open_file(XLSX)
    page.go_on()
    with qtbot.waitSignal(page.job.previewed, timeout=30_000):
        page.go_on()
    busy_work.read(QObject(page), lambda _session, _actor: held_up.wait(10))
    page.go_on()
    assert page.busy.isVisible()
    assert not page.on.isEnabled()
    with qtbot.waitSignal(page.job.called_off, timeout=30_000):
        page.busy.cancel.click()
        held_up.set()
    assert persons(page, busy_work, qtbot) == 0
    assert page.messages.text() == "Abgebrochen. Es wurde nichts übernommen."
    assert page.place == 2
    with qtbot.waitSignal(page.job.imported, timeout=30_000):
        page.go_on()
    assert persons(page, busy_work, qtbot) == 58


def test_cancelling_the_reading_stays_where_one_was(threaded: ImportPage, busy_work: Work, qtbot: QtBot) -> None:
    page, held_up = threaded, threading.Event()
    with qtbot.waitSignal(page.job.found, timeout=30_000):
        page.job.open_file(XLSX)
    page.go_on()
    busy_work.read(QObject(page), lambda _session, _actor: held_up.wait(10))
    page.go_on()
    page.busy.cancel.click()
    held_up.set()
    assert page.place == 1
    assert not page.busy.isVisible()
    assert persons(page, busy_work, qtbot) == 0
    assert page.job.held.preview is None
