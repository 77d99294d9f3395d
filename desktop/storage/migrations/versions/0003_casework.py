"""Casework: talks, tasks, approvals, appointments, reviews, flags, stand-ins, children, merges, views; ends of cases.

Self-contained: imports nothing of the program, so that it does the same for ever.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ENDING: dict[str, sa.types.TypeEngine[Any]] = {
    "end_reason": sa.String(24),
    "final_talk": sa.Boolean(),
    "passed_on_to": sa.String(),
    "resume_on": sa.Date(),
}
_MARK = "INSERT OR IGNORE INTO search_stale (kind, subject_id)"
# As in 0002: whatever writes, a talk whose words change is noted as stale, and its words go when it goes.
# (name, event, the talk concerned)
_STALE = (
    ("talks_search_added", "INSERT ON talks", "new.id"),
    ("talks_search_stale", "UPDATE OF occasion, content, outcome, place, group_title ON talks", "new.id"),
    ("talk_topics_search_added", "INSERT ON talk_topics", "new.talk_id"),
    ("talk_topics_search_stale", "UPDATE ON talk_topics", "new.talk_id"),
    ("talk_topics_search_gone", "DELETE ON talk_topics", "old.talk_id"),
    ("talk_cases_search_added", "INSERT ON talk_cases", "new.talk_id"),
    ("talk_cases_search_gone", "DELETE ON talk_cases", "old.talk_id"),
)
_GONE = "DELETE FROM search_texts WHERE kind = 'talk' AND subject_id = old.id;"


_WATCHED = (
    ("persons", "assigned_on"), ("persons", "travel_document_until"), ("persons", "family_reunion_due"),
    ("residence_titles", "valid_until"), ("residence_titles", "obligation_until"),
)  # fmt: skip
"""Dates looked through every day; without an index each would read everybody."""


def upgrade() -> None:
    """Make the tables, parents before their children, the columns on how a case ended, and the search's triggers."""
    for build in _BUILDERS:
        build()
    for name, column_type in _ENDING.items():
        op.add_column("case_statuses", sa.Column(name, column_type, nullable=True))
    for table, column in _WATCHED:
        op.create_index(f"ix_{table}_{column}", table, [column])
    for name, event, talk in _STALE:
        op.execute(f"CREATE TRIGGER {name} AFTER {event} BEGIN {_MARK} VALUES ('talk', {talk}); END")
    op.execute(f"CREATE TRIGGER talks_search_gone AFTER DELETE ON talks BEGIN {_GONE} END")
    for kind, table in (("person", "persons"), ("case", "cases")):  # from now on they are found by their sound, too
        op.execute(f"{_MARK} SELECT '{kind}', id FROM {table}")  # noqa: S608 - names above


def downgrade() -> None:
    """Take them away again; triggers go with their tables."""
    for table, column in reversed(_WATCHED):
        op.drop_index(f"ix_{table}_{column}", table)
    for name in reversed(_ENDING):
        op.drop_column("case_statuses", name)
    for build in reversed(_BUILDERS):
        op.drop_table(build.__name__.removeprefix("_"))


def _make(table: str, *columns: sa.Column[object], unique: tuple[str, ...] = ()) -> None:
    """A table with a running id and named constraints."""
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
    for column in columns:
        if column.info.get("index"):
            op.create_index(f"ix_{table}_{column.name}", table, [column.name])


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


def _absences() -> None:
    _make(
        "absences",
        _link("user_id", "users", "CASCADE", index=True),
        _link("deputy_id", "users", "CASCADE", index=True),
        _day("since"),
        _day("until"),
        _text("note"),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _approvals() -> None:
    _make(
        "approvals",
        _link("case_id", "cases", "CASCADE", index=True),
        _text("what", 24),
        _whole("subject_id"),
        _link("asked_of", "users", "SET NULL", null=True),
        _text("note"),
        _text("answer", 24, null=True),
        _text("answer_note"),
        _text("answered_at", 25, null=True),
        _whole("answered_by", null=True),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _family_events() -> None:
    _make(
        "family_events",
        _link("family_id", "families", "CASCADE", index=True),
        _link("person_id", "persons", "CASCADE", index=True),
        _day("on_date"),
        _text("kind", 24),
        _text("custody", 24, null=True),
        _text("note"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _child_facts() -> None:
    _make(
        "child_facts",
        _link("person_id", "persons", "CASCADE"),
        _text("institution"),
        _text("group_name"),
        _day("attends_since", null=True),
        _day("registered_on", null=True),
        _day("school_duty_on", null=True),
        _text("measles", 24, null=True),
        _day("measles_seen_on", null=True),
        _text("note"),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
        unique=("person_id",),
    )


def _own_values() -> None:
    _make(
        "own_values",
        _link("person_id", "persons", "CASCADE", null=True, index=True),
        _link("case_id", "cases", "CASCADE", null=True, index=True),
        _text("field_key"),
        _json("value"),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _person_merges() -> None:
    _make(
        "person_merges",
        _link("kept_person_id", "persons", "CASCADE", index=True),
        _json("undo"),
        _text("undone_at", 25, null=True),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _protection_needs() -> None:
    _make(
        "protection_needs",
        _link("person_id", "persons", "CASCADE", index=True),
        _text("text"),
        _day("since"),
        _day("until", null=True),
        _text("note"),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _saved_views() -> None:
    _make(
        "saved_views",
        _link("user_id", "users", "CASCADE", null=True, index=True),
        _text("list_key"),
        _text("name"),
        _json("state"),
        _flag("is_default"),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _talks() -> None:
    _make(
        "talks",
        _day("held_on", index=True),
        _text("start_time"),
        _whole("minutes", null=True),
        _text("kind", 24),
        _text("way", 24),
        _text("place"),
        _link("user_id", "users", "SET NULL", null=True, index=True),
        _text("interpreting", 24),
        _text("interpreter_language"),
        _whole("interpreter_cents", null=True),
        _text("occasion"),
        _text("content"),
        _text("outcome"),
        _text("contact_result", 24, null=True),
        _flag("counts"),
        _text("group_title"),
        _text("participants"),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _text_blocks() -> None:
    _make(
        "text_blocks",
        _link("user_id", "users", "CASCADE", null=True),
        _text("short"),
        _text("text"),
        _text("area"),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _talk_persons() -> None:
    _make(
        "talk_persons",
        _link("talk_id", "talks", "CASCADE"),
        _link("person_id", "persons", "CASCADE", index=True),
        unique=("talk_id", "person_id"),
    )


def _talk_topics() -> None:
    _make(
        "talk_topics",
        _link("talk_id", "talks", "CASCADE", index=True),
        _whole("position"),
        _text("area"),
        _link("person_id", "persons", "CASCADE", null=True),
        _text("text"),
        _whole("minutes", null=True),
    )


def _appointments() -> None:
    _make(
        "appointments",
        _text("uid"),
        _day("on_date", index=True),
        _text("start_time"),
        _whole("minutes"),
        _text("title"),
        _text("kind", 24),
        _text("way", 24),
        _text("place"),
        _text("bring_along"),
        _text("note"),
        _link("case_id", "cases", "CASCADE", null=True, index=True),
        _link("user_id", "users", "SET NULL", null=True, index=True),
        _text("status", 24),
        _text("outcome"),
        _link("talk_id", "talks", "SET NULL", null=True),
        _whole("sequence"),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
        unique=("uid",),
    )


def _case_flags() -> None:
    _make(
        "case_flags",
        _link("case_id", "cases", "CASCADE", index=True),
        _link("person_id", "persons", "CASCADE", null=True),
        _text("kind", 24),
        _text("reason"),
        _day("since"),
        _day("resolved_on", null=True),
        _text("resolution"),
        _whole("resolved_by", null=True),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _case_stand_ins() -> None:
    _make(
        "case_stand_ins",
        _link("case_id", "cases", "CASCADE", index=True),
        _link("user_id", "users", "CASCADE"),
        _day("since"),
        _day("until", null=True),
        _text("reason"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _case_team() -> None:
    _make(
        "case_team",
        _link("case_id", "cases", "CASCADE", index=True),
        _link("user_id", "users", "SET NULL", null=True),
        _text("name"),
        _text("organisation"),
        _text("role"),
        _text("phone"),
        _text("email"),
        _day("since"),
        _day("until", null=True),
        _text("note"),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _deadline_marks() -> None:
    _make(
        "deadline_marks",
        _text("rule"),
        _whole("subject_id"),
        _day("due_on"),
        _link("case_id", "cases", "CASCADE", null=True, index=True),
        _text("answer", 24),
        _day("moved_to", null=True),
        _link("user_id", "users", "SET NULL", null=True),
        _text("note"),
        _text("created_at", 25),
        _whole("created_by", null=True),
        unique=("rule", "subject_id", "due_on"),
    )


def _private_notes() -> None:
    _make(
        "private_notes",
        _link("author_id", "users", "CASCADE", index=True),
        _link("case_id", "cases", "CASCADE", index=True),
        _link("talk_id", "talks", "CASCADE", null=True, index=True),
        _text("text"),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _talk_cases() -> None:
    _make(
        "talk_cases",
        _link("talk_id", "talks", "CASCADE"),
        _link("case_id", "cases", "CASCADE", index=True),
        unique=("talk_id", "case_id"),
    )


def _tasks() -> None:
    _make(
        "tasks",
        _link("case_id", "cases", "CASCADE", null=True, index=True),
        _link("person_id", "persons", "CASCADE", null=True),
        _link("talk_id", "talks", "SET NULL", null=True),
        _link("user_id", "users", "SET NULL", null=True, index=True),
        _text("title"),
        _day("due_on", null=True, index=True),
        _text("status", 24),
        _text("rule"),
        _text("note"),
        _text("done_at", 25, null=True),
        _whole("done_by", null=True),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _appointment_persons() -> None:
    _make(
        "appointment_persons",
        _link("appointment_id", "appointments", "CASCADE"),
        _link("person_id", "persons", "CASCADE", index=True),
        unique=("appointment_id", "person_id"),
    )


def _reviews() -> None:
    _make(
        "reviews",
        _link("version_id", "plan_versions", "CASCADE", index=True),
        _day("held_on"),
        _json("participants"),
        _text("reason"),
        _day("next_review_on", null=True),
        _link("assessment_id", "assessments", "SET NULL", null=True),
        _link("talk_id", "talks", "SET NULL", null=True),
        _link("new_version_id", "plan_versions", "SET NULL", null=True),
        _text("finished_at", 25, null=True),
        _whole("row_version"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _goal_consents() -> None:
    _make(
        "goal_consents",
        _link("goal_id", "goals", "CASCADE", index=True),
        _link("person_id", "persons", "SET NULL", null=True),
        _flag("agreed"),
        _text("form", 24),
        _day("on_date"),
        _text("note"),
        _text("created_at", 25),
        _whole("created_by", null=True),
    )


def _goal_levels() -> None:
    _make(
        "goal_levels",
        _link("goal_id", "goals", "CASCADE"),
        _whole("level"),
        _text("text"),
        _text("text_translated"),
        unique=("goal_id", "level"),
    )


def _review_goals() -> None:
    _make(
        "review_goals",
        _link("review_id", "reviews", "CASCADE"),
        _link("goal_id", "goals", "CASCADE"),
        _text("status", 24, null=True),
        _whole("value_now", null=True),
        _whole("self_rating", null=True),
        _whole("attainment", null=True),
        _text("note"),
        unique=("review_id", "goal_id"),
    )


def _review_measures() -> None:
    _make(
        "review_measures",
        _link("review_id", "reviews", "CASCADE"),
        _link("measure_id", "measures", "CASCADE"),
        _text("result", 24),
        _text("obstacle"),
        _text("note"),
        _day("new_due_on", null=True),
        unique=("review_id", "measure_id"),
    )


def _talk_events() -> None:
    _make(
        "talk_events",
        _link("talk_id", "talks", "CASCADE", index=True),
        _link("plan_event_id", "plan_events", "CASCADE"),
    )


_BUILDERS = (
    _absences,
    _approvals,
    _child_facts,
    _family_events,
    _own_values,
    _person_merges,
    _protection_needs,
    _saved_views,
    _talks,
    _text_blocks,
    _talk_persons,
    _talk_topics,
    _appointments,
    _case_flags,
    _case_stand_ins,
    _case_team,
    _deadline_marks,
    _private_notes,
    _talk_cases,
    _tasks,
    _appointment_persons,
    _reviews,
    _goal_consents,
    _goal_levels,
    _review_goals,
    _review_measures,
    _talk_events,
)
