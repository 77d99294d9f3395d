"""„Heute“: every date the rules find, tasks and appointments, with what was decided about them and whose they are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import persons_of
from desktop.casework.cases.first_steps import steps_of
from desktop.casework.deadlines import (
    about_answers,
    about_cases,
    about_events,
    about_matches,
    about_people,
    about_volunteer_care,
    about_volunteer_life,
    about_volunteers,
)
from desktop.casework.deadlines.about_cases import PROTECTED, STEP
from desktop.casework.deadlines.caseload import (
    CaseBrief,
    chunks,
    open_case_of,
    open_cases,
    responsible_for,
    stood_in_for,
    user_names,
)
from desktop.casework.deadlines.choices import kept_settings
from desktop.casework.deadlines.first_contacts import gathered
from desktop.casework.deadlines.marks import MOVED_AHEAD
from desktop.casework.deadlines.narrowing import narrowed_to
from desktop.casework.deadlines.rows import AppointmentLine, DueGroup, DueRow, Found, TodayView
from desktop.casework.deadlines.rules import Rule, shipped_rules
from desktop.casework.gate import query
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.records.appointments import Appointment
from desktop.records.cases import Case
from desktop.records.tasks import DeadlineMark, Task
from desktop.talk_terms import DeadlineAnswer, TaskStatus

Finder = Callable[[Session, Rule, dt.date], Iterable[Found]]
FINDERS: Mapping[str, Finder] = {
    finder.__name__: finder
    for finder in (
        about_people.regular_end, about_people.longest_end, about_people.title_expires, about_people.protection_24,
        about_people.residence_obligation, about_people.travel_document, about_people.family_reunion,
        about_people.school_duty, about_people.measles, about_people.consent_expires,
        about_answers.benefits_end, about_answers.voucher_ends, about_answers.licence_ends,
        about_cases.plan_review, about_cases.measure_due, about_cases.resume, about_cases.contact_attempt,
        about_cases.offer_unanswered, about_events.extra_review,
        about_volunteers.child_without_certificate, about_volunteers.conduct_inspection,
        about_volunteers.commitment_ends, about_volunteers.agreement_ends, about_volunteers.training_repeat,
        about_volunteers.papers_missing, about_volunteers.conduct_erasure, about_volunteers.volunteer_erasure,
        about_volunteer_care.volunteer_birthday, about_volunteer_care.volunteer_anniversary,
        about_volunteer_care.volunteer_overload, about_volunteer_care.volunteer_contact,
        about_volunteer_life.volunteer_waits, about_volunteer_life.volunteer_pause,
        about_volunteer_life.volunteer_withdrawn,
        about_matches.match_meeting, about_matches.match_trial, about_matches.match_check_in,
        about_matches.match_agreement,
    )
} | {"figures_county": about_cases.figures, "figures_state": about_cases.figures}  # fmt: skip
"""Every rule of the catalogue has its function here."""
TASKS_AHEAD = dt.timedelta(days=14)
"""So long before its day an own task shows under „Demnächst“."""
_ORDER = {group: place for place, group in enumerate(DueGroup)}


@query(Right.SEE_DUE)
def today_view(
    session: Session, actor: Actor, mine: bool = True, until: dt.date | None = None
) -> TodayView:
    """All lines that show today; with `mine` those of the actor and of everybody they stand in for.

    Without the right to see cases there is what belongs to no case.

    `until` widens the appointments from today to that day (the week's print-out).
    """
    day = today()
    reader = _Reader(session, actor, day)
    found = [*_deadlines(reader), *(_tasks(reader) if reader.sees_cases else ())]
    lines = list(gathered(session, found, mine=mine))
    first = {rule.key for rule in shipped_rules() if rule.on_top}
    lines.sort(key=lambda line: (_ORDER[line.group], line.rule not in first, line.shown_on, line.case_title,
                                 line.title, line.whose))
    appointments = _appointments(reader, until or day) if reader.sees_cases else []
    if mine:
        return TodayView(
            day, tuple(line for line in lines if line.own), tuple(entry for entry in appointments if entry.own)
        )
    return TodayView(day, tuple(lines), tuple(appointments))


def lines_of_case(session: Session, actor: Actor, case: Case) -> tuple[DueRow, ...]:
    """Inside a use case: what „Heute“ shows of one case, in its order; of tasks the next two weeks."""
    persons = [person.id for person in persons_of(session, case)]
    with narrowed_to(session, case.id, persons):
        reader = _Reader(session, actor, today(), of_case=True)
        lines = [line for line in (*_deadlines(reader), *_tasks(reader)) if line.case_id == case.id]
    return tuple(sorted(lines, key=lambda line: (line.shown_on, line.title)))


def group_of(shown_on: dt.date, day: dt.date) -> DueGroup:
    """The week ends on Sunday."""
    if shown_on < day:
        return DueGroup.OVERDUE
    if shown_on == day:
        return DueGroup.TODAY
    sunday = day + dt.timedelta(days=6 - day.weekday())
    return DueGroup.WEEK if shown_on <= sunday else DueGroup.SOON


class _Reader:
    """What every line needs, read once."""

    def __init__(self, session: Session, actor: Actor, day: dt.date, *, of_case: bool = False) -> None:
        self.session, self.actor, self.day, self._of_case = session, actor, day, of_case
        self.sees_cases = actor.may(Right.LIST_CASES)
        self.users = user_names(session)
        self.own_users = stood_in_for(session, actor.user_id, day)

    def sees(self, rule: Rule) -> bool:
        """Whether what the rule finds may be known to the actor, and can be about what is asked for."""
        if self._of_case and rule.who != "case":
            return False
        rights = {"case": Right.LIST_CASES, "volunteers": Right.READ_VOLUNTEERS}
        return rule.who not in rights or self.actor.may(rights[rule.who])

    def is_own(self, case: CaseBrief | None, user_id: int | None) -> bool:
        """Handed to somebody: theirs alone. Else as the case; what belongs to nobody is everybody's."""
        if user_id is not None:
            return user_id in self.own_users
        if case is None or case.responsible_id is None:
            return True
        return case.belongs_to(self.actor.user_id)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A find of a rule with its open case and the day its mark hangs on."""

    rule: Rule
    found: Found
    case: CaseBrief | None
    name: str
    mark_day: dt.date
    responsible_id: int | None = None
    """Who of the office keeps in touch with the volunteer it is about."""


def _deadlines(reader: _Reader) -> Iterator[DueRow]:
    hits = _hits(reader)
    marks = _marks(reader.session, hits)
    together: dict[tuple[object, ...], list[tuple[_Hit, DeadlineMark | None]]] = defaultdict(list)
    for hit in hits:
        mark = marks.get((hit.rule.key, hit.found.subject_id, hit.mark_day))
        if mark is not None and _is_hidden(hit.rule, mark, reader.day):
            continue
        moved, user = (mark.moved_to, mark.user_id) if mark is not None else (None, None)
        detail = hit.found.detail if hit.rule.key == STEP else ""
        case = hit.case.id if hit.case else None
        key = (hit.rule.key, case, hit.found.opens, hit.found.due_on, hit.mark_day, moved, user, detail)
        together[key].append((hit, mark))
    for hits_of_line in together.values():
        yield _line(reader, hits_of_line)


def _hits(reader: _Reader) -> list[_Hit]:
    rules = [rule for rule in kept_settings(reader.session).rules if rule.active and reader.sees(rule)]
    found_by = ((rule, FINDERS[rule.key](reader.session, rule, reader.day)) for rule in rules)
    finds = [(rule, found) for rule, all_found in found_by for found in all_found
             if found.due_on <= rule.horizon(reader.day)]  # fmt: skip
    homes = open_case_of(reader.session, {found.person_id for _, found in finds if found.person_id is not None})
    wanted = {found.case_id for _, found in finds if found.case_id is not None} | {case for case, _ in homes.values()}
    cases = open_cases(reader.session, wanted, reader.day)
    keepers = responsible_for(reader.session, {found.volunteer_id for _, found in finds if found.volunteer_id})
    hits = []
    for rule, found in finds:
        home = homes.get(found.person_id or 0, (0, ""))
        case = cases.get(found.case_id or home[0])
        if case is not None or rule.who != "case":
            mark_day = rule.reminder_day(found.due_on, reader.day)
            hits.append(_Hit(rule, found, case, home[1], mark_day, keepers.get(found.volunteer_id or 0)))
    return hits


def _marks(session: Session, hits: list[_Hit]) -> dict[tuple[str, int, dt.date], DeadlineMark]:
    by_rule: dict[str, list[int]] = defaultdict(list)
    for hit in hits:
        by_rule[hit.rule.key].append(hit.found.subject_id)
    found = {}
    for rule, subjects in by_rule.items():
        for some in chunks(subjects):
            asked = select(DeadlineMark).where(DeadlineMark.rule == rule, DeadlineMark.subject_id.in_(some))
            found.update({(mark.rule, mark.subject_id, mark.due_on): mark for mark in session.scalars(asked)})
    return found


def _is_hidden(rule: Rule, mark: DeadlineMark, day: dt.date) -> bool:
    far = mark.moved_to is not None and mark.moved_to > day + MOVED_AHEAD
    return (mark.answer is DeadlineAnswer.DONE and not rule.stays) or far


def _line(reader: _Reader, together: list[tuple[_Hit, DeadlineMark | None]]) -> DueRow:
    hit, mark = together[0]
    case, moved_to = hit.case, mark.moved_to if mark else None
    handed = mark.user_id if mark and mark.user_id is not None else hit.responsible_id
    user = handed if handed is not None else (case.responsible_id if case else None)
    shown = moved_to or hit.found.due_on
    title, detail = _words(together)
    return DueRow(
        rule=hit.rule.key, subjects=tuple(sorted(each.found.subject_id for each, _ in together)),
        mark_day=hit.mark_day, due_on=hit.found.due_on, shown_on=shown, group=group_of(shown, reader.day),
        title=title, detail=detail, icon=hit.rule.icon, case_id=case.id if case else None,
        case_title=case.title if case else "", case_number=case.number if case else "", page=hit.rule.page,
        user_id=user, user=reader.users.get(user or 0, ""), own=reader.is_own(case, handed),
        moved=moved_to is not None, place=hit.found.place_on(hit.rule.page), whose=hit.found.whose,
        opens=hit.found.opens, stays=hit.rule.stays,
    )  # fmt: skip


def _words(together: list[tuple[_Hit, DeadlineMark | None]]) -> tuple[str, str]:
    """The rule's title with the names of those concerned (in a family) and what it says of them.

    A step of a plan speaks for itself, as long as it may be read here.
    """
    hits = [hit for hit, _ in together]
    if hits[0].rule.key == STEP and hits[0].found.detail != PROTECTED:
        return hits[0].found.detail, "Schritt im Plan"
    case = hits[0].case
    in_family = case is not None and case.title.startswith("Familie ")
    names = dict.fromkeys(hit.name for hit in hits if hit.name and in_family)
    said = dict.fromkeys(hit.found.detail for hit in hits if hit.found.detail)
    return hits[0].rule.title, " · ".join(part for part in (", ".join(names), ", ".join(said)) if part)


def _tasks(reader: _Reader) -> Iterator[DueRow]:
    """Open tasks until two weeks ahead; one without a day counts as today's."""
    session, day, steps = reader.session, reader.day, {step.key for step in steps_of(reader.session)}
    tasks = session.scalars(
        select(Task).where(
            Task.status == TaskStatus.OPEN, or_(Task.due_on.is_(None), Task.due_on <= day + TASKS_AHEAD)
        )
    ).all()
    cases = open_cases(session, {task.case_id for task in tasks if task.case_id is not None}, day)
    for task in tasks:
        case = cases.get(task.case_id or 0)
        if task.case_id is None or case is not None:
            yield replace(_task_line(reader, task, case), first_step=task.rule if task.rule in steps else "")


def _task_line(reader: _Reader, task: Task, case: CaseBrief | None) -> DueRow:
    shown = task.due_on or reader.day
    user = task.user_id if task.user_id is not None else (case.responsible_id if case else None)
    return DueRow(
        rule="", subjects=(task.id,), mark_day=shown, due_on=shown, shown_on=shown, group=group_of(shown, reader.day),
        title=task.title, detail=task.note, icon="square", case_id=case.id if case else None,
        case_title=case.title if case else "", case_number=case.number if case else "", page="tasks",
        user_id=user, user=reader.users.get(user or 0, ""), own=reader.is_own(case, task.user_id), place=(task.id,),
    )  # fmt: skip


def _appointments(reader: _Reader, until: dt.date) -> list[AppointmentLine]:
    session, day = reader.session, reader.day
    entries = session.scalars(
        select(Appointment).where(Appointment.on_date >= day, Appointment.on_date <= until)
        .order_by(Appointment.on_date, Appointment.start_time)
    ).all()  # fmt: skip
    cases = open_cases(session, {entry.case_id for entry in entries if entry.case_id is not None}, day)
    return [_appointment_line(reader, entry, cases.get(entry.case_id or 0)) for entry in entries]


def _appointment_line(reader: _Reader, entry: Appointment, case: CaseBrief | None) -> AppointmentLine:
    return AppointmentLine(
        entry.id, entry.on_date, entry.start_time, entry.minutes, entry.kind, entry.title, entry.place,
        case.id if case else None, case.title if case else "", case.number if case else "", entry.user_id,
        reader.users.get(entry.user_id or 0, ""), entry.status, reader.is_own(case, entry.user_id),
    )  # fmt: skip
