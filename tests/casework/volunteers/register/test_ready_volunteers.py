"""Nobody becomes ready before the papers that have to be there are there and count (domain 6.2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.papers.paper_rows import PaperEntry
from desktop.casework.volunteers.papers.paper_rules import PaperSettings
from desktop.casework.volunteers.papers.papers import add_paper, paper_settings, save_paper_settings
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteer_status import change_volunteer_status
from desktop.casework.volunteers.register.volunteers import create_volunteer, volunteer_head
from desktop.errors import CaseworkError
from desktop.records.volunteers import Volunteer, VolunteerPaper
from desktop.volunteer_terms import Activity, PaperKind, VolunteerStatus
from tests.casework.volunteers.papers.paper_samples import (
    AGREEMENT,
    COMMITMENT,
    CONDUCT,
    DAY,
    FOR_ALL,
    INSURANCE,
    LICENCE,
    MEASLES,
    SECRECY,
    change,
)
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("fixed_clock")

S = VolunteerStatus
GERDA = VolunteerFacts("Weiß", "Gerda", consent_on=dt.date(2026, 1, 7), activities=(Activity.CAFE,))


def enter(session: Session, actor: Actor, *papers: PaperEntry, **facts: object) -> int:
    made = create_volunteer(session, actor, replace(GERDA, **facts)).made or 0  # type: ignore[arg-type]  # any field
    for entry in papers:
        add_paper(session, actor, made, entry)
    return made


def refusal(session: Session, actor: Actor, id_: int, status: VolunteerStatus = S.READY) -> str:
    """Why the status is refused; empty when it is not."""
    before = volunteer_head(session, actor, id_).status
    said, field = "", "status"
    try:
        change_volunteer_status(session, actor, id_, status, "Grund")
    except CaseworkError as refused:
        said, field = str(refused), refused.field or ""
    assert (volunteer_head(session, actor, id_).status, field) == (before if said else status, "status")
    return said


def test_what_is_missing_is_named_until_it_is_there(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor)
    said = refusal(session, actor, id_)
    assert said == (
        "Vor „einsatzbereit“ braucht es noch: Verschwiegenheit, Vereinbarung, Versicherung. Bitte unter „Unterlagen“ "
        "eintragen."
    )
    add_paper(session, actor, id_, SECRECY)
    add_paper(session, actor, id_, INSURANCE)
    assert "noch: Vereinbarung." in refusal(session, actor, id_)
    add_paper(session, actor, id_, AGREEMENT)
    assert refusal(session, actor, id_) == ""


def test_papers_are_no_matter_before(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor)
    for status in (S.FIRST_TALK, S.PAPERS_OPEN, S.PAUSE, S.PAPERS_OPEN):
        assert refusal(session, actor, id_, status) == ""


@pytest.mark.parametrize(
    ("facts", "paper", "missing"),
    [
        ({"works_with_minors": True}, CONDUCT, "erweitertes Führungszeugnis"),
        ({"works_with_minors": True}, COMMITMENT, "erweitertes Führungszeugnis"),
        ({"activities": (Activity.LEARNING,)}, CONDUCT, "erweitertes Führungszeugnis"),
        ({"activities": (Activity.RIDES,)}, LICENCE, "Führerschein und Kfz"),
    ],
)
def test_some_papers_are_needed_for_what_somebody_does(
    session: Session, actor: Actor, facts: dict[str, object], paper: PaperEntry, missing: str
) -> None:
    id_ = enter(session, actor, *FOR_ALL, **facts)
    assert missing in refusal(session, actor, id_)
    add_paper(session, actor, id_, paper)
    assert refusal(session, actor, id_) == ""


def test_a_certificate_with_entries_opens_the_way_to_grown_ups_alone(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor, *FOR_ALL, replace(CONDUCT, no_entries=False), works_with_minors=True)
    assert "Führungszeugnis (mit Eintragungen)" in refusal(session, actor, id_)
    change(session, Volunteer, id_, works_with_minors=False)
    assert refusal(session, actor, id_) == ""


def test_a_paper_that_no_longer_counts_is_none(session: Session, actor: Actor) -> None:
    over = replace(AGREEMENT, issued_on=TODAY - 40 * DAY, valid_until=TODAY - DAY)
    id_ = enter(session, actor, SECRECY, over, INSURANCE)
    assert "Vereinbarung (abgelaufen)" in refusal(session, actor, id_)
    add_paper(session, actor, id_, replace(AGREEMENT, valid_until=TODAY))
    assert refusal(session, actor, id_) == ""


def test_whoever_comes_back_from_a_pause_is_asked_again_but_the_end_of_a_match_is_no_question(
    session: Session, actor: Actor
) -> None:
    short = replace(AGREEMENT, valid_until=TODAY)
    id_ = enter(session, actor, SECRECY, short, INSURANCE)
    for status in (S.READY, S.ACTIVE):
        assert refusal(session, actor, id_, status) == ""
    change_paper_end(session, id_)
    assert refusal(session, actor, id_, S.READY) == ""
    assert refusal(session, actor, id_, S.PAUSE) == ""
    for status in (S.READY, S.ACTIVE):
        assert "Vereinbarung (abgelaufen)" in refusal(session, actor, id_, status)


def change_paper_end(session: Session, volunteer_id: int) -> None:
    """As if the day after had come for the agreement."""
    with session.begin():
        session.connection(execution_options={"writing": True})
        asked = select(VolunteerPaper).where(VolunteerPaper.kind == PaperKind.AGREEMENT)
        session.scalars(asked.where(VolunteerPaper.volunteer_id == volunteer_id)).one().valid_until = TODAY - DAY


def test_the_office_says_what_has_to_be_there_beyond_the_law(session: Session, actor: Actor) -> None:
    children = enter(session, actor, activities=(Activity.CHILDCARE,))
    seen = paper_settings(session, actor)
    save_paper_settings(session, actor, replace(seen, before_ready=()), seen)
    assert "noch: erweitertes Führungszeugnis, Verschwiegenheit." in refusal(session, actor, children)
    with_measles = PaperSettings(before_ready=(PaperKind.MEASLES,))
    save_paper_settings(session, actor, with_measles, paper_settings(session, actor))
    assert paper_settings(session, actor) == with_measles
    for entry in (CONDUCT, SECRECY):
        add_paper(session, actor, children, entry)
    assert "noch: Masernschutz." in refusal(session, actor, children)
    add_paper(session, actor, children, MEASLES)
    assert refusal(session, actor, children) == ""
