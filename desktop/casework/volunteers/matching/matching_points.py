"""What is scored, and how it is said: each criterion judges both profiles and then finds the words for its verdict.

The weights add up to 100. What a need does not ask for fits everybody; what nobody knows brings half. Own experience
of flight is told freely and scored nowhere.
"""

from __future__ import annotations

from desktop.casework.people.languages import language_name
from desktop.casework.volunteers.matching.matching_limits import common_languages
from desktop.casework.volunteers.matching.matching_place import PLACE, judge_place, say_place
from desktop.casework.volunteers.matching.matching_rows import Aspect, NeedProfile, VolunteerProfile, folded_words
from desktop.casework.volunteers.matching.matching_verdict import MISS, Criterion, Outcome, Verdict
from desktop.casework.volunteers.week_times import shared
from desktop.person_terms import Sex
from desktop.volunteer_terms import Activity, GenderWish, LanguageSkill

_ACTIVITY, _LANGUAGE, _TIMES, _TARGET, _EXPERIENCE, _GENDER, _INTERESTS, _CAPACITY, _WAITING = (
    24, 16, 20, 8, 4, 4, 4, 4, 6
)  # fmt: skip
_SKILL_POINTS = {LanguageSkill.MOTHER: 16, LanguageSkill.FLUENT: 16, LanguageSkill.GOOD: 12, LanguageSkill.BASIC: 6}
_NEAR_POINTS = 4
"""Times that miss each other by less than half an hour can often be talked about."""
_FORTNIGHT = 14
_SAID = frozenset({Sex.FEMALE, Sex.MALE, Sex.DIVERSE})


def points(need: NeedProfile, volunteer: VolunteerProfile) -> int:
    """The score alone, 0 to 100, as `fit` explains it."""
    return sum(one.judge(need, volunteer)[1] for one in CRITERIA)


def common_minutes(need: NeedProfile, volunteer: VolunteerProfile) -> int:
    """Minutes of the week both have; of a need without times all that the volunteer has free."""
    return (need.week & volunteer.week if need.times else volunteer.week).bit_count()


def _judge_activity(need: NeedProfile, volunteer: VolunteerProfile) -> Verdict:
    if need.activity in volunteer.activities:
        no_car = need.activity is Activity.RIDES and volunteer.has_car is False
        return (Outcome.MISSES, _ACTIVITY // 2) if no_car else (Outcome.FITS, _ACTIVITY)
    return MISS if volunteer.activities else (Outcome.UNKNOWN, _ACTIVITY // 2)


def _say_activity(need: NeedProfile, volunteer: VolunteerProfile, verdict: Verdict) -> str:
    if verdict[0] is Outcome.FITS:
        return f"bietet {need.activity.label} an"
    if verdict[0] is Outcome.UNKNOWN:
        return "was angeboten wird, ist nicht eingetragen"
    if verdict[1]:
        return f"bietet {need.activity.label} an, hat aber kein Auto"
    return f"bietet {need.activity.label} nicht an"


def _judge_language(need: NeedProfile, volunteer: VolunteerProfile) -> Verdict:
    if not need.languages:
        return Outcome.FITS, _LANGUAGE
    if not volunteer.languages:
        return Outcome.UNKNOWN, _LANGUAGE // 2
    found = max((_skill_points(pair, volunteer) for pair in common_languages(need, volunteer)), default=0)
    return (Outcome.FITS if found > _LANGUAGE // 2 else Outcome.MISSES), found


def _skill_points(pair: tuple[str, str], volunteer: VolunteerProfile) -> int:
    return _SKILL_POINTS[volunteer.skills[pair[1]]]


def _say_language(need: NeedProfile, volunteer: VolunteerProfile, verdict: Verdict) -> str:
    if not need.languages:
        return "jede Sprache ist recht"
    if verdict[0] is Outcome.UNKNOWN:
        return f"Sprachen noch nicht eingetragen, gebraucht: {' oder '.join(map(language_name, need.languages))}"
    wished, spoken = max(common_languages(need, volunteer), key=lambda pair: _skill_points(pair, volunteer))
    level = volunteer.skills[spoken].label
    instead = "" if wished == spoken else f" statt {language_name(wished)}"
    only = "nur " if verdict[0] is Outcome.MISSES else ""
    return f"spricht {language_name(spoken)}{instead} ({only}{level})"


def _judge_times(need: NeedProfile, volunteer: VolunteerProfile) -> Verdict:
    wished = need.wished_minutes
    if not wished:
        return Outcome.FITS, _TIMES
    if not volunteer.times:
        return Outcome.UNKNOWN, _TIMES // 2
    minutes = common_minutes(need, volunteer)
    if minutes >= wished:
        return Outcome.FITS, _TIMES
    if not minutes and need.week_and_near & volunteer.week:
        return Outcome.MISSES, _NEAR_POINTS
    return Outcome.MISSES, _TIMES * minutes // wished


def _say_times(need: NeedProfile, volunteer: VolunteerProfile, verdict: Verdict) -> str:
    if not need.wished_minutes:
        return "jede Zeit ist recht"
    if verdict[0] is Outcome.UNKNOWN:
        return "freie Zeiten noch nicht eingetragen"
    if not need.times:
        return _minutes_words(need, volunteer)
    if verdict[0] is Outcome.FITS:
        return f"beide können {_common_words(need, volunteer)}"
    return _too_little(need, volunteer)


def _minutes_words(need: NeedProfile, volunteer: VolunteerProfile) -> str:
    """Of a need that names no times."""
    minutes = common_minutes(need, volunteer)
    enough = minutes >= need.wished_minutes
    return f"hat {minutes if enough else f'nur {minutes} von {need.wished_minutes}'} Minuten in der Woche frei"


def _common_words(need: NeedProfile, volunteer: VolunteerProfile) -> str:
    return ", ".join(span.words for span in shared(need.times, volunteer.free_times))


def _too_little(need: NeedProfile, volunteer: VolunteerProfile) -> str:
    minutes = common_minutes(need, volunteer)
    if minutes:
        return f"nur {minutes} von {need.wished_minutes} Minuten gemeinsam: {_common_words(need, volunteer)}"
    if need.week_and_near & volunteer.week:
        return "Zeiten verfehlen sich um weniger als eine halbe Stunde"
    gone = shared(need.times, volunteer.times)
    if gone:
        return f"zur gewünschten Zeit schon vergeben: {', '.join(span.words for span in gone)}"
    return "keine gemeinsame Zeit"


def _judge_target(need: NeedProfile, volunteer: VolunteerProfile) -> Verdict:
    if not need.groups or not volunteer.target_groups:
        return Outcome.UNKNOWN, _TARGET // 2
    return (Outcome.FITS, _TARGET) if need.groups & volunteer.target_groups else MISS


def _say_target(need: NeedProfile, volunteer: VolunteerProfile, verdict: Verdict) -> str:
    if not volunteer.target_groups:
        return "wen jemand gern begleitet, ist nicht eingetragen"
    if not need.groups:
        return "ob jemand der bevorzugten Gruppe angehört, ist nicht bekannt"
    hit = need.groups & volunteer.target_groups
    liked = ", ".join(sorted(group.label for group in hit or volunteer.target_groups))
    return f"begleitet gern: {liked}" if verdict[0] is Outcome.FITS else f"begleitet lieber: {liked}"


def _judge_experience(need: NeedProfile, volunteer: VolunteerProfile) -> Verdict:
    """Nobody starts with experience: that none is recorded is no miss."""
    if need.activity in volunteer.done:
        return Outcome.FITS, _EXPERIENCE
    return Outcome.UNKNOWN, _EXPERIENCE // 2


def _say_experience(_need: NeedProfile, _volunteer: VolunteerProfile, verdict: Verdict) -> str:
    fits = verdict[0] is Outcome.FITS
    return "hat das schon gemacht" if fits else "ob schon einmal gemacht, ist nicht eingetragen"


def _judge_gender(need: NeedProfile, volunteer: VolunteerProfile) -> Verdict:
    """Another sex than the wished one is a hard limit."""
    if need.gender_wish is GenderWish.ANY or volunteer.sex in _SAID:
        return Outcome.FITS, _GENDER
    return Outcome.UNKNOWN, _GENDER // 2


def _say_gender(need: NeedProfile, _volunteer: VolunteerProfile, verdict: Verdict) -> str:
    if need.gender_wish is GenderWish.ANY:
        return "Frau oder Mann ist beides recht"
    told = "wie gewünscht " if verdict[0] is Outcome.FITS else "Geschlecht nicht angegeben, gewünscht ist "
    return f"{told}{need.gender_wish.label}"


def _judge_interests(need: NeedProfile, volunteer: VolunteerProfile) -> Verdict:
    if not need.interest_words:
        return Outcome.FITS, _INTERESTS
    if not volunteer.interest_words:
        return Outcome.UNKNOWN, _INTERESTS // 2
    return (Outcome.FITS, _INTERESTS) if _shared_interests(need, volunteer) else MISS


def _shared_interests(need: NeedProfile, volunteer: VolunteerProfile) -> list[str]:
    """Those of the need: „Fußball“ and „Fußball spielen“ are the same."""
    if need.interest_words.isdisjoint(volunteer.interest_words):
        return []
    theirs = [folded_words(text) for text in (*volunteer.interests, volunteer.profession) if text]
    return [text for text in need.interests if any(_same(folded_words(text), words) for words in theirs)]


def _same(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _say_interests(need: NeedProfile, volunteer: VolunteerProfile, verdict: Verdict) -> str:
    if not need.interest_words:
        return "gemeinsame Interessen sind nicht gewünscht"
    if verdict[0] is Outcome.UNKNOWN:
        return "was jemand gern macht, ist nicht eingetragen"
    hit = _shared_interests(need, volunteer)
    return f"verbindet beide: {', '.join(hit)}" if hit else "nichts, was beide verbindet"


def _judge_capacity(need: NeedProfile, volunteer: VolunteerProfile) -> Verdict:
    left = volunteer.minutes_left
    if left is not None and left < need.wished_minutes:
        return MISS
    return Outcome.FITS, max(0, _CAPACITY * volunteer.free // volunteer.most_matches) if volunteer.most_matches else 0


def _say_capacity(need: NeedProfile, volunteer: VolunteerProfile, verdict: Verdict) -> str:
    if verdict[0] is Outcome.MISSES:
        return f"noch {max(0, volunteer.minutes_left or 0)} Minuten je Woche frei, gewünscht {need.wished_minutes}"
    places = "Platz" if volunteer.most_matches == 1 else "Plätzen"
    return f"{volunteer.free} von {volunteer.most_matches} {places} frei"


def _judge_waiting(need: NeedProfile, _volunteer: VolunteerProfile) -> Verdict:
    """A bonus: a point for each fortnight."""
    found = min(_WAITING, need.waiting_days // _FORTNIGHT)
    return (Outcome.FITS, found) if found else (Outcome.SILENT, 0)


def _say_waiting(need: NeedProfile, _volunteer: VolunteerProfile, _verdict: Verdict) -> str:
    return f"der Bedarf wartet seit {need.waiting_days} Tagen"


CRITERIA = (
    Criterion(Aspect.ACTIVITY, _ACTIVITY, _judge_activity, _say_activity),
    Criterion(Aspect.LANGUAGE, _LANGUAGE, _judge_language, _say_language),
    Criterion(Aspect.TIMES, _TIMES, _judge_times, _say_times),
    Criterion(Aspect.PLACE, PLACE, judge_place, say_place),
    Criterion(Aspect.TARGET, _TARGET, _judge_target, _say_target),
    Criterion(Aspect.EXPERIENCE, _EXPERIENCE, _judge_experience, _say_experience),
    Criterion(Aspect.GENDER, _GENDER, _judge_gender, _say_gender),
    Criterion(Aspect.INTERESTS, _INTERESTS, _judge_interests, _say_interests),
    Criterion(Aspect.CAPACITY, _CAPACITY, _judge_capacity, _say_capacity),
    Criterion(Aspect.WAITING, _WAITING, _judge_waiting, _say_waiting),
)
"""In the order they are said."""
