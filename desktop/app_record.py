"""What this PC knows of the end of the access record: compared after unlocking, kept at closing (security.md T22)."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from desktop.errors import CaseworkError
from desktop.storage.seen.seen_head import remember_head, seen_head

if TYPE_CHECKING:
    from desktop.app_doors import Opened
    from desktop.casework.access.access_chain import Finding, Head

_SENTENCE = "Das Zugriffsprotokoll ist nicht mehr das, das dieser PC gesehen hat. Wurde eine Sicherung zurückgeholt?"


def watch_record(opened: Opened) -> None:
    """Say at once when entries this PC has seen are gone; remember the end when the vault is closed."""
    from desktop.casework.access.access_log import missing_since  # noqa: PLC0415  loads SQLAlchemy: the vault is open

    def told(finding: Finding | None) -> None:
        if finding is not None:
            opened.desk.messages.show_warning(f"{_SENTENCE} {finding.sentence}")

    opened.work.read(opened.desk, missing_since, last_seen_here(opened), then=told)
    opened.before_close.append(lambda: _remember(opened))


def last_seen_here(opened: Opened) -> Head:
    """The end of the record as this PC saw it last."""
    from desktop.casework.access.access_chain import Head  # noqa: PLC0415  as above

    return Head(*seen_head(opened.vault.files))


def _remember(opened: Opened) -> None:
    from desktop.casework.access.access_log import access_head  # noqa: PLC0415  as above

    try:
        with opened.vault.session() as session:
            end = access_head(session, opened.actor)
        remember_head(opened.vault.files, end.entries, end.chain)
    except (CaseworkError, OSError) as error:
        logging.getLogger(__name__).info("end of the record not kept: %s", type(error).__name__)
