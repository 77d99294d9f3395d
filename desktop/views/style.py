"""Colours, fonts and distances of every screen. The only place that knows a colour; the rules that use them are in
`resources/style/desktop.qss`, which names what a widget is by its dynamic property `look` (see `set_look`)."""

from __future__ import annotations

import enum
from dataclasses import asdict, dataclass, field
from functools import cache
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop.paths import resource
from desktop.views.pictures import picture_folder

#: Names in any print language show on any PC: Latin and Cyrillic, then Arabic, Ethiopic, Georgian script.
FAMILIES = ["Noto Sans", "Vazirmatn", "Noto Sans Ethiopic", "Noto Sans Georgian"]
MINIMUM_POINTS = 9.0
_SMALLEST_BODY = 10.0  # so that muted text (x 0.92) stays above MINIMUM_POINTS
_REFERENCE_HEIGHT = 18.0  # line height in pixels for which the 4-unit grid is drawn (Noto Sans 10 pt at 96 dpi)

FontRole = Literal["body", "title", "section", "muted", "tabular", "strong", "display"]
_FACTORS: dict[FontRole, float] = {
    "body": 1.0, "title": 1.5, "section": 1.15, "muted": 0.92, "tabular": 1.0, "strong": 1.0, "display": 2.0,
}
_BOLD: frozenset[FontRole] = frozenset(("title", "section", "strong", "display"))


class Theme(enum.StrEnum):
    """What the user can choose; SYSTEM follows Windows (light, dark or high contrast)."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True)
class Tokens:
    """One set of colours as #rrggbb. `…_soft` is the ground of a chip or message in that colour; `line` only divides,
    `control` (at least 3:1) bounds an input; `on_accent` is text on accent."""

    dark: bool
    surface: str
    canvas: str
    line: str
    control: str
    text: str
    muted: str
    accent: str
    accent_strong: str
    on_accent: str
    ok: str
    warn: str
    bad: str
    soft: str
    accent_soft: str
    ok_soft: str
    warn_soft: str
    bad_soft: str

    def color(self, role: str) -> QColor:
        """The token named `role` as a QColor; KeyError for a name that is none."""
        return QColor(vars(self)[role])


LIGHT = Tokens(
    dark=False, surface="#FFFFFF", canvas="#F4F5F7", line="#D5D9DF", control="#868E98", text="#1B1F24", muted="#545C66",
    accent="#0B5C6B", accent_strong="#084854", on_accent="#FFFFFF", ok="#1E6B3A", warn="#8A5A00", bad="#A3261B",
    soft="#ECEEF1", accent_soft="#E3F0F2", ok_soft="#E4F3E9", warn_soft="#FCF1DC", bad_soft="#FBE7E5",
)
DARK = Tokens(
    dark=True, surface="#1E2124", canvas="#16181A", line="#3A3F45", control="#78818B", text="#ECEEF1", muted="#A9B1BB",
    accent="#5BC0D1", accent_strong="#86D3E0", on_accent="#0E1A1C", ok="#6FCF97", warn="#F2C14E", bad="#FF8A80",
    soft="#2A2E33", accent_soft="#1D3438", ok_soft="#1B2F23", warn_soft="#332B18", bad_soft="#3A2220",
)
CONTRAST_DARK = Tokens(
    dark=True, surface="#000000", canvas="#000000", line="#FFFFFF", control="#FFFFFF", text="#FFFFFF", muted="#FFFFFF",
    accent="#FFE94D", accent_strong="#FFF6B0", on_accent="#000000", ok="#7CFFB2", warn="#FFD24D", bad="#FFA8A0",
    soft="#000000", accent_soft="#1F1C00", ok_soft="#001A0B", warn_soft="#1F1800", bad_soft="#240400",
)
CONTRAST_LIGHT = Tokens(
    dark=False, surface="#FFFFFF", canvas="#FFFFFF", line="#000000", control="#000000", text="#000000", muted="#000000",
    accent="#00338F", accent_strong="#001F57", on_accent="#FFFFFF", ok="#004D1F", warn="#5C3A00", bad="#8A0F00",
    soft="#FFFFFF", accent_soft="#E5ECFA", ok_soft="#E2F5E8", warn_soft="#FBF0DA", bad_soft="#FBE5E2",
)


class _Notifier(QObject):
    """*Signals:* `changed` after colours or sizes are new; whoever painted with the old ones paints again."""

    changed = Signal()


@dataclass
class _Chosen:
    """What `apply_style` was told last, for following the system and for `current()`."""

    tokens: Tokens = LIGHT
    theme: Theme = Theme.SYSTEM
    text_scale: int = 100
    body_points: float = _SMALLEST_BODY
    applying: bool = False
    heights: dict[str, float] = field(default_factory=dict)
    """Line heights measured since: every layout asks for them all the time."""


_chosen = _Chosen()


@cache
def notifier() -> _Notifier:
    """The one sender of `changed`."""
    return _Notifier()


def current() -> Tokens:
    """The colours in use."""
    return _chosen.tokens


def apply_style(app: QApplication, theme: Theme | str = Theme.SYSTEM, text_scale: int = 100) -> None:
    """Dress the whole program; may be called again at any time. `text_scale` is a percentage from 100 to 200."""
    if _chosen.applying:
        return
    _chosen.applying = True
    try:
        _dress(app, theme, text_scale)
    finally:
        _chosen.applying = False
    notifier().changed.emit()


def _dress(app: QApplication, theme: Theme | str, text_scale: int) -> None:
    _chosen.theme, _chosen.text_scale = Theme(theme), min(200, max(100, text_scale))
    _chosen.body_points = max(_system_points(), _SMALLEST_BODY) * _chosen.text_scale / 100
    _chosen.heights.clear()
    _load_fonts()
    _follow_system()
    _tell_system(_chosen.theme)
    _chosen.tokens = _tokens_for(_chosen.theme)
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(_palette(_chosen.tokens))
    app.setFont(font("body"))
    app.setStyleSheet(_style_sheet())


def font(role: FontRole = "body") -> QFont:
    """The font of a role at the chosen text size, never below 9 pt; „tabular“ has figures of equal width."""
    result = QFont()
    result.setFamilies(FAMILIES)
    result.setPointSizeF(max(MINIMUM_POINTS, _chosen.body_points * _FACTORS[role]))
    result.setBold(role in _BOLD)
    if role == "tabular":
        result.setFeature(QFont.Tag("tnum"), 1)
    return result


def space(units: float = 1) -> int:
    """`units` of the 4-unit grid in pixels (1 = 4, 2 = 8, 6 = 24 at 100 %).

    Grows half as fast as the text, so that 200 % text still leaves room for words.
    """
    ratio = line_height() / _REFERENCE_HEIGHT
    return max(1, round(4 * units * (1 + (ratio - 1) / 2)))


def line_height(role: FontRole = "body") -> float:
    """Height of one line of text in pixels."""
    if role not in _chosen.heights:
        _chosen.heights[role] = QFontMetricsF(font(role)).height()
    return _chosen.heights[role]


def text_width(characters: int) -> int:
    """Pixels that hold about so many characters of body text; for fields and columns, never hard-coded pixels."""
    return round(QFontMetricsF(font()).averageCharWidth() * characters)


def text_scale() -> int:
    """The chosen text size in percent."""
    return _chosen.text_scale


def set_look(widget: QWidget, look: str) -> None:
    """Say what `widget` is; the style sheet does the rest.

    Labels: title display section strong muted ok warn bad accent. Buttons: primary danger quiet link segment (others
    are outlined). Frames: card canvas divider bar. Chips and messages: chip-neutral chip-accent chip-ok chip-warn
    chip-bad, message-info message-ok message-warn message-bad. Inputs: invalid.
    """
    widget.setProperty("look", look)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def _system_points() -> float:
    """Body size the system asks for, before this program sets its own font."""
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()


@cache
def _load_fonts() -> None:
    for name in ("NotoSans", "Vazirmatn", "NotoSansEthiopic", "NotoSansGeorgian"):
        for weight in ("Regular", "Bold"):
            QFontDatabase.addApplicationFont(str(resource("fonts", f"{name}-{weight}.ttf")))


@cache
def _follow_system() -> None:
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(_on_system_changed)
    hints.accessibility().contrastPreferenceChanged.connect(_on_system_changed)


def _on_system_changed() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication) and _chosen.theme is Theme.SYSTEM and not _chosen.applying:
        apply_style(app, Theme.SYSTEM, _chosen.text_scale)


def _tell_system(theme: Theme) -> None:
    """Window frame and title bar belong to the system: they follow the choice too."""
    wanted = {Theme.LIGHT: Qt.ColorScheme.Light, Theme.DARK: Qt.ColorScheme.Dark, Theme.CONTRAST: Qt.ColorScheme.Dark}
    QGuiApplication.styleHints().setColorScheme(wanted.get(theme, Qt.ColorScheme.Unknown))


def _tokens_for(theme: Theme) -> Tokens:
    hints = QGuiApplication.styleHints()
    dark = theme is not Theme.LIGHT and hints.colorScheme() is Qt.ColorScheme.Dark
    if theme is Theme.CONTRAST:
        return CONTRAST_DARK
    if theme is Theme.SYSTEM and hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return CONTRAST_DARK if dark else CONTRAST_LIGHT
    return DARK if theme is Theme.DARK or dark else LIGHT


def _palette(t: Tokens) -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    colors = {
        role.Window: t.canvas, role.WindowText: t.text, role.Base: t.surface, role.AlternateBase: t.canvas,
        role.Text: t.text, role.PlaceholderText: t.muted, role.Button: t.surface, role.ButtonText: t.text,
        role.BrightText: t.bad, role.ToolTipBase: t.surface, role.ToolTipText: t.text, role.Highlight: t.accent,
        role.HighlightedText: t.on_accent, role.Accent: t.accent, role.Link: t.accent, role.LinkVisited: t.accent,
        role.Light: t.surface, role.Midlight: t.soft, role.Mid: t.line, role.Dark: t.control, role.Shadow: t.control,
    }
    for name, color in colors.items():
        palette.setColor(name, QColor(color))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(t.muted))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(t.soft))
    palette.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, QColor(t.muted))
    return palette


def _style_sheet() -> str:
    """The style sheet with colours, sizes in points and distances in pixels filled in."""
    sizes = {f"pt_{role}": f"{max(MINIMUM_POINTS, _chosen.body_points * factor):.2f}pt"
             for role, factor in _FACTORS.items()}
    distances = {f"s{units}": f"{space(units)}px" for units in (1, 2, 3, 4, 6, 8)}
    other = {"half": f"{space(0.5)}px", "radius": f"{space(2)}px", "pill": f"{int(line_height('muted') / 2)}px",
             "indicator": f"{round(line_height() * 0.9)}px", "control_height": f"{round(line_height() * 1.35)}px",
             "row": f"{round(line_height() * 1.7)}px", "pictures": picture_folder(_chosen.tokens)}
    text = resource("style", "desktop.qss").read_text(encoding="utf-8")
    return Template(text).substitute(asdict(_chosen.tokens) | sizes | distances | other)
