"""What matters today: flags, what events propose, last and next contact, offer, stand-in."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from desktop.casework.cases.case_life import AttemptsRow, OfferRow
from desktop.casework.cases.case_minute import CaseMinute, DatedLine
from desktop.casework.cases.cases import CaseHead
from desktop.casework.cases.flag_rows import FlagRow
from desktop.casework.cases.overview import CaseOverview
from desktop.clock import german_date, today
from desktop.views.cases.case_head_view import flag_chip
from desktop.views.cases.overview_cards import OverviewCard
from desktop.views.people.lines import flow, link, words


class MinuteCard(OverviewCard):
    """*Signals:* proposal_wanted(Proposal); resolve_wanted(FlagRow)."""

    proposal_wanted = Signal(object)
    resolve_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Auf einen Blick"), "zap", parent)

    def build(self, head: CaseHead, overview: CaseOverview) -> None:
        names = {member.person.id: member.person.given for member in head.members}
        for flag in head.flags:
            self._add_flag(flag, names.get(flag.person_id or 0, ""))
        self._add_proposal(overview.minute)
        for line in minute_lines(overview.minute):
            self.body.addWidget(words(line))

    def _add_flag(self, flag: FlagRow, who: str) -> None:
        done = link(self.tr("Erledigen …"), partial(self.resolve_wanted.emit, flag), f"resolve_{flag.id}",
                    said=self.tr("Hinweis erledigen: %1").replace("%1", flag.reason))  # fmt: skip
        about = f"{who}: {flag.reason}" if who else flag.reason
        self.body.addWidget(flow(flag_chip(flag), words(f"seit {german_date(flag.since)}", "muted"), done))
        self.body.addWidget(words(about))

    def _add_proposal(self, minute: CaseMinute) -> None:
        proposal = minute.life.proposal
        if proposal is None:
            return
        said = self.tr("Status „%1“ übernehmen").replace("%1", proposal.status.label)
        self.body.addWidget(words(proposal.why, "muted"))
        self.body.addWidget(
            flow(link(said, partial(self.proposal_wanted.emit, proposal), "take_proposal", icon="check"))
        )


def minute_lines(minute: CaseMinute) -> list[str]:
    """One line for each thing known, in the order they are asked for at the door."""
    lines = [
        _dated(_tr("Letztes Gespräch"), minute.last_talk) or _tr("Noch kein Gespräch eingetragen"),
        _dated(_tr("Nächster Termin"), minute.next_appointment),
        _dated(_tr("Überfällig seit") if _is_over(minute.next_date) else _tr("Nächste Frist"), minute.next_date),
        offer_words(minute.life.offer), attempts_words(minute.life.attempts),
        _tr("Vertretung: %1").replace("%1", minute.stand_in) if minute.stand_in else "",
    ]
    return [line for line in lines if line]


def offer_words(offer: OfferRow) -> str:
    """„Angebot am 05.11.2026, angenommen am 16.11.2026“, empty before there was one."""
    if offer.made_on is None:
        return ""
    answer = ""
    if offer.declined_on:
        answer = _tr(", abgelehnt am %1").replace("%1", german_date(offer.declined_on))
    elif offer.accepted_on:
        answer = _tr(", angenommen am %1").replace("%1", german_date(offer.accepted_on))
    return _tr("Angebot am %1").replace("%1", german_date(offer.made_on)) + answer


def attempts_words(attempts: AttemptsRow) -> str:
    """„2 Kontaktversuche ohne Erfolg, zuletzt am 20.11.2026“, empty while the last one reached somebody."""
    if not attempts.in_vain or attempts.last_on is None:
        return ""
    count = _tr("1 Kontaktversuch") if attempts.in_vain == 1 else f"{attempts.in_vain} {_tr('Kontaktversuche')}"
    return _tr("%1 ohne Erfolg, zuletzt am %2").replace("%1", count).replace("%2", german_date(attempts.last_on))


def _is_over(line: DatedLine | None) -> bool:
    return line is not None and line.day < today()


def _dated(title: str, line: DatedLine | None) -> str:
    return f"{title}: {german_date(line.day)}, {line.text}" if line is not None else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("minute_card", text)
