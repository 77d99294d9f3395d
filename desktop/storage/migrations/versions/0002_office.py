"""A vault of several people: attachments, the search index, and what happened to the vault itself.

Self-contained: imports nothing of the program, so that it does the same for ever.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Connection

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
# Whatever writes, and however: what can be found is noted as stale when it changes, and its words go when it goes.
# (kind, table, columns its words are made of). A migration that rebuilds one of these tables makes its triggers anew.
_FOUND = (
    ("person", "persons", "folded_name, authority_reference"),
    ("case", "cases", "number, family_id"),
    ("goal", "goals", "text, area, person_id"),
    ("measure", "measures", "text, who_name, goal_id"),
    ("attachment", "attachments", "title, file_name, note, protection, case_id, person_id"),
)
_MARK = "INSERT OR IGNORE INTO search_stale (kind, subject_id)"
# What else words depend on: the family's name, the area of a step's goal, whether a Fassung was replaced.
_CASES = "SELECT 'case', id FROM cases WHERE family_id = new.id;"
_GOALS = "SELECT 'goal', id FROM goals WHERE version_id = new.id;"
_STEPS = "SELECT 'measure', id FROM measures WHERE goal_id = new.id;"
_ALL_STEPS = "SELECT 'measure', id FROM measures WHERE goal_id IN (SELECT id FROM goals WHERE version_id = new.id);"
_DEPENDING = {
    "families_search_stale": f"AFTER UPDATE OF name ON families BEGIN {_MARK} {_CASES} END",
    "goals_search_steps": f"AFTER UPDATE OF area, person_id ON goals BEGIN {_MARK} {_STEPS} END",
    "plan_versions_search_stale": f"AFTER UPDATE OF state ON plan_versions "
    f"BEGIN {_MARK} {_GOALS} {_MARK} {_ALL_STEPS} END",
}
_PROTECTED = ("gesundheit", "schutz")
# The access record names these by their ids for ever, so the id of one that was deleted must never be another's.
_LASTING = ("persons", "families", "cases")


def upgrade() -> None:
    """Make the tables and the index, and enter what there is to be found."""
    for table in _LASTING:
        _rebuild(table, *_keys(table))
    for build in (_vault_events, _attachments, _attachment_chunks, _search_texts, _search_stale):
        build()
    op.execute(_INDEX)
    for name, body in _triggers():
        op.execute(f"CREATE TRIGGER {name} {body}")
    _enter_words(op.get_bind())


def downgrade() -> None:
    """Take them away again."""
    for name, _ in _triggers():
        op.execute(f"DROP TRIGGER {name}")
    for table in ("search_index", "search_stale", "search_texts", "attachment_chunks", "attachments", "vault_events"):
        op.drop_table(table)
    for table in _LASTING:
        _rebuild(table, *reversed(_keys(table)))


def _keys(table: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """How the table spells its key before and after: where the column stands, and where the constraints begin."""
    lasting = f"id INTEGER NOT NULL CONSTRAINT pk_{table} PRIMARY KEY AUTOINCREMENT,"
    named = f"created_by INTEGER, \n\tCONSTRAINT pk_{table} PRIMARY KEY (id)"
    return ("id INTEGER NOT NULL,", named), (lasting, "created_by INTEGER")


def _rebuild(table: str, before: tuple[str, str], after: tuple[str, str]) -> None:
    """The same table with another spelling of its key, its rows and its indexes. Has no triggers at this point."""
    connection = op.get_bind()
    asked = sa.text("SELECT sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL ORDER BY type DESC")
    definition, *indexes = connection.execute(asked, {"table": table}).scalars()
    _, _, columns = definition.partition("(")
    for old, new in zip(before, after, strict=True):
        if columns.count(old) != 1:
            raise RuntimeError(f"the table {table} is not as the first migration made it")
        columns = columns.replace(old, new)
    op.execute(sa.text(f"CREATE TABLE {table}_anew ({columns}".replace(":", "\\:")))
    op.execute(f"INSERT INTO {table}_anew SELECT * FROM {table}")  # noqa: S608 - names above
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE {table}_anew RENAME TO {table}")
    for index in indexes:
        op.execute(index)


def _triggers() -> Iterator[tuple[str, str]]:
    yield from _TRIGGERS.items()
    for kind, table, columns in _FOUND:
        mark = f"{_MARK} VALUES ('{kind}', new.id);"
        gone = f"DELETE FROM search_texts WHERE kind = '{kind}' AND subject_id = old.id;"  # noqa: S608 - names above
        yield f"{table}_search_added", f"AFTER INSERT ON {table} BEGIN {mark} END"
        yield f"{table}_search_stale", f"AFTER UPDATE OF {columns} ON {table} BEGIN {mark} END"
        yield f"{table}_search_gone", f"AFTER DELETE ON {table} BEGIN {gone} END"
    yield from _DEPENDING.items()


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


def _search_stale() -> None:
    op.create_table(
        "search_stale",
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject_id", name="pk_search_stale"),
    )


def _enter_words(connection: Connection) -> None:
    """Words of what was there before. The program of this day folds the same; later ones may fold anew."""
    persons = connection.execute(sa.text("SELECT id, folded_name, authority_reference FROM persons"))
    rows: list[tuple[str, int, int | None, int | None, str]] = [
        ("person", id_, None, id_, f"{name} {_fold(reference)}".strip()) for id_, name, reference in persons
    ]
    cases = connection.execute(sa.text(
        "SELECT cases.id, number, coalesce(name, '') FROM cases LEFT JOIN families ON families.id = family_id"
    ))  # fmt: skip
    rows += [("case", id_, id_, None, _case_words(number, name)) for id_, number, name in cases]
    rows += _plan_rows(connection)
    columns = ("kind", "subject_id", "case_id", "person_id", "words")
    table = sa.table("search_texts", *(sa.column(name) for name in columns))
    if found := [dict(zip(columns, row, strict=True)) for row in rows if row[-1]]:
        connection.execute(table.insert(), found)


def _plan_rows(connection: Connection) -> Iterable[tuple[str, int, int | None, int | None, str]]:
    """Goals and steps of every Fassung that was not replaced by a later one, without the protected areas."""
    start = (
        "FROM goals JOIN plan_versions ON plan_versions.id = goals.version_id "
        "JOIN plans ON plans.id = plan_versions.plan_id"
    )
    present = "WHERE plan_versions.state <> 'replaced' AND goals.area NOT IN :areas"
    steps = f"SELECT measures.id, case_id, goals.person_id, measures.text || ' ' || who_name {start} "
    for kind, asked in (
        ("goal", f"SELECT goals.id, case_id, goals.person_id, goals.text {start} {present}"),
        ("measure", f"{steps} JOIN measures ON measures.goal_id = goals.id {present}"),
    ):
        bound = sa.text(asked).bindparams(sa.bindparam("areas", _PROTECTED, expanding=True))
        for id_, case_id, person_id, words in connection.execute(bound):
            yield kind, id_, case_id, person_id, _fold(words)


def _case_words(number: str, family: str) -> str:
    last = number.rpartition("-")[2].lstrip("0")
    return _fold(f"{number} {last} {family}".rstrip())


_LETTERS = str.maketrans(
    {"ß": "ss", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "’": "", "'": ""}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def _fold(text: str) -> str:
    plain, spelt_out = _strip(text.casefold()), _strip(text.casefold().translate(_UMLAUTS))
    forms = list(dict.fromkeys((plain, spelt_out)))
    joined = [form.replace("-", "") for form in forms if "-" in form]
    split = [form.replace("-", " ") for form in forms if "-" in form]
    return " ".join(dict.fromkeys(" ".join(forms + joined + split).split(" "))).strip()


def _strip(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _link(table: str, column: str, target: str, gone: str) -> sa.ForeignKeyConstraint:
    """A named foreign key; `gone` says what happens to the row when its target is deleted."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}_{target}", ondelete=gone)
