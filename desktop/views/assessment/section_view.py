"""The list of sections at the left: icon, title, how far, lock; the chosen one is marked by bar, ground and bold."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.models.assessment_sections import SectionList, SectionRole, SectionRow
from desktop.terms import Need
from desktop.views import icons, style

Index = QModelIndex | QPersistentModelIndex
_NEED_TONES = {Need.NONE: "ok", Need.LOW: "ok", Need.MEDIUM: "warn", Need.HIGH: "bad", Need.ACUTE: "bad"}


class SectionView(QListView):
    """Arrow keys choose; Enter goes into the questions. *Signals:* `chosen(key)`; `entered_section`."""

    chosen = Signal(str)
    entered_section = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections = SectionList(self)
        self.setModel(self.sections)
        self.setItemDelegate(_SectionDelegate(self))
        self.setAccessibleName(self.tr("Abschnitte"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def set_rows(self, rows: tuple[SectionRow, ...]) -> None:
        """Show these sections; the chosen one stays chosen as long as it is there."""
        self.sections.set_rows(rows)

    def choose(self, key: str) -> None:
        """Mark a section; `chosen` is said when it is another one."""
        place = self.sections.place_of(key)
        if place >= 0:
            self.setCurrentIndex(self.sections.index(place))

    def current(self) -> str:
        """Key of the chosen section, empty for none."""
        row = self.currentIndex().data(SectionRole.ROW)
        return row.key if isinstance(row, SectionRow) else ""

    def is_narrow(self) -> bool:
        """At large text icons stand without their words, which the tooltip and the form's headline tell."""
        return style.text_scale() > 125

    def _on_current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = now.data(SectionRole.ROW)
        if isinstance(row, SectionRow):
            self.chosen.emit(row.key)

    def _fit(self) -> None:
        self.setFixedWidth(style.text_width(14 if self.is_narrow() else 44))
        self.doItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_section.emit()
        else:
            super().keyPressEvent(event)


class _SectionDelegate(QStyledItemDelegate):
    """Paints one line."""

    def __init__(self, view: SectionView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(style.text_width(20), round(style.line_height() * 1.85))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(SectionRole.ROW)
        if not isinstance(row, SectionRow):
            return
        here = index.row() == self._view.currentIndex().row()
        painter.save()
        self._paint_ground(painter, option, here=here)
        rect = option.rect.adjusted(style.space(3), 0, -style.space(2), 0)
        rect = self._paint_state(painter, rect, row)
        self._paint_title(painter, rect, row, here=here)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, *, here: bool) -> None:
        tokens, rect = style.current(), option.rect
        if here:
            painter.fillRect(rect, tokens.color("accent_soft"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), tokens.color("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, tokens.color("soft"))
        if here and self._view.hasFocus():
            painter.setPen(tokens.color("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_state(self, painter: QPainter, rect: QRect, row: SectionRow) -> QRect:
        """Lock, tick or „3/9“ at the right, before it the need of the area; what is left for the title."""
        rect = QRect(rect)
        side = icons.default_size()
        painter.setFont(style.font("tabular"))
        if row.locked or row.complete:
            picture = icons.pixmap("lock" if row.locked else "circle-check", "muted" if row.locked else "ok", side)
            painter.drawPixmap(rect.right() - side, rect.center().y() - side // 2, picture)
            rect.setRight(rect.right() - side - style.space(1))
        elif row.state:
            painter.setPen(style.current().color("muted"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.state)
            rect.setRight(rect.right() - QFontMetrics(painter.font()).horizontalAdvance(row.state) - style.space(1))
        return self._paint_need(painter, rect, row.need)

    def _paint_need(self, painter: QPainter, rect: QRect, need: Need | None) -> QRect:
        if need is None:
            return rect
        side = round(style.line_height() * 1.05)
        box = QRect(rect.right() - side, rect.center().y() - side // 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.current().color(_NEED_TONES[need]))
        painter.drawRoundedRect(box, style.space(1), style.space(1))
        painter.setPen(style.current().color("on_accent"))
        painter.setFont(style.font("strong"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, need.value)
        rect.setRight(box.left() - style.space(1))
        return rect

    def _paint_title(self, painter: QPainter, rect: QRect, row: SectionRow, *, here: bool) -> None:
        side = icons.default_size()
        picture = icons.pixmap(row.icon, "accent" if here else "muted", side)
        painter.drawPixmap(rect.left(), rect.center().y() - side // 2, picture)
        if self._view.is_narrow():
            return
        rect.setLeft(rect.left() + side + style.space(2))
        painter.setFont(style.font("strong" if here else "body"))
        painter.setPen(style.current().color("accent" if here else "text"))
        words = QFontMetrics(painter.font()).elidedText(row.title, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
