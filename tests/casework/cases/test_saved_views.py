"""Views of a list under a name: one's own, the office's, and the one the day begins with."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from desktop.casework.access.users import add_user
from desktop.casework.cases.saved_views import (
    LONGEST_NAME,
    NewView,
    ViewRow,
    beginning,
    delete_view,
    list_views,
    rename_view,
    replace_view,
    save_view,
    set_default_view,
)
from desktop.casework.rights import RIGHTS, Actor, Right
from desktop.errors import CaseworkError, NotAllowedError
from desktop.terms import Role

pytestmark = pytest.mark.usefixtures("fixed_clock")
RESTING = {"filters": {"status": "resting"}, "look": {"hidden": [2]}}


@pytest.fixture
def jonas(session: Session, actor: Actor) -> Actor:
    return Actor(add_user(session, actor, "Jonas Weiß").made or 0, "Jonas Weiß", "JW", Role.MANAGER)


def kept(session: Session, actor: Actor, name: str, *, office: bool = False, is_default: bool = False) -> int:
    return save_view(session, actor, NewView("cases", name, RESTING, office, is_default)).made or 0


def named(session: Session, actor: Actor, list_key: str = "cases") -> list[str]:
    return [view.name for view in list_views(session, actor, list_key)]


def test_a_view_comes_back_as_it_was_saved(session: Session, actor: Actor) -> None:
    view_id = kept(session, actor, "  Meine   Ruhenden ")
    assert list_views(session, actor, "cases") == (
        ViewRow(view_id, "cases", "Meine Ruhenden", RESTING, office=False, is_default=False),
    )
    assert named(session, actor, "users") == []


def test_own_views_are_nobody_elses_and_the_offices_are_everybodys(
    session: Session, actor: Actor, jonas: Actor
) -> None:
    own = kept(session, actor, "Meine")
    kept(session, actor, "Alle im Rathaus", office=True)
    assert named(session, actor) == ["Meine", "Alle im Rathaus"]
    assert named(session, jonas) == ["Alle im Rathaus"]
    with pytest.raises(CaseworkError, match="gibt es nicht mehr"):
        delete_view(session, jonas, own)
    with pytest.raises(CaseworkError, match="gibt es nicht mehr"):
        rename_view(session, jonas, own, "Deine")
    with pytest.raises(CaseworkError, match="gibt es nicht mehr"):
        replace_view(session, jonas, own, {})
    with pytest.raises(CaseworkError, match="gibt es nicht mehr"):
        set_default_view(session, jonas, own, True)


def test_views_are_renamed_replaced_and_deleted(session: Session, actor: Actor) -> None:
    first, second = kept(session, actor, "Erste"), kept(session, actor, "Zweite")
    rename_view(session, actor, first, "Wartende")
    replace_view(session, actor, first, {"filters": {}})
    delete_view(session, actor, second)
    (view,) = list_views(session, actor, "cases")
    assert (view.name, view.state) == ("Wartende", {"filters": {}})


@pytest.mark.parametrize("name", ["", "   ", "x" * (LONGEST_NAME + 1), "MEINE"])
def test_a_name_is_needed_once_and_not_too_long(session: Session, actor: Actor, name: str) -> None:
    kept(session, actor, "Meine")
    with pytest.raises(CaseworkError) as failed:
        kept(session, actor, name)
    assert failed.value.field == "name"
    assert named(session, actor) == ["Meine"]


def test_an_own_view_and_one_of_the_office_may_have_the_same_name(session: Session, actor: Actor) -> None:
    kept(session, actor, "Neue")
    kept(session, actor, "Neue", office=True)
    assert named(session, actor) == ["Neue", "Neue"]


def test_the_day_begins_with_the_own_default_else_with_the_offices(
    session: Session, actor: Actor, jonas: Actor
) -> None:
    assert beginning(list_views(session, actor, "cases")) is None
    office = kept(session, actor, "Alle", office=True, is_default=True)
    own = kept(session, actor, "Meine", is_default=True)
    other = kept(session, actor, "Andere", is_default=True)

    def begins(who: Actor) -> int | None:
        view = beginning(list_views(session, who, "cases"))
        return view.id if view else None

    assert (begins(actor), begins(jonas)) == (other, office)
    set_default_view(session, actor, own, True)
    assert begins(actor) == own
    set_default_view(session, actor, own, False)
    assert begins(actor) == office


def test_whoever_may_not_edit_the_office_leaves_its_views_alone(
    session: Session, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    view_id = kept(session, actor, "Alle", office=True)
    monkeypatch.setitem(RIGHTS, Role.MANAGER, frozenset(Right) - {Right.EDIT_OFFICE})
    with pytest.raises(NotAllowedError):
        kept(session, actor, "Noch eine", office=True)
    with pytest.raises(NotAllowedError):
        delete_view(session, actor, view_id)
    assert kept(session, actor, "Eigene")
