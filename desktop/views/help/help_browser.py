"""Shows a page of the help in the program's own colours and size; opens nothing but other pages of the help."""

from __future__ import annotations

from string import Template
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QPainter, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop.paths import resource
from desktop.views import style
from desktop.views.help.library import HelpText, picture_path

_MARGIN = 5  # grid units around the text


class HelpBrowser(QTextBrowser):
    """The arrows scroll, Tab goes from link to link, Enter follows.

    *Signals:* `wanted(address)` when a link within the help is followed. Other addresses do nothing: Wegplan opens no
    connection.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: HelpText | None = None
        self._drawn_for = 0
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: a bar that comes while a page is set would change its width and draw it a second time.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.anchorClicked.connect(self._on_link)
        style.notifier().changed.connect(self._draw_again)

    def show_page(self, page: HelpText, spot: str = "") -> None:
        """Show a page from its beginning, or from a spot in it."""
        self._page = page
        self._draw()
        self.verticalScrollBar().setValue(0)
        if spot:
            self.scrollToAnchor(spot)

    def _draw(self) -> None:
        if self._page is None:
            return
        self._drawn_for = self.viewport().width()
        document = self.document()
        document.setDocumentMargin(style.space(_MARGIN))
        document.setDefaultFont(style.font())
        document.setDefaultStyleSheet(_style_sheet())
        show = {"html": self.setHtml, "md": self.setMarkdown, "txt": self.setPlainText}
        show[self._page.kind](self._page.text)

    def _draw_again(self) -> None:
        """With other colours, sizes or width; the reader stays at the same share of the page."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._draw()
        bar.setValue(round(share * bar.maximum()))

    def _on_link(self, link: QUrl) -> None:
        if link.isRelative():
            self.wanted.emit(link.toString())

    def _picture(self, address: str) -> QImage:
        """As wide as the text at most; smaller ones keep their size."""
        path = picture_path(address)
        if path is None:
            return QImage()
        image, ratio = QImage(str(path)), self.devicePixelRatioF()
        room = max(1, self.viewport().width() - 2 * style.space(_MARGIN))
        if image.width() > room * ratio:
            image = image.scaledToWidth(round(room * ratio), Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        _frame(image)
        return image

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: ANN401  Qt's names and types
        """Pictures of the help only."""
        if type == QTextDocument.ResourceType.ImageResource.value:
            return self._picture(QUrl(name).toString())
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.viewport().width() != self._drawn_for:
            self._draw_again()


def _frame(image: QImage) -> None:
    """A thin line around a picture, as its ground may be that of the page."""
    painter = QPainter(image)
    painter.setPen(style.current().color("line"))
    painter.drawRect(QRectF(QPointF(0, 0), image.deviceIndependentSize()).adjusted(0, 0, -1, -1))
    painter.end()


def _style_sheet() -> str:
    sizes = {f"pt_{role}": f"{style.font(role).pointSizeF():.2f}pt" for role in _ROLES}
    colors = {role: style.current().color(role).name() for role in _COLORS}
    distances = {f"s{units}": f"{style.space(units)}px" for units in (1, 2, 3, 6)}
    return Template(resource("help", "hilfe.css").read_text(encoding="utf-8")).substitute(colors, **sizes, **distances)


_ROLES: tuple[style.FontRole, ...] = ("title", "section")
_COLORS = ("text", "muted", "accent", "line", "soft")
