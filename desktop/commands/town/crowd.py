"""Many more invented people, so that lists and searches can be tried and measured at full size."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes
from desktop.casework.gate import change
from desktop.casework.rights import Actor, Right
from desktop.casework.search.folding import fold
from desktop.clock import now, today
from desktop.person_terms import LanguageUse, Relation, ResidenceKind, Sex, ValidUntil
from desktop.records.cases import Case, CaseResponsible, CaseStatusEntry
from desktop.records.people import Address, Family, FamilyMember, Person, PersonLanguage, ResidenceTitle
from desktop.terms import CaseKind, CaseStatus, Origin, PartialDate

SEED = 2017
FIRST_CASE_NUMBER = 10_000
"""Numbers of the crowd begin far above those of the stories and lists."""


@dataclass(frozen=True)
class _Origin:
    share: int
    country: str
    languages: tuple[str, ...]
    titles: tuple[ResidenceKind, ...]
    families: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]


# Shares follow the nationality mix of domain 11.
_ORIGINS = (
    _Origin(38, "UA", ("uk", "ru"), (ResidenceKind.P24,),
            ("Kovalenko", "Shevchenko", "Melnyk", "Tkachenko", "Lysenko", "Polishchuk"),
            ("Olena", "Iryna", "Kateryna", "Sofija"), ("Andrij", "Mykola", "Taras", "Bohdan")),
    _Origin(21, "SY", ("ar", "ku"), (ResidenceKind.P25_2_SUBSIDIARY, ResidenceKind.P25_3),
            ("Haddad", "Al-Masri", "Darwish", "Issa", "Khalil", "Sabbagh"),
            ("Rania", "Amal", "Hiba", "Salma"), ("Yusuf", "Mahmoud", "Khaled", "Omar")),
    _Origin(10, "AF", ("fa_AF", "ps"), (ResidenceKind.P25_3, ResidenceKind.P60A),
            ("Rahimi", "Noorzai", "Hashimi", "Sadat"), ("Zahra", "Fatima", "Laila"), ("Najib", "Farid", "Omid")),
    _Origin(8, "TR", ("tr", "ku"), (ResidenceKind.P55_ASYLG, ResidenceKind.P25_1),
            ("Şahin", "Öztürk", "Kaya", "Aydın"), ("Ayşe", "Gülsen", "Elif"), ("Barış", "Mehmet", "Deniz")),
    _Origin(4, "IQ", ("ckb", "ar"), (ResidenceKind.P60A, ResidenceKind.P25_2_REFUGEE),
            ("Hasso", "Murad", "Al-Jaburi"), ("Shirin", "Baran"), ("Dilşad", "Karwan", "Saad")),
    _Origin(10, "ER", ("ti", "am"), (ResidenceKind.P25_2_REFUGEE,),
            ("Habte", "Tesfay", "Kidane"), ("Selam", "Feven"), ("Yonas", "Filmon")),
    _Origin(9, "GM", ("mnk", "en"), (ResidenceKind.P60C, ResidenceKind.P60A),
            ("Touray", "Jallow", "Ceesay"), ("Fatoumata", "Isatou"), ("Lamin", "Ebrima")),
)
_STREETS = ("Talstraße", "Gartenweg", "Mühlgasse", "Schulstraße", "Unterer Weg", "Am Rathausplatz")
_TOWNS = ("Musterlingen", "Musterlingen-Oberdorf")
_STATUSES = (CaseStatus.ACCOMPANIED, CaseStatus.ASSESSMENT, CaseStatus.CONTACT_OPEN, CaseStatus.WITHOUT_PLAN)


class _Rows:
    """Rows gathered per table, ids given beforehand, inserted at once."""

    def __init__(self, next_person: int, next_family: int, next_case: int) -> None:
        self.persons: list[dict[str, object]] = []
        self.languages: list[dict[str, object]] = []
        self.titles: list[dict[str, object]] = []
        self.addresses: list[dict[str, object]] = []
        self.families: list[dict[str, object]] = []
        self.members: list[dict[str, object]] = []
        self.cases: list[dict[str, object]] = []
        self.next_person, self.next_family, self.next_case = next_person, next_family, next_case


@change(Right.IMPORT, record="demo.crowd")
def add_crowd(session: Session, actor: Actor, persons: int) -> Changes:
    """Add this many invented persons: two thirds in families, one third minors (domain 11). Same seed, same people."""
    luck = random.Random(SEED)  # noqa: S311 - invented people, no secret
    top = [(session.scalar(select(func.max(table.id))) or 0) + 1 for table in (Person, Family, Case)]
    rows = _Rows(*top)
    while len(rows.persons) < persons:
        _add_household(rows, luck, actor, persons - len(rows.persons))
    _insert(session, rows, actor)
    return Changes()


def _add_household(rows: _Rows, luck: random.Random, actor: Actor, most: int) -> None:
    origin = luck.choices(_ORIGINS, [origin.share for origin in _ORIGINS])[0]
    size = min(most, 1 if luck.random() < 0.6 else luck.randint(2, 6))
    name, assigned = luck.choice(origin.families), today() - dt.timedelta(days=luck.randint(10, 1400))
    street = f"{luck.choice(_STREETS)} {luck.randint(1, 60)}"
    town = luck.choice(_TOWNS)
    case = rows.next_case
    rows.next_case += 1
    first = rows.next_person
    for place in range(size):
        _add_person(rows, luck, actor, origin, name, assigned, place)
        rows.addresses.append({"person_id": rows.persons[-1]["id"], "street": street, "town": town})
    family = _add_family(rows, name, first, size) if size > 1 else None
    rows.cases.append(
        {
            "id": case, "number": f"F-{today().year}-{FIRST_CASE_NUMBER + case}",
            "kind": CaseKind.FAMILY if family else CaseKind.PERSON, "family_id": family,
            "person_id": None if family else first, "status": luck.choice(_STATUSES),
            "responsible_id": actor.user_id, "opened_on": assigned,
        }
    )


def _add_person(
    rows: _Rows, luck: random.Random, actor: Actor, origin: _Origin, name: str, assigned: dt.date, place: int
) -> None:
    woman = luck.random() < 0.45
    given = luck.choice(origin.women if woman else origin.men)
    age = luck.randint(20, 60) if place < 2 else luck.randint(0, 17)
    birth = dt.date(today().year - age, luck.randint(1, 12), luck.randint(1, 28))
    person = rows.next_person
    rows.next_person += 1
    rows.persons.append(
        {
            "id": person, "family_name": name, "given_names": given, "folded_name": fold(f"{name} {given}"),
            "birth_date": PartialDate.of(birth), "sex": Sex.FEMALE if woman else Sex.MALE,
            "nationalities": [origin.country], "origin_country": origin.country, "assigned_on": assigned,
            "print_language": origin.languages[0] if origin.languages[0] != "mnk" else "en",
            "phone": f"07000 {luck.randint(200000, 999999)}",
        }
    )
    rows.languages += [
        {"person_id": person, "position": at, "code": code, "use": LanguageUse.SPEAKS if at else LanguageUse.MOTHER}
        for at, code in enumerate(origin.languages)
    ]
    until = today() + dt.timedelta(days=luck.randint(-60, 900))
    rows.titles.append(
        {"person_id": person, "kind": luck.choice(origin.titles), "valid_until": until, "valid_kind": ValidUntil.DATE}
    )


def _add_family(rows: _Rows, name: str, first: int, size: int) -> int:
    family = rows.next_family
    rows.next_family += 1
    rows.families.append({"id": family, "name": name})
    for place in range(size):
        relation = Relation.ADULT if place < 2 else Relation.CHILD
        rows.members.append(
            {"family_id": family, "person_id": first + place, "position": place, "relation": relation}
        )
    return family


def _insert(session: Session, rows: _Rows, actor: Actor) -> None:
    made = {"created_at": now(), "created_by": actor.user_id}
    for table, entries in (
        (Person, [made | row for row in rows.persons]),
        (PersonLanguage, rows.languages),
        (ResidenceTitle, [made | row | {"origin": Origin.HANDOVER} for row in rows.titles]),
        (Address, [made | row | {"origin": Origin.HANDOVER} for row in rows.addresses]),
        (Family, [made | row for row in rows.families]),
        (FamilyMember, rows.members),
        (Case, [made | row for row in rows.cases]),
        (CaseStatusEntry, [_status(row) | made for row in rows.cases]),
        (CaseResponsible, [_responsible(row) | made for row in rows.cases]),
    ):
        if entries:
            session.execute(insert(table), entries)


def _status(case: dict[str, object]) -> dict[str, object]:
    return {"case_id": case["id"], "status": case["status"], "since": case["opened_on"]}


def _responsible(case: dict[str, object]) -> dict[str, object]:
    return {"case_id": case["id"], "user_id": case["responsible_id"], "since": case["opened_on"]}
