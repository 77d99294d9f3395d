"""What the store tells the gate in `session.info`; apart, so that neither imports the other for a word."""

from __future__ import annotations

#: Why nothing may be changed: one German sentence; absent where work is allowed.
READ_ONLY = "read_only"
#: Called with (aware UTC, user id, action, objects) where the access record itself cannot be written.
KEEP_READING = "keep_reading"
