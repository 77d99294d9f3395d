"""Every text somebody can type about a volunteer's papers, see `tests/casework/text_fields.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.orm import Session

from desktop.casework.changes import Changes
from desktop.casework.rights import Actor
from desktop.casework.volunteers.papers.papers import add_paper
from tests.casework.volunteers.papers.paper_samples import AGREEMENT, CONDUCT, INSURANCE, volunteer


def paper_texts(session: Session, actor: Actor) -> dict[str, Callable[[str], Changes]]:
    """Name of the field → entering a text there."""
    made = volunteer(session)
    return {
        "Unterlage, eingesehen durch":
            lambda text: add_paper(session, actor, made, replace(CONDUCT, seen_by=text)),
        "Unterlage, Ausgabe": lambda text: add_paper(session, actor, made, replace(AGREEMENT, title=text)),
        "Unterlage, Bemerkung": lambda text: add_paper(session, actor, made, replace(INSURANCE, note=text)),
    }  # fmt: skip
