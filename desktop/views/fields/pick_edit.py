"""A line to type into with the list of what can be picked below it; the input of choices, codes and persons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.views import style
from desktop.views.fields.line_button import LineButton
from desktop.views.fields.options import Option, exact, find

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_OPTION_ROLE = Qt.ItemDataRole.UserRole + 1
_SHOWN_AT_ONCE = 10
_LIST_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class OptionList(QAbstractListModel):
    """The options found for what is typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._options: tuple[Option, ...] = ()

    def set_options(self, options: Sequence[Option]) -> None:
        """Replace the list."""
        self.beginResetModel()
        self._options = tuple(options)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._options)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        option = self._options[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return option.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{option.text} {option.subtext}".strip()
            case _ if role == _OPTION_ROLE:
                return option
        return None


class OptionDelegate(QStyledItemDelegate):
    """Text at left, subtext muted at right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        found = index.data(_OPTION_ROLE)
        if isinstance(found, Option) and found.subtext:
            extra = QFontMetrics(style.font("muted")).horizontalAdvance(found.subtext)
            size.setWidth(size.width() + extra + style.space(6))
        return size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        found = index.data(_OPTION_ROLE)
        if isinstance(found, Option) and found.subtext:
            _paint_subtext(painter, option, found)


class PickEdit(QLineEdit):
    """Type to find, Down or the arrow shows all, Enter takes the marked one, Tab takes it and moves on, Esc closes.

    Signals: picked(code or None) when the user chose or emptied; emptied_again() for Backspace in an empty line;
    left() when the keyboard leaves.
    """

    picked = Signal(object)
    emptied_again = Signal()
    left = Signal()

    def __init__(self, options: Sequence[Option] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = tuple(options)
        self._code: object = None
        self._list = OptionList(self)
        self._build_completer()
        self._arrow = LineButton(self, "chevron-down", self.tr("Liste zeigen"))
        self._arrow.clicked.connect(self.show_all)
        self.textEdited.connect(self._on_text_edited)

    def set_options(self, options: Sequence[Option]) -> None:
        """Other values to choose from; the chosen one stays shown."""
        self._options = tuple(options)

    def code(self) -> object:
        """The chosen code, None while nothing or something unreadable is typed."""
        return self._code

    def set_code(self, code: object) -> None:
        """Show a code without saying so; one that is not in the list is shown as it is written."""
        known = next((option for option in self._options if code is not None and option.code == code), None)
        self._code = known.code if known else code
        self.setText(known.text if known else "" if code is None else str(code))
        self.setCursorPosition(0)

    def is_unreadable(self) -> bool:
        """Whether something is typed that was not picked."""
        return self._code is None and bool(self.text().strip())

    def show_all(self) -> None:
        """Open the whole list, at the chosen value."""
        if not self.isReadOnly():
            self._offer(self._options, self._code)

    def set_read_only(self, read_only: bool) -> None:
        """Show the value without the arrow and without changing it."""
        self.setReadOnly(read_only)
        self._arrow.set_shown(not read_only)

    def set_arrow_shown(self, shown: bool) -> None:
        """Without the arrow a click into the line opens the list."""
        self._arrow.set_shown(shown)

    def popup(self) -> QListView:
        """The list below the line."""
        return self._view

    def settle(self) -> None:
        """Take what is typed if it can only mean one option; emptied text takes the choice back."""
        typed = self.text().strip()
        if self._code is not None or not typed:
            return
        option = exact(self._options, typed)
        if option is not None:
            self._take(option)

    def _build_completer(self) -> None:
        self._view = QListView()
        self._completer = QCompleter(self._list, self)
        self._completer.setPopup(self._view)
        self._view.setItemDelegate(OptionDelegate(self._view))
        self._view.setUniformItemSizes(True)
        self._view.setAccessibleName(self.tr("Vorschläge"))
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_SHOWN_AT_ONCE)
        self._completer.setWidget(self)
        self._completer.activated.connect(self._on_option_activated)

    def _offer(self, options: Sequence[Option], code: object = None) -> None:
        self._list.set_options(options)
        if not options:
            self._view.hide()
            return
        self._view.setStyleSheet(f"QListView {{ border: 1px solid {style.current().control}; }}")
        spot = self.rect()
        spot.setWidth(max(spot.width(), self._view.sizeHintForColumn(0) + style.space(8)))
        self._completer.complete(QRect(0, 0, spot.width(), spot.height()))
        place = next((i for i, option in enumerate(options) if code is not None and option.code == code), 0)
        self._view.setCurrentIndex(self._completer.completionModel().index(place, 0))

    def _take(self, option: Option) -> None:
        self.set_code(option.code)
        self.picked.emit(option.code)

    def _on_text_edited(self, text: str) -> None:
        had_one = self._code is not None
        self._code = None
        if had_one or not text.strip():
            self.picked.emit(None)
        if text.strip():
            self._offer(find(self._options, text))
        else:
            self._view.hide()

    def _on_option_activated(self) -> None:
        """Two options may read the same, so the marked line counts and not its text."""
        option = self._view.currentIndex().data(_OPTION_ROLE)
        if isinstance(option, Option):
            self._take(option)

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self._view.isVisible():
            self._view.hide()
            self._on_option_activated()
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._view.isVisible() and event.key() in _LIST_KEYS:
            event.ignore()  # the list asks its line first and acts only on what the line does not want
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4) and not self._view.isVisible():
            self.show_all()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.is_unreadable():
            self.settle()
        elif event.key() == Qt.Key.Key_Backspace and not self.text() and not self.isReadOnly():
            self.emptied_again.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self._arrow.isHidden() and event.button() is Qt.MouseButton.LeftButton:
            self.show_all()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Never changes the choice; the page scrolls instead."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.settle()
            self.left.emit()


def _paint_subtext(painter: QPainter, option: QStyleOptionViewItem, found: Option) -> None:
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    rect: QRect = option.rect
    painter.save()
    painter.setFont(style.font("muted"))
    painter.setPen(style.current().color("text" if chosen else "muted"))
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(rect.adjusted(0, 0, -style.space(3), 0), right, found.subtext)
    painter.restore()
