"""The pure engine: hard limits first, a score that is the sum of its reasons, unknown things neither punished nor
praised."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.casework.volunteers.matching.matching_fit import fit, score
from desktop.casework.volunteers.matching.matching_points import CRITERIA
from desktop.casework.volunteers.matching.matching_rows import (
    Aspect,
    Fit,
    Minority,
    NeedProfile,
    VolunteerProfile,
    ages,
)
from desktop.casework.volunteers.papers.paper_rules import may_be_minor
from desktop.casework.volunteers.week_times import Span
from desktop.person_terms import Sex
from desktop.terms import PartialDate
from desktop.volunteer_terms import (
    Activity,
    GenderWish,
    LanguageSkill,
    Sponsorship,
    TargetGroup,
    VolunteerStatus,
)

DAY = dt.date(2026, 11, 23)
CODES = ("71254", "70173", "76133", "00000")
"""Ditzingen, Stuttgart, Karlsruhe, and one that is not listed."""
NO_CODES = "für die Entfernung fehlen die Postleitzahlen"
TUESDAY, LATER_ON_TUESDAY = Span(1, 16 * 60, 18 * 60), Span(1, 18 * 60 + 15, 20 * 60)
GROWN_UP, CHILD = PartialDate(1990, 5, 17), PartialDate(2015, 3, 2)
NEED = NeedProfile(
    1, DAY, Activity.EVERYDAY, DAY - dt.timedelta(days=43), languages=("ar",), times=(TUESDAY,), minutes_per_week=90,
    place="Musterlingen", gender_wish=GenderWish.WOMAN, interests=("Kochen", "Fußball"), births=(GROWN_UP,),
    sex=Sex.FEMALE,
)  # fmt: skip
GERDA = VolunteerProfile(
    7, "Weiß, Gerda", activities=frozenset({Activity.EVERYDAY}), target_groups=frozenset({TargetGroup.WOMEN}),
    done=frozenset({Activity.EVERYDAY}), languages=(("ar", LanguageSkill.FLUENT),), times=(TUESDAY,), sex=Sex.FEMALE,
    town="Musterlingen", interests=("Kochen",), most_matches=2, minutes_per_week=120,
)  # fmt: skip


def blocked(fit: Fit) -> list[Aspect]:
    return [reason.aspect for reason in fit.blocks]


def words(fit: Fit, aspect: Aspect) -> str:
    reasons = (*fit.blocks, *fit.fits, *fit.misses, *fit.unknown)
    return " | ".join(reason.words for reason in reasons if reason.aspect is aspect)


def test_weights_add_up_to_a_hundred() -> None:
    assert sum(one.weight for one in CRITERIA) == 100


def test_everything_that_is_wished_for_and_there_brings_all_points_but_those_of_waiting() -> None:
    found = fit(NEED, GERDA)
    assert (found.blocks, found.misses, found.unknown) == ((), (), ())
    assert found.score == 94 + 43 // 14
    assert words(found, Aspect.TIMES) == "beide können Dienstag 16:00–18:00"
    assert words(found, Aspect.LANGUAGE) == "spricht Arabisch (fließend)"


def test_a_long_wait_is_a_bonus_that_ends_at_twelve_weeks() -> None:
    scores = [fit(replace(NEED, reported_on=DAY - dt.timedelta(weeks=weeks)), GERDA).score for weeks in (0, 2, 12, 99)]
    assert scores == [94, 95, 100, 100]


def test_a_volunteer_nothing_is_known_of_is_neither_punished_nor_praised() -> None:
    stranger = VolunteerProfile(8, "Neu, Jan")
    found = fit(NEED, stranger)
    assert {reason.aspect for reason in found.unknown} == {
        Aspect.ACTIVITY, Aspect.LANGUAGE, Aspect.TIMES, Aspect.PLACE, Aspect.TARGET, Aspect.EXPERIENCE, Aspect.GENDER,
        Aspect.INTERESTS,
    }  # fmt: skip
    assert all(reason.points * 2 == reason.of for reason in found.unknown)
    assert not found.misses
    assert not found.blocked


@pytest.mark.parametrize(
    ("need", "volunteer", "aspect"),
    [
        ({}, {"status": VolunteerStatus.PAUSE, "pause_until": DAY}, Aspect.STATUS),
        ({}, {"status": VolunteerStatus.PAPERS_OPEN}, Aspect.STATUS),
        ({}, {"has_consent": False}, Aspect.STATUS),
        ({}, {"running": 2}, Aspect.CAPACITY),
        ({}, {"available_until": DAY - dt.timedelta(days=1)}, Aspect.PERIOD),
        ({}, {"available_from": DAY + dt.timedelta(days=1)}, Aspect.PERIOD),
        ({"births": (CHILD,)}, {"minors_block": "Kein Führungszeugnis."}, Aspect.MINORS),
        ({"births": (None,)}, {"minors_block": "Kein Führungszeugnis."}, Aspect.MINORS),
        ({"with_children": True}, {"minors_block": "Kein Führungszeugnis."}, Aspect.MINORS),
        ({"activity": Activity.LEARNING}, {"minors_block": "Kein Führungszeugnis."}, Aspect.MINORS),
        ({}, {"excluded_groups": frozenset({TargetGroup.WOMEN})}, Aspect.EXCLUDED),
        ({}, {"excluded_activities": frozenset({Activity.EVERYDAY})}, Aspect.EXCLUDED),
        ({}, {"languages": (("tr", LanguageSkill.MOTHER),)}, Aspect.LANGUAGE),
        ({}, {"sex": Sex.MALE}, Aspect.GENDER),
        ({}, {"needs": frozenset({1})}, Aspect.SAME),
        ({"persons": frozenset({5})}, {"person_id": 5}, Aspect.SAME),
    ],
)
def test_a_hard_limit_keeps_out_whatever_else_fits(
    need: dict[str, object], volunteer: dict[str, object], aspect: Aspect
) -> None:
    asked, offered = replace(NEED, **need), replace(GERDA, **volunteer)  # type: ignore[arg-type]
    assert blocked(fit(asked, offered)) == [aspect]
    assert score(asked, offered) is None
    assert score(NEED, GERDA) is not None


def test_available_later_is_early_enough_when_it_is_wanted_later() -> None:
    from_december = replace(GERDA, available_from=dt.date(2026, 12, 1))
    assert blocked(fit(NEED, from_december)) == [Aspect.PERIOD]
    assert not fit(replace(NEED, wanted_by=dt.date(2026, 12, 1)), from_december).blocked


def test_who_has_not_told_their_sex_is_asked_and_not_kept_out() -> None:
    found = fit(NEED, replace(GERDA, sex=None))
    assert not found.blocked
    assert words(found, Aspect.GENDER) == "Geschlecht nicht angegeben, gewünscht ist eine Frau"


def test_an_unknown_age_is_treated_as_a_minor_and_says_so() -> None:
    found = fit(replace(NEED, births=(None,)), replace(GERDA, minors_block="Kein Führungszeugnis."))
    assert words(found, Aspect.MINORS) == "Alter unbekannt, daher wie bei Minderjährigen: kein Führungszeugnis"


def test_with_the_certificate_an_unknown_age_keeps_nobody_out() -> None:
    assert not fit(replace(NEED, births=(None,)), GERDA).blocked


def test_whoever_does_not_want_children_is_not_sent_to_somebody_of_unknown_age() -> None:
    without_children = replace(GERDA, excluded_groups=frozenset({TargetGroup.CHILDREN}))
    assert "Alter unbekannt" in words(fit(replace(NEED, births=(None,)), without_children), Aspect.EXCLUDED)
    assert not fit(NEED, without_children).blocked


@pytest.mark.parametrize(
    ("birth", "day", "expected"),
    [
        (PartialDate(2008, 11, 23), dt.date(2026, 11, 22), Minority.YES),
        (PartialDate(2008, 11, 23), dt.date(2026, 11, 23), Minority.NO),
        (PartialDate(2008, 2, 29), dt.date(2026, 2, 28), Minority.YES),
        (PartialDate(2008), dt.date(2026, 11, 23), Minority.UNKNOWN),
        (PartialDate(2008, 11), dt.date(2026, 11, 23), Minority.UNKNOWN),
        (PartialDate(2007), dt.date(2026, 11, 23), Minority.NO),
        (PartialDate(2007, approximate=True), dt.date(2026, 11, 23), Minority.UNKNOWN),
        (PartialDate(2030), dt.date(2026, 11, 23), Minority.YES),
        (None, dt.date(2026, 11, 23), Minority.UNKNOWN),
    ],
)
def test_minor_is_who_is_or_may_be_under_eighteen_on_the_day(
    birth: PartialDate | None, day: dt.date, expected: Minority
) -> None:
    assert replace(NEED, births=(birth,), day=day).minority is expected


def test_a_family_with_one_child_is_a_family_with_minors() -> None:
    family = replace(NEED, for_one=False, births=(GROWN_UP, CHILD))
    assert family.minority is Minority.YES
    assert replace(family, births=(GROWN_UP, GROWN_UP)).minority is Minority.NO
    assert replace(family, births=(GROWN_UP, None)).minority is Minority.UNKNOWN
    assert family.groups == {TargetGroup.FAMILIES}


@given(some.dates(dt.date(1940, 1, 1), dt.date(2026, 1, 1)), some.integers(0, 2), some.booleans(),
       some.dates(dt.date(2026, 1, 1), dt.date(2030, 1, 1)))  # fmt: skip
def test_both_rules_for_minors_say_the_same(born: dt.date, known: int, about: bool, day: dt.date) -> None:
    """The papers' rule and ours: whoever may be a minor there must be one here."""
    birth = PartialDate(born.year, born.month if known else None, born.day if known > 1 else None, approximate=about)
    youngest, eldest = ages(birth, day)
    assert youngest is not None
    assert eldest is not None
    assert youngest <= eldest
    assert (youngest < 18) == may_be_minor(birth, day)


def test_real_time_near_time_and_no_time_are_told_apart() -> None:
    real = fit(NEED, GERDA)
    near = fit(NEED, replace(GERDA, times=(LATER_ON_TUESDAY,)))
    none = fit(NEED, replace(GERDA, times=(Span(3, 600, 720),)))
    assert (real.score - near.score, real.score - none.score) == (16, 20)
    assert words(near, Aspect.TIMES) == "Zeiten verfehlen sich um weniger als eine halbe Stunde"
    assert words(none, Aspect.TIMES) == "keine gemeinsame Zeit"
    assert none.next_free == Span(3, 600, 720)
    assert real.next_free is None


def test_too_little_time_brings_its_share() -> None:
    found = fit(NEED, replace(GERDA, times=(Span(1, 17 * 60 + 15, 19 * 60), Span(4, 600, 690))))
    assert words(found, Aspect.TIMES) == "nur 45 von 90 Minuten gemeinsam: Dienstag 17:15–18:00"
    assert next(reason for reason in found.misses if reason.aspect is Aspect.TIMES).points == 10
    assert found.next_free == Span(1, 17 * 60 + 15, 19 * 60)


def test_a_need_without_times_counts_the_free_minutes_of_the_week() -> None:
    anytime = replace(NEED, times=())
    assert words(fit(anytime, GERDA), Aspect.TIMES) == "hat 120 Minuten in der Woche frei"
    short = fit(replace(anytime, minutes_per_week=180), GERDA)
    assert words(short, Aspect.TIMES) == "hat nur 120 von 180 Minuten in der Woche frei"
    assert words(fit(replace(anytime, minutes_per_week=None), GERDA), Aspect.TIMES) == "jede Zeit ist recht"


def test_the_only_place_is_one_place() -> None:
    assert words(fit(NEED, replace(GERDA, most_matches=1)), Aspect.CAPACITY) == "1 von 1 Platz frei"
    assert words(fit(NEED, GERDA), Aspect.CAPACITY) == "2 von 2 Plätzen frei"


def test_time_of_a_running_match_is_gone_and_a_time_next_to_it_is_to_be_asked_about() -> None:
    taken = fit(NEED, replace(GERDA, taken=(TUESDAY,)))
    assert words(taken, Aspect.TIMES) == "zur gewünschten Zeit schon vergeben: Dienstag 16:00–18:00"
    beside = fit(NEED, replace(GERDA, minutes_per_week=None, taken=(Span(1, 15 * 60, 15 * 60 + 45),)))
    assert beside.unknown[-1].words == "nahe an einer anderen Begleitung: Dienstag 15:00–15:45"
    assert (beside.unknown[-1].points, beside.unknown[-1].of) == (0, 0)


def test_availabilities_that_overlap_each_other_count_once() -> None:
    doubled = replace(GERDA, times=(TUESDAY, Span(1, 17 * 60, 18 * 60), TUESDAY))
    assert fit(replace(NEED, minutes_per_week=120), doubled).score == fit(NEED, GERDA).score
    assert fit(NEED, doubled).common == (TUESDAY,)


def test_minutes_that_are_taken_elsewhere_are_said() -> None:
    found = fit(NEED, replace(GERDA, minutes_per_week=100, taken=(Span(5, 600, 660),)))
    assert words(found, Aspect.CAPACITY) == "noch 40 Minuten je Woche frei, gewünscht 90"


@pytest.mark.parametrize(
    ("skill", "points"), [(LanguageSkill.MOTHER, 16), (LanguageSkill.GOOD, 12), (LanguageSkill.BASIC, 6)]
)
def test_a_language_counts_by_how_well_it_is_spoken(skill: LanguageSkill, points: int) -> None:
    found = fit(NEED, replace(GERDA, languages=(("tr", LanguageSkill.MOTHER), ("ar", skill))))
    (reason,) = (one for one in (*found.fits, *found.misses) if one.aspect is Aspect.LANGUAGE)
    assert reason.points == points
    assert (reason in found.misses) == (skill is LanguageSkill.BASIC)


def test_variants_of_a_language_understand_each_other() -> None:
    found = fit(replace(NEED, languages=("fa_AF",)), replace(GERDA, languages=(("fa", LanguageSkill.MOTHER),)))
    assert words(found, Aspect.LANGUAGE) == "spricht Persisch statt Dari (Muttersprache)"


@pytest.mark.parametrize(
    ("volunteer", "points", "said"),
    [
        ({"town": "", "area": "Altdorf, Musterlingen"}, 10, "aktiv in Musterlingen"),
        ({"town": "Altdorf", "has_car": False}, 0,
         f"gebraucht in Musterlingen, aktiv in Altdorf, ohne Auto, {NO_CODES}"),
        ({"town": "Altdorf", "radius_km": 0}, 0,
         f"gebraucht in Musterlingen, aktiv in Altdorf, Umkreis 0 km, {NO_CODES}"),
        ({"town": "Altdorf", "has_car": True, "radius_km": 15}, 5,
         f"gebraucht in Musterlingen, aktiv in Altdorf, Umkreis 15 km, mit Auto, {NO_CODES}"),
        ({"town": ""}, 5, "wo jemand aktiv sein möchte, ist nicht eingetragen"),
    ],
)  # fmt: skip
def test_without_postal_codes_only_the_same_words_are_the_same_place(
    volunteer: dict[str, object], points: int, said: str
) -> None:
    found = fit(NEED, replace(GERDA, **volunteer))  # type: ignore[arg-type]
    assert words(found, Aspect.PLACE) == said
    reasons = (*found.fits, *found.misses, *found.unknown)
    assert next(reason.points for reason in reasons if reason.aspect is Aspect.PLACE) == points


def test_interests_are_shared_in_any_spelling() -> None:
    assert words(fit(NEED, replace(GERDA, interests=("FUSSBALL spielen",))), Aspect.INTERESTS) == (
        "verbindet beide: Fußball"
    )
    assert words(fit(NEED, replace(GERDA, interests=("Musik",))), Aspect.INTERESTS) == "nichts, was beide verbindet"


def test_rides_without_a_car_are_a_miss() -> None:
    driver = replace(GERDA, activities=frozenset({Activity.RIDES}), has_car=False)
    assert words(fit(replace(NEED, activity=Activity.RIDES), driver), Aspect.ACTIVITY) == (
        "bietet Fahrdienst an, hat aber kein Auto"
    )


def test_what_a_volunteer_said_in_words_is_shown_to_be_read() -> None:
    said = fit(NEED, replace(GERDA, exclusions="keine Besuche am Abend")).unknown
    assert [reason.words for reason in said] == ["hat dazu gesagt: keine Besuche am Abend"]


def test_own_flight_is_no_part_of_a_profile() -> None:
    assert not [name for name in VolunteerProfile.__dataclass_fields__ if "flight" in name]


_SPANS = some.builds(
    lambda day, start, length: Span(day, start, min(1440, start + length)),
    some.integers(0, 6), some.integers(0, 1380), some.integers(15, 240),
)  # fmt: skip
_BIRTHS = some.one_of(some.none(), some.builds(PartialDate, some.integers(1940, 2026)))
_NEEDS = some.builds(
    NeedProfile, some.just(1), some.just(DAY), some.sampled_from(Activity),
    some.dates(dt.date(2026, 1, 1), dt.date(2027, 1, 1)),
    languages=some.lists(some.sampled_from(("ar", "fa", "fa_AF", "de")), max_size=2).map(tuple),
    times=some.lists(_SPANS, max_size=3).map(tuple), minutes_per_week=some.none() | some.integers(1, 600),
    place=some.sampled_from(("", "Altdorf", "71254 Neudorf")), postal_code=some.sampled_from(("", *CODES)),
    gender_wish=some.sampled_from(GenderWish),
    sponsorship=some.sampled_from(Sponsorship), with_children=some.booleans(),
    interests=some.lists(some.sampled_from(("Kochen", "Musik")), max_size=2).map(tuple), for_one=some.booleans(),
    births=some.lists(_BIRTHS, min_size=1, max_size=3).map(tuple), sex=some.none() | some.sampled_from(Sex),
)  # fmt: skip
_VOLUNTEERS = some.builds(
    VolunteerProfile, some.just(2), some.just("Weiß, Gerda"), status=some.sampled_from(VolunteerStatus),
    activities=some.frozensets(some.sampled_from(Activity), max_size=4),
    target_groups=some.frozensets(some.sampled_from(TargetGroup), max_size=2),
    excluded_groups=some.frozensets(some.sampled_from(TargetGroup), max_size=2),
    languages=some.dictionaries(
        some.sampled_from(("ar", "fa", "de")), some.sampled_from(LanguageSkill), max_size=2
    ).map(lambda spoken: tuple(spoken.items())),
    times=some.lists(_SPANS, max_size=3).map(tuple), taken=some.lists(_SPANS, max_size=2).map(tuple),
    minutes_per_week=some.none() | some.integers(0, 600), sex=some.none() | some.sampled_from(Sex),
    town=some.sampled_from(("", "Altdorf", "Neudorf")), postal_code=some.sampled_from(("", *CODES)),
    area=some.sampled_from(("", "Altdorf", "70173 Stuttgart")), radius_km=some.none() | some.integers(0, 80),
    has_car=some.none() | some.booleans(),
    interests=some.lists(some.sampled_from(("Kochen", "Musik")), max_size=2).map(tuple),
    most_matches=some.integers(0, 3), running=some.integers(0, 4), minors_block=some.sampled_from(("", "fehlt")),
)  # fmt: skip


@given(_NEEDS, _VOLUNTEERS)
def test_every_score_is_the_sum_of_its_reasons(need: NeedProfile, volunteer: VolunteerProfile) -> None:
    found = fit(need, volunteer)
    reasons = (*found.fits, *found.misses, *found.unknown)
    assert found.score == sum(reason.points for reason in reasons)
    assert 0 <= found.score <= 100
    assert all(0 <= reason.points <= reason.of for reason in reasons)
    assert all(reason.points < reason.of for reason in found.misses)
    assert all(reason.words for reason in (*reasons, *found.blocks))


@given(_NEEDS, _VOLUNTEERS)
def test_the_quick_score_is_that_of_the_explained_one(need: NeedProfile, volunteer: VolunteerProfile) -> None:
    found = fit(need, volunteer)
    assert score(need, volunteer) == (None if found.blocked else found.score)
