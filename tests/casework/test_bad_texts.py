"""Whatever is typed or pasted into a text of casework: kept without what nobody sees, or refused in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.types import JSON, String

from desktop.casework import gate
from desktop.casework.changes import Changes
from desktop.casework.rights import Actor
from desktop.casework.search.search import search_people, search_vault
from desktop.casework.search.search_index import refresh_index
from desktop.casework.talks.quick_talk import read_quick_line
from desktop.errors import CaseworkError
from desktop.records.base import Base
from desktop.records.talks import TextBlock
from desktop.records.tasks import Task
from tests.casework.text_fields import Enter, World, build, text_fields

pytestmark = pytest.mark.usefixtures("fixed_clock")

EMOJI = "Frau 👩🏽‍🦱 freut sich 🎉 أهلا"
ODD = {
    "Emoji": EMOJI,
    "Steuerzeichen": "Ruft\x00 zurück\x07\x1b[31m\u202e umgekehrt\u200b",
    "halbes Zeichen": "Ruft \ud83d zurück",
    "nur Unsichtbares": "\u200b\u202e\x07",
    "200 kB": "Langer Text. " * 16_000,
}
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b\u202a-\u202e\ud800-\udfff]")
MOST = 20_000
"""No text of casework is longer."""


@pytest.fixture
def world(session: Session, actor: Actor) -> World:
    return build(session, actor)


def texts_kept(session: Session) -> Iterator[tuple[str, str]]:
    """Every text of every table with where it stands."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, String | JSON) and table.name != "search_texts":
                for value in session.scalars(select(column)):
                    yield f"{table.name}.{column.name}", value if isinstance(value, str) else "".join(_strings(value))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings([*value.keys(), *value.values()])
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


class _UndoneError(Exception):
    """Ends a transaction without keeping anything."""


def tried(world: World, enter: Enter, text: str) -> str:
    """What is wrong with how one field takes the text; empty when nothing is. The file stays as it was."""
    session, wrong = world.session, ""
    try:
        with gate._transaction(session, writing=True):
            enter(text)
            session.flush()
            refresh_index(session)
            wrong = ", ".join(where for where, kept in texts_kept(session) if _UNSEEN.search(kept) or len(kept) > MOST)
            raise _UndoneError
    except _UndoneError:
        pass
    except CaseworkError as error:
        wrong = "" if _is_one_sentence(str(error)) else str(error)
    except Exception as error:
        wrong = repr(error)[:200]
    session.expunge_all()
    return wrong


def _is_one_sentence(said: str) -> bool:
    return said[-1:] in (".", "!", "?") and len(said) <= 250 and "\n" not in said


@pytest.mark.parametrize("odd", ODD)
def test_every_text_is_kept_clean_or_refused_in_one_sentence(world: World, odd: str) -> None:
    """Each field starts from the same file."""
    wrong = {field: tried(world, enter, ODD[odd]) for field, enter in text_fields(world).items()}
    assert {field: said for field, said in wrong.items() if said} == {}


def test_what_is_right_is_kept_by_every_field(world: World) -> None:
    """The control: the fields do take a text, and one that would be kept with what nobody sees is noticed."""
    fields = text_fields(world)
    taken = {field: kept_as(world, enter, "Kurz") for field, enter in fields.items()}
    assert [field for field, kept in taken.items() if not kept] == []
    assert tried(world, lambda text: _raw(world, text), "a\u202eb") != ""


def kept_as(world: World, enter: Enter, text: str) -> bool:
    """Whether the text stands somewhere afterwards."""
    session, there = world.session, False
    try:
        with gate._transaction(session, writing=True):
            enter(text)
            session.flush()
            there = any(text in kept for _, kept in texts_kept(session)) or any(
                text.casefold() in str(kept).casefold() for kept in session.scalars(select(TextBlock.short))
            )
            raise _UndoneError
    except _UndoneError:
        session.expunge_all()
    return there


def _raw(world: World, text: str) -> Changes:
    world.session.add(Task(title=text))
    return Changes()


@pytest.mark.parametrize("odd", ODD)
def test_every_search_and_the_quick_line_take_whatever_is_typed(world: World, odd: str) -> None:
    session, actor, text = world.session, world.actor, ODD[odd]
    found = search_vault(session, actor, text)
    assert not found.persons
    assert search_people(session, actor, text) == ()
    assert search_vault(session, actor, f"Ahmadi {text}"[:20_000]) is not None
    reading = read_quick_line(session, actor, f"Ahmadi Tel 10 {text}")
    assert [pick.name for pick in reading.picks][:1] == ["Ahmadi, Maryam"]
