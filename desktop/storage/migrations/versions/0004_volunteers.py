"""Ehrenamt: volunteers with papers and times, needs, matches with their life cycle, hours; the search finds volunteers.

Self-contained: imports nothing of the program, so that it does the same for ever.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MARK = "INSERT OR IGNORE INTO search_stale (kind, subject_id)"
# As in 0002: whatever writes, a volunteer whose words change is noted as stale, and the words go with the volunteer.
_STALE = (
    ("volunteers_search_added", "INSERT ON volunteers"),
    ("volunteers_search_stale", "UPDATE OF folded_name, organisation, profession ON volunteers"),
)
_GONE = "DELETE FROM search_texts WHERE kind = 'volunteer' AND subject_id = old.id;"


def upgrade() -> None:
    """Make the tables, parents before their children, and the search's triggers."""
    for build in _BUILDERS:
        build()
    for name, event in _STALE:
        op.execute(f"CREATE TRIGGER {name} AFTER {event} BEGIN {_MARK} VALUES ('volunteer', new.id); END")
    op.execute(f"CREATE TRIGGER volunteers_search_gone AFTER DELETE ON volunteers BEGIN {_GONE} END")


def downgrade() -> None:
    """Take them away again; triggers go with their tables, what was found of volunteers does not."""
    op.execute("DELETE FROM search_texts WHERE kind = 'volunteer'")
    op.execute("DELETE FROM search_stale WHERE kind = 'volunteer'")
    for build in reversed(_BUILDERS):
        op.drop_table(build.__name__.removeprefix("_"))


def _make(table: str, *columns: sa.Column[object], unique: tuple[str, ...] = (), lasting: bool = False) -> None:
    """A table with a running id and named constraints; a `lasting` id, named in the access record, is never reused."""
    columns = (sa.Column("id", sa.Integer(), nullable=False), *columns)
    constraints: list[sa.schema.SchemaItem] = [sa.PrimaryKeyConstraint("id", name=f"pk_{table}")]
    for column in columns:
        if target := column.info.get("target"):
            name = f"fk_{table}_{column.name}_{target}"
            constraints.append(
                sa.ForeignKeyConstraint([column.name], [f"{target}.id"], name=name, ondelete=column.info["gone"])
            )
    if unique:
        constraints.append(sa.UniqueConstraint(*unique, name=f"uq_{table}_{unique[0]}"))
    op.create_table(table, *columns, *constraints)
    if lasting:
        _never_reuse(table)
    for column in columns:
        if column.info.get("index"):
            op.create_index(f"ix_{table}_{column.name}", table, [column.name])


def _never_reuse(table: str) -> None:
    """Spell the key of a table just made as 0002 does for persons: SQLAlchemy knows no name for such a key."""
    asked = sa.text("SELECT sql FROM sqlite_master WHERE name = :table")
    made = str(op.get_bind().execute(asked, {"table": table}).scalar_one())
    plain, named = "\tid INTEGER NOT NULL,", f" \n\tCONSTRAINT pk_{table} PRIMARY KEY (id),"
    if made.count(plain) != 1 or made.count(named) != 1:
        raise ValueError(f"unexpected definition of {table}: {made}")
    op.drop_table(table)
    op.execute(made.replace(plain, f"\tid INTEGER NOT NULL {_key(table)} AUTOINCREMENT,").replace(named, ""))


def _key(table: str) -> str:
    return f"CONSTRAINT pk_{table} PRIMARY KEY"


def _text(name: str, length: int | None = None, *, null: bool = False, index: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.String(length), nullable=null, info={"index": index})


def _whole(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=null)


def _flag(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Boolean(), nullable=null)


def _day(name: str, *, null: bool = False, index: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=null, info={"index": index})


def _json(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=null)


def _link(name: str, target: str, gone: str, *, null: bool = False, index: bool = False) -> sa.Column[object]:
    """A foreign key; `gone` says what happens to the row when its target is deleted."""
    info = {"target": target, "gone": gone, "index": index}
    return sa.Column(name, sa.Integer(), nullable=null, info=info)


def _volunteer_groups() -> None:
    _make(
        "volunteer_groups",
        _text("name"),
        _text("contact"),
        _text("phone"),
        _text("email"),
        _text("note"),
        _flag("active"),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
        unique=("name",),
    )


def _volunteer_imports() -> None:
    _make(
        "volunteer_imports",
        _json("made"),
        _json("mapping"),
        _day("undone_on", null=True),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _volunteers() -> None:
    _make(
        "volunteers", *_who(), *_wishes(), *_life(), _whole("row_version"),
        _text("created_at", 25), _whole("created_by", null=True), lasting=True,
    )  # fmt: skip


def _who() -> tuple[sa.Column[object], ...]:
    """Names, contact, where somebody belongs."""
    return (
        _text("family_name"),
        _text("given_names"),
        _text("folded_name", index=True),
        _text("salutation", 24, null=True),
        _text("sex", 24, null=True),
        _whole("birth_year", null=True),
        _text("birthday"),
        _text("street"),
        _text("postal_code"),
        _text("town"),
        _text("phone"),
        _text("email"),
        _text("organisation"),
        _link("group_id", "volunteer_groups", "SET NULL", null=True, index=True),
        _link("person_id", "persons", "SET NULL", null=True, index=True),
        _link("responsible_id", "users", "SET NULL", null=True, index=True),
    )


def _wishes() -> tuple[sa.Column[object], ...]:
    """What somebody does, when and where, and what not."""
    return (
        _json("activities"),
        _json("target_groups"),
        _json("excluded_groups"),
        _json("excluded_activities"),
        _text("exclusions"),
        _json("interests"),
        _text("profession"),
        _whole("minutes_per_week", null=True),
        _day("available_from", null=True),
        _day("available_until", null=True),
        _text("area"),
        _whole("radius_km", null=True),
        _flag("has_car", null=True),
        _whole("most_matches"),
        _flag("works_with_minors", null=True),
        _flag("own_flight", null=True),
    )


def _life() -> tuple[sa.Column[object], ...]:
    """Status, first talk, consent, allowance."""
    return (
        _text("status", 24),
        _day("status_since"),
        _day("pause_until", null=True),
        _day("active_since", null=True),
        _day("ended_on", null=True, index=True),
        _text("end_note"),
        _day("first_talk_on", null=True),
        _text("first_talk_with"),
        _day("consent_on", null=True),
        _text("consent_version"),
        _day("consent_withdrawn_on", null=True),
        _flag("may_show_contact"),
        _text("allowance", 24),
        _text("note"),
    )


def _volunteer_languages() -> None:
    _make(
        "volunteer_languages",
        _link("volunteer_id", "volunteers", "CASCADE", index=True),
        _whole("position"),
        _text("code"),
        _text("skill", 24),
        unique=("volunteer_id", "code"),
    )


def _volunteer_times() -> None:
    _make(
        "volunteer_times",
        _link("volunteer_id", "volunteers", "CASCADE", index=True),
        _whole("weekday"),
        _whole("start"),
        _whole("end"),
    )


def _volunteer_statuses() -> None:
    _make(
        "volunteer_statuses",
        _link("volunteer_id", "volunteers", "CASCADE", index=True),
        _text("status", 24),
        _day("since"),
        _text("note"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _volunteer_papers() -> None:
    _make(
        "volunteer_papers",
        _link("volunteer_id", "volunteers", "CASCADE", index=True),
        _text("kind", 24),
        _day("issued_on", null=True),
        _day("seen_on", null=True),
        _text("seen_by"),
        _flag("no_entries", null=True),
        _flag("is_proven", null=True),
        _day("valid_until", null=True, index=True),
        _text("title"),
        _text("on_behalf_of", 24, null=True),
        _text("cover", 24, null=True),
        _text("note"),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _volunteer_needs() -> None:
    _make(
        "volunteer_needs",
        _link("case_id", "cases", "CASCADE", index=True),
        _link("person_id", "persons", "CASCADE", null=True, index=True),
        _link("measure_id", "measures", "SET NULL", null=True),
        _text("activity", 24),
        _text("task"),
        _text("sponsorship", 24),
        _json("languages"),
        _json("times"),
        _whole("minutes_per_week", null=True),
        _text("place"),
        _text("gender_wish", 24),
        _flag("with_children"),
        _json("interests"),
        _day("reported_on", index=True),
        _link("reported_by", "users", "SET NULL", null=True),
        _day("wanted_by", null=True),
        _text("status", 24),
        _day("closed_on", null=True),
        _text("end_reason", 24, null=True),
        _text("note"),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
        lasting=True,
    )


def _volunteer_matches() -> None:
    _make(
        "volunteer_matches",
        _link("need_id", "volunteer_needs", "CASCADE", index=True),
        _link("volunteer_id", "volunteers", "CASCADE", index=True),
        _text("stage", 24),
        _json("reasons"),
        _text("task"),
        _text("appointment_note"),
        _day("meeting_on", null=True),
        _day("trial_until", null=True),
        _day("agreed_on", null=True),
        _day("ends_by", null=True),
        _day("next_check_on", null=True, index=True),
        _whole("check_months", null=True),
        _day("ended_on", null=True),
        _text("end_reason", 24, null=True),
        _text("end_note"),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
        lasting=True,
    )


def _volunteer_contacts() -> None:
    _make(
        "volunteer_contacts",
        _link("volunteer_id", "volunteers", "CASCADE", index=True),
        _link("match_id", "volunteer_matches", "SET NULL", null=True),
        _text("kind", 24),
        _day("on_date"),
        _text("text"),
        _day("resolved_on", null=True),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _match_times() -> None:
    _make(
        "match_times",
        _link("match_id", "volunteer_matches", "CASCADE", index=True),
        _whole("weekday"),
        _whole("start"),
        _whole("end"),
    )


def _match_steps() -> None:
    _make(
        "match_steps",
        _link("match_id", "volunteer_matches", "CASCADE", index=True),
        _text("stage", 24, null=True),
        _day("on_date"),
        _text("note"),
        _json("former"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _volunteer_hours() -> None:
    _make(
        "volunteer_hours",
        _link("volunteer_id", "volunteers", "CASCADE", index=True),
        _link("match_id", "volunteer_matches", "SET NULL", null=True, index=True),
        _text("activity", 24),
        _day("on_date", index=True),
        _whole("minutes"),
        _whole("metres"),
        _whole("expenses_cents"),
        _whole("allowance_cents"),
        _text("allowance", 24, null=True),
        _text("note"),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


_BUILDERS = (
    _volunteer_groups,
    _volunteer_imports,
    _volunteers,
    _volunteer_languages,
    _volunteer_times,
    _volunteer_statuses,
    _volunteer_papers,
    _volunteer_needs,
    _volunteer_matches,
    _volunteer_contacts,
    _match_times,
    _match_steps,
    _volunteer_hours,
)
