"""Spans of the week against a plain set of minutes."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.casework.volunteers.week_times import DAY, NEAR, Span, are_near, check_span, merged, shared, without
from desktop.errors import CaseworkError

QUARTER = 15


@st.composite
def spans(draw: st.DrawFn) -> Span:
    weekday, start = draw(st.integers(0, 6)), draw(st.integers(0, DAY // QUARTER - 1))
    end = draw(st.integers(start + 1, DAY // QUARTER))
    return Span(weekday, start * QUARTER, end * QUARTER)


many = st.lists(spans(), max_size=6)


def minutes(some: list[Span] | tuple[Span, ...]) -> set[tuple[int, int]]:
    return {(span.weekday, minute) for span in some for minute in range(span.start, span.end, QUARTER)}


@given(many)
def test_putting_together_keeps_every_minute_and_leaves_nothing_touching(some: list[Span]) -> None:
    found = merged(some)
    assert minutes(found) == minutes(some)
    assert all(a.weekday < b.weekday or a.end < b.start for a, b in itertools.pairwise(found))


@given(many, many)
def test_shared_times_are_those_both_have(ours: list[Span], theirs: list[Span]) -> None:
    assert minutes(shared(ours, theirs)) == minutes(ours) & minutes(theirs)


@given(many, many)
def test_what_is_taken_is_gone_and_nothing_else(ours: list[Span], taken: list[Span]) -> None:
    assert minutes(without(ours, taken)) == minutes(ours) - minutes(taken)


@pytest.mark.parametrize("span", [Span(7, 0, 60), Span(-1, 0, 60), Span(0, 60, 60), Span(0, 90, 60), Span(0, 0, 1500)])
def test_a_time_that_cannot_be_is_refused(span: Span) -> None:
    with pytest.raises(CaseworkError):
        check_span(span)


def test_near_is_neither_overlapping_nor_far_nor_on_another_day() -> None:
    first = Span(1, 600, 660)
    assert are_near(first, Span(1, 660, 720))
    assert are_near(Span(1, 660 + NEAR - 1, 800), first)
    assert not are_near(first, Span(1, 660 + NEAR, 800))
    assert not are_near(first, Span(1, 650, 700))
    assert not are_near(first, Span(2, 660, 720))


def test_a_span_is_said_in_words() -> None:
    assert Span(1, 960, 1085).words == "Dienstag 16:00–18:05"
