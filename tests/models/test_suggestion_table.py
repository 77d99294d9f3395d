"""How needs are said in lists: waiting time, state and score in words; filters with how many wait."""

from __future__ import annotations

import pytest

from desktop.casework.volunteers.needs.need_rows import Demand, DemandRow, NeedFacts, NeedRow
from desktop.models.suggestion_table import demand_options, keeper, need_table
from desktop.models.suggestion_words import days_words, need_mark, score_tone, score_words, waiting_words
from desktop.volunteer_terms import Activity, NeedStatus, Sponsorship


def need(id_: int = 1, status: NeedStatus = NeedStatus.OPEN, days: int = 0, **facts: object) -> NeedRow:
    entered = NeedFacts(**({"activity": Activity.LANGUAGE} | facts))  # type: ignore[arg-type]
    return NeedRow(
        id_, 7, "F-2026-007", "Habte, Filmon", 34, entered, None, status, None, None, "Petra Lang", (), days, 1
    )


@pytest.mark.parametrize(
    ("days", "said"), [(0, "seit heute"), (1, "1 Tag"), (13, "13 Tage"), (14, "2 Wochen"), (75, "10 Wochen")]
)
def test_waiting_is_said_in_days_and_then_in_weeks(days: int, said: str) -> None:
    assert days_words(days) == said
    assert waiting_words(days) == f"wartet {said}"


@pytest.mark.parametrize(
    ("score", "said"), [(100, "passt gut"), (70, "passt gut"), (69, "passt zum Teil"), (44, "passt wenig")]
)
def test_a_score_has_a_word_and_a_colour_of_its_own(score: int, said: str) -> None:
    assert score_words(score) == said
    assert {score_tone(one) for one in (100, 50, 10)} == {"ok", "accent", "warn"}


def test_each_state_has_its_own_icon() -> None:
    assert len({need_mark(status)[0] for status in NeedStatus}) == len(NeedStatus)


def test_the_list_sorts_by_days_not_by_words() -> None:
    table = need_table()
    table.set_rows((need(1, days=9), need(2, days=75), need(3, days=13)))
    table.sort(3)
    assert [row.id for row in table.rows] == [1, 3, 2]


def test_served_needs_say_so_instead_of_waiting() -> None:
    table = need_table()
    table.set_rows((need(status=NeedStatus.SERVED, days=90),))
    assert table.index(0, 3).data() == "begleitet"


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ({}, [1, 2]), ({"activity": "rides"}, [2]), ({"language": "ti"}, [1]), ({"text": "filmon"}, [1, 2]),
        ({"text": "wochenmarkt"}, [2]), ({"activity": "rides", "language": "ti"}, []),
    ],
)
def test_filters_keep_what_was_asked_for(values: dict[str, object], kept: list[int]) -> None:
    rows = (need(1, languages=("ti",)), need(2, activity=Activity.RIDES, task="Zum Wochenmarkt fahren"))
    assert [row.id for row in rows if keeper(values)(row)] == kept


def test_filters_say_how_many_wait_and_name_what_only_closed_ones_have() -> None:
    asked = Demand((DemandRow("language", 4, 90),), (DemandRow("ti", 2, 90), DemandRow("ar", 1, 3)))
    rows = (need(languages=("ti",)), need(2, NeedStatus.CLOSED, activity=Activity.CAFE, languages=("so",)))
    assert demand_options(asked, rows) == {
        "activity": [(Activity.LANGUAGE, "Sprachpatenschaft (4)"), (Activity.CAFE, "Begegnungscafé")],
        "language": [("ti", "Tigrinya (2)"), ("ar", "Arabisch (1)"), ("so", "Somali")],
    }


def test_a_group_may_have_more_volunteers_than_the_first() -> None:
    assert need(status=NeedStatus.SERVED, sponsorship=Sponsorship.GROUP).seeking
    assert not need(status=NeedStatus.SERVED).seeking
    assert not need(status=NeedStatus.CLOSED, sponsorship=Sponsorship.GROUP).seeking
