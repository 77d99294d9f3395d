"""Documents of a case: kept byte for byte, described, locked, listed, deleted."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import random
import tracemalloc
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from desktop.casework.attachments.attachment_choices import attachment_choices
from desktop.casework.attachments.attachment_content import (
    attachment_thumbnails,
    export_attachment,
    keep_thumbnail,
    note_attachment_print,
    read_attachment,
)
from desktop.casework.attachments.attachments import (
    CHUNK_BYTES,
    LARGEST_BYTES,
    AttachmentFacts,
    NewAttachment,
    add_attachment,
    attachment_row,
    attachment_space,
    delete_attachment,
    describe_attachment,
    list_attachments,
)
from desktop.casework.cases.cases import enter_person_case
from desktop.casework.changes import Kind
from desktop.casework.gate import chain_is_whole
from desktop.casework.office import OfficeSettings, save_office_settings
from desktop.casework.people.consents import NewConsent, give_consent, list_consents, withdraw_consent
from desktop.casework.people.families import put_together, split_off
from desktop.casework.people.people import PersonFacts
from desktop.casework.plans.plan_rows import NewGoal, NewMeasure
from desktop.casework.plans.plans import add_goal, start_plan
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.attachments import AttachmentChunk
from desktop.records.cases import Case
from desktop.records.office import AccessEntry
from desktop.terms import AttachmentKind, ConsentPurpose, PlanKind, Protection

PROTECTED = AttachmentFacts("Attest Hausarzt", AttachmentKind.MEDICAL, protection=Protection.S3)
LETTER = AttachmentFacts("Bescheid")
Add = Callable[..., int]


@pytest.fixture
def case_id(session: Session, actor: Actor, fixed_clock: dt.date) -> int:
    return open_case(session, actor, "Habte")


@pytest.fixture
def person_id(session: Session, actor: Actor, case_id: int) -> int:
    return attachment_choices(session, actor, case_id).persons[0].id


@pytest.fixture
def add(session: Session, actor: Actor, case_id: int) -> Add:
    def add(content: bytes = b"%PDF-1.7 x", facts: AttachmentFacts = LETTER, **more: object) -> int:
        new = new_file(case_id, content, facts)
        made = add_attachment(session, actor, replace(new, **more), io.BytesIO(content)).made  # type: ignore[arg-type]
        assert made is not None
        return made

    return add


def open_case(session: Session, actor: Actor, name: str) -> int:
    made = enter_person_case(session, actor, PersonFacts(name, "Filmon")).made
    assert made is not None
    return made


def new_file(case_id: int, content: bytes, facts: AttachmentFacts = LETTER) -> NewAttachment:
    digest = hashlib.sha256(content).hexdigest()
    return NewAttachment(case_id, facts, "scan 1.pdf", "application/pdf", digest, 1, b"PNG")


def content_of(session: Session, actor: Actor, attachment_id: int) -> bytes:
    pieces: list[bytes] = []
    read_attachment(session, actor, attachment_id, pieces.append)
    return b"".join(pieces)


def records(session: Session, action: str) -> list[object]:
    with session.begin():
        return list(session.scalars(select(AccessEntry.objects).where(AccessEntry.action == action)))


def chunks(session: Session) -> int:
    with session.begin():
        return session.scalar(select(func.count()).select_from(AttachmentChunk)) or 0


def consent(session: Session, actor: Actor, person_id: int, today: dt.date) -> None:
    give_consent(session, actor, NewConsent(person_id, ConsentPurpose.HEALTH, today))


@pytest.mark.parametrize("around", [1, 2, CHUNK_BYTES, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES + 77])
def test_any_bytes_come_out_as_they_went_in(session: Session, actor: Actor, add: Add, around: int) -> None:
    rng = random.Random(around)
    for size in {max(1, around - 1), around, around + 1}:
        content = rng.randbytes(size)
        made = add(content)
        assert content_of(session, actor, made) == content
        assert attachment_row(session, actor, made).size == size


def test_a_document_is_read_in_pieces_from_a_source_that_gives_less_than_asked(
    session: Session, actor: Actor, case_id: int
) -> None:
    content = random.Random(7).randbytes(5000)

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 0, 333))

    made = add_attachment(session, actor, new_file(case_id, content), Slow(content)).made
    assert content_of(session, actor, made or 0) == content


def test_what_was_said_of_it_is_listed_newest_first(
    session: Session, actor: Actor, add: Add, case_id: int, person_id: int
) -> None:
    facts = AttachmentFacts(
        " B1-\u200bZertifikat ", AttachmentKind.CERTIFICATE, person_id, document_date=dt.date(2026, 3, 1),
        note="Original\r\ngesehen",
    )
    first, second = add(b"1"), add(b"2", facts)
    rows = list_attachments(session, actor, case_id)
    assert [row.id for row in rows] == [second, first]
    assert (rows[0].facts.title, rows[0].facts.note) == ("B1-Zertifikat", "Original\ngesehen")
    assert (rows[0].person, rows[1].person) == ("Habte, Filmon", "")
    assert (rows[0].day, rows[1].day) == (dt.date(2026, 3, 1), dt.date(2026, 11, 22))
    assert rows[0].added_by == "Petra Lang"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (AttachmentFacts("  "), "title"),
        (AttachmentFacts("x", document_date=dt.date(2026, 11, 23)), "document_date"),
        (AttachmentFacts("x", AttachmentKind.MEDICAL), "protection"),
        (AttachmentFacts("x", protection=Protection.S3), "person_id"),
        (AttachmentFacts("x", person_id=999), "person_id"),
        (AttachmentFacts("x", measure_id=999), "measure_id"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    session: Session, actor: Actor, add: Add, facts: AttachmentFacts, field: str
) -> None:
    with pytest.raises(CaseworkError) as refused:
        add(facts=facts)
    assert refused.value.field == field
    assert chunks(session) == 0


def test_a_type_that_cannot_be_shown_is_refused_with_those_that_can(add: Add) -> None:
    with pytest.raises(CaseworkError, match="PDF, JPEG, PNG und TIFF"):
        add(media_type="image/heic")


def test_the_same_content_is_recognised_within_a_case_and_nothing_else(
    session: Session, actor: Actor, add: Add
) -> None:
    add(b"twice")
    with pytest.raises(CaseworkError, match="schon in der Akte: „Bescheid“"):
        add(b"twice", AttachmentFacts("Anderer Titel"))
    other = open_case(session, actor, "Said")
    assert add(b"twice", case_id=other)


def test_empty_too_large_or_changed_files_leave_nothing(session: Session, actor: Actor, case_id: int) -> None:
    large = bytes(LARGEST_BYTES + 1)
    for content, given, words in ((b"", b"", "leer"), (large, large, "größer als 25 MB"), (b"a", b"b", "geändert")):
        with pytest.raises(CaseworkError, match=words):
            add_attachment(session, actor, new_file(case_id, content), io.BytesIO(given))
    assert chunks(session) == 0
    assert list_attachments(session, actor, case_id) == ()


def test_exactly_the_largest_size_is_taken(session: Session, add: Add) -> None:
    add(bytes(LARGEST_BYTES))
    assert chunks(session) == LARGEST_BYTES // CHUNK_BYTES


def test_a_protected_document_needs_the_persons_consent(
    session: Session, actor: Actor, add: Add, person_id: int, fixed_clock: dt.date
) -> None:
    facts = replace(PROTECTED, person_id=person_id)
    with pytest.raises(CaseworkError, match="Einwilligung"):
        add(facts=facts)
    consent(session, actor, person_id, fixed_clock)
    assert add(facts=facts)


def test_after_the_withdrawal_it_is_locked_but_can_be_deleted(
    session: Session, actor: Actor, add: Add, case_id: int, person_id: int, fixed_clock: dt.date
) -> None:
    consent(session, actor, person_id, fixed_clock)
    made = add(facts=replace(PROTECTED, person_id=person_id, note="Diagnose"))
    withdraw_consent(session, actor, list_consents(session, actor, person_id)[0].id)
    (row,) = list_attachments(session, actor, case_id)
    assert row.locked
    assert "Attest" not in repr(row)
    assert "Diagnose" not in repr(row)
    assert attachment_thumbnails(session, actor, case_id) == {}
    for use in (
        lambda: content_of(session, actor, made),
        lambda: export_attachment(session, actor, made, bytes),
        lambda: note_attachment_print(session, actor, made),
        lambda: describe_attachment(session, actor, made, AttachmentFacts("x"), row.row_version),
    ):
        with pytest.raises(CaseworkError, match="Einwilligung"):
            use()
    with pytest.raises(CaseworkError, match="„Geschütztes Dokument“"):
        add()
    delete_attachment(session, actor, made)
    assert list_attachments(session, actor, case_id) == ()


def test_describing_moves_it_to_a_person_and_refuses_an_older_state(
    session: Session, actor: Actor, add: Add, person_id: int
) -> None:
    made = add()
    version = attachment_row(session, actor, made).row_version
    changes = describe_attachment(session, actor, made, AttachmentFacts("Pass", person_id=person_id), version)
    assert changes.touches(Kind.ATTACHMENT, made)
    assert changes.touches(Kind.PERSON, person_id)
    assert attachment_row(session, actor, made).person == "Habte, Filmon"
    with pytest.raises(ChangedMeanwhileError):
        describe_attachment(session, actor, made, AttachmentFacts("Pass 2"), version)


def test_deleting_takes_every_piece_along(session: Session, actor: Actor, add: Add) -> None:
    made = add(bytes(3 * CHUNK_BYTES))
    assert chunks(session) == 3
    delete_attachment(session, actor, made)
    assert chunks(session) == 0
    with pytest.raises(CaseworkError, match="gibt es nicht mehr"):
        content_of(session, actor, made)


def test_every_look_is_recorded_with_its_document(session: Session, actor: Actor, add: Add) -> None:
    made = add()
    content_of(session, actor, made)
    export_attachment(session, actor, made, bytes)
    note_attachment_print(session, actor, made)
    for action in ("attachment.open", "attachment.export", "attachment.print"):
        assert records(session, action) == [[[action, made]]]
    with session.begin():
        assert chain_is_whole(session)


def test_a_piece_that_was_lost_or_changed_is_noticed(session: Session, actor: Actor, add: Add) -> None:
    lost, changed = add(bytes(2 * CHUNK_BYTES)), add(b"as it was")
    with session.begin():
        owner = AttachmentChunk.attachment_id
        session.execute(delete(AttachmentChunk).where(owner == lost, AttachmentChunk.position == 1))
        session.execute(update(AttachmentChunk).where(owner == changed).values(data=b"as it is."))
    for made in (lost, changed):
        with pytest.raises(CaseworkError, match="beschädigt"):
            content_of(session, actor, made)


def test_papers_follow_their_person_when_families_are_joined_and_split(
    session: Session, actor: Actor, add: Add, case_id: int, person_id: int
) -> None:
    own = add(b"own", AttachmentFacts("Pass", person_id=person_id))
    add(b"of nobody")
    other = open_case(session, actor, "Said")
    family = put_together(session, actor, (other, case_id)).made or 0
    assert {row.id for row in list_attachments(session, actor, family)} >= {own}
    alone = split_off(session, actor, family, (person_id,)).made or 0
    (row,) = list_attachments(session, actor, alone)
    with session.begin():
        number = session.scalar(select(Case.number).where(Case.id == alone))
    assert (row.id, row.case_number, row.elsewhere) == (own, number, False)
    assert own not in {row.id for row in list_attachments(session, actor, family)}


def test_a_document_can_prove_a_step_of_the_cases_own_plan(
    session: Session, actor: Actor, add: Add, case_id: int, person_id: int
) -> None:
    version = start_plan(session, actor, case_id, PlanKind.SINGLE, person_id).made or 0
    add_goal(session, actor, version, NewGoal("sprache", "Deutsch"), (NewMeasure("Ich melde mich zum Kurs an."),))
    (step,) = attachment_choices(session, actor, case_id).steps
    made = add(facts=AttachmentFacts("Anmeldung", measure_id=step.measure_id))
    assert attachment_row(session, actor, made).measure == "Ich melde mich zum Kurs an."
    with pytest.raises(CaseworkError, match="Schritt"):
        add(b"2", AttachmentFacts("x", measure_id=step.measure_id), case_id=open_case(session, actor, "Said"))


def test_a_thumbnail_can_come_later(session: Session, actor: Actor, add: Add, case_id: int) -> None:
    made = add(thumbnail=b"", pages=0)
    assert attachment_thumbnails(session, actor, case_id) == {}
    keep_thumbnail(session, actor, made, b"PNG", 3)
    assert attachment_thumbnails(session, actor, case_id) == {made: b"PNG"}
    assert attachment_row(session, actor, made).pages == 3


def test_a_large_document_is_never_whole_in_memory(session: Session, actor: Actor, case_id: int) -> None:
    """Peak of everything Python allocates while 20 MB are kept and handed over, by their size."""
    size = 20_000_000

    class Source:
        """Makes its bytes on the way."""

        def __init__(self) -> None:
            self.left = size

        def read(self, most: int, /) -> bytes:
            piece = bytes(min(most, self.left))
            self.left -= len(piece)
            return piece

    digest = hashlib.sha256(bytes(size)).hexdigest()
    new = replace(new_file(case_id, b""), sha256=digest)
    tracemalloc.start()
    made = add_attachment(session, actor, new, Source()).made or 0
    kept = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    seen = [0]
    read_attachment(session, actor, made, lambda piece: seen.__setitem__(0, seen[0] + len(piece)))
    handed = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seen == [size]
    assert max(kept, handed) / size < 0.25


def test_the_office_is_told_when_documents_take_much_room(session: Session, actor: Actor, add: Add) -> None:
    add(bytes(1024 * 1024))
    space = attachment_space(session, actor)
    assert (space.count, space.megabytes, space.is_much) == (1, 1, False)
    save_office_settings(session, actor, OfficeSettings(attachments_warn_megabytes=1))
    assert attachment_space(session, actor).is_much
