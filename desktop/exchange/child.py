"""The process that opens a stranger's file: bytes come in, tables or one sentence go out. Never holds a key or a name
of the vault; what goes wrong in here ends here (security.md 2, T24).

Loads neither Qt nor SQLAlchemy, so that it starts in a moment.
"""

from __future__ import annotations

import json

from desktop.errors import ImportFileError
from desktop.exchange.tied import tie

TABLES, REFUSED, TOO_MUCH = b"T", b"R", b"M"
"""First byte of the answer: tables follow, a sentence follows, or the file wanted more memory than there may be."""


def main() -> int:
    """Read standard input to its end, write the answer to standard output; the exit code."""
    with open(0, "rb", closefd=False) as source, open(1, "wb", closefd=False) as target:
        tie()
        target.write(answer(source.read()))
    return 0


def answer(data: bytes) -> bytes:
    """What the parent gets for a file of these bytes."""
    from desktop.exchange.list_file import read_tables  # noqa: PLC0415  after the limits are set
    from desktop.exchange.table_wire import packed  # noqa: PLC0415  as above

    try:
        return TABLES + packed(read_tables(data))
    except ImportFileError as error:
        return REFUSED + json.dumps(str(error)).encode("ascii")
    except (MemoryError, RecursionError):
        return TOO_MUCH


if __name__ == "__main__":
    raise SystemExit(main())
