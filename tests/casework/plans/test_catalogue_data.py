"""The shipped catalogue against domain 3.3, and its schema check against planted mistakes."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from desktop import paths
from desktop.casework.plans.catalogue_data import (
    AreaPrinting,
    CatalogueFormatError,
    DueOffset,
    DueRule,
    filled,
    placeholders,
    read_catalogue,
    shipped_catalogue,
)
from desktop.terms import DueKind, Protection, Responsible

#: Number of measures per area in domain 3.3.
MEASURES = {
    "sprache": 8,
    "grundbildung": 6,
    "ausbildung": 7,
    "arbeit": 8,
    "wohnen": 7,
    "geld": 7,
    "aufenthalt": 6,
    "gesundheit": 6,
    "familie": 8,
    "teilhabe": 6,
    "alltag": 6,
    "schutz": 6,
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the catalogue to break."""
    return Path(shutil.copytree(paths.resource("catalogue"), tmp_path / "catalogue"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, "the planted mistake needs its place"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_twelve_areas_with_three_goals_each_and_all_measures_are_there() -> None:
    catalogue = shipped_catalogue()
    assert {area.key: len(catalogue.goals_of(area.key)) for area in catalogue.areas} == dict.fromkeys(MEASURES, 3)
    counted = {area.key: sum(step.area == area.key for step in catalogue.measures) for area in catalogue.areas}
    assert counted == MEASURES


def test_only_health_and_protection_wait_for_a_tick_and_are_specially_protected() -> None:
    areas = shipped_catalogue().areas
    ticked = {area.number for area in areas if area.printing is AreaPrinting.OWN_SHEET_AFTER_TICK}
    assert ticked == {8, 12} == {area.number for area in areas if area.protection is Protection.S3}


def test_every_area_has_its_icon_and_a_name_short_enough_for_a_column() -> None:
    for area in shipped_catalogue().areas:
        assert paths.resource("icons", f"{area.icon}.svg").is_file(), area.icon
        assert len(area.short) <= 13, area.short


def test_every_goal_speaks_for_itself_and_has_steps_to_propose() -> None:
    catalogue = shipped_catalogue()
    for goal in catalogue.goals:
        assert goal.text.endswith("."), goal.key
        assert goal.indicator.endswith("."), goal.key
        assert goal.indicator != goal.text
        assert catalogue.measures_for(goal.key), goal.key


def test_every_proof_is_used_and_has_a_word() -> None:
    catalogue = shipped_catalogue()
    assert {step.proof for step in catalogue.measures} - {""} == set(catalogue.proofs)


def test_measures_carry_what_domain_3_3_says() -> None:
    steps = {step.key: step for step in shipped_catalogue().measures}
    assert steps["sprache.schritt.7"].who == (Responsible.MANAGER, Responsible.CLIENT)
    assert steps["sprache.schritt.8"].due == DueOffset(DueRule.COURSE_END)
    assert steps["aufenthalt.schritt.1"].due == DueOffset(DueRule.WEEKS_BEFORE_EXPIRY, 8)
    assert steps["aufenthalt.schritt.4"].due == DueOffset(DueRule.MONTHS_AFTER_RECOGNITION, 3)
    assert steps["geld.schritt.3"].fill["was"][:2] == ("Kindergeld", "Wohngeld")
    assert steps["wohnen.schritt.1"].proof == "wbs"


@pytest.mark.parametrize(
    ("offset", "kind", "day"),
    [
        (DueOffset(DueRule.WEEKS, 6), DueKind.DATE, dt.date(2027, 1, 3)),
        (DueOffset(DueRule.ONGOING), DueKind.ONGOING, None),
        (DueOffset(DueRule.AT_ONCE), DueKind.AT_ONCE, None),
        (DueOffset(DueRule.COURSE_END), DueKind.DATE, None),
        (DueOffset(DueRule.WEEKS_BEFORE_EXPIRY, 8), DueKind.DATE, None),
    ],
)
def test_a_default_due_date_is_counted_only_in_weeks(offset: DueOffset, kind: DueKind, day: dt.date | None) -> None:
    assert (offset.kind, offset.day_from(dt.date(2026, 11, 22))) == (kind, day)


def test_a_placeholder_is_filled_or_shown_as_open() -> None:
    text = "Wir stellen den Antrag auf {was}."
    assert placeholders(text) == {"was"}
    assert filled(text, {"was": "Wohngeld"}) == "Wir stellen den Antrag auf Wohngeld."
    assert filled(text, {}) == "Wir stellen den Antrag auf …."


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("areas.toml", 'protection = "S1"', 'protection = "S9"', "'S9' is no Protection"),
        ("areas.toml", 'printing = "always"', 'printing = "always"\ncolour = "red"', "unknown field colour"),
        ("areas.toml", "number = 2", "number = 22", "22_grundbildung.toml"),
        ("areas/01_sprache.toml", 'key = "sprache.ziel.2"', 'key = "sprache.ziel.1"', "given twice"),
        ("areas/01_sprache.toml", 'horizon = "short"', 'horizon = "soon"', "is no Horizon"),
        ("areas/01_sprache.toml", 'text = "Ich bestehe', 'text = " Ich bestehe', "text without blanks"),
        ("areas/01_sprache.toml", 'who = ["client"]', "who = []", "must not be empty"),
        ("areas/01_sprache.toml", 'goals = ["sprache.ziel.1"', 'goals = ["arbeit.ziel.1"', "no such goal in its area"),
        ("areas/01_sprache.toml", "{ weeks = 4 }", "{ weeks = 0 }", "needs a number above 0"),
        ("areas/01_sprache.toml", '"ongoing"', "{ ongoing = 3 }", "needs a number above 0"),
        ("areas/01_sprache.toml", 'proof = "notiz"', 'proof = "zettel"', "no such proof"),
        ("areas/06_geld.toml", "{was}", "{wofuer}", "exactly the placeholders"),
        ("proofs.toml", 'karte = "Karte"', 'karte = ""', "word must be a text"),
        ("proofs.toml", "[proof]", "[proof", "proofs.toml"),
    ],
)
def test_a_mistake_in_the_files_is_named(copy: Path, file: str, old: str, new: str, complaint: str) -> None:
    read_catalogue(copy)
    change(copy / file, old, new)
    with pytest.raises(CatalogueFormatError, match=complaint):
        read_catalogue(copy)
