"""The list of cases: columns and filters; and persons in words."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.casework.cases.case_list import CaseRow
from desktop.casework.people.people import LanguageRow, PersonFacts, PersonRow
from desktop.casework.people.residence import TitleRow
from desktop.casework.rights import Actor
from desktop.models.case_table import case_table, keeper, options_of, status_mark
from desktop.models.person_form import facts_of, former_words, languages_of
from desktop.models.person_words import age_words, expires_soon, expiry_words, language_words, title_words
from desktop.models.table import RowRole
from desktop.person_terms import GermanLevel, LanguageUse, ResidenceKind, Sex, ValidUntil
from desktop.terms import CaseKind, CaseStatus, PartialDate, PlanState, Role

PETRA = Actor(1, "Petra Lang", "PL", Role.MANAGER)
DAY = dt.date(2026, 11, 22)


def row(id_: int, title: str, **values: object) -> CaseRow:
    known: dict[str, object] = {
        "own_script_name": "", "kind": CaseKind.PERSON, "persons": 1, "status": CaseStatus.CONTACT_OPEN,
        "responsible_id": 1, "responsible": "Petra Lang", "languages": (), "place": "", "assigned_on": None,
        "period_end": None, "plan_version": None, "plan_state": None, "next_review_on": None,
        "search": title.casefold(),
    }  # fmt: skip
    return CaseRow(id_, f"F-2026-{id_:03}", title, **(known | values))  # type: ignore[arg-type]  # test data


ROWS = (
    row(1, "Zimmermann", languages=("fa_AF", "ps"), place="Musterlingen"),
    row(2, "Ämin", responsible_id=2, languages=("ti",), plan_version=2, plan_state=PlanState.IN_FORCE),
    row(3, "Bondar", status=CaseStatus.ENDED, place="Adorf"),
)


def kept_ids(**values: object) -> list[int]:
    keeps = keeper(values, PETRA)
    return [each.id for each in ROWS if keeps(each)]


@pytest.mark.parametrize(
    ("values", "ids"),
    [
        ({}, [1, 2]),
        ({"ended": True}, [1, 2, 3]),
        ({"status": "ended"}, [3]),
        ({"mine": True}, [1]),
        ({"language": "ti"}, [2]),
        ({"place": "Musterlingen"}, [1]),
        ({"text": "zimm"}, [1]),
        ({"text": "zimm", "language": "ti"}, []),
    ],
)
def test_filters_hold_together_and_ended_cases_wait_until_asked_for(values: dict[str, object], ids: list[int]) -> None:
    assert kept_ids(**values) == ids


def test_choices_offer_what_occurs_in_german_order() -> None:
    options = options_of(ROWS, {})
    assert [words for _, words in options["status"]] == ["Kontakt offen", "Beendet"]
    assert [words for _, words in options["language"]] == ["Dari", "Paschtu", "Tigrinya"]
    assert options["place"] == [("Adorf", "Adorf"), ("Musterlingen", "Musterlingen")]


def test_what_a_view_filters_for_is_offered_though_nothing_has_it_now() -> None:
    options = options_of(ROWS, {"status": "resting", "language": "uk", "place": "Zell"})
    assert [words for _, words in options["status"]] == ["Kontakt offen", "Beendet", "Ruht"]
    assert ("uk", "Ukrainisch") in options["language"]
    assert options["place"][-1] == ("Zell", "Zell")


def test_the_table_shows_and_sorts_cases_in_german(qapp: object) -> None:
    table = case_table()
    table.set_rows(ROWS)
    table.sort(1)
    assert [each.title for each in table.rows] == ["Ämin", "Bondar", "Zimmermann"]
    plan = next(place for place, column in enumerate(table.columns) if column.title == "Plan")
    assert table.index(0, plan).data() == "Fassung 2 in Kraft"
    status = next(place for place, column in enumerate(table.columns) if column.title == "Status")
    assert table.index(1, status).data(RowRole.ICON) == ("archive", "muted")


def test_every_status_has_a_mark() -> None:
    assert {status_mark(status)[1] for status in CaseStatus} <= {"ok", "warn", "muted", "accent"}


def test_families_are_sorted_among_persons_of_their_name() -> None:
    table = case_table()
    table.set_rows((row(1, "Familie Özdemir"), row(2, "Fischer, Eva"), row(3, "Ofner, Ina"), row(4, "Familie Ahmadi")))
    table.sort(1)
    assert [each.id for each in table.rows] == [4, 2, 1, 3]


@pytest.mark.parametrize(
    ("birth", "said"),
    [
        (None, ""), ("1990-03-01", "36 Jahre"), ("~1985", "ca. 41 Jahre"), ("2013-01-01?", "ca. 13 Jahre"),
        ("2025-10-30", "1 Jahr"), ("2026-06-02", "5 Monate"), ("2026-10-22", "1 Monat"), ("2026-11-20", "0 Monate"),
    ],
)  # fmt: skip
def test_ages_say_when_they_are_unsure(birth: str | None, said: str) -> None:
    person = PersonRow(1, "Ahmadi, Ali", "", PartialDate.parse(birth) if birth else None, None)
    assert age_words(person, DAY) == said


def test_a_title_says_how_long_and_a_duldung_is_not_called_one() -> None:
    soon = TitleRow(ResidenceKind.P60A, valid_until=dt.date(2027, 1, 14), valid_kind=ValidUntil.DATE)
    assert title_words(soon) == "Duldung § 60a, bis 14.01.2027"
    assert expiry_words(soon, DAY) == "Aufenthaltspapier läuft ab am 14.01.2027"
    permit = TitleRow(ResidenceKind.P25_3, valid_until=dt.date(2026, 11, 1), valid_kind=ValidUntil.DATE)
    assert expiry_words(permit, DAY) == "Titel abgelaufen am 01.11.2026"
    later = TitleRow(ResidenceKind.P25_3, valid_until=dt.date(2027, 2, 1), valid_kind=ValidUntil.DATE)
    assert [expires_soon(title, DAY) for title in (soon, permit, later, None)] == [True, True, False, False]
    assert title_words(TitleRow(ResidenceKind.P25_3, valid_kind=ValidUntil.APPLIED)).endswith(", beantragt")


def test_languages_are_said_in_german_with_the_level_of_german() -> None:
    assert language_words(("fa_AF", "de", "Kilwa"), GermanLevel.A2) == "Dari, Kilwa, Deutsch A2"
    assert language_words((), GermanLevel.NONE) == "noch kein Deutsch"


def test_a_form_becomes_facts_and_languages_each_once() -> None:
    values: dict[str, object] = {
        "family_name": "Issa", "sex": "w", "phone": None, "nationalities": ["SY"],
        "mother": ("ar", "ku"), "speaks": ("ku", "en"), "would_interpret": ("en",),
    }  # fmt: skip
    assert facts_of(values) == PersonFacts(family_name="Issa", sex=Sex.FEMALE, nationalities=("SY",))
    assert languages_of(values) == (
        LanguageRow("ar"), LanguageRow("ku"), LanguageRow("en", LanguageUse.SPEAKS, would_interpret=True),
    )


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("sex", "w", "weiblich"), ("assigned_on", "2026-04-12", "12.04.2026"), ("birth_date", "~1985", "ca. 1985"),
        ("phone", "0176 1", "0176 1"), ("phone", "", "–"), ("may_leave_message", False, "nein"),
        ("nationalities", ["SY", "TR"], "SY, TR"),
    ],
)  # fmt: skip
def test_former_values_are_said_in_german(field: str, value: object, said: str) -> None:
    assert former_words(field, value) == said
