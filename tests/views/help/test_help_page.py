"""Help by keyboard: F1 for the place shown, links, the way back; and nothing that leads out of the program."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.casework.cases.cases import open_person_case
from desktop.casework.people.people import PersonFacts, create_person
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.paths import resource
from desktop.views.cases.case_places import add_cases
from desktop.views.cases.case_tabs import case_tabs
from desktop.views.commands import Commands
from desktop.views.desk import Desk
from desktop.views.filtered_list import ListMemory
from desktop.views.help.entry import help_commands, help_place, shown_place
from desktop.views.help.help_browser import HelpBrowser
from desktop.views.help.help_page import HelpPage
from desktop.views.help.topics import TOPICS, page_for
from desktop.views.places import Place, Places
from desktop.views.style import Theme, apply_style
from desktop.views.volunteers.entry import add_volunteers
from tests.views.help.help_samples import versions


@pytest.fixture
def desk(work: Work, qtbot: QtBot) -> Desk:
    places, commands, drafts = Places(work), Commands(work), Drafts(work, work)
    desk = Desk(work, drafts, places, commands, "Musterlingen.wegplan")
    add_cases(work, places, drafts, commands, ListMemory(lambda: "", lambda _text: None), case_tabs())
    places.add(Place("admin", "Verwaltung", "settings", lambda: QLabel("Einstellungen")), help_place(places, versions))
    commands.add(*help_commands(places))
    qtbot.addWidget(desk)
    desk.resize(1366, 768)
    desk.show()
    desk.activateWindow()
    desk.go_first()
    QApplication.processEvents()
    return desk


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """As from the keyboard, to whatever has it."""
    target = QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None
    QTest.keyClick(target, key, modifier)
    QApplication.processEvents()


def back() -> None:
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)


def help_page(desk: Desk) -> HelpPage:
    page = desk.places.page("help")
    assert isinstance(page, HelpPage)
    return page


def headline(desk: Desk) -> str:
    return lines(help_page(desk).browser)[0]


def lines(browser: HelpBrowser) -> list[str]:
    """The page's words without the places where they may part."""
    return browser.toPlainText().replace("\u00ad", "").splitlines()


def test_f1_opens_the_page_that_fits_the_place_and_alt_left_leads_back(desk: Desk) -> None:
    press(Qt.Key.Key_F1)
    assert headline(desk) == "Listen: Ansichten, viele Fälle, Datei"
    back()
    assert desk.places.current == "cases"
    desk.places.go("admin")
    press(Qt.Key.Key_F1)
    assert headline(desk) == "Sperren, Entwürfe, Sicherung"
    back()
    assert desk.places.current == "admin"


@pytest.mark.parametrize(("tab", "title"), [("assessment", "Assessment und Ergebnis"), ("plan", "Integrationsplan")])
def test_f1_in_a_case_file_knows_its_tab(desk: Desk, work: Work, tab: str, title: str) -> None:
    with work.store.session() as session:
        person = create_person(session, work.actor, PersonFacts("Ahmadi", "Farid")).made or 0
        case = open_person_case(session, work.actor, person).made or 0
    desk.places.open_case(case, tab)
    press(Qt.Key.Key_F1)
    assert headline(desk) == title
    back()
    assert desk.places.current == "case"


@pytest.mark.parametrize(("tab", "spot"), [("register", ""), ("overview", "#uebersicht"), ("needs", "#vorschlaege")])
def test_f1_in_the_ehrenamt_knows_its_tab(desk: Desk, work: Work, tab: str, spot: str) -> None:
    add_volunteers(work, Drafts(work, work), desk.places, Commands(work))
    desk.places.go("volunteers", tab)
    assert page_for(shown_place(desk.places)) == f"ehrenamt.html{spot}"
    press(Qt.Key.Key_F1)
    assert headline(desk) == "Ehrenamt"


def test_links_are_followed_by_keyboard_and_are_steps_of_the_way_back(desk: Desk) -> None:
    desk.places.go("help", "start.html")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert headline(desk) == "Tresor und Wiederherstellungsblatt"
    back()
    assert headline(desk) == "Erste Schritte"
    back()
    assert desk.places.current == "cases"


def test_a_topic_is_opened_from_the_list_and_marked_there(desk: Desk) -> None:
    desk.places.go("help")
    page = help_page(desk)
    page.topics.setFocus()
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Return)
    assert headline(desk) == "Über Wegplan"
    page.browser.anchorClicked.emit(QUrl("../licences/SQLCipher.txt"))
    assert "Redistribution and use" in page.browser.toPlainText()
    assert page.topics.currentRow() == len(TOPICS) - 1


def test_a_spot_in_a_page_is_scrolled_to(desk: Desk) -> None:
    desk.places.go("help", "drucken.html")
    bar = help_page(desk).browser.verticalScrollBar()
    assert bar.value() == 0
    help_page(desk).browser.anchorClicked.emit(QUrl("#pruefen"))
    assert bar.value() > 0
    assert desk.places.current == "help"


@pytest.mark.parametrize("address", ["https://example.org/", "mailto:a@example.org", "file:///etc/hostname"])
def test_an_address_outside_is_never_opened(desk: Desk, address: str) -> None:
    desk.places.go("help", "plan.html")
    browser = help_page(desk).browser
    followed: list[str] = []
    browser.wanted.connect(followed.append)
    browser.anchorClicked.emit(QUrl(address))
    browser.anchorClicked.emit(QUrl("plan.html"))
    assert followed == ["plan.html"]
    assert headline(desk) == "Integrationsplan"
    assert not browser.openExternalLinks()


def test_pictures_come_from_the_help_alone(desk: Desk) -> None:
    desk.places.go("help")
    browser, image = help_page(desk).browser, QTextDocument.ResourceType.ImageResource.value
    assert browser.loadResource(image, QUrl("bilder/07-plan.png")).width() > 100
    for address in ("../demo/../help/hilfe.css", resource("help", "bilder", "07-plan.png").as_uri(), "bilder/x.png"):
        assert browser.loadResource(image, QUrl(address)).isNull(), address


@pytest.mark.parametrize("percent", [100, 200])
def test_a_page_stands_there_once_and_fits_its_width(desk: Desk, percent: int) -> None:
    apply_style(QApplication.instance(), Theme.LIGHT, percent)  # type: ignore[arg-type]  # a QApplication in tests
    browser = help_page(desk).browser
    for topic in TOPICS:
        desk.places.go("help", topic.file)
        desk.resize(1366 - 40, 700)
        QApplication.processEvents()
        desk.resize(1366, 768)
        QApplication.processEvents()
        assert lines(browser).count(topic.title) == 1
        assert browser.document().size().width() <= browser.viewport().width(), topic.file


def broken_words(browser: HelpBrowser) -> list[str]:
    """Words that did not fit their column; after a blank, hyphen, slash or dash a line may end."""
    browser.document().size()  # the page lays itself out bit by bit: asking for its size finishes that
    found, block = [], browser.document().begin()
    while block.isValid():
        layout, text = block.layout(), block.text()
        ends = [layout.lineAt(line).textStart() for line in range(1, layout.lineCount())]
        found += [text[max(0, end - 12) : end + 12] for end in ends if text[end - 1] not in " -/–…\u00ad\u2028"]
        block = block.next()
    return found


@pytest.mark.parametrize("size", [(1366, 768), (1280, 640)])
def test_no_word_is_torn_apart_at_large_text(desk: Desk, qapp: QApplication, size: tuple[int, int]) -> None:
    apply_style(qapp, Theme.LIGHT, 200)
    desk.resize(*size)
    for topic in TOPICS:
        desk.places.go("help", topic.file)
        QApplication.processEvents()
        assert broken_words(help_page(desk).browser) == [], topic.file


def test_colours_follow_the_theme_and_the_reader_stays_where_they_were(desk: Desk, qapp: QApplication) -> None:
    desk.places.go("help", "plan.html")
    browser = help_page(desk).browser
    bar = browser.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    light = browser.toHtml()
    apply_style(qapp, Theme.DARK, 100)
    assert browser.toHtml() != light
    assert abs(bar.value() - bar.maximum() // 2) <= 2
