"""Makes the vault of Musterlingen: office, stories, a county's hand-over list, and a crowd if wanted."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop import paths
from desktop.casework.handover.importing import import_list
from desktop.casework.office import first_actor
from desktop.commands.town.building import TOWN, USER, BuiltFamily, furnish_office, tell_stories
from desktop.commands.town.casework import live, share_work
from desktop.commands.town.crowd import add_crowd
from desktop.commands.town.documents import Picture, file_documents, without_picture
from desktop.commands.town.volunteer_life import Made, give_time
from desktop.errors import CaseworkError
from desktop.exchange.handover_list import open_list, read_list
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import STANDARD_COST, KeyCost
from desktop.storage.sharing.lock import VaultLock
from desktop.storage.vault import create_vault

PASSWORD_FILE = "password.txt"  # noqa: S105 - a file name
"""Its presence beside the vault tells that the vault is a demo and may be made anew."""

_WORDS = ("Ahorn", "Birke", "Distel", "Eiche", "Fichte", "Ginster", "Holunder", "Iris", "Kiefer", "Linde", "Mohn")


@dataclass(frozen=True)
class Town:
    """The finished demo vault, closed."""

    files: VaultFiles
    label: str
    password: str
    families: tuple[BuiltFamily, ...]
    persons: int
    volunteering: Made


def make_town(
    folder: Path, persons: int | None = None, *, say: Callable[[str], None] = lambda _: None,
    cost: KeyCost = STANDARD_COST, picture: Picture = without_picture,
) -> Town:
    """Build Musterlingen in `folder`, with at least `persons` people; an earlier demo there is replaced.

    `picture` makes the small pictures of documents; without it they get them when they are first opened.
    Raises CaseworkError when another vault lies there, and VaultErrors.
    """
    files, password = VaultFiles(folder / f"{TOWN}.wegplan"), _password()
    _make_folder(folder)
    _clear(files)
    say("Tresor wird angelegt …")
    vault, _ = create_vault(files, label=USER, password=password, cost=cost)
    (folder / PASSWORD_FILE).write_text(password + "\n", encoding="utf-8")
    with vault, vault.session() as session:
        actor = first_actor(session, USER, USER)
        furnish_office(session, actor)
        say("Familien, Assessments und Pläne entstehen …")
        families = tell_stories(session, actor)
        file_documents(session, actor, families, picture)
        say("Gespräche, Termine und Überprüfungen kommen dazu …")
        families = live(session, actor, families)
        say("Die Übergabeliste des Landkreises wird eingelesen …")
        sample = paths.resource("samples", "uebergabeliste.xlsx").read_bytes()
        taken = read_list(open_list(sample), home_town=TOWN)
        import_list(session, actor, taken, {})
        share_work(session, actor, families)
        say("Ehrenamtliche werden gewonnen und begleiten …")
        volunteering = give_time(session, actor, families)
        here = sum(len(family.person_ids) for family in families) + len(taken.persons)
        if persons and persons > here:
            say("Weitere erfundene Personen kommen dazu …")
            add_crowd(session, actor, persons - here)
    return Town(files, USER, password, families, max(here, persons or 0), volunteering)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        sentence = f"Der Ordner „{folder.name}“ lässt sich nicht anlegen. Bitte einen anderen wählen."
        raise CaseworkError(sentence) from None


def _clear(files: VaultFiles) -> None:
    """Remove an earlier demo; raises CaseworkError for a vault that is none, VaultInUseError for one that is open."""
    if not files.database.exists():
        return
    if not (files.folder / PASSWORD_FILE).exists():
        raise CaseworkError(f"In diesem Ordner liegt schon ein Tresor „{files.name}“. Bitte einen anderen wählen.")
    lock = VaultLock(files)
    lock.take(USER)
    try:
        for path in (files.database, files.key_file, files.key_backup, files.wal):
            path.unlink(missing_ok=True)
    finally:
        lock.release()


def _password() -> str:
    """Four words and a number: easy to type from the file."""
    return "-".join([*(secrets.choice(_WORDS) for _ in range(4)), str(secrets.randbelow(9000) + 1000)])
