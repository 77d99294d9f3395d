"""The quick entry of a talk: what a line means in this vault, and saving it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import persons_of, require_case
from desktop.casework.changes import Changes
from desktop.casework.gate import change, query
from desktop.casework.people.people import person_row
from desktop.casework.rights import Actor, Right
from desktop.casework.search.search import search_people
from desktop.casework.talks.quick_line import LONGEST_LINE, MOST_NAME_WORDS, Meaning, QuickLine, read_line
from desktop.casework.talks.talk_rows import TalkEntry, TopicEntry
from desktop.casework.talks.talks import add_talk
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.cases import Case
from desktop.talk_terms import ContactResult, TalkKind, TalkWay

MOST_PICKS = 6
_NOBODY = "Zu diesem Namen gibt es keinen Fall. Bitte den Namen prüfen oder die Person zuerst eintragen."


@dataclass(frozen=True)
class QuickPick:
    """Somebody the line may mean, with the file the talk goes into. A `misspelt` name is not the one that was typed."""

    case_id: int
    person_id: int
    name: str
    number: str
    misspelt: bool = False


@dataclass(frozen=True)
class QuickReading:
    """A line as understood, with the persons it may mean, the likeliest first."""

    line: QuickLine
    picks: tuple[QuickPick, ...]


@dataclass(frozen=True)
class QuickTalk:
    """A talk of one line, after everything was looked at."""

    case_id: int
    person_id: int
    held_on: dt.date
    kind: TalkKind = TalkKind.COUNSELLING
    way: TalkWay = TalkWay.OFFICE
    minutes: int | None = None
    area: str = ""
    contact_result: ContactResult | None = None
    text: str = field(default="", repr=False)
    late: bool = False


@query(Right.LIST_CASES)
def read_quick_line(
    session: Session, actor: Actor, line: str, as_text: frozenset[Meaning] = frozenset()
) -> QuickReading:
    """Understand a line: the longest beginning of it that finds somebody with a file is the name.

    Where nobody is called so, those whose name may have been mistyped are proposed.
    """
    line = line[:LONGEST_LINE]
    first = read_line(line, today())
    words = line.split()[:MOST_NAME_WORDS]
    for slips in (False, True):
        for count in range(len(first.name), 0, -1):
            picks = _picks(session, actor, " ".join(words[:count]), slips=slips)
            if picks:
                return QuickReading(read_line(line, today(), count, as_text), picks)
    return QuickReading(read_line(line, today(), None, as_text), ())


@query(Right.LIST_CASES)
def case_number(session: Session, actor: Actor, case_id: int) -> str:
    """Number of a case, by which a line finds it."""
    return require_case(session, case_id).number


@change(Right.EDIT_CASE, record="talk.quick")
def add_quick_talk(session: Session, actor: Actor, quick: QuickTalk | None, draft: str = "") -> Changes:
    """Enter a talk of one line; `draft` is the key under which it was kept until now. `made` is the talk.

    Raises what `add_talk` does, and where nobody was chosen.
    """
    if quick is None:
        raise CaseworkError(_NOBODY, field="person")
    topics = (TopicEntry(quick.area),) if quick.area else ()
    return add_talk(session, actor, TalkEntry(
        (quick.case_id,), quick.held_on, (quick.person_id,), quick.kind, quick.way, minutes=quick.minutes,
        content=quick.text, contact_result=quick.contact_result, topics=topics, late=quick.late,
    ), draft=draft)  # fmt: skip


def _picks(session: Session, actor: Actor, name: str, *, slips: bool) -> tuple[QuickPick, ...]:
    picks = [
        QuickPick(hit.case_id, hit.person_id, hit.name, hit.number, hit.why is not None and hit.why.misspelt)
        for hit in search_people(session, actor, name, MOST_PICKS, slips=slips) if hit.case_id is not None
    ]
    return tuple(picks) or _by_number(session, name)


def _by_number(session: Session, name: str) -> tuple[QuickPick, ...]:
    """Everybody of the file with exactly this number."""
    case = session.scalar(select(Case).where(Case.number == name.upper()))
    if case is None:
        return ()
    return tuple(
        QuickPick(case.id, person.id, person_row(person).name, case.number) for person in persons_of(session, case)
    )
