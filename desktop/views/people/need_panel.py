"""Protection needs of one person: that there are some; what they are only on demand (S3)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.people.protection_needs import NeedRow, Needs, NewNeed, add_need, end_need
from desktop.clock import german_date, today
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.text_field import TextField
from desktop.views.people.lines import emptied, flow, link, rebuilt, words
from desktop.views.people.quick_form import Job, QuickForm


class NeedPanel(QWidget):
    """*Signals:* add_wanted(); show_wanted(); end_wanted(NeedRow)."""

    add_wanted = Signal()
    show_wanted = Signal()
    end_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_needs(self, needs: Needs) -> None:
        """Masked or not, as they were read."""
        rebuilt(self, lambda: self._build(needs))

    def _build(self, needs: Needs) -> None:
        emptied(self._column)
        if not needs.rows:
            self._column.addWidget(words(self.tr("Nichts eingetragen."), "muted"))
        for row in needs.rows:
            self._add_row(row)
        masked = any(not row.text for row in needs.rows)
        if not needs.consented:
            self._column.addWidget(words(self.tr("Besonders geschützt: erst mit Einwilligung sichtbar."), "muted"))
            return
        buttons = [link(self.tr("Schutzbedarf eintragen …"), self.add_wanted.emit, "need_add", icon="plus")]
        if masked:
            buttons.append(link(self.tr("Anzeigen"), self.show_wanted.emit, "need_show", icon="eye",
                                said=self.tr("Schutzbedarf anzeigen; das Ansehen wird vermerkt")))  # fmt: skip
        self._column.addWidget(flow(*buttons))

    def _add_row(self, row: NeedRow) -> None:
        until = f" bis {german_date(row.until)}" if row.until else ""
        self._column.addWidget(words(f"{row.text or '••••••'} · seit {german_date(row.since)}{until}"))
        if row.note:
            self._column.addWidget(words(row.note, "muted"))
        if row.until is None:
            end = link(self.tr("Beenden …"), lambda: self.end_wanted.emit(row), f"need_end_{row.id}",
                       said=self.tr("Schutzbedarf seit %1 beenden").replace("%1", german_date(row.since)))  # fmt: skip
            self._column.addWidget(flow(end))


class NeedForm(QuickForm):
    """A protection need from a day on."""

    def __init__(self, person_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person_id = person_id
        self.add_words(self.tr("Keine Diagnosen und keine Erlebnisse; nur, was für den Schutz nötig ist."))
        self.add(
            TextField("text", self.tr("Schutzbedarf"), mandatory=True),
            DateField("since", self.tr("seit"), lean=Lean.PAST, latest=today(), mandatory=True),
            DateField("until", self.tr("bis (leer: bis auf Weiteres)"), lean=Lean.FUTURE),
            NoteField("note", self.tr("Was ist vereinbart?")),
        )
        self.finish()
        self.field("since").set_value(today())

    def job(self) -> Job:
        return add_need, (NewNeed(self._person_id, self.text("text"), self.value("since"), self.value("until"),
                                  self.text("note")),)  # fmt: skip


class NeedEndForm(QuickForm):
    """The day a need ended."""

    def __init__(self, need: NeedRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._need_id = need.id
        self.set_save_words(self.tr("Schutzbedarf beenden"))
        self.add(DateField("until", self.tr("Beendet am"), lean=Lean.PAST, latest=today(), mandatory=True))
        self.finish()
        self.field("until").set_value(today())

    def job(self) -> Job:
        return end_need, (self._need_id, self.value("until"))
