"""A vault of several people: attachments, the search index, and what happened to the vault itself.

Self-contained: imports nothing of the program, so that it does the same for ever.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_INDEX = (
    "CREATE VIRTUAL TABLE search_index USING fts5("
    "words, content='search_texts', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
)
# The index holds no words of its own: it must be told the old ones when they go (SQLite's external content tables).
_ADD = "INSERT INTO search_index (rowid, words) VALUES (new.id, new.words);"
_TAKE = "INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', old.id, old.words);"
_TRIGGERS = {
    "search_texts_added": f"AFTER INSERT ON search_texts BEGIN {_ADD} END",
    "search_texts_removed": f"AFTER DELETE ON search_texts BEGIN {_TAKE} END",
    "search_texts_changed": f"AFTER UPDATE OF words ON search_texts BEGIN {_TAKE} {_ADD} END",
}


def upgrade() -> None:
    """Make the tables and the index, and enter the persons and cases there are."""
    for build in (_vault_events, _attachments, _attachment_chunks, _search_texts):
        build()
    op.execute(_INDEX)
    for name, body in _TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {body}")
    op.execute(
        "INSERT INTO search_texts (kind, subject_id, person_id, words) "
        "SELECT 'person', id, id, folded_name FROM persons WHERE folded_name <> ''"
    )
    op.execute(
        "INSERT INTO search_texts (kind, subject_id, case_id, words) SELECT 'case', id, id, lower(number) FROM cases"
    )


def downgrade() -> None:
    """Take them away again."""
    for name in _TRIGGERS:
        op.execute(f"DROP TRIGGER {name}")
    for table in ("search_index", "search_texts", "attachment_chunks", "attachments", "vault_events"):
        op.drop_table(table)


def _vault_events() -> None:
    op.create_table(
        "vault_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(25), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_vault_events"),
    )


def _attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("protection", sa.String(24), nullable=False),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(25), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
        _link("attachments", "case_id", "cases", "CASCADE"),
        _link("attachments", "person_id", "persons", "CASCADE"),
        _link("attachments", "measure_id", "measures", "SET NULL"),
    )
    for column in ("case_id", "person_id", "measure_id", "sha256"):
        op.create_index(f"ix_attachments_{column}", "attachments", [column])


def _attachment_chunks() -> None:
    op.create_table(
        "attachment_chunks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attachment_chunks"),
        _link("attachment_chunks", "attachment_id", "attachments", "CASCADE"),
        sa.UniqueConstraint("attachment_id", "position", name="uq_attachment_chunks_attachment_id"),
    )


def _search_texts() -> None:
    op.create_table(
        "search_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_texts"),
        _link("search_texts", "case_id", "cases", "CASCADE"),
        _link("search_texts", "person_id", "persons", "CASCADE"),
        _link("search_texts", "owner_id", "users", "CASCADE"),
        sa.UniqueConstraint("kind", "subject_id", name="uq_search_texts_kind"),
    )
    for column in ("case_id", "person_id"):
        op.create_index(f"ix_search_texts_{column}", "search_texts", [column])


def _link(table: str, column: str, target: str, gone: str) -> sa.ForeignKeyConstraint:
    """A named foreign key; `gone` says what happens to the row when its target is deleted."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}_{target}", ondelete=gone)
