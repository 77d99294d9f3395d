"""German order of names as in a phone book (DIN 5007-2)."""

from __future__ import annotations

import random

import pytest

from desktop.models.sorting import german_key

NAMES = (
    "Ahmadi, Ali", "Ahmadi, Zahra", "Ahmadi Noori, Ali", "Ahmadi-Rezai, Omid", "Al Khatib, Omar", "Göbel, Eva",
    "Goethe, Anna", "Götz, Ina", "Gold, Ina", "Hadžić, Ana", "İnan, Can", "Ismail, Ali", "Jabłoński, Jan",
    "Łukasz, Ewa", "Lutz, Ewa", "Müller, Anna", "Muller, Xaver", "Nuñez, Pia", "Øberg, Nina", "Öztürk, Can",
    "Ofner, Eva", "Strasse, Eva", "Straße, Evi", "Şahin, Can", "Tran, An", "Zimmer 2", "Zimmer 10", "Коваленко, Олена",
    "احمدی، مریم",
)  # fmt: skip


def ordered(*names: str) -> list[str]:
    return sorted(names, key=german_key)


@pytest.mark.parametrize("pair", [
    ("Götz", "Gold"), ("Müller", "Muller"), ("Äpfel", "Affe"), ("Weiß", "Weisz"), ("Öztürk", "Ofner"),
    ("Şahin", "Sahra"), ("Łukasz", "Lutz"), ("łukasz", "Lutz"), ("İnan", "Ismail"), ("ılgaz", "Imhof"),
    ("Zimmer 2", "Zimmer 10"), ("Ahmadi, Zahra", "Ahmadi Noori, Ali"), ("Al Khatib", "Al-Zein"),
])  # fmt: skip
def test_the_left_one_comes_first(pair: tuple[str, str]) -> None:
    assert ordered(*reversed(pair)) == list(pair)


def test_equal_but_for_marks_always_stand_in_the_same_order() -> None:
    names = ["Goetz", "Götz", "Gotz", "goetz"]
    assert {tuple(ordered(*random.Random(seed).sample(names[:3], 3))) for seed in range(20)} == {
        ("Goetz", "Götz", "Gotz")
    }
    assert german_key("Goetz") == german_key("goetz")


def test_other_scripts_follow_the_latin_one() -> None:
    assert ordered("Коваленко", "احمدی", "Zimmermann", "ሃብተ") == ["Zimmermann", "Коваленко", "احمدی", "ሃብተ"]


@pytest.mark.parametrize("text", ["", "9" * 5_000, "٣ Zimmer", "a\ud83d", "🙂", "\x00"])
def test_any_text_has_a_key(text: str) -> None:
    assert german_key(text) == german_key(text)
    assert sorted([text, "a", "1"], key=german_key)


def test_a_whole_list_is_in_order_whatever_it_was_before() -> None:
    wanted = ordered(*NAMES)
    assert wanted[:4] == ["Ahmadi, Ali", "Ahmadi, Zahra", "Ahmadi Noori, Ali", "Ahmadi-Rezai, Omid"]
    for seed in range(10):
        assert ordered(*random.Random(seed).sample(NAMES, len(NAMES))) == wanted
