"""A coordinator's list becomes rows: headings found, columns proposed, every cell accounted for."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.casework.volunteers.register.volunteer_headings import IncomingVolunteer, VolunteerField, volunteer_words
from desktop.casework.volunteers.register.volunteer_rows import SpokenLanguage, VolunteerFacts
from desktop.errors import ImportFileError
from desktop.exchange.found_list import FoundList, find, find_apart
from desktop.exchange.list_file import read_tables
from desktop.exchange.table_file import FileKind, FileTable, table_file
from desktop.exchange.volunteer_list import VOLUNTEERS, read_volunteers
from desktop.person_terms import Salutation, Sex
from desktop.volunteer_terms import Activity, LanguageSkill, TargetGroup

HEAD = ("Name", "Vorname", "Anrede", "Geb.", "Straße", "PLZ Ort", "Telefon", "Handy", "Mail", "Einsatzbereich",
        "Sprachen", "Verfügbarkeit", "Std./Woche", "Auto", "Umkreis", "Zielgruppe", "Hobbys", "Helferkreis",
        "Einwilligung", "Bemerkung", "Schuhgröße")  # fmt: skip
GERDA = ("Wagner", "Gerda", "Frau", "24.12.1958", "Lindenweg 4", "77777 Musterlingen", "07777 123", "0171 5555555",
         "gerda@example.org", "Nachhilfe, Zaubern", "Deutsch MS, Arabisch (gut)", "Di 16-18; nach Absprache", "2,5",
         "ja", "10 km", "Frauen", "Garten, Kochen", "Nord", "01.09.2026", "Ruft lieber an", "39")  # fmt: skip


def csv(*rows: tuple[str, ...]) -> bytes:
    return "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in rows).encode("utf-8-sig")


def opened(*rows: tuple[str, ...]) -> FoundList[VolunteerField]:
    return find(read_tables(csv(*rows)), VOLUNTEERS)


def heading_field(heading: str) -> VolunteerField | None:
    return next((match.field for match in VOLUNTEERS.headings.matches(heading)), None)


def rows_of(*rows: tuple[str, ...]) -> tuple[IncomingVolunteer, ...]:
    file = opened(*rows)
    return read_volunteers(file).rows


def test_a_row_is_read_in_full() -> None:
    gerda, = rows_of(HEAD, GERDA)
    assert gerda.problem == ""
    assert gerda.facts == VolunteerFacts(
        "Wagner", "Gerda", Salutation.MS, Sex.FEMALE, 1958, "12-24", "Lindenweg 4", "77777", "Musterlingen",
        "07777 123", "gerda@example.org", activities=(Activity.LEARNING,), target_groups=(TargetGroup.WOMEN,),
        interests=("Garten", "Kochen"), minutes_per_week=150, radius_km=10, has_car=True,
        consent_on=dt.date(2026, 9, 1),
        note="Ruft lieber an\nTelefon: 0171 5555555\nVerfügbarkeit: nach Absprache\nTätigkeiten: Zaubern",
    )  # fmt: skip
    assert gerda.languages == (SpokenLanguage("de", LanguageSkill.MOTHER), SpokenLanguage("ar", LanguageSkill.GOOD))
    assert [span.words for span in gerda.times] == ["Dienstag 16:00–18:00"]
    assert gerda.group == "Nord"
    assert {doubt.field for doubt in gerda.doubts} == {VolunteerField.ACTIVITIES, VolunteerField.TIMES}
    assert gerda.cells == GERDA


def test_a_column_nobody_knows_is_named() -> None:
    layout = opened(HEAD, GERDA).layout
    assert [column.heading for column in layout.columns if column.field is None] == ["Schuhgröße"]


def test_the_heading_is_found_below_a_title_and_empty_lines() -> None:
    found = rows_of(("Unsere Ehrenamtlichen 2026",), ("",), ("Name, Vorname", "Telefon"), ("Maier, Hans", "07777 9"))
    assert [row.facts.name for row in found] == ["Maier, Hans"]


def test_whole_names_are_told_from_family_names() -> None:
    assert rows_of(("Name", "Tel."), ("Hans Maier", "07777 9"))[0].facts.name == "Hans, Maier"
    assert rows_of(("Vorname Nachname", "Tel."), ("Hans Maier", "07777 9"))[0].facts.name == "Maier, Hans"
    assert rows_of(("Name", "Vorname"), ("Maier", "Hans"))[0].facts.name == "Maier, Hans"


def test_an_assumed_order_of_names_is_a_doubt() -> None:
    row, = rows_of(("Name", "Tel."), ("Hans Maier", "07777 9"))
    assert [doubt.field for doubt in row.doubts] == [VolunteerField.NAME]


def test_a_row_without_a_name_and_rows_of_dashes() -> None:
    found = rows_of(("Name", "Vorname", "Telefon"), ("", "", "07777 9"), ("-", "-", "-"), ("Maier", "Hans", "-"))
    assert [(row.row, bool(row.problem)) for row in found] == [(2, True), (4, False)]


def test_what_is_no_date_stays_in_the_note() -> None:
    row, = rows_of(("Name", "Vorname", "Einwilligung", "dabei seit"), ("Maier", "Hans", "ja", "2015"))
    assert (row.facts.consent_on, row.facts.active_since) == (None, None)
    assert row.facts.note == "Ehrenamtlich seit: 2015\nEinwilligung vom: ja"


def test_the_first_of_january_is_no_birthday() -> None:
    row, = rows_of(("Name", "Vorname", "geb."), ("Maier", "Hans", "01.01.1960"))
    assert (row.facts.birth_year, row.facts.birthday) == (1960, "")


def test_bad_mail_and_phone_go_into_the_note() -> None:
    row, = rows_of(("Name", "Vorname", "Telefon", "E-Mail"), ("Maier", "Hans", "ruft an", "hans at web"))
    assert (row.facts.phone, row.facts.email) == ("", "")
    assert row.facts.note == "Telefon: ruft an\nE-Mail: hans at web"


def test_columns_can_be_changed_and_remembered() -> None:
    file = opened(("Name", "Vorname", "Was"), ("Maier", "Hans", "Nachhilfe"))
    layout = file.layout.adjusted({2: VolunteerField.ACTIVITIES}, "Von Ihnen gewählt.")
    row, = read_volunteers(file, layout).rows
    assert row.facts.activities == (Activity.LEARNING,)
    again = file.layout.by_heading(layout.memory)
    assert [column.field for column in again.columns] == [column.field for column in layout.columns]
    assert file.layout.by_heading({"was": "gone_since"}).columns[2].field is None


def test_notes_of_several_columns_keep_their_headings() -> None:
    row, = rows_of(("Name", "Vorname", "Bemerkung", "Notiz"), ("Maier", "Hans", "ruft an", "hat Zeit"))
    assert row.facts.note == "ruft an; Notiz: hat Zeit"


def test_headings_over_two_rows_are_read_together() -> None:
    found = rows_of(("Person", "", "Kontakt", ""), ("Name", "Vorname", "Telefon", "E-Mail"),
                    ("Maier", "Hans", "07777 9", "hans@example.org"))  # fmt: skip
    assert [(row.facts.name, row.facts.phone) for row in found] == [("Maier, Hans", "07777 9")]


def test_every_row_is_a_person_or_nobody_with_the_reason() -> None:
    read = read_volunteers(opened(("Name", "Vorname", "Telefon"), ("Maier", "Hans", "07777 9"),
                                  ("Name", "Vorname", "Telefon"), ("-", "-", "-"), ("Gesamt", "1")))  # fmt: skip
    assert [row.row for row in read.rows] == [2]
    assert [(row.row, row.reason) for row in read.ignored] == [
        (3, "Die Kopfzeile wiederholt sich."), (4, "Die Zeile enthält nur Striche."), (5, "Summen- oder Fußzeile."),
    ]  # fmt: skip


def test_a_family_name_that_is_also_the_word_of_a_foot_is_a_person() -> None:
    two = rows_of(("Name", "Vorname", "Telefon"), ("Stand", "Hans", "07777 9"), ("Stand", "01.11.2026"))
    assert [row.facts.name for row in two] == ["Stand, Hans"]
    assert [row.facts.name for row in rows_of(("Name",), ("Quelle, Eva",), ("Quelle: Rathaus",))] == ["Quelle, Eva"]


def test_a_list_of_names_alone_will_do() -> None:
    assert [row.facts.name for row in rows_of(("Name",), ("Maier, Hans",), ("Roth, Eva",))] == [
        "Maier, Hans", "Roth, Eva",
    ]  # fmt: skip


def test_two_columns_of_one_meaning_are_a_problem_unless_they_may_be_joined() -> None:
    layout = opened(("Name", "Vorname", "Tel", "Bemerkung", "Notiz"), ("Maier", "Hans", "1", "a", "b")).layout
    assert layout.problems() == {}
    double = layout.adjusted({2: VolunteerField.GIVEN_NAMES}, "")
    assert list(double.problems()) == [2]
    nobody = layout.adjusted({0: None}, "")
    assert list(nobody.problems()) == [-1]
    twice = layout.adjusted({0: VolunteerField.NAME}, "")
    assert list(twice.problems()) == [-1]


@pytest.mark.parametrize("rows", [[("Hallo", "Welt"), ("a", "b")], [("Name", "Vorname")]])
def test_a_file_without_a_list_is_refused_in_one_sentence(rows: list[tuple[str, ...]]) -> None:
    with pytest.raises(ImportFileError, match="Liste"):
        opened(*rows)


def test_an_excel_file_is_read_apart() -> None:
    data = table_file(FileTable("Ehrenamt", ("Name", "Vorname", "geb."), (("Maier", "Hans", dt.date(1960, 5, 4)),)),
                      FileKind.XLSX)  # fmt: skip
    file = find_apart(data, VOLUNTEERS)
    row, = read_volunteers(file).rows
    assert (row.facts.name, row.facts.birth_year, row.facts.birthday) == ("Maier, Hans", 1960, "05-04")


def test_every_heading_of_the_word_list_means_its_field() -> None:
    for code, synonyms in volunteer_words()["headings"].items():
        for synonym in synonyms:
            assert heading_field(synonym) == VolunteerField(code), synonym
    assert set(volunteer_words()["headings"]) == {str(field) for field in VolunteerField}
    assert heading_field("Telefonnumer") is VolunteerField.PHONE, "misspelt"
    assert heading_field("Bitte Sprachen angeben") is VolunteerField.LANGUAGES
    assert heading_field("Schuhgröße") is None
