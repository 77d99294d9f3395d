"""A volunteer's facts go into the form and come back the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from desktop.casework.volunteers.register.volunteer_rows import SpokenLanguage, VolunteerDetail, VolunteerFacts
from desktop.casework.volunteers.week_times import Span
from desktop.models.volunteer_form import facts_of_form, languages_of_form, profile_values, times_of_form
from desktop.volunteer_terms import Activity, LanguageSkill, VolunteerStatus
from tests.views.volunteers.register.profile_states import LANGUAGES, TIMES, gerda_facts


def detail(facts: VolunteerFacts) -> VolunteerDetail:
    return VolunteerDetail(7, facts, LANGUAGES, TIMES, VolunteerStatus.READY, None, 3)


def test_every_fact_survives_the_way_through_the_form() -> None:
    facts = replace(gerda_facts(group_id=4), responsible_id=2)
    empty = VolunteerFacts()
    same = [name for name, value in vars(facts).items() if value == getattr(empty, name) and name != "own_flight"]
    assert same == [], "the sample has to fill in every field, or nothing is proved about it"
    values = profile_values(detail(facts))
    assert facts_of_form(values) == facts
    assert languages_of_form(values) == LANGUAGES
    assert times_of_form(values) == TIMES


def test_nothing_filled_in_is_nobody() -> None:
    values = profile_values(detail(VolunteerFacts()))
    assert facts_of_form(values) == VolunteerFacts()
    assert facts_of_form(dict.fromkeys(values)) == VolunteerFacts()


def test_hours_of_a_week_are_kept_as_minutes() -> None:
    assert [profile_values(detail(VolunteerFacts(minutes_per_week=some)))["minutes_per_week"]
            for some in (150, 120, 45)] == [Decimal("2.5"), Decimal(2), Decimal("0.75")]  # fmt: skip
    assert facts_of_form({"minutes_per_week": Decimal("1.25")}).minutes_per_week == 75


def test_what_the_form_has_no_field_for_stays() -> None:
    kept = facts_of_form({"given_names": "Hanna"}, gerda_facts())
    assert (kept.given_names, kept.family_name, kept.consent_version) == ("Hanna", "Wagner", "2026-1")


def test_a_draft_gives_codes_as_texts() -> None:
    values = {"activities": ["rides", "language"], "languages": [{"code": "ar"}, {"skill": "good"}, {"code": "ar"}]}
    assert facts_of_form(values).activities == (Activity.RIDES, Activity.LANGUAGE)
    assert languages_of_form(values) == (SpokenLanguage("ar", LanguageSkill.GOOD),)
    assert times_of_form({"times": [Span(0, 60, 120)]}) == (Span(0, 60, 120),)
