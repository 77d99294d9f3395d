"""After a deletion: what the file may still hold of it goes too, beside the main thread."""

from __future__ import annotations

from desktop.models.work import Progress, Store
from desktop.storage.secure_delete import Scrubbed, scrub_behind


def scrub_store(store: Store, progress: Progress) -> bool:
    """Take the remains out of the vault's file; False when somebody was reading: then closing the vault does it."""
    with store.session() as session:
        return scrub_behind(session, lambda: progress.cancelled) is Scrubbed.NOW
