"""Kinds of answers that are chosen: one or several options, languages, countries, half days of the week."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from babel import Locale

from desktop.casework.forms.kinds import AnswerKind, Stored, Value
from desktop.terms import Term

_NO_STATES = {"stateless": "staatenlos", "unclear": "ungeklärt"}


@dataclass(frozen=True)
class Option:
    """One thing to choose: stable code, German words, and a heading it stands under, if any."""

    code: str
    label: str
    group: str = ""


def options(*pairs: tuple[str, str]) -> tuple[Option, ...]:
    """Options from pairs of code and German words."""
    return tuple(Option(code, label) for code, label in pairs)


def options_of(term: type[Term]) -> tuple[Option, ...]:
    """The options of a term of `desktop/terms.py`, grouped where its members have a `group`."""
    return tuple(Option(member.value, member.label, _group(member)) for member in term)


def _group(member: Term) -> str:
    group = getattr(member, "group", None)
    return group.label if isinstance(group, Term) else ""


@dataclass(frozen=True)
class Choice(AnswerKind):
    """One of the options."""

    options: tuple[Option, ...]

    @classmethod
    def of(cls, term: type[Term]) -> Choice:
        return cls(options_of(term))

    def label(self, code: str) -> str:
        """German words of a code; the code itself when an older version of the form knew it."""
        return next((option.label for option in self.options if option.code == code), code)

    def problem(self, value: Value) -> str | None:
        known = isinstance(value, str) and any(option.code == value for option in self.options)
        return None if known else "Bitte eine der Möglichkeiten wählen."

    def german(self, value: Value) -> str:
        return self.label(value)

    def codes(self, value: Value) -> tuple[str, ...]:
        return (value,)


@dataclass(frozen=True)
class Many(Choice):
    """Several of the options."""

    def problem(self, value: Value) -> str | None:
        fits = isinstance(value, tuple) and value and all(super(Many, self).problem(code) is None for code in value)
        return None if fits else "Bitte aus den Möglichkeiten wählen."

    def store(self, value: Value) -> Stored:
        return list(value)

    def restore(self, stored: Stored) -> Value:
        return tuple(stored)

    def german(self, value: Value) -> str:
        return ", ".join(self.label(code) for code in value)

    def codes(self, value: Value) -> tuple[str, ...]:
        return tuple(value)


WEEKDAYS = (("mo", "Montag"), ("di", "Dienstag"), ("mi", "Mittwoch"), ("do", "Donnerstag"), ("fr", "Freitag"))
DAY_PARTS = (("am", "vormittags"), ("pm", "nachmittags"))


@dataclass(frozen=True)
class Week(Many):
    """Half days from Monday to Friday, as `mo_am` … `fr_pm`; shown as a table of days and times."""

    options: tuple[Option, ...] = tuple(
        Option(f"{day}_{part}", f"{day_word} {part_word}", day_word)
        for day, day_word in WEEKDAYS
        for part, part_word in DAY_PARTS
    )


@dataclass(frozen=True)
class Languages(Many):
    """Languages by CLDR code."""

    options: tuple[Option, ...] = ()

    def problem(self, value: Value) -> str | None:
        fits = isinstance(value, tuple) and value and all(isinstance(code, str) and code for code in value)
        return None if fits else "Bitte eine Sprache wählen."

    def label(self, code: str) -> str:
        return language_names().get(code, code)


@dataclass(frozen=True)
class OneLanguage(AnswerKind):
    """One language by CLDR code."""

    def problem(self, value: Value) -> str | None:
        return None if isinstance(value, str) and value.strip() else "Bitte eine Sprache wählen."

    def german(self, value: Value) -> str:
        return language_names().get(value, str(value))

    def codes(self, value: Value) -> tuple[str, ...]:
        return (value,)


@dataclass(frozen=True)
class Countries(Many):
    """Countries by ISO 3166 code, `stateless` or `unclear`."""

    options: tuple[Option, ...] = ()

    def problem(self, value: Value) -> str | None:
        fits = isinstance(value, tuple) and value and all(isinstance(code, str) and code for code in value)
        return None if fits else "Bitte ein Land wählen."

    def label(self, code: str) -> str:
        return country_names().get(code, code)


@dataclass(frozen=True)
class OneCountry(AnswerKind):
    """One country by ISO 3166 code."""

    def problem(self, value: Value) -> str | None:
        return None if isinstance(value, str) and value.strip() else "Bitte ein Land wählen."

    def german(self, value: Value) -> str:
        return country_names().get(value, str(value))

    def codes(self, value: Value) -> tuple[str, ...]:
        return (value,)


@cache
def language_names() -> dict[str, str]:
    """German names of languages by CLDR code."""
    return dict(Locale("de").languages)


@cache
def country_names() -> dict[str, str]:
    """German names of countries by ISO code, with the two states that are none."""
    return {code: name for code, name in Locale("de").territories.items() if code.isalpha()} | _NO_STATES
