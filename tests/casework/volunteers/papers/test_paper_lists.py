"""The renewal list and the sheets, for the coordination that opens no case file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from desktop.casework.deadlines.today import today_view
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.papers.paper_deletion import erase_certificates
from desktop.casework.volunteers.papers.paper_lists import PaperSheet, note_papers_print, paper_sheet, papers_overview
from desktop.casework.volunteers.papers.paper_rows import Standing
from desktop.casework.volunteers.papers.papers import add_paper, volunteer_papers
from desktop.clock import add_months
from desktop.errors import CaseworkError
from desktop.records.volunteer_matches import VolunteerMatch
from desktop.terms import Role
from desktop.volunteer_terms import PaperKind, VolunteerStatus
from tests.casework.volunteers.papers.paper_samples import (
    AGREEMENT,
    CHILD,
    CONDUCT,
    DAY,
    INSURANCE,
    SECRECY,
    change,
    match_for,
    volunteer,
    with_papers,
)
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def coordinator(actor: Actor) -> Actor:
    """The same person in the role that may not open case files."""
    found = replace(actor, role=Role.COORDINATOR)
    assert not found.may(Right.READ_CASE)
    return found


def test_the_list_has_the_most_urgent_first_and_nobody_who_ended(session: Session, actor: Actor) -> None:
    with_papers(session, actor, SECRECY, replace(AGREEMENT, valid_until=TODAY + 5 * DAY), INSURANCE)
    volunteer(session, "Adler")
    volunteer(session, "Vorbei", status=VolunteerStatus.ENDED, ended_on=TODAY)
    lines = papers_overview(session, actor).lines
    assert [(line.name, line.standing) for line in lines] == [
        ("Adler, Gerda", Standing.MISSING), ("Adler, Gerda", Standing.MISSING), ("Adler, Gerda", Standing.MISSING),
        ("Weiß, Gerda", Standing.SOON), ("Weiß, Gerda", Standing.VALID), ("Weiß, Gerda", Standing.VALID),
    ]  # fmt: skip


def test_what_is_not_needed_stands_in_no_list(session: Session, actor: Actor) -> None:
    volunteer(session, status=VolunteerStatus.INTEREST)
    assert papers_overview(session, actor).lines == ()


def test_the_coordination_does_everything_about_papers_without_opening_a_case(
    session: Session, coordinator: Actor
) -> None:
    made = volunteer(session)
    match, _ = match_for(session, made, CHILD)
    change(session, VolunteerMatch, match, meeting_on=TODAY - 30 * DAY)
    first = today_view(session, coordinator, False).lines[0]
    assert (first.rule, first.due_on) == ("child_without_certificate", TODAY - 30 * DAY)
    add_paper(session, coordinator, made, CONDUCT)
    assert volunteer_papers(session, coordinator, made).minors_block == ""
    kinds = {line.kind for line in papers_overview(session, coordinator).lines}
    assert kinds == {PaperKind.CONDUCT, PaperKind.SECRECY, PaperKind.AGREEMENT, PaperKind.INSURANCE}
    assert paper_sheet(session, coordinator, made, PaperSheet.REQUEST).name == "Gerda Weiß"
    note_papers_print(session, coordinator, (made,))
    over = with_papers(session, coordinator, CONDUCT, status=VolunteerStatus.ENDED, active_since=TODAY,
                       ended_on=add_months(TODAY, -3))  # fmt: skip
    assert [line.volunteer_id for line in papers_overview(session, coordinator).erasures] == [over]
    erase_certificates(session, coordinator, (over,))
    assert papers_overview(session, coordinator).erasures == ()


def test_an_empty_list_is_not_printed(session: Session, actor: Actor) -> None:
    with pytest.raises(CaseworkError, match="nichts zu drucken"):
        note_papers_print(session, actor, ())
