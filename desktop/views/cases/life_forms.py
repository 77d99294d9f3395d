"""Forms of a case's life: status, Abschluss, taking up again, flags, stand-in."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.casework.cases.case_closing import Closing, GoalEnd, OpenEnds, close_case, reopen_case
from desktop.casework.cases.case_life import change_status
from desktop.casework.cases.case_moves import OVER, WAY, move_to, moves_from
from desktop.casework.cases.cases import CaseHead
from desktop.casework.cases.flag_rows import FlagRow
from desktop.casework.cases.flags import NewFlag, resolve_flag, set_flag
from desktop.casework.cases.stand_ins import StandInRow, put_stand_in
from desktop.casework.office import UserRow
from desktop.clock import german_date, today
from desktop.terms import CaseStatus, EndReason, FlagKind
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import Option, term_options
from desktop.views.fields.text_field import TextField
from desktop.views.people.lines import flow, link, words
from desktop.views.people.quick_form import Job, QuickForm


class StatusForm(QuickForm):
    """Another status from a day on. Only what may follow is offered; a reason is asked where one is needed."""

    def __init__(
        self, case_id: int, present: CaseStatus, proposed: CaseStatus | None = None, since: dt.date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._case_id, self._present = case_id, present
        self.set_save_words(self.tr("Status ändern"))
        self.add_words(self.tr("Jetzt: %1").replace("%1", present.label))
        options = [Option(move.to.value, move.to.label) for move in moves_from(present)]
        self.add(
            choice_field("status", self.tr("Neuer Status"), options, mandatory=True),
            DateField("since", self.tr("gilt ab"), lean=Lean.PAST, latest=today(), mandatory=True),
            NoteField("reason", self.tr("Grund")),
            DateField("resume_on", self.tr("Wiederaufnahme am"), lean=Lean.FUTURE),
        )
        self.ends = self.add_words(self.tr("Damit enden auch Bedarfe und Begleitungen im Ehrenamt."))
        self.finish()
        self.field("status").set_value(proposed)
        self.field("since").set_value(since or today())
        self.field("status").changed.connect(self._follow)
        self._follow()

    def job(self) -> Job:
        return change_status, (self._case_id, CaseStatus(self.value("status")), self.value("since"),
                               self.text("reason"), self.value("resume_on"))  # fmt: skip

    def _follow(self) -> None:
        chosen = self.value("status")
        move = move_to(self._present, CaseStatus(chosen)) if chosen else None
        self.field("reason").set_mandatory(bool(move and move.needs_reason))
        self.field("resume_on").setVisible(bool(move and move.needs_day))
        self.field("resume_on").set_mandatory(bool(move and move.needs_day))
        self.ends.setVisible(bool(move and move.to in OVER))


class CloseForm(QuickForm):
    """Abschluss: what was reached, what is still open, then the end with its reason."""

    def __init__(self, case_id: int, ends: OpenEnds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case_id = case_id
        self.set_save_words(self.tr("Fall abschließen"))
        self._show_ends(ends)
        self.add(
            choice_field("reason", self.tr("Grund"), term_options(EndReason), mandatory=True),
            DateField("ended_on", self.tr("Beendet am"), lean=Lean.PAST, latest=today(), mandatory=True),
            TextField("passed_on_to", self.tr("Weitervermittelt an")),
            CheckField("final_talk", self.tr("Abschlussgespräch geführt")),
            NoteField("note", self.tr("Notiz")),
            CheckField("aftercare", self.tr("Nachbetreuung in einzelnen Fragen")),
        )
        self.add(CheckField("close_plans", self.tr("Plan mit abschließen")))
        self.field("close_plans").setVisible(bool(ends.plans))
        self.finish()
        self.field("ended_on").set_value(today())

    def job(self) -> Job:
        closing = Closing(
            self.value("ended_on"), EndReason(self.value("reason")), bool(self.value("final_talk")),
            self.text("note"), self.text("passed_on_to"), bool(self.value("close_plans")),
            bool(self.value("aftercare")),
        )  # fmt: skip
        return close_case, (self._case_id, closing)

    def _show_ends(self, ends: OpenEnds) -> None:
        self._part(self.tr("Ziele und was daraus wurde"), [goal_words(goal) for goal in ends.goals])
        self._part(self.tr("Schritte, die offen bleiben"), list(ends.steps))
        self._part(self.tr("Aufgaben, die entfallen"), list(ends.tasks))
        self._part(self.tr("Termine, die abgesagt werden"), list(ends.appointments))
        self._part(self.tr("Begleitungen durch Ehrenamtliche, die mit beendet werden"), list(ends.matches))
        self._part(self.tr("Bedarfe für das Ehrenamt, die mit abgeschlossen werden"), list(ends.needs))
        self._part(self.tr("Plan"), list(ends.plans))

    def _part(self, title: str, lines: list[str]) -> None:
        if lines:
            self.add_widget(words(title, "strong"))
        for line in lines:
            self.add_widget(words(f"– {line}"))


class ReopenForm(QuickForm):
    """A file that was over goes on."""

    def __init__(self, case_id: int, present: CaseStatus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case_id = case_id
        self.set_save_words(self.tr("Wieder aufnehmen"))
        self.add_words(self.tr("Abgeschlossene Pläne bleiben abgeschlossen; ein neuer kann folgen."))
        options = [
            Option(status.value, status.label) for status in WAY if move_to(present, status) and status not in OVER
        ]
        self.add(
            choice_field("status", self.tr("Weiter mit"), options, mandatory=True),
            DateField("since", self.tr("gilt ab"), lean=Lean.PAST, latest=today(), mandatory=True),
            NoteField("reason", self.tr("Grund"), mandatory=True),
        )
        self.finish()
        self.field("since").set_value(today())

    def job(self) -> Job:
        return reopen_case, (self._case_id, CaseStatus(self.value("status")), self.value("since"), self.text("reason"))


class FlagForm(QuickForm):
    """Something everybody who opens the file must see."""

    def __init__(self, head: CaseHead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case_id = head.id
        self.set_save_words(self.tr("Hinweis setzen"))
        people = [Option(member.person.id, member.person.given) for member in head.members]
        self.add(
            NoteField("reason", self.tr("Worauf ist zu achten?"), mandatory=True),
            choice_field("kind", self.tr("Art"), term_options(FlagKind), mandatory=True),
            choice_field("person", self.tr("Betrifft"), people),
            DateField("since", self.tr("seit"), lean=Lean.PAST, latest=today(), mandatory=True),
        )
        self.field("person").setVisible(len(people) > 1)
        self.finish()
        self.field("since").set_value(today())

    def job(self) -> Job:
        person = self.value("person")
        return set_flag, (NewFlag(self._case_id, FlagKind(self.value("kind")), self.text("reason"),
                                  self.value("since"), int(person) if person is not None else None),)  # fmt: skip


class ResolveForm(QuickForm):
    """What came of a flag."""

    def __init__(self, flag: FlagRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flag_id = flag.id
        self.set_save_words(self.tr("Hinweis erledigen"))
        self.add_words(f"{flag.kind.label}: {flag.reason}")
        self.add(NoteField("resolution", self.tr("Wodurch hat er sich erledigt?"), mandatory=True))
        self.finish()

    def job(self) -> Job:
        return resolve_flag, (self._flag_id, self.text("resolution"))


class StandInForm(QuickForm):
    """Who stands in for the responsible person of this case, with those who do or did.

    *Signals:* end_wanted(id) of a stand-in that is still on or to come.
    """

    end_wanted = Signal(int)

    def __init__(
        self, case_id: int, users: tuple[UserRow, ...], responsible: int | None, rows: tuple[StandInRow, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._case_id = case_id
        self.set_save_words(self.tr("Vertretung eintragen"))
        options = [Option(user.id, user.name) for user in users if user.id != responsible]
        if not options:
            self.messages.show_info(self.tr("Es gibt noch niemanden, der vertreten kann. Bitte zuerst unter "
                                            "„Verwaltung“ eine Kollegin oder einen Kollegen aufnehmen."))  # fmt: skip
        self.add(
            choice_field("user", self.tr("Vertretung"), options, mandatory=True),
            DateField("since", self.tr("ab"), lean=Lean.FUTURE, mandatory=True),
            DateField("until", self.tr("bis (leer: bis auf Weiteres)"), lean=Lean.FUTURE),
            TextField("reason", self.tr("Grund")),
        )
        self._show_rows(rows)
        self.finish()
        self.field("since").set_value(today())

    def _show_rows(self, rows: tuple[StandInRow, ...]) -> None:
        if rows:
            self.add_widget(words(self.tr("Bisher eingetragen"), "strong"))
        for row in rows:
            self.add_widget(words(stand_in_words(row)))
            if row.until is None or row.until >= today():
                said = self.tr("Vertretung beenden: %1").replace("%1", row.name)
                end = link(self.tr("Beenden"), partial(self.end_wanted.emit, row.id), f"end_{row.id}", said=said)
                self.add_widget(flow(end))

    def job(self) -> Job:
        return put_stand_in, (self._case_id, int(self.value("user")), self.value("since"), self.value("until"),
                              self.text("reason"))  # fmt: skip


def stand_in_words(row: StandInRow) -> str:
    """„Jonas Weiß: 23.11.2026 bis 04.12.2026, Urlaub“."""
    until = f"bis {german_date(row.until)}" if row.until else "bis auf Weiteres"
    return f"{row.name}: {german_date(row.since)} {until}" + (f", {row.reason}" if row.reason else "")


def goal_words(goal: GoalEnd) -> str:
    """‚„Ich bestehe B1.“ erreicht (Wert 3 → 8, Ziel 8)‘."""
    known = goal.start is not None or goal.now is not None
    values = f"Wert {_number(goal.start)} → {_number(goal.now)}, Ziel {_number(goal.target)}" if known else ""
    return f"„{goal.text}“ {goal.status.label}" + (f" ({values})" if values else "")


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)
