"""The one gate every use case passes: rights, transaction, access record, save counter (decisions 4, 24).

A use case is a plain function `f(session, actor, …)`. `@query` lets it read, `@change` lets it write and return
`Changes`. Called from another use case it joins the running transaction, so that one click is one commit.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from desktop.casework.access.access_chain import add_entry, examine
from desktop.casework.changes import Changes
from desktop.casework.rights import Actor, Right
from desktop.casework.search.search_index import refresh_index
from desktop.clock import now
from desktop.errors import ChangedMeanwhileError, NotAllowedError
from desktop.records.office import VaultState
from desktop.records.prepared import IN_HAND, Prepared
from desktop.storage.session_info import KEEP_READING, READ_ONLY

P = ParamSpec("P")
T = TypeVar("T")
UseCase = Callable[Concatenate[Session, Actor, P], T]

_OPEN = "gate_open"
_ONE_MORE_SAVE = Prepared(update(VaultState).values(saves=VaultState.saves + 1))


@dataclass(frozen=True)
class Gated:
    """What the registry knows of a use case."""

    name: str
    right: Right
    writes: bool
    record: str | None


REGISTRY: dict[str, Gated] = {}
"""Every gated use case by its qualified name; a test walks it."""


def query(right: Right, *, record: str | None = None) -> Callable[[UseCase[P, T]], UseCase[P, T]]:
    """Let a use case read.

    With `record`, the reading itself is recorded with the first argument as the object (opening a case file, DS-06).
    """

    def decorate(function: UseCase[P, T]) -> UseCase[P, T]:
        register(function, right, writes=False, record=record)

        @functools.wraps(function)
        def gated(session: Session, actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> T:
            _check(actor, right)
            if session.info.get(_OPEN):
                return function(session, actor, *args, **kwargs)
            objects = [[record, args[0]]] if record and args else []
            with _transaction(session, writing=record is not None and KEEP_READING not in session.info):
                rows = function(session, actor, *args, **kwargs)
                if record is not None:
                    _record_reading(session, actor, record, objects)
                return rows

        return gated

    return decorate


def change(right: Right, *, record: str | None) -> Callable[[UseCase[P, Changes]], UseCase[P, Changes]]:
    """Let a use case write: it commits whole or not at all, is counted and recorded under `record`.

    Raises NotAllowedError, ChangedMeanwhileError when somebody else saved the same row, and whatever the use case
    raises; nothing is saved then. `record=None` is for drafts alone: typing is not access to a file.
    """

    def decorate(function: UseCase[P, Changes]) -> UseCase[P, Changes]:
        register(function, right, writes=True, record=record)

        @functools.wraps(function)
        def gated(session: Session, actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> Changes:
            _check(actor, right)
            if READ_ONLY in session.info:
                raise NotAllowedError(str(session.info[READ_ONLY]))
            if session.info.get(_OPEN):
                return function(session, actor, *args, **kwargs)
            with _transaction(session, writing=True):
                changes = function(session, actor, *args, **kwargs)
                session.flush()
                refresh_index(session)
                _count_save(session)
                if record is not None:
                    _write_record(session, actor, record, _objects(changes))
                return changes

        return gated

    return decorate


def register(function: Callable[..., object], right: Right, *, writes: bool, record: str | None) -> None:
    """Enter a use case into the registry; a name may be taken only once."""
    name = f"{function.__module__}.{function.__qualname__}"
    if name in REGISTRY:
        raise ValueError(f"registered twice: {name}")
    REGISTRY[name] = Gated(name, right, writes, record)


def chain_is_whole(session: Session) -> bool:
    """Whether no row of the access record was edited, removed or put in between (security.md T22)."""
    return examine(session).whole


class _transaction:  # noqa: N801 - used like the context manager functions of contextlib
    """Begin, mark the session as inside the gate, commit; roll back on any error."""

    def __init__(self, session: Session, *, writing: bool) -> None:
        self._session, self._writing = session, writing

    def __enter__(self) -> None:
        session = self._session
        session.info[_OPEN] = True
        try:
            connection = session.connection(execution_options={"writing": self._writing})
            session.info[IN_HAND] = connection.connection.driver_connection
        except BaseException:
            session.info[_OPEN] = False
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        session = self._session
        try:
            if kind is None:
                session.commit()
            else:
                session.rollback()
        except StaleDataError:
            session.rollback()
            raise _changed_meanwhile() from None
        finally:
            session.info[_OPEN] = False
            del session.info[IN_HAND]
        if isinstance(error, StaleDataError):
            raise _changed_meanwhile() from None


def _changed_meanwhile() -> ChangedMeanwhileError:
    return ChangedMeanwhileError("Diese Angaben wurden inzwischen geändert. Bitte neu laden und noch einmal eintragen.")


def _check(actor: Actor, right: Right) -> None:
    if not actor.may(right):
        raise NotAllowedError("Dafür fehlt Ihnen das Recht. Bitte wenden Sie sich an die Leitung.")


def _count_save(session: Session) -> None:
    _ONE_MORE_SAVE.run(session)


def _objects(changes: Changes) -> list[list[Any]]:
    return sorted([kind.value, id_] for kind, id_ in changes.touched)


def _record_reading(session: Session, actor: Actor, action: str, objects: list[list[Any]]) -> None:
    """In a reading copy the record cannot be written; the store then keeps a note for the writing place."""
    keep = session.info.get(KEEP_READING)
    if keep is not None:
        keep(now(), actor.user_id, action, objects)
    else:
        _write_record(session, actor, action, objects)


def _write_record(session: Session, actor: Actor, action: str, objects: list[list[Any]]) -> None:
    add_entry(session, now(), actor.user_id, action, objects)
