"""Kilometres between postal codes: against known distances, as a measure, and nothing where nothing is known."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.casework.volunteers.matching.distance import code_in, distance_km, middle_of
from desktop.paths import resource

CODES = [line[:5] for line in resource("places", "postal_codes.tsv").read_text(encoding="utf-8").splitlines()
         if not line.startswith("#")]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("10115", "80331", 504),
        ("20095", "50667", 357),
        ("70173", "76133", 64),
        ("89073", "88400", 36),
    ],
)
def test_well_known_distances_between_towns_are_right_to_a_few_kilometres(one: str, other: str, expected: int) -> None:
    """Berlin–München, Hamburg–Köln, Stuttgart–Karlsruhe, Ulm–Biberach, as the crow flies."""
    assert distance_km(one, other) == pytest.approx(expected, abs=4)


def test_an_unknown_code_has_no_distance_and_one_code_none_to_itself() -> None:
    assert distance_km("70173", "00000") is None
    assert distance_km("", "") is None
    assert distance_km("70173", "") is None
    assert distance_km("00000", "00000") == 0
    assert middle_of("00000") is None


@given(some.sampled_from(CODES), some.sampled_from(CODES), some.sampled_from(CODES))
def test_distance_is_a_measure(one: str, other: str, third: str) -> None:
    """The same both ways, no way round shorter than the straight one; each figure is rounded by half a kilometre."""
    there, back, on, across = (
        distance_km(*pair) for pair in ((one, other), (other, one), (other, third), (one, third))
    )
    assert there is not None
    assert on is not None
    assert across is not None
    assert there == back
    assert 0 <= across <= there + on + 1
    assert there <= 1000


@pytest.mark.parametrize(
    ("text", "code"),
    [("71254 Neudorf", "71254"), ("D-71254", "71254"), ("Neudorf", ""), ("712540", ""), ("Tel. 0711 123456", ""),
     ("٧١٢٥٤", ""), ("zwischen 70173 und 70174", "70173")],
)  # fmt: skip
def test_a_code_is_found_among_words(text: str, code: str) -> None:
    assert code_in(text) == code


def test_the_list_is_in_order_each_code_once_and_inside_germany() -> None:
    assert all(one < other for one, other in pairwise(CODES))
    assert len(CODES) > 8000
    for code in CODES:
        latitude, longitude = middle_of(code) or (0, 0)
        assert 47_200 < latitude < 55_100
        assert 5_800 < longitude < 15_100
