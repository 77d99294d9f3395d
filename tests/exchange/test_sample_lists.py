"""Both sample lists, every row and every cell, against tables written down by hand (decision 33)."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable

import pytest

from desktop.casework.handover.incoming import Certainty, Field, IncomingPerson
from desktop.exchange.handover_list import open_list, read_list
from desktop.person_terms import ValidUntil

Sample = Callable[[str], bytes]

SEX = {"m": "m", "w": "w"}
NATIONALITY = {
    "somalisch": "SO", "ukrainisch": "UA", "türkisch": "TR", "gambisch": "GM", "afghanisch": "AF", "syrisch": "SY",
    "irakisch": "IQ", "eritreisch": "ER",
}  # fmt: skip
LANGUAGE = {
    "Somali": "so", "Ukrainisch": "uk", "Russisch": "ru", "Englisch": "en", "Türkisch": "tr", "Kurmandschi": "ku",
    "Mandinka": "mnk", "Wolof": "wo", "Dari": "fa_AF", "Paschtu": "ps", "Farsi": "fa", "Arabisch": "ar",
    "Sorani": "ckb", "Tigrinya": "ti", "Amharisch": "am",
}  # fmt: skip
RESIDENCE = {
    "Fiktionsbesch. § 81": "81", "§ 24 AufenthG": "24", "AE §25 II 2. Alt.": "25_2_2", "Duldung § 60a": "60a",
    "AE § 25 (3)": "25_3", "AG § 55 AsylG": "55asylg", "NE § 26 Abs. 3": "ne26_3", "Duldung (Ausbildung) § 60c": "60c",
    "AE § 25 Abs. 2 S. 1 AufenthG": "unknown",
}  # fmt: skip
GERMAN = {
    # level, course, certificate, month of the certificate, literacy
    "": None, "A1": ("A1", None, "", None, False), "A2": ("A2", None, "", None, False),
    "B1": ("B1", None, "", None, False), "B2": ("B2", None, "", None, False),
    "keine": ("none", None, "", None, False), "Alpha": (None, None, "", None, True),
    "A1/A2": ("A1", None, "", None, False), "in Kurs A2": (None, "A2", "", None, False),
    "B1 (DTZ 06/26)": ("B1", None, "DTZ", "2026-06", False),
}  # fmt: skip
SCHOOL = {
    "": None, "Kita": ("kita", None), "VKL": ("vkl", None), "VABO": ("vabo", None), "GS Kl. 1": ("primary", 1),
    "GS Kl. 2": ("primary", 2), "GS Kl. 3": ("primary", 3),
}  # fmt: skip
INCOME = {
    "": None, "AsylbLG": (("asylblg",), None), "SGB II": (("sgb2",), None), "SGB II erg.": (("sgb2",), None),
    "BAföG": (("bafoeg",), None), "Arbeit Vollzeit": ((), "full_time"), "Arbeit (Minijob)": ((), "minijob"),
}  # fmt: skip
ENTRY_BEFORE_BIRTH = {"18", "34", "49", "55"}
"""Running numbers of children born after the entry their row gives."""


def plain_rows(data: bytes) -> list[list[str]]:
    """The CSV sample's persons, read without the program."""
    return list(csv.reader(io.StringIO(data.decode("cp1252")), delimiter=";"))[3:]


def stored(birth: str) -> str:
    """The code of a birth date as the list writes it."""
    if birth.startswith("unbek."):
        return "~" + birth.removeprefix("unbek. (ca. ").removesuffix(")")
    day, month, year = birth.split(".")
    return f"{year}-{month}-{day}" + ("?" if (day, month) == ("01", "01") else "")


def iso(day: str) -> dt.date:
    return dt.datetime.strptime(day, "%d.%m.%Y").replace(tzinfo=dt.UTC).date()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_row_is_accounted_for(sample: Sample, ending: str) -> None:
    found = read_list(open_list(sample(ending)))
    assert (found.rows, len(found.persons), len(found.unreadable)) == (59, 59, 0)
    assert [row.text for row in found.ignored] == ([] if ending == "csv" else ["Gesamt: 59 Personen"])


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_heading_is_found_under_the_titles_and_all_columns_are_known(sample: Sample, ending: str) -> None:
    source = open_list(sample(ending))
    fields = [column.field for column in source.layout.columns]
    assert fields == [
        Field.NUMBER, Field.FAMILY_NUMBER, Field.NAME, Field.BIRTH, Field.SEX, Field.NATIONALITY, Field.LANGUAGES,
        Field.RESIDENCE, Field.VALID_UNTIL, Field.ENTRY, Field.ASSIGNED, Field.ADDRESS, Field.PHONE, Field.GERMAN,
        Field.SCHOOL, Field.PROFESSION, Field.INCOME, Field.REMARK,
    ]  # fmt: skip
    assert not source.layout.unknown
    assert source.sender == "Landratsamt Musterkreis"
    assert source.as_of == (None if ending == "csv" else dt.date(2026, 11, 3))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_cell_of_every_row_is_read_as_it_is_meant(sample: Sample, ending: str) -> None:
    persons = read_list(open_list(sample(ending))).persons
    for person, row in zip(persons, plain_rows(sample("csv")), strict=True):
        check_identity(person, row, spelling=ending == "csv")
        check_residence(person, row)
        check_everyday(person, row)


def check_identity(person: IncomingPerson, row: list[str], *, spelling: bool) -> None:
    assert person.family_number.value == row[1]
    assert person.name.certainty is Certainty.SURE
    assert person.name.value is not None
    if spelling:
        assert person.name.value.german == row[2]
    assert person.birth.value is not None
    assert person.birth.value.code == stored(row[3])
    assert (person.birth.certainty is Certainty.SURE) == (stored(row[3])[0] != "~" and stored(row[3])[-1] != "?")
    assert person.sex.value == SEX[row[4]]
    assert person.nationality.value == (NATIONALITY[row[5]],)
    expected = tuple(LANGUAGE[word.strip()] for word in row[6].replace(";", ",").replace("/", ",").split(","))
    assert person.languages.value == expected


def check_residence(person: IncomingPerson, row: list[str]) -> None:
    assert person.residence.value is not None
    assert (person.residence.value.kind, person.residence.value.text) == (RESIDENCE[row[7]], row[7])
    validity = person.valid_until.value
    if not row[8]:
        assert person.valid_until.certainty is Certainty.MISSING
    elif row[8] in ("unbefr.", "beantragt"):
        assert validity is not None
        assert validity.kind is {"unbefr.": ValidUntil.UNLIMITED, "beantragt": ValidUntil.APPLIED}[row[8]]
    else:
        assert validity is not None
        assert (validity.kind, validity.until) == (ValidUntil.DATE, iso(row[8]))
    assert person.entry.value is not None
    assert person.entry.value.exact == iso(row[9])
    assert person.assigned.value == iso(row[10])
    assert any("Einreise liegt vor" in note.sentence for note in person.notes) == (row[0] in ENTRY_BEFORE_BIRTH)


def check_everyday(person: IncomingPerson, row: list[str]) -> None:
    street, town = row[11].split(", ")
    address = person.address.value
    assert address is not None
    assert (address.street, address.german) == (street, row[11])
    assert (address.town, address.district) == ("Musterlingen", town.partition("-")[2])
    assert (person.phone.value or "") == row[12]
    german = person.german.value
    assert (german and (german.level, german.course, german.certificate, german.certified and german.certified.code,
            german.literacy)) == GERMAN[row[13]]  # fmt: skip
    school = person.school.value
    assert (school and (school.kind, school.year)) == SCHOOL[row[14]]
    assert (person.profession.value or "") == ("" if row[15] == "-" else row[15])
    income = person.income.value
    assert (income and (income.benefits, income.activity)) == INCOME[row[16]]
    remark = person.remark.value
    assert (remark.text if remark else "") == row[17]
    assert (remark.sensitive if remark else False) == row[17].startswith("Arzt")


def test_the_workbook_keeps_turkish_letters(sample: Sample) -> None:
    names = {person.name.original for person in read_list(open_list(sample("xlsx"))).persons}
    assert {"Şahin, Barış", "Yıldız, Gülşen", "NOORZAI, NAJIB", "Noorzai, Najib"} <= names


def test_a_duldung_without_end_is_marked(sample: Sample) -> None:
    persons = read_list(open_list(sample("csv"))).persons
    marked = [person for person in persons if any("passt nicht" in note.sentence for note in person.notes)]
    assert [person.name.original for person in marked] == ["Habte, Selam"]
