"""What a client's record proposes for a need, and client and volunteer side by side as far as consents allow."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import persons_of, require_case
from desktop.casework.gate import query
from desktop.casework.people.languages import language_name
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.matches.match_checks import consenting
from desktop.casework.volunteers.needs.need_lists import find_need
from desktop.casework.volunteers.needs.need_rows import NeedChoices, NeedProposal, NeedRow
from desktop.casework.volunteers.needs.needs import require_need
from desktop.casework.volunteers.register.volunteers import require_volunteer, running_counts
from desktop.casework.volunteers.week_times import Span, merged
from desktop.clock import german_date, today
from desktop.errors import CaseworkError
from desktop.person_terms import InterpreterGender
from desktop.records.assessments import Answer
from desktop.records.people import Person
from desktop.records.plans import Goal, Measure, Plan, PlanVersion
from desktop.records.volunteers import Volunteer
from desktop.terms import Protection, Responsible
from desktop.volunteer_terms import Activity, GenderWish, TargetGroup

_WISHES = {InterpreterGender.WOMAN: GenderWish.WOMAN, InterpreterGender.MAN: GenderWish.MAN}
_HOBBIES = "participation.hobbies"
_OPEN_PLACE = re.compile(r"\{[^}]*\}")
ADULT_FROM = 18


@dataclass(frozen=True)
class ComparedRow:
    """One thing of both sides: empty where nothing is known, None where that side is not asked or may not be shown."""

    label: str
    client: str | None
    volunteer: str | None


@dataclass(frozen=True)
class Comparison:
    """Both profiles side by side. `missing` are given names of those whose consent to exchange with volunteers is
    not there; `reserved` says that of the volunteer nothing but the name may be shown."""

    need: NeedRow
    client: str
    volunteer: str
    rows: tuple[ComparedRow, ...]
    client_times: tuple[Span, ...]
    volunteer_times: tuple[Span, ...]
    missing: tuple[str, ...]
    reserved: bool


@query(Right.READ_CASE)
def need_choices(session: Session, actor: Actor, case_id: int, measure_id: int | None = None) -> NeedChoices:
    """Whom a need of this case may be for, and what their records propose. With a step of a plan also its words.

    Raises CaseworkError for a step of another case and one the Ehrenamt has nothing to do with.
    """
    case = require_case(session, case_id)
    persons = persons_of(session, case)
    proposals: dict[int | None, NeedProposal] = {one.id: _proposal(session, (one,)) for one in persons}
    proposals[None] = _proposal(session, persons)
    names = tuple((one.id, one.call_name or one.given_names or one.family_name) for one in persons)
    text, person_id = _step(session, case_id, measure_id) if measure_id is not None else ("", None)
    return NeedChoices(case_id, case.number, names, case.family_id is not None, proposals, text, measure_id, person_id)


@query(Right.READ_MATCHES)
def compare(session: Session, actor: Actor, need_id: int, volunteer_id: int) -> Comparison:
    """Both profiles. PRIVACY: of the client given name, age, languages, wishes and times, whoever looks; of a
    volunteer without a consent that holds the name alone."""
    row, need = find_need(session, actor, need_id), require_need(session, need_id)
    volunteer = require_volunteer(session, volunteer_id)
    reserved = volunteer.consent_on is None or volunteer.consent_withdrawn_on is not None
    persons = _whom(session, need.person_id, need.case_id)
    spoken = tuple(dict.fromkeys(language.code for one in persons for language in one.languages))
    counted = running_counts(session, volunteer_id)[volunteer_id]
    own = {} if reserved else _volunteer_side(volunteer, counted)
    theirs = _client_side(row, spoken)
    labels = dict.fromkeys((*theirs, *own))
    given = ", ".join(one.call_name or one.given_names for one in persons if one.call_name or one.given_names)
    return Comparison(
        row, given or "ohne Vornamen", volunteer.name,
        tuple(ComparedRow(label, theirs.get(label), own.get(label)) for label in labels),
        row.facts.times,
        () if reserved else merged(Span(one.weekday, one.start, one.end) for one in volunteer.times),
        tuple(one.name for one in consenting(session, need, volunteer, today()) if not one.holds), reserved,
    )  # fmt: skip


def _client_side(row: NeedRow, spoken: tuple[str, ...]) -> dict[str, str]:
    facts = row.facts
    wished = ", ".join(language_name(code) for code in facts.languages)
    also = ", ".join(language_name(code) for code in spoken if code not in facts.languages)
    wishes = (f"wünscht sich {facts.gender_wish.label}" if facts.gender_wish is not GenderWish.ANY else "",
              "mit Kindern oder Jugendlichen" if facts.with_children else "", facts.sponsorship.label)  # fmt: skip
    return {
        "Tätigkeit": _joined(facts.activity.label, facts.task),
        "Sprachen": _joined(f"gemeinsam nötig: {wished}" if wished else "", f"spricht: {also}" if also else ""),
        "Zeit in der Woche": _hours(facts.minutes_per_week),
        "Ort": facts.place,
        "Interessen": ", ".join(facts.interests),
        "Wünsche": _joined(*wishes),
        "Alter": "" if row.age is None else f"{row.age} Jahre",
        "Zeitraum": f"gewünscht bis {german_date(facts.wanted_by)}" if facts.wanted_by else "",
    }  # fmt: skip


def _volunteer_side(one: Volunteer, running: int) -> dict[str, str]:
    contact = _joined(one.phone, one.email) if one.may_show_contact else "darf nicht weitergegeben werden"
    return {
        "Tätigkeit": _joined(_labels(Activity, one.activities), _but(_labels(Activity, one.excluded_activities))),
        "Sprachen": ", ".join(f"{language_name(entry.code)} ({entry.skill.label})" for entry in one.languages),
        "Zeit in der Woche": _hours(one.minutes_per_week),
        "Ort": _joined(one.area or one.town, f"Umkreis {one.radius_km} km" if one.radius_km else "",
                       "mit Auto" if one.has_car else ""),
        "Interessen": _joined(", ".join(one.interests), one.profession),
        "Wünsche": _joined(_labels(TargetGroup, one.target_groups),
                           _but(_joined(_labels(TargetGroup, one.excluded_groups), one.exclusions))),
        "Alter": f"Jahrgang {one.birth_year}" if one.birth_year else "",
        "Zeitraum": _joined(f"ab {german_date(one.available_from)}" if one.available_from else "",
                            f"bis {german_date(one.available_until)}" if one.available_until else ""),
        "Begleitungen": f"{running} von höchstens {one.most_matches}",
        "Kontakt": contact,
    }  # fmt: skip


def _labels(kind: type[Activity | TargetGroup], codes: list[str]) -> str:
    return ", ".join(kind(code).label for code in codes)


def _but(text: str) -> str:
    return f"nicht: {text}" if text else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _hours(minutes: int | None) -> str:
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    return _joined(*((f"{hours} Std.",) if hours else ()), *((f"{rest} Min.",) if rest else ()))


def _whom(session: Session, person_id: int | None, case_id: int) -> tuple[Person, ...]:
    person = session.get(Person, person_id) if person_id is not None else None
    return (person,) if person is not None else persons_of(session, require_case(session, case_id))


def _proposal(session: Session, persons: tuple[Person, ...]) -> NeedProposal:
    languages = tuple(dict.fromkeys(language.code for one in persons for language in one.languages))
    wishes = {_WISHES[one.interpreter_gender] for one in persons if one.interpreter_gender in _WISHES}
    places = [address.town for one in persons if not one.address_secret for address in one.addresses
              if address.until is None and address.town]  # fmt: skip
    secret = any(one.address_secret for one in persons)
    return NeedProposal(
        languages, wishes.pop() if len(wishes) == 1 else GenderWish.ANY,
        places[0] if places and not secret else "", _hobbies(session, persons), _minor(persons),
    )


def _minor(persons: tuple[Person, ...]) -> bool | None:
    ages = [one.birth_date.age_on(today()) if one.birth_date else None for one in persons]
    if any(age is not None and age < ADULT_FROM for age in ages):
        return True
    return None if None in ages else False


def _hobbies(session: Session, persons: tuple[Person, ...]) -> tuple[str, ...]:
    """What they last told of their interests in an Assessment, as far as it is not specially protected."""
    found: dict[str, None] = {}
    for person in persons:
        asked = select(Answer).where(
            Answer.person_id == person.id, Answer.key == _HOBBIES, Answer.protection != Protection.S3
        )
        newest = session.scalar(asked.order_by(Answer.as_of.desc(), Answer.id.desc()).limit(1))
        if newest is not None and isinstance(newest.value, list):
            found |= dict.fromkeys(str(tag) for tag in newest.value)
    return tuple(found)


def _step(session: Session, case_id: int, measure_id: int) -> tuple[str, int | None]:
    """Words of the step and whom it is for."""
    asked = (
        select(Measure, Goal.person_id, Plan.person_id).join(Goal, Goal.id == Measure.goal_id)
        .join(PlanVersion, PlanVersion.id == Goal.version_id).join(Plan, Plan.id == PlanVersion.plan_id)
        .where(Measure.id == measure_id, Plan.case_id == case_id)
    )  # fmt: skip
    found = session.execute(asked).first()
    if found is None:
        raise CaseworkError("Dieser Schritt gehört nicht zu einem Plan dieses Falls.")
    measure, for_goal, for_plan = found
    if Responsible.VOLUNTEER.value not in measure.who:
        raise CaseworkError("Diesen Schritt macht nicht das Ehrenamt. Bitte zuerst im Plan eintragen, wer ihn macht.")
    return _OPEN_PLACE.sub(measure.fill_in or "…", measure.text), for_goal or for_plan
