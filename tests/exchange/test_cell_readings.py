"""What single cells are understood to mean, how surely, and what the user is told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.casework.handover.incoming import CellReading, Certainty, PersonName
from desktop.exchange.readers import contact, dates, people, residence, skills
from desktop.exchange.table import Cell
from desktop.person_terms import GermanLevel, ValidUntil


@pytest.mark.parametrize(
    ("cell", "code", "certainty"),
    [
        ("05.10.1990", "1990-10-05", "sure"),
        ("5. 1. 1985", "1985-01-05", "sure"),
        ("3. März 1990", "1990-03-03", "sure"),
        ("1990-05-13 00:00:00", "1990-05-13", "sure"),
        ("13/05/1990", "1990-05-13", "sure"),
        (dt.date(1990, 5, 13), "1990-05-13", "sure"),
        ("geb. 3.3.1999", "1999-03-03", "sure"),
        ("5.1.85", "1985-01-05", "unsure"),
        ("5.1.26", "2026-01-05", "unsure"),
        ("5.1.27", "1927-01-05", "unsure"),
        ("01.01.1976", "1976-01-01?", "unsure"),
        (dt.date(1976, 1, 1), "1976-01-01?", "unsure"),
        ("unbek. (ca. 1985)", "~1985", "unsure"),
        ("etwa 1985", "~1985", "unsure"),
        ("~1985", "~1985", "unsure"),
        ("1985 (geschätzt)", "~1985", "unsure"),
        ("Jg. 1985", "1985", "unsure"),
        (1985, "1985", "unsure"),
        ("05.1985", "1985-05", "unsure"),
        ("Mai 1985", "1985-05", "unsure"),
        ("00.00.1985", "1985", "unsure"),
        ("xx.05.1985", "1985-05", "unsure"),
        (31180, "1985-05-13", "unsure"),
        ("31180", "1985-05-13", "unsure"),
        ("05/13/1990", "1990-05-13", "unsure"),
        ("17051985", "1985-05-17", "unsure"),
        ("13.05.2030", "2030-05-13", "unsure"),
        ("13.05.1901", "1901-05-13", "unsure"),
        ("31.02.1990", None, "unreadable"),
        ("30.13.1990", None, "unreadable"),
        ("1370", None, "unreadable"),
        ("Sommer", None, "unreadable"),
        ("unbekannt", None, "missing"),
        ("-", None, "missing"),
        (None, None, "missing"),
    ],
)
def test_birth_dates(cell: Cell, code: str | None, certainty: str) -> None:
    reading = dates.read_birth(cell)
    assert (reading.value and reading.value.code, str(reading.certainty)) == (code, certainty)
    assert bool(reading.note) == (certainty in ("unsure", "unreadable"))
    assert not reading.note or reading.note.endswith(".")


def test_a_year_of_another_calendar_is_named_as_the_likely_reason() -> None:
    assert "persischen oder islamischen Kalender" in dates.read_birth("12.03.1370").note


def test_the_first_of_january_is_only_doubtful_as_a_birthday() -> None:
    assert dates.read_birth("01.01.1990").note == "Geburtstag 01.01. gilt als unsicher."
    assert dates.read_day("01.01.2024").certainty is Certainty.SURE


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("07.06.2028", ValidUntil.DATE, dt.date(2028, 6, 7)),
        ("verlängert bis 03.04.2027", ValidUntil.DATE, dt.date(2027, 4, 3)),
        ("03.04.27", ValidUntil.DATE, dt.date(2027, 4, 3)),
        ("unbefr.", ValidUntil.UNLIMITED, None),
        ("beantragt", ValidUntil.APPLIED, None),
    ],
)
def test_validity(text: str, kind: ValidUntil, day: dt.date | None) -> None:
    value = dates.read_validity(text).value
    assert value is not None
    assert (value.kind, value.until) == (kind, day)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("AE §25 II 2. Alt.", "25_2_2"),
        ("AE § 25 Abs. 2 Satz 1, 1. Alternative", "25_2_1"),
        ("§ 25 Abs. 2 AufenthG (Flüchtling)", "25_2_1"),
        ("subsidiärer Schutz", "25_2_2"),
        ("AE § 25 (3)", "25_3"),
        ("AE 25 III", "25_3"),
        ("25/3", "25_3"),
        ("25.5", "25_5"),
        ("Abschiebungsverbot", "25_3"),
        ("§ 24 AufenthG", "24"),
        ("Fiktionsbesch. § 81", "81"),
        ("Fiktionsbescheinigung", "81"),
        ("Duldung § 60a", "60a"),
        ("Duldung § 60a Abs. 2 Satz 3 AufenthG", "60a_2_3"),
        ("Duldung (Ausbildung) § 60c", "60c"),
        ("Ausbildungsduldung", "60c"),
        ("AG § 55 AsylG", "55asylg"),
        ("Aufenthaltsgestattung", "55asylg"),
        ("NE § 26 Abs. 3", "ne26_3"),
        ("NE § 26 IV", "ne26_4"),
        ("§25a", "25a"),
        ("AE § 25b Abs. 1", "25b"),
        ("Chancen-Aufenthaltsrecht", "104c"),
        ("AE § 30", "28_36a"),
        ("Daueraufenthalt-EU", "eu9a"),
        ("Ankunftsnachweis", "arrival_proof"),
        ("GÜB", "border"),
        ("EU-Bürgerin", "eu"),
        ("eingebürgert", "naturalised"),
    ],
)
def test_residence_statuses(text: str, kind: str) -> None:
    reading = residence.read_residence(text)
    assert reading.value is not None
    assert (str(reading.value.kind), reading.value.text, str(reading.certainty)) == (kind, text, "sure")


@pytest.mark.parametrize("text", ["AE § 25 Abs. 2 S. 1 AufenthG", "Duldung", "NE", "AE § 23", "§ 25"])
def test_a_status_said_in_part_is_kept_as_text_and_never_guessed(text: str) -> None:
    reading = residence.read_residence(text)
    assert reading.value is not None
    assert (str(reading.value.kind), reading.value.text, str(reading.certainty)) == ("unknown", text, "unsure")


def test_a_word_against_its_paragraph_is_doubtful() -> None:
    assert "passen nicht zusammen" in residence.read_residence("Duldung § 25 Abs. 3").note


@pytest.mark.parametrize("text", ["17.12.2019", "38", "Musterlingen"])
def test_what_is_no_status_is_unreadable(text: str) -> None:
    assert residence.read_residence(text).certainty is Certainty.UNREADABLE


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("syrisch", ("SY",)), ("Syrerin", ("SY",)), ("SYR", ("SY",)), ("SY", ("SY",)), ("Syrien", ("SY",)),
        ("Syrien, Arab. Republik", ("SY",)), ("tuerkisch", ("TR",)), ("TÜRKISCH", ("TR",)), ("Iraq", ("IQ",)),
        ("staatenlos", ("stateless",)), ("ungeklärt", ("unclear",)), ("unbek.", ("unclear",)),
        ("afghanische Staatsangehörigkeit", ("AF",)), ("Kosovo", ("XK",)), ("Elfenbeinküste", ("CI",)),
        ("deutsch/syrisch", ("DE", "SY")),
    ],
)  # fmt: skip
def test_nationalities(text: str, codes: tuple[str, ...]) -> None:
    assert people.read_nationality(text).value == codes


@pytest.mark.parametrize("text", ["kurdisch", "Kongo", "jugoslawisch"])
def test_what_fits_several_countries_is_not_guessed(text: str) -> None:
    reading = people.read_nationality(text)
    assert (reading.value, reading.certainty) == (None, Certainty.UNSURE)


@pytest.mark.parametrize(
    ("text", "codes", "certainty"),
    [
        ("Türkisch/ Kurmandschi", ("tr", "ku"), "sure"),
        ("Dari; Farsi + Paschtu", ("fa_AF", "fa", "ps"), "sure"),
        ("Arabisch und Sorani", ("ar", "ckb"), "sure"),
        ("Kurdisch (Sorani)", ("ckb",), "sure"),
        ("Tigrinya (Muttersprache), etwas Englisch", ("ti", "en"), "sure"),
        ("Arabisch, arabisch", ("ar",), "sure"),
        ("Kurdisch", ("Kurdisch",), "unsure"),
        ("Wolof, Klingonisch", ("wo", "Klingonisch"), "unsure"),
    ],
)
def test_languages(text: str, codes: tuple[str, ...], certainty: str) -> None:
    reading = people.read_languages(text)
    assert (reading.value, str(reading.certainty)) == (codes, certainty)


def test_german_levels_with_certificate_and_course() -> None:
    proven = skills.read_german("B1 (DTZ 06/26)").value
    assert proven is not None
    assert (proven.level, proven.certificate, proven.certified and proven.certified.german) == (
        GermanLevel.B1, "DTZ", "06.2026",
    )  # fmt: skip
    both = skills.read_german("A2, in Kurs B1").value
    assert both is not None
    assert (both.level, both.course) == (GermanLevel.A2, GermanLevel.B1)
    course = skills.read_german("B1-Kurs läuft").value
    assert course is not None
    assert (course.level, course.course) == (None, GermanLevel.B1)
    assert skills.read_german("A1/A2").certainty is Certainty.UNSURE
    assert skills.read_german("gut").certainty is Certainty.UNREADABLE


def test_school_and_income_keep_words_they_do_not_know() -> None:
    school, income = skills.read_school("Schule am Wald, Kl. 7"), skills.read_income("Minijob + Erbschaft")
    assert school.value is not None
    assert (school.value.kind, school.value.year, school.value.text) == ("", 7, "Schule am Wald, Kl. 7")
    assert income.value is not None
    assert (income.value.activity, income.value.text, income.certainty) == (
        "minijob", "Minijob + Erbschaft", Certainty.UNSURE,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sensitive"),
    [
        ("Arzttermine – Begl. nötig", True), ("schwanger, ET 03/27", True), ("psych. belastet", True),
        ("Gewalt in der Familie", True), ("sucht Whg.", False), ("Krankenschwester (Heimat)", False),
        ("braucht Transport", False), ("Christian Maier ist Pate", False), ("Suchtberatung", True),
    ],
)  # fmt: skip
def test_remarks_about_health_and_the_like_are_proposed_as_protected(text: str, sensitive: bool) -> None:
    reading = contact.read_remark(text)
    assert reading.value is not None
    assert reading.value.sensitive is sensitive


def test_names_stay_as_written() -> None:
    assert people.read_full_name("NOORZAI, NAJIB").value == PersonName("NOORZAI", "NAJIB")
    assert people.join_name("al-Jaburi", " Saad  Ali ").value == PersonName("al-Jaburi", "Saad Ali")
    assert people.read_full_name("123").certainty is Certainty.UNREADABLE


def test_excel_takes_the_zero_of_a_phone_number_and_the_user_is_told() -> None:
    reading = contact.read_phone(1762373299)
    assert (reading.value, reading.certainty) == ("01762373299", Certainty.UNSURE)


@given(st.text(max_size=60))
def test_no_text_makes_a_reader_fail_and_every_doubt_has_a_sentence(text: str) -> None:
    readings: list[CellReading[Any]] = [
        dates.read_birth(text), dates.read_day(text), dates.read_validity(text), people.read_full_name(text),
        people.read_sex(text), people.read_nationality(text), people.read_country(text), people.read_languages(text),
        people.read_relation(text), people.read_marital(text), residence.read_residence(text),
        skills.read_german(text), skills.read_school(text), skills.read_profession(text), skills.read_income(text),
        contact.read_address(text), contact.read_phone(text), contact.read_email(text), contact.read_remark(text),
    ]  # fmt: skip
    for reading in readings:
        assert reading.note or not reading.doubtful
        assert (reading.value is None) or reading.certainty in (Certainty.SURE, Certainty.UNSURE)


@given(st.dates(dt.date(1925, 1, 2), dt.date(2026, 11, 22)))
def test_every_day_is_read_back_from_every_usual_spelling(day: dt.date) -> None:
    spellings = [f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day.year}", f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}"]
    assert {value.exact for text in spellings if (value := dates.read_date(text).value)} == {day}
