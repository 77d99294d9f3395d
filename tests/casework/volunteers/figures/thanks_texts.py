"""Every text somebody can type when volunteers are thanked."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from desktop.casework.changes import Changes
from desktop.casework.rights import Actor
from desktop.casework.volunteers.figures.thanks_list import thank
from desktop.clock import today
from tests.casework.volunteers.figures.figure_samples import put, volunteer


def thanks_texts(session: Session, actor: Actor) -> dict[str, Callable[[str], Changes]]:
    """Name of the field → entering a text there."""
    (volunteer_id,) = put(session, volunteer("Weiß"))
    return {"Dank, Anlass": lambda text: thank(session, actor, (volunteer_id,), today(), text)}
