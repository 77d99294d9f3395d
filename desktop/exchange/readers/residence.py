"""Residence status in officials' shorthand: „AE §25 II 2. Alt.“, „Duldung (Ausbildung) § 60c“, „NE § 26 Abs. 3“."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from desktop.casework.handover.incoming import CellReading, Residence, missing, sure, unreadable, unsure
from desktop.exchange.readers.words import cleaned, is_nothing, key, mapping, table
from desktop.person_terms import ResidenceGroup, ResidenceKind

_PARAGRAPH = re.compile(r"(?:§+|\bpar(?:agraf)?\.?)\s*(\d{1,3})\s?([a-h](?![a-zäöüß]))?", re.IGNORECASE)
_BARE = re.compile(r"(?<![\d./])(\d{2,3})\s?([a-h](?![a-zäöüß]))?(?![\d])", re.IGNORECASE)
_SUBSECTION = re.compile(
    r"\babs(?:atz)?\.?\s*(\d)|\((\d)\)|^\s*[./\-]?\s*(I{1,3}|IV|VI?)\b|^\s*[./\-]\s*(\d)\b", re.IGNORECASE
)
_DATE = re.compile(r"\d\.\s?\d{1,2}\.\s?\d")
_SENTENCE = re.compile(r"\bs(?:atz)?\.?\s*(\d)", re.IGNORECASE)
_ALTERNATIVE = re.compile(r"(\d)\s?\.?\s*alt(?:ernative)?\b|\balt(?:ernative)?\.?\s*(\d)", re.IGNORECASE)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
_REFUGEE = re.compile(r"fl[uü]chtling|\bgfk\b|anerkannt", re.IGNORECASE)
_SUBSIDIARY = re.compile(r"subs", re.IGNORECASE)

_WORD_GROUPS = (
    (re.compile(r"\bduldung|\bgeduldet", re.IGNORECASE), "Duldung"),
    (re.compile(r"\bNE\b|niederlassung", re.IGNORECASE), "Niederlassungserlaubnis"),
    (re.compile(r"\bAE\b|aufenthaltserlaubnis", re.IGNORECASE), "Aufenthaltserlaubnis"),
)


@dataclass(frozen=True)
class _Paragraph:
    number: str
    subsection: str
    sentence: str
    alternative: str

    def candidates(self) -> tuple[str, ...]:
        """Keys of `readings.toml`, the most exact first."""
        exact = f"{self.number}/{self.subsection}/{self.sentence}/{self.alternative}"
        return (
            exact.rstrip("/"),
            f"{self.number}/{self.subsection}//{self.alternative}".rstrip("/"),
            f"{self.number}/{self.subsection}/{self.sentence}".rstrip("/"),
            f"{self.number}/{self.subsection}".rstrip("/"),
            self.number,
        )


@lru_cache(maxsize=10_000)
def read_residence(text: str) -> CellReading[Residence]:
    """The status with the list's own wording.

    A wording that names no single status (§ 25 Abs. 2 without the alternative) gives `UNKNOWN` and says why: the
    program never guesses about people.
    """
    text = cleaned(text)
    if is_nothing(text):
        return missing(text)
    paragraph, bare = _paragraph(_PARAGRAPH, text), _paragraph(_BARE, text)
    if paragraph is None and bare is not None and not _DATE.search(text) and _code(bare):
        paragraph = bare  # „AE 25 III“, „25/3“: without the sign only what is surely a paragraph counts
    if paragraph is None:
        return _by_words(text)
    code = _code(paragraph)
    if code is None:
        return unsure(Residence(ResidenceKind.UNKNOWN, text), text, _why_unknown(paragraph))
    residence = Residence(ResidenceKind(code), text)
    conflict = _conflict(text, residence.kind)
    if conflict:
        return unsure(residence, text, conflict)
    if residence.kind is ResidenceKind.P25_4 and re.search(r"4\s?[ab]\b", text):
        return unsure(residence, text, "Absatz 4a oder 4b wird als § 25 Abs. 4 geführt; der Wortlaut bleibt erhalten.")
    return sure(residence, text)


def _paragraph(pattern: re.Pattern[str], text: str) -> _Paragraph | None:
    match = pattern.search(text)
    if not match:
        return None
    number, rest = match.group(1) + (match.group(2) or "").lower(), text[match.end() :]
    subsection = _SUBSECTION.search(rest)
    found = next((group for group in (subsection.groups() if subsection else ()) if group), "")
    sentence, alternative = _SENTENCE.search(rest), _ALTERNATIVE.search(rest)
    return _Paragraph(
        number,
        _ROMAN.get(found.lower(), found),
        sentence.group(1) if sentence else "",
        (alternative.group(1) or alternative.group(2)) if alternative else _protection(text),
    )


def _protection(text: str) -> str:
    """The alternative of § 25 Abs. 2 that the wording itself names."""
    if _SUBSIDIARY.search(text):
        return "2"
    return "1" if _REFUGEE.search(text) else ""


def _code(paragraph: _Paragraph) -> str | None:
    known = mapping("residence", "paragraphs")
    for candidate in paragraph.candidates():
        if candidate in known:
            return known[candidate]
    return None


def _why_unknown(paragraph: _Paragraph) -> str:
    if (paragraph.number, paragraph.subsection) == ("25", "2"):
        return "§ 25 Abs. 2 sagt nicht, ob Flüchtlingseigenschaft oder subsidiärer Schutz; bitte im Dokument nachsehen."
    if not paragraph.subsection:
        return f"Bei § {paragraph.number} fehlt der Absatz oder der Paragraf ist hier nicht bekannt."
    return f"§ {paragraph.number} Abs. {paragraph.subsection} ist hier nicht bekannt; der Wortlaut bleibt erhalten."


def _conflict(text: str, kind: ResidenceKind) -> str:
    """A word that contradicts the paragraph, e.g. „Duldung § 25“."""
    groups = {"Duldung": (ResidenceGroup.WITHOUT_TITLE,), "Niederlassungserlaubnis": (ResidenceGroup.UNLIMITED,),
              "Aufenthaltserlaubnis": (ResidenceGroup.PERMIT,)}  # fmt: skip
    for pattern, name in _WORD_GROUPS:
        if pattern.search(text) and kind.group not in groups[name]:
            return f"„{name}“ und der Paragraf passen nicht zusammen."
    return ""


def _by_words(text: str) -> CellReading[Residence]:
    word, known = key(text), table("residence", "words")
    code = known.get(word)
    if code is None:
        longest = sorted((entry for entry in known if len(entry) > 4 and entry in word), key=len, reverse=True)
        code = known[longest[0]] if longest else None
    if code is not None:
        return sure(Residence(ResidenceKind(code), text), text)
    for pattern, name in _WORD_GROUPS:
        if pattern.search(text):
            return unsure(Residence(ResidenceKind.UNKNOWN, text), text, f"Bei „{name}“ fehlt der Paragraf.")
    return unreadable(text, f"„{text}“ ist kein bekannter Aufenthaltsstatus.")
