"""The one line of the quick entry: read as it is meant, and nothing typed is ever lost."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.casework.search.search_words import protected_areas
from desktop.casework.talks import quick_words
from desktop.casework.talks.quick_line import Meaning, QuickLine, read_line
from desktop.talk_terms import ContactResult, TalkKind, TalkWay

SUNDAY = dt.date(2026, 11, 22)


def read(line: str, name_words: int | None = 1) -> QuickLine:
    return read_line(line, SUNDAY, name_words)


def test_the_line_of_the_issue_is_understood() -> None:
    line = read("Ahmadi Tel 10 Wohnen Vermieter ruft zurück")
    assert line.name == ("Ahmadi",)
    assert {part.meaning: part.value for part in line.parts} == {
        Meaning.WAY: TalkWay.PHONE, Meaning.MINUTES: 10, Meaning.AREA: "wohnen",
    }  # fmt: skip
    assert line.text == "Vermieter ruft zurück"


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("10", 10), ("10min", 10), ("10 min", 10), ("10m", 10), ("1h", 60), ("1,5h", 90), ("1h30", 90), ("1:15", 75),
     ("2 Std", 120), ("600", 600), ("0", None), ("-5", None), ("2000", None), ("601", None), ("10 Uhr", None),
     ("25h", None), ("1.234", None)],
)  # fmt: skip
def test_minutes(typed: str, minutes: int | None) -> None:
    line = read(f"Ahmadi {typed} Brief an JC")
    assert line.value(Meaning.MINUTES) == minutes
    assert (typed in line.text) == (minutes is None)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("heute", SUNDAY), ("gestern", dt.date(2026, 11, 21)), ("Mo", dt.date(2026, 11, 16)),
     ("So.", dt.date(2026, 11, 15)), ("freitag", dt.date(2026, 11, 20)), ("12.11.", dt.date(2026, 11, 12)),
     ("12.11.26", dt.date(2026, 11, 12)), ("12.11.2025", dt.date(2025, 11, 12)), ("23.11.", None), ("1.12.", None),
     ("24.11.2026", None), ("31.02.", None), ("so", None), ("da", None)],
)  # fmt: skip
def test_days_are_past_days(typed: str, day: dt.date | None) -> None:
    line = read(f"Ahmadi {typed} angerufen")
    assert line.value(Meaning.DAY) == day
    assert (typed in line.text) == (day is None)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("31.02.", "„31.02.“ ist kein Tag im Kalender; es bleibt im Text."),
     ("31.02.2026", "„31.02.2026“ ist kein Tag im Kalender; es bleibt im Text."),
     ("1.13.", "„1.13.“ ist kein Tag im Kalender; es bleibt im Text."),
     ("29.02.", "„29.02.“ gibt es 2026 nicht; es bleibt im Text."),
     ("29.2.25", "„29.2.25“ gibt es 2025 nicht; es bleibt im Text."),
     ("23.11.", "„23.11.“ liegt in der Zukunft; es bleibt im Text."),
     ("24.11.2026", "„24.11.2026“ liegt in der Zukunft; es bleibt im Text."),
     ("1:75", "„1:75“ ist keine Dauer; es bleibt im Text."),
     ("25:00", "„25:00“ ist keine Dauer; es bleibt im Text."),
     ("25h", "„25h“ ist keine Dauer; es bleibt im Text."),
     ("0min", "„0min“ ist keine Dauer; es bleibt im Text."),
     ("1:75 Uhr", ""), ("12.11.", ""), ("10", ""), ("601", ""), ("1.234", ""), ("angerufen", "")],
)  # fmt: skip
def test_what_cannot_be_read_is_told_and_stays_in_the_text(typed: str, hint: str) -> None:
    line = read(f"Ahmadi Tel {typed} angerufen")
    assert line.hint == hint
    assert (typed in line.text) or not hint
    assert line.value(Meaning.WAY) is TalkWay.PHONE


def test_no_hint_where_the_day_is_known_or_meant_as_text() -> None:
    assert read("Ahmadi gestern 31.02. angerufen").hint == ""
    assert read_line("Ahmadi 31.02. angerufen", SUNDAY, 1, frozenset({Meaning.DAY})).hint == ""
    assert read("Ahmadi Vermieter ruft am 31.02. an").hint == ""


def test_a_day_without_year_in_january_is_one_of_last_december() -> None:
    assert read_line("A 20.12. x", dt.date(2027, 1, 5), 1).value(Meaning.DAY) == dt.date(2026, 12, 20)


@pytest.mark.parametrize(("way", "word"), [(way, word) for way, words in quick_words.WAYS.items() for word in words])
def test_every_way_has_its_words(way: TalkWay, word: str) -> None:
    assert read(f"Ahmadi {word.capitalize()}").value(Meaning.WAY) is way


@pytest.mark.parametrize(("kind", "word"), [(k, word) for k, words in quick_words.KINDS.items() for word in words])
def test_every_kind_has_its_words(kind: TalkKind, word: str) -> None:
    assert read(f"Ahmadi {word.upper()}").value(Meaning.KIND) is kind


def test_all_ways_kinds_results_and_areas_can_be_said_and_no_word_means_two_things() -> None:
    assert set(quick_words.WAYS) == set(TalkWay)
    assert set(quick_words.KINDS) == set(TalkKind)
    assert set(quick_words.RESULTS) == set(ContactResult)
    assert len(quick_words.AREAS) == 12
    tables = (quick_words.WAYS, quick_words.KINDS, quick_words.AREAS, quick_words.AREA_SIGNS)
    words = Counter(word for table in tables for said in table.values() for word in said)
    assert [word for word, count in words.items() if count > 1] == []


def test_no_word_of_the_text_alone_opens_a_protected_area() -> None:
    assert protected_areas().isdisjoint(quick_words.AREA_SIGNS)


def test_the_result_of_a_try_is_read_after_the_kind_only() -> None:
    tried = read("Ahmadi KV Tel nicht erreicht AB besprochen")
    assert tried.value(Meaning.RESULT) is ContactResult.NOT_REACHED
    assert tried.text == "AB besprochen"
    assert read("Ahmadi Tel zurück").text == "zurück"


def test_a_word_that_speaks_for_an_area_stays_in_the_text() -> None:
    line = read("Ahmadi Tel Jobcenter meldet sich")
    assert line.value(Meaning.AREA) == "geld"
    assert line.text == "Jobcenter meldet sich"


def test_a_second_code_of_the_same_meaning_begins_the_text() -> None:
    line = read("Ahmadi Tel 10 15 Uhr neuer Termin")
    assert line.value(Meaning.MINUTES) == 10
    assert line.text == "15 Uhr neuer Termin"


def test_codes_after_the_text_has_begun_are_text() -> None:
    assert read("Ahmadi Termin Mo 10 Tel").text == "Termin Mo 10 Tel"


def test_the_first_word_is_always_the_name() -> None:
    assert read("Mo Tel 10", None).name == ("Mo",)
    assert read("Al Khatib Tel", None).name == ("Al", "Khatib")


def test_what_should_not_be_read_goes_back_into_the_text() -> None:
    line = read_line("Ahmadi Tel 10 Wohnen kaputt", SUNDAY, 1, frozenset({Meaning.MINUTES, Meaning.AREA}))
    assert line.text == "10 Wohnen kaputt"
    assert [part.meaning for part in line.parts] == [Meaning.WAY]
    kept = read_line("Ahmadi Miete offen", SUNDAY, 1, frozenset({Meaning.AREA}))
    assert (kept.parts, kept.text) == ((), "Miete offen")


_CODES = [word for table in (quick_words.WAYS, quick_words.KINDS, quick_words.AREAS, quick_words.AREA_SIGNS)
          for said in table.values() for word in said]  # fmt: skip
_WORDS = st.one_of(
    st.sampled_from([*_CODES, "10", "10 min", "1:15", "gestern", "Mo", "12.11.", "KV ne", "31.02.", "0", "9 Uhr"]),
    st.text(min_size=1, max_size=12),
)


@given(st.lists(_WORDS, max_size=12), st.sampled_from([None, 0, 1, 2, 3]), st.sets(st.sampled_from(list(Meaning))))
def test_nothing_typed_is_lost(words: list[str], name_words: int | None, as_text: set[Meaning]) -> None:
    typed = " ".join(words)
    line = read_line(typed, SUNDAY, name_words, frozenset(as_text))
    used = [*line.name, *(word for part in line.parts if not part.kept for word in part.said.split()),
            *line.text.split()]  # fmt: skip
    assert Counter(used) == Counter(typed.split())
    assert not as_text & {part.meaning for part in line.parts}


@given(st.text(max_size=200))
def test_what_is_read_twice_is_read_the_same(typed: str) -> None:
    assert read_line(typed, SUNDAY) == read_line(typed, SUNDAY)
