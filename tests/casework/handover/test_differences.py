"""Facts as texts for people, where a list tells them differently from the vault."""

from __future__ import annotations

import tomllib

import pytest

from desktop.casework.handover.differences import coded_text
from desktop.paths import resource


def test_every_language_a_list_can_name_has_a_german_name() -> None:
    codes = tomllib.loads(resource("catalogue", "readings.toml").read_text(encoding="utf-8"))["languages"]
    assert [code for code in codes if coded_text("languages", [code]) == code] == []


@pytest.mark.parametrize(("codes", "text"), [(["mnk"], "Mandinka"), (["ar", "mnk"], "Arabisch, Mandinka"), ([], "")])
def test_languages_without_a_name_in_the_locale_data_are_told_by_the_words_of_the_lists(
    codes: list[str], text: str
) -> None:
    assert coded_text("languages", codes) == text
