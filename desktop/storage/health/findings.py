"""What a check of a vault can find, and the report it makes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What was found; the value is the stable code in `check --json`."""

    MISSING = "missing"
    NOT_A_VAULT = "not_a_vault"
    TRUNCATED = "truncated"
    BAD_PAGES = "bad_pages"
    BAD_STRUCTURE = "bad_structure"
    FOREIGN_SCHEMA = "foreign_schema"
    NEWER_VERSION = "newer_version"
    KEY_FILE = "key_file"
    READ_ONLY = "read_only"
    SYNC_FOLDER = "sync_folder"
    OLDER_VERSION = "older_version"
    SEARCH_REBUILT = "search_rebuilt"
    SEARCH_STALE = "search_stale"


#: Worth knowing, but the data are whole.
HARMLESS = frozenset({
    Kind.NEWER_VERSION, Kind.READ_ONLY, Kind.SYNC_FOLDER, Kind.OLDER_VERSION, Kind.SEARCH_REBUILT, Kind.SEARCH_STALE,
})  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One thing found, with its German sentence."""

    kind: Kind
    sentence: str

    @property
    def is_damage(self) -> bool:
        """Whether data may be lost."""
        return self.kind not in HARMLESS


@dataclass(frozen=True)
class HealthReport:
    """Result of a check. `complete` is False when the pages could not be proven, for want of a password or soundness.

    `slots` are the login names. `revision`, `saves` and `counts` (rows per table) are known after a complete check.
    `size` is the database's in bytes.
    """

    vault: str
    findings: tuple[Finding, ...] = ()
    complete: bool = False
    slots: tuple[str, ...] = ()
    has_recovery: bool = False
    size: int = 0
    revision: str | None = None
    saves: int | None = None
    counts: dict[str, int] | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing is damaged; a newer version or missing write access is no damage."""
        return not any(finding.is_damage for finding in self.findings)

    def finding(self, kind: Kind) -> Finding | None:
        """The finding of this kind, if there is one."""
        return next((finding for finding in self.findings if finding.kind is kind), None)
