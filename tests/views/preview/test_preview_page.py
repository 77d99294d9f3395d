"""The print preview by keyboard: what it shows, says, prints, saves and keeps, and that nothing is left on the disk."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.plans import wording_checks
from desktop.casework.plans.plan_life import kept_sheet, list_documents
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.plans.plans import start_plan
from desktop.casework.rights import Actor
from desktop.models import preview_board
from desktop.models.preview_board import SheetChoice
from desktop.models.work import ImmediateExecutor, Work
from desktop.printing.sheets.printed import PrintedSheet
from desktop.storage.vault import OpenVault
from desktop.terms import PlanKind, SheetKind, SheetVariant
from desktop.views import messages
from desktop.views.components.segment_row import SegmentButton
from desktop.views.places import Places
from desktop.views.preview.page_bar import PageBar
from desktop.views.preview.preview_page import PreviewPage

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # offscreen platform only
Open = Callable[[int], PreviewPage]
NAME = "Wassermelone"
WRITING = ("w", "a", "x", "+")
_opened: list[str] = []


def words_of(pdf: bytes) -> str:
    document = opened(pdf)
    return "\n".join(document.getAllText(page).text() for page in range(document.pageCount()))


def opened(pdf: bytes) -> QPdfDocument:
    document = QPdfDocument()
    data = QBuffer(document)
    data.setData(QByteArray(pdf))
    data.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(data)
    return document


def shown(page: PreviewPage) -> str:
    assert page.board.sheet is not None
    return words_of(page.board.sheet.pdf)


def press(page: PreviewPage, widget: QWidget, text: str) -> None:
    """Click the segment or button with this text by its key."""
    found = next(button for button in widget.findChildren(SegmentButton) if button.text() == text)
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Return)


def pick_language(page: PreviewPage, typed: str) -> None:
    page.options.language.focus_input()
    line = page.options.language._edit
    line.selectAll()
    QTest.keyClicks(line, typed)
    QTest.keyClick(line.popup(), Qt.Key.Key_Return)


def test_it_starts_with_both_languages_of_the_person(open_preview: Open, agreeing: int) -> None:
    page = open_preview(agreeing)
    assert page.board.choice == SheetChoice(SheetKind.PLAN, SheetVariant.SIDE_BY_SIDE, "ar")
    assert page.options.language.value() == "ar"
    assert page.pages.pages == page.board.sheet.made.pages  # type: ignore[union-attr]  # it was made, not kept
    assert page.pages.small.count() == page.pages.pages
    assert "Integrationsplan" in shown(page)
    assert page.pages.large.hasFocus()


def test_another_sheet_and_variant_is_shown_by_keyboard(open_preview: Open, agreeing: int) -> None:
    page = open_preview(agreeing)
    press(page, page.options.kind, "Mein Plan – eine Seite")
    assert page.pages.pages == 1
    press(page, page.options.variant, "nur Deutsch")
    assert page.board.sheet is not None
    assert page.board.sheet.choice == SheetChoice(SheetKind.ONE_PAGE, SheetVariant.GERMAN, "ar")
    arabic = {letter for letter in shown(page) if "\u0600" <= letter <= "\u06ff"}
    assert arabic <= set("سمير البطيخ")  # the name in the own script stands on a German sheet too


def body_height(page: PreviewPage) -> float:
    """Height of the letters most of the first page is set in, in points."""
    assert page.board.sheet is not None
    text = pypdfium2.PdfDocument(page.board.sheet.pdf)[0].get_textpage()
    boxes = (text.get_charbox(place) for place in range(text.count_chars()))
    return float(median(top - bottom for _, bottom, _, top in boxes if top > bottom))


def test_large_print_sets_larger_letters(open_preview: Open, agreeing: int) -> None:
    page = open_preview(agreeing)
    small = body_height(page)
    page.options.large_print._box.setFocus()
    QTest.keyClick(page.options.large_print._box, Qt.Key.Key_Space)
    assert page.board.sheet is not None
    assert page.board.sheet.choice.large_print
    assert body_height(page) > small * 1.15


def test_a_language_is_found_by_typing_and_shown_beside_the_german(open_preview: Open, agreeing: int) -> None:
    page = open_preview(agreeing)
    press(page, page.options.variant, "nur Deutsch")
    pick_language(page, "franz")
    assert page.board.sheet is not None
    assert page.board.sheet.choice == SheetChoice(SheetKind.PLAN, SheetVariant.SIDE_BY_SIDE, "fr")
    assert "Plan d" in shown(page)
    assert page.options.variant.value() is SheetVariant.SIDE_BY_SIDE


def test_an_emptied_language_comes_back(open_preview: Open, agreeing: int) -> None:
    page = open_preview(agreeing)
    line = page.options.language._edit
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    page.print_button.setFocus()
    assert page.options.language.value() == "ar"
    assert page.board.choice.language == "ar"


def test_before_the_first_sheet_is_made_no_page_is_counted(qtbot: QtBot) -> None:
    bar = PageBar()
    qtbot.addWidget(bar)
    bar.show_state(1, 0, 100)
    assert bar.page_words() == ""
    assert not bar.next.isEnabled()


def test_pages_and_zoom_follow_the_keyboard(open_preview: Open, agreeing: int) -> None:
    page = open_preview(agreeing)
    large = page.pages.large
    QTest.keyClick(large, Qt.Key.Key_End)
    assert page.pages.page == page.pages.pages - 1
    assert page.pages.small.currentRow() == page.pages.page
    assert page.pages.bar.page_words() == f"Seite {page.pages.pages} von {page.pages.pages}"
    assert not page.pages.bar.next.isEnabled()
    elsewhere = page.options.kind.findChildren(SegmentButton)[0]
    QTest.keyClick(elsewhere, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert page.pages.page == page.pages.pages - 2
    before = large.factor()
    QTest.keyClick(large, Qt.Key.Key_Plus)
    assert large.factor() == pytest.approx(before * 1.25)
    QTest.keyClick(large, Qt.Key.Key_Minus)
    QTest.keyClick(large, Qt.Key.Key_0)
    assert large.zoomMode() is large.ZoomMode.FitToWidth
    assert large.factor() == pytest.approx(before, rel=0.01)
    QTest.keyClick(page.pages.small, Qt.Key.Key_Home)
    assert page.pages.page == 0


def test_the_words_in_view_stay_when_the_page_grows(open_preview: Open, agreeing: int) -> None:
    page = open_preview(agreeing)
    page.pages.go_to(1)
    for _ in range(3):
        page.pages.zoom(1)
    QApplication.processEvents()
    assert page.pages.page == 1
    page.pages.fit(whole=True)
    QApplication.processEvents()
    assert page.pages.page == 1


def test_what_is_not_on_the_sheet_is_said(open_preview: Open, agreeing: int) -> None:
    said = " ".join(open_preview(agreeing).hints.texts())
    assert "1 Ziel aus „Gesundheit" in said
    assert "nur auf dem eigenen Blatt" in said
    assert "Aufenthaltsdaten" in said
    assert "maschinell übersetzt und noch nicht geprüft" in said
    assert "eigene Texte sind noch nicht übersetzt" in said


def test_a_character_without_glyph_is_named(
    open_preview: Open, agreeing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = preview_board.make_sheet

    def with_old_italic(plan: Any, choice: SheetChoice) -> PrintedSheet:
        return made(replace(plan, title="\U00010300"), choice)

    monkeypatch.setattr(preview_board, "make_sheet", with_old_italic)
    said = " ".join(open_preview(agreeing).hints.texts())
    assert "U+10300 Old Italic Letter A" in said


def test_texts_are_marked_as_checked_and_the_note_is_gone(
    open_preview: Open, agreeing: int, session: Session, actor: Actor
) -> None:
    page = open_preview(agreeing)
    assert page.board.sheet is not None
    assert page.board.sheet.made is not None
    keys = page.board.sheet.made.unreviewed
    assert "noch nicht geprüft" in shown(page)
    page.check.open_button.click()
    QTest.keyClick(page.check.mark_button, Qt.Key.Key_Space)
    assert "fehlt noch" in page.check.reviewer.error()
    QTest.keyClicks(page.check.reviewer._line, "Rania Haddad")
    QTest.keyClick(page.check.mark_button, Qt.Key.Key_Space)
    checks = wording_checks.checked_texts(session, actor)
    assert {key for language, key in checks if language == "ar"} == set(keys)
    assert {check.reviewer for check in checks.values()} == {"Rania Haddad"}
    assert page.board.sheet.made is not None
    assert page.board.sheet.made.unreviewed == ()
    assert "noch nicht geprüft" not in shown(page)
    assert page.check.isHidden()
    assert f"{len(keys)} Texte sind als geprüft" in page.messages.text()


def test_printing_remembers_that_it_was_printed(
    open_preview: Open, agreeing: int, answers: messages.Script, tmp_path: Path, session: Session, actor: Actor
) -> None:
    page = open_preview(agreeing)
    answers.answers += [None, tmp_path / "papier.pdf"]
    QTest.keyClick(page.pages.large, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert plan_view(session, actor, agreeing).printed_at is None
    QTest.keyClick(page.pages.large, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    session.expire_all()  # the page wrote through a session of its own
    assert plan_view(session, actor, agreeing).printed_at is not None
    assert "An den Drucker gegeben" in page.messages.text()
    assert opened((tmp_path / "papier.pdf").read_bytes()).pageCount() == page.pages.pages


def test_a_printed_draft_is_not_printed_for_signature(
    open_preview: Open, draft: int, answers: messages.Script, tmp_path: Path, session: Session, actor: Actor
) -> None:
    page = open_preview(draft)
    assert any("Entwurf" in text for text in page.hints.texts())
    answers.answers.append(tmp_path / "papier.pdf")
    page.print_sheet()
    assert plan_view(session, actor, draft).printed_at is None


def test_the_saved_file_is_named_by_the_case_and_holds_the_sheet(
    open_preview: Open, agreeing: int, answers: messages.Script, tmp_path: Path
) -> None:
    page = open_preview(agreeing)
    assert page.board.file_name() == "F-2026-001_Plan1_Fassung1_ar.pdf"
    target = tmp_path / page.board.file_name()
    answers.answers.append(target)
    QTest.keyClick(page.pages.large, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.board.sheet is not None
    assert target.read_bytes() == page.board.sheet.pdf
    assert "nicht verschlüsselt" in page.messages.text()
    press(page, page.options.kind, "Mein Plan – eine Seite")
    press(page, page.options.variant, "nur Deutsch")
    assert page.board.file_name() == "F-2026-001_MeinPlan1_Fassung1_de.pdf"


def test_the_files_of_two_plans_of_a_case_have_different_names(
    open_preview: Open, agreeing: int, session: Session, actor: Actor
) -> None:
    single = plan_view(session, actor, agreeing)
    other = start_plan(session, actor, single.case_id, PlanKind.FAMILY).made or 0
    page = open_preview(other)
    page.board.choose(SheetChoice(SheetKind.PLAN, SheetVariant.GERMAN, ""))
    assert page.board.file_name() == "F-2026-001_Plan2_Fassung1_de.pdf"
    assert NAME not in page.board.file_name()


def test_a_locked_target_is_one_sentence_and_keeps_the_old_file(
    open_preview: Open, agreeing: int, answers: messages.Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "offen.pdf"
    target.write_bytes(b"alt")

    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "gesperrt", str(target))

    page = open_preview(agreeing)
    answers.answers.append(target)
    with monkeypatch.context() as locked:
        locked.setattr(Path, "replace", refuse)
        page.save_sheet()
    assert "gesperrt oder in einem anderen Programm offen" in page.messages.text()
    assert page.messages.text().count(".") == 2  # „offen.pdf“ and the end of the sentence
    assert [path.name for path in tmp_path.glob("offen*")] == ["offen.pdf"]
    assert target.read_bytes() == b"alt"


def test_a_folder_that_is_gone_is_one_sentence(
    open_preview: Open, agreeing: int, answers: messages.Script, tmp_path: Path
) -> None:
    page = open_preview(agreeing)
    answers.answers.append(tmp_path / "weg" / "plan.pdf")
    page.save_sheet()
    assert "Bitte einen anderen Ort wählen" in page.messages.text()


def test_a_sheet_in_force_comes_back_byte_for_byte(
    open_preview: Open, in_force: int, session: Session, actor: Actor
) -> None:
    page = open_preview(in_force)
    kept = kept_sheet(session, actor, in_force, SheetKind.PLAN, SheetVariant.SIDE_BY_SIDE, "ar")
    assert page.board.sheet is not None
    assert page.board.sheet.pdf == kept
    assert any("Aufbewahrter Ausdruck vom 22.11.2026" in text for text in page.hints.texts())
    press(page, page.options.variant, "nur Deutsch")
    assert page.board.sheet.pdf == kept_sheet(
        session, actor, in_force, SheetKind.PLAN, SheetVariant.GERMAN, "de"
    )


def test_another_language_in_force_is_kept_once_it_left_the_house(
    open_preview: Open, in_force: int, answers: messages.Script, tmp_path: Path, session: Session, actor: Actor
) -> None:
    page = open_preview(in_force)
    pick_language(page, "englisch")
    assert page.board.sheet is not None
    assert page.board.sheet.kept_at is None
    pdf, before = page.board.sheet.pdf, len(list_documents(session, actor, in_force))
    answers.answers += [tmp_path / "en.pdf", tmp_path / "en.pdf"]
    page.save_sheet()
    page.save_sheet()
    assert len(list_documents(session, actor, in_force)) == before + 1
    assert kept_sheet(session, actor, in_force, SheetKind.PLAN, SheetVariant.SIDE_BY_SIDE, "en") == pdf


def test_the_way_back_leads_to_the_plan(open_preview: Open, agreeing: int, places: Places) -> None:
    page = open_preview(agreeing)
    page.back_button.setFocus()
    QTest.keyClick(page.back_button, Qt.Key.Key_Space)
    assert places.current == "plan"


def test_all_texts_of_the_language_are_one_link_away(open_preview: Open, agreeing: int, places: Places) -> None:
    page = open_preview(agreeing)
    page.check.open_button.click()
    page.check.list_button.click()
    assert places.current == "wording"


def test_while_a_sheet_is_made_the_window_waits_for_nothing_and_only_the_last_wish_is_made(
    vault: OpenVault, actor: Actor, agreeing: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, made, real = threading.Event(), list[str](), preview_board.make_sheet

    def slow(data: Any, choice: SheetChoice) -> PrintedSheet:
        assert gate.wait(30)
        made.append(choice.language)
        return real(data, choice)

    monkeypatch.setattr(preview_board, "make_sheet", slow)
    work = Work(vault, actor, storage=ImmediateExecutor())
    page = PreviewPage(work, agreeing, Places())
    qtbot.addWidget(page)
    page.show()
    assert page.pages.bar.is_busy()
    assert not page.print_button.isEnabled()
    for language in ("fr", "en", "tr"):
        page.board.choose(SheetChoice(language=language, variant=SheetVariant.LANGUAGE_ONLY))
    gate.set()
    qtbot.waitUntil(page.print_button.isEnabled, timeout=30_000)
    work.stop()
    assert made == ["ar", "tr"]
    assert not page.pages.bar.is_busy()
    assert page.board.sheet is not None
    assert page.board.sheet.choice.language == "tr"


@pytest.fixture
def opened_for_writing() -> list[str]:
    """Files Python opened for writing since the test began; the hook stays, as hooks cannot be taken away."""
    if not hasattr(sys, "_preview_hook"):
        sys.addaudithook(_on_event)
        sys._preview_hook = True  # type: ignore[attr-defined]  # remembered beside what it belongs to
    _opened.clear()
    return _opened


def _on_event(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and isinstance(arguments[1], str) and any(sign in arguments[1] for sign in WRITING):
        _opened.append(str(arguments[0]))


def test_the_preview_writes_no_file(
    open_preview: Open, agreeing: int, opened_for_writing: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):  # what Qt writes is not seen by the hook, but it would come here
        monkeypatch.setenv(name, str(temporary))
    page = open_preview(agreeing)
    pick_language(page, "tigrinya")
    page.pages.zoom(1)
    QApplication.processEvents()
    assert opened_for_writing == []
    assert list(temporary.iterdir()) == []
    (temporary / "probe").open("w", encoding="utf-8").close()
    assert opened_for_writing == [str(temporary / "probe")]
