"""Writing a file the user asked for: whole or not at all, with one sentence when it cannot be done."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from desktop.errors import CaseworkError


def save_whole(path: Path, data: bytes, *, make_folder: bool = False) -> None:
    """Put `data` at `path`; what was there stays until everything is written.

    A folder named on a command line may be made, one chosen in a window exists. Raises CaseworkError when the place
    cannot be written.
    """
    save_pieces(path, (data,), make_folder=make_folder)


def save_pieces(path: Path, pieces: Iterable[bytes], *, make_folder: bool = False) -> None:
    """As `save_whole`, for data that come in pieces."""
    unfinished = path.with_name(path.name + ".teil")
    try:
        if make_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as target:
            target.writelines(pieces)
        unfinished.replace(path)
    except OSError as error:
        _remove(unfinished)
        raise CaseworkError(_sentence(path, error)) from error


def _remove(unfinished: Path) -> None:
    """Best effort: the reason for failing is what the user has to hear."""
    try:
        unfinished.unlink(missing_ok=True)
    except OSError:
        return


def _sentence(path: Path, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return (
            f"„{path.name}“ ist gesperrt oder in einem anderen Programm offen; "
            "bitte dort schließen oder einen anderen Namen wählen."
        )
    return f"„{path.name}“ kann dort nicht gespeichert werden. Bitte einen anderen Ort wählen."
