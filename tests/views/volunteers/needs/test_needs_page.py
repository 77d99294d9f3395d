"""„Bedarf und Vorschläge“: the list, suggestions with reasons, comparing, keeping, the best assignment, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.rights import RIGHTS, Actor, Right
from desktop.casework.volunteers.matches.matches import list_matches, match_detail
from desktop.casework.volunteers.matching.matching import suggestions
from desktop.casework.volunteers.needs.need_lists import find_need
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.person_terms import Sex
from desktop.records.volunteer_matches import VolunteerNeed
from desktop.storage.vault import OpenVault
from desktop.terms import Role
from desktop.views.places import Place, Places
from desktop.views.style import Theme, apply_style
from desktop.views.volunteers.needs.need_form import CloseNeedForm, NeedForm
from desktop.views.volunteers.needs.needs_page import NeedsPage
from desktop.volunteer_terms import Activity, MatchStage, NeedEnd, NeedStatus, VolunteerStatus
from tests.casework.volunteers.needs.need_samples import volunteer_of
from tests.views.volunteers.needs.need_pages import needs, volunteers

pytestmark = pytest.mark.usefixtures("fixed_clock")


class Somewhere(QWidget):
    """A place that remembers where in it somebody went."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[tuple[object, ...]] = []

    def show_target(self, *target: object) -> None:
        self.targets.append(target)


def _given(page: QWidget) -> QWidget:
    return page


@pytest.fixture
def need_ids(work: Work) -> list[int]:
    return needs(work)[1]


@pytest.fixture
def people(work: Work) -> list[int]:
    return volunteers(work)


@pytest.fixture
def places(work: Work, qtbot: QtBot) -> Places:
    made = Places(work)
    for key in ("case", "volunteer"):
        somewhere = Somewhere()
        qtbot.addWidget(somewhere)
        made.add(Place(key, key, "folder", partial(_given, somewhere), rail=False))
    return made


@pytest.fixture
def page(work: Work, qtbot: QtBot, need_ids: list[int], people: list[int], places: Places) -> NeedsPage:
    made = NeedsPage(work, Drafts(work, work), places)
    qtbot.addWidget(made)
    made.resize(1246, 680)
    made.show()
    made.show_target()
    QApplication.processEvents()
    return made


def said(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def button(widget: QWidget, name: str) -> QPushButton:
    found = widget.findChild(QPushButton, name)
    assert found is not None, name
    return found


def unfold(page: NeedsPage) -> None:
    """Show who cannot be suggested."""
    fold = next(part for part in page.panel.findChildren(QToolButton)
                if part.accessibleName() == "Zurzeit nicht möglich ausklappen")  # fmt: skip
    fold.click()


def undo(page: NeedsPage) -> None:
    (link,) = page.messages.actions_shown()
    link.click()


def test_who_waits_longest_is_chosen_and_the_best_stands_first(page: NeedsPage, need_ids: list[int]) -> None:
    assert [row.id for row in page.model.rows] == need_ids
    assert page.panel.need is not None
    assert page.panel.need.id == need_ids[0]
    assert [card.suggestion.name for card in page.panel.cards] == ["Winkler, Gerda", "Brand, Jutta", "Kraus, Ines"]
    words = said(page.panel)
    assert "wartet 10 Wochen" in words
    assert "Passt: bietet Sprachpatenschaft an" in words
    assert "von 100" in words


def test_a_card_tells_a_screen_reader_all_of_it(page: NeedsPage) -> None:
    name = page.panel.cards[0].accessibleName()
    assert name.startswith("1. Winkler, Gerda, ")
    assert "Passt: " in name
    assert "Nicht bekannt: " in name


def test_who_cannot_be_suggested_is_folded_away_with_the_reason(page: NeedsPage) -> None:
    assert "Öztürk, Selin" not in said(page.panel)
    unfold(page)
    words = said(page.panel)
    assert "Öztürk, Selin: Status: " in words
    assert "Hohenstein" in words


def test_arrows_go_through_the_cards_and_enter_compares(page: NeedsPage) -> None:
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    first, second, _ = page.panel.cards
    assert QApplication.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is second
    QTest.keyClick(second, Qt.Key.Key_Up)
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert page.comparison.isVisible()
    assert "Maryam und Winkler, Gerda" in said(page.comparison)
    assert "Ahmadi" not in said(page.comparison)
    assert QApplication.focusWidget() is page.comparison.keep
    QTest.keyClick(page.comparison.keep, Qt.Key.Key_Escape)
    assert page.panel.isVisible()


def test_a_suggestion_is_kept_with_its_reasons_and_taken_back(
    page: NeedsPage, session: Session, actor: Actor, need_ids: list[int], people: list[int]
) -> None:
    page.panel.compare_wanted.emit(page.panel.cards[0].suggestion)
    page.comparison.keep.click()
    (match,) = list_matches(session, actor)
    assert (match.need_id, match.volunteer_id, match.stage) == (need_ids[0], people[0], MatchStage.SUGGESTED)
    assert match_detail(session, actor, match.id).reasons.fits
    assert "Vorschlag ist festgehalten" in page.messages.text()
    assert "Gerda W.: Vorschlag" in "\n".join(part.text() for part in page.panel.findChildren(QPushButton))
    assert [card.suggestion.name for card in page.panel.cards] == ["Brand, Jutta", "Kraus, Ines"]
    undo(page)
    assert list_matches(session, actor) == ()
    assert page.panel.cards[0].suggestion.name == "Winkler, Gerda"


def test_nothing_of_the_best_assignment_happens_without_a_tick(
    page: NeedsPage, session: Session, actor: Actor, need_ids: list[int], people: list[int]
) -> None:
    assert page.best_button.text() == "Beste Verteilung für 4 Bedarfe"
    page.best_button.click()
    assert page.best.isVisible()
    assert page.best.ticked() == ()
    assert not page.best.keep.isEnabled()
    pairs = list(page.best.boxes)
    assert (need_ids[0], people[0]) in pairs
    page.best.boxes[need_ids[0], people[0]].click()
    assert page.best.keep.text() == "1 Vorschlag festhalten"
    page.best.keep.click()
    assert [(row.need_id, row.volunteer_id) for row in list_matches(session, actor)] == [(need_ids[0], people[0])]
    undo(page)
    assert list_matches(session, actor) == ()


def test_needs_nobody_is_there_for_say_why(page: NeedsPage) -> None:
    page.find_best()
    assert "Ohne Vorschlag" in said(page.best)
    assert "kommt zurzeit niemand in Frage" in said(page.best)


def test_marked_needs_alone_are_distributed(page: NeedsPage, need_ids: list[int]) -> None:
    page.table.choose(need_ids[0])
    selection = page.table.view.selectionModel()
    line = page.model.find(need_ids[3])
    selection.select(line, selection.SelectionFlag.Select | selection.SelectionFlag.Rows)
    assert page.best_button.text() == "Beste Verteilung für 2 Bedarfe"


def test_filters_say_how_many_wait(page: NeedsPage, need_ids: list[int]) -> None:
    page.table.filters.set_values({"activity": Activity.LEARNING})
    assert [row.id for row in page.model.rows] == [need_ids[1]]
    chip = button(page.table.filters, "activity")
    assert chip.text() == "Tätigkeit: Lernpatenschaft für ein Kind (1)"
    page.table.filters.set_values({"language": "ps"})
    assert [row.id for row in page.model.rows] == [need_ids[0]]
    page.table.filters.set_values({"text": "jobcenter"})
    assert [row.id for row in page.model.rows] == [need_ids[3]]


def test_a_need_is_closed_with_a_reason_and_seen_again(
    page: NeedsPage, session: Session, actor: Actor, need_ids: list[int]
) -> None:
    button(page.panel, "close").click()
    form = page.needs.drawer.content()
    assert isinstance(form, CloseNeedForm)
    form.field("reason").set_value(NeedEnd.ELSEWHERE)
    form.save()
    assert find_need(session, actor, need_ids[0]).end_reason is NeedEnd.ELSEWHERE
    assert need_ids[0] not in [row.id for row in page.model.rows]
    page.table.filters.set_values({"closed": True})
    assert need_ids[0] in [row.id for row in page.model.rows]
    page.table.choose(need_ids[0])
    button(page.panel, "reopen").click()
    assert find_need(session, actor, need_ids[0]).status is NeedStatus.OPEN
    undo(page)
    assert find_need(session, actor, need_ids[0]).status is NeedStatus.CLOSED


def test_a_visit_with_a_need_opens_it_though_filters_hide_it(page: NeedsPage, need_ids: list[int]) -> None:
    page.table.filters.set_values({"activity": Activity.LEARNING})
    page.show_target(need_ids[2])
    assert page.panel.need is not None
    assert page.panel.need.id == need_ids[2]
    assert not page.table.filters.is_active()


def test_the_way_to_the_file_and_to_the_match(page: NeedsPage, places: Places, people: list[int]) -> None:
    page.panel.keep_wanted.emit(page.panel.cards[0].suggestion)
    need = page.panel.need
    assert need is not None
    (match,) = need.matches
    button(page.panel, f"match_{match.match_id}").click()
    button(page.panel, "to_case").click()
    volunteer, case = places.page("volunteer"), places.page("case")
    assert isinstance(volunteer, Somewhere)
    assert isinstance(case, Somewhere)
    assert volunteer.targets == [(people[0], "matches", match.match_id)]
    assert case.targets == [(need.case_id, "volunteer")]


def test_the_coordination_sees_given_names_and_no_way_into_the_file(
    work: Work, qtbot: QtBot, need_ids: list[int], people: list[int], places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = frozenset({Right.READ_MATCHES, Right.EDIT_MATCHES, Right.READ_VOLUNTEERS, Right.KEEP_DRAFT})
    monkeypatch.setitem(RIGHTS, Role.MANAGER, office)
    page = NeedsPage(work, Drafts(work, work), places)
    qtbot.addWidget(page)
    page.show()
    page.show_target()
    assert page.model.rows[0].client == "Maryam"
    assert "Ahmadi" not in said(page)
    assert page.panel.findChild(QPushButton, "to_case") is None
    button(page.panel, "edit").click()
    assert isinstance(page.needs.drawer.content(), NeedForm)
    assert page.messages.text() == ""


def test_with_large_text_the_suggestions_are_behind_the_list(
    page: NeedsPage, qapp: QApplication
) -> None:
    apply_style(qapp, Theme.LIGHT, 200)
    assert page.table.isVisible()
    assert not page.panel.isVisible()
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    assert page.panel.isVisible()
    assert not page.table.isVisible()
    button(page.panel, "to_list").click()
    assert page.table.isVisible()


def test_many_suggestions_are_shown_a_few_at_a_time(
    work: Work, qtbot: QtBot, session: Session, need_ids: list[int], places: Places
) -> None:
    for place in range(11):
        volunteer_of(session, f"Winkler {place}", languages=[], sex=None)
    page = NeedsPage(work, Drafts(work, work), places)
    qtbot.addWidget(page)
    page.show()
    QApplication.processEvents()
    page.show_target(need_ids[3])
    assert len(page.panel.cards) == 8
    button(page.panel, "more").click()
    assert len(page.panel.cards) == 11
    assert QApplication.focusWidget() is page.panel.cards[8]


def test_of_many_who_cannot_be_suggested_some_are_shown_at_a_time(
    work: Work, qtbot: QtBot, session: Session, need_ids: list[int], places: Places
) -> None:
    for place in range(32):
        volunteer_of(session, f"Winkler {place:02}", status=VolunteerStatus.PAUSE)
    page = NeedsPage(work, Drafts(work, work), places)
    qtbot.addWidget(page)
    page.show()
    page.show_target()
    unfold(page)
    assert said(page.panel).count("Winkler ") == 30
    button(page.panel, "more_blocked").click()
    assert said(page.panel).count("Winkler ") == 32
    assert "Winkler 31" in said(page.panel)


def test_a_page_nobody_sees_asks_for_nothing(
    page: NeedsPage, work: Work, monkeypatch: pytest.MonkeyPatch, need_ids: list[int]
) -> None:
    """Every save anywhere in the program would rank everybody anew."""
    asked: list[object] = []
    read = work.read

    def note(context: QObject, query: Callable[..., object], *args: object, **kwargs: Any) -> None:
        asked.append(query)
        read(context, query, *args, **kwargs)

    monkeypatch.setattr(work, "read", note)
    page.hide()
    work.announced.emit(Changes.of((Kind.NEED, need_ids[0])), None)
    assert asked == []
    page.show()
    work.announced.emit(Changes.of((Kind.NEED, need_ids[0])), None)
    assert suggestions in asked


def test_running_down_the_list_asks_for_the_last_need_alone(
    vault: OpenVault, actor: Actor, qtbot: QtBot, need_ids: list[int], people: list[int], places: Places,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With real threads: what is asked meanwhile waits, and only the last of it is asked at all."""
    slow = Work(vault, actor)
    asked: list[object] = []
    page = NeedsPage(slow, Drafts(slow, slow), places)
    qtbot.addWidget(page)
    page.show_target()
    qtbot.waitUntil(lambda: bool(page.panel.cards))
    read = slow.read

    def note(context: QObject, query: Callable[..., object], *args: object, **kwargs: Any) -> None:
        asked.extend(args if query is suggestions else ())
        read(context, query, *args, **kwargs)

    monkeypatch.setattr(slow, "read", note)
    for need_id in (need_ids[1], need_ids[2], need_ids[3]):
        page.table.choose(need_id)
    assert page.panel.need is not None
    assert page.panel.need.id == need_ids[3]
    qtbot.waitUntil(lambda: bool(page.panel.cards))
    assert asked == [need_ids[1], need_ids[3]]
    slow.stop()


def filter_by(page: NeedsPage, **values: object) -> list[str]:
    """Names of those who are still shown."""
    page.panel.filters.bar.set_values(values)
    return [card.suggestion.name for card in page.panel.cards]


def test_suggestions_are_filtered_and_the_count_is_said(page: NeedsPage) -> None:
    assert page.panel.filters.isVisible()
    assert not page.panel.filters.count.isVisible()
    assert filter_by(page, language="ps") == ["Kraus, Ines"]
    assert page.panel.filters.count.text() == "1 von 3 gezeigt"
    assert page.panel.filters.count.isVisible()
    assert filter_by(page, time=True) == ["Winkler, Gerda"]
    assert filter_by(page, within=5) == ["Winkler, Gerda"]
    assert page.panel.filters.count.text() == "1 von 3 gezeigt; bei 2 ist die Entfernung nicht bekannt"
    assert filter_by(page, within=5, car=True) == []
    assert "durch die Filter ausgeblendet" in said(page.panel)


def test_filters_stay_when_another_need_is_chosen_and_are_taken_back_by_one_link(
    page: NeedsPage, need_ids: list[int]
) -> None:
    filter_by(page, time=True, language="ps")
    page.table.choose(need_ids[3])
    QApplication.processEvents()
    values = page.panel.filters.bar.values()
    assert (values["time"], values["language"]) == (True, "ps")
    assert page.panel.filters.reset.isVisible()
    page.panel.filters.reset.setFocus()
    page.panel.filters.reset.click()
    assert not page.panel.filters.bar.is_active()
    assert page.panel.cards
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "within"


def test_a_filter_is_turned_by_the_keyboard_and_keeps_it(page: NeedsPage) -> None:
    chip = button(page.panel.filters, "time")
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert [card.suggestion.name for card in page.panel.cards] == ["Winkler, Gerda"]
    assert QApplication.focusWidget() is chip


def test_without_suggestions_there_is_nothing_to_filter(page: NeedsPage) -> None:
    page.panel.show_need(None)
    assert not page.panel.filters.isVisible()


def test_kilometres_stand_on_the_card_and_beside_the_score_of_the_comparison(
    page: NeedsPage, session: Session, need_ids: list[int]
) -> None:
    volunteer_of(session, "Nah", "Nora", sex=Sex.FEMALE, languages=[], town="Stuttgart", postal_code="70173",
                 radius_km=15)  # fmt: skip
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.get_one(VolunteerNeed, need_ids[0]).place = "71254 Ditzingen"
    page.load()
    QApplication.processEvents()
    (card,) = (card for card in page.panel.cards if card.suggestion.name == "Nah, Nora")
    assert "Stuttgart · 10 km Luftlinie" in said(card)
    assert "10 km Luftlinie, im Umkreis von 15 km (+7)" in said(card)
    card.compare.click()
    assert "10 km Luftlinie" in said(page.comparison)
    page.comparison.back_wanted.emit()
    page.panel.compare_wanted.emit(page.panel.cards[-1].suggestion)
    assert "Entfernung nicht bekannt" in said(page.comparison)
