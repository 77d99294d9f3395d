"""Documents of a case: adding, describing, listing and deleting them. Their bytes are in `attachment_content.py`.

A document about a person stands in every file the person belongs to, so that nothing is lost when families are put
together or split. One of protection class S3 is locked while the person's consent does not hold (decision 20).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field, replace
from typing import Protocol, cast

from sqlalchemy import ColumnElement, Table, func, or_, select
from sqlalchemy.orm import Session

from desktop.casework.attachments.attachment_choices import measure_words
from desktop.casework.cases.cases import persons_of, require_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.office import office_settings
from desktop.casework.people.consents import has_consent
from desktop.casework.people.people import require_person
from desktop.casework.plain_text import one_line, some_lines
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.attachments import Attachment, AttachmentChunk
from desktop.records.cases import Case
from desktop.records.office import User
from desktop.records.plans import Goal, Measure, Plan, PlanVersion
from desktop.terms import AttachmentKind, ConsentPurpose, Protection

CHUNK_BYTES = 256 * 1024
"""A document is kept in pieces of this size; only the last one is shorter."""
LARGEST_MEGABYTES = 25
LARGEST_BYTES = LARGEST_MEGABYTES * 1024 * 1024
MEDIA_TYPES = frozenset({"application/pdf", "image/jpeg", "image/png", "image/tiff"})
"""What can be shown in memory, and therefore kept."""

CHANGED_WHILE_READ = "Die Datei hat sich geändert, während sie gelesen wurde. Bitte noch einmal hinzufügen."
_CHUNKS = cast(Table, AttachmentChunk.__table__)
_LOCKED_TITLE = "Geschütztes Dokument"
_NEEDS_PERSON = "Ein besonders geschütztes Dokument betrifft eine bestimmte Person. Bitte die Person auswählen."
_NEEDS_CONSENT = (
    "Dieses Dokument ist besonders geschützt. Bitte zuerst unter „Personen“ die Einwilligung in Gesundheitsdaten und "
    "besonders geschützte Angaben eintragen."
)


class Readable(Protocol):
    """Where the bytes of a document come from."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; nothing at the end."""


@dataclass(frozen=True)
class AttachmentFacts:
    """What a clerk says of a document. `person_id` None means the whole family."""

    title: str
    kind: AttachmentKind = AttachmentKind.OTHER
    person_id: int | None = None
    measure_id: int | None = None
    """The step of a plan it proves."""
    protection: Protection = Protection.S2
    document_date: dt.date | None = None
    note: str = ""

    def cleaned(self) -> AttachmentFacts:
        """The same without anything invisible in its texts."""
        return replace(self, title=one_line(self.title), note=some_lines(self.note))


@dataclass(frozen=True)
class NewAttachment:
    """A file that was looked at: `media_type` as its content shows, `sha256` of the bytes that are to be kept."""

    case_id: int
    facts: AttachmentFacts
    file_name: str
    media_type: str
    sha256: str
    pages: int
    thumbnail: bytes = field(repr=False)
    """A PNG."""


@dataclass(frozen=True)
class AttachmentRow:
    """A document as listed. While it is `locked` its title, note and date are not told."""

    id: int
    facts: AttachmentFacts
    person: str
    """Name of the person it is about; empty for the whole family."""
    measure: str
    """Words of the step it proves; empty for none."""
    file_name: str
    media_type: str
    size: int
    """Bytes."""
    pages: int | None
    added_at: dt.datetime
    added_by: str
    case_number: str
    """The case it was added to."""
    elsewhere: bool
    """Whether that is another case than the one listed."""
    locked: bool
    row_version: int

    @property
    def day(self) -> dt.date:
        """The document's own date; without one the day it was added."""
        return self.facts.document_date or self.added_at.astimezone().date()


@dataclass(frozen=True)
class AttachmentSpace:
    """How much all documents of the vault take."""

    count: int
    bytes: int
    warn_megabytes: int
    """From here on the office wants to be warned."""

    @property
    def megabytes(self) -> int:
        return self.bytes // (1024 * 1024)

    @property
    def is_much(self) -> bool:
        return self.megabytes >= self.warn_megabytes


@change(Right.EDIT_CASE, record="attachment.add")
def add_attachment(session: Session, actor: Actor, new: NewAttachment, source: Readable) -> Changes:
    """Keep a document; `source` is read piece by piece.

    Raises CaseworkError for a type that cannot be shown, for content that is in this file already, larger than
    LARGEST_BYTES, empty or other than `new.sha256`, and for facts that cannot be; nothing is kept then.
    """
    case = require_case(session, new.case_id)
    facts = new.facts.cleaned()
    _check(session, case, facts)
    if new.media_type not in MEDIA_TYPES:
        raise CaseworkError("Diese Art Datei kann Wegplan nicht anzeigen. Möglich sind PDF, JPEG, PNG und TIFF.")
    _refuse_double(session, case, new.sha256)
    attachment = Attachment(
        case_id=case.id, file_name=one_line(new.file_name), media_type=new.media_type, size=0, sha256=new.sha256,
        pages=new.pages, thumbnail=new.thumbnail, created_by=actor.user_id,
    )
    _put(attachment, facts)
    session.add(attachment)
    session.flush()
    attachment.size = _store(session, attachment.id, source, new.sha256)
    return _touched(attachment, made=attachment.id)


@change(Right.EDIT_CASE, record="attachment.describe")
def describe_attachment(
    session: Session, actor: Actor, attachment_id: int, facts: AttachmentFacts, row_version: int
) -> Changes:
    """Another title, kind, person, date, class, step or note.

    Raises ChangedMeanwhileError when somebody described it since `row_version`.
    """
    attachment = require_open(session, attachment_id)
    if attachment.row_version != row_version:
        raise ChangedMeanwhileError("Dieses Dokument wurde inzwischen geändert. Bitte noch einmal öffnen.")
    facts = facts.cleaned()
    _check(session, require_case(session, attachment.case_id), facts, before=attachment)
    touched = _touched(attachment)
    _put(attachment, facts)
    return touched | _touched(attachment)


@change(Right.EDIT_CASE, record="attachment.delete")
def delete_attachment(session: Session, actor: Actor, attachment_id: int) -> Changes:
    """Remove a document for good. A locked one can be removed too: that needs no look into it."""
    attachment = require_attachment(session, attachment_id)
    touched = _touched(attachment)
    session.delete(attachment)
    return touched


@query(Right.READ_CASE)
def list_attachments(session: Session, actor: Actor, case_id: int) -> tuple[AttachmentRow, ...]:
    """Documents of a case and those about its present members, newest first."""
    case = require_case(session, case_id)
    found = session.scalars(select(Attachment).where(standing_in(session, case)).order_by(Attachment.id.desc()))
    return tuple(_row(session, attachment, case_id) for attachment in found)


@query(Right.READ_CASE)
def attachment_row(session: Session, actor: Actor, attachment_id: int) -> AttachmentRow:
    """What is known of one document."""
    attachment = require_attachment(session, attachment_id)
    return _row(session, attachment, attachment.case_id)


@query(Right.READ_CASE)
def attachment_space(session: Session, actor: Actor) -> AttachmentSpace:
    """How much room all documents take, and from where on the office wants to know."""
    count, size = session.execute(select(func.count(), func.coalesce(func.sum(Attachment.size), 0))).one()
    return AttachmentSpace(count, size, office_settings(session, actor).attachments_warn_megabytes)


def standing_in(session: Session, case: Case) -> ColumnElement[bool]:
    """Inside a use case: which documents belong on the page of a case."""
    members = [person.id for person in persons_of(session, case)]
    return or_(Attachment.case_id == case.id, Attachment.person_id.in_(members))


def require_attachment(session: Session, attachment_id: int) -> Attachment:
    """Inside a use case: the document, or a CaseworkError when it is gone."""
    attachment = session.get(Attachment, attachment_id)
    if attachment is None:
        raise CaseworkError("Dieses Dokument gibt es nicht mehr.")
    return attachment


def require_open(session: Session, attachment_id: int) -> Attachment:
    """Inside a use case: the document, or a CaseworkError when it is gone or locked."""
    attachment = require_attachment(session, attachment_id)
    if is_locked(session, attachment):
        raise CaseworkError(_NEEDS_CONSENT)
    return attachment


def is_locked(session: Session, attachment: Attachment) -> bool:
    """Inside a use case: whether the consent for a specially protected document does not hold today."""
    return attachment.protection is Protection.S3 and not _consented(session, attachment.person_id)


def _consented(session: Session, person_id: int | None) -> bool:
    return person_id is not None and has_consent(session, person_id, ConsentPurpose.HEALTH, today())


def _check(session: Session, case: Case, facts: AttachmentFacts, before: Attachment | None = None) -> None:
    """Raises CaseworkError for what cannot be said of a document of this case."""
    if not facts.title:
        raise CaseworkError("Bitte einen Titel eintragen.", field="title")
    if facts.document_date is not None and facts.document_date > today():
        raise CaseworkError("Das Datum des Dokuments liegt in der Zukunft.", field="document_date")
    if facts.kind is AttachmentKind.MEDICAL and facts.protection is not Protection.S3:
        raise CaseworkError("Ein Attest oder Befund ist immer besonders geschützt.", field="protection")
    former = before.person_id if before else None
    members = {person.id for person in persons_of(session, case)} | {former, None}
    if facts.person_id not in members:
        raise CaseworkError("Diese Person gehört nicht zu diesem Fall.", field="person_id")
    if facts.protection is Protection.S3:
        _check_protected(session, facts)
    if facts.measure_id is not None and not _is_of(session, facts.measure_id, case):
        raise CaseworkError("Diesen Schritt gibt es in den Plänen dieses Falls nicht mehr.", field="measure_id")


def _check_protected(session: Session, facts: AttachmentFacts) -> None:
    if facts.person_id is None:
        raise CaseworkError(_NEEDS_PERSON, field="person_id")
    if not _consented(session, facts.person_id):
        raise CaseworkError(_NEEDS_CONSENT, field="protection")


def _is_of(session: Session, measure_id: int, case: Case) -> bool:
    found = (
        select(Plan.case_id)
        .join(PlanVersion, PlanVersion.plan_id == Plan.id)
        .join(Goal, Goal.version_id == PlanVersion.id)
        .join(Measure, Measure.goal_id == Goal.id)
        .where(Measure.id == measure_id)
    )
    return session.scalar(found) == case.id


def _refuse_double(session: Session, case: Case, sha256: str) -> None:
    same = select(Attachment).where(Attachment.case_id == case.id, Attachment.sha256 == sha256).limit(1)
    there = session.scalar(same)
    if there is not None:
        title = _LOCKED_TITLE if is_locked(session, there) else there.title
        raise CaseworkError(f"Diese Datei ist schon in der Akte: „{title}“.")


def _put(attachment: Attachment, facts: AttachmentFacts) -> None:
    for name, value in vars(facts).items():
        setattr(attachment, name, value)


def _store(session: Session, attachment_id: int, source: Readable, sha256: str) -> int:
    """Write the pieces; the number of bytes. Only one piece is in memory at a time."""
    digest, size, position = hashlib.sha256(), 0, 0
    while piece := source.read(CHUNK_BYTES):
        size += len(piece)
        if size > LARGEST_BYTES:
            raise CaseworkError(f"Die Datei ist größer als {LARGEST_MEGABYTES} MB.")
        digest.update(piece)
        session.execute(_CHUNKS.insert(), {"attachment_id": attachment_id, "position": position, "data": piece})
        position += 1
    if not size:
        raise CaseworkError("Die Datei ist leer.")
    if digest.hexdigest() != sha256:
        raise CaseworkError(CHANGED_WHILE_READ)
    return size


def _touched(attachment: Attachment, made: int | None = None) -> Changes:
    persons = [(Kind.PERSON, attachment.person_id)] if attachment.person_id else []
    return Changes.of((Kind.ATTACHMENT, attachment.id), (Kind.CASE, attachment.case_id), *persons, made=made)


def _row(session: Session, attachment: Attachment, case_id: int) -> AttachmentRow:
    locked = is_locked(session, attachment)
    facts = AttachmentFacts(
        attachment.title, attachment.kind, attachment.person_id, attachment.measure_id, attachment.protection,
        attachment.document_date, attachment.note,
    )
    if locked:
        facts = replace(facts, title=_LOCKED_TITLE, kind=AttachmentKind.OTHER, document_date=None, note="")
    person = require_person(session, attachment.person_id).name if attachment.person_id else ""
    user = session.get(User, attachment.created_by) if attachment.created_by else None
    measure = session.get(Measure, attachment.measure_id) if attachment.measure_id and not locked else None
    return AttachmentRow(
        attachment.id, facts, person, measure_words(measure) if measure else "",
        "" if locked else attachment.file_name, attachment.media_type, attachment.size, attachment.pages,
        attachment.created_at, user.name if user else "", require_case(session, attachment.case_id).number,
        attachment.case_id != case_id, locked, attachment.row_version,
    )
