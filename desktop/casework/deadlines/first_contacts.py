"""New Zuweisungen nobody has spoken to yet: as a work list, and as one line of „Heute“ where there are many.

After the county's list was read in, every new file has the same things to be done until the same day. What is to be
seen then is that it is so, and how many there are.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from desktop.casework.deadlines.rows import DueRow, Found
from desktop.clock import german_date
from desktop.records.cases import Case
from desktop.records.people import FamilyMember, Person
from desktop.records.talks import TalkCase
from desktop.terms import CaseStatus

GATHERED_FROM = 6
"""As many lines that say the same of as many files are one."""
FIRST_CONTACT = "first_contact"
"""Key of the list the line opens."""
ATTEMPT = "contact_attempt"
"""Key of the rule on tries to make contact."""


def first_contact(session: Session, day: dt.date, days: int) -> Iterator[Found]:
    """Files that wait for contact without one talk or try."""
    for case_id, assigned_on in _untouched(session).items():
        yield Found(case_id, day, case_id=case_id, detail=f"zugewiesen am {german_date(assigned_on)}")


def gathered(session: Session, lines: Iterable[DueRow], *, mine: bool) -> Iterator[DueRow]:
    """Inside a use case: the lines, those of the first contact with many new files as one for each day and worker."""
    alike: dict[tuple[object, ...], list[DueRow]] = defaultdict(list)
    others: list[DueRow] = []
    for line in lines:
        of_first = line.case_id is not None and (line.rule == ATTEMPT or line.first_step)
        (alike[_key(line)] if of_first else others).append(line)
    yield from others
    many = [some for some in alike.values() if len(some) >= GATHERED_FROM]
    untouched = _untouched(session) if many else {}
    for some in alike.values():
        new = [line for line in some if line.case_id in untouched]
        if len({line.case_id for line in new}) < GATHERED_FROM:
            yield from some
        else:
            yield _one_line(new, mine=mine)
            yield from (line for line in some if line.case_id not in untouched)


def _key(line: DueRow) -> tuple[object, ...]:
    return line.rule, line.first_step, line.due_on, line.shown_on, line.user_id, line.own, line.moved


def _one_line(lines: list[DueRow], *, mine: bool) -> DueRow:
    """Opens the list; what is to be done is done there, in each file."""
    first, count = lines[0], len({line.case_id for line in lines})
    title = f"{count} neue Zuweisungen ohne Erstkontakt" if first.rule else first.title
    return replace(
        first, subjects=tuple(sorted(id_ for line in lines for id_ in line.subjects)), title=title, detail="",
        case_id=None, case_title="", case_number="", page="", place=(), whose=f"{count} Fälle", gathers=count,
        opens=("work_list", FIRST_CONTACT, mine),
    )  # fmt: skip


def _untouched(session: Session) -> dict[int, dt.date]:
    """Files that wait for contact and have no talk of any kind, with the day of the Zuteilung."""
    relative = aliased(Person)
    in_family = (
        select(func.min(relative.assigned_on)).join(FamilyMember, FamilyMember.person_id == relative.id)
        .where(FamilyMember.family_id == Case.family_id, FamilyMember.until.is_(None)).scalar_subquery()
    )  # fmt: skip
    spoken = select(TalkCase.id).where(TalkCase.case_id == Case.id)
    rows = session.execute(
        select(Case.id, Case.opened_on, Person.assigned_on, in_family)
        .outerjoin(Person, Person.id == Case.person_id)
        .where(Case.status == CaseStatus.CONTACT_OPEN, ~spoken.exists())
    )
    return {case_id: alone or together or opened for case_id, opened, alone, together in rows}
