"""Files beside the vault on a medium that may go away at any moment: whatever the system says then is one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from desktop.storage.errors import StorageFaultError, translated


@contextmanager
def reaching() -> Iterator[None]:
    """As `translated`; every other error of the system, such as a lost network path, becomes StorageFaultError."""
    try:
        with translated():
            yield
    except OSError as error:
        raise StorageFaultError(
            "Der Ordner des Tresors ist gerade nicht richtig zu erreichen; bitte prüfen Sie Laufwerk und "
            "Netzverbindung."
        ) from error
