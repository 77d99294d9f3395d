"""The end of each vault's access record as this PC saw it last, so that a record cut off or rewritten elsewhere shows.

Kept outside the vault in the user's data folder, by the vault's id. A number and a hash, which say nothing about a
case; whoever changes the file on this PC can only cause a false alarm or silence this one PC.
"""

from __future__ import annotations

from desktop.storage.files import VaultFiles
from desktop.storage.keys import keyfile
from desktop.storage.seen.pc_notes import read_notes, write_notes

_FILE = "zugriffe.json"


def seen_head(files: VaultFiles) -> tuple[int, str]:
    """Number and hash of the last entry at the last closing on this PC; (0, "") when unknown."""
    note = read_notes(_FILE).get(keyfile.database_id(files).hex())
    if not isinstance(note, dict) or type(note.get("entries")) is not int or not isinstance(note.get("chain"), str):
        return 0, ""
    return note["entries"], note["chain"]


def remember_head(files: VaultFiles, entries: int, chain: str) -> None:
    """Note the end, also when it went back: the user was told and went on working."""
    notes = read_notes(_FILE)
    notes[keyfile.database_id(files).hex()] = {"entries": entries, "chain": chain}
    write_notes(_FILE, notes)


def forget_head(files: VaultFiles) -> None:
    """Know nothing of this vault's record any more: an older one was put in its place here, on purpose."""
    notes = read_notes(_FILE)
    if notes.pop(keyfile.database_id(files).hex(), None) is not None:
        write_notes(_FILE, notes)
