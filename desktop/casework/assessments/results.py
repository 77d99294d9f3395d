"""The result page (domain 2.13): twelve areas per person or family, values before, Selbstständigkeits-Index."""

from __future__ import annotations

import datetime as dt
from functools import partial

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from desktop.casework.assessments.answers import CONSENT_MISSING, Part, open_part
from desktop.casework.assessments.approved import changing
from desktop.casework.assessments.assessment_rows import IndexRow, Rating, RatingRow, ResultRow
from desktop.casework.assessments.assessments import assessment_row
from desktop.casework.changes import Changes, Kind
from desktop.casework.forms.assessment.living import INDEPENDENCE
from desktop.casework.forms.definition import Who
from desktop.casework.forms.kinds import LONGEST_TEXT
from desktop.casework.gate import change, query
from desktop.casework.people.own_fields import own_questions
from desktop.casework.plans.catalogue_data import AreaData, shipped_catalogue
from desktop.casework.rights import Actor, Right
from desktop.errors import CaseworkError, NotAllowedError
from desktop.records.assessments import Answer, AreaRating, Assessment
from desktop.terms import Protection

_RANGES = {"resource": (0, 3), "self_rating": (1, 5), "importance": (1, 3)}
_FAMILY_HAS_NONE = "Gesundheit und Schutz werden nur bei jeder Person für sich eingeschätzt."


@query(Right.READ_CASE)
def load_result(session: Session, actor: Actor, assessment_id: int, person_id: int | None) -> ResultRow:
    """The result page of one part; ratings of S3 areas come masked (see `show_result`)."""
    return _result(session, actor, open_part(session, assessment_id, person_id), protected=False)


@query(Right.READ_CASE, record="assessment.show_protected")
def show_result(session: Session, actor: Actor, assessment_id: int, person_id: int | None) -> ResultRow:
    """The same with ratings of S3 areas, where consent holds; the reading is recorded (DS-06)."""
    return _result(session, actor, open_part(session, assessment_id, person_id), protected=True)


@change(Right.EDIT_CASE, record="assessment.rate")
def save_rating(
    session: Session, actor: Actor, assessment_id: int, person_id: int | None, area: str, rating: Rating
) -> Changes:
    """Save one line of the result page. Raises CaseworkError for a value off its scale, S3 areas without consent."""
    part = open_part(session, assessment_id, person_id)
    if part.assessment.finished_on is not None:
        raise CaseworkError("Dieses Assessment ist abgeschlossen. Bitte wieder öffnen oder ein neues beginnen.")
    if _is_locked(part, _area(area)):
        raise NotAllowedError(CONSENT_MISSING if person_id is not None else _FAMILY_HAS_NONE, field=area)
    _check(area, rating)
    return changing(session, actor, part, partial(_put, session, part, area, rating)) | _touched(part)


def _put(session: Session, part: Part, area: str, rating: Rating) -> None:
    here = part.assessment.id, part.subject.person_id
    record = session.scalar(
        select(AreaRating).where(AreaRating.assessment_id == here[0], _of_subject(part), AreaRating.area == area)
    )
    if rating.is_empty:
        if record is not None:
            session.delete(record)
        return
    record = record or AreaRating(assessment_id=here[0], person_id=here[1], area=area)
    record.need, record.resource, record.self_rating = rating.need, rating.resource, rating.self_rating
    record.importance = rating.importance
    record.going_well, record.missing = rating.going_well.strip(), rating.missing.strip()
    session.add(record)


def _result(session: Session, actor: Actor, part: Part, *, protected: bool) -> ResultRow:
    now = _ratings(session, part, Assessment.id == part.assessment.id)
    before = _ratings(session, part, Assessment.id < part.assessment.id)
    rows = tuple(_row(part, area, now, before, protected=protected) for area in shipped_catalogue().areas)
    index = _index(session, part) if Who.ADULT in part.subject.roles else None
    person_id = part.subject.person_id
    own = own_questions(session, actor, person_id) if person_id is not None else ()
    return ResultRow(assessment_row(part.assessment), part.subject, rows, index, part.consent, own)


Rated = dict[str, tuple[Rating, dt.date]]


def _row(part: Part, area: AreaData, now: Rated, before: Rated, *, protected: bool) -> RatingRow:
    locked = _is_locked(part, area)
    rating, former = now.get(area.key), before.get(area.key)
    if area.protection is Protection.S3 and (locked or not protected):
        return RatingRow(area, Rating(), Rating(), None, locked, masked=not locked and bool(rating or former))
    return RatingRow(area, rating[0] if rating else Rating(), former[0] if former else Rating(),
                     former[1] if former else None)  # fmt: skip


def _ratings(session: Session, part: Part, which: ColumnElement[bool]) -> Rated:
    """The newest rating per area among these assessments, with the day of the talk."""
    rows = session.execute(
        select(AreaRating, Assessment.started_on)
        .join(Assessment, Assessment.id == AreaRating.assessment_id)
        .where(which, _of_subject(part), _of_case(part))
        .order_by(Assessment.id)
    )
    return {
        row.area: (
            Rating(row.need, row.resource, row.self_rating, row.importance, row.going_well, row.missing), started_on
        )
        for row, started_on in rows
    }  # fmt: skip


def _index(session: Session, part: Part) -> IndexRow:
    """Sum of the four scales now, and in the newest earlier assessment in which all four were answered."""
    rows = session.execute(
        select(Assessment.id, Assessment.started_on, Answer.value)
        .join(Answer, Answer.assessment_id == Assessment.id)
        .where(Assessment.id <= part.assessment.id, Answer.person_id == part.subject.person_id)
        .where(Answer.key.in_(INDEPENDENCE), Answer.skip.is_(None))
        .order_by(Assessment.id)
    )
    found: dict[int, tuple[dt.date, list[int]]] = {}
    for assessment_id, started_on, value in rows:
        found.setdefault(assessment_id, (started_on, []))[1].append(value)
    present = found.pop(part.assessment.id, (part.assessment.started_on, []))[1]
    whole = [entry for entry in found.values() if len(entry[1]) == len(INDEPENDENCE)]
    before_on, before = whole[-1] if whole else (None, None)
    value = sum(present) if len(present) == len(INDEPENDENCE) else None
    return IndexRow(value, len(present), sum(before) if before is not None else None, before_on)


def _is_locked(part: Part, area: AreaData) -> bool:
    return area.protection is Protection.S3 and not part.consent


def _area(key: str) -> AreaData:
    found = next((area for area in shipped_catalogue().areas if area.key == key), None)
    if found is None:
        raise ValueError(f"no such area: {key}")
    return found


def _check(area: str, rating: Rating) -> None:
    for name, (lowest, highest) in _RANGES.items():
        value = getattr(rating, name)
        if value is not None and not lowest <= value <= highest:
            raise CaseworkError(f"Bitte einen Wert von {lowest} bis {highest} wählen.", field=area)
    if max(len(rating.going_well), len(rating.missing)) > LONGEST_TEXT:
        raise CaseworkError(f"Das ist zu lang: Bitte auf {LONGEST_TEXT} Zeichen kürzen.", field=area)


def _of_subject(part: Part) -> ColumnElement[bool]:
    person_id = part.subject.person_id
    return AreaRating.person_id.is_(None) if person_id is None else AreaRating.person_id == person_id


def _of_case(part: Part) -> ColumnElement[bool]:
    """The family's ratings are those of this case; a person's own go with the person."""
    here: ColumnElement[bool] = Assessment.case_id == part.assessment.case_id
    return here if part.subject.person_id is None else AreaRating.person_id.is_not(None)


def _touched(part: Part) -> Changes:
    return Changes.of((Kind.ASSESSMENT, part.assessment.id), (Kind.CASE, part.assessment.case_id))
