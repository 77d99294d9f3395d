"""Colours, sizes and icons: readable in every theme, never too small, recoloured when the theme changes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.views import icons, style
from desktop.views.style import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Theme, Tokens, apply_style

ALL = [LIGHT, DARK, CONTRAST_DARK, CONTRAST_LIGHT]
NAMES = ["light", "dark", "contrast dark", "contrast light"]


def luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(tokens: Tokens, words: str, ground: str) -> float:
    low, high = sorted(luminance(tokens.color(role)) for role in (words, ground))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", ALL, ids=NAMES)
def test_words_stand_out_from_every_ground_they_are_written_on(tokens: Tokens) -> None:
    roles, grounds = ("text", "muted", "accent", "ok", "warn", "bad"), ("surface", "canvas")
    pairs = [(words, ground) for words in roles for ground in grounds]
    pairs += [(role, f"{role}_soft") for role in ("accent", "ok", "warn", "bad")]
    pairs += [("text", "soft"), ("text", "accent_soft"), ("on_accent", "accent"), ("on_accent", "accent_strong")]
    weak = {pair: round(contrast(tokens, *pair), 2) for pair in pairs if contrast(tokens, *pair) < 4.5}
    assert weak == {}


@pytest.mark.parametrize("tokens", ALL, ids=NAMES)
def test_the_border_of_an_input_can_be_seen(tokens: Tokens) -> None:
    assert contrast(tokens, "control", "surface") >= 3
    assert contrast(tokens, "accent", "surface") >= 3


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_no_text_is_smaller_than_nine_points_and_sizes_follow_the_choice(qapp: QApplication, scale: int) -> None:
    apply_style(qapp, Theme.LIGHT, scale)
    points = {role: style.font(role).pointSizeF() for role in ("body", "muted", "section", "title")}
    assert min(points.values()) >= 9
    assert points["title"] == pytest.approx(points["body"] * 1.5)
    assert points["body"] >= 10 * scale / 100


def test_the_names_of_every_print_language_show_in_a_bundled_font(qapp: QApplication) -> None:
    assert QFontInfo(style.font()).family() == "Noto Sans"
    from PySide6.QtGui import QFontDatabase

    assert set(style.FAMILIES) <= set(QFontDatabase.families())


def test_a_larger_text_makes_larger_distances_but_not_twice_as_large(qapp: QApplication) -> None:
    small = style.space(6)
    apply_style(qapp, Theme.LIGHT, 200)
    assert small == 24
    assert 30 <= style.space(6) <= 40


def test_an_unknown_theme_is_refused_and_the_style_can_still_change(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="bunt"):
        apply_style(qapp, "bunt")
    apply_style(qapp, Theme.DARK)
    assert style.current() is DARK


def test_icons_take_the_colour_of_the_theme_also_after_it_changed(qapp: QApplication, qtbot: QtBot) -> None:
    button, label = QPushButton("Drucken"), QLabel()
    qtbot.addWidget(button)
    qtbot.addWidget(label)
    icons.set_icon(button, "printer", "accent")
    icons.set_icon(label, "lock", "accent")
    for theme, tokens in ((Theme.LIGHT, LIGHT), (Theme.DARK, DARK)):
        apply_style(qapp, theme)
        for picture in (button.icon().pixmap(64, 64).toImage(), label.pixmap().toImage()):
            seen = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())
                    if picture.pixelColor(x, y).alpha() == 255}
            assert tokens.accent.lower() in seen


def test_an_icon_that_is_not_there_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("gibt-es-nicht")
    with pytest.raises(KeyError):
        icons.icon("lock", "rosa")


def test_the_pictures_of_the_style_sheet_can_be_read_from_memory(qapp: QApplication) -> None:
    from PySide6.QtGui import QPixmap

    from desktop.views.pictures import picture_folder

    folder = picture_folder(LIGHT)
    for name in ("box", "box-on", "box-part", "ring-on", "down", "up"):
        assert not QPixmap(f"{folder}/{name}.svg").isNull(), name
