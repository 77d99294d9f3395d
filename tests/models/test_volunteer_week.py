"""A week of half hours: the mark walks, the selection grows, painting keeps what lies beside, words say the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.casework.volunteers.week_times import DAY, Span, merged
from desktop.errors import CaseworkError
from desktop.models.volunteer_week import ALL_DAYS, HALF, HEAD, Cell, Share, WeekBoard, length_words, week_words

TUESDAY = Span(1, 16 * 60, 18 * 60)


def board(*spans: Span) -> WeekBoard:
    made = WeekBoard("frei", "gewünscht")
    made.load(spans)
    return made


def test_the_mark_says_day_time_and_state() -> None:
    week = board(TUESDAY, Span(1, 18 * 60 + 30, 18 * 60 + 45))
    said = []
    for start in (15 * 60 + 30, 16 * 60, 18 * 60 + 30):
        week.go(Cell(1, start))
        said.append(week.spoken())
    assert said == ["Dienstag 15:30 nicht frei", "Dienstag 16:00 frei", "Dienstag 18:30 teilweise frei"]


def test_the_other_side_is_said_beside() -> None:
    week = board(TUESDAY)
    week.lay_over((Span(1, 17 * 60, 19 * 60),))
    week.go(Cell(1, 17 * 60))
    assert week.spoken() == "Dienstag 17:00 frei, gewünscht"
    week.go(Cell(1, 18 * 60))
    assert week.spoken() == "Dienstag 18:00 nicht frei, gewünscht"


def test_painting_keeps_minutes_that_lie_beside_the_half_hours() -> None:
    week = board(Span(0, 9 * 60 + 15, 10 * 60 + 10))
    week.go(Cell(0, 9 * 60 + 30))
    assert week.put(free=False)
    assert week.times == (Span(0, 555, 570), Span(0, 600, 610))
    assert week.share(week.times, Cell(0, 9 * 60)) is Share.PART


def test_a_selection_over_days_is_one_span_a_day() -> None:
    week = board()
    week.go(Cell(4, 10 * 60))
    week.step(-2, 3, extend=True)
    assert week.chosen() == tuple(Span(day, 600, 720) for day in (2, 3, 4))
    week.put(free=True)
    assert week.all_taken()
    assert week.times == week.chosen()


def test_what_is_chosen_is_said_in_short() -> None:
    week = board()
    week.go(Cell(1, 15 * 60))
    assert week.chosen_words() == "Di 15:00–15:30"
    week.step(2, 1, extend=True)
    assert week.chosen_words() == "Di–Do 15:00–16:00"
    week.go(Cell(1, HEAD))
    assert week.chosen_words() == "Di 07:00–22:00"
    week.go(Cell(ALL_DAYS, 9 * 60))
    assert week.chosen_words() == "Mo–So 09:00–09:30"


def test_the_heads_stand_for_a_day_and_for_an_hour_of_every_day() -> None:
    week = board()
    week.go(Cell(5, HEAD))
    assert week.chosen() == (Span(5, 7 * 60, 22 * 60),)
    assert week.spoken() == "Samstag, ganzer Tag nicht ganz frei"
    week.put(free=True)
    assert week.spoken() == "Samstag, ganzer Tag frei"
    week.go(Cell(ALL_DAYS, 9 * 60))
    assert [span.weekday for span in week.chosen()] == list(range(7))
    assert week.spoken() == "Jeden Tag 09:00 nicht ganz frei"


def test_arrows_reach_the_heads_and_never_leave_the_week() -> None:
    week = board()
    week.go(Cell(0, 7 * 60))
    week.step(0, -1)
    assert week.mark == Cell(0, HEAD)
    week.step(0, -1)
    assert week.mark == Cell(0, HEAD)
    week.step(-1, 0)
    assert week.mark == Cell(0, HEAD), "the corner is nobody's"
    week.step(0, 1)
    assert week.mark == Cell(0, 7 * 60)
    week.step(-1, 0)
    assert week.mark == Cell(ALL_DAYS, 7 * 60)
    week.go(Cell(6, 21 * 60 + 30))
    week.step(1, 1)
    assert week.mark == Cell(6, 21 * 60 + 30)


def test_hours_outside_the_usual_ones_are_shown_when_in_use_or_wanted() -> None:
    assert board().hours() == (420, 1320)
    assert board(Span(0, 5 * 60 + 20, 6 * 60), Span(6, 22 * 60, 22 * 60 + 5)).hours() == (300, 23 * 60)
    week = board()
    week.show_whole_day(True)
    assert week.hours() == (0, DAY)
    week.go(Cell(0, 0))
    week.show_whole_day(False)
    assert week.mark == Cell(0, 7 * 60), "the mark stays within what is seen"


def test_every_change_can_be_taken_back_and_loading_forgets() -> None:
    week = board(TUESDAY)
    week.go(Cell(2, 9 * 60))
    assert week.put(free=True)
    assert not week.put(free=True), "nothing new"
    assert week.empty()
    assert [week.undo(), week.undo(), week.undo()] == [True, True, False]
    assert week.times == (TUESDAY,)
    week.put(free=True)
    week.load(())
    assert not week.can_undo()


def test_times_that_are_none_are_refused_in_one_sentence() -> None:
    with pytest.raises(CaseworkError, match="Das Ende liegt vor dem Beginn"):
        board(Span(0, 600, 500))


def test_words_of_a_week() -> None:
    spans = (Span(5, 14 * 60, 16 * 60), TUESDAY, Span(5, 9 * 60, 12 * 60 + 15), Span(5, 10 * 60, 12 * 60))
    assert week_words(spans) == "Di 16:00–18:00, Sa 09:00–12:15 und 14:00–16:00"
    assert week_words(()) == ""
    assert [length_words(some) for some in ((Span(0, 0, 45),), (Span(0, 0, 60),), spans)] == [
        "45 Minuten", "1 Stunde", "7,25 Stunden",
    ]  # fmt: skip


SPANS = st.builds(
    lambda day, start, length: Span(day, start, min(start + length, DAY)),
    st.integers(0, 6), st.integers(0, DAY - 1), st.integers(1, 600),
)  # fmt: skip
CELLS = st.tuples(st.integers(0, 6), st.integers(14, 43)).map(lambda cell: Cell(cell[0], cell[1] * HALF))


@given(st.lists(SPANS, max_size=8), CELLS, CELLS, st.booleans())
def test_painting_changes_only_what_is_chosen(spans: list[Span], one: Cell, other: Cell, free: bool) -> None:
    week = board(*spans)
    week.go(one)
    week.go(other, extend=True)

    def minutes(times: tuple[Span, ...]) -> set[tuple[int, int]]:
        return {(span.weekday, minute) for span in times for minute in range(span.start, span.end)}

    before, chosen = minutes(merged(spans)), minutes(week.chosen())
    week.put(free=free)
    assert minutes(week.times) == (before | chosen if free else before - chosen)
    assert week.times == merged(week.times)
