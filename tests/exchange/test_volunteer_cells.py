"""Cells of a list of volunteers: what is sure is read, what nobody knows comes back word for word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.casework.volunteers.register.volunteer_headings import volunteer_words
from desktop.casework.volunteers.register.volunteer_rows import SpokenLanguage
from desktop.casework.volunteers.week_times import DAY
from desktop.exchange.readers.volunteering import (
    read_activities,
    read_kilometres,
    read_minutes,
    read_spoken,
    read_target_groups,
    read_times,
    read_yes,
)
from desktop.volunteer_terms import Activity, LanguageSkill, TargetGroup

FLUENT, GOOD, BASIC = LanguageSkill.FLUENT, LanguageSkill.GOOD, LanguageSkill.BASIC


def times(text: str) -> list[str]:
    return [span.words for span in read_times(text).value]


@pytest.mark.parametrize(("text", "spans"), [
    ("Di 16-18 Uhr", ["Dienstag 16:00–18:00"]),
    ("Mo, Mi nachmittags", ["Montag 14:00–18:00", "Mittwoch 14:00–18:00"]),
    ("mittwochs 9.30 bis 11.00 Uhr", ["Mittwoch 09:30–11:00"]),
    ("Di. u. Do. 10–12", ["Dienstag 10:00–12:00", "Donnerstag 10:00–12:00"]),
    ("Fr 8-10, 14-16; Sa vormittags", ["Freitag 08:00–10:00", "Freitag 14:00–16:00", "Samstag 09:00–12:00"]),
    ("Fr 8-10 Di 9-11", ["Dienstag 09:00–11:00", "Freitag 08:00–10:00"]),
    ("Sa-So ganztags", ["Samstag 09:00–18:00", "Sonntag 09:00–18:00"]),
    ("am Wochenende 10-12", ["Samstag 10:00–12:00", "Sonntag 10:00–12:00"]),
    ("Mo 9-11, Mo 10-12", ["Montag 09:00–12:00"]),
    ("-", []),
])  # fmt: skip
def test_times_of_the_week_are_read(text: str, spans: list[str]) -> None:
    found = read_times(text)
    assert [span.words for span in found.value] == spans
    assert found.unknown == ()


def test_weekdays_in_a_word_are_five() -> None:
    assert len(read_times("werktags abends").value) == 5


@pytest.mark.parametrize("text", [
    "nach Absprache", "Mo, Mi", "Di ab 16 Uhr", "Mo 25-26", "Mo 18-9", "Mo abends oder Di", "Montagabend", "Fr-Mo 9-10",
    "alle 14 Tage Di 9-11", "9-11",
])  # fmt: skip
def test_times_that_are_not_sure_are_kept_as_they_stand(text: str) -> None:
    found = read_times(text)
    assert (found.value, found.unknown, found.rules) == ((), (text,), ())


def test_the_sure_piece_stays_beside_one_nobody_knows() -> None:
    found = read_times("flexibel; Sa 9-12")
    assert ([span.words for span in found.value], found.unknown) == (["Samstag 09:00–12:00"], ("flexibel",))


def test_what_a_part_of_the_day_is_taken_for_is_said() -> None:
    assert read_times("Mo, Di abends; Mi abends").rules == ("abends wurde als 18–21 Uhr gelesen.",)
    assert read_times("Mo 18-21").rules == ()


@given(st.text(alphabet="Mo Di,;-9:.16 bis Uhr und abends\n", max_size=40))
def test_no_text_breaks_the_reading_of_times(text: str) -> None:
    for span in read_times(text).value:
        assert 0 <= span.start < span.end <= DAY


@pytest.mark.parametrize(("text", "languages"), [
    ("Englisch B2; Französisch wenig", [("en", GOOD), ("fr", BASIC)]),
    ("Muttersprache Farsi", [("fa", LanguageSkill.MOTHER)]),
    ("sehr gut englisch, Türkisch fließend", [("en", FLUENT), ("tr", FLUENT)]),
    ("Arabisch (gut)\nDeutsch: Muttersprache", [("ar", GOOD), ("de", LanguageSkill.MOTHER)]),
])  # fmt: skip
def test_languages_are_read_with_their_level(text: str, languages: list[tuple[str, LanguageSkill]]) -> None:
    found = read_spoken(text)
    assert found.value == tuple(SpokenLanguage(code, skill) for code, skill in languages)
    assert (found.unknown, found.rules) == ((), ())


def test_a_language_without_a_level_is_said_and_an_unknown_one_kept() -> None:
    found = read_spoken("Deutsch, Klingonisch")
    assert found.value == (SpokenLanguage("de", GOOD),)
    assert found.unknown == ("Klingonisch",)
    assert found.rules == ("„Deutsch“ steht ohne Niveau da: gut angenommen.",)


def test_activities_are_found_by_their_usual_words() -> None:
    found = read_activities("Nachhilfe, FAHRDIENST und Zaubern")
    assert (found.value, found.unknown) == ((Activity.LEARNING, Activity.RIDES), ("Zaubern",))
    for activity in Activity:
        assert read_activities(activity.label).value == (activity,), "every word of the program itself is known"
    assert read_activities("Patenschaft").value == (), "which one is for people to say"


def test_target_groups_are_found() -> None:
    assert read_target_groups("nur Frauen, Kinder").value == (TargetGroup.WOMEN, TargetGroup.CHILDREN)


def test_amounts_and_answers() -> None:
    assert [read_minutes(text).value for text in ("2,5 Std.", "4", "3 h/Woche", "2-3", "200", "0", "")] == [
        150, 240, 180, None, None, None, None,
    ]  # fmt: skip
    assert read_minutes("2-3").unknown == ("2-3",)
    assert [read_kilometres(text).value for text in ("10 km", "5", "weit")] == [10, 5, None]
    assert [read_yes(text).value for text in ("ja", "x", "Nein", "manchmal", "")] == [True, True, False, None, None]


def test_every_code_of_the_word_list_exists() -> None:
    listed = volunteer_words()
    assert set(listed["activities"]) == {str(code) for code in Activity}
    assert set(listed["target_groups"]) == {str(code) for code in TargetGroup}
    assert set(listed["skills"]) == {str(code) for code in LanguageSkill}
    assert sorted(listed["days"]) == [str(day) for day in range(7)]
