"""Writing the files a command was asked for: whole or not at all."""

from __future__ import annotations

from pathlib import Path

from desktop.errors import CaseworkError


def write_whole(target: Path, content: bytes) -> None:
    """Put `content` at `target`, replacing what was there. Raises CaseworkError when the place cannot be written."""
    unfinished = target.with_name(target.name + ".teil")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise CaseworkError(_sentence(target, error)) from None


def _sentence(target: Path, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return f"„{target.name}“ ist gesperrt oder schreibgeschützt. Bitte schließen oder einen anderen Namen wählen."
    return f"„{target.name}“ kann dort nicht gespeichert werden. Bitte einen anderen Ort wählen."
