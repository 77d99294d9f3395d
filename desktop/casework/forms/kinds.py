"""Kinds of answers: what a value is in Python, how it is stored as JSON, how it reads in German, what is counted.

Values: text str · number Decimal · day `date` · day known in part `PartialDate` · yes/no bool · choice its code ·
several choices, languages, countries, tags, hours of the week: tuple of str · scale int · member person id ·
table tuple of dicts by column key. None is never a value: it means unanswered.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from desktop.clock import german_date
from desktop.terms import PartialDate

Value: TypeAlias = Any
"""A value of an answer; its type hangs on the kind, see above."""
Stored: TypeAlias = Any
"""The same as JSON."""

LONGEST_TEXT = 200
LONGEST_NOTE = 4000
MOST_ENTRIES = 40


@dataclass(frozen=True)
class AnswerKind:
    """Base of all kinds. `problem()` gives one German sentence for a value the kind does not take."""

    def problem(self, value: Value) -> str | None:
        raise NotImplementedError

    def store(self, value: Value) -> Stored:
        """`value` as JSON."""
        return value

    def restore(self, stored: Stored) -> Value:
        """The value back from JSON."""
        return stored

    def german(self, value: Value) -> str:
        """The value in words, for print and beside the new answer."""
        return str(value)

    def codes(self, value: Value) -> tuple[str, ...]:
        """What statistics count; empty where nothing can be counted without its content (free text)."""
        return ()


@dataclass(frozen=True)
class Text(AnswerKind):
    """One line."""

    longest: int = LONGEST_TEXT

    def problem(self, value: Value) -> str | None:
        if not isinstance(value, str) or not value.strip():
            return "Bitte einen Text eingeben."
        if len(value) > self.longest:
            return f"Das ist zu lang: Bitte auf {self.longest} Zeichen kürzen."
        return None


@dataclass(frozen=True)
class Note(Text):
    """Several lines."""

    longest: int = LONGEST_NOTE


@dataclass(frozen=True)
class Number(AnswerKind):
    """A number from `lowest` to `highest` in `unit`."""

    unit: str = ""
    lowest: int = 0
    highest: int = 999_999
    decimals: int = 0

    def problem(self, value: Value) -> str | None:
        if not isinstance(value, Decimal):
            return "Bitte eine Zahl eingeben."
        if round(value, self.decimals) != value:
            return f"Bitte höchstens {self.decimals} Stellen nach dem Komma eingeben."
        if not self.lowest <= value <= self.highest:
            return f"Bitte eine Zahl von {self.lowest} bis {self.highest} eingeben."
        return None

    def store(self, value: Value) -> Stored:
        return int(value) if value == int(value) else str(value)

    def restore(self, stored: Stored) -> Value:
        return Decimal(str(stored))

    def german(self, value: Value) -> str:
        return f"{str(value).replace('.', ',')} {self.unit}".strip()


@dataclass(frozen=True)
class Day(AnswerKind):
    """A whole date."""

    def problem(self, value: Value) -> str | None:
        return None if isinstance(value, dt.date) else "Bitte ein Datum eingeben."

    def store(self, value: Value) -> Stored:
        return value.isoformat()

    def restore(self, stored: Stored) -> Value:
        return dt.date.fromisoformat(stored)

    def german(self, value: Value) -> str:
        return german_date(value)


@dataclass(frozen=True)
class PartialDay(AnswerKind):
    """A date as far as it is known."""

    def problem(self, value: Value) -> str | None:
        return None if isinstance(value, PartialDate) else "Bitte ein Datum oder ein Jahr eingeben."

    def store(self, value: Value) -> Stored:
        return value.code

    def restore(self, stored: Stored) -> Value:
        return PartialDate.parse(stored)

    def german(self, value: Value) -> str:
        return str(value.german)


@dataclass(frozen=True)
class YesNo(AnswerKind):
    """Yes or no, and unanswered until somebody says."""

    def problem(self, value: Value) -> str | None:
        return None if isinstance(value, bool) else "Bitte „ja“ oder „nein“ wählen."

    def german(self, value: Value) -> str:
        return "ja" if value else "nein"

    def codes(self, value: Value) -> tuple[str, ...]:
        return ("yes" if value else "no",)


@dataclass(frozen=True)
class Scale(AnswerKind):
    """A step from `lowest` on, each with its word."""

    words: tuple[str, ...]
    lowest: int = 0

    @property
    def highest(self) -> int:
        return self.lowest + len(self.words) - 1

    def problem(self, value: Value) -> str | None:
        fits = type(value) is int and self.lowest <= value <= self.highest
        return None if fits else f"Bitte einen Wert von {self.lowest} bis {self.highest} wählen."

    def german(self, value: Value) -> str:
        return f"{value} – {self.words[value - self.lowest]}"

    def codes(self, value: Value) -> tuple[str, ...]:
        return (str(value),)


ABILITY = Scale(("gar nicht", "mit viel Hilfe", "mit etwas Hilfe", "selbstständig"))
FACE_WORDS = ("sehr schlecht", "schlecht", "mittel", "gut", "sehr gut")


@dataclass(frozen=True)
class Faces(Scale):
    """Five faces, 1 (very bad) to 5 (very good)."""

    words: tuple[str, ...] = FACE_WORDS
    lowest: int = 1


@dataclass(frozen=True)
class Tags(AnswerKind):
    """Own words as small cards, with suggestions that can be taken."""

    suggestions: tuple[str, ...] = ()

    def problem(self, value: Value) -> str | None:
        if not isinstance(value, tuple) or not value or not all(isinstance(tag, str) and tag.strip() for tag in value):
            return "Bitte mindestens ein Stichwort eingeben."
        if len(value) > MOST_ENTRIES or any(len(tag) > LONGEST_TEXT for tag in value):
            return f"Bitte höchstens {MOST_ENTRIES} kurze Stichworte eingeben."
        return None

    def store(self, value: Value) -> Stored:
        return list(value)

    def restore(self, stored: Stored) -> Value:
        return tuple(stored)

    def german(self, value: Value) -> str:
        return ", ".join(value)


@dataclass(frozen=True)
class Member(AnswerKind):
    """A person of the family, by id; the words come from the case."""

    def problem(self, value: Value) -> str | None:
        return None if type(value) is int else "Bitte eine Person der Familie wählen."

    def german(self, value: Value) -> str:
        return f"Person {value}"


@dataclass(frozen=True)
class Derived(AnswerKind):
    """Not asked but worked out from other answers by the question's `derive`; never stored."""

    note: str = "wird berechnet"

    def problem(self, value: Value) -> str | None:
        return "Diese Angabe wird berechnet und kann nicht eingetragen werden."
