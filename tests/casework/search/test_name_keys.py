"""Names that are one name in many spellings and scripts, and names that are two."""

from __future__ import annotations

import pytest

from desktop.casework.search import name_keys
from desktop.casework.search.name_keys import alike, keys_asked, keys_in_index
from tests.casework.search.name_pairs import DIFFERENT, SAME_NAME, pairs


@pytest.mark.parametrize(("one", "other"), pairs(SAME_NAME))
def test_one_name_in_two_spellings_finds_itself_both_ways_round(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(("one", "other"), pairs(DIFFERENT))
def test_two_names_do_not_find_each_other(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


def test_the_tables_are_long_enough_to_say_something() -> None:
    assert len(set(pairs(SAME_NAME))) >= 150
    assert len(set(pairs(DIFFERENT))) >= 100


def test_without_the_vowels_different_names_would_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control of the second table: keys of consonants alone let many of its pairs meet."""
    monkeypatch.setattr(name_keys, "_key", lambda reading, *, full: ["".join(c for c in reading if c not in "aeiou")])
    assert sum(alike(one, other) for one, other in pairs(DIFFERENT)) >= 20


def test_without_keys_one_name_in_two_spellings_is_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control of the first table."""
    monkeypatch.setattr(name_keys, "_keys", lambda word, kinds: [word])
    assert sum(alike(one, other) for one, other in pairs(SAME_NAME)) <= 10


@pytest.mark.parametrize("word", ["", "-", "4711", "a", "😀", "\x00", "'", "(", "F-2026-001", "中文", "1a"])
def test_what_is_no_name_has_no_key(word: str) -> None:
    assert keys_asked(word) == frozenset()
    assert keys_in_index(word) == frozenset()


def test_a_very_long_word_has_few_keys() -> None:
    assert len(keys_asked("chejth" * 13)) <= 200
