"""What a sheet says, in each language it says it in, and which of it is unchecked or not translated.

Every text of a plan sheet goes through one `Speech`, so that nothing machine-made can reach the paper uncounted.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self, TypeAlias

from desktop.casework.plans.plan_print import PlanPrint
from desktop.casework.plans.wording_checks import CheckedText
from desktop.clock import german_date
from desktop.printing.engine import isolate
from desktop.printing.engine.breaking import hyphenation_points
from desktop.printing.engine.text import LRI, PDI, clean, without_isolates
from desktop.printing.wording import GERMAN, OfficeCheck, Review, Text, Wording, direction
from desktop.terms import PlanKind, SheetVariant

_MARK = "hinweis.nicht_uebersetzt"
_LONG_WORD = re.compile("[A-ZÄÖÜ][a-zäöüß]{13,}")
_LATIN_IN_BRACKETS = re.compile(r"\([A-Za-zÄÖÜäöüß0-9 .,:/\u00a0\u2013-]+\)")
_TIME = re.compile(r"(?<![,،፣]) (?=Uhr|\u2068?\d{1,2}:\d{2})")
_LATIN_COMMA = ", "
_COMMAS = {"ar": "، ", "fa": "، ", "fa_AF": "، ", "ps": "، ", "ckb": "، ", "ti": "፣ ", "am": "፣ "}
"""Between the names of a list, where it is not the Latin comma."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text in one column; `language` is what it is written in, `mark` the words „noch nicht übersetzt“, if needed.

    `column` is the column's own language where the text had to stay German.
    """

    text: str
    language: str
    mark: Text | None = None
    column: str = ""


CheckedTexts: TypeAlias = Mapping[tuple[str, str], CheckedText]
"""Translations the office has checked, by language and key."""

Words: TypeAlias = tuple[Said, ...]
"""The same thing said in each column of the sheet: one, or German and the other language."""


class Speech:
    """Finds the words of one sheet and keeps count of what is not checked or not translated."""

    def __init__(self, data: PlanPrint, variant: SheetVariant, language: str) -> None:
        self._begin(data.checked, variant, language)
        self._own_language = data.view.header.language
        self.family = data.view.kind is PlanKind.FAMILY

    @classmethod
    def without_plan(cls, checked: CheckedTexts, variant: SheetVariant, language: str) -> Self:
        """For sheets that are no plan: the user's own texts have no translation there."""
        speech = cls.__new__(cls)
        speech._begin(checked, variant, language)
        speech._own_language, speech.family = "", False
        return speech

    def _begin(self, checked: CheckedTexts, variant: SheetVariant, language: str) -> None:
        german = Wording.load(GERMAN)
        chosen = german if language == GERMAN else Wording.load(language, checks=_checks(checked, language))
        alone = variant is SheetVariant.GERMAN or language == GERMAN
        both = variant is SheetVariant.SIDE_BY_SIDE
        self.columns: tuple[Wording, ...] = (german,) if alone else (german, chosen) if both else (chosen,)
        self.untranslated_own = 0
        self._unreviewed: dict[str, None] = {}
        self._untranslated: dict[str, None] = {}

    @property
    def language(self) -> str:
        """Main language of the sheet."""
        return self.columns[0].code

    @property
    def bilingual(self) -> bool:
        return len(self.columns) > 1

    @property
    def mirrored(self) -> bool:
        """Does the whole sheet run from right to left?"""
        return direction(self.language) == "rtl"

    @property
    def unreviewed(self) -> tuple[str, ...]:
        return tuple(self._unreviewed)

    @property
    def untranslated(self) -> tuple[str, ...]:
        return tuple(self._untranslated)

    def fixed(self, key: str, /, **values: object) -> Words:
        """A fixed text with values put in; `Words` as a value are put in column by column. KeyError: no such text."""
        return tuple(
            self._said(key, wording.text(key, **_in_column(values, place)), wording)
            for place, wording in enumerate(self.columns)
        )

    def ours(self, key: str, /, **values: object) -> Words:
        """As `fixed`, with „wir“ instead of „ich“ on a family's plan."""
        return self.fixed(f"{key}_familie" if self.family else key, **values)

    def own(self, german: str, translated: str = "") -> Words:
        """The user's own text with its translation, where there is one and in this language (decision 23)."""
        return tuple(self._own_in(wording, german, translated) for wording in self.columns)

    def same(self, value: str) -> Words:
        """A name, number or date that is the same in every language."""
        return tuple(Said(isolate(harmless(value)), wording.code) for wording in self.columns)

    def named(self, name: str, own_script: str) -> Words:
        """A name: with the own script beside it on a sheet in one language, in the other column on a bilingual one."""
        if not own_script.strip():
            return self.same(name)
        if not self.bilingual:
            return joined((self.same(name), self.same(own_script)), "  ")
        (first, second), (_, other) = self.same(name), self.same(own_script)
        return (first, replace(second, text=other.text))

    def called(self, name: str, own_script: str) -> Words:
        """A name in running text: Latin letters in German, the own script in the other language."""
        words = zip(self.same(name), self.same(own_script.strip() or name), strict=True)
        return tuple(latin if latin.language == GERMAN else other for latin, other in words)

    def date(self, day: dt.date) -> Words:
        """dd.MM.yyyy with Western digits in every language (decision 16)."""
        return self.same(german_date(day))

    def appointment(self, day: dt.date, time: str) -> Words:
        """„Montag, 14.12.2026, 09:00 Uhr“, without the time where it is not known."""
        try:
            moment = dt.datetime.combine(day, dt.time.fromisoformat(time.strip()))
        except ValueError:
            return self._each("gespraech.tag", lambda wording: wording.day(day))
        said = self._each("gespraech.tag_und_zeit", lambda wording: wording.appointment(moment))
        return tuple(replace(one, text=_TIME.sub("\u00a0", one.text)) for one in said)

    def _each(self, key: str, find: Callable[[Wording], Text]) -> Words:
        return tuple(self._said(key, find(wording), wording) for wording in self.columns)

    def _said(self, key: str, text: Text, wording: Wording) -> Said:
        if text.needs_note:
            self._unreviewed[key] = None
        if text.language == wording.code:
            return Said(_set_ready(text.text, wording.german[key], text.language), text.language)
        self._untranslated[key] = None
        return self._german_in(wording, text.text)

    def _own_in(self, wording: Wording, german: str, translated: str) -> Said:
        if wording.code == GERMAN:
            return Said(harmless(german), GERMAN)
        if translated.strip() and wording.code == self._own_language:
            return Said(harmless(translated), wording.code)
        self.untranslated_own += 1
        return self._german_in(wording, harmless(german))

    def _german_in(self, wording: Wording, german: str) -> Said:
        """German with its mark; beside the German column the mark alone, as the German stands there already."""
        mark = wording.text(_MARK)
        if mark.needs_note:
            self._unreviewed[_MARK] = None
        return Said("" if self.bilingual else german, GERMAN, mark, wording.code)


def joined(parts: Sequence[Words], by: str = " · ") -> Words:
    """Several things in one line; where one of them is not translated, the others stay and the mark ends the line."""
    columns = []
    for column in zip(*parts, strict=True):
        text = by.join(said.text for said in column if said.text)
        mark = next((said.mark for said in column if said.mark), None)
        language = next((said.language for said in column if not said.mark), column[0].language)
        foreign = next((said.column for said in column if said.column), "")
        columns.append(Said(text, language, mark, foreign))
    return tuple(columns)


def enumerated(parts: Sequence[Words]) -> Words:
    """Names after each other, with the comma of each column's script."""
    columns = []
    for column in zip(*parts, strict=True):
        comma = _COMMAS.get(column[0].column or column[0].language, _LATIN_COMMA)
        columns.append(joined([(said,) for said in column], comma)[0])
    return tuple(columns)


def shortened(text: str, longest: int) -> str:
    """At most `longest` characters; „…“ says that something was left out."""
    text = " ".join(clean(text).split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def harmless(text: str) -> str:
    """Entered text without anything that could steer the order of the text around it."""
    return without_isolates(clean(text)).strip()


def _in_column(values: Mapping[str, object], place: int) -> dict[str, str]:
    return {
        name: value[place].text if isinstance(value, tuple) else harmless(str(value))
        for name, value in values.items()
    }  # fmt: skip


def _set_ready(text: str, german: str, language: str) -> str:
    """Soft hyphens in the long German words a translation has kept, as „(Wohnberechtigungsschein)“.

    Not in right-to-left text, where the hyphen would come to stand at the wrong end of the word. There German words in
    brackets become one island with them, so that the brackets stay at their words when a line ends between two.
    """
    if language == GERMAN:
        return text
    if direction(language) == "rtl":
        return _LATIN_IN_BRACKETS.sub(f"{LRI}\\g<0>{PDI}", text)
    return _LONG_WORD.sub(lambda word: _softened(word[0]) if word[0] in german else word[0], text)


def _softened(word: str) -> str:
    for point in hyphenation_points(word, GERMAN):
        word = f"{word[:point]}\u00ad{word[point:]}"
    return word


def _checks(checked: CheckedTexts, language: str) -> dict[str, OfficeCheck]:
    return {
        key: OfficeCheck(check.german, check.text, Review(check.reviewer, check.checked_on))
        for (code, key), check in checked.items()
        if code == language
    }
