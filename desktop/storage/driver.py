"""What the storage layer uses of a driver connection (sqlcipher3 has no types of its own)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class Cursor(Protocol):
    """Rows of one statement."""

    def fetchone(self) -> Any: ...  # noqa: ANN401 - a row of whatever types, or None
    def fetchall(self) -> list[tuple[Any, ...]]: ...
    def fetchmany(self, size: int) -> list[tuple[Any, ...]]: ...


class DriverConnection(Protocol):
    """A connection of `sqlcipher3.dbapi2`, below SQLAlchemy."""

    def execute(self, statement: str, parameters: tuple[object, ...] = ...) -> Cursor: ...
    def set_key(self, key: bytearray) -> object: ...
    def set_progress_handler(self, handler: Callable[[], int] | None, steps: int) -> None: ...
    def close(self) -> None: ...
