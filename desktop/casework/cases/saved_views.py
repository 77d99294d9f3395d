"""Saved views: filters, columns and order of a list under a name, one's own or the whole office's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.plain_text import one_line
from desktop.casework.rights import Actor, Right
from desktop.errors import CaseworkError, NotAllowedError
from desktop.records.care import SavedView

LONGEST_NAME = 60


@dataclass(frozen=True)
class ViewRow:
    """A saved view; `state` is what the list itself gave. The day begins with the default, an own one first."""

    id: int
    list_key: str
    name: str
    state: Mapping[str, Any]
    office: bool
    is_default: bool


@dataclass(frozen=True)
class NewView:
    """A view as entered. What was searched for is no part of `state`: it is somebody's name."""

    list_key: str
    name: str
    state: Mapping[str, Any]
    office: bool = False
    is_default: bool = False


@query(Right.READ_OFFICE)
def list_views(session: Session, actor: Actor, list_key: str) -> tuple[ViewRow, ...]:
    """The acting user's own views of a list, then the office's, each by name."""
    seen = or_(SavedView.user_id == actor.user_id, SavedView.user_id.is_(None))
    rows = [_row(view) for view in session.scalars(select(SavedView).where(SavedView.list_key == list_key, seen))]
    return tuple(sorted(rows, key=lambda row: (row.office, row.name.casefold())))


@change(Right.READ_OFFICE, record="view.save")
def save_view(session: Session, actor: Actor, new: NewView) -> Changes:
    """Keep a view; `made` is its id. Raises CaseworkError for a name that is missing, too long or taken."""
    _may_change(actor, office=new.office)
    view = SavedView(
        user_id=None if new.office else actor.user_id, list_key=new.list_key, name="", state=dict(new.state),
        created_by=actor.user_id,
    )  # fmt: skip
    _put_name(session, view, new.name)
    session.add(view)
    if new.is_default:
        _put_default(session, view)
    session.flush()
    return Changes.of((Kind.VIEW, view.id), made=view.id)


@change(Right.READ_OFFICE, record="view.rename")
def rename_view(session: Session, actor: Actor, view_id: int, name: str) -> Changes:
    """Another name."""
    view = _require(session, actor, view_id)
    _put_name(session, view, name)
    return Changes.of((Kind.VIEW, view_id))


@change(Right.READ_OFFICE, record="view.replace")
def replace_view(session: Session, actor: Actor, view_id: int, state: Mapping[str, Any]) -> Changes:
    """The same name for the list as it is now."""
    _require(session, actor, view_id).state = dict(state)
    return Changes.of((Kind.VIEW, view_id))


@change(Right.READ_OFFICE, record="view.default")
def set_default_view(session: Session, actor: Actor, view_id: int, is_default: bool) -> Changes:
    """Let the day begin with this view, or no longer; one of the office for everybody who has none of their own."""
    view = _require(session, actor, view_id)
    if is_default:
        _put_default(session, view)
    view.is_default = is_default
    return Changes.of((Kind.VIEW, view_id))


@change(Right.READ_OFFICE, record="view.delete")
def delete_view(session: Session, actor: Actor, view_id: int) -> Changes:
    """Take a view away; `save_view` with what it was brings it back."""
    session.delete(_require(session, actor, view_id))
    return Changes.of((Kind.VIEW, view_id))


def beginning(views: tuple[ViewRow, ...]) -> ViewRow | None:
    """The view a day begins with: one's own default, else the office's."""
    return next((view for view in views if view.is_default), None)


def _put_name(session: Session, view: SavedView, text: str) -> None:
    name = one_line(text)
    if not name or len(name) > LONGEST_NAME:
        raise CaseworkError(f"Bitte einen Namen mit höchstens {LONGEST_NAME} Zeichen eintragen.", field="name")
    mine = _of_same_owner(view)
    others = session.scalars(select(SavedView).where(*mine)).all()
    if any(other is not view and other.name.casefold() == name.casefold() for other in others):
        raise CaseworkError("Eine Ansicht mit diesem Namen gibt es schon. Bitte einen anderen wählen.", field="name")
    view.name = name


def _put_default(session: Session, view: SavedView) -> None:
    for other in session.scalars(select(SavedView).where(*_of_same_owner(view), SavedView.is_default)):
        other.is_default = False
    view.is_default = True


def _of_same_owner(view: SavedView) -> tuple[Any, ...]:
    owner = SavedView.user_id.is_(None) if view.user_id is None else SavedView.user_id == view.user_id
    return (SavedView.list_key == view.list_key, owner)


def _require(session: Session, actor: Actor, view_id: int) -> SavedView:
    view = session.get(SavedView, view_id)
    if view is None or view.user_id not in (None, actor.user_id):
        raise CaseworkError("Diese Ansicht gibt es nicht mehr.")
    _may_change(actor, office=view.user_id is None)
    return view


def _may_change(actor: Actor, *, office: bool) -> None:
    if office and not actor.may(Right.EDIT_OFFICE):
        raise NotAllowedError("Ansichten für alle darf nur die Leitung ändern.")


def _row(view: SavedView) -> ViewRow:
    return ViewRow(view.id, view.list_key, view.name, view.state, view.user_id is None, view.is_default)
