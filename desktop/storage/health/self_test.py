"""Whether the library that was loaded really encrypts, asked before any vault is opened with it (security.md T25).

A build linked with plain SQLite has written plaintext unnoticed in other programs.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from types import ModuleType

from sqlcipher3 import dbapi2

from desktop.storage.errors import NotAVaultError, UnsafeLibraryError

#: What the build must have: the cipher, sorting in memory (a temporary file would be plaintext), full-text search.
NEEDED = frozenset({"HAS_CODEC", "TEMP_STORE=2", "ENABLE_FTS5"})
_HEADER = b"SQLite format 3\0"

_proven: set[str] = set()


def require_cipher(driver: ModuleType = dbapi2) -> None:
    """Raise UnsafeLibraryError unless the driver's library names its cipher and was built right; asked once."""
    if driver.__name__ in _proven:
        return
    with closing(driver.connect(":memory:")) as connection:
        named = connection.execute("PRAGMA cipher_version").fetchone()  # None from a plain library
        options = {str(row[0]) for row in connection.execute("PRAGMA compile_options").fetchall()}
    if not named or not named[0] or not options >= NEEDED:
        raise UnsafeLibraryError(
            "Die Datenbankbibliothek kann nicht verschlüsseln; bitte installieren Sie Wegplan neu und öffnen Sie den "
            "Tresor bis dahin nicht."
        )
    _proven.add(driver.__name__)


def require_encrypted(database: Path) -> None:
    """Raise NotAVaultError when the file begins as an unencrypted database does."""
    with database.open("rb") as opened:
        if opened.read(len(_HEADER)) == _HEADER:
            raise NotAVaultError(f"„{database.name}“ ist nicht verschlüsselt und kein Tresor von Wegplan.")
