"""Every text somebody can type about a need, see `tests/casework/text_fields.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from desktop.casework.changes import Changes
from desktop.casework.rights import Actor
from desktop.casework.volunteers.needs.need_rows import NeedFacts
from desktop.casework.volunteers.needs.needs import edit_need, report_need
from desktop.volunteer_terms import Activity
from tests.casework.volunteers.needs.need_samples import arabic_case, need_of


def need_texts(session: Session, actor: Actor) -> dict[str, Callable[[str], Changes]]:
    """Name of the field → entering a text there."""
    case_id, _ = arabic_case(session, actor)
    facts, need_id = NeedFacts(Activity.OFFICES), need_of(session, actor, case_id)

    def report(**texts: Any) -> Changes:
        return report_need(session, actor, case_id, replace(facts, **texts))

    return {
        "Bedarf, Aufgabe": lambda text: report(task=text),
        "Bedarf, Ort": lambda text: report(place=text),
        "Bedarf, Notiz": lambda text: report(note=text),
        "Bedarf, Interesse": lambda text: report(interests=(text,)),
        "Bedarf, Sprache": lambda text: report(languages=(text,)),
        "Bedarf, geänderte Aufgabe":
            lambda text: edit_need(session, actor, need_id, replace(facts, task=text), 1),
    }  # fmt: skip
