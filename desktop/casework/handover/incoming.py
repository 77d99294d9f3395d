"""What a hand-over list says about people, read cell by cell, before anything is compared with the vault.

`desktop/exchange` makes these values from files; this module only says what they are.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Generic, TypeVar

from desktop.casework.list_rows import IgnoredRow
from desktop.person_terms import GermanLevel, MaritalStatus, Relation, ResidenceKind, Sex, ValidUntil
from desktop.terms import PartialDate, Term

T = TypeVar("T")


class Field(Term):
    """What a column of a hand-over list can mean."""

    NUMBER = "number", "Laufende Nummer"
    FAMILY_NUMBER = "family_number", "Familiennummer"
    REFERENCE = "reference", "Aktenzeichen Landratsamt"
    NAME = "name", "Name (Familien- und Vorname)"
    FAMILY_NAME = "family_name", "Familienname"
    GIVEN_NAMES = "given_names", "Vorname(n)"
    BIRTH = "birth", "Geburtsdatum"
    SEX = "sex", "Geschlecht"
    NATIONALITY = "nationality", "Staatsangehörigkeit"
    ORIGIN_COUNTRY = "origin_country", "Herkunftsland"
    LANGUAGES = "languages", "Sprachen"
    RESIDENCE = "residence", "Aufenthaltsstatus"
    VALID_UNTIL = "valid_until", "Aufenthalt gültig bis"
    ENTRY = "entry", "Einreise nach Deutschland"
    ASSIGNED = "assigned", "Zuteilung in die AU am"
    ADDRESS = "address", "Anschrift (Straße und Ort)"
    STREET = "street", "Straße"
    HOUSE_NUMBER = "house_number", "Hausnummer"
    POSTCODE = "postcode", "Postleitzahl"
    TOWN = "town", "Ort"
    DISTRICT = "district", "Ortsteil"
    ACCOMMODATION = "accommodation", "Unterkunft"
    PHONE = "phone", "Telefon"
    EMAIL = "email", "E-Mail"
    GERMAN = "german", "Deutschkenntnisse"
    SCHOOL = "school", "Schule oder Kita"
    PROFESSION = "profession", "Beruf"
    INCOME = "income", "Einkommen oder Leistung"
    RELATION = "relation", "Stellung in der Familie"
    MARITAL = "marital", "Familienstand"
    REMARK = "remark", "Bemerkung"


class Certainty(Term):
    """How far a cell could be understood; `MISSING` means that there was nothing to read."""

    SURE = "sure", "sicher"
    UNSURE = "unsure", "unsicher"
    UNREADABLE = "unreadable", "nicht lesbar"
    MISSING = "missing", "keine Angabe"


@dataclass(frozen=True, slots=True)
class CellReading(Generic[T]):
    """What one cell was understood to mean.

    `value` is None when nothing was understood; `note` is a German sentence for the user, empty when there is nothing
    to say; `original` is the text as it stands in the list.
    """

    value: T | None
    certainty: Certainty
    note: str
    original: str

    @property
    def doubtful(self) -> bool:
        return self.certainty in (Certainty.UNSURE, Certainty.UNREADABLE)


def sure(value: T, original: str, note: str = "") -> CellReading[T]:
    return CellReading(value, Certainty.SURE, note, original)


def unsure(value: T | None, original: str, note: str) -> CellReading[T]:
    return CellReading(value, Certainty.UNSURE, note, original)


def unreadable(original: str, note: str) -> CellReading[T]:
    return CellReading(None, Certainty.UNREADABLE, note, original)


def missing(original: str = "") -> CellReading[T]:
    return CellReading(None, Certainty.MISSING, "", original)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as written in the list; no part is re-cased or guessed."""

    family: str
    given: str

    @property
    def german(self) -> str:
        return ", ".join(part for part in (self.family, self.given) if part)


@dataclass(frozen=True, slots=True)
class Residence:
    """A residence status; `text` is the list's own wording, which may say more than the code."""

    kind: ResidenceKind
    text: str


@dataclass(frozen=True, slots=True)
class Validity:
    """„gültig bis“: a day for `ValidUntil.DATE`, else the word that stood there."""

    kind: ValidUntil
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class GermanSkill:
    """Level of German. `level` is the level reached, `course` the level of a course being attended.

    `certificate` names the test ("DTZ"), `certified` its month; `literacy` means that the list speaks of
    Alphabetisierung.
    """

    level: GermanLevel | None
    course: GermanLevel | None = None
    certificate: str = ""
    certified: PartialDate | None = None
    literacy: bool = False


@dataclass(frozen=True, slots=True)
class Schooling:
    """School or day care: stable code of the kind (`resources/catalogue/readings.toml`), year if told, own wording."""

    kind: str
    year: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Income:
    """What a person lives on: codes of benefits and of work, as in `readings.toml`, and the list's own wording."""

    benefits: tuple[str, ...]
    activity: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Address:
    """An address in parts; empty strings where the list says nothing."""

    street: str = ""
    postcode: str = ""
    town: str = ""
    district: str = ""

    @property
    def german(self) -> str:
        town = "-".join(part for part in (self.town, self.district) if part)
        place = " ".join(part for part in (self.postcode, town) if part)
        return ", ".join(part for part in (self.street, place) if part)


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark; `sensitive` proposes protection class S3 because it speaks of health or the like (decision 33)."""

    text: str
    sensitive: bool


@dataclass(frozen=True, slots=True)
class RowNote:
    """Something that does not fit within one row, e.g. an entry before the birth; marked, never refused."""

    field: Field
    sentence: str


@dataclass(frozen=True, slots=True)
class IncomingPerson:
    """One row of a list that names a person. `row` is the line number in the file, counted from 1."""

    row: int
    name: CellReading[PersonName]
    birth: CellReading[PartialDate]
    sex: CellReading[Sex]
    nationality: CellReading[tuple[str, ...]]
    origin_country: CellReading[str]
    family_number: CellReading[str]
    reference: CellReading[str]
    languages: CellReading[tuple[str, ...]]
    residence: CellReading[Residence]
    valid_until: CellReading[Validity]
    entry: CellReading[PartialDate]
    assigned: CellReading[dt.date]
    address: CellReading[Address]
    accommodation: CellReading[str]
    phone: CellReading[str]
    email: CellReading[str]
    german: CellReading[GermanSkill]
    school: CellReading[Schooling]
    profession: CellReading[str]
    income: CellReading[Income]
    relation: CellReading[Relation]
    marital: CellReading[MaritalStatus]
    remark: CellReading[Remark]
    notes: tuple[RowNote, ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadableRow:
    """A row that cannot become a person, with the reason as a German sentence."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class IncomingList:
    """A whole hand-over list: every filled row below the heading is in exactly one of the three tuples.

    `cells` are the rows' own texts by row number and `headings` the column headings, so that rows can be given back.
    """

    sender: str
    as_of: dt.date | None
    headings: tuple[str, ...]
    persons: tuple[IncomingPerson, ...]
    unreadable: tuple[UnreadableRow, ...]
    ignored: tuple[IgnoredRow, ...]
    cells: dict[int, tuple[str, ...]]

    @property
    def rows(self) -> int:
        """Rows that should be persons: everything but the ignored ones."""
        return len(self.persons) + len(self.unreadable)
