"""A rich plan as the sheets get it: plain data, no vault. Persons are fictional."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from desktop.casework.office import OfficeSettings
from desktop.casework.people.people import PersonRow
from desktop.casework.plans.catalogue_data import MeasureData, shipped_catalogue
from desktop.casework.plans.plan_print import Contact, PlanPrint
from desktop.casework.plans.plan_rows import (
    GoalRow,
    MeasureRow,
    NewGoal,
    NewMeasure,
    PlanHeader,
    PlanView,
    SupplementRow,
    VersionBrief,
)
from desktop.printing.wording import german_texts, indicator_key
from desktop.terms import DueKind, GoalStatus, MeasureStatus, PartialDate, PlanKind, PlanState, Responsible

DAY = dt.date(2026, 11, 22)
OFFICE = OfficeSettings(
    municipality="Gemeinde Musterlingen",
    street="Rathausplatz 1",
    postal_code="79999",
    town="Musterlingen",
    room="12",
    phone="07000 98 76 54",
    email="integration@musterlingen.example",
)
MARYAM = PersonRow(1, "Ahmadi, Maryam", "مریم احمدی", PartialDate(1989, 5, 17), None)
FARID = PersonRow(2, "Ahmadi, Farid", "فرید احمدی", PartialDate(1985), None)
ZAHRA = PersonRow(3, "Ahmadi, Zahra", "زهرا احمدی", PartialDate(2016, 3, 1), None)
HEADER = PlanHeader(
    language="fa_AF",
    strengths="Maryam hat acht Jahre als Krankenschwester gearbeitet. Die Nachbarn helfen.",
    strengths_translated="مریم هشت سال به حیث نرس کار کرده است. همسایه‌ها کمک می‌کنند.",
    needs="Ein Deutschkurs mit Kinderbetreuung.",
    participants=("Maryam Ahmadi", "Petra Lang"),
    next_review_on=dt.date(2027, 2, 14),
    next_talk_on=dt.date(2026, 12, 14),
    next_talk_time="09:00",
    next_talk_place="Rathaus Musterlingen, Zimmer 12",
)


def step(key: str, number: int, **changes: Any) -> MeasureRow:
    """A catalogue step, due `number` weeks from DAY unless the catalogue says otherwise."""
    known: dict[str, MeasureData] = {measure.key: measure for measure in shipped_catalogue().measures}
    data = known[key]
    due = DAY + dt.timedelta(weeks=number + 2) if data.due.kind is DueKind.DATE else None
    content = NewMeasure(
        data.text,
        key,
        who=data.who,
        due_kind=data.due.kind,
        due_on=due,
        proof_key=data.proof,
        proof=shipped_catalogue().proofs.get(data.proof, ""),
    )
    content = replace(content, **{name: value for name, value in changes.items() if hasattr(content, name)})
    rest = {name: value for name, value in changes.items() if not hasattr(content, name)}
    row = MeasureRow(100 + number, number, content, "", MeasureStatus.OPEN, content.due_on)
    return replace(row, **rest)


def own_step(text: str, number: int, **changes: Any) -> MeasureRow:
    """A step in own words."""
    content = NewMeasure(text, who=(Responsible.CLIENT,), due_on=DAY + dt.timedelta(weeks=number))
    content = replace(content, **{name: value for name, value in changes.items() if hasattr(content, name)})
    return MeasureRow(200 + number, number, content, "", MeasureStatus.OPEN, content.due_on)


def goal(key: str, number: int, *steps: MeasureRow, **changes: Any) -> GoalRow:
    """A catalogue goal with indicator, horizon and values."""
    area = key.partition(".")[0]
    known = {data.key: data for data in shipped_catalogue().goals}
    content = NewGoal(
        area,
        german_texts()[key],
        key,
        indicator=german_texts()[indicator_key(key)],
        horizon=known[key].horizon,
        priority=1,
        value_start=3,
        value_target=8,
    )
    content = replace(content, **changes)
    return GoalRow(number, number, content, "Maryam", GoalStatus.RUNNING, content.value_start, steps)


def goals() -> tuple[GoalRow, ...]:
    both = (Responsible.CLIENT, Responsible.MANAGER)
    return (
        goal(
            "sprache.ziel.2",
            1,
            step("sprache.schritt.3", 1),
            step("sprache.schritt.4", 2),
            step("sprache.schritt.7", 3, who=(Responsible.MANAGER,)),
            step("sprache.schritt.6", 4, who_name="Karin W."),
            person_id=1,
        ),
        goal(
            "wohnen.ziel.1",
            2,
            step("wohnen.schritt.1", 5, who=both),
            step("wohnen.schritt.2", 6),
            own_step("Ich frage im Sportverein nach einer Wohnung.", 7),
        ),
        goal("familie.ziel.2", 3, step("familie.schritt.5", 8), step("familie.schritt.4", 9)),
    )


def plan(*, family: bool = False, state: PlanState = PlanState.AGREEING, **changes: Any) -> PlanPrint:
    """The rich plan; `changes` go to the bundle, its view or its header, wherever such a field is."""
    header = replace(HEADER, **{name: value for name, value in changes.items() if hasattr(HEADER, name)})
    versions = (VersionBrief(7, 2, state, None, None), VersionBrief(6, 1, PlanState.IN_FORCE, DAY, None))
    view = PlanView(
        7,
        4,
        2,
        PlanKind.FAMILY if family else PlanKind.SINGLE,
        None if family else 1,
        "" if family else "Maryam",
        1,
        2,
        state,
        header,
        goals(),
        DAY if state is PlanState.IN_FORCE else None,
        None,
        None,
        "",
        "",
        "",
        None,
        (),
        (SupplementRow(DAY, "Der Kurs beginnt eine Woche später.", ""),) if state is PlanState.IN_FORCE else (),
        versions,
        1,
    )
    view = replace(view, **{name: value for name, value in changes.items() if hasattr(view, name)})
    data = PlanPrint(
        "F-2026-014",
        "Familie Ahmadi" if family else "Ahmadi, Maryam",
        "مریم احمدی",
        OFFICE,
        Contact("Petra Lang", "07000 98 76 54", "lang@musterlingen.example"),
        view,
        view.goals,
        0,
        (FARID, MARYAM, ZAHRA) if family else (MARYAM,),
        (),
        {area.key: area for area in shipped_catalogue().areas},
        {},
        DAY,
    )
    return replace(data, **{name: value for name, value in changes.items() if hasattr(data, name)})
