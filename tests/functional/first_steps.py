"""The steps every walk begins with: a new vault, the county's list in it, a case file, its tabs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from desktop import paths
from desktop.storage.keys.kdf import KeyCost
from desktop.views import messages
from desktop.views.cases.case_files import CaseFiles
from desktop.views.cases.case_list_page import CaseListPage
from desktop.views.components.filter_bar import FilterBar
from desktop.views.components.page_tabs import PageTabs
from desktop.views.desk import Desk
from desktop.views.start.sheet_page import SheetPage
from desktop.views.today.today_page import TodayPage
from tests.functional.clerk import Clerk

CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1, least_memory_kib=64)
PASSWORD = "Birne-Laterne-Ofen-47"


def make_vault(clerk: Clerk, file: Path) -> tuple[str, ...]:
    """Three steps: who and password, the recovery sheet, the office. The groups of the sheet, as put into the safe."""
    clerk.picture("01-willkommen")
    clerk.click("Anlegen")
    clerk.write("label", "Petra Lang")
    clerk.write("path", str(file))
    clerk.write("password", PASSWORD)
    clerk.write("repeated", PASSWORD)
    clerk.picture("02-neuer-tresor")
    clerk.click("Tresor anlegen")
    sheet = clerk.find(SheetPage)
    groups = dict(enumerate(sheet._sheet.groups, 1))
    clerk.write("proof", " ".join(groups[number] for number in sheet._asked))
    clerk.picture("03-wiederherstellungsblatt")
    clerk.click("Weiter")
    clerk.write("municipality", "Gemeinde Musterlingen")
    clerk.write("room", "12")
    clerk.picture("04-amt")
    clerk.click("Fertig")
    clerk.find(TodayPage)
    clerk.reads("Nichts ist fällig")
    clerk.picture("05-heute")
    clerk.find(Desk).places.go("cases")
    clerk.find(CaseListPage)
    return tuple(sheet._sheet.groups)


def take_over_the_list(clerk: Clerk) -> None:
    clerk.picture("05-keine-faelle")
    clerk.click("Übergabeliste einlesen")
    with messages.scripted(paths.resource("samples", "uebergabeliste.xlsx")):
        clerk.click("Datei wählen …")
    clerk.reads("uebergabeliste.xlsx")
    clerk.picture("06-liste")
    clerk.click("Weiter")
    clerk.picture("07-spalten")
    clerk.click("Weiter")
    clerk.picture("08-vorschau")
    clerk.click("58 Personen übernehmen")
    clerk.reads("Die Liste ist im Tresor")
    clerk.picture("09-uebernommen")
    clerk.click("Fälle ansehen")
    clerk.find(CaseListPage)


def open_family(clerk: Clerk, name: str) -> None:
    page = clerk.find(CaseListPage)
    clerk.write_into(clerk.find(FilterBar).search, name)
    page.table.view.setFocus()
    clerk.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    clerk.press(Qt.Key.Key_Return)
    clerk.find(CaseFiles)
    clerk.reads(f"Familie {name}")
    clerk.picture("10-ueberblick")


def choose_tab(clerk: Clerk, words: str) -> None:
    tabs = clerk.find(PageTabs)
    place = next(place for place in range(tabs.count()) if tabs.tabText(place).startswith(words))
    clerk.click_on(tabs, tabs.tabRect(place).center())
