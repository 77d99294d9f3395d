"""Hard limits: what forbids an assignment, whatever else fits (issue 5, 3; domain 6.3 „Blocks“).

Each limit is a function of both profiles that says in words why not, or nothing. Who may be a minor is treated as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from desktop.casework.people.languages import language_name
from desktop.casework.volunteers.matching.matching_rows import Aspect, Minority, NeedProfile, Reason, VolunteerProfile
from desktop.clock import german_date
from desktop.person_terms import Sex
from desktop.volunteer_terms import GenderWish, TargetGroup, VolunteerStatus

Limit = Callable[[NeedProfile, VolunteerProfile], str]
_AT_WORK = frozenset({VolunteerStatus.READY, VolunteerStatus.ACTIVE})
_WANTED_SEX = {GenderWish.WOMAN: Sex.FEMALE, GenderWish.MAN: Sex.MALE}
_YOUNG = frozenset({TargetGroup.CHILDREN, TargetGroup.YOUTH})


def limits(need: NeedProfile, volunteer: VolunteerProfile) -> Iterator[Reason]:
    """All hard limits this pair runs into; none for most."""
    for aspect, limit in _LIMITS:
        words = limit(need, volunteer)
        if words:
            yield Reason(aspect, words)


def is_blocked(need: NeedProfile, volunteer: VolunteerProfile) -> bool:
    """Whether there is any hard limit, without looking for the others."""
    for _, limit in _LIMITS:  # noqa: SIM110 - asked of every pair of many, where `any` takes twice as long
        if limit(need, volunteer):
            return True
    return False


def common_languages(need: NeedProfile, volunteer: VolunteerProfile) -> list[tuple[str, str]]:
    """Wished and spoken codes that understand each other: the same one, or variants of one (Farsi and Dari)."""
    skills = volunteer.skills
    same = [(code, code) for code in need.languages if code in skills]
    return same or [
        (wished, spoken) for wished in need.languages for spoken in skills if _root(wished) == _root(spoken)
    ]


def _status(_need: NeedProfile, volunteer: VolunteerProfile) -> str:
    if volunteer.status in _AT_WORK:
        return ""
    until = f" bis {german_date(volunteer.pause_until)}" if _pausing(volunteer) and volunteer.pause_until else ""
    return f"zurzeit „{volunteer.status.label}“{until}"


def _pausing(volunteer: VolunteerProfile) -> bool:
    return volunteer.status is VolunteerStatus.PAUSE


def _consent(_need: NeedProfile, volunteer: VolunteerProfile) -> str:
    return "" if volunteer.has_consent else "keine gültige Einwilligung zur Speicherung der Daten"


def _period(need: NeedProfile, volunteer: VolunteerProfile) -> str:
    first, last = volunteer.available_from, volunteer.available_until
    if last is not None and last < need.day:
        return f"nur bis {german_date(last)} verfügbar"
    if first is not None and first > max(need.day, need.wanted_by or need.day):
        return f"erst ab {german_date(first)} verfügbar"
    return ""


def _minors(need: NeedProfile, volunteer: VolunteerProfile) -> str:
    """Domain 6.2: no assignment to minors without a certificate of conduct that counts on the day."""
    if need.minority is Minority.NO or not volunteer.minors_block:
        return ""
    why = volunteer.minors_block.rstrip(".")
    unknown = "Alter unbekannt, daher wie bei Minderjährigen: " if need.minority is Minority.UNKNOWN else ""
    return f"{unknown}{why[:1].lower()}{why[1:]}"


def _excluded_group(need: NeedProfile, volunteer: VolunteerProfile) -> str:
    excluded = volunteer.excluded_groups
    if not excluded:
        return ""
    hit = need.groups & excluded or (_YOUNG & excluded if need.minority is Minority.UNKNOWN else frozenset())
    unsure = "" if need.groups & excluded else " (Alter unbekannt)"
    return f"möchte nicht: {', '.join(sorted(group.label for group in hit))}{unsure}" if hit else ""


def _excluded_activity(need: NeedProfile, volunteer: VolunteerProfile) -> str:
    return f"möchte nicht: {need.activity.label}" if need.activity in volunteer.excluded_activities else ""


def _language(need: NeedProfile, volunteer: VolunteerProfile) -> str:
    if not need.languages or not volunteer.languages or common_languages(need, volunteer):
        return ""
    return f"keine gemeinsame Sprache, gebraucht: {' oder '.join(map(language_name, need.languages))}"


def _gender(need: NeedProfile, volunteer: VolunteerProfile) -> str:
    """Whoever wishes for a woman or a man gets nobody else; who has not said it can be asked."""
    wanted = _WANTED_SEX.get(need.gender_wish)
    if wanted is None or volunteer.sex in {wanted, None, Sex.NOT_STATED}:
        return ""
    return f"gewünscht ist {need.gender_wish.label}"


def _capacity(_need: NeedProfile, volunteer: VolunteerProfile) -> str:
    if volunteer.free > 0:
        return ""
    return f"kein freier Platz: {volunteer.running} von {volunteer.most_matches} Begleitungen laufen"


def _already(need: NeedProfile, volunteer: VolunteerProfile) -> str:
    return "für diesen Bedarf schon vorgeschlagen" if need.id in volunteer.needs else ""


def _same_people(need: NeedProfile, volunteer: VolunteerProfile) -> str:
    """Says no more than that: who is a client, too, is not for every role to know."""
    return "kommt für diesen Bedarf nicht in Frage" if volunteer.person_id in need.persons else ""


def _root(code: str) -> str:
    return code.partition("_")[0]


_LIMITS: tuple[tuple[Aspect, Limit], ...] = (
    (Aspect.STATUS, _status), (Aspect.STATUS, _consent), (Aspect.CAPACITY, _capacity), (Aspect.MINORS, _minors),
    (Aspect.PERIOD, _period), (Aspect.EXCLUDED, _excluded_group), (Aspect.EXCLUDED, _excluded_activity),
    (Aspect.LANGUAGE, _language), (Aspect.GENDER, _gender), (Aspect.SAME, _already), (Aspect.SAME, _same_people),
)  # fmt: skip
