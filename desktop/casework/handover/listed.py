"""What one row of a list says about a person, in the form the vault keeps it. Missing cells say nothing at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from desktop.casework.handover.incoming import Address, CellReading, GermanSkill, IncomingPerson
from desktop.casework.people.residence import AddressRow, TitleRow
from desktop.person_terms import LanguageUse, ValidUntil
from desktop.terms import Origin

LABELS = {
    "family_name": "Familienname", "given_names": "Vorname(n)", "birth_date": "Geburtsdatum", "sex": "Geschlecht",
    "nationalities": "Staatsangehörigkeit", "origin_country": "Herkunftsland", "entry_date": "Einreise",
    "assigned_on": "Zuteilung in die AU", "authority_reference": "Aktenzeichen Landratsamt", "phone": "Telefon",
    "email": "E-Mail", "german_level": "Deutsch", "german_note": "Deutsch, Anmerkung", "school": "Schule oder Kita",
    "profession": "Beruf", "income": "Einkommen oder Leistung", "marital_status": "Familienstand",
    "handover_note": "Bemerkung der FSA", "languages": "Sprachen", "title": "Aufenthalt", "address": "Anschrift",
}  # fmt: skip
"""German names of everything a list can change, by record column; the last three have rows of their own."""

LANGUAGES, TITLE, ADDRESS = "languages", "title", "address"


@dataclass(frozen=True)
class Listed:
    """A row's statements: record columns with values, and the three things kept in rows of their own."""

    columns: dict[str, Any]
    languages: tuple[str, ...]
    title: TitleRow | None
    address: AddressRow | None

    @property
    def fields(self) -> frozenset[str]:
        """Names of everything said, keys of `LABELS`."""
        own = ((LANGUAGES, self.languages), (TITLE, self.title), (ADDRESS, self.address))
        return frozenset(self.columns) | {name for name, value in own if value}


def listed(person: IncomingPerson) -> Listed:
    """The row as record values; unsure readings count, unreadable ones do not."""
    return Listed(_columns(person), person.languages.value or (), _title(person), _address(person))


def language_use(place: int) -> LanguageUse:
    """A list names the mother tongue first."""
    return LanguageUse.MOTHER if place == 0 else LanguageUse.SPEAKS


def _columns(person: IncomingPerson) -> dict[str, Any]:
    name, german, remark = person.name.value, person.german.value, person.remark.value
    said = {
        "family_name": name.family if name else "",
        "given_names": name.given if name else "",
        "birth_date": person.birth.value,
        "sex": person.sex.value,
        "nationalities": list(person.nationality.value or ()),
        "origin_country": person.origin_country.value,
        "entry_date": person.entry.value,
        "assigned_on": person.assigned.value,
        "authority_reference": person.reference.value,
        "phone": person.phone.value,
        "email": person.email.value,
        "german_level": german.level if german else None,
        "german_note": _german_note(person.german),
        "school": _text_of(person.school),
        "profession": person.profession.value,
        "income": _text_of(person.income),
        "marital_status": person.marital.value,
        "handover_note": remark.text if remark else "",
    }
    return {column: value for column, value in said.items() if value not in (None, "", [])}


def _text_of(reading: CellReading[Any]) -> str:
    return reading.value.text if reading.value else ""


def _german_note(reading: CellReading[GermanSkill]) -> str:
    """What the level alone does not say: certificate with month, course, literacy, two levels."""
    skill = reading.value
    if skill is None:
        return ""
    plain = skill.level is not None and not (skill.certificate or skill.course or skill.literacy or reading.note)
    return "" if plain else reading.original


def _title(person: IncomingPerson) -> TitleRow | None:
    status, validity = person.residence.value, person.valid_until.value
    if status is None:
        return None
    return TitleRow(
        kind=status.kind,
        as_written=status.text,
        valid_until=validity.until if validity else None,
        valid_kind=validity.kind if validity else ValidUntil.UNKNOWN,
        origin=Origin.HANDOVER,
    )


def _address(person: IncomingPerson) -> AddressRow | None:
    address, building = person.address.value or Address(), person.accommodation.value or ""
    town = "-".join(part for part in (address.town, address.district) if part)
    if not any((address.street, address.postcode, town, building)):
        return None
    since: dt.date | None = person.assigned.value
    return AddressRow(
        street=address.street,
        postal_code=address.postcode,
        town=town,
        accommodation=building,
        since=since,
        origin=Origin.HANDOVER,
    )
