"""Passphrases: six words from a clean list, worth 77 bits and shown as that, however they are typed."""

from __future__ import annotations

import math
import secrets
from collections import Counter

import pytest

from desktop.storage.keys.passphrases import bits_per_word, new_passphrase, passphrase_bits, spelled, word_list
from desktop.storage.keys.passwords import Level, check_password, strength


def test_a_passphrase_is_six_words_of_the_list_and_allowed_as_a_password() -> None:
    for phrase in (new_passphrase() for _ in range(50)):
        words = phrase.split("-")
        assert len(words) == 6
        assert set(words) <= set(word_list())
        check_password(phrase)


def test_the_list_is_large_enough_for_77_bits_and_every_keyboard_can_type_it() -> None:
    words = word_list()
    assert len(set(words)) == len(words)
    assert 6 * math.log2(len(words)) >= 77
    assert all(word.isascii() and word.isalpha() and word.islower() and 5 <= len(word) <= 12 for word in words)


def test_words_nobody_wants_to_read_from_a_sheet_are_left_out() -> None:
    assert not set(word_list()) & {"arsch", "ermorden", "deportation", "knast", "abschiebung"}


def test_words_are_drawn_by_the_systems_own_chance_and_none_is_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[object] = []
    choice = secrets.choice
    monkeypatch.setattr(secrets, "choice", lambda words: drawn.append(words) or choice(words))  # type: ignore[func-returns-value]
    many = Counter(word for _ in range(500) for word in new_passphrase().split("-"))
    assert len(drawn) == 3000
    assert all(words is word_list() for words in drawn)
    assert max(many.values()) <= 6  # 3,000 draws from 7,385: seven of one word would be one case in a million


def test_a_generated_passphrase_is_shown_with_its_true_bits() -> None:
    exact = int(6 * bits_per_word())
    for phrase in ("becher-bananen-fenster-garage-hafen-kabel", "BECHER Bananen Fenster garage hafen kabel"):
        assert passphrase_bits(phrase) is not None
        assert (strength(phrase).bits, strength(phrase).level) == (exact, Level.STRONG)
    assert exact == 77


def test_a_word_that_comes_again_adds_next_to_nothing() -> None:
    assert strength("hafen-hafen-hafen-hafen-hafen-hafen").bits == int(bits_per_word() + 5)
    assert strength("hafen-hafen-hafen-hafen-hafen-hafen").level is Level.WEAK


def test_other_texts_are_no_passphrase() -> None:
    assert passphrase_bits("hafen-xyzzyq-garage") is None
    assert passphrase_bits("hafen") is None
    assert passphrase_bits("") is None


@pytest.mark.parametrize("typed", [
    "anker birne fenster", " Anker-Birne-Fenster ", "ANKER, BIRNE,\nFENSTER", "anker – birne – fenster",
    "1. anker 2. birne 3. fenster",
])  # fmt: skip
def test_how_a_passphrase_is_typed_from_paper_does_not_matter(typed: str) -> None:
    assert spelled(typed) == "anker-birne-fenster"
