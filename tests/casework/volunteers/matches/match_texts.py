"""Every text somebody can type about a match, see `tests/casework/text_fields.py`."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from desktop.casework.changes import Changes
from desktop.casework.rights import Actor
from desktop.casework.volunteers.matches.match_life import (
    agree_volunteer,
    begin_match,
    end_match,
    hold_check_in,
    plan_meeting,
    sign_agreement,
)
from desktop.casework.volunteers.matches.match_rows import Agreement, CheckIn, Ending, MatchEdit, Meeting
from desktop.casework.volunteers.matches.matches import save_match
from desktop.clock import today
from desktop.volunteer_terms import MatchEnd
from tests.casework.volunteers.matches.match_samples import agreed, met, suggested


def match_texts(session: Session, actor: Actor) -> dict[str, Callable[[str], Changes]]:
    """Name of the field → entering a text there."""
    fresh, both, trying, signed = (suggested(session, actor) for _ in range(4))
    agreed(session, actor, both)
    met(session, actor, trying)
    met(session, actor, signed)
    sign_agreement(session, actor, signed, Agreement(today(), "Deutsch"))
    return {
        "Begleitung, Aufgabe": lambda text: save_match(session, actor, fresh, MatchEdit(text), 1),
        "Begleitung, Treffpunkt":
            lambda text: save_match(session, actor, fresh, MatchEdit(meeting_place=text), 1),
        "Begleitung, Bemerkung": lambda text: agree_volunteer(session, actor, fresh, today(), text),
        "Kennenlernen, Ort": lambda text: plan_meeting(session, actor, both, Meeting(today(), text)),
        "Vereinbarung, Aufgabe": lambda text: sign_agreement(session, actor, trying, Agreement(today(), text)),
        "Zwischengespräch": lambda text: hold_check_in(session, actor, trying, CheckIn(today(), text)),
        "Begleitung, Beginn": lambda text: begin_match(session, actor, signed, today(), text),
        "Begleitung, Ende": lambda text: end_match(session, actor, fresh, Ending(today(), MatchEnd.WISHED, text)),
    }  # fmt: skip
