"""Run by Alembic: uses connection and transaction that `desktop.storage.health.upgrade` hands over, no ini file."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,
    transaction_per_migration=False,
)
# On SQLite Alembic opens no transaction of its own here; the one around all steps is upgrade.py's.
with context.begin_transaction():
    context.run_migrations()
