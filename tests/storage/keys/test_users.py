"""People and their ways in: a start password is for one login, nothing is read with it, and it is typed from paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.errors import VaultError
from desktop.storage.errors import PasswordChangeNeededError, WeakPasswordError, WrongPasswordError
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import slot_labels

Enter = Callable[..., OpenVault]
OWN = "Wolke Hammer Birne 7"
AYSE = "Ayşe Yılmaz"


@pytest.fixture
def start_words(enter: Enter) -> str:
    """The start password of a second person."""
    with enter() as vault:
        return vault.give_start_password(AYSE).words


def test_a_colleague_is_named_at_login_and_must_set_an_own_password_first(
    files: VaultFiles, cost: KeyCost, enter: Enter, start_words: str, names: Callable[..., list[str]]
) -> None:
    assert slot_labels(files, cost) == ("Petra Lang", AYSE)
    with enter(label=AYSE, password=start_words) as vault:
        assert vault.must_change_password
        with pytest.raises(PasswordChangeNeededError, match="eigenes"):
            vault.session()
        vault.set_first_password(OWN)
        assert not vault.must_change_password
        assert len(names(vault)) == 200


def test_after_the_first_login_the_start_password_is_dead(enter: Enter, start_words: str) -> None:
    with enter(label=AYSE, password=start_words) as vault:
        vault.set_first_password(OWN)
    with pytest.raises(WrongPasswordError):
        enter(label=AYSE, password=start_words)
    with enter(label=AYSE, password=OWN) as vault:
        assert not vault.must_change_password


def test_who_closes_without_setting_a_password_is_asked_again(enter: Enter, start_words: str) -> None:
    enter(label=AYSE, password=start_words).close()
    with enter(label=AYSE, password=start_words) as vault:
        assert vault.must_change_password


def test_a_start_password_opens_however_it_is_typed(enter: Enter, start_words: str) -> None:
    for typed in (start_words.replace("-", " "), start_words.upper(), f" {start_words} "):
        enter(label=AYSE, password=typed).close()


def test_an_own_password_stays_exact(enter: Enter, start_words: str) -> None:
    with enter(label=AYSE, password=start_words) as vault:
        vault.set_first_password(OWN)
    for typed in (OWN.upper(), OWN.replace(" ", "-")):
        with pytest.raises(WrongPasswordError):
            enter(label=AYSE, password=typed)


def test_the_start_password_cannot_become_the_own_one(enter: Enter, start_words: str) -> None:
    with enter(label=AYSE, password=start_words) as vault:
        with pytest.raises(WeakPasswordError, match="Startkennwort"):
            vault.set_first_password(start_words)
        with pytest.raises(WeakPasswordError):
            vault.set_first_password("kurz")
        assert vault.must_change_password


def test_a_forgotten_password_is_replaced_by_a_new_start_password(enter: Enter, start_words: str) -> None:
    with enter(label=AYSE, password=start_words) as vault:
        vault.set_first_password(OWN)
    with enter() as vault:
        again = vault.give_start_password(AYSE)
        assert [(access.label, access.by_start_password) for access in vault.accesses()] == [
            ("Petra Lang", False),
            (AYSE, True),
        ]
    with pytest.raises(WrongPasswordError):
        enter(label=AYSE, password=OWN)
    enter(label=AYSE, password=again.words).close()


@pytest.mark.parametrize("label", ["Petra Lang", "", " Ayşe", "Wiederherstellung"])
def test_a_name_that_cannot_get_a_start_password_is_refused(opened: OpenVault, label: str) -> None:
    with pytest.raises(VaultError) as refused:
        opened.give_start_password(label)
    assert refused.value.field == "label"


def test_the_words_do_not_show_in_a_log(opened: OpenVault) -> None:
    start = opened.give_start_password(AYSE)
    assert start.words not in repr(start)
