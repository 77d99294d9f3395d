"""Lucide's outline icons (ISC, files in `resources/icons`), coloured by a token and redrawn when the colours change."""

from __future__ import annotations

from functools import cache, lru_cache
from weakref import WeakSet

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel
from shiboken6 import isValid

from desktop.paths import resource
from desktop.views import style

_targets: WeakSet[QObject] = WeakSet()  # what wears an icon; asking Qt for all widgets would wake half-dead ones


def icon(name: str, color_role: str = "text", size: int | None = None) -> QIcon:
    """The icon `name` in the colour of a token at `size` logical pixels (default: as high as a line of text).

    KeyError or FileNotFoundError for an unknown role or name. Colours are those of now: use `set_icon` for what lives
    longer than one paint.
    """
    return _icon(name, color_role, size or default_size())


def pixmap(name: str, color_role: str = "text", size: int | None = None) -> QPixmap:
    """The icon as a picture for painting and labels."""
    return _draw(name, style.current().color(color_role).name(), size or default_size(), _ratio())


def set_icon(target: QAbstractButton | QAction | QLabel, name: str, color_role: str = "text", lines: float = 1) -> None:
    """Give `target` an icon `lines` text lines high that follows theme and text size; a label shows it as picture."""
    target.setProperty("icon_name", f"{name}/{color_role}/{lines}")
    _show(target)
    _targets.add(target)
    _follow_style()


def default_size() -> int:
    """Side of an icon that stands in a line of text, in logical pixels."""
    return round(style.line_height() * 0.95)


@cache
def _follow_style() -> None:
    style.notifier().changed.connect(_redraw_all)


def _redraw_all() -> None:
    for target in list(_targets):
        if isValid(target):
            _show(target)


def _show(target: QObject) -> None:
    described = target.property("icon_name")
    if not described:
        return
    name, role, lines = described.split("/")
    side = round(default_size() * float(lines))
    if isinstance(target, QLabel):
        target.setPixmap(pixmap(name, role, side))
    elif isinstance(target, QAction):
        target.setIcon(icon(name, role, side))
    elif isinstance(target, QAbstractButton):
        gap = style.space(1) if target.text() else 0
        target.setIcon(_icon(name, role, side, gap))
        target.setIconSize(QSize(side + gap, side))


def _icon(name: str, color_role: str, side: int, gap: int = 0) -> QIcon:
    tokens, result = style.current(), QIcon()
    result.addPixmap(_draw(name, tokens.color(color_role).name(), side, _ratio(), gap), QIcon.Mode.Normal)
    result.addPixmap(_draw(name, tokens.color("muted").name(), side, _ratio(), gap), QIcon.Mode.Disabled)
    return result


def _ratio() -> float:
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)


@lru_cache(maxsize=1024)
def _draw(name: str, color: str, side: int, ratio: float, gap: int = 0) -> QPixmap:
    """`gap` is empty room at the right: styles put the words of a button too close to its icon."""
    svg = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", color)
    picture = QPixmap(QSize(side + gap, side) * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side * ratio, side * ratio))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
