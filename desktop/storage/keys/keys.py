"""The database key: 32 random bytes and the 16-byte salt that is also the database's identity."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
SALT_BYTES = 16
_HEX = b"0123456789abcdef"


@dataclass(eq=False, repr=False)
class DatabaseKey:
    """Raw SQLCipher key and salt. Kept in bytearrays so that `wipe` overwrites the program's own copy.

    PRIVACY: no `repr`, so that the key cannot reach a log. Python and the libraries may hold further copies; only the
    end of the process is sure to drop them, which is why locking the screen ends it (decision 26).
    """

    key: bytearray
    salt: bytes

    def __post_init__(self) -> None:
        # A raw key of any other length is silently taken as a passphrase by SQLCipher.
        if len(self.key) != KEY_BYTES or len(self.salt) != SALT_BYTES:
            raise ValueError("a database key has 32 bytes and its salt 16")

    @property
    def key_id(self) -> str:
        """16 hex digits that name this key without telling anything about it."""
        return self.subkey("key-id")[:8].hex()

    def subkey(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose (BSI CON.1: one key, one purpose)."""
        info = f"wegplan-schluessel/v1/{purpose}".encode()
        return HKDF(SHA256(), 32, None, info).derive(bytes(self.key))

    def mac(self, purpose: str, data: bytes) -> str:
        """HMAC-SHA256 of `data` in hex, under the key for `purpose`."""
        return hmac.new(self.subkey(purpose), data, "sha256").hexdigest()

    def spelled(self) -> bytearray:
        """`x'<64 hex key><32 hex salt>'` for `set_key`, built without a text in between; the caller wipes it."""
        digits = bytearray(b"x'")
        for part in (self.key, self.salt):
            for byte in part:
                digits.append(_HEX[byte >> 4])
                digits.append(_HEX[byte & 15])
        digits += b"'"
        return digits

    def wipe(self) -> None:
        """Overwrite the key; the object is useless afterwards."""
        self.key[:] = bytes(KEY_BYTES)


def new_key() -> DatabaseKey:
    """A key and a salt no database has had before."""
    return DatabaseKey(bytearray(secrets.token_bytes(KEY_BYTES)), secrets.token_bytes(SALT_BYTES))
