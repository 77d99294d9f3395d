"""Every text that can be typed about a volunteer, a Helferkreis and a contact, for the tests of bad texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import partial

from sqlalchemy.orm import Session

from desktop.casework.changes import Changes
from desktop.casework.rights import Actor
from desktop.casework.volunteers.register.contacts import ContactEntry, add_contact, edit_contact
from desktop.casework.volunteers.register.groups import GroupEntry, add_group
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteer_status import (
    change_volunteer_status,
    end_volunteer,
    reopen_volunteer,
)
from desktop.casework.volunteers.register.volunteers import create_volunteer, give_volunteer_consent
from desktop.clock import today
from desktop.volunteer_terms import VolunteerContactKind, VolunteerStatus

_OWN_SHAPE = frozenset({"birthday", "email"})
"""Texts that are refused unless they look like a day or an address."""


def register_texts(session: Session, actor: Actor) -> Mapping[str, Callable[[str], Changes]]:
    """Name of the field → entering a text there."""

    def enter(**texts: object) -> Changes:
        return create_volunteer(session, actor, replace(VolunteerFacts("Weiß", "Gerda"), **texts))  # type: ignore[arg-type]

    def fact(name: str, text: str) -> Changes:
        return enter(**{name: text})

    def group(name: str, text: str) -> Changes:
        return add_group(session, actor, replace(GroupEntry("Helferkreis Nord"), **{name: text}))  # type: ignore[arg-type]

    gerda = enter(consent_on=today()).made or 0
    over = enter().made or 0
    end_volunteer(session, actor, over, today())
    contact = add_contact(session, actor, gerda, ContactEntry(VolunteerContactKind.CONTACT, today())).made or 0
    talked = ContactEntry(VolunteerContactKind.CONTACT, today())
    texts = [field.name for field in fields(VolunteerFacts) if field.type == "str" and field.name not in _OWN_SHAPE]
    return {
        **{f"Ehrenamt, {name}": partial(fact, name) for name in texts},
        "Ehrenamt, Interessen": lambda text: enter(interests=(text,)),
        **{f"Helferkreis, {name}": partial(group, name) for name in ("name", "contact", "phone", "email", "note")},
        "Ehrenamt, Kontakt": lambda text: add_contact(session, actor, gerda, replace(talked, text=text)),
        "Ehrenamt, Kontakt geändert": lambda text: edit_contact(session, actor, contact, replace(talked, text=text), 1),
        "Ehrenamt, Grund des Status": lambda text: change_volunteer_status(
            session, actor, gerda, VolunteerStatus.PAPERS_OPEN, text),
        "Ehrenamt, Einwilligung": lambda text: give_volunteer_consent(session, actor, gerda, today(), text, False),
        "Ehrenamt, Ende": lambda text: end_volunteer(session, actor, gerda, today(), text),
        "Ehrenamt, wieder aufgenommen": lambda text: reopen_volunteer(session, actor, over, text),
    }  # fmt: skip
