"""The list of needs: its columns, which rows its filters keep, and the counts of what is asked for beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QCoreApplication, QObject

from desktop.casework.people.languages import language_name
from desktop.casework.volunteers.needs.need_rows import Demand, NeedRow
from desktop.models.columns import Column
from desktop.models.sorting import german_key, matches
from desktop.models.suggestion_words import days_words, need_mark
from desktop.models.table import RowTable
from desktop.volunteer_terms import Activity

Values = Mapping[str, object]


def need_table(parent: QObject | None = None) -> RowTable[NeedRow]:
    """The item model of the page; a need stays marked by its id."""
    return RowTable(_columns(), key=lambda row: row.id, parent=parent)


def keeper(values: Values) -> Callable[[NeedRow], bool]:
    """Which rows these filters keep."""
    activity, language, text = values.get("activity"), values.get("language"), str(values.get("text") or "")

    def keeps(row: NeedRow) -> bool:
        facts = row.facts
        return (
            (activity is None or facts.activity == activity) and (language is None or language in facts.languages)
            and (not text or matches(text, row.client, row.case_number, facts.task, facts.place, *facts.interests))
        )  # fmt: skip

    return keeps


def demand_options(asked: Demand, rows: Iterable[NeedRow]) -> dict[str, list[tuple[object, str]]]:
    """Values of both choices with how many wait: „Sprachpatenschaft (4)“; what only closed needs have comes last."""
    rows = tuple(rows)
    activities: list[tuple[object, str]] = [
        (Activity(row.key), f"{Activity(row.key).label} ({row.count})") for row in asked.activities
    ]
    languages: list[tuple[object, str]] = [(row.key, f"{language_name(row.key)} ({row.count})")
                                           for row in asked.languages]  # fmt: skip
    waiting = {row.key for row in (*asked.activities, *asked.languages)}
    others = {row.facts.activity for row in rows if row.facts.activity.value not in waiting}
    spoken = {code for row in rows for code in row.facts.languages} - waiting
    activities += sorted(((one, one.label) for one in others), key=_by_words)
    languages += sorted(((code, language_name(code)) for code in spoken), key=_by_words)
    return {"activity": activities, "language": languages}


def _by_words(option: tuple[object, str]) -> str:
    return german_key(option[1])


def _languages(row: NeedRow) -> str:
    return ", ".join(language_name(code) for code in row.facts.languages)


def _waiting(row: NeedRow) -> str:
    return days_words(row.waiting_days) if row.open else row.status.label


def _about(row: NeedRow) -> str:
    return " · ".join(part for part in (row.case_number, row.client, row.facts.task) if part)


def _columns() -> tuple[Column[NeedRow], ...]:
    return (
        Column(_tr("Tätigkeit"), lambda row: row.facts.activity.label, icon=lambda row: _icon(row), tooltip=_about,
               spoken=lambda row: f"{row.facts.activity.label}, {row.status.label}"),
        Column(_tr("Für"), lambda row: row.client, tooltip=_about, width=14),
        Column(_tr("Sprachen"), _languages, tooltip=_languages, width=10),
        Column(_tr("Wartezeit"), lambda row: row.waiting_days, text=_waiting, width=11),
    )  # fmt: skip


def _icon(row: NeedRow) -> tuple[str, str]:
    return need_mark(row.status)


def _tr(text: str) -> str:
    return QCoreApplication.translate("suggestion_table", text)
