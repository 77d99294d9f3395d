"""A private note is read by its author alone: no query, search, export or hand-over gives it to anybody else."""

from __future__ import annotations

import datetime as dt
import inspect
import json
import sys
from collections.abc import Callable
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.access import users
from desktop.casework.cases.cases import open_person_case
from desktop.casework.export import export_all
from desktop.casework.gate import REGISTRY
from desktop.casework.office import actor_for
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import Actor, Right
from desktop.casework.search.search import Found, search_vault
from desktop.casework.talks import talk_views
from desktop.casework.talks.private_notes import own_private_notes, put_private_note
from desktop.casework.talks.talk_print import talk_print
from desktop.casework.talks.talk_rows import TalkEntry
from desktop.casework.talks.talk_views import list_talks, open_talk
from desktop.casework.talks.talks import add_talk, delete_talk, kept_talk
from desktop.casework.talks.text_blocks import (
    TextBlockEntry,
    block_for,
    delete_text_block,
    list_text_blocks,
    save_text_block,
)
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.printing.sheets.talk_sheet import talk_sheet
from desktop.records.search import SearchText
from desktop.records.talks import PrivateNote

pytestmark = pytest.mark.usefixtures("fixed_clock")
SECRET = "Zirbelkiefer"
Case = tuple[int, int, int]


@pytest.fixture
def talk(session: Session, actor: Actor) -> Case:
    """Ids of a case, its person and a talk with a private note."""
    person_id = create_person(session, actor, PersonFacts("Ahmadi", "Maryam")).made or 0
    case_id = open_person_case(session, actor, person_id).made or 0
    entry = TalkEntry((case_id,), dt.date(2026, 11, 20), (person_id,), content="Umzug besprochen")
    talk_id = add_talk(session, actor, entry, private_note=f"{SECRET} beachten").made or 0
    return case_id, person_id, talk_id


@pytest.fixture
def colleague(session: Session, actor: Actor) -> Actor:
    users.add_user(session, actor, "Ayşe Yılmaz")
    return actor_for(session, "Ayşe Yılmaz")


def test_the_author_reads_it_and_a_colleague_does_not(
    session: Session, actor: Actor, colleague: Actor, talk: Case
) -> None:
    case_id, _, talk_id = talk
    assert list_talks(session, actor, case_id)[0].own_note == f"{SECRET} beachten"
    assert open_talk(session, actor, talk_id, case_id).row.own_note == f"{SECRET} beachten"
    assert own_private_notes(session, actor, case_id)[0].text == f"{SECRET} beachten"
    assert list_talks(session, colleague, case_id)[0].own_note == ""
    assert own_private_notes(session, colleague, case_id) == ()
    assert kept_talk(session, colleague, talk_id).own_note == ""


def test_no_query_about_the_case_gives_it_to_a_colleague(session: Session, colleague: Actor, talk: Case) -> None:
    """Every reading use case that takes a case or a talk is asked as the colleague."""
    asked = 0
    for name, gated in REGISTRY.items():
        if gated.writes or not name.startswith("desktop.casework."):
            continue
        arguments = _arguments(_function(name), talk)
        if arguments is not None:
            asked += 1
            try:
                answer = _function(name)(session, colleague, *arguments)
            except CaseworkError:
                continue
            assert SECRET not in _everything(answer), name
    assert asked >= 8


def test_the_same_walk_finds_the_note_as_its_author(session: Session, actor: Actor, talk: Case) -> None:
    """Negative control."""
    found = _function(f"{talk_views.__name__}.list_talks")
    arguments = _arguments(found, talk)
    assert arguments is not None
    assert SECRET in _everything(found(session, actor, *arguments))


def test_it_is_in_no_search_not_even_its_authors(session: Session, actor: Actor, talk: Case) -> None:
    assert search_vault(session, actor, SECRET) == Found()
    with session.begin():
        assert not [text for text in session.scalars(select(SearchText.words)) if SECRET.casefold() in text]


def test_it_is_on_no_sheet_not_even_its_authors(session: Session, actor: Actor, talk: Case) -> None:
    """Every query for a print-out that takes a case or a talk, and the finished sheet of the talk itself."""
    put_private_note(session, actor, talk[0], f"{SECRET} zum Fall")
    asked = 0
    for name, gated in REGISTRY.items():
        arguments = None
        if name.startswith("desktop.casework.") and gated.right is Right.PRINT:
            arguments = _arguments(_function(name), talk)
        if arguments is not None:
            asked += 1
            try:
                assert SECRET not in _everything(_function(name)(session, actor, *arguments)), name
            except CaseworkError:
                continue
    assert asked >= 1
    sheet = talk_sheet(talk_print(session, actor, talk[2], talk[0]))
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(sheet.pdf))
    assert "Umzug besprochen" in text
    assert SECRET not in text


def test_it_leaves_in_no_export(session: Session, actor: Actor, talk: Case) -> None:
    exported = json.dumps(export_all(session, actor))
    assert SECRET not in exported
    assert "Umzug besprochen" in exported


def test_it_does_not_stand_in_what_is_logged_or_shown_by_accident(session: Session, actor: Actor, talk: Case) -> None:
    assert SECRET not in repr(own_private_notes(session, actor, talk[0]))
    assert SECRET not in repr(kept_talk(session, actor, talk[2]))


def test_each_has_their_own_and_an_empty_one_is_taken_away(
    session: Session, actor: Actor, colleague: Actor, talk: Case
) -> None:
    case_id, _, talk_id = talk
    put_private_note(session, colleague, case_id, "meins", talk_id)
    put_private_note(session, colleague, case_id, "ganz allgemein")
    put_private_note(session, actor, case_id, "", talk_id)
    assert own_private_notes(session, actor, case_id) == ()
    assert [note.text for note in own_private_notes(session, colleague, case_id)] == ["ganz allgemein", "meins"]
    with pytest.raises(CaseworkError, match="zu lang"):
        put_private_note(session, actor, case_id, "x" * 200_000)
    with pytest.raises(CaseworkError, match="nicht mehr"):
        put_private_note(session, actor, case_id, "x", 4711)


def test_deleting_a_talk_leaves_others_their_note(
    session: Session, actor: Actor, colleague: Actor, talk: Case
) -> None:
    case_id, _, talk_id = talk
    put_private_note(session, colleague, case_id, "meins", talk_id)
    delete_talk(session, actor, talk_id, list_talks(session, actor, case_id)[0].row_version)
    assert [(note.text, note.talk_id) for note in own_private_notes(session, colleague, case_id)] == [("meins", None)]
    second = add_talk(session, actor, TalkEntry((case_id,), dt.date(2026, 11, 20), (talk[1],))).made
    put_private_note(session, colleague, case_id, "auch meins", second)
    delete_talk(session, actor, second or 0, 1)
    assert len(own_private_notes(session, colleague, case_id)) == 2
    put_private_note(session, colleague, case_id, "meins und mehr")
    assert [note.text for note in own_private_notes(session, colleague, case_id)] == ["meins und mehr"]
    put_private_note(session, actor, case_id, "meine")
    with session.begin():
        assert len(session.scalars(select(PrivateNote)).all()) == 2


def test_text_blocks_are_own_or_everybodys(session: Session, actor: Actor, colleague: Actor) -> None:
    own = save_text_block(session, actor, TextBlockEntry("tv", "Termin vereinbart am ")).made or 0
    office = save_text_block(session, actor, TextBlockEntry("UNT", "Unterlagen vollständig.", "geld", office=True)).made
    assert [row.short for row in list_text_blocks(session, actor)] == ["tv", "unt"]
    (shared,) = list_text_blocks(session, colleague)
    assert (shared.id, shared.office, shared.area) == (office, True, "geld")
    assert block_for(list_text_blocks(session, actor), "Tv") == list_text_blocks(session, actor)[0]
    assert block_for((), "tv") is None
    with pytest.raises(CaseworkError, match="gibt es schon"):
        save_text_block(session, actor, TextBlockEntry("TV", "x"))
    with pytest.raises(CaseworkError, match="nicht mehr"):
        delete_text_block(session, colleague, own)
    save_text_block(session, actor, TextBlockEntry("tv", "Termin am "), own, 1)
    with pytest.raises(ChangedMeanwhileError):
        save_text_block(session, actor, TextBlockEntry("tv", "Termin"), own, 1)
    delete_text_block(session, actor, own)
    assert [row.short for row in list_text_blocks(session, actor)] == ["unt"]


@pytest.mark.parametrize(("short", "text"), [("", "x"), ("zwei worte", "x"), ("tv", " "), ("tv", "x" * 4001)])
def test_a_block_without_short_form_or_text_is_refused(session: Session, actor: Actor, short: str, text: str) -> None:
    with pytest.raises(CaseworkError):
        save_text_block(session, actor, TextBlockEntry(short, text))


def _function(name: str) -> Callable[..., Any]:
    module, _, attribute = name.rpartition(".")
    found: Callable[..., Any] = getattr(sys.modules[module], attribute)
    return found


def _arguments(found: Callable[..., Any], talk: Case) -> tuple[object, ...] | None:
    """Ids of case, person and talk for what a use case must be given; None where it wants something else."""
    values: dict[str, object] = {
        "case_id": talk[0], "person_id": talk[1], "talk_id": talk[2], "text": SECRET[:6], "line": SECRET[:6]
    }
    wanted = [p for p in list(inspect.signature(found).parameters.values())[2:] if p.default is inspect.Parameter.empty]
    if any(parameter.name not in values for parameter in wanted):
        return None
    return tuple(values[parameter.name] for parameter in wanted)


def _everything(answer: object) -> str:
    """All texts in an answer, those hidden from `repr` too."""
    if isinstance(answer, str):
        return answer
    if isinstance(answer, dict):
        return " ".join(_everything(value) for value in answer.values())
    if isinstance(answer, list | tuple | set | frozenset):
        return " ".join(_everything(value) for value in answer)
    return " ".join(_everything(value) for value in vars(answer).values()) if hasattr(answer, "__dict__") else ""
