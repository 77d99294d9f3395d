"""Papers of volunteers as the page walk looks at them. All people are invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.casework.volunteers.papers.paper_deletion import erase_at_wish
from desktop.casework.volunteers.papers.paper_lists import PaperSheet
from desktop.casework.volunteers.papers.papers import add_paper
from desktop.clock import add_months, today
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.records.volunteers import VolunteerPaper
from desktop.views.places import Places
from desktop.views.volunteers.papers.paper_sheet_page import PaperSheetPage
from desktop.views.volunteers.papers.papers_page import PapersPage
from desktop.views.volunteers.papers.volunteer_papers_page import VolunteerPapersPage
from desktop.views.volunteers.volunteer_file_page import VolunteerFilePage
from desktop.volunteer_terms import Activity, PaperKind, VolunteerStatus
from tests.casework.volunteers.papers.paper_samples import (
    AGREEMENT,
    CHILD,
    COMMITMENT,
    CONDUCT,
    DAY,
    INSURANCE,
    SECRECY,
    TRAINING,
    lapsed,
    match_for,
    volunteer,
    write,
)


class Offers(Protocol):
    """What pages are made from; the stage of the walk has it."""

    work: Work
    drafts: Drafts
    places: Places


def somebody(work: Work) -> int:
    """Active with a child while the certificate ran out; two agreements, two trainings."""
    with work.store.session() as session:
        made = volunteer(session, works_with_minors=True, activities=[Activity.LEARNING.value, Activity.RIDES.value])
        old = lapsed()
        write(session, VolunteerPaper(
            volunteer_id=made, kind=PaperKind.CONDUCT, issued_on=old.issued_on, seen_on=old.seen_on,
            seen_by=old.seen_by, no_entries=True, valid_until=old.valid_until,
        ))  # fmt: skip
        for entry in (
            SECRECY, replace(AGREEMENT, issued_on=today() - 400 * DAY), INSURANCE, TRAINING,
            replace(AGREEMENT, valid_until=today() + 9 * DAY),
            replace(TRAINING, title="Kinderschutz im Ehrenamt", valid_until=today() + 500 * DAY),
        ):  # fmt: skip
            add_paper(session, work.actor, made, entry)
        match_for(session, made, CHILD)
    return made


def everybody(work: Work) -> None:
    """One whose certificate ran out, one bridged, one without anything, one who ended."""
    somebody(work)
    with work.store.session() as session:
        bridged = volunteer(session, "Öztürk", given_names="Selin", works_with_minors=True)
        for entry in (COMMITMENT, SECRECY, AGREEMENT, INSURANCE):
            add_paper(session, work.actor, bridged, entry)
        volunteer(session, "von Hohenstein-Rechberghausen", given_names="Maximilian Alexander")
        for name, months in (("Adler", 4), ("Zimmer", 13)):
            ended = add_months(today(), -months)
            over = volunteer(session, name, status=VolunteerStatus.ENDED, ended_on=ended,
                             active_since=dt.date(2024, 1, 8))  # fmt: skip
            add_paper(session, work.actor, over, CONDUCT)


def file_of(stage: Offers, volunteer_id: int) -> VolunteerFilePage:
    file = VolunteerFilePage(stage.work, volunteer_id, stage.places, stage.drafts)
    file.show_page("papers")
    return file


def at_papers(stage: Offers) -> VolunteerFilePage:
    """All states beside each other."""
    return file_of(stage, somebody(stage.work))


def at_no_papers(stage: Offers) -> VolunteerFilePage:
    """Somebody new."""
    with stage.work.store.session() as session:
        made = volunteer(session, status=VolunteerStatus.PAPERS_OPEN)
    return file_of(stage, made)


def at_ended(stage: Offers) -> VolunteerFilePage:
    """Somebody who ended and whose certificate is still kept."""
    with stage.work.store.session() as session:
        made = volunteer(session, "Adler", status=VolunteerStatus.ENDED, ended_on=today(),
                         active_since=dt.date(2024, 1, 8))  # fmt: skip
        add_paper(session, stage.work.actor, made, CONDUCT)
    return file_of(stage, made)


def at_forgotten(stage: Offers) -> VolunteerFilePage:
    """Somebody whose data were deleted."""
    with stage.work.store.session() as session:
        made = volunteer(session, "Adler", status=VolunteerStatus.ENDED, ended_on=today())
        erase_at_wish(session, stage.work.actor, made, "Adler")
    return file_of(stage, made)


def at_wish(stage: Offers) -> QWidget:
    """Everything is to be deleted at once."""
    file = at_ended(stage)
    papers_of(file).erase()
    return file


def papers_of(file: VolunteerFilePage) -> VolunteerPapersPage:
    page = file.page("papers")
    assert isinstance(page, VolunteerPapersPage)
    return page


def at_conduct_form(stage: Offers) -> QWidget:
    """Entering a certificate."""
    file = at_papers(stage)
    papers_of(file).enter(PaperKind.CONDUCT)
    return file


def at_insurance_form(stage: Offers) -> QWidget:
    """Changing what was found about the insurance."""
    file = at_papers(stage)
    page = papers_of(file)
    assert page._papers is not None
    page.edit(page._papers.of(PaperKind.INSURANCE)[0])
    return file


def at_sheet(stage: Offers) -> QWidget:
    """The agreement as it will be on paper."""
    page = PaperSheetPage(stage.work)
    page.show_target(somebody(stage.work), PaperSheet.AGREEMENT.value)
    return page


def at_renewals(stage: Offers) -> PapersPage:
    """The list with something to delete."""
    everybody(stage.work)
    page = PapersPage(stage.work, stage.drafts, stage.places)
    page.show_target()
    return page


def at_no_renewals(stage: Offers) -> QWidget:
    """Nothing is due."""
    page = PapersPage(stage.work, stage.drafts, stage.places)
    page.show_target()
    return page


def at_rules(stage: Offers) -> QWidget:
    """The office's own numbers."""
    page = at_renewals(stage)
    page.open_rules()
    return page


def at_erasing(stage: Offers) -> QWidget:
    """What is to be deleted, as „Heute“ opens it."""
    page = at_renewals(stage)
    page.show_target("erase")
    return page
