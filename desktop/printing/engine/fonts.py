"""The bundled typefaces: which one draws which character, and what a glyph stands for.

Noto Sans draws Latin, Greek and Cyrillic, Vazirmatn everything in Arabic script (a little larger, so that both look
the same size), Noto Sans Ethiopic and Noto Sans Georgian theirs. Digits are always Noto Sans: people match them with
letters and forms.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import uharfbuzz as hb

from desktop.paths import resource
from desktop.printing.engine.text import INVISIBLE, clean

REPLACEMENT = "\ufffd"
JOINERS = frozenset("\u200c\u200d")  # ZWNJ, ZWJ: HarfBuzz acts on them whether or not the font has a glyph
_FAMILIES = ("NotoSans", "Vazirmatn", "NotoSansEthiopic", "NotoSansGeorgian")
_FAMILY_OF_SCRIPT = {"Arab": "Vazirmatn", "Ethi": "NotoSansEthiopic", "Geor": "NotoSansGeorgian"}
_OPTICAL_SIZE = {"Vazirmatn": 1.12}
_PRESENTATION_FORM = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")


class Face:
    """One font file, loaded when first used. Widths and heights are in thousandths of the size."""

    def __init__(self, family: str, bold: bool, number: int) -> None:
        self.name = f"{family}-{'Bold' if bold else 'Regular'}"
        self.resource = f"T{number}"  # the name in content streams; reportlab claims F1 …
        self.optical = _OPTICAL_SIZE.get(family, 1.0)
        self._advances: dict[int, float] = {}
        self._load = threading.Lock()

    @cached_property
    def face(self) -> hb.Face:
        return hb.Face(hb.Blob.from_file_path(str(resource("fonts", f"{self.name}.ttf"))))

    @cached_property
    def font(self) -> hb.Font:
        with self._load:
            return hb.Font(self.face)

    @cached_property
    def unit(self) -> float:
        """Thousandths of the size per font unit."""
        return 1000 / float(self.face.upem)

    @cached_property
    def characters(self) -> frozenset[str]:
        return frozenset(chr(code) for code in self.face.unicodes)

    @cached_property
    def glyph_texts(self) -> dict[int, str]:
        """What each glyph stands for by the font alone, so that the answer never depends on what was drawn before.

        From the character map (Arabic presentation forms as their letters) and, for joined letters without a
        presentation form, from shaping every Arabic letter in its four positions.
        """
        texts: dict[int, str] = {}
        plain = sorted(character for character in self.characters if not _PRESENTATION_FORM.match(character))
        forms = sorted(self.characters.difference(plain))
        for character in plain + forms:
            text = unicodedata.normalize("NFKC", character) if character in forms else character
            if " " not in text or character == " ":
                texts.setdefault(self.font.get_nominal_glyph(ord(character)), text)
        for character in plain:
            if "\u0620" <= character <= "\u077f" and unicodedata.category(character) == "Lo":
                for glyph in self._joined_forms(character):
                    texts.setdefault(glyph, character)
        return texts

    def _joined_forms(self, letter: str) -> list[int]:
        """The glyphs of a letter at the beginning, end and inside of a word."""
        found = []
        for before, after in (("", "\u200d"), ("\u200d", ""), ("\u200d", "\u200d")):
            infos = shaped_glyphs(self, before + letter + after, rtl=True, script="Arab", language="")[0]
            own = [info.codepoint for info in infos if info.cluster == len(before)]
            found += own if len(own) == 1 else []
        return found

    def advance(self, glyph: int) -> float:
        known = self._advances.get(glyph)
        if known is None:
            known = self._advances[glyph] = self.font.get_glyph_h_advance(glyph) * self.unit
        return known


def shaped_glyphs(
    face: Face, text: str, *, rtl: bool, script: str, language: str
) -> tuple[list[hb.GlyphInfo], list[hb.GlyphPosition]]:
    """HarfBuzz's answer for a text of one direction, script and face; never discretionary ligatures."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.script = script
    if language:
        buffer.language = language
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    hb.shape(face.font, buffer, {"kern": True, "liga": True})
    return buffer.glyph_infos, buffer.glyph_positions


FACES = {
    (family, bold): Face(family, bold, 2 * number + bold)
    for number, family in enumerate(_FAMILIES)
    for bold in (False, True)
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The face that draws a character, and the script HarfBuzz is told (ISO 15924)."""

    face: Face
    script: str


class _Choices(dict[tuple[str, str, bool], Choice]):
    """(character, script, bold) → Choice, worked out once each."""

    def __missing__(self, key: tuple[str, str, bool]) -> Choice:
        character, script, bold = key
        first = _FAMILY_OF_SCRIPT.get(script, "NotoSans")
        for family in (first, *_FAMILIES):
            if character in FACES[family, bold].characters:
                break
        else:
            family = first  # joiners and the like: drawn by nobody, but shaping must see them
        found = self[key] = _CHOICE.setdefault((family, bold, script), Choice(FACES[family, bold], script))
        return found


_CHOICE: dict[tuple[str, bool, str], Choice] = {}
_CHOICES = _Choices()


class _Scripts(dict[str, str]):
    """Script of a character for the choice of a typeface; empty where it goes with its neighbours."""

    def __missing__(self, character: str) -> str:
        found = self[character] = _script(character)
        return found


_RANGES = (
    ("Grek", "\u0370", "\u03ff"), ("Cyrl", "\u0400", "\u052f"), ("Arab", "\u0600", "\u06ff"),
    ("Arab", "\u0750", "\u077f"), ("Arab", "\u08a0", "\u08ff"), ("Geor", "\u10a0", "\u10ff"),
    ("Ethi", "\u1200", "\u139f"), ("Geor", "\u1c90", "\u1cbf"), ("Grek", "\u1f00", "\u1fff"),
    ("Ethi", "\u2d80", "\u2ddf"), ("Cyrl", "\ua640", "\ua69f"), ("Ethi", "\uab00", "\uab2f"),
    ("Arab", "\ufb50", "\ufdff"), ("Arab", "\ufe70", "\ufefc"),
)  # fmt: skip


def _script(character: str) -> str:
    if character in INVISIBLE or character in JOINERS or unicodedata.category(character) == "Mn":
        return ""
    for script, first, last in _RANGES:
        if first <= character <= last:
            return script
    return "Latn" if unicodedata.category(character)[0] == "L" or "0" <= character <= "9" else ""


_SCRIPTS = _Scripts()
_PAIRS = {")": "(", "]": "[", "}": "{", "»": "«", "”": "“", "’": "‘", "›": "‹"}
_OPENERS = frozenset(_PAIRS.values())


def scripts(text: str) -> list[str]:
    """The script of every character; neutral ones go with what is before them, a closing bracket with its opening."""
    found: list[str] = []
    last = next((script for character in text if (script := _SCRIPTS[character])), "Latn")
    opened: list[tuple[str, str]] = []
    for character in text:
        script = _SCRIPTS[character]
        if script:
            last = script
        elif character in _OPENERS:
            opened.append((character, last))
        elif opened and _PAIRS.get(character) == opened[-1][0]:
            found.append(opened.pop()[1])
            continue
        found.append(last)
    return found


def choices(text: str, bold: bool) -> list[Choice]:
    """The typeface of every character of a text without missing characters."""
    found = [_CHOICES[character, script, bold] for character, script in zip(text, scripts(text), strict=True)]
    for index, character in enumerate(text):
        if index and (character in JOINERS or character in INVISIBLE):
            found[index] = found[index - 1]
    return found


# Letters of other scripts; between them lie only letters like ẞ and common punctuation and signs.
_NOT_LATIN = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2c80-\u2dff\u2e80-\U0010ffff]")


def drawn_by_noto_sans(text: str, bold: bool) -> Choice | None:
    """The one choice for a text in Latin letters, which most are; None where `choices` must look closer."""
    if text and not _NOT_LATIN.search(text) and FACES["NotoSans", bold].characters.issuperset(text):
        return _CHOICES["a", "Latn", bold]
    return None


def _drawable(character: str) -> bool:
    return (
        character == "\n"
        or character in INVISIBLE
        or character in JOINERS
        or any(all(character in FACES[family, bold].characters for bold in (False, True)) for family in _FAMILIES)
    )


class _Drawable(dict[str, bool]):
    def __missing__(self, character: str) -> bool:
        found = self[character] = _drawable(character)
        return found


_DRAWABLE = _Drawable()


def missing_in(text: str) -> frozenset[str]:
    """The characters of a cleaned text that no bundled font can draw."""
    if text.isascii():
        return frozenset()
    return frozenset(character for character in set(text) if not _DRAWABLE[character])


def missing_characters(texts: Iterable[str]) -> tuple[str, ...]:
    """The characters no bundled font can draw, sorted, for telling the user before printing."""
    found: set[str] = set()
    for text in texts:
        found |= missing_in(clean(text))
    return tuple(sorted(found))
