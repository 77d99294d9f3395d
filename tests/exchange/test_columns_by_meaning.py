"""Lists with other headings, orders and shapes are read by meaning, not by position."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from desktop.casework.handover.incoming import Field, IncomingPerson
from desktop.errors import ImportFileError
from desktop.exchange.handover_list import open_list, read_list
from desktop.exchange.layout import Layout

Xlsx = Callable[..., bytes]

PEOPLE = [
    ("Issa", "Amal", "17.12.2019", "w", "syrisch", "AE § 25 (3)", "Arabisch", "7"),
    ("Hasso", "Karwan", "13.09.1974", "m", "irakisch", "Duldung § 60a", "Sorani", "8"),
    ("Habte", "Selam", "15.08.1982", "w", "eritreisch", "§ 24 AufenthG", "Tigrinya", "9"),
    ("Touray", "Lamin", "28.04.1972", "m", "gambisch", "AG § 55 AsylG", "Mandinka", "9"),
]
WHO = [("Issa", "Amal"), ("Hasso", "Karwan"), ("Habte", "Selam"), ("Touray", "Lamin")]


def persons(data: bytes) -> tuple[IncomingPerson, ...]:
    return read_list(open_list(data)).persons


def fields(layout: Layout[Field]) -> dict[str, Field | None]:
    return {column.shown: column.field for column in layout.columns}


def text(rows: list[list[str]], separator: str = ";", encoding: str = "utf-8") -> bytes:
    return "\n".join(separator.join(row) for row in rows).encode(encoding)


def who(found: tuple[IncomingPerson, ...]) -> list[tuple[str, str]]:
    return [(person.name.value.family, person.name.value.given) for person in found if person.name.value]


def births(found: tuple[IncomingPerson, ...]) -> list[str | None]:
    return [person.birth.value.german if person.birth.value else None for person in found]


def test_english_headings_in_another_order_as_tabs_in_utf_16() -> None:
    heading = ["Remarks", "Citizenship", "Given names", "DOB", "Residence permit", "Surname", "Household no.", "Sex"]
    rows = [["x", nation, given, birth, title, family, number, sex]
            for family, given, birth, sex, nation, title, _, number in PEOPLE]  # fmt: skip
    found = persons(text([heading, *rows], "\t", "utf-16"))
    assert who(found) == WHO
    assert births(found) == [person[2] for person in PEOPLE]
    assert [person.nationality.value for person in found] == [("SY",), ("IQ",), ("ER",), ("GM",)]
    assert [person.residence.value and str(person.residence.value.kind) for person in found] == [
        "25_3", "60a", "24", "55asylg",
    ]  # fmt: skip
    assert [person.family_number.value for person in found] == ["7", "8", "9", "9"]


def test_abbreviations_separate_address_and_two_phone_columns(xlsx: Xlsx) -> None:
    heading = ["PKZ", "Nachname", "Vorn.", "Geb.-Dat.", "m/w/d", "Nat.", "Str.", "Hausnr.", "PLZ", "Wohnort", "OT",
               "Tel.", "Handy", "AU ab"]  # fmt: skip
    row = [4711, "Issa", "Amal", dt.date(2019, 12, 17), "w", "SYR", "Talstr.", 7, 77777, "Musterlingen", "Oberdorf",
           "07777 12345", "0176 123456", dt.date(2026, 12, 1)]  # fmt: skip
    (found,) = persons(xlsx([heading, row]))
    assert who((found,)) == [("Issa", "Amal")]
    assert found.reference.value == "4711"
    assert found.address.value is not None
    assert found.address.value.german == "Talstr. 7, 77777 Musterlingen-Oberdorf"
    assert found.phone.value == "07777 12345; 0176 123456"
    assert found.assigned.value == dt.date(2026, 12, 1)


def test_two_heading_rows_are_read_together(xlsx: Xlsx) -> None:
    rows = [
        ["Übersicht 2026"],
        [],
        ["Person", None, None, "Aufenthalt", None, "Zuweisung", None],
        ["Name", "Vorname", "Geburts-\ndatum", "Titel", "gültig bis", "Datum", "Unterkunft"],
        ["Issa", "Amal", "17.12.2019", "§ 24", "01.02.2027", "01.03.2025", "Rathausplatz"],
        ["Hasso", "Karwan", "13.09.1974", "Duldung § 60a", "01.02.2027", "01.03.2025", "Rathausplatz"],
    ]
    source = open_list(xlsx(rows))
    assert [column.field for column in source.layout.columns] == [
        Field.FAMILY_NAME, Field.GIVEN_NAMES, Field.BIRTH, Field.RESIDENCE, Field.VALID_UNTIL, Field.ASSIGNED,
        Field.ACCOMMODATION,
    ]  # fmt: skip
    assert who(read_list(source).persons) == WHO[:2]


def test_whole_names_with_the_given_name_first_are_read_so_and_marked_as_assumed() -> None:
    rows = [["Vorname Name", "geb."], ["Amal Issa", "17.12.2019"], ["Karwan Ali Hasso", "13.09.1974"]]
    found = persons(text(rows))
    assert who(found) == [("Issa", "Amal"), ("Hasso", "Karwan Ali")]
    assert "nur angenommen" in found[0].name.note


def test_name_alone_holds_whole_names_unless_given_names_have_a_column() -> None:
    rows = [["Name", "geb."], ["Issa, Amal", "17.12.2019"], ["Hasso, Karwan", "13.09.1974"]]
    assert who(persons(text(rows))) == WHO[:2]


def test_a_list_without_any_heading_is_read_by_its_content_alone() -> None:
    rows = [[f"{p[0]}, {p[1]}", p[3], p[4], p[2], p[5], p[6]] for p in PEOPLE]
    source = open_list(text(rows))
    assert [column.field for column in source.layout.columns] == [
        Field.NAME, Field.SEX, Field.NATIONALITY, Field.BIRTH, Field.RESIDENCE, Field.LANGUAGES,
    ]  # fmt: skip
    assert "Am Inhalt erkannt" in source.layout.columns[0].reason
    assert who(read_list(source).persons) == WHO


def test_content_outweighs_a_heading_it_contradicts() -> None:
    rows = [["Name", "Vorname", "Status", "Sprache"], *[[p[0], p[1], p[4], p[5]] for p in PEOPLE]]
    source = open_list(text(rows))
    assert fields(source.layout) == {
        "Name": Field.FAMILY_NAME, "Vorname": Field.GIVEN_NAMES, "Status": Field.NATIONALITY,
        "Sprache": Field.RESIDENCE,
    }  # fmt: skip


def test_misspelt_headings_are_understood() -> None:
    rows = [["Nachnahme", "Vornahme", "Gebrutsdatum", "Staatsangehörigket"], *[[*p[:3], p[4]] for p in PEOPLE]]
    found = persons(text(rows))
    assert who(found) == WHO
    assert births(found) == [person[2] for person in PEOPLE]
    assert found[0].nationality.value == ("SY",)


def test_numbers_that_repeat_belong_to_families() -> None:
    rows = [["Nr.", "Name", "Vorname"], *[[n, *p[:2]] for n, p in zip("1122", PEOPLE, strict=True)]]
    assert [person.family_number.value for person in persons(text(rows))] == ["1", "1", "2", "2"]


def test_unknown_columns_are_named_and_may_be_given_a_meaning() -> None:
    rows = [["Name", "Vorname", "geb.", "Schuhgröße"], *[[*p[:3], "38"] for p in PEOPLE]]
    source = open_list(text(rows))
    assert [column.shown for column in source.layout.unknown] == ["Schuhgröße"]
    adjusted = source.layout.adjusted({3: Field.REMARK, 2: None})
    person = read_list(source, adjusted).persons[0]
    assert person.remark.value is not None
    assert (person.remark.value.text, person.birth.value) == ("38", None)


def test_what_was_chosen_for_a_sender_is_proposed_again_even_in_another_order() -> None:
    rows = [["Name", "Vorname", "Spezial", "geb."], *[[p[0], p[1], "x", p[2]] for p in PEOPLE]]
    memory = open_list(text(rows)).layout.adjusted({2: Field.PROFESSION, 3: None}).memory
    again = open_list(text([[row[2], row[3], row[0], row[1]] for row in rows])).layout.by_heading(memory)
    assert fields(again) == {
        "Spezial": Field.PROFESSION, "geb.": None, "Name": Field.FAMILY_NAME, "Vorname": Field.GIVEN_NAMES,
    }  # fmt: skip
    assert again.columns[0].reason == "Wie beim letzten Mal."


def test_a_meaning_remembered_that_there_is_no_more_leaves_the_column_out() -> None:
    layout = open_list(text([["Name", "Vorname", "geb."], *[[*p[:3]] for p in PEOPLE]])).layout
    assert fields(layout.by_heading({"geb": "gone_since"}))["geb."] is None


def test_the_order_of_names_follows_the_column_that_is_chosen_for_them() -> None:
    rows = [["Kopf", "Vorname Name", "geb."], *[[f"{p[0]} {p[1]}", f"{p[1]} {p[0]}", p[2]] for p in PEOPLE]]
    source = open_list(text(rows))
    assert who(read_list(source).persons) == WHO
    other = source.layout.adjusted({0: Field.NAME, 1: None})
    assert who(read_list(source, other).persons) == WHO


def test_repeated_headings_sums_and_lines_between_are_ignored_with_a_reason() -> None:
    rows = [
        ["Landratsamt Beispielkreis", "", "", ""], ["Nr.", "Name", "Vorname", "geb."], ["1", *PEOPLE[0][:3]],
        ["Ortsteil Oberdorf", "", "", ""], ["Nr.", "Name", "Vorname", "geb."], ["2", *PEOPLE[1][:3]],
        ["", "Summe:", "2", ""], ["-", "-", "-", "-"], ["Seite 1 von 1", "", "", ""],
    ]  # fmt: skip
    found = read_list(open_list(text(rows)))
    assert who(found.persons) == WHO[:2]
    assert [(row.row, row.reason) for row in found.ignored] == [
        (4, "Zwischenzeile ohne Angaben zu einer Person."), (5, "Die Kopfzeile wiederholt sich."),
        (7, "Summen- oder Fußzeile."), (8, "Die Zeile enthält nur Striche."), (9, "Summen- oder Fußzeile."),
    ]  # fmt: skip
    assert found.sender == "Landratsamt Beispielkreis"


@pytest.mark.parametrize("foot", [("Summe", "Personen", "58"), ("Stand:", "November", ""), ("Gesamt", "12", "")])
def test_words_beside_the_word_of_a_foot_make_nobody_of_it(foot: tuple[str, ...]) -> None:
    found = read_list(open_list(text([["Name", "Vorname", "geb."], [*PEOPLE[0][:3]], [*foot]])))
    assert who(found.persons) == WHO[:1]
    assert [row.reason for row in found.ignored] == ["Summen- oder Fußzeile."]


def test_a_row_with_facts_but_without_a_name_is_unreadable_and_not_dropped() -> None:
    rows = [["Name", "Vorname", "geb.", "m/w", "Staat"], [*PEOPLE[0][:5]], ["", "", "13.09.1974", "m", "irakisch"]]
    found = read_list(open_list(text(rows)))
    assert [(row.row, row.reason) for row in found.unreadable] == [(3, "Der Name fehlt.")]
    assert found.cells[3] == ("", "", "13.09.1974", "m", "irakisch")


def test_the_sheet_with_the_list_is_chosen_and_other_lists_are_named(xlsx: Xlsx) -> None:
    small = [["Name", "Vorname", "geb."], [*PEOPLE[0][:3]]]
    large = [["Name", "Vorname", "geb."], *[[*p[:3]] for p in PEOPLE]]
    source = open_list(xlsx([["Hinweise zur Liste"], ["bitte vertraulich"]], Alt=small, Neu=large))
    assert (source.table.name, source.other_lists) == ("Neu", ("Alt",))
    assert who(read_list(source.on_sheet(1)).persons) == WHO[:1]
    with pytest.raises(ImportFileError):
        source.on_sheet(0)


def test_parts_of_town_are_told_from_towns_with_a_hyphen() -> None:
    rows = [["Name", "Vorname", "Anschrift"], ["A", "B", "Weg 1, Musterlingen-Oberdorf"],
            ["C", "D", "Weg 2, Musterlingen"], ["E", "F", "Weg 3, Villingen-Schwenningen"]]  # fmt: skip
    places = [person.address.value for person in persons(text(rows))]
    assert [(place.town, place.district) for place in places if place] == [
        ("Musterlingen", "Oberdorf"), ("Musterlingen", ""), ("Villingen-Schwenningen", ""),
    ]  # fmt: skip
    alone = read_list(open_list(text(rows[:2])), home_town="Musterlingen").persons[0].address.value
    assert alone is not None
    assert alone.district == "Oberdorf"


def test_things_that_cannot_both_be_true_are_marked_and_kept() -> None:
    rows = [["Name", "Vorname", "geb.", "Einreise", "AU ab"], ["A", "B", "05.12.2025", "26.02.2022", "01.01.2022"],
            ["C", "D", "ca. 2020", "01.02.2020", "01.03.2020"]]  # fmt: skip
    found = persons(text(rows))
    assert [note.sentence for note in found[0].notes] == [
        "Die Einreise liegt vor der Geburt.", "Die Zuteilung liegt vor der Geburt.",
        "Die Zuteilung liegt vor der Einreise.",
    ]  # fmt: skip
    assert found[1].notes == ()
