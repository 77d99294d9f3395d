"""„Zugriffsprotokoll“: entries, filters, and what a check says."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from sqlalchemy import delete
from sqlalchemy.orm import Session

from desktop.casework.access.access_chain import Break, ChainReport, Finding
from desktop.casework.people.people import PersonFacts, create_person
from desktop.models.work import Work
from desktop.records.office import AccessEntry
from desktop.storage.open_vault import OpenVault
from desktop.views.admin.access_log_card import AccessLogCard
from desktop.views.admin.access_log_page import AccessLogPage, said
from desktop.views.places import Places


@pytest.fixture
def page(work: Work, qtbot: QtBot) -> AccessLogPage:
    for name in ("Ahmadi", "Bondar", "Haddad"):
        work.change(QObject(), create_person, PersonFacts(family_name=name))
    page = AccessLogPage(work, Places())
    qtbot.addWidget(page)
    page.show()
    page.show_target()
    return page


def objects(page: AccessLogPage) -> list[str]:
    return [row.objects for row in page.model.rows]


def test_the_newest_entry_stands_first_with_person_deed_and_name(page: AccessLogPage) -> None:
    assert objects(page) == ["Haddad", "Bondar", "Ahmadi"]
    assert {(row.who, row.action) for row in page.model.rows} == {("Petra Lang", "Person eingetragen")}


def test_search_person_and_period_narrow_the_list(page: AccessLogPage) -> None:
    page.table.filters.set_values({"text": "bond"})
    assert objects(page) == ["Bondar"]
    page.table.filters.set_values({"text": "", "who": "Petra Lang", "days": 0})
    assert len(objects(page)) == 3
    page.model.narrow("", "Anna Weiß", None)
    assert objects(page) == []


def test_checking_says_that_the_record_is_whole(page: AccessLogPage) -> None:
    page.check_button.click()
    assert "lückenlos und unverändert seit" in page.messages.text()
    assert "3 Einträge" in page.messages.text()


def cut(vault: OpenVault) -> None:
    with vault.session() as session, session.begin():
        session.connection(execution_options={"writing": True})
        session.execute(delete(AccessEntry).where(AccessEntry.id == 2))


def test_checking_names_what_was_removed(page: AccessLogPage, vault: OpenVault, work: Work, qtbot: QtBot) -> None:
    cut(vault)
    card = AccessLogCard(work)
    qtbot.addWidget(card)
    for place in (page, card):
        place.check_button.click()
    for text in (page.messages.text(), card._messages.text()):
        assert text == "Das Zugriffsprotokoll wurde verändert. Vor Eintrag 3 fehlen Einträge: 1."


def test_many_breaks_are_counted_not_listed() -> None:
    since = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    findings = tuple(Finding(Break.CHANGED, number) for number in range(1, 6))
    assert said(ChainReport(9, since, findings)).endswith("Eintrag 3 wurde verändert oder nachträglich eingefügt. "
                                                          "Und 2 weitere Stellen.")
    assert said(ChainReport(1, since, ())).endswith("seit 01.11.2026: 1 Eintrag.")


def test_the_card_leads_to_the_list(work: Work, qtbot: QtBot, session: Session) -> None:
    card = AccessLogCard(work)
    qtbot.addWidget(card)
    with qtbot.waitSignal(card.wanted):
        card.open_button.click()
