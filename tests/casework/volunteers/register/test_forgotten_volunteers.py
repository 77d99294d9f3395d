"""Whoever's data were deleted stays without a name: nothing brings the record back to life."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.hours.hours import add_hours, put_cells
from desktop.casework.volunteers.hours.hours_rows import CellEdit, HoursEntry
from desktop.casework.volunteers.papers.paper_deletion import erase_at_wish
from desktop.casework.volunteers.papers.papers import add_paper
from desktop.casework.volunteers.register.contacts import ContactEntry, add_contact
from desktop.casework.volunteers.register.groups import GroupEntry, add_group, put_in_groups
from desktop.casework.volunteers.register.same_people import link_client
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteer_status import (
    end_volunteer,
    reopen_volunteer,
    status_now,
    undo_volunteer_status,
)
from desktop.casework.volunteers.register.volunteers import (
    create_volunteer,
    give_volunteer_consent,
    save_volunteer,
    volunteer_detail,
    volunteer_head,
)
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.volunteer_terms import Activity, VolunteerContactKind, VolunteerStatus
from tests.casework.volunteers.papers.paper_samples import SECRECY

pytestmark = pytest.mark.usefixtures("fixed_clock")

GERDA = VolunteerFacts("Weiß", "Gerda")


def forgotten(session: Session, actor: Actor) -> int:
    """Somebody whose data were deleted at her wish."""
    made = create_volunteer(session, actor, GERDA).made or 0
    end_volunteer(session, actor, made, today())
    erase_at_wish(session, actor, made, "Weiß")
    return made


def save_anew(session: Session, actor: Actor, id_: int) -> object:
    version = volunteer_detail(session, actor, id_).row_version
    return save_volunteer(session, actor, id_, VolunteerFacts("Weiß", "Gerda"), (), (), version)


TRIES: dict[str, Callable[[Session, Actor, int], object]] = {
    "Wieder aufnehmen": lambda session, actor, id_: reopen_volunteer(session, actor, id_, "wieder da"),
    "Profil": save_anew,
    "Einwilligung": lambda session, actor, id_: give_volunteer_consent(session, actor, id_, today(), "2026", True),
    "Kontakt": lambda session, actor, id_: add_contact(
        session, actor, id_, ContactEntry(VolunteerContactKind.CONTACT, today(), "angerufen")),
    "Unterlage": lambda session, actor, id_: add_paper(session, actor, id_, SECRECY),
    "Stunden": lambda session, actor, id_: add_hours(session, actor, HoursEntry(id_, today(), 60, Activity.CAFE)),
    "Stunden im Monat": lambda session, actor, id_: put_cells(
        session, actor, id_, (CellEdit(today(), Activity.CAFE, None, 60, 0),)),
    "Klient/in": lambda session, actor, id_: link_client(session, actor, id_, 1),
    "Helferkreis": lambda session, actor, id_: put_in_groups(
        session, actor, ((id_, add_group(session, actor, GroupEntry("Nord")).made),)),
}  # fmt: skip


@pytest.mark.parametrize("what", list(TRIES))
def test_a_forgotten_volunteer_is_not_filled_again(session: Session, actor: Actor, what: str) -> None:
    made = forgotten(session, actor)
    before = volunteer_detail(session, actor, made)
    with pytest.raises(CaseworkError, match="gelöscht"):
        TRIES[what](session, actor, made)
    assert volunteer_detail(session, actor, made) == before
    head = volunteer_head(session, actor, made)
    assert (head.status, head.forgotten) == (VolunteerStatus.ENDED, True)


def test_the_end_is_not_taken_back_once_everything_is_deleted(session: Session, actor: Actor) -> None:
    made = create_volunteer(session, actor, GERDA).made or 0
    before = status_now(session, actor, made)
    end_volunteer(session, actor, made, today(), "möchte nicht mehr")
    erase_at_wish(session, actor, made, "Weiß")
    with pytest.raises(CaseworkError, match="gelöscht"):
        undo_volunteer_status(session, actor, before)
    assert volunteer_head(session, actor, made).status is VolunteerStatus.ENDED
