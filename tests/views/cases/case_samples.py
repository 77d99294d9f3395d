"""Cases as towns have them: one person, a family of six, long names in two scripts. All fictional."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from desktop.casework.assessments.assessment_rows import Rating
from desktop.casework.assessments.assessments import start_assessment
from desktop.casework.assessments.results import save_rating
from desktop.casework.cases.case_life import change_status
from desktop.casework.cases.cases import case_head, enter_person_case
from desktop.casework.people.consents import NewConsent, give_consent
from desktop.casework.people.facts import Subject, set_fact
from desktop.casework.people.families import put_together
from desktop.casework.people.people import LanguageRow, PersonFacts
from desktop.casework.people.periods import set_period
from desktop.casework.people.residence import AddressRow, TitleRow, add_title, move
from desktop.casework.rights import Actor
from desktop.person_terms import GermanLevel, InterpreterNeed, LanguageUse, ResidenceKind, Sex, ValidUntil
from desktop.terms import AssessmentKind, CaseStatus, ConsentPurpose, Need, Origin, PartialDate, PeriodBasis

LONG_FAMILY = "Abdulrahman-Al Jaburi Mohammadzadeh"
LONG_OWN = "عبد الرحمن الجبوري محمد زاده الهاشمي"


def single(session: Session, actor: Actor) -> int:
    """Filmon Habte, alone, little known: the file on its first day. Returns the case."""
    facts = PersonFacts("Habte", "Filmon", sex=Sex.MALE, assigned_on=dt.date(2026, 11, 3))
    return _entered(session, actor, facts, (LanguageRow("ti"),))


def family(session: Session, actor: Actor, name: str = "Ahmadi", own: str = "احمدی", size: int = 6) -> int:
    """Parents with up to four children, titles, an address, consents and a result page. Returns the case."""
    people = _PEOPLE[:size]
    cases, persons = [], []
    for given, given_own, birth, sex in people:
        facts = PersonFacts(
            name, given, own_script_name=f"{given_own} {own}", birth_date=PartialDate.parse(birth), sex=sex,
            assigned_on=dt.date(2026, 4, 12), german_level=GermanLevel.A2 if sex is Sex.FEMALE else GermanLevel.A1,
            interpreter_need=InterpreterNeed.SOMETIMES, print_language="fa_AF", nationalities=("AF",),
        )  # fmt: skip
        languages = (LanguageRow("fa_AF"), LanguageRow("ps", LanguageUse.SPEAKS))
        cases.append(_entered(session, actor, facts, languages))
        persons.append(case_head(session, actor, cases[-1]).members[0].person.id)
    made = put_together(session, actor, tuple(cases)).made
    assert made is not None
    _fill(session, actor, made, persons)
    return made


def _fill(session: Session, actor: Actor, case_id: int, persons: list[int]) -> None:
    move(session, actor, tuple(persons), AddressRow("Talstr. 7", "79999", "Musterlingen", since=dt.date(2026, 4, 12)))
    ends = (dt.date(2027, 1, 14), dt.date(2028, 6, 30))
    for place, person in enumerate(persons):
        title = TitleRow(ResidenceKind.P25_2_REFUGEE, valid_until=ends[min(place, 1)], valid_kind=ValidUntil.DATE)
        add_title(session, actor, person, title)
    set_period(session, actor, persons[0], dt.date(2024, 4, 20), PeriodBasis.FIRST_TALK)
    give_consent(session, actor, NewConsent(persons[0], ConsentPurpose.VOLUNTARY_DATA, dt.date(2026, 5, 4)))
    set_fact(session, actor, Subject.PERSON, persons[0], "profession", "Krankenpflege", Origin.HANDOVER,
             dt.date(2026, 11, 3))  # fmt: skip
    change_status(session, actor, case_id, CaseStatus.ACCOMPANIED, dt.date(2026, 9, 1), "Plan unterschrieben")
    _rate(session, actor, case_id, persons[0])


def _rate(session: Session, actor: Actor, case_id: int, person_id: int) -> None:
    assessment = start_assessment(session, actor, case_id, AssessmentKind.SHORT).made
    assert assessment is not None
    ratings = {
        "sprache": Rating(Need.HIGH, 2, importance=3, going_well="Versteht Alltagsgespräche",
                          missing="Kurs mit Kinderbetreuung"),
        "wohnen": Rating(Need.MEDIUM, 1, missing="Zwei Zimmer für sechs Personen"),
        "arbeit": Rating(Need.LOW, 3, going_well="8 Jahre Berufserfahrung in der Krankenpflege"),
    }  # fmt: skip
    for area, rating in ratings.items():
        save_rating(session, actor, assessment, person_id, area, rating)


def _entered(session: Session, actor: Actor, facts: PersonFacts, languages: tuple[LanguageRow, ...]) -> int:
    made = enter_person_case(session, actor, facts, languages).made
    assert made is not None
    return made


_PEOPLE = (
    ("Maryam", "مریم", "1990-03-01", Sex.FEMALE),
    ("Farid", "فرید", "~1985", Sex.MALE),
    ("Zahra", "زهرا", "2010-05-04", Sex.FEMALE),
    ("Ali", "علی", "2013-01-01?", Sex.MALE),
    ("Nila", "نیلا", "2019-08-17", Sex.FEMALE),
    ("Omid", "امید", "2026-06-02", Sex.MALE),
)
