"""Finding a person among all in the vault: type a part of the name, choose with the arrows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.casework.search.search import FoundPerson, search_people
from desktop.models.work import Work
from desktop.views import style
from desktop.views.fields.form_row import FormRow

_LEAST_LETTERS = 2


class PersonFinder(FormRow[FoundPerson]):
    """The value is the chosen person. The vault is asked while typing, so that no list of names lies in memory."""

    def __init__(self, key: str, label: str, work: Work, *, parent: QWidget | None = None) -> None:
        super().__init__(key, label, mandatory=True, parent=parent)
        self._work = work
        self._chosen: FoundPerson | None = None
        self._line, self._hits = QLineEdit(), QListWidget()
        self._line.setPlaceholderText(self.tr("Name oder Fallnummer"))
        self._line.textEdited.connect(self._on_text_edited)
        self._line.installEventFilter(self)
        self._hits.setAccessibleName(self.tr("Treffer"))
        self._hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hits.itemClicked.connect(self._on_item_clicked)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._line)
        column.addWidget(self._hits)
        self._hits.hide()
        self._place(box, self._line)

    def value(self) -> FoundPerson | None:
        return self._chosen

    def draft(self) -> object:
        """Half-typed names are no input worth keeping."""
        return None

    def is_empty(self) -> bool:
        return self._chosen is None

    def _show_value(self, value: FoundPerson | None) -> None:
        self._chosen = value
        self._line.setText(value.name if value else "")
        self._hits.hide()

    def _on_text_edited(self, text: str) -> None:
        self._chosen = None
        if len(text.strip()) < _LEAST_LETTERS:
            self._hits.hide()
        else:
            self._work.read(self, search_people, text, then=lambda hits: self._on_hits(text, hits))

    def _on_hits(self, text: str, hits: tuple[FoundPerson, ...]) -> None:
        if text != self._line.text():
            return
        self._hits.clear()
        for hit in hits:
            item = QListWidgetItem(_described(hit))
            item.setData(Qt.ItemDataRole.UserRole, hit)
            self._hits.addItem(item)
        self._hits.setVisible(bool(hits))
        self._hits.setCurrentRow(0)
        self._hits.setFixedHeight(round(min(6, max(1, len(hits))) * style.line_height() * 1.8))
        self.show_error(None if hits else self.tr("Niemand mit diesem Namen gefunden."))

    def _take(self, item: QListWidgetItem | None) -> None:
        hit = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if isinstance(hit, FoundPerson):
            self.set_value(hit)
            self.changed.emit()

    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        self._take(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step and self._hits.isVisible():
                self._hits.setCurrentRow(max(0, min(self._hits.count() - 1, self._hits.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._hits.isVisible():
                self._take(self._hits.currentItem())
                return True
        return super().eventFilter(watched, event)


def _described(hit: FoundPerson) -> str:
    """Name, birth date and case number tell people of the same name apart; a name not typed so is said to be none."""
    born = f"geb. {hit.birth_date.german}" if hit.birth_date else ""
    return "   ".join(part for part in (hit.name, hit.own_script_name, born, hit.number, _far(hit)) if part)


def _far(hit: FoundPerson) -> str:
    return QCoreApplication.translate("PersonFinder", "ähnlich geschrieben") if hit.why and hit.why.misspelt else ""
