"""Who works on the case beside the responsible person, on the overview."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.cases.case_team import TeamRow
from desktop.casework.cases.cases import CaseHead
from desktop.casework.cases.overview import CaseOverview
from desktop.clock import german_date, today
from desktop.views import style
from desktop.views.cases.overview_cards import OverviewCard
from desktop.views.people.lines import flow, link, words


class TeamCard(OverviewCard):
    """*Signals:* list_wanted() for the form with everybody who was; edit_wanted(TeamRow); end_wanted(TeamRow)."""

    list_wanted = Signal()
    edit_wanted = Signal(object)
    end_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Mitwirkende"), "users-round", parent)

    def build(self, head: CaseHead, overview: CaseOverview) -> None:
        for row in overview.minute.team:
            self.body.addWidget(self._line(row))
        if not overview.minute.team:
            said = self.tr("Noch niemand eingetragen, zum Beispiel Schulsozialarbeit, Jobcenter oder Ehrenamtliche.")
            self.body.addWidget(words(said, "muted"))
        self.body.addWidget(flow(link(self.tr("Eintragen …"), self.list_wanted.emit, "team_add", icon="plus",
                                      said=self.tr("Mitwirkende eintragen"))))  # fmt: skip

    def _line(self, row: TeamRow) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space(0.5))
        column.addWidget(words(row.words))
        for about in (row.contact, row.entry.note, time_words(row)):
            if about:
                column.addWidget(words(about, "muted"))
        edit = link(self.tr("Ändern …"), partial(self.edit_wanted.emit, row), f"team_edit_{row.id}",
                    said=self.tr("Angaben ändern: %1").replace("%1", row.entry.name))  # fmt: skip
        end = link(self.tr("Beenden"), partial(self.end_wanted.emit, row), f"team_end_{row.id}",
                   said=self.tr("Mitwirkung beenden: %1").replace("%1", row.entry.name))  # fmt: skip
        column.addWidget(flow(edit, end))
        return box


def time_words(row: TeamRow) -> str:
    """„seit 01.09.2026“, „ab 01.12.2026 bis 31.07.2027“, „01.09.2025 bis 31.07.2026“ once it is over."""
    since, until = german_date(row.entry.since), row.entry.until
    begun = _tr("seit %1") if row.entry.since <= today() else _tr("ab %1")
    if not row.is_open(today()):
        begun = "%1"
    end = _tr(" bis %1").replace("%1", german_date(until)) if until else ""
    return begun.replace("%1", since) + end


def _tr(text: str) -> str:
    return QCoreApplication.translate("team_card", text)
