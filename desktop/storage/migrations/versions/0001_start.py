"""The first schema: office, people, cases, assessments, plans.

Self-contained: imports nothing of the program, so that it does the same for ever.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables, parents before their children, and the row of the save counter."""
    for build in _BUILDERS:
        build()
    op.execute("INSERT INTO vault_state (id, saves) VALUES (1, 0)")


def downgrade() -> None:
    """Back to an empty file."""
    for build in reversed(_BUILDERS):
        op.drop_table(build.__name__.removeprefix("_"))


def _make(table: str, *columns: sa.Column[object], unique: tuple[str, ...] = ()) -> None:
    """A table with named constraints and, but for the settings with their keys, a running id."""
    if table != "settings":
        columns = (sa.Column("id", sa.Integer(), nullable=False), *columns)
    constraints: list[sa.schema.SchemaItem] = [sa.PrimaryKeyConstraint(columns[0].name, name=f"pk_{table}")]
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


def _texts(*names: str) -> list[sa.Column[object]]:
    return [_text(name) for name in names]


def _codes(*names: str) -> list[sa.Column[object]]:
    """Columns that may hold a code of a term."""
    return [_text(name, 24, null=True) for name in names]


def _days(*names: str) -> list[sa.Column[object]]:
    return [_day(name) for name in names]


def _whole(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=null)


def _flag(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Boolean(), nullable=null)


def _day(name: str, *, null: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=null)


def _json(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=null)


def _bytes(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _link(name: str, target: str, gone: str, *, null: bool = False, index: bool = False) -> sa.Column[object]:
    """A foreign key; `gone` says what happens to the row when its target is deleted."""
    info = {"target": target, "gone": gone, "index": index}
    return sa.Column(name, sa.Integer(), nullable=null, info=info)


def _made() -> tuple[sa.Column[object], ...]:
    """When and by whom."""
    return (_text("created_at", 25), _whole("created_by", null=True))


def _access_log() -> None:
    _make("access_log", _text("at", 25), _whole("user_id"), _text("action"), _json("objects"), _text("chain"))


def _fact_history() -> None:
    _make(
        "fact_history",
        _text("subject"),
        _whole("subject_id"),
        _text("field"),
        _json("value"),
        _text("origin", 24, null=True),
        _day("as_of"),
        _text("replaced_at", 25),
        _whole("replaced_by"),
    )
    op.create_index("ix_fact_history_subject", "fact_history", ["subject", "subject_id", "field"])


def _fact_marks() -> None:
    _make(
        "fact_marks",
        _text("subject"),
        _whole("subject_id"),
        _text("field"),
        _text("origin", 24),
        _day("as_of", null=False),
        _day("confirmed_on"),
        unique=(
            "subject",
            "subject_id",
            "field",
        ),
    )


def _import_batches() -> None:
    _make(
        "import_batches",
        _text("sender"),
        _day("as_of", null=False),
        _json("counts"),
        _text("undone_at", 25, null=True),
        *_made(),
    )


def _import_mappings() -> None:
    _make("import_mappings", _text("sender"), _json("mapping"), unique=("sender",))


def _persons() -> None:
    _make(
        "persons",
        *_texts("family_name", "given_names", "call_name", "own_script_name"),
        _text("folded_name", index=True),
        _text("salutation", 24, null=True),
        _text("birth_date", 12, null=True),
        _text("sex", 24, null=True),
        _json("nationalities"),
        _text("origin_country"),
        _text("entry_date", 12, null=True),
        _day("assigned_on"),
        _text("assignment_kind", 24, null=True),
        *_texts("authority_reference", "phone", "email", "messenger"),
        _flag("may_leave_message", null=True),
        *_codes("reachable", "interpreter_need", "interpreter_gender", "reading"),
        _text("print_language"),
        _text("german_level", 24, null=True),
        *_texts("german_note", "school", "profession", "income", "emergency_contact"),
        _flag("address_secret"),
        *_codes("marital_status", "asylum_state", "travel_document"),
        _day("travel_document_until"),
        _text("family_reunion", 24, null=True),
        _day("family_reunion_due"),
        *_texts("legal_advice", "handover_note"),
        _flag("handover_note_protected"),
        *_texts("family_abroad", "care_duties"),
        _whole("row_version"),
        *_made(),
    )


def _settings() -> None:
    _make("settings", _text("key"), _json("value"))


def _users() -> None:
    _make(
        "users",
        *_texts("slot_label", "name", "short"),
        _text("role", 24),
        _text("phone"),
        _flag("active"),
        *_made(),
        unique=("slot_label",),
    )


def _vault_state() -> None:
    _make("vault_state", _whole("saves"))


def _wording_checks() -> None:
    _make(
        "wording_checks",
        *_texts("language", "key", "german", "text", "reviewer"),
        _day("checked_on", null=False),
        unique=(
            "language",
            "key",
        ),
    )


def _addresses() -> None:
    _make(
        "addresses",
        _link("person_id", "persons", "CASCADE", index=True),
        *_texts("street", "postal_code", "town"),
        *_codes("housing", "tenancy"),
        _text("accommodation"),
        *_days("since", "until"),
        _text("origin", 24),
        *_made(),
    )


def _consents() -> None:
    _make(
        "consents",
        _link("person_id", "persons", "CASCADE", index=True),
        _text("purpose", 24),
        *_texts("recipient", "language"),
        _text("form", 24),
        _day("valid_from", null=False),
        *_days("valid_until", "withdrawn_on"),
        *_made(),
    )


def _counselling_periods() -> None:
    _make(
        "counselling_periods",
        _link("person_id", "persons", "CASCADE"),
        _day("start", null=False),
        _text("basis", 24),
        _text("reason"),
        _flag("confirmed"),
        _day("extended_until"),
        *_texts("extension_reason", "extension_by"),
        _whole("row_version"),
        *_made(),
        unique=("person_id",),
    )


def _drafts() -> None:
    _make(
        "drafts",
        _link("user_id", "users", "CASCADE"),
        _text("key"),
        _json("payload"),
        _text("changed_at", 25),
        unique=(
            "user_id",
            "key",
        ),
    )


def _families() -> None:
    _make(
        "families",
        *_texts("name", "household_language"),
        _link("speaks_for_family", "persons", "SET NULL", null=True),
        _whole("row_version"),
        *_made(),
    )


def _import_steps() -> None:
    _make(
        "import_steps",
        _link("batch_id", "import_batches", "CASCADE", index=True),
        _text("subject"),
        _whole("subject_id"),
        _flag("made"),
        _whole("row_version"),
        _json("before", null=True),
    )


def _person_languages() -> None:
    _make(
        "person_languages",
        _link("person_id", "persons", "CASCADE", index=True),
        _whole("position"),
        _text("code"),
        _text("use", 24),
        _flag("would_interpret"),
        unique=(
            "person_id",
            "code",
        ),
    )


def _residence_titles() -> None:
    _make(
        "residence_titles",
        _link("person_id", "persons", "CASCADE", index=True),
        _text("kind", 24),
        _text("as_written"),
        _day("valid_until"),
        _text("valid_kind", 24),
        _text("work", 24, null=True),
        _flag("residence_obligation", null=True),
        _text("obligation_place"),
        _day("obligation_until"),
        _text("origin", 24),
        *_days("seen_on", "replaced_on"),
        *_made(),
    )


def _cases() -> None:
    _make(
        "cases",
        _text("number"),
        _text("kind", 24),
        _link("person_id", "persons", "RESTRICT", null=True, index=True),
        _link("family_id", "families", "RESTRICT", null=True, index=True),
        _text("status", 24),
        _link("responsible_id", "users", "SET NULL", null=True, index=True),
        _day("opened_on", null=False),
        _whole("row_version"),
        *_made(),
        unique=("number",),
    )


def _family_members() -> None:
    _make(
        "family_members",
        _link("family_id", "families", "CASCADE", index=True),
        _link("person_id", "persons", "CASCADE", index=True),
        _whole("position"),
        _text("relation", 24),
        _flag("in_household"),
        _text("custody", 24, null=True),
        *_days("since", "until"),
    )


def _assessments() -> None:
    _make(
        "assessments",
        _link("case_id", "cases", "CASCADE", index=True),
        _text("kind", 24),
        _day("started_on", null=False),
        _day("finished_on"),
        _whole("row_version"),
        *_made(),
    )


def _case_responsibles() -> None:
    _make(
        "case_responsibles",
        _link("case_id", "cases", "CASCADE", index=True),
        _link("user_id", "users", "RESTRICT"),
        _day("since", null=False),
        *_made(),
    )


def _case_statuses() -> None:
    _make(
        "case_statuses",
        _link("case_id", "cases", "CASCADE", index=True),
        _text("status", 24),
        _day("since", null=False),
        _text("reason"),
        *_made(),
    )


def _plans() -> None:
    _make(
        "plans",
        _link("case_id", "cases", "CASCADE", index=True),
        _text("kind", 24),
        _link("person_id", "persons", "CASCADE", null=True),
        _whole("number"),
        *_made(),
    )


def _answers() -> None:
    _make(
        "answers",
        _link("assessment_id", "assessments", "CASCADE", index=True),
        _link("person_id", "persons", "CASCADE", null=True),
        _text("key"),
        _json("value"),
        _text("origin", 24),
        _day("as_of", null=False),
        _text("skip", 24, null=True),
        _text("protection", 24),
        _text("note"),
        unique=(
            "assessment_id",
            "person_id",
            "key",
        ),
    )


def _area_ratings() -> None:
    _make(
        "area_ratings",
        _link("assessment_id", "assessments", "CASCADE", index=True),
        _link("person_id", "persons", "CASCADE", null=True),
        _text("area"),
        _text("need", 24, null=True),
        _whole("resource", null=True),
        _whole("self_rating", null=True),
        _whole("importance", null=True),
        *_texts("going_well", "missing"),
        unique=(
            "assessment_id",
            "person_id",
            "area",
        ),
    )


def _plan_versions() -> None:
    _make(
        "plan_versions",
        _link("plan_id", "plans", "CASCADE", index=True),
        _whole("version"),
        _text("state", 24),
        *_texts("language", "strengths", "strengths_translated", "needs", "needs_translated"),
        _json("participants"),
        *_days("valid_from", "next_review_on", "next_talk_on"),
        *_texts("next_talk_time", "next_talk_place"),
        _flag("sensitive_areas_on_own_sheet"),
        _text("frozen_at", 25, null=True),
        _text("printed_at", 25, null=True),
        *_texts("read_out_in", "signed_place", "unsigned_reason"),
        *_days("handed_out_on", "replaced_on"),
        _whole("row_version"),
        *_made(),
        unique=(
            "plan_id",
            "version",
        ),
    )


def _goals() -> None:
    _make(
        "goals",
        _link("version_id", "plan_versions", "CASCADE", index=True),
        _whole("position"),
        *_texts("area", "catalogue_key", "text", "text_translated"),
        _link("person_id", "persons", "SET NULL", null=True),
        *_texts("indicator", "indicator_translated"),
        _text("horizon", 24, null=True),
        _whole("priority", null=True),
        _whole("value_start", null=True),
        _whole("value_target", null=True),
        _link("previous_goal_id", "goals", "SET NULL", null=True),
    )


def _plan_documents() -> None:
    _make(
        "plan_documents",
        _link("version_id", "plan_versions", "CASCADE", index=True),
        _text("kind", 24),
        _text("variant", 24),
        _text("language"),
        _bytes("content"),
        _text("sha256"),
        *_made(),
    )


def _plan_signatures() -> None:
    _make(
        "plan_signatures",
        _link("version_id", "plan_versions", "CASCADE", index=True),
        _link("person_id", "persons", "SET NULL", null=True),
        *_texts("part", "name"),
        _day("signed_on", null=False),
    )


def _plan_supplements() -> None:
    _make(
        "plan_supplements",
        _link("version_id", "plan_versions", "CASCADE", index=True),
        _day("on_date", null=False),
        *_texts("text", "text_translated"),
        *_made(),
    )


def _measures() -> None:
    _make(
        "measures",
        _link("goal_id", "goals", "CASCADE", index=True),
        _whole("position"),
        *_texts("catalogue_key", "fill_in", "text", "text_translated"),
        _json("who"),
        _link("who_person_id", "persons", "SET NULL", null=True),
        _text("who_name"),
        _day("start_on"),
        _text("due_kind", 24),
        _day("due_on"),
        *_texts("proof", "proof_key"),
        _link("previous_measure_id", "measures", "SET NULL", null=True),
    )


def _plan_events() -> None:
    _make(
        "plan_events",
        _link("version_id", "plan_versions", "CASCADE", index=True),
        _link("goal_id", "goals", "CASCADE", null=True),
        _link("measure_id", "measures", "CASCADE", null=True),
        _text("kind"),
        _day("on_date", null=False),
        _json("value"),
        *_texts("obstacle", "note"),
        *_made(),
    )


_BUILDERS = (
    _access_log,
    _fact_history,
    _fact_marks,
    _import_batches,
    _import_mappings,
    _persons,
    _settings,
    _users,
    _vault_state,
    _wording_checks,
    _addresses,
    _consents,
    _counselling_periods,
    _drafts,
    _families,
    _import_steps,
    _person_languages,
    _residence_titles,
    _cases,
    _family_members,
    _assessments,
    _case_responsibles,
    _case_statuses,
    _plans,
    _answers,
    _area_ratings,
    _plan_versions,
    _goals,
    _plan_documents,
    _plan_signatures,
    _plan_supplements,
    _measures,
    _plan_events,
)
