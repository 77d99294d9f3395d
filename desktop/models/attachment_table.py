"""The list of documents: its columns, what its filters keep, and small words about files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject

from desktop.casework.attachments.attachments import AttachmentRow
from desktop.casework.search.folding import fold, search_terms
from desktop.models.columns import Column
from desktop.models.table import RowTable
from desktop.terms import AttachmentKind

FAMILY = "ganze Familie"
_KILO, _MEGA = 1024, 1024 * 1024
#: What a file is called -> what it probably is. Only a proposal; the clerk sees it before anything is kept.
_GUESSES: tuple[tuple[AttachmentKind, tuple[str, ...]], ...] = (
    (AttachmentKind.DECISION, ("bescheid", "bewilligung", "ablehnung")),
    (AttachmentKind.CERTIFICATE, ("zeugnis", "zertifikat", "diplom", "telc", "teilnahme")),
    (AttachmentKind.IDENTITY, ("ausweis", "aufenthalt", "reisepass", "fiktion", "gestattung", "duldung", "titel")),
    (AttachmentKind.MEDICAL, ("attest", "befund", "arzt", "diagnose")),
    (AttachmentKind.CONTRACT, ("vertrag",)),
    (AttachmentKind.REGISTRATION, ("anmeld",)),
    (AttachmentKind.SIGNED, ("unterschr", "integrationsplan", "einwilligung")),
    (AttachmentKind.LETTER, ("brief", "schreiben", "einladung")),
)


def attachment_table(parent: QObject | None = None) -> RowTable[AttachmentRow]:
    """The item model of the page „Dokumente“; a document stays marked by its id."""
    return RowTable(COLUMNS, key=_id, parent=parent)


def keeper(values: Mapping[str, object]) -> Callable[[AttachmentRow], bool]:
    """Which documents these filters keep."""
    words, kind, person = search_terms(str(values.get("text") or "")), values.get("kind"), values.get("person")

    def keeps(row: AttachmentRow) -> bool:
        facts = row.facts
        told = fold(f"{facts.title} {facts.note} {row.person} {row.file_name} {facts.kind.label}")
        return all(word in told for word in words) and kind in (None, facts.kind) and person in (None, _about(row))

    return keeps


def kind_options(rows: Iterable[AttachmentRow]) -> list[tuple[object, str]]:
    """Every kind that occurs, in its usual order."""
    found = {row.facts.kind for row in rows}
    return [(kind, kind.label) for kind in AttachmentKind if kind in found]


def person_options(rows: Iterable[AttachmentRow]) -> list[tuple[object, str]]:
    """Everybody documents are about, and the family as a whole."""
    return [(name, name) for name in sorted({_about(row) for row in rows})]


def size_words(size: int) -> str:
    """„340 KB“, „1,2 MB“."""
    if size >= _MEGA:
        return f"{size / _MEGA:.1f} MB".replace(".", ",")
    return f"{max(1, round(size / _KILO))} KB"


def extent_words(row: AttachmentRow) -> str:
    """„3 Seiten, 1,2 MB“."""
    pages = "" if not row.pages else "1 Seite, " if row.pages == 1 else f"{row.pages} Seiten, "
    return pages + size_words(row.size)


def guessed_kind(name: str) -> AttachmentKind | None:
    """What a file probably is by its name; None where that says nothing."""
    told = name.casefold()
    return next((kind for kind, words in _GUESSES if any(word in told for word in words)), None)


def _id(row: AttachmentRow) -> int:
    return row.id


def _about(row: AttachmentRow) -> str:
    return row.person or FAMILY


def _title_spoken(row: AttachmentRow) -> str:
    return f"{row.facts.title}, gesperrt: Die Einwilligung gilt nicht." if row.locked else row.facts.title


def _kind_words(row: AttachmentRow) -> str:
    return "gesperrt" if row.locked else row.facts.kind.label


def _kind_icon(row: AttachmentRow) -> tuple[str, str] | None:
    return ("lock", "warn") if row.locked else None


def _other_case(row: AttachmentRow) -> str:
    return row.case_number if row.elsewhere else ""


COLUMNS: tuple[Column[AttachmentRow], ...] = (
    Column("Dokument", lambda row: row.facts.title, spoken=_title_spoken, tooltip=lambda row: row.facts.note),
    Column("Art", _kind_words, width=25, icon=_kind_icon, tooltip=_kind_words),
    Column("Betrifft", _about, width=18, tooltip=_about),
    Column("Datum", lambda row: row.day, width=10),
    Column("Umfang", lambda row: row.size, text=extent_words, width=15),
    Column("Nachweis für", lambda row: row.measure, width=18, tooltip=lambda row: row.measure),
    Column("Aus Fall", _other_case, width=12),
)  # fmt: skip
LEAST_NEEDED = (6, 4, 5, 2)
"""Columns left out first where there is no room."""
