"""What a list of volunteers can say: meanings of its columns, and one row of it as it was understood.

`desktop/exchange` makes these values from files; this module only says what they are.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from desktop import paths
from desktop.casework.list_rows import IgnoredRow
from desktop.casework.volunteers.register.volunteer_rows import SpokenLanguage, VolunteerFacts
from desktop.casework.volunteers.week_times import Span
from desktop.terms import Term


class VolunteerField(Term):
    """What a column of a list of volunteers can mean."""

    NAME = "name", "Name (Familien- und Vorname)"
    FAMILY_NAME = "family_name", "Familienname"
    GIVEN_NAMES = "given_names", "Vorname(n)"
    SALUTATION = "salutation", "Anrede oder Geschlecht"
    BIRTH = "birth", "Geburtsdatum oder -jahr"
    ADDRESS = "address", "Anschrift (Straße und Ort)"
    STREET = "street", "Straße"
    POSTAL_CODE = "postal_code", "Postleitzahl"
    TOWN = "town", "Ort"
    PHONE = "phone", "Telefon"
    MOBILE = "mobile", "Mobiltelefon"
    EMAIL = "email", "E-Mail"
    ORGANISATION = "organisation", "Verein, Kirche, Initiative"
    GROUP = "group", "Helferkreis"
    ACTIVITIES = "activities", "Tätigkeiten"
    LANGUAGES = "languages", "Sprachen"
    TIMES = "times", "Verfügbarkeit"
    HOURS = "hours", "Stunden in der Woche"
    TARGET_GROUPS = "target_groups", "Zielgruppen"
    INTERESTS = "interests", "Interessen"
    PROFESSION = "profession", "Beruf"
    AREA = "area", "Einsatzort"
    RADIUS = "radius", "Umkreis"
    CAR = "car", "Auto"
    MINORS = "minors", "Kontakt zu Minderjährigen"
    ACTIVE_SINCE = "active_since", "Ehrenamtlich seit"
    FIRST_TALK = "first_talk", "Erstgespräch am"
    CONSENT = "consent", "Einwilligung vom"
    NOTE = "note", "Notiz"


@dataclass(frozen=True)
class CellDoubt:
    """A cell that was not understood, or only by a rule; `reading` says what was made of it, empty for nothing."""

    field: VolunteerField
    original: str
    sentence: str
    reading: str = ""


@dataclass(frozen=True)
class IncomingVolunteer:
    """One row of a list. `problem` is the sentence why nobody can be made of it, empty where that can be.

    What was not understood stands in the note of `facts`, never anywhere else; `group` is the name of a Helferkreis.
    """

    row: int
    facts: VolunteerFacts
    languages: tuple[SpokenLanguage, ...] = ()
    times: tuple[Span, ...] = ()
    group: str = ""
    doubts: tuple[CellDoubt, ...] = ()
    problem: str = ""
    cells: tuple[str, ...] = field(default=(), compare=False)
    """The cells as they stand in the list, to be given back with the row."""


@dataclass(frozen=True)
class IncomingVolunteers:
    """A whole list: every filled row below the heading is in exactly one of `rows` and `ignored`."""

    headings: tuple[str, ...]
    rows: tuple[IncomingVolunteer, ...]
    ignored: tuple[IgnoredRow, ...] = ()

    @property
    def cells(self) -> dict[int, tuple[str, ...]]:
        """The rows' own texts by row number, so that rows can be given back."""
        return {row.row: row.cells for row in self.rows}


@cache
def volunteer_words() -> dict[str, Any]:
    """`resources/catalogue/volunteer_headings.toml` as it stands."""
    return tomllib.loads(paths.resource("catalogue", "volunteer_headings.toml").read_text(encoding="utf-8"))
