"""The pages of a PDF that is only in memory: small ones at the left, one large; zoom and paging by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPalette, QPixmap, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from desktop.errors import PrintError
from desktop.views import style
from desktop.views.preview.page_bar import PageBar
from desktop.views.print_pdf import on_paper

_STEP = 1.25
_LEAST, _MOST = 0.25, 5.0
_POINTS_PER_INCH = 72
_LARGE_TEXT = 150


class PagesView(QWidget):
    """Shows a PDF with `show_pdf`. Keys in the large page: arrows and page keys scroll, + - 0 zoom.

    `bar` has the buttons for it; whoever shows the pages puts it above them.

    Signals: page_changed(int) counts from 0.
    """

    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._data = QPdfDocument(self), QBuffer(self)
        self.bar = PageBar()
        self.small = _SmallPages(self)  # its parent at once, so that Tab comes here before the large page
        self.large = _LargePage(self)
        self.large.setDocument(self._document)
        self._build()
        self.small.currentRowChanged.connect(self.go_to)
        self.large.pageNavigator().currentPageChanged.connect(self._on_page_changed)
        self.large.sized.connect(self._tell_bar)
        self.bar.page_wanted.connect(self._on_page_wanted)
        self.bar.zoom_wanted.connect(self.zoom)
        self.bar.fit_wanted.connect(self.fit)
        style.notifier().changed.connect(self._dress)
        self._dress()

    @property
    def pages(self) -> int:
        """How many pages the PDF has."""
        return self._document.pageCount()

    @property
    def page(self) -> int:
        """The page shown, counted from 0."""
        return self.large.pageNavigator().currentPage()

    def show_pdf(self, pdf: bytes | bytearray) -> None:
        """Show another PDF at the page and zoom of the one before. Raises PrintError for what is no PDF."""
        page, before = self.page, self._data
        self._data = QBuffer(self)
        self._data.setData(QByteArray(pdf))
        self._data.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._data)
        before.deleteLater()
        if not self.pages:
            raise PrintError("Der Ausdruck lässt sich nicht anzeigen; bitte die Seite noch einmal öffnen.")
        self.small.show_pages(self._document)
        self.go_to(min(page, self.pages - 1))
        self._tell_bar()

    def go_to(self, page: int) -> None:
        """Show the top of a page; nothing beyond the ends."""
        if 0 <= page < self.pages:
            self.large.pageNavigator().jump(page, QPoint(), 0)
            self._on_page_changed(page)

    def zoom(self, by: int) -> None:
        """Larger (1) or smaller (−1)."""
        factor = self.large.factor() * _STEP**by
        with self.large.same_place():
            self.large.setZoomMode(QPdfView.ZoomMode.Custom)
            self.large.setZoomFactor(min(_MOST, max(_LEAST, factor)))
        self._tell_bar()

    def fit(self, whole: bool) -> None:
        """Show the whole page, or its width."""
        page, mode = self.page, QPdfView.ZoomMode.FitInView if whole else QPdfView.ZoomMode.FitToWidth
        with self.large.same_place():
            self.large.setZoomMode(mode)
        if whole:
            self.go_to(page)
        self._tell_bar()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(2))
        row.addWidget(self.small)
        row.addWidget(self.large, 1)

    def _on_page_wanted(self, by: int) -> None:
        self.go_to(self.page + by)

    def _on_page_changed(self, page: int) -> None:
        self.small.mark(page)
        self._tell_bar()
        self.page_changed.emit(page)

    def _tell_bar(self) -> None:
        self.bar.show_state(self.page + 1, self.pages, round(self.large.factor() * 100))
        self.large.setAccessibleName(
            self.tr("Seite %1 von %2").replace("%1", str(self.page + 1)).replace("%2", str(self.pages))
        )

    def _dress(self) -> None:
        self.large.dress()
        self.small.setHidden(style.text_scale() > _LARGE_TEXT)  # then the page itself needs the room
        if self.pages:
            self.small.show_pages(self._document)
            self.small.mark(self.page)


class _LargePage(QPdfView):
    """All pages below each other. *Signals:* `sized` when the zoom is another."""

    sized = Signal()

    def __init__(self, pages: PagesView) -> None:
        super().__init__(pages)
        self._pages = pages
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Seite"))
        style.set_look(self, "pages")
        self.zoomFactorChanged.connect(self.sized)

    def factor(self) -> float:
        """Size on the screen by size on paper; Qt tells it only for a zoom of the user's own."""
        if self.zoomMode() is QPdfView.ZoomMode.Custom or not self._pages.pages:
            return self.zoomFactor()
        document, margins = self.document(), self.documentMargins()
        points = document.pagePointSize(0)
        scale = self.logicalDpiX() / _POINTS_PER_INCH
        across = (self.viewport().width() - margins.left() - margins.right()) / (points.width() * scale)
        down = (self.viewport().height() - margins.top() - margins.bottom()) / (points.height() * scale)
        return max(0.01, min(across, down) if self.zoomMode() is QPdfView.ZoomMode.FitInView else across)

    @contextmanager
    def same_place(self) -> Iterator[None]:
        """The same words stay in view while everything becomes larger or smaller."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        yield
        bar.setValue(round(share * bar.maximum()))

    def dress(self) -> None:
        """The ground around the pages is the program's; the pages stay white as paper."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Dark, style.current().color("soft"))
        self.setPalette(palette)
        self.setPageSpacing(style.space(3))

    def showEvent(self, event: QShowEvent) -> None:
        """The style sheet has its say before, and would win."""
        super().showEvent(event)
        self.dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        with self.same_place():
            super().resizeEvent(event)
        self.sized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Plus:
                self._pages.zoom(1)
            case Qt.Key.Key_Minus:
                self._pages.zoom(-1)
            case Qt.Key.Key_0:
                self._pages.fit(whole=False)
            case Qt.Key.Key_Home:
                self._pages.go_to(0)
            case Qt.Key.Key_End:
                self._pages.go_to(self._pages.pages - 1)
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._pages.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)


class _SmallPages(QListWidget):
    """One small picture per page; arrows go from page to page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Seiten"))
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        style.set_look(self, "pages")

    def show_pages(self, document: QPdfDocument) -> None:
        """Draw all pages small; whoever listens hears nothing of it."""
        self.blockSignals(True)
        self.clear()
        side = QSize(style.space(22), style.space(31))
        self.setIconSize(side)
        cell = side + QSize(style.space(4), round(style.line_height()) + style.space(4))
        self.setGridSize(cell)
        self.setFixedWidth(cell.width() + style.space(6))
        for number in range(document.pageCount()):
            picture, icon = self._picture(document, number, side), QIcon()
            for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
                icon.addPixmap(picture, mode)  # else the marked page is shown tinted
            item = QListWidgetItem(icon, str(number + 1))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self.tr("Seite %1").replace("%1", str(number + 1)))
            self.addItem(item)
        self.blockSignals(False)

    def mark(self, page: int) -> None:
        """Show which page is the one shown large."""
        if page != self.currentRow():
            self.blockSignals(True)
            self.setCurrentRow(page)
            self.blockSignals(False)

    def _picture(self, document: QPdfDocument, number: int, room: QSize) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = document.pagePointSize(number).scaled(room * ratio, Qt.AspectRatioMode.KeepAspectRatio).toSize()
        paper = on_paper(document, number, size)
        painter = QPainter(paper)
        painter.setPen(style.current().color("line"))
        painter.drawRect(0, 0, size.width() - 1, size.height() - 1)
        painter.end()
        picture = QPixmap.fromImage(paper)
        picture.setDevicePixelRatio(ratio)
        return picture
