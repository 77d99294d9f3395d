"""Spellings of one name, and names that only look alike."""

from __future__ import annotations

import pytest

from desktop.casework.handover.spelling import better_spelling, loose_key, name_key, sound_alike

Name = tuple[str, str]


def suspected(one: Name, other: Name) -> bool:
    return loose_key(*one) == loose_key(*other) and sound_alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Şahin", "Barış"), ("Sahin", "Baris")),
        (("Yıldız", "Gülşen"), ("YILDIZ", "Guelsen")),
        (("Müller", "Jörg"), ("Mueller", "Joerg")),
        (("NOORZAI", "NAJIB"), ("Noorzai", "Najib")),
        (("Al-Jaburi", "Saad"), ("al Jaburi", "Saad")),
        (("El-Jaburi", "Saad"), ("Aljaburi", "Saad")),
        (("Rahimi", "Mohammad"), ("Rahimi", "Muhammed")),
        (("Rahimi", "Mohamad"), ("Rahimi", "Mohammed")),
        (("Darwish", "Yusuf"), ("Darwisch", "Youssef")),
        (("Shevchuk", "Iryna"), ("Schewtschuk", "Irina")),
        (("Kovalenko", "Andrij"), ("Kowalenko", "Andrii")),
        (("O'Neill", "Nour"), ("ONeill", "Noor")),
    ],
)
def test_transliterations_are_the_same_name(one: Name, other: Name) -> None:
    assert name_key(*one) == name_key(*other)
    assert suspected(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Jaburi", "Saad"), ("Al-Jaburi", "Saad")),
        (("Khalaf", "Saad"), ("Chalaf", "Saad")),
        (("Najib", "Noorzai"), ("Noorzai", "Najib")),
    ],
)
def test_likely_spellings_are_a_suspicion_and_no_more(one: Name, other: Name) -> None:
    assert name_key(*one) != name_key(*other)
    assert suspected(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Issa", "Hasan"), ("Issa", "Hussein")),
        (("Issa", "Amal"), ("Issa", "Amina")),
        (("Hasso", "Baran"), ("Hasso", "Karwan")),
        (("Habte", "Selam"), ("Habte", "Filmon")),
    ],
)
def test_brothers_and_sisters_are_not_taken_for_one_person(one: Name, other: Name) -> None:
    assert name_key(*one) != name_key(*other)
    assert not suspected(one, other)


@pytest.mark.parametrize(
    ("known", "listed", "kept"),
    [
        ("Sahin", "Şahin", "Şahin"),
        ("Şahin", "Sahin", "Şahin"),
        ("NOORZAI", "Noorzai", "Noorzai"),
        ("Noorzai", "NOORZAI", "Noorzai"),
        ("Mohammad", "Muhammed", "Mohammad"),
        ("Mueller", "Müller", "Müller"),
    ],
)
def test_the_richer_spelling_is_proposed(known: str, listed: str, kept: str) -> None:
    assert better_spelling(known, listed) == kept
