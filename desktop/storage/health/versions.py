"""Which libraries encrypt here, for „Über Wegplan“ (security.md 2, supply chain)."""

from __future__ import annotations

from sqlcipher3 import dbapi2


def library_versions() -> dict[str, str]:
    """Name and version of SQLite, SQLCipher and the OpenSSL inside it, as the loaded library itself says."""
    connection = dbapi2.connect(":memory:")
    try:
        connection.execute("PRAGMA key = 'x'")  # names its provider only once there is a codec
        asked = {"SQLCipher": "cipher_version", "OpenSSL": "cipher_provider_version"}
        said = {name: connection.execute(f"PRAGMA {pragma}").fetchone() for name, pragma in asked.items()}
    finally:
        connection.close()
    named = {name: str(row[0]).removeprefix(f"{name} ") for name, row in said.items() if row}
    return {"SQLite": dbapi2.sqlite_version, **named}
