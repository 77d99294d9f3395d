"""Fixed texts of the sheets in German and the print languages, each with its own review mark (decisions 8, 16, 22).

German comes from the sources (`resources/wording/texts.toml` and the catalogue), the other languages from the JSON that
`build/wording.py` compiles out of the .po files. A translation belongs to one German text: another German text makes it
stale, and a stale or missing translation prints as German, marked.
"""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from babel import Locale

from desktop import clock, paths
from desktop.casework.plans.catalogue_data import PLACEHOLDER, Catalogue, placeholders, shipped_catalogue
from desktop.errors import PrintError

GERMAN = "de"
FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"


class LanguageName(NamedTuple):
    """Name of a language as a clerk says it and as its speakers write it."""

    german: str
    own: str


LANGUAGE_NAMES: Mapping[str, LanguageName] = MappingProxyType(
    {
        "de": LanguageName("Deutsch", "Deutsch"),
        "ar": LanguageName("Arabisch", "العربية"),
        "fa": LanguageName("Persisch (Farsi)", "فارسی"),
        "fa_AF": LanguageName("Dari", "دری"),
        "ps": LanguageName("Paschtu", "پښتو"),
        "ckb": LanguageName("Kurdisch (Sorani)", "کوردی (سۆرانی)"),
        "ku": LanguageName("Kurdisch (Kurmandschi)", "Kurdî (Kurmancî)"),
        "tr": LanguageName("Türkisch", "Türkçe"),
        "uk": LanguageName("Ukrainisch", "українська"),
        "ru": LanguageName("Russisch", "русский"),
        "en": LanguageName("Englisch", "English"),
        "fr": LanguageName("Französisch", "français"),
        "ti": LanguageName("Tigrinya", "ትግርኛ"),
        "am": LanguageName("Amharisch", "አማርኛ"),
        "so": LanguageName("Somali", "Soomaali"),
        "sq": LanguageName("Albanisch", "shqip"),
    }
)


@dataclass(frozen=True)
class Review:
    """Who found a translation right, and when."""

    reviewer: str
    on: dt.date


@dataclass(frozen=True)
class OfficeCheck:
    """A text somebody of the office has checked; it holds for exactly the German text it was checked against."""

    german: str
    text: str
    review: Review


@dataclass(frozen=True)
class Text:
    """One text ready to print, values filled in and isolated.

    `language` is what the text is really written in: German where there is no valid translation, and then the sheet
    shows „noch nicht übersetzt“. `stale` says that there is a translation, but of another German text.
    """

    text: str
    language: str
    reviewed: Review | None = None
    stale: bool = False

    @property
    def needs_note(self) -> bool:
        """Whether the sheet must say that this is machine-made and nobody has checked it."""
        return self.language != GERMAN and self.reviewed is None


class _Translation(NamedTuple):
    text: str
    source: str
    reviewed: Review | None


@dataclass(frozen=True)
class Wording:
    """All fixed texts in one language. `german` holds the German texts in use, the office's own changes included."""

    code: str
    german: Mapping[str, str]
    translations: Mapping[str, _Translation]
    checks: Mapping[str, OfficeCheck]

    @classmethod
    def load(
        cls, code: str, *, checks: Mapping[str, OfficeCheck] | None = None, own_german: Mapping[str, str] | None = None
    ) -> Wording:
        """Texts for a language code of `LANGUAGE_NAMES`.

        `checks` are the office's review marks by key; `own_german` are German texts the office has changed or added in
        its catalogue, by key. Raises `PrintError` for a language whose texts are not there.
        """
        if code not in LANGUAGE_NAMES:
            raise PrintError(f"Für die Sprache „{code}“ gibt es keine Drucktexte; bitte eine andere Sprache wählen.")
        german = {**german_texts(), **(own_german or {})}
        return cls(code, MappingProxyType(german), _translations(code), checks or {})

    def __contains__(self, key: str) -> bool:
        return key in self.german

    def text(self, key: str, /, **values: object) -> Text:
        """The text in this language, or German where there is none for today's German text; KeyError: unknown key."""
        german = self.german[key]
        if self.code == GERMAN:
            return Text(_filled(german, values), GERMAN)
        check = self.checks.get(key)
        if check and check.german == german and placeholders(check.text) == placeholders(german):
            return Text(_filled(check.text, values), self.code, check.review)
        found = self.translations.get(key)
        if found and found.source == german:
            return Text(_filled(found.text, values), self.code, found.reviewed)
        return Text(_filled(german, values), GERMAN, stale=bool(found or check))

    def in_german(self, key: str, /, **values: object) -> str:
        """The German text, for the left column and for speech in the screen's own language."""
        return _filled(self.german[key], values)

    def appointment(self, moment: dt.datetime) -> Text:
        """„Montag, 14.12.2026, 09:00 Uhr“; `moment` in the office's local time."""
        return self.text("gespraech.tag_und_zeit", **_day_values(self, moment.date()), uhrzeit=f"{moment:%H:%M}")

    def day(self, day: dt.date) -> Text:
        """„Montag, 14.12.2026“."""
        return self.text("gespraech.tag", **_day_values(self, day))


@cache
def german_texts() -> Mapping[str, str]:
    """Every fixed German text by key: first those of the sheets, then the catalogue in its order."""
    return MappingProxyType({**_sheet_texts(), **catalogue_texts(shipped_catalogue())})


def catalogue_texts(catalogue: Catalogue) -> dict[str, str]:
    """The printed texts of a catalogue by key."""
    texts: dict[str, str] = {}
    for area in catalogue.areas:
        texts[f"bereich.{area.key}"] = area.name
        texts[f"bereich.{area.key}.kurz"] = area.short
    for area in catalogue.areas:
        for goal in catalogue.goals_of(area.key):
            texts[goal.key] = goal.text
            texts[indicator_key(goal.key)] = goal.indicator
        texts |= {step.key: step.text for step in catalogue.measures if step.area == area.key}
    return texts | {f"nachweis.{key}": word for key, word in catalogue.proofs.items()}


def indicator_key(goal_key: str) -> str:
    """Key of the text „Woran merken wir es?“ of a catalogue goal."""
    return f"{goal_key}.indikator"


def direction(code: str) -> str:
    """`rtl` or `ltr`, from CLDR."""
    return str(Locale.parse(code).text_direction)


def weekday(code: str, day: dt.date) -> str:
    """Name of the weekday as it stands in a running text, from CLDR."""
    return str(Locale.parse(code).days["format"]["wide"][day.weekday()])


def isolated(value: object) -> str:
    """A value wrapped so that it cannot change the order of the text around it (UAX #9 isolates)."""
    return f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}"


def _filled(template: str, values: Mapping[str, object]) -> str:
    """Placeholders replaced by isolated values; KeyError: a value is missing. Other braces are just text."""
    return PLACEHOLDER.sub(lambda match: isolated(values[match[1]]), template)


def _day_values(wording: Wording, day: dt.date) -> dict[str, str]:
    """The weekday begins a line and follows the language of the sentence, German when its translation is missing."""
    name = weekday(wording.text("gespraech.tag", wochentag="", datum="").language, day)
    return {"wochentag": name[0].upper() + name[1:], "datum": clock.german_date(day)}


def _sheet_texts() -> dict[str, str]:
    file = paths.resource("wording", "texts.toml")
    return dict(_flat("", tomllib.loads(file.read_text(encoding="utf-8"))))


def _flat(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(f"{prefix}{name}.", value)
        else:
            yield prefix + name, value


@cache
def _translations(code: str) -> Mapping[str, _Translation]:
    if code == GERMAN:
        return MappingProxyType({})
    return read_compiled(paths.resource("wording", "compiled", f"{code}.json"), code)


def read_compiled(file: Path, code: str) -> Mapping[str, _Translation]:
    """Compiled texts of one language; raises `PrintError` when the file is missing or not what the compiler writes."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return MappingProxyType({key: _translation(entry) for key, entry in content.items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        name = LANGUAGE_NAMES[code].german
        raise PrintError(f"Die Drucktexte für {name} fehlen im Programm; bitte Wegplan neu installieren.") from error


def _translation(entry: Mapping[str, Any]) -> _Translation:
    mark = entry["reviewed"]
    review = Review(mark["by"], dt.date.fromisoformat(mark["on"])) if mark else None
    return _Translation(entry["text"], entry["source"], review)
