"""Rules for passwords, the honest estimate, and the waiting after wrong ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.storage.errors import WeakPasswordError, WrongPasswordError
from desktop.storage.files import VaultFiles
from desktop.storage.keys import attempts
from desktop.storage.keys.passwords import Level, check_password, strength
from desktop.storage.open_vault import OpenVault

Enter = Callable[..., OpenVault]


def test_eleven_characters_are_too_few_and_twelve_enough() -> None:
    with pytest.raises(WeakPasswordError, match="11 Zeichen"):
        check_password("abcdefghijk")
    check_password("abcdefghijkl")


def test_decomposed_letters_count_once() -> None:
    with pytest.raises(WeakPasswordError):
        check_password("o\u0308" * 6 + "abcde")


def test_blanks_and_any_script_are_allowed() -> None:
    check_password(" zwölf Zeichen ")
    check_password("كلمة المرور الطويلة")


def test_repeating_a_few_characters_is_refused() -> None:
    with pytest.raises(WeakPasswordError, match="wiederholt"):
        check_password("abababababababab")


@pytest.mark.parametrize(
    "password", ["Passwort2026!", "Sommer2026!!", "qwertzuiopü1", "111111111111", "Rathaus12345", "abcdefghijkl"]
)
def test_what_everybody_tries_first_is_called_weak(password: str) -> None:
    assert strength(password).level is Level.WEAK


@pytest.mark.parametrize("password", ["Wolke Hammer Birne Leiter Seife Dachs", "kX9$vq2!Lm7#Rt4&Zp"])
def test_six_words_or_a_random_string_are_called_strong(password: str) -> None:
    assert strength(password).level is Level.STRONG


def test_a_longer_random_password_is_never_estimated_lower() -> None:
    letters = "k7Qz!m2Xv9Lw#4Rt"
    bits = [strength(letters[:length]).bits for length in range(len(letters))]
    assert bits == sorted(bits)
    assert bits[-1] > bits[0] == 0


def test_repeating_a_word_adds_next_to_nothing() -> None:
    assert strength("Wolke Wolke Wolke").bits <= strength("Wolke").bits + 3


def test_the_third_wrong_password_makes_one_wait_and_each_more_twice_as_long(
    files: VaultFiles, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr(attempts, "monotonic", lambda: clock[0])
    waits = []
    for _ in range(12):
        with pytest.raises(WrongPasswordError) as refused:
            enter(password="immer falsch geraten")
        waits.append(refused.value.wait_seconds)
        clock[0] += refused.value.wait_seconds
    assert waits == [0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300, 300]
    enter().close()  # the right one ends it
    with pytest.raises(WrongPasswordError) as refused:
        enter(password="immer falsch geraten")
    assert refused.value.wait_seconds == 0


def test_while_waiting_even_the_right_password_is_not_tried(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr(attempts, "monotonic", lambda: clock[0])
    for _ in range(3):
        with pytest.raises(WrongPasswordError):
            enter(password="immer falsch geraten")
    clock[0] += 4.2
    with pytest.raises(WrongPasswordError, match="noch 1 Sekunde ") as refused:
        enter()
    assert refused.value.wait_seconds == 1
    clock[0] += 1
    enter().close()


def test_failures_of_one_vault_do_not_delay_another(files: VaultFiles, enter: Enter) -> None:
    other = VaultFiles(files.folder / "Andere.wegplan")
    for _ in range(5):
        attempts.failed(other, "falsch.")
    enter().close()
