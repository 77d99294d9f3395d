"""From a password to a key: Argon2id, the only slow step, on purpose."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.errors import VaultError

ARGON2_VERSION = 19
KDF_SALT_BYTES = 16
MOST_MEMORY_KIB = 2 * 1024 * 1024
PASSES = range(1, 65)
LANES = range(1, 17)


@dataclass(frozen=True)
class KeyCost:
    """What a new slot costs to try, and the least a slot in a file may cost to be believed.

    The default is four times the second choice of RFC 9106 and takes about half a second. The lower bound stops a
    planted key file from making guessing cheap, the upper bound (`MOST_MEMORY_KIB`) from swallowing the memory.
    Tests pass cheaper values; nothing else does.
    """

    memory_kib: int = 256 * 1024
    passes: int = 3
    lanes: int = 4
    least_memory_kib: int = 64 * 1024

    def allows(self, setting: KdfSetting) -> bool:
        """Whether a slot read from a file lies within the limits."""
        memory_fits = self.least_memory_kib <= setting.memory_kib <= MOST_MEMORY_KIB
        return memory_fits and setting.passes in PASSES and setting.lanes in LANES


STANDARD_COST = KeyCost()


@dataclass(frozen=True)
class KdfSetting:
    """Argon2id parameters of one slot."""

    memory_kib: int
    passes: int
    lanes: int
    salt: bytes


def derive(secret: bytes, setting: KdfSetting) -> bytes:
    """The 32-byte key that wraps the database key.

    Raises VaultError when the memory is not there: never a weaker setting in silence.
    """
    from argon2.exceptions import HashingError  # noqa: PLC0415 - start-up time: only once a password was typed
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - see above

    try:
        return hash_secret_raw(
            secret, setting.salt, setting.passes, setting.memory_kib, setting.lanes, 32, Type.ID, ARGON2_VERSION
        )
    except HashingError as error:
        needed = max(1, setting.memory_kib // 1024)
        raise VaultError(
            f"Zum Öffnen werden {needed} MB freier Arbeitsspeicher gebraucht; bitte schließen Sie andere Programme."
        ) from error
